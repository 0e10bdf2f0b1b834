//! What outputs say of themselves.

use carbon_core::Year;

use super::language::Language;

/// The words that every output carries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Caption {
    /// The region or project, such as `Jiangxi`.
    pub title: String,
    /// The status of the data, shown in every title, such as `SYNTHETIC example`.
    pub note: Option<String>,
    /// The language.
    pub language: Language,
}

impl Caption {
    /// The title of an output that shows something in a year.
    ///
    /// ```
    /// use carbon_core::Year;
    /// use zoning_export::{Caption, Language};
    ///
    /// let caption = Caption {
    ///     title: "Jiangxi".to_owned(),
    ///     note: Some("SYNTHETIC example".to_owned()),
    ///     language: Language::En,
    /// };
    /// assert_eq!(
    ///     caption.heading("Carbon budget", Year(2020)),
    ///     "Jiangxi: Carbon budget, 2020 (SYNTHETIC example)"
    /// );
    /// ```
    pub fn heading(&self, what: &str, year: Year) -> String {
        let (region, note) = (self.region(), self.status());
        match self.language {
            Language::En | Language::Both => format!("{region}{what}, {year}{note}"),
            Language::Zh => format!("{region}{what}，{year}年{note}"),
        }
    }

    /// The region as titles begin with it: `Jiangxi: `, or nothing.
    pub(crate) fn region(&self) -> String {
        match (&*self.title, self.language) {
            ("", _) => String::new(),
            (title, Language::En | Language::Both) => format!("{title}: "),
            (title, Language::Zh) => format!("{title}："),
        }
    }

    /// The status of the data as titles end with it: ` (SYNTHETIC example)`, or nothing.
    pub(crate) fn status(&self) -> String {
        match (&self.note, self.language) {
            (None, _) => String::new(),
            (Some(note), Language::En | Language::Both) => format!(" ({note})"),
            (Some(note), Language::Zh) => format!("（{note}）"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_heading_has_chinese_punctuation() {
        let mut caption = Caption {
            title: "江西".to_owned(),
            note: Some("合成示例".to_owned()),
            language: Language::Zh,
        };
        let year = Year(2020);
        assert_eq!(
            caption.heading("碳收支", year),
            "江西：碳收支，2020年（合成示例）"
        );
        caption.note = None;
        assert_eq!(caption.heading("碳收支", year), "江西：碳收支，2020年");
    }
}

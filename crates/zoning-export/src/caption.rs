//! What outputs say of themselves, and in which language.

use carbon_core::{Assessment, Quantity, Year};

/// The language of titles, labels and field aliases. Ids and field names are the same in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Chinese.
    Zh,
}

impl Language {
    /// The one of the two that is in this language.
    pub(crate) fn choose<T>(self, en: T, zh: T) -> T {
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }

    /// The label of a quantity with its unit.
    pub(crate) fn alias(self, quantity: &Quantity, assessment: &Assessment) -> String {
        self.choose(quantity.alias_en(assessment), quantity.alias_zh(assessment))
    }
}

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
        let title = &self.title;
        let [open, close] = self.language.choose([" (", ")"], ["（", "）"]);
        let note = match &self.note {
            Some(note) => format!("{open}{note}{close}"),
            None => String::new(),
        };
        match self.language {
            Language::En => format!("{title}: {what}, {year}{note}"),
            Language::Zh => format!("{title}：{what}，{year}年{note}"),
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

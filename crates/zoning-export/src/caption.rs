//! What outputs say of themselves, and in which language.

use std::borrow::Cow;

use carbon_core::{Assessment, Quantity, Year};

/// The language of titles, labels and field aliases. Ids and field names are the same in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Chinese.
    Zh,
    /// English and Chinese side by side: `Forest land / 林地`.
    Both,
}

impl Language {
    /// The text in this language; in both, the two joined where they differ.
    pub(crate) fn choose<'a>(self, en: &'a str, zh: &'a str) -> Cow<'a, str> {
        match self {
            Self::En => en.into(),
            Self::Zh => zh.into(),
            Self::Both if en == zh => en.into(),
            Self::Both => format!("{en} / {zh}").into(),
        }
    }

    /// What stands between the parts of a title.
    pub(crate) fn comma(self) -> &'static str {
        match self {
            Self::Zh => "，",
            Self::En | Self::Both => ", ",
        }
    }

    /// The label of a quantity with its unit.
    pub(crate) fn alias(self, quantity: &Quantity, assessment: &Assessment) -> String {
        let (en, zh) = (quantity.alias_en(assessment), quantity.alias_zh(assessment));
        self.choose(&en, &zh).into_owned()
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

    #[test]
    fn both_languages_stand_side_by_side_unless_they_agree() {
        assert_eq!(Language::Both.choose("Budget", "碳收支"), "Budget / 碳收支");
        assert_eq!(Language::Both.choose("tce", "tce"), "tce");
    }
}

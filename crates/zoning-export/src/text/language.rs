//! The language of outputs.

use carbon_core::{Assessment, Quantity};

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
    pub(crate) fn choose(self, en: &str, zh: &str) -> String {
        match self {
            Self::En => en.to_owned(),
            Self::Zh => zh.to_owned(),
            Self::Both if en == zh => en.to_owned(),
            Self::Both => format!("{en} / {zh}"),
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
        self.choose(&en, &zh)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_stand_side_by_side_unless_they_agree() {
        assert_eq!(Language::Both.choose("Budget", "碳收支"), "Budget / 碳收支");
        assert_eq!(Language::Both.choose("tce", "tce"), "tce");
    }
}

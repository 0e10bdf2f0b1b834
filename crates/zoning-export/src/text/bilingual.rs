//! Text in both languages.

use serde::{Serialize, Serializer};

use super::language::Language;

/// A text in English and in Chinese. A table holds both; its writers choose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bilingual {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

/// In JSON a list of both: `["Forest land","林地"]`.
impl Serialize for Bilingual {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [&self.en, &self.zh].serialize(serializer)
    }
}

impl Bilingual {
    /// A text in both languages.
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self {
            en: en.into(),
            zh: zh.into(),
        }
    }

    /// A name, a symbol or a code, which is the same in both.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::new(text.clone(), text)
    }

    /// The text in a language; in both, `English / 中文`, or once where they agree.
    ///
    /// ```
    /// use zoning_export::Language;
    /// use zoning_export::Bilingual;
    ///
    /// let text = Bilingual::new("Forest land", "林地");
    /// assert_eq!(text.in_language(Language::Zh), "林地");
    /// assert_eq!(text.in_language(Language::Both), "Forest land / 林地");
    /// assert_eq!(Bilingual::same("ha").in_language(Language::Both), "ha");
    /// ```
    pub fn in_language(&self, language: Language) -> String {
        language.choose(&self.en, &self.zh)
    }

    /// The text with a unit behind it, if it has one, in the brackets of each language.
    ///
    /// ```
    /// use zoning_export::Bilingual;
    ///
    /// let budget = Bilingual::new("Budget", "碳收支").with_unit(&Bilingual::same("Mt"));
    /// assert_eq!((&*budget.en, &*budget.zh), ("Budget (Mt)", "碳收支（Mt）"));
    /// ```
    #[must_use]
    pub fn with_unit(&self, unit: &Self) -> Self {
        let with = |text: &str, unit: &str, [open, close]: [&str; 2]| match unit {
            "" => text.to_owned(),
            _ => format!("{text}{open}{unit}{close}"),
        };
        Self {
            en: with(&self.en, &unit.en, [" (", ")"]),
            zh: with(&self.zh, &unit.zh, ["（", "）"]),
        }
    }

    /// Whether there is no text in either language.
    pub fn is_empty(&self) -> bool {
        self.en.is_empty() && self.zh.is_empty()
    }
}

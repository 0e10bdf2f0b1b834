//! JSON of texts in both languages, and of numbers to the bit.

use crate::text::{Bilingual, json};

/// `["English","中文"]`.
pub(super) fn both(en: &str, zh: &str) -> String {
    json::array([en, zh].map(json::text))
}

/// The same of a text that has both.
pub(super) fn bilingual(text: &Bilingual) -> String {
    both(&text.en, &text.zh)
}

/// A list of texts in both languages.
pub(super) fn list<'a>(texts: impl IntoIterator<Item = &'a Bilingual>) -> String {
    json::array(texts.into_iter().map(bilingual))
}

/// A number with the digits that distinguish it from all others; `null` if it is not finite.
pub(super) fn exact(value: f64) -> String {
    if value.is_finite() {
        value.to_string()
    } else {
        "null".to_owned()
    }
}

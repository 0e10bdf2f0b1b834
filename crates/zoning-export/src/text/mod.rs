//! What outputs say: language, captions, texts in both languages, numbers.

mod bilingual;
mod caption;
mod digits;
pub(crate) mod json;
mod language;
pub(crate) mod six_decimals;

pub use self::bilingual::Bilingual;
pub use self::caption::Caption;
pub(crate) use self::digits::{amount, fixed, grouped, grouped_by, letter, signed};
pub use self::language::Language;

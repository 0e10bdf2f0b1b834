//! What outputs say: language, captions, texts in both languages, numbers.

mod bilingual;
mod caption;
mod decimals;
mod digits;
mod json_writer;
mod language;
mod ledger;
mod money;
mod six_decimals;
mod spreadsheet;

pub use self::bilingual::Bilingual;
pub use self::caption::Caption;
pub use self::decimals::fixed;
pub(crate) use self::decimals::{Decimals, Exact, decimals, exact};
pub use self::digits::with_sign;
pub(crate) use self::digits::{amount, grouped, letter};
pub(crate) use self::json_writer::write_json;
pub use self::language::Language;
pub use self::ledger::ledger_label;
pub use self::money::MoneyUnit;
pub(crate) use self::spreadsheet::harmless;

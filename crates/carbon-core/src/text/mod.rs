//! How messages list names and print numbers, and the language that they are in.

mod counting;
mod language;
mod listing;
mod minus;
mod phrases;

pub use counting::{counted, plural};
pub(crate) use language::say;
pub use language::{Said, in_chinese, speaks_chinese};
pub use listing::Listed;
pub(crate) use listing::nearest;
pub use minus::with_minus;
pub use phrases::phrase;

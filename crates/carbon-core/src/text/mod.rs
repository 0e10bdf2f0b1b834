//! How messages list names and print numbers.

mod counting;
mod listing;
mod minus;

pub use counting::{counted, plural};
pub use listing::Listed;
pub(crate) use listing::nearest;
pub use minus::with_minus;

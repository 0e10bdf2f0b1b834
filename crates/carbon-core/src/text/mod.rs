//! How error messages list names.

mod counting;
mod listing;

pub use counting::{counted, plural};
pub use listing::Listed;
pub(crate) use listing::nearest;

//! How error messages list names.

mod listing;

pub use listing::Listed;
pub(crate) use listing::nearest;

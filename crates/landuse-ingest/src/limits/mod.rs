//! What a computation may cost: a small file can ask for days of work, or for more memory than there is.

mod limit;

pub use limit::{Exceeded, Limit, NoSuchLimit};

//! What several modules share.

pub mod asked;
pub mod region;

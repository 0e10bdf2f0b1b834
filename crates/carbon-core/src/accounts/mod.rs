//! The carbon account of a zone or of the region.

mod account;

pub use account::{Account, BudgetOnBasis};

//! The house rules, held by the crates of this repository.

#![allow(clippy::unwrap_used)]

mod architecture;
mod house;
mod promises;

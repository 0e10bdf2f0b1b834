//! Hectares as long tables: CSV, JSON, Parquet.

mod error;
mod ledger;
mod rows;
mod transitions;

pub use self::error::HectaresError;
pub use self::ledger::{HectaresFormat, HectaresFormatError, write_hectares};
pub use self::transitions::write_transitions;

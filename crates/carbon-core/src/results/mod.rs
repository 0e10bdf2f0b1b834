//! Quantities: the names, units, labels and values of results.

mod descriptor;
mod fields;
mod quantity;

pub(crate) use descriptor::Getter;
pub use fields::{MissingField, UnknownField, ZoneFields};
pub use quantity::{Quantity, QuantityError, Value, ValueKind};

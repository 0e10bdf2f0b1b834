//! What a result is called, its unit, its label and its value.

mod descriptor;
mod fields;
mod quantity;

pub(crate) use descriptor::Getter;
pub use fields::{MissingField, UnknownField, ZoneFields};
pub use quantity::{Quantity, QuantityError, Value, ValueKind};

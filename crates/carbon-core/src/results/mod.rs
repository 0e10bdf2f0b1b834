//! What a result is called, its unit, its label and its value.

mod fields;
mod labels;
mod quantity;
mod quantity_name;

pub use fields::{MissingField, UnknownField, ZoneFields};
pub use quantity::{Quantity, Value, ValueKind};
pub use quantity_name::QuantityError;

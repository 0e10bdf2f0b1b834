//! The land classes with colours.

use carbon_core::{LandClass, Quantity};

use super::words::both;
use crate::style::Color;
use crate::text::json::{self, Object};

/// Each class: `field` (of its hectares), `label`, `color`.
pub(super) fn json(classes: &[(LandClass, Color)]) -> String {
    json::array(classes.iter().map(|(class, color)| {
        Object::new()
            .text("field", &Quantity::Land(class.clone()).field_name())
            .member("label", label(class))
            .text("color", &color.to_string())
            .finish()
    }))
}

/// The label of a class in both languages.
pub(super) fn label(class: &LandClass) -> String {
    both(class.label_en(), class.label_zh())
}

//! The land classes with colours.

use carbon_core::{Assessment, LandClass, Quantity};

use super::words::both;
use crate::json::{self, Object};

/// Colours of the paper's classes, far apart in lightness and hue.
const PAPER: [(&str, &str); 6] = [
    ("cultivated", "#e9d46a"),
    ("forest", "#2d6a3e"),
    ("grassland", "#9cc66b"),
    ("water", "#4a90c4"),
    ("construction", "#b5413a"),
    ("unused", "#b9a48f"),
];

/// Colours of further classes: ColorBrewer's Set2.
const FURTHER: [&str; 6] = [
    "#66c2a5", "#fc8d62", "#8da0cb", "#e78ac3", "#a6d854", "#e5c494",
];

/// Each class: `field` (of its hectares), `label`, `color`.
pub(super) fn json(assessment: &Assessment) -> String {
    let mut further = FURTHER.iter().cycle();
    json::array(assessment.classes.iter().map(|class| {
        let of_paper = PAPER.iter().find(|(id, _)| *id == class.as_str());
        let color = match of_paper {
            Some((_, color)) => color,
            None => further.next().unwrap_or(&FURTHER[0]),
        };
        Object::new()
            .text("field", &Quantity::Land(class.clone()).field_name())
            .member("label", label(class))
            .text("color", color)
            .finish()
    }))
}

/// The label of a class in both languages.
pub(super) fn label(class: &LandClass) -> String {
    both(class.label_en(), class.label_zh())
}

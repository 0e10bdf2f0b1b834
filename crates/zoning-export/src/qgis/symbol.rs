//! Symbols, and the property maps that QGIS writes everywhere.

use super::xml::Element;
use crate::palette::{self, Color};

/// Width of borders, in millimetres.
const BORDER_WIDTH: &str = "0.2";

/// A colour as QGIS writes it in symbols: red, green, blue, opacity.
pub(super) fn rgba(Color { red, green, blue }: Color) -> String {
    format!("{red},{green},{blue},255")
}

/// A map of properties, all texts.
pub(super) fn options<'a>(pairs: impl IntoIterator<Item = (&'a str, String)>) -> Element {
    let pairs = pairs.into_iter().map(|(name, value)| {
        Element::new("Option")
            .attr("type", "QString")
            .attr("name", name)
            .attr("value", value)
    });
    Element::new("Option").attr("type", "Map").children(pairs)
}

/// A filled area with the border of zones.
pub(super) fn fill(name: impl ToString, color: Color) -> Element {
    simple_fill(name, &rgba(color), "solid", "solid", None)
}

/// The paper of a layout.
pub(super) fn page(color: Color) -> Element {
    simple_fill("", &rgba(color), "solid", "no", None)
}

/// A border without filling. It is bold around the zone of an atlas page.
pub(super) fn outline(name: impl ToString) -> Element {
    let width = "if(@atlas_featureid = $id, 0.9, 0.3)";
    simple_fill(name, "255,255,255,0", "no", "solid", Some(width))
}

fn simple_fill(
    name: impl ToString,
    color: &str,
    style: &str,
    border: &str,
    width: Option<&str>,
) -> Element {
    let properties = [
        ("color", color),
        ("joinstyle", "round"),
        ("outline_color", &rgba(palette::BORDER)),
        ("outline_style", border),
        ("outline_width", BORDER_WIDTH),
        ("outline_width_unit", "MM"),
        ("style", style),
    ];
    let properties = properties.map(|(name, value)| (name, value.to_owned()));
    let mut layer = Element::new("layer")
        .attrs([
            ("class", "SimpleFill"),
            ("enabled", "1"),
            ("locked", "0"),
            ("pass", "0"),
        ])
        .child(options(properties));
    if let Some(width) = width {
        layer = layer.child(defined_by_expression("outlineWidth", width));
    }
    Element::new("symbol")
        .attrs([("type", "fill"), ("alpha", "1"), ("clip_to_extent", "1")])
        .attr("force_rhr", "0")
        .attr("name", name)
        .child(layer)
}

/// One property that follows an expression.
fn defined_by_expression(property: &str, expression: &str) -> Element {
    let option = |kind: &str, name: &str, value: &str| {
        Element::new("Option")
            .attr("type", kind)
            .attr("name", name)
            .attr("value", value)
    };
    let map = |name: &str| {
        Element::new("Option")
            .attr("type", "Map")
            .attr("name", name)
    };
    let definition = map(property)
        .child(option("bool", "active", "true"))
        .child(option("QString", "expression", expression))
        .child(option("int", "type", "3"));
    Element::new("data_defined_properties").child(
        Element::new("Option")
            .attr("type", "Map")
            .child(option("QString", "name", ""))
            .child(map("properties").child(definition))
            .child(option("QString", "type", "collection")),
    )
}

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
    let border = Border {
        color: rgba(palette::BORDER),
        width: BORDER_WIDTH,
        ..Border::default()
    };
    symbol(name).child(layer(&rgba(color), border))
}

/// The paper of a layout.
pub(super) fn page() -> Element {
    symbol("").child(layer("255,255,255,255", Border::default()))
}

/// A dark border with a light one under it, to be seen on any ground. It is bold around the zone
/// of an atlas page.
pub(super) fn outline(name: impl ToString) -> Element {
    let light = Border {
        color: "255,255,255,200".to_owned(),
        width: "1.0",
        expression: Some("if(@atlas_featureid = $id, 2.0, 1.0)"),
    };
    let dark = Border {
        color: "20,20,20,255".to_owned(),
        width: "0.35",
        expression: Some("if(@atlas_featureid = $id, 0.9, 0.35)"),
    };
    let borders = [light, dark].map(|border| layer("255,255,255,0", border));
    symbol(name).children(borders)
}

/// How an area is bordered: by default, not at all.
#[derive(Default)]
struct Border {
    color: String,
    /// In millimetres.
    width: &'static str,
    /// What the width follows.
    expression: Option<&'static str>,
}

fn symbol(name: impl ToString) -> Element {
    Element::new("symbol")
        .attrs([("type", "fill"), ("alpha", "1"), ("clip_to_extent", "1")])
        .attr("force_rhr", "0")
        .attr("name", name)
}

fn layer(color: &str, border: Border) -> Element {
    let has_border = !border.color.is_empty();
    let line = if has_border { "solid" } else { "no" };
    let properties = [
        ("color", color),
        ("joinstyle", "round"),
        ("outline_color", &border.color),
        ("outline_style", line),
        ("outline_width", border.width),
        ("outline_width_unit", "MM"),
        ("style", "solid"),
    ];
    let properties = properties.map(|(name, value)| (name, value.to_owned()));
    let expression = border.expression;
    Element::new("layer")
        .attrs([
            ("class", "SimpleFill"),
            ("enabled", "1"),
            ("locked", "0"),
            ("pass", "0"),
        ])
        .child(options(properties))
        .children(
            expression.map(|width| {
                defined_by_expression("data_defined_properties", "outlineWidth", width)
            }),
        )
}

/// One property that follows an expression.
pub(super) fn defined_by_expression(
    element: &'static str,
    property: &str,
    expression: &str,
) -> Element {
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
    Element::new(element).child(
        Element::new("Option")
            .attr("type", "Map")
            .child(option("QString", "name", ""))
            .child(map("properties").child(definition))
            .child(option("QString", "type", "collection")),
    )
}

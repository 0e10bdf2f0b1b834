//! Symbols, which get their names where they are listed, and the property maps that QGIS writes
//! everywhere.

use std::f64::consts::FRAC_1_SQRT_2;

use super::xml::Element;
use crate::style::{Color, hatching, palette};

/// Width of borders, in millimetres.
const BORDER_WIDTH: &str = "0.2";

/// Millimetres in a point.
const MM_PER_POINT: f64 = 25.4 / 72.0;

/// A colour as QGIS writes it in symbols: red, green, blue, opacity.
pub(super) fn rgba(Color { red, green, blue }: Color) -> String {
    format!("{red},{green},{blue},255")
}

/// A map of properties, all texts.
pub(super) fn options<T: ToString>(pairs: impl IntoIterator<Item = (T, T)>) -> Element {
    let pairs = pairs.into_iter();
    option("Map").children(pairs.map(|(name, value)| property("QString", name, value)))
}

fn option(kind: &str) -> Element {
    Element::new("Option").attr("type", kind)
}

fn property(kind: &str, name: impl ToString, value: impl ToString) -> Element {
    option(kind).attr("name", name).attr("value", value)
}

/// A filled area with the border of zones.
pub(super) fn fill(color: Color) -> Element {
    symbol("fill").child(layer(&rgba(color), zone_border()))
}

/// Zones without a value: light grey, hatched from lower left to upper right.
pub(super) fn no_data() -> Element {
    let millimetres = |points: f64| format!("{:.3}", points * MM_PER_POINT);
    let width = millimetres(hatching::WIDTH);
    let distance = millimetres(hatching::PITCH * FRAC_1_SQRT_2);
    let line = line([(hatching::LINES, &*width)]).attr("name", "hatching");
    let properties = [
        ("angle", "45"),
        ("distance", &*distance),
        ("distance_unit", "MM"),
        ("offset", "0"),
    ];
    let hatching = symbol_layer("LinePatternFill", properties).child(line);
    symbol("fill")
        .child(layer(&rgba(hatching::GROUND), Border::default()))
        .child(hatching)
        .child(layer("255,255,255,0", zone_border()))
}

/// What covers the land outside of the zones.
pub(super) fn mask() -> Element {
    symbol("fill").child(layer("255,255,255,255", Border::default()))
}

/// Lines over each other, each with its width in millimetres.
pub(super) fn line<const N: usize>(lines: [(Color, &str); N]) -> Element {
    let layers = lines.map(|(color, width)| {
        let properties = [
            ("capstyle", "flat"),
            ("line_color", &*rgba(color)),
            ("line_style", "solid"),
            ("line_width", width),
            ("line_width_unit", "MM"),
        ];
        symbol_layer("SimpleLine", properties)
    });
    symbol("line").children(layers)
}

/// The border of an area without a fill, in a colour.
pub(super) fn ring(color: Color) -> Element {
    let border = Border {
        color: rgba(color),
        width: "0.5",
        ..Border::default()
    };
    symbol("fill").child(layer("255,255,255,0", border))
}

/// A round point in a colour, with a white rim.
pub(super) fn dot(color: Color) -> Element {
    let properties = [
        ("color", &*rgba(color)),
        ("name", "circle"),
        ("outline_color", "255,255,255,255"),
        ("outline_style", "solid"),
        ("outline_width", "0.2"),
        ("outline_width_unit", "MM"),
        ("size", "2.4"),
        ("size_unit", "MM"),
    ];
    symbol("marker").child(symbol_layer("SimpleMarker", properties))
}

fn zone_border() -> Border {
    Border {
        color: rgba(palette::BORDER),
        width: BORDER_WIDTH,
        ..Border::default()
    }
}

/// A dark border with a light one under it, to be seen on any ground. It is bold around the zone
/// of an atlas page.
pub(super) fn outline() -> Element {
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
    symbol("fill").children(borders)
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

fn symbol(kind: &str) -> Element {
    Element::new("symbol")
        .attr("type", kind)
        .attrs("alpha='1' clip_to_extent='1' force_rhr='0'")
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
    let widths = border.expression.map(|width| [("outlineWidth", width)]);
    symbol_layer("SimpleFill", properties)
        .children(widths.map(|width| defined_by_expressions("data_defined_properties", width)))
}

fn symbol_layer<const N: usize>(class: &str, properties: [(&str, &str); N]) -> Element {
    Element::new("layer")
        .attr("class", class)
        .attrs("enabled='1' locked='0' pass='0'")
        .child(options(properties))
}

/// Properties that follow expressions.
pub(super) fn defined_by_expressions<'a>(
    element: &'static str,
    properties: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Element {
    let map = |name: &str| option("Map").attr("name", name);
    let definitions = properties.into_iter().map(|(name, expression)| {
        map(name)
            .child(property("bool", "active", "true"))
            .child(property("QString", "expression", expression))
            .child(property("int", "type", "3"))
    });
    let properties = option("Map")
        .child(property("QString", "name", ""))
        .child(map("properties").children(definitions))
        .child(property("QString", "type", "collection"));
    Element::new(element).child(properties)
}

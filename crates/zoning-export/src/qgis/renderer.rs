//! Renderers: a theme's classes as QGIS draws them.
//!
//! In QGIS both ends of a range belong to it, and the first range that has a value takes it. Ours
//! end before the next one begins, so that each ends at the number just below.

use carbon_core::Year;

use super::symbol;
use super::xml::{Element, quoted};
use crate::style::{Color, Theme, ThemeClass};

/// What stands for an open end: more than any quantity reaches.
const OPEN_END: f64 = 1e15;

/// What is taken for the number just below zero, whose true neighbour not every reader knows.
const TINY: f64 = 1e-300;

/// Zones by the theme's quantity: graduated by its ranges, or categorised. QGIS leaves out zones
/// without a value where it graduates; if there are any, they are categorised by their range.
pub(super) fn of_theme(theme: &Theme, gaps: Option<&str>) -> Element {
    let field = &theme.field;
    if !is_graduated(theme) {
        return by_class(theme, field, gaps);
    }
    if gaps.is_some() {
        let classes = cases(theme, |class| &class.id);
        return by_class(theme, &format!("CASE {classes} ELSE '' END"), gaps);
    }
    let ranges = theme.classes.iter().enumerate().map(|(symbol, class)| {
        let (lower, upper) = ends(class);
        Element::new("range")
            .attr("lower", lower)
            .attr("upper", upper)
            .attr("label", &class.label)
            .attr("symbol", symbol)
            .attr("render", "true")
    });
    let symbols = theme.classes.iter().enumerate();
    let symbols = symbols.map(|(name, class)| symbol::fill(name, class.color));
    renderer("graduatedSymbol")
        .attr("graduatedMethod", "GraduatedColor")
        .attr("attr", field)
        .child(Element::new("ranges").children(ranges))
        .child(Element::new("symbols").children(symbols))
}

/// Zones by the id of their class in a field or expression. Those without a class are hatched and
/// named `gaps`.
pub(super) fn by_class(theme: &Theme, field: &str, gaps: Option<&str>) -> Element {
    let classes = theme.classes.iter();
    let classes = classes.map(|class| (&*class.id, &*class.label, Some(class.color)));
    // QGIS draws what has no category by the one whose value is empty.
    let rest = gaps.map(|label| ("", label, None));
    let classes: Vec<_> = classes.chain(rest).collect();
    let categories = classes.iter().enumerate().map(|(symbol, (id, label, _))| {
        Element::new("category")
            .attr("value", id)
            .attr("type", "string")
            .attr("label", label)
            .attr("symbol", symbol)
            .attr("render", "true")
    });
    let symbols = classes.iter().enumerate();
    let symbols = symbols.map(|(name, (_, _, color))| match color {
        Some(color) => symbol::fill(name, *color),
        None => symbol::no_data(name),
    });
    renderer("categorizedSymbol")
        .attr("attr", field)
        .child(Element::new("categories").children(categories))
        .child(Element::new("symbols").children(symbols))
}

/// Features by their year, each in its colour.
pub(super) fn by_year(
    years: &[(Year, Color)],
    symbol: impl Fn(usize, Color) -> Element,
) -> Element {
    let categories = years.iter().enumerate().map(|(symbol, (year, _))| {
        Element::new("category")
            .attr("value", year)
            .attr("type", "integer")
            .attr("label", year)
            .attr("symbol", symbol)
            .attr("render", "true")
    });
    let symbols = years.iter().enumerate();
    let symbols = symbols.map(|(name, (_, color))| symbol(name, *color));
    renderer("categorizedSymbol")
        .attr("attr", "year")
        .child(Element::new("categories").children(categories))
        .child(Element::new("symbols").children(symbols))
}

/// Borders alone.
pub(super) fn outlines() -> Element {
    renderer("singleSymbol").child(Element::new("symbols").child(symbol::outline(0)))
}

/// White outside of the zones.
pub(super) fn mask() -> Element {
    let fill = renderer("singleSymbol").child(Element::new("symbols").child(symbol::mask(0)));
    renderer("invertedPolygonRenderer")
        .attr("preprocessing", "0")
        .child(fill)
}

fn renderer(kind: &str) -> Element {
    Element::new("renderer-v2").attr("type", kind).attrs([
        ("symbollevels", "0"),
        ("enableorderby", "0"),
        ("forceraster", "0"),
    ])
}

/// The expression that gives the label of a zone's class.
pub(super) fn class_label(theme: &Theme) -> String {
    let classes = cases(theme, |class| &class.label);
    format!("CASE {classes} ELSE '–' END")
}

/// The cases of an expression that gives each zone what its class is called.
fn cases(theme: &Theme, called: impl Fn(&ThemeClass) -> &str) -> String {
    let field = &theme.field;
    let cases = theme.classes.iter().map(|class| {
        let called = quoted(called(class));
        if is_graduated(theme) {
            // Ascending: what is no less than the end of the class before is in this one.
            let end = number(class.to.unwrap_or(OPEN_END));
            format!("WHEN \"{field}\" < {end} THEN {called}")
        } else {
            format!("WHEN \"{field}\" = {} THEN {called}", quoted(&class.id))
        }
    });
    cases.collect::<Vec<_>>().join(" ")
}

/// Whether the theme's classes are ranges of numbers.
fn is_graduated(theme: &Theme) -> bool {
    theme
        .classes
        .iter()
        .any(|class| class.from.is_some() || class.to.is_some())
}

fn ends(class: &ThemeClass) -> (String, String) {
    let below = |end: f64| if end == 0.0 { -TINY } else { end.next_down() };
    (
        number(class.from.unwrap_or(-OPEN_END)),
        number(class.to.map_or(OPEN_END, below)),
    )
}

/// The shortest digits that read back as the same number.
fn number(value: f64) -> String {
    let (plain, scientific) = (value.to_string(), format!("{value:e}"));
    if plain.len() > 24 { scientific } else { plain }
}

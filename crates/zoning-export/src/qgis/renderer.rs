//! Renderers: a theme's classes as QGIS draws them.
//!
//! In QGIS both ends of a range belong to it, and the first range that has a value takes it. Ours
//! end before the next one begins, so that each ends at the number just below.

use carbon_core::{Quantity, Year};

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
        return by_class(theme, &cases(theme, |class| &class.id, ""), gaps);
    }
    let ranges = theme.classes.iter().map(|class| {
        let (lower, upper) = ends(class);
        let range = Element::new("range")
            .attr("lower", lower)
            .attr("upper", upper);
        (range, class.label.clone(), symbol::fill(class.color))
    });
    let renderer = renderer("graduatedSymbol")
        .attrs("graduatedMethod='GraduatedColor'")
        .attr("attr", field);
    classified(renderer, "ranges", ranges)
}

/// A renderer of classes, each with its label and symbol.
fn classified(
    renderer: Element,
    kind: &'static str,
    classes: impl Iterator<Item = (Element, String, Element)>,
) -> Element {
    let (mut list, mut symbols) = (Element::new(kind), Element::new("symbols"));
    for (place, (class, label, symbol)) in classes.enumerate() {
        let class = class.attr("label", label).attr("symbol", place);
        list = list.child(class.attrs("render='true'"));
        symbols = symbols.child(symbol.attr("name", place));
    }
    renderer.child(list).child(symbols)
}

/// A renderer of the values of a field or expression.
fn categorised(
    field: &str,
    kind: &str,
    values: impl Iterator<Item = (String, String, Element)>,
) -> Element {
    let categories = values.map(|(value, label, symbol)| {
        let category = Element::new("category").attr("value", value);
        (category.attr("type", kind), label, symbol)
    });
    let renderer = renderer("categorizedSymbol").attr("attr", field);
    classified(renderer, "categories", categories)
}

/// Zones by the id of their class in a field or expression. Those without a class are hatched and
/// named `gaps`.
pub(super) fn by_class(theme: &Theme, field: &str, gaps: Option<&str>) -> Element {
    let classes = theme.classes.iter();
    let classes = classes.map(|class| {
        (
            class.id.clone(),
            class.label.clone(),
            symbol::fill(class.color),
        )
    });
    // QGIS draws what has no category by the one whose value is empty.
    let rest = gaps.map(|label| (String::new(), label.to_owned(), symbol::no_data()));
    categorised(field, "string", classes.chain(rest))
}

/// Features by their year, each in its colour.
pub(super) fn by_year(years: &[(Year, Color)], symbol: impl Fn(Color) -> Element) -> Element {
    let years = years.iter();
    let years = years.map(|(year, color)| (year.to_string(), year.to_string(), symbol(*color)));
    categorised("year", "integer", years)
}

/// Borders alone.
pub(super) fn outlines() -> Element {
    single(symbol::outline())
}

fn single(symbol: Element) -> Element {
    let symbols = Element::new("symbols").child(symbol.attr("name", 0));
    renderer("singleSymbol").child(symbols)
}

/// White outside of the zones.
pub(super) fn mask() -> Element {
    renderer("invertedPolygonRenderer")
        .attrs("preprocessing='0'")
        .child(single(symbol::mask()))
}

fn renderer(kind: &str) -> Element {
    Element::new("renderer-v2")
        .attr("type", kind)
        .attrs("symbollevels='0' enableorderby='0' forceraster='0'")
}

/// The expression that gives the label of a zone's class.
pub(super) fn class_label(theme: &Theme) -> String {
    cases(theme, |class| &class.label, "–")
}

/// The expression that gives each zone what its class is called, or `none` to those without a class.
fn cases(theme: &Theme, called: impl Fn(&ThemeClass) -> &str, none: &str) -> String {
    let (field, none) = (&theme.field, quoted(none));
    let hidden = theme.min_coverage.map(|share| {
        format!(
            "WHEN \"{}\" < {} THEN {none}",
            Quantity::Coverage.field_name(),
            number(share)
        )
    });
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
    let cases: Vec<_> = hidden.into_iter().chain(cases).collect();
    format!("CASE {} ELSE {none} END", cases.join(" "))
}

/// Whether the theme's classes are ranges of numbers.
fn is_graduated(theme: &Theme) -> bool {
    let mut classes = theme.classes.iter();
    classes.any(|class| class.from.is_some() || class.to.is_some())
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

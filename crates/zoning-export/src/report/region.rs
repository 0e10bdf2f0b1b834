//! What is of the whole region: Lorenz curves, bars, centres of gravity.

use super::outlines::Drawing;
use super::words::bilingual;
use crate::content::{
    BarColumn, Bars, Centre, Centres, CurvePanel, Curves, FieldClass, Supplement,
};
use crate::text::json::{self, Object};

/// Points of a curve at most: no screen shows more.
const POINTS: usize = 200;

/// `curves` and `centres` if there are any, and `bars`; `None` without all of them.
pub(super) fn json(supplement: &Supplement<'_>, drawing: Option<&Drawing>) -> Option<String> {
    let (curves, centres) = (&supplement.curves, &supplement.centres);
    if curves.is_none() && centres.is_none() && supplement.bars.is_empty() {
        return None;
    }
    let mut object = Object::new();
    if let Some(curves) = curves {
        object = object.member("curves", lorenz(curves));
    }
    if let Some(centres) = centres {
        object = object.member("centres", gravity(centres, drawing));
    }
    let object = object.member("bars", json::array(supplement.bars.iter().map(bars)));
    Some(object.finish())
}

/// `title`, `value`, `known`, and `panels`, each with its `weight` and `curves` (`year`, `gini`,
/// `points`: shares of weight and value in turn).
fn lorenz(curves: &Curves) -> String {
    let panel = |of: &CurvePanel| {
        let curves = of.curves.iter().map(|curve| {
            let points = curve.thinned(POINTS).flatten();
            Object::new()
                .member("year", curve.year)
                .number("gini", curve.gini, 4)
                .member(
                    "points",
                    json::array(points.map(|share| json::number(*share, 4))),
                )
                .finish()
        });
        Object::new()
            .member("weight", bilingual(&of.weight))
            .member("curves", json::array(curves))
            .finish()
    };
    Object::new()
        .member("title", bilingual(&curves.title))
        .member("value", bilingual(&curves.value))
        .member("known", bilingual(&curves.known))
        .member("panels", json::array(curves.panels.iter().map(panel)))
        .finish()
}

/// `title`, `unit`, `decimals`, `known`, `keys` (`label`, `color`), `rows`, and `columns`, each with
/// its `heading` and `bars` (a list a row of key and number in turn; `null` without).
fn bars(of: &Bars) -> String {
    let key = |key: &FieldClass| {
        Object::new()
            .member("label", bilingual(&key.label))
            .text("color", &key.color.to_string())
            .finish()
    };
    let column = |column: &BarColumn| {
        let bars = column.bars.iter().map(|bar| match bar {
            Some(bar) => json::array(bar.0.iter().flat_map(|part| {
                let value = json::number(part.value, of.decimals + 2);
                [part.key.to_string(), value]
            })),
            None => "null".to_owned(),
        });
        Object::new()
            .member("heading", bilingual(&column.heading))
            .member("bars", json::array(bars))
            .finish()
    };
    Object::new()
        .member("title", bilingual(&of.title))
        .member("unit", bilingual(&of.unit))
        .member("decimals", of.decimals)
        .member("known", bilingual(&of.known))
        .member("keys", json::array(of.keys.iter().map(key)))
        .member("rows", json::array(of.rows.iter().map(bilingual)))
        .member("columns", json::array(of.columns.iter().map(column)))
        .finish()
}

/// `title`, `known`, and `quantities`, each with its `title` and `years`: `year`, `place` in degrees,
/// `at` and `outline` on the grid of the shapes (`null` without shapes), `major_m`, `minor_m`,
/// `bearing`, `moved_m`, `moved_bearing`, where there is one.
fn gravity(centres: &Centres, drawing: Option<&Drawing>) -> String {
    let quantities = centres.quantities.iter().map(|of| {
        Object::new()
            .member("title", bilingual(&of.title))
            .member(
                "years",
                json::array(of.years.iter().map(|of| centre(of, drawing))),
            )
            .finish()
    });
    Object::new()
        .member("title", bilingual(&centres.title))
        .member("known", bilingual(&centres.known))
        .member("quantities", json::array(quantities))
        .finish()
}

fn centre(of: &Centre, drawing: Option<&Drawing>) -> String {
    let outline = |drawing: &Drawing| json::array(of.outline.iter().map(|at| drawing.place(*at)));
    let none = || "null".to_owned();
    let mut object = Object::new()
        .member("year", of.year)
        .member(
            "place",
            json::array(of.place.map(|degrees| json::number(degrees, 4))),
        )
        .member(
            "at",
            drawing.map_or_else(none, |drawing| drawing.place(of.place)),
        )
        .member("outline", drawing.map_or_else(none, outline))
        .number("major_m", of.ellipse.major_m, 0)
        .number("minor_m", of.ellipse.minor_m, 0);
    if let Some(bearing) = of.ellipse.bearing {
        object = object.number("bearing", bearing, 1);
    }
    if let Some(moved) = &of.moved {
        object = object.number("moved_m", moved.distance_m, 0);
        if let Some(bearing) = moved.bearing {
            object = object.number("moved_bearing", bearing, 1);
        }
    }
    object.finish()
}

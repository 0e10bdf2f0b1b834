//! What is of the whole region: Lorenz curves, bars, centres of gravity.

use carbon_core::Year;
use serde::Serialize;

use super::outlines::Drawing;
use crate::content::{Bars, Centre, Centres, Curves, Supplement};
use crate::style::Color;
use crate::style::palette::QUALITATIVE_8;
use crate::text::{Bilingual, Decimals, decimals};

/// What a supplement has of the region.
#[derive(Serialize)]
pub(super) struct Region<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    curves: Option<&'a Curves>,
    #[serde(skip_serializing_if = "Option::is_none")]
    centres: Option<Gravity<'a>>,
    bars: &'a [Bars],
    /// Colours of years in curves and among centres.
    year_colors: [Color; 8],
}

impl<'a> Region<'a> {
    /// `None` if there is nothing.
    pub(super) fn new(supplement: &'a Supplement<'_>, drawing: Option<&Drawing>) -> Option<Self> {
        let (curves, centres) = (&supplement.curves, &supplement.centres);
        if curves.is_none() && centres.is_none() && supplement.bars.is_empty() {
            return None;
        }
        Some(Self {
            curves: curves.as_ref(),
            centres: centres
                .as_ref()
                .map(|centres| Gravity::new(centres, drawing)),
            bars: &supplement.bars,
            year_colors: QUALITATIVE_8,
        })
    }
}

#[derive(Serialize)]
struct Gravity<'a> {
    title: &'a Bilingual,
    known: &'a Bilingual,
    quantities: Vec<GravityOfQuantity<'a>>,
}

#[derive(Serialize)]
struct GravityOfQuantity<'a> {
    title: &'a Bilingual,
    years: Vec<DrawnCentre>,
}

impl<'a> Gravity<'a> {
    fn new(centres: &'a Centres, drawing: Option<&Drawing>) -> Self {
        let quantities = centres.quantities.iter().map(|quantity| {
            let years = quantity.years.iter();
            GravityOfQuantity {
                title: &quantity.title,
                years: years
                    .map(|centre| DrawnCentre::new(centre, drawing))
                    .collect(),
            }
        });
        Self {
            title: &centres.title,
            known: &centres.known,
            quantities: quantities.collect(),
        }
    }
}

/// The centre of a year: `place` in degrees, `at` and `outline` on the grid of the shapes.
#[derive(Serialize)]
struct DrawnCentre {
    year: Year,
    place: [Decimals; 2],
    at: Option<[Decimals; 2]>,
    outline: Option<Vec<[Decimals; 2]>>,
    #[serde(serialize_with = "decimals::<0, _, _>")]
    major_m: f64,
    #[serde(serialize_with = "decimals::<0, _, _>")]
    minor_m: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    bearing: Option<Decimals>,
    #[serde(skip_serializing_if = "Option::is_none")]
    moved_m: Option<Decimals>,
    #[serde(skip_serializing_if = "Option::is_none")]
    moved_bearing: Option<Decimals>,
}

impl DrawnCentre {
    fn new(centre: &Centre, drawing: Option<&Drawing>) -> Self {
        let outline =
            |drawing: &Drawing| centre.outline.iter().map(|at| drawing.place(*at)).collect();
        let moved = centre.moved.as_ref();
        Self {
            year: centre.year,
            place: centre.place.map(|degrees| Decimals(degrees, 4)),
            at: drawing.map(|drawing| drawing.place(centre.place)),
            outline: drawing.map(outline),
            major_m: centre.ellipse.major_m,
            minor_m: centre.ellipse.minor_m,
            bearing: centre.ellipse.bearing.map(|bearing| Decimals(bearing, 1)),
            moved_m: moved.map(|moved| Decimals(moved.distance_m, 0)),
            moved_bearing: moved.and_then(|moved| Some(Decimals(moved.bearing?, 1))),
        }
    }
}

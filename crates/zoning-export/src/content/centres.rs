//! Where the weight of the region lies: centres of gravity and standard deviational ellipses.

use carbon_core::Year;
use carbon_core::centre::{Ellipse, Movement};

use crate::text::Bilingual;

/// Centres of some quantities.
#[derive(Debug, Clone, PartialEq)]
pub struct Centres {
    /// What they show.
    pub title: Bilingual,
    /// How they came about.
    pub known: Bilingual,
    /// One entry a quantity.
    pub quantities: Vec<CentresOf>,
}

/// The centres of a quantity.
#[derive(Debug, Clone, PartialEq)]
pub struct CentresOf {
    /// Its field.
    pub field: String,
    /// What it is called, without unit.
    pub title: Bilingual,
    /// One entry for each year that has it, ascending.
    pub years: Vec<Centre>,
}

/// The centre and the ellipse of a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Centre {
    /// The year.
    pub year: Year,
    /// The ellipse, in metres of a plane.
    pub ellipse: Ellipse,
    /// How the centre moved since the year before; `None` in the first.
    pub moved: Option<Movement>,
    /// Longitude and latitude of the centre, in degrees of WGS 84.
    pub place: [f64; 2],
    /// The ellipse as a closed ring of longitudes and latitudes, anticlockwise.
    pub outline: Vec<[f64; 2]>,
}

impl Centres {
    /// The years that any quantity has, ascending.
    pub(crate) fn years(&self) -> Vec<Year> {
        let years = self.quantities.iter().flat_map(|quantity| &quantity.years);
        let mut years: Vec<Year> = years.map(|centre| centre.year).collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// All texts that people read of them.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let titles = self.quantities.iter().map(|quantity| &quantity.title);
        let whole = [&self.title, &self.known].into_iter();
        whole.chain(titles).flat_map(|text| [&*text.en, &*text.zh])
    }
}

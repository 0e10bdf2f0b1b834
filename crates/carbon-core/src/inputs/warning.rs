//! Doubts about results that the user should know.

use std::fmt;

use serde::Serialize;

use super::observation::Variable;
use crate::coefficients::MixedBases;
use crate::region::{UnclassifiedLand, Zone};
use crate::text::{Listed, counted, with_minus};
use crate::units::{Tonnes, Year};

/// A doubt about a result.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Warning {
    /// Carbon and CO₂ are added up as if they were the same.
    MixedBases {
        /// Which coefficients disagree.
        bases: MixedBases,
        /// The last year.
        year: Year,
        /// The region's budget of that year, as computed.
        budget: Tonnes,
        /// The same, restated in CO₂ term by term.
        restated: Tonnes,
    },
    /// A given total of the region is more than 0.5 % away from the sum of its zones, so that
    /// the emission-weighted means of ECC and ESC are not 1.
    RegionTotal {
        year: Year,
        variable: Variable,
        /// The given total, in the variable's unit.
        given: f64,
        /// The sum of the zones, in the same unit.
        sum: f64,
    },
    /// More than 1 % of zones has no land class, so that their absorption is too small.
    UnclassifiedLand(UnclassifiedLand),
    /// Zones of which too little has a land class.
    LeftOut {
        /// With the years.
        zones: Vec<(Zone, Vec<Year>)>,
        /// The share of a zone that must have a land class.
        min_coverage: f64,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MixedBases {
                bases,
                year,
                budget,
                restated,
            } => write!(
                f,
                "the coefficients mix units: {bases}; the region's budget of {year}, {} Mt, \
                 adds the two, in CO₂ alone it is {} Mt",
                with_minus(budget.megatonnes(), 2),
                with_minus(restated.megatonnes(), 2)
            ),
            Self::RegionTotal {
                year,
                variable,
                given,
                sum,
            } => {
                let unit = variable.unit();
                write!(
                    f,
                    "the region's {variable} of {year} is given as {given:.0} {unit}, but its zones \
                     add up to {sum:.0} {unit}"
                )
            }
            Self::UnclassifiedLand(found) => found.fmt(f),
            Self::LeftOut {
                zones,
                min_coverage,
            } => {
                let named = zones.iter().map(|(zone, years)| {
                    format!("{} ({}) in {}", zone.id, zone.name, Listed(years.clone()))
                });
                write!(
                    f,
                    "less than {} % of the area of {} has a land class; they get no \
                     functional zone, no compensation and no rank: {} (min_coverage sets this limit)",
                    100.0 * min_coverage,
                    counted(zones.len(), "zone"),
                    Listed(named.collect())
                )
            }
        }
    }
}

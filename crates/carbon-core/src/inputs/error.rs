//! Errors of inputs.

use std::fmt;

use super::observation::Place;
use crate::region::ZoneId;
use crate::text::Listed;
use crate::units::{CoalEquivalent, Year};

/// Inputs that make no assessment. Each lists every problem of its kind, up to ten in print.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum InputError {
    /// No zone.
    #[error("there are no zones; the boundaries must have at least one")]
    NoZones,
    /// No year.
    #[error("there are no years; name at least one")]
    NoYears,
    /// One id for several zones.
    #[error("zone ids occur more than once: {0}; each zone needs an id of its own")]
    DuplicateZones(Listed<ZoneId>),
    /// A year named twice.
    #[error("years are named more than once: {0}; name each once")]
    DuplicateYears(Listed<Year>),
    /// Statistics or land use of zones that the boundaries lack.
    #[error(
        "the boundaries lack zones of the {table}: {found}; they have {known}: correct the ids or \
         add the zones"
    )]
    UnknownZones {
        /// `statistics` or `land-use table`.
        table: &'static str,
        /// The ids that the boundaries lack.
        found: Listed<ZoneId>,
        /// The ids of the boundaries.
        known: Listed<ZoneId>,
    },
    /// Zones of the boundaries that the statistics never mention.
    #[error(
        "the boundaries have zones that the statistics lack: {0}; add their statistics or leave \
         the zones out (in a project file by `only = \"statistics\"` under [boundaries])"
    )]
    ZonesWithoutStatistics(Listed<ZoneId>),
    /// Statistics that are needed and not there.
    #[error(
        "statistics are missing: {0}; each zone needs in each year population, gdp or \
         gdp_constant, and energy, energy_intensity or fuels"
    )]
    MissingStatistics(Listed<Place>),
    /// Zones without hectares in a year.
    #[error("the land-use table has no row of: {0}; each zone needs its hectares in each year")]
    MissingLandUse(Listed<ZoneInYear>),
    /// The same statistic twice.
    #[error("statistics are given more than once: {0}; keep one of each")]
    DuplicateStatistics(Listed<Place>),
    /// Values below zero or not finite.
    #[error("statistics have impossible values: {0}; they are finite numbers from 0 up")]
    ImpossibleValues(Listed<ValueAt>),
    /// A GDP of zero, by which an intensity would divide.
    #[error("GDP is zero: {0}; carbon intensity divides by it, so it must be positive")]
    ZeroGdp(Listed<Place>),
    /// A `gdp` that is not at its own year's prices.
    #[error(
        "gdp is not at the prices of its own year: {0}; enter GDP at other prices as gdp_constant"
    )]
    GdpNotCurrent(Listed<Place>),
    /// Prices that cannot be converted.
    #[error(
        "no deflator converts between {price_year} prices and: {places}; give the deflator of \
         each such year, or gdp_constant at {price_year} prices"
    )]
    NoDeflator {
        /// The inputs' price year.
        price_year: Year,
        /// The statistics that need a deflator.
        places: Listed<Place>,
    },
    /// Figures for one energy that contradict each other.
    #[error(
        "energy, energy_intensity x GDP and fuels differ by more than 0.5 %: {0}; keep the one \
         that is right"
    )]
    EnergyDisagrees(Listed<EnergyDisagreement>),
    /// Absorption of a zone.
    #[error(
        "absorption is given: {0}; it follows from a zone's land use and may be given for the \
         region only"
    )]
    AbsorptionOfZone(Listed<Place>),
}

/// A zone in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneInYear {
    pub zone: ZoneId,
    pub year: Year,
}

impl fmt::Display for ZoneInYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "zone {} in {}", self.zone, self.year)
    }
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueAt {
    pub place: Place,
    /// The value, in the [unit](super::observation::Variable::unit) of the place's variable.
    pub value: f64,
}

impl fmt::Display for ValueAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} is {} {}",
            self.place,
            self.value,
            self.place.variable.unit()
        )
    }
}

/// Two figures for one energy.
#[derive(Debug, Clone, PartialEq)]
pub struct EnergyDisagreement {
    /// Where; the variable is what the first figure follows from.
    pub place: Place,
    /// The first figure: as given, or as the sum of the fuels.
    pub energy: CoalEquivalent,
    /// The second figure.
    pub implied: CoalEquivalent,
    /// The source of the second figure: `intensity` (× GDP) or `fuels`.
    pub by: &'static str,
}

impl fmt::Display for EnergyDisagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} is {:.0}, by {} {:.0}",
            self.place, self.energy, self.by, self.implied
        )
    }
}

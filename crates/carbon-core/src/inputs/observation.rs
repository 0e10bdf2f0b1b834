//! Statistics: as observed, one at a time, and as the model uses them, a year at a time.

use bilingual::Bilingual;
use std::fmt;

use serde::Serialize;

use super::fuel::{Fuel, FuelQuantity};
use crate::region::ZoneId;
use crate::units::{CoalEquivalent, EnergyIntensity, Persons, Tonnes, Year, Yuan};

/// The zone or region that a statistic describes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Bilingual)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// One zone.
    #[en("zone {0}")]
    #[zh("区域 {0}")]
    Zone(ZoneId),
    /// The region as a whole: a total that is given rather than summed.
    #[en("the region")]
    #[zh("全区")]
    Region,
}

/// The variable of a statistic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Variable {
    /// Residents.
    Population,
    /// GDP at the prices of its own year.
    Gdp,
    /// GDP at the prices of the inputs' price year.
    GdpConstant,
    /// Fossil energy used.
    Energy,
    /// Fossil energy used per unit of GDP.
    EnergyIntensity,
    /// A fuel used, one of those that make up the energy.
    Fuel(Fuel),
    /// The region's carbon absorption.
    Absorption,
}

impl Variable {
    /// The name in tables of statistics.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Population => "population",
            Self::Gdp => "gdp",
            Self::GdpConstant => "gdp_constant",
            Self::Energy => "energy",
            Self::EnergyIntensity => "energy_intensity",
            Self::Fuel(fuel) => fuel.name(),
            Self::Absorption => "absorption",
        }
    }

    /// The unit in which messages state values.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Population => "persons",
            Self::Gdp | Self::GdpConstant => "1e4 yuan",
            Self::Energy => "tce",
            Self::EnergyIntensity => "tce per 1e4 yuan",
            Self::Fuel(fuel) => fuel.unit(),
            Self::Absorption => "t",
        }
    }
}

impl fmt::Display for Variable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A statistic's value with its unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Statistic {
    /// Residents.
    Population(Persons),
    /// GDP at the prices of its own year.
    Gdp(Yuan),
    /// GDP at constant prices: of the inputs' price year, or of a year that the deflator knows.
    GdpConstant(Yuan),
    /// Fossil energy used.
    Energy(CoalEquivalent),
    /// Fossil energy used per unit of GDP.
    EnergyIntensity(EnergyIntensity),
    /// A fuel used; all fuels of a zone together make up its energy.
    Fuel(Fuel, FuelQuantity),
    /// Carbon absorption; of the region only, since a zone's follows from its land use.
    Absorption(Tonnes),
}

impl Statistic {
    /// The variable of a statistic.
    pub fn variable(&self) -> Variable {
        match self {
            Self::Population(_) => Variable::Population,
            Self::Gdp(_) => Variable::Gdp,
            Self::GdpConstant(_) => Variable::GdpConstant,
            Self::Energy(_) => Variable::Energy,
            Self::EnergyIntensity(_) => Variable::EnergyIntensity,
            Self::Fuel(fuel, _) => Variable::Fuel(*fuel),
            Self::Absorption(_) => Variable::Absorption,
        }
    }

    /// The number, in the variable's [unit](Variable::unit).
    pub fn value(&self) -> f64 {
        match self {
            Self::Population(persons) => persons.0,
            Self::Gdp(gdp) | Self::GdpConstant(gdp) => gdp.ten_thousands(),
            Self::Energy(energy) => energy.0,
            Self::EnergyIntensity(intensity) => intensity.tce_per_1e4_yuan,
            Self::Fuel(_, quantity) => quantity.0,
            Self::Absorption(absorption) => absorption.amount,
        }
    }
}

/// One statistic of one zone, or of the region, in one year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Observation {
    pub subject: Subject,
    pub year: Year,
    pub statistic: Statistic,
}

impl Observation {
    /// The zone that it is of; none if it is of the region.
    pub fn zone(&self) -> Option<&ZoneId> {
        match &self.subject {
            Subject::Zone(zone) => Some(zone),
            Subject::Region => None,
        }
    }

    /// A statistic of a zone.
    pub fn of_zone(zone: impl Into<ZoneId>, year: Year, statistic: Statistic) -> Self {
        Self {
            subject: Subject::Zone(zone.into()),
            year,
            statistic,
        }
    }

    /// A total of the region, to be used in place of the sum of its zones.
    pub fn of_region(year: Year, statistic: Statistic) -> Self {
        Self {
            subject: Subject::Region,
            year,
            statistic,
        }
    }

    /// The place of this observation, for messages.
    pub fn place(&self) -> Place {
        Place {
            subject: self.subject.clone(),
            year: self.year,
            variable: self.statistic.variable(),
        }
    }
}

/// Where in the statistics something is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Bilingual)]
#[en("{variable} of {subject} in {year}")]
#[zh("{subject} {year} 年的 {variable}")]
pub struct Place {
    pub subject: Subject,
    pub year: Year,
    pub variable: Variable,
}

/// The statistics of one zone, or of the region, in one year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Statistics {
    pub population: Persons,
    /// Fossil energy used.
    pub energy: CoalEquivalent,
    /// The carbon in the fuels used, if fuels are given, in t C.
    pub fuel_carbon: Option<Tonnes>,
    /// GDP at the prices of the inputs' price year.
    pub gdp: Yuan,
    /// GDP at the prices of its own year, if given.
    pub gdp_current: Option<Yuan>,
}

/// The statistics of all zones and of the region in one year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnnualStatistics {
    pub year: Year,
    /// One entry a zone, in the order of the zones.
    pub zones: Vec<Statistics>,
    /// The region's totals.
    pub region: Statistics,
    /// The region's absorption, if given.
    pub region_absorption: Option<Tonnes>,
}

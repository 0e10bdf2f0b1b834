//! Fuels, and amounts of them.

use bilingual::Bilingual;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::text::Listed;

/// A fuel, or an energy carrier made of fuels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fuel {
    /// Raw coal (原煤).
    RawCoal,
    /// Coke (焦炭).
    Coke,
    /// Crude oil (原油).
    CrudeOil,
    /// Gasoline (汽油).
    Gasoline,
    /// Kerosene (煤油).
    Kerosene,
    /// Diesel oil (柴油).
    Diesel,
    /// Fuel oil (燃料油).
    FuelOil,
    /// Liquefied petroleum gas (液化石油气).
    Lpg,
    /// Natural gas (天然气).
    NaturalGas,
    /// Heat that is bought (热力).
    Heat,
    /// Electricity that is bought (电力).
    Electricity,
}

/// An amount of a fuel, in the fuel's own [unit](Fuel::unit).
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FuelQuantity(pub f64);

/// No fuel has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
#[en("there is no fuel `{found}`; legal are {}", Listed(Fuel::ALL.to_vec()))]
#[zh("没有燃料 `{found}`；可用的有 {}", Listed(Fuel::ALL.to_vec()))]
pub struct FuelError {
    found: String,
}

impl Fuel {
    /// All fuels.
    pub const ALL: [Self; 11] = [
        Self::RawCoal,
        Self::Coke,
        Self::CrudeOil,
        Self::Gasoline,
        Self::Kerosene,
        Self::Diesel,
        Self::FuelOil,
        Self::Lpg,
        Self::NaturalGas,
        Self::Heat,
        Self::Electricity,
    ];

    /// The name in tables of statistics.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RawCoal => "raw_coal",
            Self::Coke => "coke",
            Self::CrudeOil => "crude_oil",
            Self::Gasoline => "gasoline",
            Self::Kerosene => "kerosene",
            Self::Diesel => "diesel",
            Self::FuelOil => "fuel_oil",
            Self::Lpg => "lpg",
            Self::NaturalGas => "natural_gas",
            Self::Heat => "heat",
            Self::Electricity => "electricity",
        }
    }

    /// The unit of an amount: tonnes, cubic metres, gigajoules or kilowatt-hours.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::NaturalGas => "m³",
            Self::Heat => "GJ",
            Self::Electricity => "kWh",
            _ => "t",
        }
    }

    /// The unit of a standard-coal coefficient, as the yearbook has it.
    pub const fn coal_equivalent_unit(self) -> &'static str {
        match self {
            Self::NaturalGas => "kgce per m³",
            Self::Heat => "kgce per MJ",
            Self::Electricity => "kgce per kWh",
            _ => "kgce per kg",
        }
    }

    /// The factor from an amount to the unit of emission factors: kWh to MWh.
    pub(crate) const fn emission_factor_scale(self) -> f64 {
        match self {
            Self::Electricity => 1e-3,
            _ => 1.0,
        }
    }

    /// The factor from an amount × its standard-coal coefficient to tce: kgce per kg are tce per t,
    /// kgce per MJ are tce per GJ.
    pub(crate) const fn coal_equivalent_scale(self) -> f64 {
        match self {
            Self::NaturalGas | Self::Electricity => 1e-3,
            _ => 1.0,
        }
    }
}

impl fmt::Display for Fuel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Fuel {
    type Err = FuelError;

    /// The fuel of this [name](Self::name).
    fn from_str(name: &str) -> Result<Self, FuelError> {
        let found = Self::ALL.into_iter().find(|fuel| fuel.name() == name);
        found.ok_or_else(|| FuelError {
            found: name.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fuel_survives_text() {
        for fuel in Fuel::ALL {
            assert_eq!(fuel.name().parse(), Ok(fuel));
        }
        let message = "wood".parse::<Fuel>().unwrap_err().to_string();
        assert!(
            message.starts_with("there is no fuel `wood`; legal are raw_coal, coke,"),
            "{message}"
        );
    }
}

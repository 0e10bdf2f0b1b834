//! Quantities by name, as people write them in projects.

use std::str::FromStr;

use super::quantity::Quantity;
use crate::region::LandClass;
use crate::text::Listed;

/// The quantities that belong to no class.
const PLAIN: [Quantity; 26] = [
    Quantity::Zone,
    Quantity::Name,
    Quantity::Year,
    Quantity::Area,
    Quantity::Population,
    Quantity::Gdp,
    Quantity::Energy,
    Quantity::EmissionsEnergy,
    Quantity::EmissionsRespiration,
    Quantity::EmissionsLand,
    Quantity::Emissions,
    Quantity::Absorption,
    Quantity::Budget,
    Quantity::Intensity,
    Quantity::Ecc,
    Quantity::Esc,
    Quantity::FunctionalZone,
    Quantity::BaseValue,
    Quantity::Threshold,
    Quantity::Tau,
    Quantity::S,
    Quantity::CorrectedEmissions,
    Quantity::CorrectedBaseValue,
    Quantity::Gamma,
    Quantity::Compensation,
    Quantity::CompensationClass,
];

/// No quantity has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no quantity `{found}`; legal are {}, CLASS_ha and absorption_CLASS_t for each class \
     of land",
    Listed(PLAIN.iter().map(Quantity::short_name).collect())
)]
pub struct QuantityError {
    found: String,
}

impl Quantity {
    /// A name without unit for the quantities that are named most, the field's name for all others:
    /// `emissions`, `esc`.
    pub fn short_name(&self) -> String {
        let short = match self {
            Self::Gdp => "gdp",
            Self::Energy => "energy",
            Self::Emissions => "emissions",
            Self::Absorption => "absorption",
            Self::Budget => "budget",
            Self::Intensity => "intensity",
            Self::Compensation => "compensation",
            _ => return self.field_name().into_owned(),
        };
        short.to_owned()
    }
}

impl FromStr for Quantity {
    type Err = QuantityError;

    /// The quantity of a field, `emissions_t`, or of a [short name](Self::short_name).
    ///
    /// ```
    /// use carbon_core::{LandClass, Quantity};
    ///
    /// assert_eq!("intensity".parse(), Ok(Quantity::Intensity));
    /// assert_eq!("intensity_t_per_1e4_yuan".parse(), Ok(Quantity::Intensity));
    /// assert_eq!("forest_ha".parse(), Ok(Quantity::Land(LandClass::forest())));
    /// assert!("emission".parse::<Quantity>().is_err());
    /// ```
    fn from_str(name: &str) -> Result<Self, QuantityError> {
        let is_named = |of: &&Self| of.field_name() == name || of.short_name() == name;
        if let Some(plain) = PLAIN.iter().find(is_named) {
            return Ok(plain.clone());
        }
        let land = || Some(Self::Land(LandClass::new(name.strip_suffix("_ha")?).ok()?));
        let absorption = || {
            let class = name.strip_prefix("absorption_")?.strip_suffix("_t")?;
            Some(Self::AbsorptionLand(LandClass::new(class).ok()?))
        };
        land().or_else(absorption).ok_or_else(|| QuantityError {
            found: name.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_quantity_has_its_field_name() {
        let classes = LandClass::paper().into_iter();
        let of_classes =
            classes.flat_map(|of| [Quantity::Land(of.clone()), Quantity::AbsorptionLand(of)]);
        for quantity in PLAIN.into_iter().chain(of_classes) {
            assert_eq!(quantity.field_name().parse(), Ok(quantity.clone()));
            assert_eq!(quantity.short_name().parse(), Ok(quantity.clone()));
        }
        let message = "emission_t".parse::<Quantity>().unwrap_err().to_string();
        assert!(message.starts_with("there is no quantity `emission_t`; legal are zone, name,"));
    }
}

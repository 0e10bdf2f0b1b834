//! The numbers of a zone in a draw, by quantity.

use super::UncertaintyError;
use crate::formulas::kernel::{Flows, Payment};
use crate::region::LandClass;
use crate::results::Quantity;

/// A quantity whose number a draw has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Column {
    Land(usize),
    Population,
    Gdp,
    Energy,
    EmissionsEnergy,
    EmissionsRespiration,
    EmissionsLand,
    Emissions,
    Absorption,
    AbsorptionLand(usize),
    Budget,
    Intensity,
    Ecc,
    Esc,
    Threshold,
    Tau,
    S,
    CorrectedEmissions,
    CorrectedBaseValue,
    Gamma,
    BaseValue,
    Compensation,
}

/// A zone, or the region, in a year of a draw.
pub(crate) struct Numbers<'a> {
    pub(crate) flows: &'a Flows,
    /// ECC and ESC.
    pub(crate) coefficients: [f64; 2],
    /// The hectares of each class.
    pub(crate) land: &'a [f64],
    /// The λ of each class.
    pub(crate) lambda: &'a [f64],
    /// What the zone pays, in the target year, scaled if the options ask for it.
    pub(crate) payment: Option<Payment>,
}

impl Column {
    pub(crate) fn new(
        quantity: &Quantity,
        classes: &[LandClass],
    ) -> Result<Self, UncertaintyError> {
        let not_numeric = || UncertaintyError::NotNumeric(quantity.field_name().into_owned());
        let place = |class: &LandClass| {
            let place = classes.iter().position(|known| known == class);
            place.ok_or_else(not_numeric)
        };
        Ok(match quantity {
            Quantity::Land(class) => Self::Land(place(class)?),
            Quantity::Population => Self::Population,
            Quantity::Gdp => Self::Gdp,
            Quantity::Energy => Self::Energy,
            Quantity::EmissionsEnergy => Self::EmissionsEnergy,
            Quantity::EmissionsRespiration => Self::EmissionsRespiration,
            Quantity::EmissionsLand => Self::EmissionsLand,
            Quantity::Emissions => Self::Emissions,
            Quantity::Absorption => Self::Absorption,
            Quantity::AbsorptionLand(class) => Self::AbsorptionLand(place(class)?),
            Quantity::Budget => Self::Budget,
            Quantity::Intensity => Self::Intensity,
            Quantity::Ecc => Self::Ecc,
            Quantity::Esc => Self::Esc,
            Quantity::Threshold => Self::Threshold,
            Quantity::Tau => Self::Tau,
            Quantity::S => Self::S,
            Quantity::CorrectedEmissions => Self::CorrectedEmissions,
            Quantity::CorrectedBaseValue => Self::CorrectedBaseValue,
            Quantity::Gamma => Self::Gamma,
            Quantity::BaseValue => Self::BaseValue,
            Quantity::Compensation => Self::Compensation,
            Quantity::Zone
            | Quantity::Name
            | Quantity::Year
            | Quantity::Area
            | Quantity::FunctionalZone
            | Quantity::CompensationClass => return Err(not_numeric()),
        })
    }

    /// Whether only a zone in the target year of a compensation has it.
    pub(crate) fn is_of_compensation(self) -> bool {
        matches!(
            self,
            Self::Threshold
                | Self::Tau
                | Self::S
                | Self::CorrectedEmissions
                | Self::CorrectedBaseValue
                | Self::Gamma
                | Self::BaseValue
                | Self::Compensation
        )
    }

    /// Whether the region has it too.
    pub(crate) fn is_of_region(self) -> bool {
        !(self.is_of_compensation() || matches!(self, Self::Ecc | Self::Esc))
    }

    /// The number, in the unit of the quantity; not a number where there is none.
    pub(crate) fn number(self, numbers: &Numbers<'_>) -> f64 {
        let flows = numbers.flows;
        match self {
            Self::Land(class) => numbers.land[class],
            Self::Population => flows.population,
            Self::Gdp => flows.gdp / 1e4,
            Self::Energy => flows.energy,
            Self::EmissionsEnergy => flows.emissions_energy,
            Self::EmissionsRespiration => flows.emissions_respiration,
            Self::EmissionsLand => flows.emissions_land,
            Self::Emissions => flows.emissions,
            Self::Absorption => flows.absorption,
            Self::AbsorptionLand(class) => (-numbers.lambda[class]).max(0.0) * numbers.land[class],
            Self::Budget => flows.budget(),
            Self::Intensity => flows.intensity(),
            Self::Ecc => numbers.coefficients[0],
            Self::Esc => numbers.coefficients[1],
            _ => numbers
                .payment
                .map_or(f64::NAN, |payment| self.payment(&payment)),
        }
    }

    fn payment(self, payment: &Payment) -> f64 {
        match self {
            Self::BaseValue => payment.base_value,
            Self::Threshold => payment.threshold,
            Self::Tau => payment.tau,
            Self::S => payment.s,
            Self::CorrectedEmissions => payment.corrected_emissions,
            Self::CorrectedBaseValue => payment.corrected_base_value,
            Self::Gamma => payment.gamma,
            _ => payment.compensation,
        }
    }
}

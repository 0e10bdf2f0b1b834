//! The quantities of an assessment: their field names, units and labels, in one list.
//!
//! Layers, tables and maps all take theirs from here, so that what one shows, all show.

use std::borrow::Cow;

use serde::Serializer;

use crate::accounts::Account;
use crate::assessment::{AnnualAssessment, Assessment, ZoneYear};
use crate::compensation::ZoneCompensation;
use crate::region::LandClass;
use crate::units::{CarbonBasis, Tonnes};

/// One column of results.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Quantity {
    /// The zone's id.
    Zone,
    /// The zone's name.
    Name,
    /// The year.
    Year,
    /// The zone's whole area.
    Area,
    /// The area of a land class.
    Land(LandClass),
    /// Residents.
    Population,
    /// GDP at the prices of the assessment's price year.
    Gdp,
    /// Fossil energy used.
    Energy,
    /// Emissions of energy.
    EmissionsEnergy,
    /// Emissions of respiration.
    EmissionsRespiration,
    /// Emissions of land classes with a positive λ; listed only where there are any.
    EmissionsLand,
    /// Total emissions.
    Emissions,
    /// Total absorption.
    Absorption,
    /// Absorption of a land class.
    AbsorptionLand(LandClass),
    /// Emissions less absorption.
    Budget,
    /// Emissions by GDP.
    Intensity,
    /// The economic contribution coefficient.
    Ecc,
    /// The ecological support coefficient.
    Esc,
    /// The functional zone.
    FunctionalZone,
    /// L, the base value of the compensation (formula 8). This and all that follow are listed
    /// only where a compensation is attached, and have values in its target year only.
    BaseValue,
    /// P, the emission threshold (formula 9).
    Threshold,
    /// τ, how a zone's intensity changed against the region's (formula 10).
    Tau,
    /// s, how a zone's intensity compares (formula 10).
    S,
    /// C′, the corrected emissions (formula 10).
    CorrectedEmissions,
    /// L′, the corrected base value (formula 11).
    CorrectedBaseValue,
    /// γ, the compensation coefficient (formula 14).
    Gamma,
    /// M, what a zone pays (above zero) or receives (formula 12).
    Compensation,
    /// The compensation class.
    CompensationClass,
}

/// The value of a quantity.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// An id or a name.
    Text(&'a str),
    /// A year.
    Integer(i64),
    /// An amount in the quantity's unit.
    Number(f64),
}

/// The type of a quantity's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// [`Value::Text`].
    Text,
    /// [`Value::Integer`].
    Integer,
    /// [`Value::Number`].
    Number,
}

impl Quantity {
    /// What an attached compensation adds.
    const OF_COMPENSATION: [Self; 9] = [
        Self::BaseValue,
        Self::Threshold,
        Self::Tau,
        Self::S,
        Self::CorrectedEmissions,
        Self::CorrectedBaseValue,
        Self::Gamma,
        Self::Compensation,
        Self::CompensationClass,
    ];

    /// The quantities of an assessment, in the order of columns.
    pub fn all(assessment: &Assessment) -> Vec<Self> {
        let first = assessment.years.first();
        let absorbing = first.map_or(&[][..], |annual| &annual.region.absorption_land);
        let absorbing: Vec<_> = absorbing.iter().map(|(class, _)| class.clone()).collect();
        Self::listed(
            &assessment.classes,
            &absorbing,
            assessment.has_emitting_land(),
            assessment.compensation.is_some(),
        )
    }

    /// The quantities of an assessment with these land classes.
    pub(crate) fn listed(
        classes: &[LandClass],
        absorbing: &[LandClass],
        emits: bool,
        is_compensated: bool,
    ) -> Vec<Self> {
        let mut all = vec![Self::Zone, Self::Name, Self::Year, Self::Area];
        all.extend(classes.iter().cloned().map(Self::Land));
        all.extend([Self::Population, Self::Gdp, Self::Energy]);
        all.extend([Self::EmissionsEnergy, Self::EmissionsRespiration]);
        all.extend(emits.then_some(Self::EmissionsLand));
        all.extend([Self::Emissions, Self::Absorption]);
        all.extend(absorbing.iter().cloned().map(Self::AbsorptionLand));
        all.extend([
            Self::Budget,
            Self::Intensity,
            Self::Ecc,
            Self::Esc,
            Self::FunctionalZone,
        ]);
        if is_compensated {
            all.extend(Self::OF_COMPENSATION);
        }
        all
    }

    /// The name of the field or column, such as `absorption_forest_t`.
    pub fn field_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Zone => "zone",
            Self::Name => "name",
            Self::Year => "year",
            Self::Area => "area_ha",
            Self::Land(class) => return format!("{class}_ha").into(),
            Self::Population => "population",
            Self::Gdp => "gdp_1e4_yuan",
            Self::Energy => "energy_tce",
            Self::EmissionsEnergy => "emissions_energy_t",
            Self::EmissionsRespiration => "emissions_respiration_t",
            Self::EmissionsLand => "emissions_land_t",
            Self::Emissions => "emissions_t",
            Self::Absorption => "absorption_t",
            Self::AbsorptionLand(class) => return format!("absorption_{class}_t").into(),
            Self::Budget => "budget_t",
            Self::Intensity => "intensity_t_per_1e4_yuan",
            Self::Ecc => "ecc",
            Self::Esc => "esc",
            Self::FunctionalZone => "functional_zone",
            Self::BaseValue => "base_value_t",
            Self::Threshold => "threshold_t",
            Self::Tau => "tau",
            Self::S => "s",
            Self::CorrectedEmissions => "corrected_emissions_t",
            Self::CorrectedBaseValue => "corrected_base_value_t",
            Self::Gamma => "gamma",
            Self::Compensation => "compensation_yuan",
            Self::CompensationClass => "compensation_class",
        })
    }

    /// The unit: empty for text, years and ratios; `t` without saying of what (see
    /// [`unit_in`](Self::unit_in)).
    pub const fn unit(&self) -> &'static str {
        match self {
            Self::Zone | Self::Name | Self::Year | Self::Ecc | Self::Esc | Self::FunctionalZone => {
                ""
            }
            Self::Tau | Self::S | Self::Gamma | Self::CompensationClass => "",
            Self::Area | Self::Land(_) => "ha",
            Self::Population => "persons",
            Self::Gdp => "10⁴ yuan",
            Self::Energy => "tce",
            Self::EmissionsEnergy
            | Self::EmissionsRespiration
            | Self::EmissionsLand
            | Self::Emissions
            | Self::Absorption
            | Self::AbsorptionLand(_)
            | Self::Budget
            | Self::BaseValue
            | Self::Threshold
            | Self::CorrectedEmissions
            | Self::CorrectedBaseValue => "t",
            Self::Compensation => "yuan",
            Self::Intensity => "t per 10⁴ yuan",
        }
    }

    /// The unit with what an assessment knows of it: carbon or CO₂, and the year of prices.
    pub fn unit_in(&self, assessment: &Assessment) -> String {
        let (tonnes, year) = (self.tonnes_in(assessment), assessment.price_year);
        match self {
            Self::Gdp => format!("10⁴ yuan, {year} prices"),
            Self::Intensity => format!("{tonnes} per 10⁴ yuan, {year} prices"),
            Self::Compensation => match &assessment.compensation {
                Some(compensation) => format!("yuan of {}", compensation.target),
                None => self.unit().to_owned(),
            },
            _ if self.unit() == "t" => tonnes.to_owned(),
            _ => self.unit().to_owned(),
        }
    }

    /// `t C` or `t CO₂` as the region's account says, `t` where mixed.
    pub(crate) fn tonnes_in(&self, assessment: &Assessment) -> &'static str {
        let Some(AnnualAssessment { region, .. }) = assessment.years.first() else {
            return "t";
        };
        let basis = match self {
            Self::EmissionsEnergy => Some(region.emissions_energy.basis),
            Self::EmissionsRespiration => Some(region.emissions_respiration.basis),
            Self::EmissionsLand => {
                let land = region.emissions_land.iter().map(|(_, amount)| *amount);
                Tonnes::total(land).map(|sum| sum.basis)
            }
            Self::Emissions | Self::Intensity => Some(region.emissions.basis),
            Self::Absorption => Some(region.absorption.basis),
            Self::AbsorptionLand(class) => region.absorption_of(class).map(|sum| sum.basis),
            Self::Budget => Some(region.budget.basis),
            _ => self.tonnes_of_compensation(assessment).map(|sum| sum.basis),
        };
        basis.map_or("t", CarbonBasis::unit)
    }

    fn tonnes_of_compensation(&self, assessment: &Assessment) -> Option<Tonnes> {
        self.tonnes(assessment.compensation.as_ref()?.zones.first()?)
    }

    fn tonnes(&self, of: &ZoneCompensation) -> Option<Tonnes> {
        match self {
            Self::BaseValue => Some(of.base_value),
            Self::Threshold => Some(of.threshold),
            Self::CorrectedEmissions => Some(of.corrected_emissions),
            Self::CorrectedBaseValue => Some(of.corrected_base_value),
            _ => None,
        }
    }

    /// How many decimals are worth printing.
    pub const fn decimals(&self) -> usize {
        match self {
            Self::Intensity | Self::Ecc | Self::Esc | Self::Tau | Self::S => 4,
            Self::Gamma => 6,
            Self::Area | Self::Land(_) | Self::Gdp => 2,
            _ => 0,
        }
    }

    /// Whether it belongs to a compensation, and so to its target year.
    pub fn is_of_compensation(&self) -> bool {
        Self::OF_COMPENSATION.contains(self)
    }

    /// The type of the values.
    pub const fn kind(&self) -> ValueKind {
        match self {
            Self::Zone | Self::Name | Self::FunctionalZone | Self::CompensationClass => {
                ValueKind::Text
            }
            Self::Year => ValueKind::Integer,
            _ => ValueKind::Number,
        }
    }

    /// The value of a zone in a year; `None` for the absorption of a class that does not absorb,
    /// for what belongs to a compensation in other years than its target year, and for the class
    /// of a zone that neither pays nor receives.
    pub fn value<'a>(&self, of: &'a ZoneYear) -> Option<Value<'a>> {
        Some(match self {
            Self::Zone => Value::Text(of.zone.id.as_str()),
            Self::Name => Value::Text(&of.zone.name),
            Self::Year => Value::Integer(of.year.0.into()),
            Self::Ecc => Value::Number(of.ecc),
            Self::Esc => Value::Number(of.esc),
            Self::FunctionalZone => Value::Text(of.function.zone.id()),
            Self::CompensationClass => Value::Text(of.compensation.as_ref()?.class?.id()),
            _ => {
                let of_account = self.amount(&of.account);
                let amount = of_account
                    .or_else(|| self.amount_of_compensation(of.compensation.as_ref()?))?;
                Value::Number(amount)
            }
        })
    }

    fn amount_of_compensation(&self, of: &ZoneCompensation) -> Option<f64> {
        match self {
            Self::Tau => Some(of.tau),
            Self::S => Some(of.s),
            Self::Gamma => Some(of.gamma),
            Self::Compensation => Some(of.compensation.amount),
            _ => self.tonnes(of).map(|tonnes| tonnes.amount),
        }
    }

    /// For fields of results: a quantity as its field name.
    pub(crate) fn by_field_name<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.field_name())
    }

    /// The amount in an account, a zone's or the region's; `None` for what only a zone has, and
    /// for the absorption of a class that does not absorb.
    pub fn amount(&self, of: &Account) -> Option<f64> {
        Some(match self {
            Self::Zone | Self::Name | Self::Year | Self::Ecc | Self::Esc | Self::FunctionalZone => {
                return None;
            }
            Self::BaseValue | Self::Threshold | Self::Tau | Self::S | Self::Gamma => return None,
            Self::CorrectedEmissions | Self::CorrectedBaseValue => return None,
            Self::Compensation | Self::CompensationClass => return None,
            Self::Area => of.area.0,
            Self::Land(class) => of.hectares(class).0,
            Self::Population => of.population.0,
            Self::Gdp => of.gdp.ten_thousands(),
            Self::Energy => of.energy.0,
            Self::EmissionsEnergy => of.emissions_energy.amount,
            Self::EmissionsRespiration => of.emissions_respiration.amount,
            Self::EmissionsLand => of.emissions_land.iter().map(|(_, t)| t.amount).sum(),
            Self::Emissions => of.emissions.amount,
            Self::Absorption => of.absorption.amount,
            Self::AbsorptionLand(class) => of.absorption_of(class)?.amount,
            Self::Budget => of.budget.amount,
            Self::Intensity => of.intensity.t_per_1e4_yuan,
        })
    }
}

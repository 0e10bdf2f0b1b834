//! The quantities of an assessment: their field names, units and labels, in one list.
//!
//! Layers, tables and maps all take theirs from here, so that what one shows, all show.

use std::borrow::Cow;

use crate::{Account, AnnualAssessment, Assessment, CarbonBasis, LandClass, Tonnes, ZoneYear};

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
    /// The quantities of an assessment, in the order of columns.
    pub fn all(assessment: &Assessment) -> Vec<Self> {
        let classes = || assessment.classes.iter().cloned();
        let absorbing = assessment
            .years
            .first()
            .map_or(&[][..], |y| &y.region.absorption_land);
        let mut all = vec![Self::Zone, Self::Name, Self::Year, Self::Area];
        all.extend(classes().map(Self::Land));
        all.extend([Self::Population, Self::Gdp, Self::Energy]);
        all.extend([Self::EmissionsEnergy, Self::EmissionsRespiration]);
        all.extend(
            assessment
                .has_emitting_land()
                .then_some(Self::EmissionsLand),
        );
        all.extend([Self::Emissions, Self::Absorption]);
        all.extend(
            absorbing
                .iter()
                .map(|(class, _)| Self::AbsorptionLand(class.clone())),
        );
        all.extend([
            Self::Budget,
            Self::Intensity,
            Self::Ecc,
            Self::Esc,
            Self::FunctionalZone,
        ]);
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
        })
    }

    /// The unit: empty for text, years and ratios; `t` without saying of what (see
    /// [`unit_in`](Self::unit_in)).
    pub const fn unit(&self) -> &'static str {
        match self {
            Self::Zone | Self::Name | Self::Year | Self::Ecc | Self::Esc | Self::FunctionalZone => {
                ""
            }
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
            | Self::Budget => "t",
            Self::Intensity => "t per 10⁴ yuan",
        }
    }

    /// The unit with what an assessment knows of it: carbon or CO₂, and the year of prices.
    pub fn unit_in(&self, assessment: &Assessment) -> String {
        let (tonnes, year) = (self.tonnes_in(assessment), assessment.price_year);
        match self {
            Self::Gdp => format!("10⁴ yuan, {year} prices"),
            Self::Intensity => format!("{tonnes} per 10⁴ yuan, {year} prices"),
            _ if self.unit() == "t" => tonnes.to_owned(),
            _ => self.unit().to_owned(),
        }
    }

    /// `t C` or `t CO₂` as the region's account says, `t` where mixed.
    fn tonnes_in(&self, assessment: &Assessment) -> &'static str {
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
            _ => None,
        };
        basis.map_or("t", CarbonBasis::unit)
    }

    /// A label for people in English, without unit.
    pub fn label_en(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Zone => "Zone id",
            Self::Name => "Zone",
            Self::Year => "Year",
            Self::Area => "Total area",
            Self::Land(class) => return class.label_en().to_owned().into(),
            Self::Population => "Population",
            Self::Gdp => "GDP at constant prices",
            Self::Energy => "Energy",
            Self::EmissionsEnergy => "Carbon emissions of energy",
            Self::EmissionsRespiration => "Carbon emissions of respiration",
            Self::EmissionsLand => "Carbon emissions of land",
            Self::Emissions => "Carbon emissions",
            Self::Absorption => "Carbon absorption",
            Self::AbsorptionLand(class) => {
                return format!("Carbon absorption: {}", class.label_en()).into();
            }
            Self::Budget => "Carbon budget",
            Self::Intensity => "Carbon intensity",
            Self::Ecc => "Economic contribution coefficient",
            Self::Esc => "Ecological support coefficient",
            Self::FunctionalZone => "Functional zone",
        })
    }

    /// A label for people in Chinese, without unit.
    pub fn label_zh(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Zone => "区域代码",
            Self::Name => "区域",
            Self::Year => "年份",
            Self::Area => "总面积",
            Self::Land(class) => return class.label_zh().to_owned().into(),
            Self::Population => "人口",
            Self::Gdp => "不变价GDP",
            Self::Energy => "能源消费",
            Self::EmissionsEnergy => "能源碳排放",
            Self::EmissionsRespiration => "呼吸碳排放",
            Self::EmissionsLand => "土地碳排放",
            Self::Emissions => "碳排放",
            Self::Absorption => "碳吸收",
            Self::AbsorptionLand(class) => return format!("{}碳吸收", class.label_zh()).into(),
            Self::Budget => "碳收支",
            Self::Intensity => "碳排放强度",
            Self::Ecc => "经济贡献系数",
            Self::Esc => "生态承载系数",
            Self::FunctionalZone => "功能区",
        })
    }

    /// The English label with its unit, as layers show it: `GDP at constant prices (10⁴ yuan,
    /// 2010 prices)`.
    pub fn alias_en(&self, assessment: &Assessment) -> String {
        with_unit(&self.label_en(), &self.unit_in(assessment))
    }

    /// The Chinese label with its unit.
    pub fn alias_zh(&self, assessment: &Assessment) -> String {
        let (tonnes, year) = (self.tonnes_in(assessment), assessment.price_year);
        let unit = match self {
            Self::Area | Self::Land(_) => "公顷".to_owned(),
            Self::Population => "人".to_owned(),
            Self::Gdp => format!("万元，{year}年价"),
            Self::Intensity => format!("{tonnes}/万元，{year}年价"),
            _ => self.unit_in(assessment),
        };
        with_unit(&self.label_zh(), &unit)
    }

    /// How many decimals are worth printing.
    pub const fn decimals(&self) -> usize {
        match self {
            Self::Intensity | Self::Ecc | Self::Esc => 4,
            Self::Area | Self::Land(_) | Self::Gdp => 2,
            _ => 0,
        }
    }

    /// The type of the values.
    pub const fn kind(&self) -> ValueKind {
        match self {
            Self::Zone | Self::Name | Self::FunctionalZone => ValueKind::Text,
            Self::Year => ValueKind::Integer,
            _ => ValueKind::Number,
        }
    }

    /// The value of a zone in a year; `None` for the absorption of a class that does not absorb.
    pub fn value<'a>(&self, of: &'a ZoneYear) -> Option<Value<'a>> {
        Some(match self {
            Self::Zone => Value::Text(of.zone.id.as_str()),
            Self::Name => Value::Text(&of.zone.name),
            Self::Year => Value::Integer(of.year.0.into()),
            Self::Ecc => Value::Number(of.ecc),
            Self::Esc => Value::Number(of.esc),
            Self::FunctionalZone => Value::Text(of.function.zone.id()),
            _ => Value::Number(self.amount(&of.account)?),
        })
    }

    /// The amount in an account, a zone's or the region's; `None` for what only a zone has, and
    /// for the absorption of a class that does not absorb.
    pub fn amount(&self, of: &Account) -> Option<f64> {
        Some(match self {
            Self::Zone | Self::Name | Self::Year | Self::Ecc | Self::Esc | Self::FunctionalZone => {
                return None;
            }
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

fn with_unit(label: &str, unit: &str) -> String {
    if unit.is_empty() {
        label.to_owned()
    } else {
        format!("{label} ({unit})")
    }
}

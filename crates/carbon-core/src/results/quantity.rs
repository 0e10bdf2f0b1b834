//! The quantities of an assessment: their field names, units and labels, each described
//! once in a [table](super::descriptor::TABLE).
//!
//! Layers, tables and maps all read names, units and labels here, so they cannot differ.

use bilingual::Bilingual;
use std::borrow::Cow;
use std::str::FromStr;

use serde::Serializer;

use super::descriptor::{Descriptor, Getter, Key, TABLE, Unit};
use crate::accounts::Account;
use crate::assessment::{Assessment, ZoneYear};
use crate::formulas::kernel::{Flows, Payment};
use crate::region::LandClass;
use crate::text::Listed;
use crate::units::CarbonBasis;

/// One column of results.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// The zone's id.
    Zone,
    /// The zone's name.
    Name,
    /// The year.
    Year,
    /// The zone's whole area.
    Area,
    /// The share of the zone's area that has a land class.
    Coverage,
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

/// No quantity has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
#[en(
    "there is no quantity `{found}`; legal are {}, CLASS_ha and absorption_CLASS_t for each class \
     of land",
    Listed(plain_names())
)]
#[zh(
    "没有指标 `{found}`；可用的有 {}，以及每个地类的 CLASS_ha 和 absorption_CLASS_t",
    Listed(plain_names())
)]
pub struct QuantityError {
    found: String,
}

/// The short names of the quantities that belong to no class.
fn plain_names() -> Vec<&'static str> {
    let plain = TABLE.iter().filter(|row| row.plain().is_some());
    plain.map(Descriptor::short_name).collect()
}

impl Quantity {
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
        let mut all = Vec::new();
        for row in &TABLE {
            match &row.key {
                Key::Land => all.extend(classes.iter().cloned().map(Self::Land)),
                Key::AbsorptionLand => {
                    all.extend(absorbing.iter().cloned().map(Self::AbsorptionLand));
                }
                Key::Plain(Self::EmissionsLand) if !emits => {}
                Key::Plain(quantity) if !is_compensated && quantity.is_of_compensation() => {}
                Key::Plain(quantity) => all.push(quantity.clone()),
            }
        }
        all
    }

    /// Its row of the table. A test holds that each quantity has one.
    fn descriptor(&self) -> &'static Descriptor {
        let is_its_row = |row: &&Descriptor| match (&row.key, self) {
            (Key::Land, Self::Land(_)) | (Key::AbsorptionLand, Self::AbsorptionLand(_)) => true,
            (Key::Plain(quantity), _) => quantity == self,
            _ => false,
        };
        TABLE.iter().find(is_its_row).unwrap_or(&TABLE[0])
    }

    /// The land class that it is about, if it is about one.
    pub(crate) fn class(&self) -> Option<&LandClass> {
        match self {
            Self::Land(class) | Self::AbsorptionLand(class) => Some(class),
            _ => None,
        }
    }

    pub(crate) fn getter(&self) -> &'static Getter {
        &self.descriptor().getter
    }

    /// A text of the table, with `{}` replaced by what names the class.
    fn with_class(
        &self,
        template: &'static str,
        name: fn(&LandClass) -> &str,
    ) -> Cow<'static, str> {
        match self.class() {
            Some(class) => template.replace("{}", name(class)).into(),
            None => template.into(),
        }
    }

    /// The name of the field or column, such as `absorption_forest_t`.
    pub fn field_name(&self) -> Cow<'static, str> {
        self.with_class(self.descriptor().field_name, LandClass::as_str)
    }

    /// A name without unit for the quantities that are named most, the field's name for all others:
    /// `emissions`, `esc`.
    pub fn short_name(&self) -> String {
        self.with_class(self.descriptor().short_name(), LandClass::as_str)
            .into_owned()
    }

    /// A label for people in English, without unit.
    pub fn label_en(&self) -> Cow<'static, str> {
        self.with_class(self.descriptor().label_en, LandClass::label_en)
    }

    /// A label for people in Chinese, without unit.
    pub fn label_zh(&self) -> Cow<'static, str> {
        self.with_class(self.descriptor().label_zh, LandClass::label_zh)
    }

    /// The unit: empty for text, years and ratios; `t` without saying of what (see
    /// [`unit_in`](Self::unit_in)).
    pub fn unit(&self) -> &'static str {
        match self.descriptor().unit {
            Unit::None => "",
            Unit::Hectares => "ha",
            Unit::Persons => "persons",
            Unit::TenThousandYuan => "10⁴ yuan",
            Unit::CoalEquivalent => "tce",
            Unit::Tonnes => "t",
            Unit::TonnesPerTenThousandYuan => "t per 10⁴ yuan",
            Unit::Yuan => "yuan",
        }
    }

    /// The unit with what an assessment knows of it: carbon or CO₂, and the year of prices.
    pub fn unit_in(&self, assessment: &Assessment) -> String {
        let (tonnes, year) = (self.tonnes_in(assessment), assessment.price_year);
        match (self.descriptor().unit, &assessment.compensation) {
            (Unit::TenThousandYuan, _) => format!("10⁴ yuan, {year} prices"),
            (Unit::TonnesPerTenThousandYuan, _) => {
                format!("{tonnes} per 10⁴ yuan, {year} prices")
            }
            (Unit::Yuan, Some(scheme)) => format!("yuan of {}", scheme.target),
            (Unit::Tonnes, _) => tonnes.to_owned(),
            _ => self.unit().to_owned(),
        }
    }

    /// The same in Chinese.
    pub fn unit_zh_in(&self, assessment: &Assessment) -> String {
        let (tonnes, year) = (self.tonnes_in(assessment), assessment.price_year);
        match (self.descriptor().unit, &assessment.compensation) {
            (Unit::Hectares, _) => "公顷".to_owned(),
            (Unit::Persons, _) => "人".to_owned(),
            (Unit::TenThousandYuan, _) => format!("万元，{year}年价"),
            (Unit::TonnesPerTenThousandYuan, _) => format!("{tonnes}/万元，{year}年价"),
            (Unit::Yuan, Some(scheme)) => format!("{}年元", scheme.target),
            (Unit::Yuan, None) => "元".to_owned(),
            _ => self.unit_in(assessment),
        }
    }

    /// The English label with its unit, as layers show it: `GDP at constant prices (10⁴ yuan,
    /// 2010 prices)`.
    pub fn alias_en(&self, assessment: &Assessment) -> String {
        with_unit(&self.label_en(), &self.unit_in(assessment), [" (", ")"])
    }

    /// The Chinese label with its unit.
    pub fn alias_zh(&self, assessment: &Assessment) -> String {
        with_unit(&self.label_zh(), &self.unit_zh_in(assessment), ["（", "）"])
    }

    /// `t C` or `t CO₂` as the region's account says, `t` where mixed.
    fn tonnes_in(&self, assessment: &Assessment) -> &'static str {
        let basis = (self.descriptor().basis)(assessment, self.class());
        basis.map_or("t", CarbonBasis::unit)
    }

    /// How many decimals are worth printing.
    pub fn decimals(&self) -> usize {
        self.descriptor().decimals
    }

    /// Whether it belongs to a compensation, and so to its target year.
    pub fn is_of_compensation(&self) -> bool {
        matches!(self.getter(), Getter::Payment(_)) || *self == Self::CompensationClass
    }

    /// Whether it follows from the land of a zone, so that it is not known where too little of the zone
    /// is classified ([`ZoneYear::is_covered`]). It is then shown, but not compared with other zones.
    pub fn depends_on_land(&self, assessment: &Assessment) -> bool {
        match self {
            Self::Land(_)
            | Self::EmissionsLand
            | Self::AbsorptionLand(_)
            | Self::Absorption
            | Self::Budget
            | Self::Esc
            | Self::FunctionalZone => true,
            Self::Emissions | Self::Intensity | Self::Ecc => assessment.has_emitting_land(),
            _ => self.is_of_compensation(),
        }
    }

    /// The type of the values.
    pub fn kind(&self) -> ValueKind {
        match self.getter() {
            Getter::Text(_) => ValueKind::Text,
            Getter::Year => ValueKind::Integer,
            _ => ValueKind::Number,
        }
    }

    /// The value of a zone in a year; `None` for the absorption of a class that does not absorb,
    /// for what belongs to a compensation in other years than its target year, and for the class
    /// of a zone that neither pays nor receives.
    pub fn value<'a>(&self, zone: &'a ZoneYear) -> Option<Value<'a>> {
        Some(match self.getter() {
            Getter::Text(text) => Value::Text(text(zone)?),
            Getter::Year => Value::Integer(zone.year.0.into()),
            Getter::Contribution(place) => Value::Number([zone.ecc, zone.esc][*place]),
            Getter::Payment(amount) => {
                let payment = Payment::from(zone.compensation.as_ref()?);
                Value::Number(amount(&payment))
            }
            _ => Value::Number(self.amount(&zone.account)?),
        })
    }

    /// For fields of results: a quantity as its field name.
    pub(crate) fn by_field_name<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.field_name())
    }

    /// The amount in an account, a zone's or the region's; `None` for what only a zone has, and
    /// for the absorption of a class that does not absorb.
    pub fn amount(&self, account: &Account) -> Option<f64> {
        match self.getter() {
            Getter::Area => Some(account.area.0),
            Getter::Coverage => Some(account.coverage.share()),
            Getter::Flow(amount) => Some(amount(&Flows::from(account))),
            Getter::Land => Some(account.hectares(self.class()?).0),
            Getter::AbsorptionLand => Some(account.absorption_of(self.class()?)?.amount),
            _ => None,
        }
    }
}

fn with_unit(label: &str, unit: &str, [open, close]: [&str; 2]) -> String {
    if unit.is_empty() {
        label.to_owned()
    } else {
        format!("{label}{open}{unit}{close}")
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
        let mut rows = TABLE.iter();
        let row = rows.find(|row| row.field_name == name || row.short_name() == name);
        if let Some(plain) = row.and_then(Descriptor::plain) {
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
    fn every_quantity_has_a_row_of_its_own_and_is_found_by_its_names() {
        let classes = LandClass::paper();
        let all = Quantity::listed(&classes, &classes, true, true);
        assert_eq!(all.len(), 27 + 2 * classes.len());
        for quantity in all {
            assert_eq!(quantity.field_name().parse(), Ok(quantity.clone()));
            assert_eq!(quantity.short_name().parse(), Ok(quantity.clone()));
        }
        let message = "emission_t".parse::<Quantity>().unwrap_err().to_string();
        assert!(message.starts_with("there is no quantity `emission_t`; legal are zone, name,"));
    }
}

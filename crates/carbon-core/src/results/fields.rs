//! Numbers of a zone by the names of their fields, for rules and clusterings that people write.

use super::quantity::{Quantity, Value, ValueKind};
use crate::assessment::{AnnualAssessment, Assessment, ZoneYear};
use crate::region::ZoneId;
use crate::text::{Listed, Said, nearest, say};
use crate::units::Year;
use crate::zoning::{NoValue, RuleAssignment, RuleList};
use bilingual::Bilingual;

/// The numbers that each zone of an assessment has, by name: those of [`Quantity`] under its field
/// names (or [short ones](Quantity::short_name)), and some that follow from them.
///
/// | field | what |
/// |---|---|
/// | `emissions_share_of_mean` | emissions / unweighted mean of the zones' emissions |
/// | `emissions_share`, `absorption_share`, `gdp_share` | of the region's, from 0 to 1 |
/// | `compensation_rate` | absorption / emissions |
#[derive(Debug, Clone)]
pub struct ZoneFields {
    fields: Vec<(String, Field)>,
}

/// A zone lacks the number of a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
#[en("zone {zone} has no `{field}` in {year}; take another field or another year")]
#[zh("区域 {zone} 在 {year} 年没有 `{field}`；请换一个字段或年份")]
pub struct MissingField {
    pub zone: ZoneId,
    pub field: String,
    pub year: Year,
}

/// There is no field with this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
#[en("there is no field `{found}` with a number; {hint}fields are {known}")]
#[zh("没有数值字段 `{found}`；{hint}可用的字段有 {known}")]
pub struct UnknownField {
    found: String,
    hint: Said,
    known: Listed<String>,
}

#[derive(Debug, Clone)]
enum Field {
    Quantity(Quantity),
    Derived(Derivation),
}

/// Computes a number of a zone from its results and those of the year.
type Derivation = fn(&AnnualAssessment, &ZoneYear) -> f64;

const DERIVED: [(&str, Derivation); 5] = [
    ("emissions_share_of_mean", |annual, zone| {
        zone.account.emissions.amount / annual.mean_emissions.amount
    }),
    ("emissions_share", |annual, zone| {
        zone.account.emissions.amount / annual.region.emissions.amount
    }),
    ("absorption_share", |annual, zone| {
        zone.account.absorption.amount / annual.region.absorption.amount
    }),
    ("gdp_share", |annual, zone| {
        zone.account.gdp.amount / annual.region.gdp.amount
    }),
    ("compensation_rate", |_, zone| {
        zone.account.absorption.amount / zone.account.emissions.amount
    }),
];

impl UnknownField {
    fn new(found: &str, known: &[&str]) -> Self {
        let hint = nearest(found, known)
            .map(|known| say!("did you mean `{known}`? ", "是否指 `{known}`？"));
        Self {
            found: found.to_owned(),
            hint: hint.unwrap_or_default(),
            known: Listed(known.iter().map(|name| (*name).to_owned()).collect()),
        }
    }
}

impl ZoneFields {
    /// The fields of an assessment.
    pub fn new(assessment: &Assessment) -> Self {
        Self::from_quantities(Quantity::all(assessment))
    }

    /// The numeric fields of these quantities.
    pub(crate) fn from_quantities(mut quantities: Vec<Quantity>) -> Self {
        quantities.retain(|quantity| quantity.kind() == ValueKind::Number);
        let mut fields = Vec::new();
        for quantity in &quantities {
            fields.push((
                quantity.field_name().into_owned(),
                Field::Quantity(quantity.clone()),
            ));
        }
        fields.extend(DERIVED.map(|(name, number)| (name.to_owned(), Field::Derived(number))));
        for quantity in quantities {
            if quantity.short_name() != quantity.field_name() {
                fields.push((quantity.short_name(), Field::Quantity(quantity)));
            }
        }
        Self { fields }
    }

    /// The names, in the order of columns, short ones last.
    pub fn names(&self) -> Vec<&str> {
        self.fields.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// The name of the column that holds a field, by its own or its short name.
    ///
    /// # Errors
    ///
    /// [`UnknownField`] with the nearest known name if there is none.
    pub fn full_name(&self, name: &str) -> Result<String, UnknownField> {
        match self.fields.iter().find(|(known, _)| known == name) {
            Some((_, Field::Quantity(quantity))) => Ok(quantity.field_name().into_owned()),
            Some((known, Field::Derived(_))) => Ok(known.clone()),
            None => Err(UnknownField::new(name, &self.names())),
        }
    }

    /// A zone's number; `None` if there is no such field, or the zone has none in that year.
    pub fn value(&self, name: &str, annual: &AnnualAssessment, zone: &ZoneYear) -> Option<f64> {
        let (_, field) = self.fields.iter().find(|(known, _)| known == name)?;
        match field {
            Field::Quantity(quantity) => match quantity.value(zone)? {
                Value::Number(number) => Some(number),
                Value::Text(_) | Value::Integer(_) => None,
            },
            Field::Derived(number) => Some(number(annual, zone)),
        }
    }

    /// The numbers of all zones in a year, in the order of the zones.
    ///
    /// # Errors
    ///
    /// [`MissingField`] for the first zone that has none.
    pub fn column(&self, name: &str, annual: &AnnualAssessment) -> Result<Vec<f64>, MissingField> {
        let numbers = annual.zones.iter().map(|zone| {
            let number = self.value(name, annual, zone);
            number.ok_or_else(|| MissingField::new(zone, name))
        });
        numbers.collect()
    }

    /// The classes that a rule list assigns to all zones of a year, in their order.
    ///
    /// # Errors
    ///
    /// [`MissingField`] for the first zone that lacks a number that is needed.
    pub fn assign_year(
        &self,
        rules: &RuleList,
        annual: &AnnualAssessment,
    ) -> Result<Vec<RuleAssignment>, MissingField> {
        let assignments = annual.zones.iter().map(|zone| {
            let assignment = rules.assign(|field| self.value(field, annual, zone));
            assignment.map_err(|NoValue(field)| MissingField::new(zone, &field))
        });
        assignments.collect()
    }
}

impl MissingField {
    fn new(zone: &ZoneYear, field: &str) -> Self {
        Self {
            zone: zone.zone.id.clone(),
            field: field.to_owned(),
            year: zone.year,
        }
    }
}

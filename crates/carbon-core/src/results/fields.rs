//! Numbers of a zone by the names of their fields, for rules and clusterings that people write.

use super::quantity::{Quantity, Value, ValueKind};
use crate::assessment::{AnnualAssessment, Assessment, ZoneYear};
use crate::region::ZoneId;
use crate::text::Listed;
use crate::text::nearest;
use crate::units::Year;
use crate::what_if::Case;

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

/// A number that a zone has not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("zone {zone} has no `{field}` in {year}; take another field or another year")]
pub struct MissingField {
    /// The zone.
    pub zone: ZoneId,
    /// The field.
    pub field: String,
    /// The year.
    pub year: Year,
}

/// A name that is no field's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no field `{found}` with a number; {hint}fields are {known}")]
pub struct UnknownField {
    found: String,
    hint: String,
    known: Listed<String>,
}

#[derive(Debug, Clone)]
enum Field {
    Of(Quantity),
    Derived(Derivation),
}

/// A number of a zone in a year, from what there is of both.
type Derivation = fn(&AnnualAssessment, &ZoneYear) -> f64;

const DERIVED: [(&str, Derivation); 5] = [
    ("emissions_share_of_mean", |annual, of| {
        of.account.emissions.amount / annual.mean_emissions.amount
    }),
    ("emissions_share", |annual, of| {
        of.account.emissions.amount / annual.region.emissions.amount
    }),
    ("absorption_share", |annual, of| {
        of.account.absorption.amount / annual.region.absorption.amount
    }),
    ("gdp_share", |annual, of| {
        of.account.gdp.amount / annual.region.gdp.amount
    }),
    ("compensation_rate", |_, of| {
        of.account.absorption.amount / of.account.emissions.amount
    }),
];

impl UnknownField {
    fn new(found: &str, known: &[&str]) -> Self {
        let hint = nearest(found, known).map(|of| format!("did you mean `{of}`? "));
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
        Self::of(Quantity::all(assessment))
    }

    /// The fields that the assessment of a case will have.
    pub fn expected(case: &Case) -> Self {
        Self::of(Quantity::expected(case))
    }

    fn of(quantities: Vec<Quantity>) -> Self {
        let is_number = |of: &Quantity| of.kind() == ValueKind::Number;
        let numbers: Vec<_> = quantities.into_iter().filter(is_number).collect();
        let named = |of: &Quantity| (of.field_name().into_owned(), Field::Of(of.clone()));
        let short = |of: &Quantity| (of.short_name(), Field::Of(of.clone()));
        let has_short = |of: &&Quantity| of.short_name() != of.field_name();
        let derived = DERIVED.map(|(name, of)| (name.to_owned(), Field::Derived(of)));
        let fields = numbers.iter().map(named).chain(derived);
        Self {
            fields: fields
                .chain(numbers.iter().filter(has_short).map(short))
                .collect(),
        }
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
            Some((_, Field::Of(quantity))) => Ok(quantity.field_name().into_owned()),
            Some((known, Field::Derived(_))) => Ok(known.clone()),
            None => Err(UnknownField::new(name, &self.names())),
        }
    }

    /// A zone's number; `None` if there is no such field, or the zone has none in that year.
    pub fn value(&self, name: &str, annual: &AnnualAssessment, of: &ZoneYear) -> Option<f64> {
        let (_, field) = self.fields.iter().find(|(known, _)| known == name)?;
        match field {
            Field::Of(quantity) => match quantity.value(of)? {
                Value::Number(number) => Some(number),
                Value::Text(_) | Value::Integer(_) => None,
            },
            Field::Derived(number) => Some(number(annual, of)),
        }
    }

    /// The numbers of all zones in a year, in the order of the zones.
    ///
    /// # Errors
    ///
    /// [`MissingField`] for the first zone that has none.
    pub fn column(&self, name: &str, annual: &AnnualAssessment) -> Result<Vec<f64>, MissingField> {
        let of_zone = |of: &ZoneYear| {
            self.value(name, annual, of).ok_or_else(|| MissingField {
                zone: of.zone.id.clone(),
                field: name.to_owned(),
                year: annual.year,
            })
        };
        annual.zones.iter().map(of_zone).collect()
    }
}

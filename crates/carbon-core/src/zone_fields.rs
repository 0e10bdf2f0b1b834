//! Numbers of a zone by the names of their fields, for rules and clusterings that people write.

use crate::{AnnualAssessment, Assessment, Quantity, Value, ValueKind, Year, ZoneId, ZoneYear};

/// The numbers that each zone of an assessment has, by name: those of [`Quantity`] under its field
/// names, and some that follow from them.
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

impl ZoneFields {
    /// The fields of an assessment.
    pub fn new(assessment: &Assessment) -> Self {
        let quantities = Quantity::all(assessment).into_iter();
        let numbers = quantities.filter(|of| of.kind() == ValueKind::Number);
        let listed = numbers.map(|of| (of.field_name().into_owned(), Field::Of(of)));
        let derived = DERIVED.map(|(name, of)| (name.to_owned(), Field::Derived(of)));
        Self {
            fields: listed.chain(derived).collect(),
        }
    }

    /// The names, in the order of columns.
    pub fn names(&self) -> Vec<&str> {
        self.fields.iter().map(|(name, _)| name.as_str()).collect()
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

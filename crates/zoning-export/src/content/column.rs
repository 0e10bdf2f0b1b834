//! The columns of layers: the quantities of an assessment, then the fields of a supplement.

use std::borrow::Cow;

use carbon_core::{Assessment, Quantity, Value, ValueKind, ZoneYear};

use super::field::ZoneField;
use crate::text::Language;

/// A column of layers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Column<'a> {
    Quantity(Quantity),
    Field(&'a ZoneField),
}

impl Column<'_> {
    pub(crate) fn name(&self) -> Cow<'_, str> {
        match self {
            Self::Quantity(quantity) => quantity.field_name(),
            Self::Field(field) => Cow::Borrowed(&field.name),
        }
    }

    /// What it is called for people, with the unit.
    pub(crate) fn alias(&self, language: Language, assessment: &Assessment) -> String {
        match self {
            Self::Quantity(quantity) => language.alias(quantity, assessment),
            Self::Field(field) => field.alias(language),
        }
    }

    pub(crate) fn kind(&self) -> ValueKind {
        match self {
            Self::Quantity(quantity) => quantity.kind(),
            Self::Field(field) => field.kind(),
        }
    }

    /// The value of a zone, which has a place among the zones.
    pub(crate) fn value<'b>(&'b self, place: usize, zone: &'b ZoneYear) -> Option<Value<'b>> {
        match self {
            Self::Quantity(quantity) => quantity.value(zone),
            Self::Field(field) => field.value(zone.year, place),
        }
    }
}

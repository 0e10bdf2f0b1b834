//! The fields that layers have beyond the quantities of an assessment.

use std::collections::BTreeSet;

use carbon_core::{Assessment, Listed, Quantity, Year};

use super::field::{FieldValues, ZoneField};
use super::supplement::{Supplement, SupplementError};
use super::{certainty, changes};
use crate::style::TopicThemes;

/// All fields, by their groups: those of the uncertainty, of the scenarios, and the further ones.
///
/// # Errors
///
/// [`SupplementError`] if layers cannot hold a field.
pub(crate) fn all_fields(
    supplement: &Supplement<'_>,
    themes: &TopicThemes<'_>,
) -> Result<Vec<ZoneField>, SupplementError> {
    let assessment = themes.assessment;
    let mut fields = Vec::new();
    if let Some(spread) = &supplement.uncertainty {
        fields.extend(certainty::fields(themes, spread)?);
    }
    fields.extend(changes::fields(assessment, &supplement.scenarios)?);
    fields.extend(supplement.fields.iter().cloned());
    fields.sort_by_key(|field| field.group);
    let quantities = Quantity::all(assessment);
    let names = quantities
        .iter()
        .map(|quantity| quantity.field_name().into_owned());
    let mut names: BTreeSet<String> = names.collect();
    let mut titles = BTreeSet::new();
    for field in &fields {
        check(field, assessment)?;
        if !(names.insert(field.name.clone()) && titles.insert(field.title.en.clone())) {
            return Err(SupplementError::Twice(field.name.clone()));
        }
    }
    Ok(fields)
}
/// Whether layers can hold a field.
fn check(field: &ZoneField, assessment: &Assessment) -> Result<(), SupplementError> {
    let name = &field.name;
    let is_legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.is_empty() || !name.chars().all(is_legal) {
        return Err(SupplementError::Name(name.clone()));
    }
    let lengths: Vec<(Year, usize)> = match &field.values {
        FieldValues::Numbers { rows, .. } => rows.iter().map(|(y, row)| (*y, row.len())).collect(),
        FieldValues::Categories(rows) => rows.iter().map(|(y, row)| (*y, row.len())).collect(),
    };
    let known = || assessment.years.iter().map(|annual| annual.year);
    let years = lengths.iter().map(|(year, _)| year).chain(&field.maps);
    if let Some(&year) = years.into_iter().find(|&&year| known().all(|y| y != year)) {
        let (field, known) = (name.clone(), Listed(known().collect()));
        return Err(SupplementError::Year { field, year, known });
    }
    let zones = assessment.zones.len();
    if let Some(&(year, found)) = lengths.iter().find(|(_, length)| *length != zones) {
        return Err(SupplementError::Values {
            field: name.clone(),
            year,
            found,
            zones,
        });
    }
    check_classes(field)
}

fn check_classes(field: &ZoneField) -> Result<(), SupplementError> {
    match &field.values {
        FieldValues::Numbers { breaks, .. } => {
            let (classes, breaks) = (field.classes.len(), breaks.as_slice().len());
            if field.maps.is_empty() || classes == breaks + 1 {
                return Ok(());
            }
            Err(SupplementError::Classes {
                field: field.name.clone(),
                classes,
                breaks,
            })
        }
        FieldValues::Categories(rows) => {
            let listed = |id: &&String| field.classes.iter().all(|class| class.id != **id);
            match rows.values().flatten().flatten().find(listed) {
                None => Ok(()),
                Some(found) => Err(SupplementError::Category {
                    field: field.name.clone(),
                    found: found.clone(),
                    known: Listed(field.classes.iter().map(|class| class.id.clone()).collect()),
                }),
            }
        }
    }
}

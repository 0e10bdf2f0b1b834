//! What analyses compute from.

use anyhow::{Context as _, Result, bail};
use carbon_core::inherited::is_inherited;
use carbon_core::scenario::LevelCases;
use carbon_core::{AnnualAssessment, Assessment, Case, Coefficients, ZoneFields, ZoneId, ZoneYear};
use landuse_ingest::ledger::Transitions;
use landuse_ingest::legend::Legend;
use landuse_ingest::zones::{Contiguity, Zones};

use crate::terminal::Console;

/// The zones of a level, and the results of its assessment.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub zones: &'a Zones,
    /// The zone above each zone, if there is a level above.
    pub parents: Option<&'a [ZoneId]>,
    /// Whether statistics of the level are shared out from the level above.
    pub is_downscaled: bool,
    /// Which zones are neighbours, if neighbours are compared.
    pub contiguity: Option<&'a Contiguity>,
    pub legend: &'a Legend,
    pub coefficients: &'a Coefficients,
    /// Which class became which, if an analysis asks for it.
    pub transitions: &'a [Transitions],
    pub assessment: &'a Assessment,
    /// The cases of all levels, which goals change.
    pub cases: &'a LevelCases<'a>,
    pub console: &'a Console,
}

impl Context<'_> {
    /// Of these fields, those that zones have only from the zones above them in some year, because what they follow from was shared out.
    /// Nothing that compares zones with each other can be said of them.
    ///
    /// # Errors
    /// A zone lacks a field that others have.
    pub(super) fn inherited_fields(&self, names: &[String]) -> Result<Vec<String>> {
        let Some(parents) = self.parents.filter(|_| self.is_downscaled) else {
            return Ok(Vec::new());
        };
        let fields = ZoneFields::new(self.assessment);
        let mut inherited = Vec::new();
        for name in names {
            let columns = values_by_year(name, &fields, self.assessment)?;
            if columns
                .iter()
                .any(|(_, values)| is_inherited(values, parents))
            {
                inherited.push(name.clone());
            }
        }
        Ok(inherited)
    }
}

/// Why an analysis leaves out inherited fields.
pub(super) fn left_out(what: &str, inherited: &[String]) -> String {
    format!(
        "{what} is left out at this level, where the zones of each larger zone have one value of {}: what it follows from was shared out ([downscaling]); look at the level above",
        inherited.join(", ")
    )
}

/// What is known of a level before the rasters are read.
#[derive(Debug, Clone)]
pub struct Expected<'a> {
    pub fields: ZoneFields,
    /// How many zones it has.
    pub zones: usize,
    /// How many years are assessed.
    pub years: usize,
    /// Which zones are neighbours, if neighbours are compared.
    pub contiguity: Option<&'a Contiguity>,
    /// What follows from the statistics with a hectare of each class in each zone.
    pub trial: Option<&'a Assessment>,
}

impl<'a> Expected<'a> {
    pub(super) fn new(case: &Case, contiguity: Option<&'a Contiguity>) -> Self {
        Self {
            fields: case.fields(),
            zones: case.inputs.zones().len(),
            years: case.inputs.annual().len(),
            contiguity,
            trial: None,
        }
    }

    /// Refuses fields that the assessment will not have.
    ///
    /// # Errors
    /// There is one.
    pub(super) fn refuse_unknown_fields(&self, key: &str, names: &[String]) -> Result<()> {
        for name in names {
            let known = self.fields.full_name(name);
            known.with_context(|| format!("[analysis] {key}"))?;
        }
        Ok(())
    }
}

/// From each year to the next and, of more than two, from the first to the last.
pub(super) fn periods(years: &[AnnualAssessment]) -> Vec<[&AnnualAssessment; 2]> {
    let steps = years.windows(2).map(|pair| [&pair[0], &pair[1]]);
    let whole = match years {
        [first, _, .., last] => Some([first, last]),
        _ => None,
    };
    steps.chain(whole).collect()
}

/// Refuses a field that is named twice.
pub(super) fn refuse_repeated(key: &str, names: &[String]) -> Result<()> {
    let mut numbered = names.iter().enumerate();
    let repeated = numbered.find(|(place, name)| names[..*place].contains(name));
    match repeated {
        Some((_, name)) => bail!("[analysis] {key} names \"{name}\" twice; name each field once"),
        None => Ok(()),
    }
}

/// The years in which zones have a field, with its values. Years without it are left out.
pub(super) fn values_by_year<'a>(
    name: &str,
    fields: &ZoneFields,
    assessment: &'a Assessment,
) -> Result<Vec<(&'a AnnualAssessment, Vec<f64>)>> {
    let mut columns = Vec::new();
    for annual in &assessment.years {
        let has_value = |zone: &ZoneYear| fields.value(name, annual, zone).is_some();
        if annual.zones.iter().any(has_value) {
            columns.push((annual, fields.column(name, annual)?));
        }
    }
    Ok(columns)
}

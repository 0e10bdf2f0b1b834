//! Statistics from workbooks and tables in any layout.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use anyhow::{Context, Result};
use carbon_core::Year;
use serde::Serialize;

use super::entry::Entry;
use super::grid::{Grid, Place, read_grids};
use super::heading::{Named, legal_units};
use super::layout::{self, Found};
use super::problem::TableProblem;
use super::words::Words;
use super::{SourceRow, Statistics, StatisticsOptions};

/// What was read as what: the values of one variable in one unit on one sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReadPart {
    /// The first and the last place, as messages name them.
    pub from: String,
    pub to: String,
    /// The word that the file has for the variable.
    pub word: String,
    pub variable: String,
    pub unit: String,
    pub years: BTreeSet<i32>,
    /// The year at whose prices it is said to count GDP.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_year: Option<i32>,
    /// How many zones and totals have values.
    pub zones: usize,
    /// How many values are missing.
    pub missing: usize,
}

impl fmt::Display for ReadPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let years: Vec<_> = self.years.iter().map(ToString::to_string).collect();
        let Self {
            from,
            to,
            word,
            variable,
            unit,
            zones,
            missing,
            ..
        } = self;
        write!(f, "{from} to {to}: {word}")?;
        if word != variable {
            write!(f, " as {variable}")?;
        }
        write!(f, " in {unit}, {}, {zones} zones", years.join(", "))?;
        match missing {
            0 => Ok(()),
            missing => write!(f, ", {missing} missing"),
        }
    }
}

/// A value with everything that is needed.
struct Complete {
    found: Found,
    year: String,
    unit: String,
}

impl Statistics {
    /// Reads the sheets of a workbook, or a table of text, in any layout.
    ///
    /// # Errors
    /// Nothing is found, a word or a unit has two meanings, a value lacks year or unit, or is no number; each names the cell.
    pub(super) fn from_sheets(bytes: &[u8], options: &StatisticsOptions) -> Result<Self> {
        let (grids, in_gb18030) = read_grids(bytes)?;
        let grids = choose(grids, &options.sheets)?;
        let words = Words::read()?.with_answers(&options.read, &options.columns);
        let (mut found, mut unread, mut questions) = (Vec::new(), Vec::new(), Vec::new());
        for grid in &grids {
            let reading = layout::read(grid, &words)?;
            found.extend(reading.found);
            let sheet = grid
                .name
                .as_ref()
                .map_or(String::new(), |name| format!(" (sheet {name})"));
            unread.extend(
                reading
                    .unread
                    .iter()
                    .map(|heading| format!("{heading}{sheet}")),
            );
            questions.extend(reading.questions);
        }
        if let Some((word, question, place)) = questions.first() {
            return Err(TableProblem::Unclear {
                place: place.clone(),
                word: word.clone(),
                question: question.clone(),
            }
            .into());
        }
        if found.is_empty() {
            let first = grids.iter().flat_map(|grid| grid.rows.first()).flatten();
            let found = match unread.is_empty() {
                true => first.cloned().collect::<Vec<_>>().join(", "),
                false => unread.join(", "),
            };
            return Err(TableProblem::Nothing { found }.into());
        }
        let complete = found.into_iter().map(|found| complete(found, options));
        let complete: Vec<Complete> = complete.collect::<Result<_, TableProblem>>()?;
        let mut statistics = Self::from_complete(&complete, options)?;
        statistics.parts = parts(&complete);
        if in_gb18030 {
            statistics.warnings.push(super::READ_AS_GB18030.to_owned());
        }
        if !unread.is_empty() {
            statistics.warnings.push(format!(
                "of the statistics these are not read: {}",
                unread.join(", ")
            ));
        }
        Ok(statistics)
    }

    fn from_complete(complete: &[Complete], options: &StatisticsOptions) -> Result<Self> {
        let mut statistics = Self::default();
        for Complete { found, year, unit } in complete {
            let Some(value) = &found.value else { continue };
            let place = || found.place.to_string();
            let entry = Entry {
                zone: &found.zone,
                year,
                variable: &found.variable.variable,
                value,
                unit,
            };
            if options.columns.iter().any(|name| name == entry.variable) {
                let value = entry.column_value(options).with_context(place)?;
                statistics.columns.extend(value);
            } else {
                let observation = entry.observation(options).with_context(place)?;
                statistics.observations.push(observation);
                statistics.rows.push(SourceRow {
                    place: found.place.clone(),
                    name: found.name.clone(),
                    value: value.clone(),
                    unit: unit.clone(),
                    status: found.status.clone(),
                });
            }
            if let Some(status) = &found.status {
                statistics.count_status(&found.variable.variable, status);
            }
        }
        Ok(statistics)
    }
}

/// The sheets that a project names; all without.
fn choose(grids: Vec<Grid>, sheets: &[String]) -> Result<Vec<Grid>> {
    if sheets.is_empty() {
        return Ok(grids);
    }
    let names: Vec<String> = grids.iter().filter_map(|grid| grid.name.clone()).collect();
    if let Some(missing) = sheets.iter().find(|sheet| !names.contains(sheet)) {
        return Err(TableProblem::NoSheet {
            sheet: missing.clone(),
            sheets: names.join(", "),
        }
        .into());
    }
    let is_named = |grid: &Grid| grid.name.as_ref().is_some_and(|name| sheets.contains(name));
    Ok(grids.into_iter().filter(is_named).collect())
}

/// The value with its year and its unit.
fn complete(found: Found, options: &StatisticsOptions) -> Result<Complete, TableProblem> {
    let place = found.place.clone();
    let Named { word, variable } = found.variable.clone();
    if found.zone.is_empty() {
        return Err(TableProblem::NoZone { place, word });
    }
    let Some(year) = found.year else {
        return Err(TableProblem::NoYear { place, word });
    };
    let wanted = options.price_year;
    if let Some(found) = found.price_year
        && variable == "gdp_constant"
        && wanted != Year::default()
        && found != wanted.0
    {
        let wanted = wanted.0;
        return Err(TableProblem::OtherPrices {
            place,
            found,
            wanted,
        });
    }
    let legal = legal_units(&variable, &found.units);
    let unit = match (options.units.get(&variable), &legal[..]) {
        (Some(unit), _) => unit.clone(),
        (None, [unit]) => (*unit).to_owned(),
        (None, _) if options.columns.contains(&variable) => {
            found.units.first().cloned().unwrap_or_default()
        }
        _ if found.units.is_empty() => {
            return Err(TableProblem::NoUnit {
                place,
                word,
                variable,
            });
        }
        _ => {
            return Err(TableProblem::OtherUnit {
                place,
                unit: found.units.join("、"),
                word,
                variable,
            });
        }
    };
    let year = year.to_string();
    Ok(Complete { found, year, unit })
}

fn parts(complete: &[Complete]) -> Vec<ReadPart> {
    type Key<'a> = (Option<&'a str>, &'a str, &'a str);
    let mut grouped: BTreeMap<Key<'_>, Vec<&Complete>> = BTreeMap::new();
    for value in complete {
        let sheet = match &value.found.place {
            Place::SheetCell(sheet, ..) => Some(sheet.as_str()),
            _ => None,
        };
        let key = (sheet, &*value.found.variable.word, &*value.unit);
        grouped.entry(key).or_default().push(value);
    }
    let parts = grouped.into_iter().map(|((_, word, unit), values)| {
        let places = || values.iter().map(|value| &value.found.place);
        let years = values.iter().filter_map(|value| value.found.year);
        let zones: BTreeSet<_> = values.iter().map(|value| &value.found.zone).collect();
        let named = |place: Option<&Place>| place.map(ToString::to_string).unwrap_or_default();
        ReadPart {
            from: named(places().min()),
            to: named(places().max()),
            word: word.to_owned(),
            variable: values[0].found.variable.variable.clone(),
            unit: unit.to_owned(),
            years: years.collect(),
            price_year: values.iter().find_map(|value| value.found.price_year),
            zones: zones.len(),
            missing: values
                .iter()
                .filter(|value| value.found.value.is_none())
                .count(),
        }
    });
    parts.collect()
}

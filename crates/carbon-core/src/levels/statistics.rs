//! Statistics at every level: given, summed from below, shared out from above.

use bilingual::Bilingual;
use std::collections::BTreeSet;

use serde::Serialize;

use super::allocation::Allocation;
use super::table::{Cell, LevelTable};
use super::{ColumnValue, Downscaling, Hierarchy, LevelsError, Origin, Topic, Weight};
use crate::inputs::{InputError, Observation, Statistic, Subject, Variable};
use crate::inputs::{differ, refuse_impossible};
use crate::region::ZoneId;
use crate::text::{Listed, phrase, speaks_chinese};
use crate::units::Year;

/// A statistic of a zone in a year, and how its level comes by it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    pub zone: ZoneId,
    pub year: Year,
    pub statistic: Statistic,
    /// Given, summed, or downscaled.
    pub origin: Origin,
}

/// A figure that is not the sum of those below it. Each counts at its own level.
#[derive(Debug, Clone, PartialEq, Serialize, Bilingual)]
#[en(
    "{variable} of the {level} {zone} in {year} is given as {given:.0} {unit}, but that of its zones at the level {below} adds up to {sum:.0} {unit}{}; at each level its own figure counts",
    difference(*given, *sum),
    unit = variable.unit()
)]
#[zh(
    "{level} {zone} {year} 年的 {variable} 给定为 {given:.0} {unit}，而其下 {below} 各区域之和为 {sum:.0} {unit}{}；各层级均以本级数据为准",
    difference(*given, *sum),
    unit = phrase(variable.unit())
)]
pub struct Contradiction {
    /// The level of the zone.
    pub level: String,
    pub zone: ZoneId,
    pub year: Year,
    pub variable: Variable,
    /// The zone's own figure, in the variable's unit.
    pub given: f64,
    /// The next level down.
    pub below: String,
    /// The sum over its zones, in the same unit.
    pub sum: f64,
}

/// By how much a sum differs, if that can be said.
fn difference(given: f64, sum: f64) -> String {
    let percent = (sum / given - 1.0) * 100.0;
    match percent.is_finite() {
        true if speaks_chinese() => format!("（{percent:+.1} %）"),
        true => format!(" ({percent:+.1} %)"),
        false => String::new(),
    }
}

/// The statistics of every level.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelStatistics {
    levels: Vec<Vec<Figure>>,
    region: Vec<Observation>,
    contradictions: Vec<Contradiction>,
}

impl LevelStatistics {
    /// Brings statistics of zones of any level to all levels, for some years.
    ///
    /// - A statistic that is given for a level is used there.
    /// - Where a zone has none for a [`Topic`], the statistics of its zones of the next level down
    ///   are added in their order, if all of them give the same variable. An energy intensity is
    ///   their mean, weighted by GDP. A zone that lists some fuels has zero of the others.
    /// - Where a zone still has none and [`Downscaling`] allows it, it gets the share
    ///   x_i = r · w_i / Σ w of its parent's amount. r is that amount less the amounts of the zones
    ///   that have their own; the sum runs over the other zones; w is the weight of the same year
    ///   or, if some of them lack it, of the nearest year (the earlier of two) in which all have
    ///   it. Weights are given or summed, never shared out. The parent of the top level is the
    ///   region, if its totals are given. An energy intensity is not an amount: each part takes it
    ///   unchanged.
    ///
    /// # Errors
    ///
    /// [`LevelsError`] if a statistic is of an unknown zone, impossible, or given twice, or if
    /// something cannot be shared out.
    pub fn new(
        hierarchy: &Hierarchy,
        years: &[Year],
        observations: Vec<Observation>,
        columns: &[ColumnValue],
        downscaling: &Downscaling,
    ) -> Result<Self, LevelsError> {
        refuse_impossible(&observations)?;
        refuse_unknown(hierarchy, &observations, columns)?;
        refuse_no_column(columns, downscaling)?;
        let (mut table, region) = given(hierarchy, observations)?;
        let mut contradictions = Vec::new();
        for level in 1..hierarchy.levels().len() {
            sum_up(&mut table, level, years, &mut contradictions);
        }
        Allocation::new(downscaling, &table, &region, columns).share_out(&mut table, years)?;
        let all = 0..hierarchy.levels().len();
        Ok(Self {
            levels: all.map(|level| figures(&table, level, years)).collect(),
            region,
            contradictions,
        })
    }

    /// The statistics of a level, by zone, year and variable.
    pub fn figures(&self, level: usize) -> &[Figure] {
        &self.levels[level]
    }

    /// The statistics of a level as the model takes them, with the totals of the region.
    pub fn observations(&self, level: usize) -> Vec<Observation> {
        let of_zones = self.levels[level].iter().map(|figure| Observation {
            subject: Subject::Zone(figure.zone.clone()),
            year: figure.year,
            statistic: figure.statistic,
        });
        self.region.iter().cloned().chain(of_zones).collect()
    }

    /// Figures that are not the sum of those below them to 0.5 %.
    pub fn contradictions(&self) -> &[Contradiction] {
        &self.contradictions
    }
}

fn refuse_unknown(
    hierarchy: &Hierarchy,
    observations: &[Observation],
    columns: &[ColumnValue],
) -> Result<(), InputError> {
    let observed = observations.iter().filter_map(Observation::zone);
    let named = observed.chain(columns.iter().map(|value| &value.zone));
    let unknown = named.filter(|zone| hierarchy.place(zone).is_none());
    let found: BTreeSet<_> = unknown.cloned().collect();
    Listed::refuse(found, |found| {
        let zones = hierarchy.levels().iter().flat_map(|level| &level.zones);
        InputError::UnknownZones {
            table: "statistics",
            found,
            known: Listed(zones.map(|zone| zone.id.clone()).collect()),
        }
    })
}

fn refuse_no_column(columns: &[ColumnValue], downscaling: &Downscaling) -> Result<(), LevelsError> {
    for topic in Topic::ALL {
        if let Some(Weight::Column(column)) = downscaling.by(topic)
            && !columns.iter().any(|value| value.column == *column)
        {
            let column = column.clone();
            return Err(LevelsError::NoColumn { topic, column });
        }
    }
    Ok(())
}

/// Sorts observations into the table of the levels and the totals of the region.
fn given(
    hierarchy: &Hierarchy,
    observations: Vec<Observation>,
) -> Result<(LevelTable<'_>, Vec<Observation>), InputError> {
    let mut table = LevelTable::new(hierarchy);
    let (mut region, mut duplicates) = (Vec::new(), Vec::new());
    for observation in observations {
        let place = observation.zone().and_then(|zone| hierarchy.place(zone));
        let Some((level, zone)) = place else {
            region.push(observation);
            continue;
        };
        let cell = Cell {
            statistic: observation.statistic,
            origin: Origin::Given,
        };
        if !table.put(observation.year, level, zone, cell) {
            duplicates.push(observation.place());
        }
    }
    Listed::refuse(duplicates, InputError::DuplicateStatistics)?;
    Ok((table, region))
}

/// Fills the gaps of a level with sums of the level below, and notes where given figures are not such sums.
fn sum_up(
    table: &mut LevelTable<'_>,
    level: usize,
    years: &[Year],
    contradictions: &mut Vec<Contradiction>,
) {
    let hierarchy = table.hierarchy;
    let below = &hierarchy.levels()[level - 1].name;
    for zone in 0..hierarchy.levels()[level].zones.len() {
        let children = hierarchy.children(level, zone);
        for year in table.years() {
            for topic in Topic::ALL {
                let sums = sums(table, year, topic, level - 1, &children);
                if !table.has(year, topic, level, zone) {
                    for statistic in sums {
                        let from = below.clone();
                        let origin = Origin::Summed { from };
                        table.put(year, level, zone, Cell { statistic, origin });
                    }
                } else if years.contains(&year) {
                    let differing = sums.iter();
                    let differing =
                        differing.filter_map(|sum| contradiction(table, year, level, zone, sum));
                    contradictions.extend(differing);
                }
            }
        }
    }
}

/// A zone's own figure and the sum of its parts, if they differ.
fn contradiction(
    table: &LevelTable<'_>,
    year: Year,
    level: usize,
    zone: usize,
    sum: &Statistic,
) -> Option<Contradiction> {
    let variable = sum.variable();
    let given = table.get(year, variable, level, zone)?.statistic.value();
    let [below, here] = [level - 1, level].map(|level| &table.hierarchy.levels()[level]);
    differ(given, sum.value()).then(|| Contradiction {
        level: here.name.clone(),
        zone: here.zones[zone].id.clone(),
        year,
        variable,
        given,
        below: below.name.clone(),
        sum: sum.value(),
    })
}

/// The sums of a topic over zones: energy, fuels, and an intensity only where there is neither.
fn sums(
    table: &LevelTable<'_>,
    year: Year,
    topic: Topic,
    level: usize,
    zones: &[usize],
) -> Vec<Statistic> {
    let amounts = table
        .variables(year, topic)
        .into_iter()
        .filter(|variable| *variable != Variable::EnergyIntensity);
    let sums: Vec<_> = amounts
        .filter_map(|variable| table.sum(year, variable, level, zones))
        .collect();
    if topic == Topic::Energy && sums.is_empty() {
        return table
            .mean_intensity(year, level, zones)
            .into_iter()
            .collect();
    }
    sums
}

fn figures(table: &LevelTable<'_>, level: usize, years: &[Year]) -> Vec<Figure> {
    let mut figures = Vec::new();
    for (position, zone) in table.hierarchy.levels()[level].zones.iter().enumerate() {
        for year in table
            .years()
            .into_iter()
            .filter(|year| years.contains(year))
        {
            let cells = table.cells(year, level, position);
            figures.extend(cells.map(|cell| Figure {
                zone: zone.id.clone(),
                year,
                statistic: cell.statistic,
                origin: cell.origin.clone(),
            }));
        }
    }
    figures
}

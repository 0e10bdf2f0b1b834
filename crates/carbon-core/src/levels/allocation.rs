//! Allocation out what a larger zone has among its parts.

use std::collections::BTreeMap;

use super::table::{Cell, LevelTable, amount, with_amount};
use super::{ColumnValue, Downscaling, Hierarchy, LevelsError, Origin, Topic, Weight};
use crate::inputs::{Observation, Statistic, Variable};
use crate::region::ZoneId;
use crate::text::Listed;
use crate::units::Year;

/// A column's values by level and zone.
type Column = Vec<Vec<Option<f64>>>;

/// The level of the region, above all.
const REGION: &str = "region";

/// The weights, taken before anything is shared out, and the totals of the region.
pub(super) struct Allocation<'a> {
    downscaling: &'a Downscaling,
    weights: LevelTable<'a>,
    columns: BTreeMap<(&'a str, Year), Column>,
    region: &'a [Observation],
}

/// Zones of one parent that have nothing of a topic, in a year.
struct Need<'n> {
    topic: Topic,
    year: Year,
    /// The level of the zones.
    level: usize,
    /// The parent, or the region.
    parent: Option<usize>,
    /// The zones that have some.
    having: &'n [usize],
    /// Those that have none.
    lacking: &'n [usize],
}

impl<'a> Allocation<'a> {
    pub(super) fn new(
        downscaling: &'a Downscaling,
        table: &LevelTable<'a>,
        region: &'a [Observation],
        columns: &'a [ColumnValue],
    ) -> Self {
        Self {
            downscaling,
            weights: table.clone(),
            columns: summed(table.hierarchy, columns),
            region,
        }
    }

    /// Fills gaps from the top downward.
    pub(super) fn share_out(
        &self,
        table: &mut LevelTable<'_>,
        years: &[Year],
    ) -> Result<(), LevelsError> {
        let hierarchy = table.hierarchy;
        for level in (0..hierarchy.levels().len()).rev() {
            for (parent, zones) in families(hierarchy, level) {
                for &year in years {
                    for topic in Topic::ALL {
                        self.share_within(table, level, parent, &zones, year, topic)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn share_within(
        &self,
        table: &mut LevelTable<'_>,
        level: usize,
        parent: Option<usize>,
        zones: &[usize],
        year: Year,
        topic: Topic,
    ) -> Result<(), LevelsError> {
        let Some(by) = self.downscaling.by(topic) else {
            return Ok(());
        };
        let has = |&zone: &usize| table.has(year, topic, level, zone);
        let (having, lacking): (Vec<usize>, Vec<usize>) = zones.iter().partition(|zone| has(zone));
        let wholes = self.wholes(table, level + 1, parent, year, topic);
        if lacking.is_empty() || wholes.is_empty() {
            return Ok(());
        }
        let need = Need {
            topic,
            year,
            level,
            parent,
            having: &having,
            lacking: &lacking,
        };
        for (zone, cell) in self.parts(table, &need, &wholes, by)? {
            table.put(year, level, zone, cell);
        }
        Ok(())
    }

    /// The statistics of a topic that a parent has. An intensity counts only if there is nothing else.
    fn wholes(
        &self,
        table: &LevelTable<'_>,
        level: usize,
        parent: Option<usize>,
        year: Year,
        topic: Topic,
    ) -> Vec<Statistic> {
        let mut wholes: Vec<Statistic> = match parent {
            Some(parent) => {
                let cells = table.cells(year, level, parent);
                cells.map(|cell| cell.statistic).collect()
            }
            None => {
                let of_year = self
                    .region
                    .iter()
                    .filter(|observation| observation.year == year);
                of_year.map(|observation| observation.statistic).collect()
            }
        };
        wholes.retain(|whole| Topic::from_variable(whole.variable()) == Some(topic));
        let is_amount = |whole: &Statistic| whole.variable() != Variable::EnergyIntensity;
        if wholes.iter().any(is_amount) {
            wholes.retain(is_amount);
        }
        wholes
    }

    /// The share of each zone that needs one.
    fn parts(
        &self,
        table: &LevelTable<'_>,
        need: &Need<'_>,
        wholes: &[Statistic],
        by: &Weight,
    ) -> Result<Vec<(usize, Cell)>, LevelsError> {
        let (from, parent) = self.source(need);
        let to_all = |statistic: Statistic, origin: Origin| {
            let cell = Cell { statistic, origin };
            let zones = need.lacking.iter();
            zones.map(move |&zone| (zone, cell.clone()))
        };
        if let ([_], []) = (need.lacking, need.having) {
            let origin = Origin::Whole { from, parent };
            let parts = wholes
                .iter()
                .flat_map(|whole| to_all(*whole, origin.clone()));
            return Ok(parts.collect());
        }
        if let [Statistic::EnergyIntensity(_)] = wholes {
            let origin = Origin::Inherited { from, parent };
            return Ok(to_all(wholes[0], origin).collect());
        }
        let (weights, year) = self.weights(need, by)?;
        let total: f64 = weights.iter().sum();
        let origin = Origin::Shared {
            from,
            parent,
            by: by.name().to_owned(),
            year,
        };
        let mut parts = Vec::new();
        for whole in wholes {
            let Some(left) = self.left(table, need, whole)? else {
                continue;
            };
            for (&zone, weight) in need.lacking.iter().zip(&weights) {
                let statistic = with_amount(whole, left * (weight / total));
                let origin = origin.clone();
                parts.push((zone, Cell { statistic, origin }));
            }
        }
        if parts.is_empty() {
            return Err(LevelsError::OtherVariable {
                topic: need.topic,
                year: need.year,
                parent: self.named(need),
                zones: self.listed(need),
            });
        }
        Ok(parts)
    }

    /// The rest of a whole after the zones that have their own; `None` if some of these lack its variable.
    fn left(
        &self,
        table: &LevelTable<'_>,
        need: &Need<'_>,
        whole: &Statistic,
    ) -> Result<Option<f64>, LevelsError> {
        let variable = whole.variable();
        let taken = need
            .having
            .iter()
            .map(|&zone| table.amount(need.year, variable, need.level, zone));
        let Some(taken) = taken.sum::<Option<f64>>() else {
            return Ok(None);
        };
        let left = amount(whole) - taken;
        if left < 0.0 {
            return Err(LevelsError::NothingLeft {
                variable,
                year: need.year,
                parent: self.named(need),
                given: whole.value(),
                sum: with_amount(whole, taken).value(),
                zones: self.listed(need),
            });
        }
        Ok(Some(left))
    }

    /// The weights of the zones that need a share, and their year: the same, or the nearest in which all have one.
    fn weights(&self, need: &Need<'_>, by: &Weight) -> Result<(Vec<f64>, Year), LevelsError> {
        let mut years = self.weights.years();
        years.extend(self.columns.keys().map(|(_, year)| *year));
        years.sort_by_key(|year| (year.0.abs_diff(need.year.0), *year));
        years.dedup();
        let found = years.into_iter().find_map(|year| {
            let weights = self.weights_of(year, need, by)?;
            Some((weights, year))
        });
        let Some((weights, year)) = found else {
            return Err(LevelsError::NoWeights {
                topic: need.topic,
                year: need.year,
                parent: self.named(need),
                by: by.clone(),
                zones: self.listed(need),
            });
        };
        if weights.iter().sum::<f64>() > 0.0 {
            Ok((weights, year))
        } else {
            Err(LevelsError::ZeroWeights {
                topic: need.topic,
                year: need.year,
                parent: self.named(need),
                by: by.clone(),
                zones: self.listed(need),
            })
        }
    }

    /// The weights of a year, if all zones that need a share have one.
    fn weights_of(&self, year: Year, need: &Need<'_>, by: &Weight) -> Option<Vec<f64>> {
        let all = |weight: &dyn Fn(usize) -> Option<f64>| -> Option<Vec<f64>> {
            need.lacking.iter().map(|&zone| weight(zone)).collect()
        };
        match by {
            Weight::Column(column) => {
                let values = self.columns.get(&(column.as_str(), year))?;
                all(&|zone| values[need.level][zone])
            }
            Weight::Variable(Variable::Gdp) => [Variable::GdpConstant, Variable::Gdp]
                .into_iter()
                .find_map(|gdp| all(&|zone| self.weights.amount(year, gdp, need.level, zone))),
            Weight::Variable(variable) => {
                all(&|zone| self.weights.amount(year, *variable, need.level, zone))
            }
        }
    }

    /// The level and the id of the parent; without an id the region.
    fn source(&self, need: &Need<'_>) -> (String, Option<ZoneId>) {
        let levels = self.weights.hierarchy.levels();
        match need.parent {
            Some(parent) => {
                let level = &levels[need.level + 1];
                (level.name.clone(), Some(level.zones[parent].id.clone()))
            }
            None => (REGION.to_owned(), None),
        }
    }

    fn named(&self, need: &Need<'_>) -> String {
        match self.source(need) {
            (level, Some(parent)) => format!("the {level} {parent}"),
            (region, None) => format!("the {region}"),
        }
    }

    fn listed(&self, need: &Need<'_>) -> Listed<ZoneId> {
        let zones = &self.weights.hierarchy.levels()[need.level].zones;
        let ids = need.lacking.iter().map(|&zone| zones[zone].id.clone());
        Listed(ids.collect())
    }
}

/// The zones of a level by their parents; at the top all by the region.
fn families(hierarchy: &Hierarchy, level: usize) -> Vec<(Option<usize>, Vec<usize>)> {
    match hierarchy.levels().get(level + 1) {
        Some(above) => (0..above.zones.len())
            .map(|parent| (Some(parent), hierarchy.children(level + 1, parent)))
            .collect(),
        None => {
            let zones = 0..hierarchy.levels()[level].zones.len();
            vec![(None, zones.collect())]
        }
    }
}

/// Columns by level and zone: as given, otherwise the sums of the level below.
fn summed<'a>(
    hierarchy: &Hierarchy,
    values: &'a [ColumnValue],
) -> BTreeMap<(&'a str, Year), Column> {
    let mut columns: BTreeMap<_, Column> = BTreeMap::new();
    for value in values {
        let Some((level, zone)) = hierarchy.place(&value.zone) else {
            continue;
        };
        let levels = hierarchy.levels().iter();
        let column = columns
            .entry((value.column.as_str(), value.year))
            .or_insert_with(|| levels.map(|level| vec![None; level.zones.len()]).collect());
        column[level][zone] = Some(value.value);
    }
    for column in columns.values_mut() {
        for level in 1..hierarchy.levels().len() {
            for zone in 0..column[level].len() {
                let mut below = hierarchy
                    .children(level, zone)
                    .into_iter()
                    .map(|child| column[level - 1][child]);
                let sum = below.try_fold(0.0, |sum, value| Some(sum + value?));
                column[level][zone] = column[level][zone].or(sum);
            }
        }
    }
    columns
}

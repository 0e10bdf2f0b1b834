//! What a table of statistics holds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;

use super::asking::either;
use crate::statistics::{Changes, Statistics, StatisticsOptions, is_name_of_total, match_zones};

/// Zones, years and variables of a table.
#[derive(Debug, Clone)]
pub(crate) struct StatisticsSurvey {
    statistics: Statistics,
    changes: Changes,
    /// The zones as the table calls them, without totals of the region.
    pub(crate) zones: BTreeSet<String>,
    pub(crate) years: BTreeSet<i32>,
    /// The number of values of each variable.
    variables: BTreeMap<String, usize>,
}

impl StatisticsSurvey {
    /// Reads a table without a project. `words` and `units` say what it leaves open.
    ///
    /// # Errors
    /// It cannot be read, or leaves something else open.
    pub(crate) fn read(
        path: &Path,
        words: &BTreeMap<String, String>,
        units: &BTreeMap<String, String>,
        is_chinese: bool,
    ) -> Result<Self> {
        let options = StatisticsOptions {
            read: words.clone(),
            units: units.clone(),
            ..StatisticsOptions::default()
        };
        let statistics = Statistics::read(path, &options).map_err(|error| {
            // A project answers in its section; here there is none yet.
            match format!("{error:#}").contains("[statistics]") {
                true => error.context(either!(
                    is_chinese,
                    "the statistics leave something open; answer with --read WORD=VARIABLE or --unit VARIABLE=UNIT",
                    "统计表有不明确之处；请用 --read 词=变量 或 --unit 变量=单位 回答"
                )),
                false => error,
            }
        })?;
        let mut survey = Self {
            zones: zones(&statistics),
            years: BTreeSet::new(),
            variables: BTreeMap::new(),
            changes: Changes::read(None)?,
            statistics,
        };
        for observation in &survey.statistics.observations {
            survey.years.insert(observation.year.0);
            let variable = observation.statistic.variable().to_string();
            *survey.variables.entry(variable).or_default() += 1;
        }
        Ok(survey)
    }

    /// The zones by their ids, found by ids and names, each pair of which is one of the boundaries'.
    ///
    /// # Errors
    /// A zone of the table may be several.
    pub(crate) fn zones_among(&self, named: &[(String, String)]) -> Result<BTreeSet<String>> {
        let mut statistics = self.statistics.clone();
        match_zones(&mut statistics, named, &self.changes)?;
        Ok(zones(&statistics))
    }

    /// What it holds, in a line.
    pub(crate) fn summary(&self, is_chinese: bool) -> String {
        let variables = self.variables.keys();
        let variables: Vec<_> = variables
            .map(|variable| in_words(variable, is_chinese))
            .collect();
        let variables = variables.join(if is_chinese { "、" } else { ", " });
        let zones = self.zones.len();
        let years: Vec<_> = self.years.iter().map(i32::to_string).collect();
        let years = years.join(if is_chinese { "、" } else { ", " });
        either!(
            is_chinese,
            "{zones} zones, {years}: {variables}",
            "{zones} 个区域，{years} 年：{variables}"
        )
    }

    /// What was read as what, of a table in a layout of its own.
    pub(crate) fn parts(&self, is_chinese: bool) -> impl Iterator<Item = String> {
        self.statistics.parts.iter().map(move |part| {
            let (word, unit) = (&part.word, &part.unit);
            let variable = in_words(&part.variable, is_chinese);
            either!(
                is_chinese,
                "  {word} as {variable}, in {unit}",
                "  “{word}”读作{variable}，单位：{unit}"
            )
        })
    }

    /// The year at whose prices the table says that it counts GDP.
    pub(crate) fn price_year(&self) -> Option<i32> {
        self.statistics
            .parts
            .iter()
            .find_map(|part| part.price_year)
    }

    /// Whether GDP of different years cannot be compared without price levels.
    pub(crate) fn has_current_gdp_alone(&self) -> bool {
        let has = |variable: &str| self.variables.contains_key(variable);
        has("gdp") && !has("gdp_constant")
    }
}

/// A variable as people call it; in English by its name.
fn in_words(variable: &str, is_chinese: bool) -> &str {
    const CHINESE: [(&str, &str); 5] = [
        ("population", "常住人口"),
        ("gdp", "地区生产总值（当年价）"),
        ("gdp_constant", "地区生产总值（不变价）"),
        ("energy", "能源消费总量"),
        ("energy_intensity", "能源强度"),
    ];
    let named = CHINESE
        .iter()
        .find(|(name, _)| is_chinese && *name == variable);
    named.map_or(variable, |(_, chinese)| chinese)
}

fn zones(statistics: &Statistics) -> BTreeSet<String> {
    let mut zones = statistics.zones();
    zones.retain(|zone| !is_name_of_total(zone));
    zones
}

//! What a table of statistics holds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;

use super::asking::either;
use crate::statistics::{Statistics, StatisticsOptions};

/// Zones, years and variables of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct StatisticsSurvey {
    pub(crate) zones: BTreeSet<String>,
    pub(crate) years: BTreeSet<i32>,
    /// The number of values of each variable.
    pub(crate) variables: BTreeMap<String, usize>,
}

impl StatisticsSurvey {
    /// What it holds, in a line.
    pub(crate) fn summary(&self, is_chinese: bool) -> String {
        let variables: Vec<_> = self.variables.keys().map(String::as_str).collect();
        let variables = variables.join(", ");
        let zones = self.zones.len();
        let years: Vec<_> = self.years.iter().map(i32::to_string).collect();
        let years = years.join(", ");
        either!(
            is_chinese,
            "{zones} zones, {years}: {variables}",
            "{zones} 个区域，{years} 年：{variables}"
        )
    }

    /// Whether GDP of different years cannot be compared without price levels.
    pub(crate) fn has_current_gdp_alone(&self) -> bool {
        let has = |variable: &str| self.variables.contains_key(variable);
        has("gdp") && !has("gdp_constant")
    }

    /// Reads a table without a project.
    ///
    /// # Errors
    /// It cannot be read, or a row is wrong.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let statistics = Statistics::read(path, &StatisticsOptions::default())?;
        let mut survey = Self {
            zones: statistics.zones(),
            ..Self::default()
        };
        for observation in &statistics.observations {
            survey.years.insert(observation.year.0);
            let variable = observation.statistic.variable().to_string();
            *survey.variables.entry(variable).or_default() += 1;
        }
        Ok(survey)
    }
}

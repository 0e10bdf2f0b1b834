//! Scenarios beside the base: what they change, the region's results, the zones whose function
//! changes. Differences of zones are among the quantities.

use std::borrow::Cow;

use carbon_core::{Assessment, Quantity};
use serde::Serialize;

use crate::content::{ScenarioRun, change_in_words, scenario_field};
use crate::text::{Bilingual, Exact};

#[derive(Serialize)]
pub(super) struct Scenario<'a> {
    name: &'a str,
    changes: Vec<Bilingual>,
    /// The prefix of its fields.
    prefix: String,
    region: Vec<RegionColumn>,
    /// Position of the year and of the zone, ids without and with the changes.
    functions: Vec<(usize, usize, &'static str, &'static str)>,
}

/// A value for each year, without and with the changes.
#[derive(Serialize)]
struct RegionColumn {
    field: Cow<'static, str>,
    base: Vec<Option<Exact>>,
    scenario: Vec<Option<Exact>>,
}

impl<'a> Scenario<'a> {
    pub(super) fn all(assessment: &Assessment, runs: &[ScenarioRun<'a>]) -> Vec<Self> {
        let scenarios = (1..).zip(runs).map(|(number, run)| {
            let changes = run.scenario.changes.iter();
            Self {
                name: &run.scenario.name,
                changes: changes
                    .map(|change| change_in_words(change, assessment))
                    .collect(),
                prefix: scenario_field(number, ""),
                region: region(run),
                functions: functions(assessment, run),
            }
        });
        scenarios.collect()
    }
}

fn region(run: &ScenarioRun<'_>) -> Vec<RegionColumn> {
    let quantities = [
        Quantity::EmissionsEnergy,
        Quantity::Emissions,
        Quantity::Absorption,
        Quantity::Budget,
        Quantity::Intensity,
    ];
    let columns = quantities.into_iter().map(|quantity| {
        let amounts = |assessment: &Assessment| {
            let years = assessment.years.iter();
            years
                .map(|annual| quantity.amount(&annual.region).map(Exact))
                .collect()
        };
        RegionColumn {
            base: amounts(&run.comparison.base),
            scenario: amounts(&run.comparison.scenario),
            field: quantity.field_name().into_owned().into(),
        }
    });
    columns.collect()
}

fn functions(
    assessment: &Assessment,
    run: &ScenarioRun<'_>,
) -> Vec<(usize, usize, &'static str, &'static str)> {
    let changes = run.comparison.function_changes().into_iter();
    let changes = changes.filter_map(|change| {
        let (mut years, mut zones) = (assessment.years.iter(), assessment.zones.iter());
        let year = years.position(|annual| annual.year == change.year)?;
        let zone = zones.position(|zone| zone.id == change.zone)?;
        Some((year, zone, change.base.id(), change.scenario.id()))
    });
    changes.collect()
}

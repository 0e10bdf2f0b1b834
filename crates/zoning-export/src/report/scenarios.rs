//! Scenarios beside the base: what they change, the region's results, the zones whose function
//! changes. Differences of zones are among the quantities.

use carbon_core::{Assessment, Quantity};

use super::words::{bilingual, exact};
use crate::content::{ScenarioRun, change_in_words, scenario_field};
use crate::text::json::{self, Object};

/// Each scenario: `name`, `changes` in words, `prefix` (of its fields), `region` (each with `field`
/// and, by year, `base` and `scenario`), `functions` (position of the year and of the zone, ids
/// without and with the changes).
pub(super) fn json(assessment: &Assessment, scenarios: &[ScenarioRun<'_>]) -> String {
    let scenarios = (1..).zip(scenarios).map(|(number, run)| {
        let changes = run.scenario.changes.iter();
        let changes = changes.map(|change| bilingual(&change_in_words(change, assessment)));
        Object::new()
            .text("name", &run.scenario.name)
            .member("changes", json::array(changes))
            .text("prefix", &scenario_field(number, ""))
            .member("region", region(run))
            .member("functions", functions(assessment, run))
            .finish()
    });
    json::array(scenarios)
}

fn region(run: &ScenarioRun<'_>) -> String {
    let quantities = [
        Quantity::EmissionsEnergy,
        Quantity::Emissions,
        Quantity::Absorption,
        Quantity::Budget,
        Quantity::Intensity,
    ];
    json::array(quantities.iter().map(|quantity| {
        let amounts = |of: &Assessment| {
            let years = of
                .years
                .iter()
                .map(|annual| quantity.amount(&annual.region));
            json::array(years.map(|amount| amount.map_or("null".to_owned(), exact)))
        };
        Object::new()
            .text("field", &quantity.field_name())
            .member("base", amounts(&run.comparison.base))
            .member("scenario", amounts(&run.comparison.scenario))
            .finish()
    }))
}

fn functions(assessment: &Assessment, run: &ScenarioRun<'_>) -> String {
    let changes = run.comparison.function_changes().into_iter();
    json::array(changes.filter_map(|change| {
        let years = &assessment.years;
        let year = years.iter().position(|of| of.year == change.year)?;
        let zone = assessment
            .zones
            .iter()
            .position(|of| of.id == change.zone)?;
        Some(json::array([
            year.to_string(),
            zone.to_string(),
            json::text(change.base.id()),
            json::text(change.scenario.id()),
        ]))
    }))
}

//! Scenarios as rows of a long table: every number without and with the changes.

use carbon_core::ZoneId;
use carbon_core::scenario::Comparison;
use zoning_export::fixed;
use zoning_export::long_tables::{REGION, ScenarioRow};

/// What each scenario changes; quantities are fields of the layers, in their units. Functional zones are listed where they change.
pub fn scenario_rows(comparisons: &[Comparison]) -> Vec<ScenarioRow<'_>> {
    comparisons.iter().flat_map(comparison_rows).collect()
}

fn comparison_rows(comparison: &Comparison) -> Vec<ScenarioRow<'_>> {
    let zone = |id: &ZoneId| comparison.base.zones.iter().find(|zone| zone.id == *id);
    let numbers = comparison.differences().into_iter().map(|found| {
        let zone = found.zone.as_ref().and_then(zone);
        let decimals = found.quantity.decimals();
        ScenarioRow {
            scenario: &comparison.name,
            zone: zone.map_or(REGION, |zone| zone.id.as_str()),
            name: zone.map_or(REGION, |zone| &zone.name),
            year: found.year.0,
            quantity: found.quantity.field_name().into_owned(),
            base: fixed(found.base, decimals),
            scenario_value: fixed(found.scenario, decimals),
            difference: Some(found.difference()),
            relative: found.relative(),
        }
    });
    let functions = comparison
        .function_changes()
        .into_iter()
        .filter_map(|change| {
            let zone = zone(&change.zone)?;
            Some(ScenarioRow {
                scenario: &comparison.name,
                zone: zone.id.as_str(),
                name: &zone.name,
                year: change.year.0,
                quantity: "functional_zone".to_owned(),
                base: change.base.id().to_owned(),
                scenario_value: change.scenario.id().to_owned(),
                difference: None,
                relative: None,
            })
        });
    numbers.chain(functions).collect()
}

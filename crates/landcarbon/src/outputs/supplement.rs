//! What a project asks beyond its assessment, as writers take it.

use anyhow::Result;
use zoning_export::content::{ScenarioRun, Spread, Supplement};

use crate::study::LevelResults;

/// What was found beyond the assessment.
///
/// # Errors
/// Classes of a map cannot be made.
pub fn gather<'a>(results: &LevelResults<'a>) -> Result<Supplement<'a>> {
    let findings = results.findings;
    let shown = findings.analyses.show(&findings.assessment)?;
    let drawn = findings.uncertainty.as_ref();
    let runs = results
        .study
        .plan
        .scenarios
        .iter()
        .zip(&findings.comparisons);
    Ok(Supplement {
        uncertainty: drawn.map(|drawn| Spread {
            inputs: &drawn.inputs,
            propagation: &drawn.propagation,
            sobol: drawn.sobol.as_ref(),
        }),
        scenarios: runs
            .map(|(scenario, comparison)| ScenarioRun {
                scenario,
                comparison,
            })
            .collect(),
        fields: shown.fields,
        curves: shown.curves,
        bars: shown.bars,
        centres: shown.centres,
    })
}

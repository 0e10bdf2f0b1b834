//! What a project asks beyond its assessment, as writers take it.

use anyhow::Result;
use zoning_export::content::{ScenarioRun, Spread, Supplement};

use crate::analyses::fields;
use crate::study::LevelResults;

/// What was found beyond the assessment.
///
/// # Errors
/// Classes of a map cannot be made.
pub fn of<'a>(results: &LevelResults<'a>) -> Result<Supplement<'a>> {
    let findings = results.findings;
    let (analyses, assessment) = (&findings.analyses, &findings.assessment);
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
        fields: fields::of(analyses, assessment)?,
        curves: analyses.curves(),
        bars: analyses.bars(assessment),
        centres: analyses.centres_shown(assessment),
    })
}

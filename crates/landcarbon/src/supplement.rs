//! What a project asks beyond its assessment, as writers take it.

use anyhow::Result;
use zoning_export::content::{ScenarioRun, Spread, Supplement};

use crate::analyses::fields;
use crate::findings::Findings;

/// What was found beyond the assessment.
///
/// # Errors
/// Classes of a map cannot be made.
pub fn of(findings: &Findings) -> Result<Supplement<'_>> {
    let (analyses, assessment) = (&findings.analyses, &findings.assessment);
    let drawn = findings.plan.as_ref().zip(findings.propagation.as_ref());
    let runs = findings.scenarios.iter().zip(&findings.comparisons);
    Ok(Supplement {
        uncertainty: drawn.map(|(plan, propagation)| Spread {
            inputs: &plan.uncertainty,
            propagation,
            sobol: findings.sobol.as_ref(),
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

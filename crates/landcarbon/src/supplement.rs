//! What a project asks beyond its assessment, as writers take it.

use anyhow::Result;
use carbon_core::scenario::Scenario;
use zoning_export::supplement::{ScenarioRun, Spread, Supplement};

use crate::analyses::fields;
use crate::project::UncertaintyPlan;
use crate::study::Findings;

/// What was found beyond the assessment, for these scenarios and this plan.
///
/// # Errors
/// Classes of a map cannot be made.
pub fn of<'a>(
    findings: &'a Findings,
    scenarios: &'a [Scenario],
    plan: Option<&'a UncertaintyPlan>,
) -> Result<Supplement<'a>> {
    let (analyses, assessment) = (&findings.analyses, &findings.assessment);
    let drawn = plan.zip(findings.propagation.as_ref());
    let runs = scenarios.iter().zip(&findings.comparisons);
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

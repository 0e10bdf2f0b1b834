//! The result of a run in a few lines.

use carbon_core::{Assessment, CarbonBasis, FunctionalZone, ZoningRule};
use landuse_ingest::ledger::Ledger;

use crate::project::Project;

/// The region's budget by year, the zones of the last year, and how well the ledger closes.
#[must_use]
pub fn lines(assessment: &Assessment, ledgers: &[Ledger], project: &Project) -> Vec<String> {
    let mut lines = vec![project.title().to_owned()];
    lines.extend(project.project.note.clone());
    lines.push(String::new());
    lines.push("year   emissions   absorption      budget   intensity".to_owned());
    lines.push(format!(
        "{:>16}{:>13}{:>12}   t/10⁴ yuan ({} prices)",
        "Mt", "Mt", "Mt", assessment.price_year
    ));
    for annual in &assessment.years {
        let region = &annual.region;
        lines.push(format!(
            "{}{:>12.2}{:>13.2}{:>12.2}{:>12.2}",
            annual.year,
            region.emissions.megatonnes(),
            region.absorption.megatonnes(),
            region.budget.megatonnes(),
            region.intensity.t_per_1e4_yuan,
        ));
    }
    if assessment
        .years
        .iter()
        .any(|annual| annual.region.budget.basis == CarbonBasis::Mixed)
    {
        lines.push(
            "Emissions and budget add tonnes of C and of CO₂, as the coefficients do.".to_owned(),
        );
    }
    lines.push(String::new());
    if let Some(last) = assessment.years.last() {
        let rule = match assessment.zoning {
            ZoningRule::Quadrant(_) => "the quadrant rule of the literature",
            _ => "a reconstruction of the paper's rule",
        };
        lines.push(format!("Functional zones {} ({rule}):", last.year));
        for function in FunctionalZone::ALL {
            let names: Vec<&str> = last
                .zones
                .iter()
                .filter(|zone| zone.function.zone == function)
                .map(|zone| zone.zone.name.as_str())
                .collect();
            if !names.is_empty() {
                lines.push(format!("  {}: {}", function.label_en(), names.join(", ")));
            }
        }
        lines.push(String::new());
    }
    let worst = ledgers
        .iter()
        .map(Ledger::worst_closure)
        .fold(0.0, f64::max);
    lines.push(format!(
        "Ledger: cells and polygons differ by at most {worst:.1e} of a zone."
    ));
    lines
}

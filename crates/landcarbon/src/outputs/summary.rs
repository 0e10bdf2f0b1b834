//! The result of a run in a few lines.

use carbon_core::{
    Assessment, BalancedSide, CarbonBasis, Compensation, CompensationClass, FunctionalZone, Listed,
    ZoningRule,
};
use landuse_ingest::ledger::Ledger;
use zoning_export::{MoneyUnit, fixed};

use crate::study::{LevelFindings, LevelResults};

/// The region's budget by year, the zones of the last year, and how well the ledger closes.
pub fn lines(results: &[LevelResults<'_>]) -> Vec<String> {
    let (main, others) = (&results[0], &results[1..]);
    let LevelFindings {
        assessment,
        ledgers,
        outcomes,
        ..
    } = main.findings;
    let mut lines = vec![main.level.title.clone()];
    lines.extend(main.level.note.clone());
    lines.push(String::new());
    lines.push("year   emissions   absorption      budget   intensity".to_owned());
    lines.push(format!(
        "{:>16}{:>13}{:>12}   t/10⁴ yuan ({} prices)",
        "Mt", "Mt", "Mt", assessment.price_year
    ));
    for annual in &assessment.years {
        let region = &annual.region;
        let [emissions, absorption, budget, intensity] = [
            region.emissions.megatonnes(),
            region.absorption.megatonnes(),
            region.budget.megatonnes(),
            region.intensity.t_per_1e4_yuan,
        ]
        .map(|value| fixed(value, 2));
        lines.push(format!(
            "{} {emissions:>11} {absorption:>12} {budget:>11} {intensity:>11}",
            annual.year
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
        let rule = match &assessment.zoning {
            ZoningRule::Quadrant(_) => "the quadrant rule of the literature",
            ZoningRule::Own(_) => "by the project's own rules",
            _ => "a reconstruction of the paper's rule",
        };
        lines.push(format!("Functional zones {} ({rule}):", last.year));
        for function in FunctionalZone::ALL {
            let names: Vec<&str> = last
                .zones
                .iter()
                .filter(|zone| {
                    zone.function
                        .as_ref()
                        .is_some_and(|found| found.zone == function)
                })
                .map(|zone| zone.zone.name.as_str())
                .collect();
            if !names.is_empty() {
                lines.push(format!("  {}: {}", function.label_en(), Listed(names)));
            }
        }
        lines.push(String::new());
    }
    if let Some(compensation) = &assessment.compensation {
        lines.extend(compensation_lines(assessment, compensation));
        lines.push(String::new());
    }
    if !outcomes.is_empty() {
        let held = outcomes.iter().filter(|outcome| outcome.holds).count();
        lines.push(format!(
            "Expected values: {held} of {} hold.",
            outcomes.len()
        ));
        lines.extend(
            outcomes
                .iter()
                .filter(|outcome| !outcome.holds)
                .map(|outcome| {
                    format!(
                        "  {}: {} {}, expected {} ± {}",
                        outcome.id,
                        outcome.obtained,
                        outcome.unit,
                        outcome.expected,
                        outcome.tolerance
                    )
                }),
        );
    }
    let worst = ledgers
        .iter()
        .map(Ledger::worst_closure)
        .fold(0.0, f64::max);
    lines.push(format!(
        "Ledger: cells and polygons differ by at most {worst:.1e} of a zone."
    ));
    lines.extend(others.iter().map(|LevelResults { level, .. }| {
        let (zones, folder) = (level.zones.zones.len(), level.folder());
        format!("{}: {zones} zone(s), in {folder}", level.title)
    }));
    lines
}

/// Who pays and who receives.
fn compensation_lines(assessment: &Assessment, compensation: &Compensation) -> Vec<String> {
    let Compensation {
        base,
        target,
        alpha,
        ..
    } = compensation;
    let payments = compensation
        .zones
        .iter()
        .map(|zone| zone.compensation.amount);
    let unit = MoneyUnit::fitting(payments.clone());
    let mut lines = vec![format!(
        "Compensation {target} against {base}, {} at {:.4} yuan per t (a reconstruction):",
        unit.en, alpha.yuan_per_t
    )];
    for class in CompensationClass::ALL {
        let mut all = assessment.zones.iter();
        let zones = compensation
            .zones
            .iter()
            .filter_map(|found| Some((found, all.find(|zone| zone.id == found.zone)?)));
        let mut zones: Vec<_> = zones
            .filter(|(found, _)| found.class == Some(class))
            .collect();
        zones.sort_by(|(a, _), (b, _)| {
            b.compensation
                .amount
                .abs()
                .total_cmp(&a.compensation.amount.abs())
        });
        let amounts: Vec<String> = zones
            .into_iter()
            .map(|(found, zone)| {
                let amount = unit.digits(found.compensation.amount, 2);
                format!("{} {amount}", zone.name)
            })
            .collect();
        if !amounts.is_empty() {
            lines.push(format!("  {}: {}", class.label_en(), Listed(amounts)));
        }
    }
    lines.push(format!(
        "  Payments less receipts: {}",
        fixed(payments.sum::<f64>() / unit.yuan, 2)
    ));
    if let Some(balance) = compensation.balance {
        lines.push(format!(
            "  (scaled: before, they were {}; the amounts of the {} are multiplied by {:.4})",
            unit.digits(compensation.imbalance.amount, 2),
            match balance.side {
                BalancedSide::Payers => "payers",
                BalancedSide::Receivers => "receivers",
            },
            balance.factor
        ));
    }
    lines
}

//! The result of a run in a few lines.

use std::path::{Path, PathBuf};

use carbon_core::uncertainty::Propagation;
use carbon_core::{
    AnnualAssessment, Assessment, BalancedSide, CarbonBasis, Compensation, CompensationClass,
    FunctionalZone, Listed, Quantity, Sensitivity, ZoningRule, counted, with_minus,
};
use landuse_ingest::ledger::Ledger;
use zoning_export::MoneyUnit;

use crate::study::{LevelFindings, LevelResults};

/// So many years are shown; of more, the first and the last ones.
const YEARS: usize = 4;

/// The result and how sure it is: the region's budget by year, how many zones are of which kind, who pays, and what holds.
pub fn lines(results: &[LevelResults<'_>]) -> Vec<String> {
    let (main, others) = (&results[0], &results[1..]);
    let LevelFindings {
        assessment,
        sensitivity,
        uncertainty,
        ledgers,
        outcomes,
        ..
    } = main.findings;
    let mut lines = vec![match &main.level.note {
        Some(note) => format!("{} ({note})", main.level.title),
        None => main.level.title.clone(),
    }];
    lines.extend(budget_lines(assessment));
    let drawn = uncertainty.as_ref();
    lines.extend(drawn.and_then(|drawn| interval_line(&drawn.propagation)));
    lines.extend(zone_kinds_line(assessment));
    lines.extend(assessment.compensation.as_ref().map(compensation_line));
    lines.extend(sensitivity.as_ref().map(sensitivity_line));
    let worst = ledgers
        .iter()
        .map(Ledger::worst_closure)
        .fold(0.0, f64::max);
    lines.push(format!(
        "Every hectare is accounted for: cells and polygons differ by at most {worst:.1e} of a zone."
    ));
    if !outcomes.is_empty() {
        let held = outcomes.iter().filter(|outcome| outcome.holds).count();
        lines.push(format!(
            "Expected values: {held} of {} hold.",
            outcomes.len()
        ));
        let failed = outcomes.iter().filter(|outcome| !outcome.holds);
        lines.extend(failed.map(|outcome| {
            format!(
                "  {}: {} {}, expected {} ± {}",
                outcome.id, outcome.obtained, outcome.unit, outcome.expected, outcome.tolerance
            )
        }));
    }
    lines.extend(others.iter().map(|LevelResults { level, .. }| {
        let zones = counted(level.zones.zones.len(), "zone");
        format!("{}: {zones}, in {}", level.title, level.folder())
    }));
    lines
}

/// Which zones are of which kind, and what each pays.
pub fn details(results: &LevelResults<'_>) -> Vec<String> {
    let assessment = &results.findings.assessment;
    let mut lines = Vec::new();
    if let Some(last) = assessment.years.last() {
        lines.push(format!("Functional zones {}:", last.year));
        for function in FunctionalZone::ALL {
            let names = names_of_function(last, function);
            if !names.is_empty() {
                lines.push(format!("  {}: {}", function.label_en(), Listed(names)));
            }
        }
    }
    let compensation = assessment.compensation.iter();
    lines.extend(compensation.flat_map(|found| payment_lines(assessment, found)));
    lines
}

/// Where the results are, and what to open first.
pub fn file_lines(files: &[PathBuf], out: &Path) -> Vec<String> {
    let all = counted(files.len(), "file");
    let mut lines = vec![format!("Wrote {all} to {}; open first:", out.display())];
    let named = |name: &str| files.iter().find(|path| path.ends_with(name));
    let project = files
        .iter()
        .find(|path| path.extension().is_some_and(|extension| extension == "qgz"));
    let first = [
        (named("report.html"), "the report, in a browser"),
        (project, "the maps, in QGIS"),
        (named("tables/tables.xlsx"), "the tables, in Excel or WPS"),
        (named("hectares.csv"), "the areas by zone, year and class"),
    ];
    let first = first
        .into_iter()
        .filter_map(|(path, what)| Some((path?, what)));
    let first = first.take(3).map(|(path, what)| (out.join(path), what));
    let first: Vec<_> = first
        .map(|(path, what)| (path.display().to_string(), what))
        .collect();
    let width = first.iter().map(|(path, _)| path.chars().count()).max();
    let width = width.unwrap_or(0);
    lines.extend(
        first
            .iter()
            .map(|(path, what)| format!("  {path:width$}  {what}")),
    );
    lines
}

fn budget_lines(assessment: &Assessment) -> Vec<String> {
    let mut lines = vec![
        "year   emissions   absorption      budget   intensity".to_owned(),
        format!(
            "{:>16}{:>13}{:>12}   t/10⁴ yuan ({} prices)",
            "Mt", "Mt", "Mt", assessment.price_year
        ),
    ];
    let left_out = match assessment.years.len() {
        ..=YEARS => 0..0,
        years => YEARS / 2..years - YEARS / 2,
    };
    for (position, annual) in assessment.years.iter().enumerate() {
        if position == left_out.start && !left_out.is_empty() {
            lines.push(format!("…      ({})", counted(left_out.len(), "more year")));
        }
        if left_out.contains(&position) {
            continue;
        }
        let region = &annual.region;
        let [emissions, absorption, budget, intensity] = [
            region.emissions.megatonnes(),
            region.absorption.megatonnes(),
            region.budget.megatonnes(),
            region.intensity.t_per_1e4_yuan,
        ]
        .map(|value| with_minus(value, 2));
        lines.push(format!(
            "{} {emissions:>11} {absorption:>12} {budget:>11} {intensity:>11}",
            annual.year
        ));
    }
    let is_mixed = |annual: &AnnualAssessment| annual.region.budget.basis == CarbonBasis::Mixed;
    if assessment.years.iter().any(is_mixed) {
        lines.push(
            "Emissions and budget add tonnes of C and of CO₂, as the coefficients do.".to_owned(),
        );
    }
    lines
}

/// How sure the last budget is.
fn interval_line(propagation: &Propagation) -> Option<String> {
    let last = propagation.region.last()?;
    let budget = last
        .intervals
        .iter()
        .find(|found| found.quantity == Quantity::Budget)?;
    let megatonnes = |tonnes: f64| with_minus(tonnes / 1e6, 2);
    Some(format!(
        "Uncertainty: 90 % of {} give a budget of {} between {} and {} Mt.",
        counted(propagation.draws, "draw"),
        last.year,
        megatonnes(budget.interval.p05),
        megatonnes(budget.interval.p95)
    ))
}

/// How many zones are of which kind in the last year.
fn zone_kinds_line(assessment: &Assessment) -> Option<String> {
    let last = assessment.years.last()?;
    let kinds = FunctionalZone::ALL.into_iter().filter_map(|function| {
        let count = names_of_function(last, function).len();
        (count > 0).then(|| format!("{count} {}", function.kind_en()))
    });
    let kinds: Vec<_> = kinds.collect();
    let rule = rule_label(&assessment.zoning);
    Some(format!(
        "Zones {} ({rule}): {}.",
        last.year,
        kinds.join(", ")
    ))
}

fn rule_label(rule: &ZoningRule) -> &'static str {
    match rule {
        ZoningRule::Quadrant(_) => "the quadrant rule of the literature",
        ZoningRule::Own(_) => "by the project's own rules",
        _ => "a reconstruction of the paper's rule",
    }
}

fn names_of_function(annual: &AnnualAssessment, function: FunctionalZone) -> Vec<&str> {
    let zones = annual.zones.iter().filter(|zone| {
        zone.function
            .as_ref()
            .is_some_and(|found| found.zone == function)
    });
    zones.map(|zone| zone.zone.name.as_str()).collect()
}

fn amounts(compensation: &Compensation) -> impl Iterator<Item = f64> + Clone {
    let zones = compensation.zones.iter();
    zones.map(|zone| zone.compensation.amount)
}

/// What is paid and received in all.
fn compensation_line(compensation: &Compensation) -> String {
    let unit = MoneyUnit::fitting(amounts(compensation));
    let (paying, receiving): (Vec<f64>, Vec<f64>) = amounts(compensation)
        .filter(|amount| *amount != 0.0)
        .partition(|amount| *amount > 0.0);
    let total = |amounts: &[f64]| unit.digits(amounts.iter().sum::<f64>().abs(), 2);
    format!(
        "Compensation {} against {} at {:.4} yuan per t (a reconstruction): {} {} paid by {}, {} received by {}.",
        compensation.target,
        compensation.base,
        compensation.alpha.yuan_per_t,
        total(&paying),
        unit.en,
        counted(paying.len(), "zone"),
        total(&receiving),
        counted(receiving.len(), "zone")
    )
}

/// How many zones change sides with the choices that the paper leaves open.
fn sensitivity_line(sensitivity: &Sensitivity) -> String {
    let zones = sensitivity.zones.iter();
    let changing = zones.filter(|zone| zone.changes_role).count();
    format!(
        "Over {} of the choices that the paper leaves open, {changing} of {} change sides.",
        counted(sensitivity.combinations, "combination"),
        counted(sensitivity.zones.len(), "zone")
    )
}

/// Who pays and who receives.
fn payment_lines(assessment: &Assessment, compensation: &Compensation) -> Vec<String> {
    let unit = MoneyUnit::fitting(amounts(compensation));
    let mut lines = vec![format!("Compensation, {}:", unit.en)];
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
        let named: Vec<String> = zones
            .into_iter()
            .map(|(found, zone)| {
                let amount = unit.digits(found.compensation.amount, 2);
                format!("{} {amount}", zone.name)
            })
            .collect();
        if !named.is_empty() {
            lines.push(format!("  {}: {}", class.label_en(), Listed(named)));
        }
    }
    lines.push(format!(
        "  Payments less receipts: {}",
        with_minus(amounts(compensation).sum::<f64>() / unit.yuan, 2)
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

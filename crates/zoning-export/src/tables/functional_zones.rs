//! Table 6: the functional zones, what decided them, and the rule in words.

use carbon_core::{AnnualAssessment, Assessment, Assignment, Quantity, ZoneYear, ZoningRule};

use super::table::{Cell, Column, Row};
use super::{Contents, notes, zone_rows};
use crate::text::Bilingual;

const DECIDING: [Quantity; 3] = [Quantity::Emissions, Quantity::Ecc, Quantity::Esc];

pub(super) fn contents(assessment: &Assessment) -> Contents {
    let mut columns = zone_rows::columns(assessment, &DECIDING);
    columns.extend([
        Column::percent(
            "emissions_of_mean_pct",
            Bilingual::new("Emissions against the zones' mean", "碳排放与各区均值之比"),
        ),
        Column::from_quantity(&Quantity::FunctionalZone, assessment),
        Column::text("reason", Bilingual::new("What decided", "划分依据")),
    ]);
    let mut rows = Vec::new();
    for annual in &assessment.years {
        let zones = annual.zones.iter();
        rows.extend(zones.map(|zone| zone_row(zone, annual)));
        rows.push(mean_row(annual));
    }

    let mut lines = vec![notes::layout(6), rule_in_words(&assessment.zoning)];
    lines.push(Bilingual::new(
        "ECC and ESC are those of Table 5. The mean is the unweighted one of the zones' emissions \
         of the year.",
        "ECC 与 ESC 见表5；均值为当年各区域碳排放的算术平均。",
    ));
    lines.extend(notes::mixed(assessment, |region| region.emissions.basis));
    lines.extend(notes::left_out(assessment));
    Contents {
        title: Bilingual::new(
            "Functional zones and what decides them",
            "碳功能分区及划分依据",
        ),
        columns,
        rows,
        notes: lines,
    }
}

fn zone_row(zone: &ZoneYear, annual: &AnnualAssessment) -> Row {
    let subject = zone_rows::Subject::Zone(zone);
    let leading = [Quantity::Year, Quantity::Zone, Quantity::Name];
    let quantities = leading.iter().chain(&DECIDING);
    let mut cells: Vec<_> = quantities.map(|quantity| subject.cell(quantity)).collect();
    cells.extend([
        Cell::percent(zone.account.emissions.amount, annual.mean_emissions.amount),
        Cell::Text(label(zone)),
        Cell::Text(reason(zone)),
    ]);
    Row::item(cells)
}

fn mean_row(annual: &AnnualAssessment) -> Row {
    Row::total(vec![
        Cell::Integer(annual.year.0.into()),
        Cell::Empty,
        Cell::Text(Bilingual::new("Mean of the zones", "各区均值")),
        Cell::Number(annual.mean_emissions.amount),
        Cell::Empty,
        Cell::Empty,
        Cell::Number(100.0),
        Cell::Empty,
        Cell::Empty,
    ])
}

fn label(zone: &ZoneYear) -> Bilingual {
    match &zone.function {
        Some(function) => Bilingual::new(function.zone.label_en(), function.zone.label_zh()),
        None => Bilingual::new("not assigned", "未划分"),
    }
}

/// Why a zone has its function.
fn reason(zone: &ZoneYear) -> Bilingual {
    match &zone.function {
        Some(Assignment { reason, .. }) => Bilingual::new(reason.to_string(), reason.in_chinese()),
        None => {
            let percent = 100.0 * zone.account.coverage.share();
            Bilingual::new(
                format!("{percent:.2} % of the area has a land class"),
                format!("有地类面积仅占 {percent:.2} %"),
            )
        }
    }
}

/// The rule with its thresholds.
pub(crate) fn rule_in_words(rule: &ZoningRule) -> Bilingual {
    let rules = rule.rules();
    Bilingual::new(rules.in_words_en(), rules.in_words_zh())
}

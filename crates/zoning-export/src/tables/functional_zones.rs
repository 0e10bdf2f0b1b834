//! Table 6: the functional zones, what decided them, and the rule in words.

use carbon_core::{AnnualAssessment, Assessment, FunctionalZone, Quantity, ZoneYear, ZoningRule};

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
    let (subject, reason) = (zone_rows::Subject::Zone(zone), &zone.function.reason);
    let leading = [Quantity::Year, Quantity::Zone, Quantity::Name];
    let quantities = leading.iter().chain(&DECIDING);
    let mut cells: Vec<_> = quantities.map(|quantity| subject.cell(quantity)).collect();
    cells.extend([
        Cell::percent(zone.account.emissions.amount, annual.mean_emissions.amount),
        label(zone.function.zone),
        Cell::Text(Bilingual::new(reason.to_string(), reason.in_chinese())),
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

fn label(zone: FunctionalZone) -> Cell {
    Cell::Text(Bilingual::new(zone.label_en(), zone.label_zh()))
}

/// The rule with its thresholds.
pub(crate) fn rule_in_words(rule: &ZoningRule) -> Bilingual {
    let rules = rule.rules();
    Bilingual::new(rules.in_words_en(), rules.in_words_zh())
}

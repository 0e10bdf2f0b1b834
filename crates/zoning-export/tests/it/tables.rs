//! The tables of a small region, computed by hand, and of Jiangxi.

use crate::support;
use crate::support::jiangxi;
use carbon_core::{Assessment, CompensationPreset, HectaresRow, Year};
use zoning_export::Language;
use zoning_export::tables::{Cell, ColumnKind, Row, Table, Tables};

fn tables(assessment: &Assessment, rows: &[HectaresRow]) -> Vec<Table> {
    let (coefficients, caption) = (support::coefficients(), support::caption(Language::En));
    Tables::new(assessment, rows, &coefficients, &caption)
        .as_slice()
        .to_vec()
}

/// Tables 1–6, 8 and 9 of the small region.
fn small() -> Vec<Table> {
    tables(&support::assessment(), &support::rows())
}

fn jiangxi() -> Vec<Table> {
    let assessment = jiangxi::compensated(&jiangxi::options());
    tables(&assessment, &jiangxi::hectares())
}

fn number(table: &Table, row: &Row, field: &str) -> f64 {
    let position = table.position(field).expect(field);
    match row.cells[position] {
        Cell::Number(number) => number,
        ref other => unreachable!("{field} is {other:?}"),
    }
}

fn text<'a>(table: &Table, row: &'a Row, field: &str) -> &'a str {
    match &row.cells[table.position(field).expect("a column")] {
        Cell::Text(text) => &text.en,
        other => unreachable!("{field} is {other:?}"),
    }
}

fn find<'a>(table: &'a Table, field: &str, label: &str) -> &'a Row {
    let mut rows = table.rows.iter();
    rows.find(|row| text(table, row, field) == label)
        .expect(label)
}

#[track_caller]
fn close(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{found} is not {expected}"
    );
}

#[test]
fn every_row_has_a_cell_of_the_right_kind_a_column() {
    for table in small().into_iter().chain(jiangxi()) {
        assert!(!table.rows.is_empty() && !table.notes.is_empty());
        for row in &table.rows {
            assert_eq!(row.cells.len(), table.columns.len(), "{}", table.id());
            for (cell, column) in row.cells.iter().zip(&table.columns) {
                let fits = matches!(
                    (cell, column.kind),
                    (Cell::Empty, _)
                        | (Cell::Text(_), ColumnKind::Text)
                        | (Cell::Integer(_), ColumnKind::Integer)
                        | (Cell::Number(_), ColumnKind::Number { .. })
                );
                assert!(fits, "{}: {cell:?} in {}", table.id(), column.field);
            }
        }
        for (i, column) in table.columns.iter().enumerate() {
            assert_eq!(table.position(&column.field), Some(i));
            assert!(!column.label.en.is_empty() && !column.label.zh.is_empty());
        }
        for note in &table.notes {
            assert!(!note.en.is_empty() && !note.zh.is_empty());
            assert!(
                !note.en.contains("  ") && !note.zh.contains("  "),
                "{note:?}"
            );
        }
    }
}

#[test]
fn without_a_compensation_there_is_no_table_7() {
    let numbers = |tables: &[Table]| -> Vec<u8> { tables.iter().map(|t| t.number).collect() };
    assert_eq!(numbers(&small()), [1, 2, 3, 4, 5, 6, 8, 9]);
    let with = support::compensated(&CompensationPreset::Paper2024.options());
    let with = tables(&with, &support::rows());
    assert_eq!(numbers(&with), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

#[test]
fn table_1_closes_the_ledger() {
    let mut rows = support::rows();
    for (class, hectares) in [("outside", 2.0), ("unmapped:7", 3.0), ("glacier", 4.0)] {
        rows.push(support::row("3", Year(2020), class, hectares));
    }
    // Neither a zone nor a year of the assessment.
    rows.push(support::row("4", Year(2020), "outside", 1e6));
    rows.push(support::row("3", Year(2015), "outside", 1e6));
    let table = &tables(&support::assessment(), &rows)[0];
    let labels: Vec<_> = table
        .rows
        .iter()
        .map(|row| text(table, row, "class"))
        .collect();
    assert_eq!(
        labels,
        [
            "Forest land",
            "Water area",
            "Classified area",
            "glacier (outside the model)",
            "No data",
            "Outside the raster",
            "Code 7, not in the legend",
            "Total area",
        ]
    );
    let area = |label, year: i32| {
        let row = find(table, "class", label);
        number(table, row, &format!("area_{year}_ha"))
    };
    assert_eq!(area("Forest land", 2020), 970_000.25);
    assert_eq!(area("Classified area", 2020), 1_042_500.75);
    assert_eq!(area("No data", 2020), 1.5);
    assert_eq!(area("Code 7, not in the legend", 2010), 0.0);
    assert_eq!(area("Total area", 2010), 1_042_502.25);
    assert_eq!(area("Total area", 2020), 1_042_511.25);
    let total = find(table, "class", "Total area");
    assert_eq!(number(table, total, "change_2010_2020_ha"), 9.0);
    let forest = find(table, "class", "Forest land");
    close(number(table, forest, "share_2020_pct"), 93.0455, 1e-4);
    let new = find(table, "class", "Code 7, not in the legend");
    let change = table.position("change_2010_2020_pct").expect("a column");
    assert_eq!(new.cells[change], Cell::Empty, "a change from nothing");
}

#[test]
fn table_1_of_jiangxi_has_the_papers_changes() {
    let table = &jiangxi()[0];
    for (label, hectares, percent) in [
        ("Cultivated land", -91_118.6, -2.03),
        ("Forest land", -150_045.6, -1.45),
        ("Construction land", 200_634.5, 58.72),
        ("Unused land", -16_343.0, -21.41),
        ("Classified area", 2_326.1, 0.01),
        ("Total area", 0.0, 0.0),
    ] {
        let row = find(table, "class", label);
        close(number(table, row, "change_2010_2020_ha"), hectares, 0.01);
        close(number(table, row, "change_2010_2020_pct"), percent, 0.005);
        let steps = ["change_2010_2015_ha", "change_2015_2020_ha"];
        let sum: f64 = steps.iter().map(|step| number(table, row, step)).sum();
        close(sum, number(table, row, "change_2010_2020_ha"), 1e-6);
    }
}

#[test]
fn emissions_absorption_and_budget_by_hand() {
    let tables = small();
    let [emissions, absorption, budget] = [1, 2, 4].map(|index| &tables[index]);
    // West in 2010: 1.87 · 1e6 and 0.079 · 4e6 emitted, 5.77 · 900,000 and 0.253 · 2,500.5 absorbed.
    let west = |table: &Table, field| number(table, &table.rows[0], field);
    close(west(emissions, "emissions_energy_t"), 1_870_000.0, 1e-6);
    close(west(emissions, "emissions_respiration_t"), 316_000.0, 1e-6);
    close(west(emissions, "emissions_t"), 2_186_000.0, 1e-6);
    // Of 1.87 · 20e6 + 0.079 · 10e6 = 38,190,000.
    close(west(emissions, "emissions_share_pct"), 5.7240, 1e-4);
    close(west(absorption, "absorption_forest_t"), 5_193_000.0, 1e-6);
    close(west(absorption, "absorption_water_t"), 632.6265, 1e-6);
    close(west(absorption, "absorption_t"), 5_193_632.626_5, 1e-6);
    close(
        west(budget, "budget_t"),
        2_186_000.0 - 5_193_632.626_5,
        1e-6,
    );
    close(
        west(budget, "intensity_t_per_1e4_yuan"),
        2_186_000.0 / 9e6,
        1e-9,
    );
    close(west(budget, "ecc"), (9.0 / 43.0) / (2.186 / 38.19), 1e-9);
    assert_eq!(emissions.rows.len(), 8);
    let region = &budget.rows[3];
    assert!(region.is_total);
    assert_eq!(text(budget, region, "name"), "Region");
    assert_eq!(number(budget, region, "ecc"), 1.0);
}

#[test]
fn land_use_by_zone_and_year_is_the_tally_with_a_column_a_class() {
    let tables = small();
    let table = &tables[6];
    let west = &table.rows[0];
    close(number(table, west, "forest_ha"), 900_000.0, 1e-9);
    close(number(table, west, "water_ha"), 2_500.5, 1e-9);
    // With half a hectare of no data.
    close(number(table, west, "area_ha"), 902_501.0, 1e-9);
    let region = &table.rows[3];
    assert!(region.is_total && table.rows.len() == 8);
    close(number(table, region, "forest_ha"), 970_000.25, 1e-6);
}

#[test]
fn changes_and_growth_by_hand() {
    let tables = small();
    let table = &tables[7];
    let west = &table.rows[0];
    let of_west = |field| number(table, west, field);
    // From 2,186,000 to 1.87 · 1e6 · √2 + 316,000.
    let after = 1_870_000.0 * 2_f64.sqrt() + 316_000.0;
    close(of_west("change_emissions_t"), after - 2_186_000.0, 1e-6);
    close(of_west("change_emissions_pct"), 35.4336, 1e-4);
    // (2,960,579.36 / 2,186,000)^(1 / 10) − 1.
    close(of_west("growth_emissions_pct_per_year"), 3.0796, 1e-3);
    // A sink before and after has no growth; its change is of the magnitude.
    close(
        of_west("change_budget_pct"),
        100.0 * (after - 2_186_000.0) / 3_007_632.626_5,
        1e-6,
    );
    let growth = table
        .position("growth_budget_pct_per_year")
        .expect("a column");
    assert_eq!(west.cells[growth], Cell::Empty);
    close(of_west("change_absorption_t"), 0.0, 1e-9);
    close(of_west("emissions_t_per_ha"), after / 902_501.0, 1e-9);
    let region = table.rows.last().expect("a row");
    assert!(region.is_total && table.rows.len() == 4);
}

#[test]
fn the_rows_of_the_region_are_the_sums_of_its_zones() {
    for tables in [small(), jiangxi()] {
        for table in &tables[1..5] {
            let mut sums = vec![0.0; table.columns.len()];
            let is_ratio = |field: &str| {
                field.starts_with("intensity")
                    || matches!(field, "ecc" | "esc" | "coverage")
                    || table.number == 4
            };
            for row in &table.rows {
                for (position, column) in table.columns.iter().enumerate() {
                    let Cell::Number(number) = row.cells[position] else {
                        continue;
                    };
                    if !row.is_total {
                        sums[position] += number;
                    } else if !is_ratio(&column.field) {
                        close(sums[position], number, 1e-9 * number.abs());
                    }
                }
                if row.is_total {
                    sums.fill(0.0);
                }
            }
        }
    }
}

#[test]
fn the_budget_of_the_region_is_restated_term_by_term() {
    let table = &small()[3];
    let amount = |section, item| {
        let mut rows = table.rows.iter();
        let row = rows
            .find(|row| text(table, row, "section") == section && text(table, row, "item") == item);
        let row = row.expect(item);
        (
            number(table, row, "amount_2010_t"),
            text(table, row, "basis"),
        )
    };
    let assert_amount = |section, item, expected: f64, basis| {
        let (found, basis_found) = amount(section, item);
        close(found, expected, 1e-6);
        assert_eq!(basis_found, basis);
    };
    // 970,000.25 ha of forest, 72,500.5 of water.
    let absorption = 5.77 * 970_000.25 + 0.253 * 72_500.5;
    assert_amount("Source", "Energy", 37_400_000.0, "CO₂");
    assert_amount("Source", "Respiration", 790_000.0, "C");
    assert_amount(
        "Source",
        "Total emissions",
        38_190_000.0,
        "C and CO₂, mixed",
    );
    assert_amount("Sink", "Forest land", 5.77 * 970_000.25, "C");
    assert_amount("Sink", "Total absorption", absorption, "C");
    let net = "Emissions less absorption";
    assert_amount("Budget", net, 38_190_000.0 - absorption, "C and CO₂, mixed");
    let carbon = 37_400_000.0 * 12.0 / 44.0 + 790_000.0 - absorption;
    assert_amount("Restated in t C", net, carbon, "C");
    assert_amount("Restated in t CO₂", net, carbon * 44.0 / 12.0, "CO₂");
}

#[test]
fn table_6_says_what_decided_in_both_languages() {
    let table = &small()[5];
    let west = &table.rows[0];
    assert_eq!(
        text(table, west, "functional_zone"),
        "Carbon sink functional area"
    );
    let reasons: Vec<_> = table
        .cells("reason")
        .take(4)
        .map(|cell| match cell {
            Cell::Text(reason) => [&*reason.en, &*reason.zh],
            _ => ["", ""],
        })
        .collect();
    assert_eq!(
        reasons,
        [
            ["ESC 16.1585 >= 1.8", "ESC 16.1585 ≥ 1.8"],
            [
                "ESC 0.0299 < 1.8, emissions are 238.14 % of the zones' mean, at least 150 %, and \
                 ECC 0.8789 < 1",
                "ESC 0.0299 < 1.8，碳排放为各区均值的 238.14 %，不低于 150 %，ECC 0.8789 < 1",
            ],
            [
                "emissions are 44.69 % of the zones' mean, below 50 %",
                "碳排放为各区均值的 44.69 %，低于 50 %",
            ],
            ["", ""],
        ]
    );
    let mean = &table.rows[3];
    close(number(table, mean, "emissions_t"), 38_190_000.0 / 3.0, 1e-6);
    assert!(
        table
            .notes
            .iter()
            .any(|note| note.en.contains("a reconstruction"))
    );
}

#[test]
fn every_table_tells_the_status_of_the_data_and_what_is_known() {
    for table in small().into_iter().chain(jiangxi()) {
        let heading = table.heading(Language::En);
        let number = table.number;
        assert!(
            heading.starts_with(&format!("Table {number}. Test'land: ")),
            "{heading}"
        );
        assert!(heading.ends_with(" (SYNTHETIC example)"), "{heading}");
        assert_eq!(
            table.notes[0].en,
            "Status of the data: “SYNTHETIC example”."
        );
        let known = ["stated by the paper", "reconstruction", "this program's"];
        let notes: Vec<_> = table.notes.iter().map(|note| &*note.en).collect();
        let notes = notes.join("\n");
        assert!(known.iter().any(|words| notes.contains(words)), "{notes}");
        let mixes = matches!(table.number, 2 | 4..=7 | 9);
        assert_eq!(notes.contains("Mixed basis"), mixes, "{number}");
    }
}

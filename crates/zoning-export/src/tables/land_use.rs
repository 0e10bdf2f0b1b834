//! Table 1: area and change of the land-use types of the region.

use std::collections::{BTreeMap, BTreeSet};

use carbon_core::{Assessment, HectaresRow, LandClass, LedgerClass, Year, ZoneId};

use super::table::{Cell, Column, Row};
use super::{Contents, notes};
use crate::text::{Bilingual, ledger_label};

/// Hectares of one row of the table, in the order of the years.
type Hectares = Vec<f64>;

pub(super) fn contents(assessment: &Assessment, ledger: &[HectaresRow]) -> Contents {
    let years: Vec<_> = assessment.years.iter().map(|annual| annual.year).collect();
    let changes = changes(&years);
    let classified = of_years(assessment, |index| {
        let land = &assessment.years[index].region.land;
        land.iter().map(|(_, hectares)| hectares.0).sum()
    });
    let beyond = beyond_classes(assessment, ledger, &years);
    let total = of_years(assessment, |index| {
        classified[index] + beyond.values().map(|hectares| hectares[index]).sum::<f64>()
    });

    let cells = |label: Bilingual, hectares: &Hectares, has_share: bool| {
        let mut cells = vec![Cell::Text(label)];
        for (part, whole) in hectares.iter().zip(&classified) {
            cells.push(Cell::Number(*part));
            cells.push(match has_share {
                true => Cell::percent(*part, *whole),
                false => Cell::Empty,
            });
        }
        for &(from, to) in &changes {
            let change = hectares[to] - hectares[from];
            cells.push(Cell::Number(change));
            cells.push(Cell::percent(change, hectares[from]));
        }
        cells
    };
    let mut rows = Vec::new();
    for class in &assessment.classes {
        let hectares = of_years(assessment, |index| {
            assessment.years[index].region.hectares(class).0
        });
        rows.push(Row::item(cells(name_of(class), &hectares, true)));
    }
    let label = Bilingual::new("Classified area", "分类面积合计");
    rows.push(Row::total(cells(label, &classified, true)));
    for (class, hectares) in &beyond {
        rows.push(Row::item(cells(label_beyond(class), hectares, false)));
    }
    let label = Bilingual::new("Total area", "总面积");
    rows.push(Row::total(cells(label, &total, false)));

    Contents {
        title: Bilingual::new(
            "Area and change of land-use types",
            "土地利用类型面积及其变化",
        ),
        columns: columns(&years, &changes),
        rows,
        notes: table_notes(),
    }
}

/// Which years are compared: each with the next, and the first with the last.
fn changes(years: &[Year]) -> Vec<(usize, usize)> {
    let last = years.len().saturating_sub(1);
    let mut changes: Vec<_> = (0..last).map(|index| (index, index + 1)).collect();
    if last > 1 {
        changes.push((0, last));
    }
    changes
}

fn of_years(assessment: &Assessment, hectares: impl Fn(usize) -> f64) -> Hectares {
    (0..assessment.years.len()).map(hectares).collect()
}

/// Hectares by what is no class of the assessment: classes outside the model, no data, outside
/// the raster, unmapped codes.
fn beyond_classes(
    assessment: &Assessment,
    ledger: &[HectaresRow],
    years: &[Year],
) -> BTreeMap<LedgerClass, Hectares> {
    let zones: BTreeSet<&ZoneId> = assessment.zones.iter().map(|zone| &zone.id).collect();
    let in_model = |class: &LedgerClass| matches!(class, LedgerClass::Class(class) if assessment.classes.contains(class));
    let mut beyond: BTreeMap<_, Hectares> = BTreeMap::new();
    for row in ledger {
        let year = row.label.parse::<Year>().ok();
        let index = year.and_then(|year| years.iter().position(|&known| known == year));
        if let Some(index) = index
            && zones.contains(&row.zone)
            && !in_model(&row.class)
        {
            let sums = beyond.entry(row.class.clone());
            sums.or_insert_with(|| vec![0.0; years.len()])[index] += row.hectares.0;
        }
    }
    beyond
}

fn name_of(class: &LandClass) -> Bilingual {
    Bilingual::new(class.label_en(), class.label_zh())
}

/// A row that is no class of the model: classes that the model leaves out say so.
fn label_beyond(class: &LedgerClass) -> Bilingual {
    match class {
        LedgerClass::Class(class) => ledger_label(&LedgerClass::OutsideModel(class.clone())),
        other => ledger_label(other),
    }
}

fn columns(years: &[Year], changes: &[(usize, usize)]) -> Vec<Column> {
    let hectares = || Bilingual::new("ha", "公顷");
    let label = Bilingual::new("Land-use type", "土地利用类型");
    let mut columns = vec![Column::text("class", label)];
    for year in years {
        let area = Bilingual::new(format!("Area {year}"), format!("{year}年面积"));
        let share = Bilingual::new(
            format!("Share of classified area {year}"),
            format!("{year}年占比"),
        );
        columns.extend([
            Column::number(format!("area_{year}_ha"), area, hectares(), 2),
            Column::percent(format!("share_{year}_pct"), share),
        ]);
    }
    for &(from, to) in changes {
        let (from, to) = (years[from], years[to]);
        let change = |unit, field| {
            let label = Bilingual::new(
                format!("Change {from} to {to}"),
                format!("{from}–{to}年变化"),
            );
            Column::number(format!("change_{from}_{to}_{field}"), label, unit, 2)
        };
        columns.extend([
            change(hectares(), "ha"),
            change(Bilingual::same("%"), "pct"),
        ]);
    }
    columns
}

fn table_notes() -> Vec<Bilingual> {
    vec![
        notes::layout(1),
        Bilingual::new(
            "1 ha = 1 hm² = 10,000 m². Areas are those of all zones together, tallied from the \
             rasters. Shares are of the classified area of the year. A change in per cent is of \
             the area of the earlier year.",
            "1公顷 = 1 hm² = 10000 m²。面积为全部区域之和，由栅格统计得到；比例以当年分类面积为分母；变化率以前\
             一年份面积为分母。",
        ),
        Bilingual::new(
            "The rows after the classified area close the ledger: together with it they are the \
             area of the zones' polygons, so that nothing is lost or counted twice.",
            "“分类面积合计”之后的各行使面积账目闭合：与其相加等于各区域多边形总面积，无遗漏、无重复。",
        ),
    ]
}

//! Table 9: how zones changed from the first year to the last, and what they emit and absorb per
//! person and per hectare.

use carbon_core::{Account, AnnualAssessment, Assessment, Quantity};

use super::table::{Cell, Column, Row};
use super::zone_rows::{Subject, region};
use super::{Contents, notes};
use crate::text::Bilingual;

/// What is compared.
const COMPARED: [Quantity; 4] = [
    Quantity::Emissions,
    Quantity::Absorption,
    Quantity::Budget,
    Quantity::Intensity,
];

/// What is divided by persons and by hectares, and the fields of that.
const DIVIDED: [(Quantity, [&str; 2]); 3] = [
    (
        Quantity::Emissions,
        ["emissions_t_per_person", "emissions_t_per_ha"],
    ),
    (
        Quantity::Absorption,
        ["absorption_t_per_person", "absorption_t_per_ha"],
    ),
    (Quantity::Budget, ["budget_t_per_person", "budget_t_per_ha"]),
];

/// The table; none if there is one year.
pub(super) fn contents(assessment: &Assessment) -> Option<Contents> {
    let (first, last) = (assessment.years.first()?, assessment.years.last()?);
    if first.year == last.year {
        return None;
    }
    let pairs = first.zones.iter().zip(&last.zones);
    let mut rows: Vec<Row> = pairs
        .map(|(before, after)| {
            let zone = &after.zone;
            let names = [Cell::name(zone.id.as_str()), Cell::name(&zone.name)];
            let subjects = [Subject::Zone(before), Subject::Zone(after)];
            Row::item(cells(names, subjects, [first, last]))
        })
        .collect();
    let names = [Cell::Empty, Cell::Text(region())];
    let subjects = [Subject::Region(first), Subject::Region(last)];
    rows.push(Row::total(cells(names, subjects, [first, last])));
    let (from, to) = (first.year, last.year);
    let mut lines = vec![
        notes::own(),
        Bilingual::new(
            format!(
                "Changes are those from {from} to {to}; in per cent of the amount of {from}. Growth \
                 per year is compound: (last / first)^(1 / {years}) − 1, given where both are above \
                 zero. Amounts per person and per hectare of the total area are those of {to}.",
                years = to.0 - from.0
            ),
            format!(
                "变化为{from}年至{to}年；百分比以{from}年数值为分母。年均增长率为复合增长率（末年值 / 首年值）^(1 / {years}) \
                 − 1，仅在两者均为正时给出。人均与单位面积（总面积）数值为{to}年。",
                years = to.0 - from.0
            ),
        ),
    ];
    lines.extend(notes::mixed(assessment, |region| region.budget.basis));
    lines.extend(notes::left_out(assessment));
    Some(Contents {
        title: Bilingual::new(
            format!("Change and growth by zone, {from}–{to}"),
            format!("{from}–{to}年各区域的变化与增长"),
        ),
        columns: columns(assessment),
        rows,
        notes: lines,
    })
}

fn columns(assessment: &Assessment) -> Vec<Column> {
    let leading = [Quantity::Zone, Quantity::Name];
    let leading = leading
        .iter()
        .map(|quantity| Column::from_quantity(quantity, assessment));
    let mut columns: Vec<Column> = leading.collect();
    for quantity in &COMPARED {
        let own = Column::from_quantity(quantity, assessment);
        let label = |en: &str, zh: &str| {
            Bilingual::new(
                format!("{}, {en}", own.label.en),
                format!("{}{zh}", own.label.zh),
            )
        };
        columns.push(Column {
            field: format!("change_{}", own.field),
            label: label("change", "变化量"),
            ..own.clone()
        });
        let name = own.field.split("_t").next().unwrap_or(&own.field);
        columns.push(Column::percent(
            format!("change_{name}_pct"),
            label("change", "变化率"),
        ));
        let per_year = Column::percent(
            format!("growth_{name}_pct_per_year"),
            label("growth", "年均增长率"),
        );
        columns.push(Column {
            unit: Bilingual::new("% per year", "%/年"),
            ..per_year
        });
    }
    for (quantity, fields) in &DIVIDED {
        let own = Column::from_quantity(quantity, assessment);
        for (field, (en, zh)) in fields.iter().zip([("person", "人"), ("ha", "公顷")]) {
            let label = Bilingual::new(
                format!("{} per {en}", own.label.en),
                format!(
                    "{}{}",
                    ["人均", "单位面积"][usize::from(en == "ha")],
                    own.label.zh
                ),
            );
            let unit = Bilingual::new(
                format!("{} per {en}", own.unit.en),
                format!("{}/{zh}", own.unit.zh),
            );
            columns.push(Column::number(*field, label, unit, 4));
        }
    }
    columns
}

/// The row of a zone or the region in two years.
fn cells(names: [Cell; 2], subjects: [Subject<'_>; 2], years: [&AnnualAssessment; 2]) -> Vec<Cell> {
    let years = f64::from(years[1].year.0 - years[0].year.0);
    let number = |subject: Subject<'_>, quantity: &Quantity| match subject.cell(quantity) {
        Cell::Number(number) => Some(number),
        _ => None,
    };
    let mut cells = Vec::from(names);
    for quantity in &COMPARED {
        let ends = subjects.map(|subject| number(subject, quantity));
        let [Some(before), Some(after)] = ends else {
            cells.extend([Cell::Empty, Cell::Empty, Cell::Empty]);
            continue;
        };
        let growth = (before > 0.0 && after > 0.0)
            .then(|| 100.0 * ((after / before).powf(1.0 / years) - 1.0));
        cells.extend([
            Cell::Number(after - before),
            Cell::percent(after - before, before.abs()),
            Cell::known(growth),
        ]);
    }
    let account: &Account = subjects[1].account();
    for (quantity, _) in &DIVIDED {
        let amount = number(subjects[1], quantity);
        for per in [account.population.0, account.area.0] {
            cells.push(Cell::known(
                amount.filter(|_| per > 0.0).map(|amount| amount / per),
            ));
        }
    }
    cells
}

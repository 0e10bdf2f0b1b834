//! Rows of all zones in all years, each year closed by the region.

use carbon_core::{Account, AnnualAssessment, Assessment, Quantity, Value, ZoneYear};

use super::table::{Cell, Column, Row};
use crate::text::Bilingual;

/// A zone in a year, or the region.
#[derive(Clone, Copy)]
pub(super) enum Subject<'a> {
    Zone(&'a ZoneYear),
    Region(&'a AnnualAssessment),
}

impl<'a> Subject<'a> {
    /// Its carbon account.
    pub(super) fn account(self) -> &'a Account {
        match self {
            Self::Zone(zone) => &zone.account,
            Self::Region(annual) => &annual.region,
        }
    }

    /// A quantity of it. The region's ECC and ESC are 1 by definition: its share of itself.
    pub(super) fn cell(self, quantity: &Quantity) -> Cell {
        match (self, quantity) {
            (Self::Zone(zone), _) => match quantity.value(zone) {
                Some(Value::Text(text)) => Cell::name(text),
                Some(Value::Integer(integer)) => Cell::Integer(integer),
                Some(Value::Number(number)) => Cell::Number(number),
                None => Cell::Empty,
            },
            (Self::Region(annual), Quantity::Year) => Cell::Integer(annual.year.0.into()),
            (Self::Region(_), Quantity::Name) => Cell::Text(region()),
            (Self::Region(_), Quantity::Ecc | Quantity::Esc) => Cell::Number(1.0),
            (Self::Region(annual), _) => Cell::known(quantity.amount(&annual.region)),
        }
    }
}

/// What the region's rows are called.
pub(super) fn region() -> Bilingual {
    Bilingual::new("Region", "全区")
}

/// The quantities with which rows of zones begin: year, id, name.
const LEADING: [Quantity; 3] = [Quantity::Year, Quantity::Zone, Quantity::Name];

/// Year, id, name and these quantities, as columns.
pub(super) fn columns(assessment: &Assessment, quantities: &[Quantity]) -> Vec<Column> {
    let all = LEADING.iter().chain(quantities);
    all.map(|quantity| Column::from_quantity(quantity, assessment))
        .collect()
}

/// A row for each zone and then the region, year by year: year, id, name, these quantities, and
/// what `more` adds.
pub(super) fn rows(
    assessment: &Assessment,
    quantities: &[Quantity],
    more: impl Fn(Subject<'_>, &AnnualAssessment) -> Vec<Cell>,
) -> Vec<Row> {
    let cells = |subject: Subject<'_>, annual| {
        let all = LEADING.iter().chain(quantities);
        let mut cells: Vec<_> = all.map(|quantity| subject.cell(quantity)).collect();
        cells.extend(more(subject, annual));
        cells
    };
    let mut rows = Vec::new();
    for annual in &assessment.years {
        let zones = annual.zones.iter();
        rows.extend(zones.map(|zone| Row::item(cells(Subject::Zone(zone), annual))));
        rows.push(Row::total(cells(Subject::Region(annual), annual)));
    }
    rows
}

//! A table: typed columns and rows, from which every writer draws.

use carbon_core::{Assessment, Quantity, ValueKind};

use crate::text::{Bilingual, Caption, Language, fixed};

/// One of the tables.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its number, up to 7 that of the paper's table of the same subject.
    pub number: u8,
    /// What it shows, without number and region.
    pub title: Bilingual,
    /// The region or project, as the caption has it.
    pub region: String,
    /// The status of the data, as the caption has it.
    pub status: Option<String>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has a cell a column.
    pub rows: Vec<Row>,
    /// What a reader must know: units, formulas, how well each is known.
    pub notes: Vec<Bilingual>,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// A name that is the same in all languages and unique in its table, such as `emissions_t`:
    /// that of the layers' field where there is one.
    pub field: String,
    /// The heading, without unit.
    pub label: Bilingual,
    /// The unit; empty for text, years and ratios.
    pub unit: Bilingual,
    /// What its cells are.
    pub kind: ColumnKind,
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text.
    Text,
    /// Years and the like: no decimals, no grouping of digits.
    Integer,
    /// Numbers, rounded to so many decimals wherever they are written.
    Number {
        /// Digits after the point.
        decimals: usize,
    },
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Whether it sums up others: set apart where a format can.
    pub is_total: bool,
    /// One cell a column.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A name, a label or an explanation.
    Text(Bilingual),
    /// An amount in the column's unit.
    Number(f64),
    /// A year.
    Integer(i64),
    /// Nothing: the column does not apply.
    Empty,
}

impl Table {
    /// The id and the stem of its files, such as `table-1`.
    pub fn id(&self) -> String {
        format!("table-{}", self.number)
    }

    /// The heading with number, region and status: `Table 5. Jiangxi: Carbon budget (SYNTHETIC
    /// example)`.
    pub fn heading(&self, language: Language) -> String {
        let number = self.number;
        let title = self.title.in_language(language);
        let caption = Caption {
            title: self.region.clone(),
            note: self.status.clone(),
            language,
        };
        let (region, status) = (caption.region(), caption.status());
        match language {
            Language::En => format!("Table {number}. {region}{title}{status}"),
            Language::Zh => format!("表{number} {region}{title}{status}"),
            Language::Both => format!("Table {number} / 表{number}. {region}{title}{status}"),
        }
    }

    /// The position of the column of this field.
    pub fn position(&self, field: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.field == field)
    }

    /// The cells of the column of this field, from the first row to the last.
    pub fn cells<'a>(&'a self, field: &str) -> impl Iterator<Item = &'a Cell> {
        let position = self.position(field);
        let rows = self.rows.iter();
        rows.filter_map(move |row| row.cells.get(position?))
    }
}

impl Column {
    /// A column of text.
    pub(super) fn text(field: impl Into<String>, label: Bilingual) -> Self {
        Self {
            field: field.into(),
            label,
            unit: Bilingual::default(),
            kind: ColumnKind::Text,
        }
    }

    /// A column of numbers.
    pub(super) fn number(
        field: impl Into<String>,
        label: Bilingual,
        unit: Bilingual,
        decimals: usize,
    ) -> Self {
        Self {
            field: field.into(),
            label,
            unit,
            kind: ColumnKind::Number { decimals },
        }
    }

    /// The column of a quantity.
    pub(super) fn percent(field: impl Into<String>, label: Bilingual) -> Self {
        Self::number(field, label, Bilingual::same("%"), 2)
    }

    pub(super) fn from_quantity(quantity: &Quantity, assessment: &Assessment) -> Self {
        let (en, zh) = (
            quantity.unit_in(assessment),
            quantity.unit_zh_in(assessment),
        );
        Self {
            field: quantity.field_name().into_owned(),
            label: Bilingual::new(quantity.label_en(), quantity.label_zh()),
            unit: Bilingual::new(en, zh),
            kind: match quantity.kind() {
                ValueKind::Text => ColumnKind::Text,
                ValueKind::Integer => ColumnKind::Integer,
                ValueKind::Number => ColumnKind::Number {
                    decimals: quantity.decimals(),
                },
            },
        }
    }

    /// The heading with its unit: `Carbon emissions (t)`, in both languages `Total area (ha) /
    /// 总面积（公顷）`.
    pub fn heading(&self, language: Language) -> String {
        self.label.with_unit(&self.unit).in_language(language)
    }
}

impl Row {
    /// A row of the table's subject.
    pub(super) fn item(cells: Vec<Cell>) -> Self {
        let is_total = false;
        Self { is_total, cells }
    }

    /// A row that sums up others.
    pub(super) fn total(cells: Vec<Cell>) -> Self {
        let is_total = true;
        Self { is_total, cells }
    }
}

impl Cell {
    /// A text that is the same in both languages.
    pub(super) fn name(text: &str) -> Self {
        Self::Text(Bilingual::same(text))
    }

    /// A part of a whole in per cent; empty where the whole is zero.
    pub(super) fn percent(part: f64, whole: f64) -> Self {
        Self::known((whole != 0.0).then(|| 100.0 * part / whole))
    }

    /// A number, if there is one.
    pub(super) fn known(number: Option<f64>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }

    /// The digits of a number in a column of so many decimals; `None` for text, for nothing and
    /// for a number that is not finite.
    pub(super) fn digits(&self, kind: ColumnKind) -> Option<String> {
        match (self, kind) {
            (Self::Integer(integer), _) => Some(integer.to_string()),
            (Self::Number(number), ColumnKind::Number { decimals }) => {
                number.is_finite().then(|| fixed(*number, decimals))
            }
            (Self::Number(number), _) => number.is_finite().then(|| fixed(*number, 0)),
            (Self::Text(_) | Self::Empty, _) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_decimals_of_their_column_and_zero_no_sign() {
        let two = ColumnKind::Number { decimals: 2 };
        for (cell, digits) in [
            (Cell::Number(1234.5), Some("1234.50")),
            (Cell::Number(-0.004), Some("0.00")),
            (Cell::Number(-0.006), Some("-0.01")),
            (Cell::Number(f64::NAN), None),
            (Cell::Integer(2020), Some("2020")),
            (Cell::Empty, None),
        ] {
            assert_eq!(cell.digits(two).as_deref(), digits, "{cell:?}");
        }
        assert_eq!(
            Cell::Number(-0.4).digits(ColumnKind::Integer).as_deref(),
            Some("0")
        );
    }
}

//! The paper's seven tables, for the region at hand, and two more: CSV, Markdown and a workbook.
//!
//! | table | shows |
//! |---|---|
//! | 1 | area and change of land-use types, with the rows that close the ledger |
//! | 2 | emissions by zone and year |
//! | 3 | absorption by zone, year and land-use type |
//! | 4 | the region's budget by source and sink, also on one basis |
//! | 5 | budget, intensity, ECC and ESC by zone and year |
//! | 6 | functional zones, what decided them, and the rule in words |
//! | 7 | compensation with all intermediate values; only where a scheme was attached |
//! | 8 | land use by zone and year; not of the paper |
//! | 9 | change and growth by zone, amounts per person and per hectare; only of two years or more, not of the paper |
//!
//! Every writer draws from one [`Table`]: typed columns with units, rows, notes. A number is
//! rounded to the decimals of its column and then the same in all formats. Notes say what the paper
//! states, what is a reconstruction, the status of the data, and where carbon and CO₂ are added.

mod absorption;
mod blank_statistics;
mod changes;
mod compensation;
mod compensation_notes;
mod csv;
mod emissions;
mod functional_zones;
mod land_by_zone;
mod land_use;
mod layout;
mod long_sheet;
mod markdown;
mod notes;
mod price;
mod provenance;
mod region_budget;
mod table;
mod workbook;
mod zone_budgets;
mod zone_rows;

use std::io::{self, Write};

use carbon_core::{Assessment, Coefficients, HectaresRow};

pub use self::blank_statistics::blank_statistics;
pub(crate) use self::compensation_notes::formulas as formulas_in_words;
pub use self::csv::write_table_csv;
pub(crate) use self::functional_zones::rule_in_words;
pub use self::long_sheet::LongSheet;
pub use self::markdown::write_table_markdown;
pub(crate) use self::notes::{basis as basis_in_words, standing as standing_in_words};
pub(crate) use self::price::PriceFormula;
pub use self::provenance::Provenance;
pub use self::table::{Cell, Column, ColumnKind, Row, Table};
use crate::error::ExportError;
use crate::text::{Bilingual, Caption};

/// The tables of an assessment.
///
/// ```no_run
/// # use std::collections::BTreeMap;
/// # use std::fs::File;
/// # use carbon_core::{Assessment, Coefficients, HectaresRow};
/// # use zoning_export::Caption;
/// use zoning_export::tables::{Provenance, Tables};
///
/// # fn example(
/// #     assessment: &Assessment,
/// #     rows: &[HectaresRow],
/// #     coefficients: &Coefficients,
/// #     caption: &Caption,
/// # ) -> Result<(), Box<dyn std::error::Error>> {
/// let tables = Tables::new(assessment, rows, coefficients, caption);
/// let provenance = Provenance {
///     fuels: None,
///     program: "landcarbon 0.1.0",
///     statuses: &BTreeMap::new(),
///     warnings: &[],
/// };
/// tables.write_files(&provenance, |name| File::create(format!("out/tables/{name}")))?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Tables<'a> {
    assessment: &'a Assessment,
    coefficients: &'a Coefficients,
    caption: &'a Caption,
    tables: Vec<Table>,
    long: Vec<LongSheet>,
}

/// What a table's own module makes: all but what it has from the caption.
struct Contents {
    title: Bilingual,
    columns: Vec<Column>,
    rows: Vec<Row>,
    notes: Vec<Bilingual>,
}

impl<'a> Tables<'a> {
    /// Tables 1–6, 7 if the assessment has a compensation, 8, and 9 if it has several years.
    ///
    /// Of `ledger`, the rows of a tally, Table 1 takes what belongs to no class of the assessment:
    /// no data, outside, unmapped codes, classes outside the model. Rows of other zones or of
    /// labels that are no years of the assessment are left out. The coefficients are those that
    /// the assessment was computed with.
    pub fn new(
        assessment: &'a Assessment,
        ledger: &[HectaresRow],
        coefficients: &'a Coefficients,
        caption: &'a Caption,
    ) -> Self {
        let six = [
            land_use::contents(assessment, ledger),
            emissions::contents(assessment, coefficients),
            absorption::contents(assessment, coefficients),
            region_budget::contents(assessment),
            zone_budgets::contents(assessment),
            functional_zones::contents(assessment),
        ];
        let seventh = assessment.compensation.as_ref();
        let seventh = seventh.map(|scheme| compensation::contents(assessment, scheme));
        let eighth = land_by_zone::contents(assessment);
        let ninth = changes::contents(assessment);
        let further = [(7, seventh), (8, Some(eighth)), (9, ninth)];
        let further = further
            .into_iter()
            .filter_map(|(number, contents)| Some((number, contents?)));
        let tables = (1..).zip(six).chain(further);
        Self {
            assessment,
            coefficients,
            caption,
            tables: tables
                .map(|(number, contents)| numbered(number, contents, caption))
                .collect(),
            long: Vec::new(),
        }
    }

    /// The same tables, with long tables as further sheets of the workbook.
    #[must_use]
    pub fn with_long_tables(self, long: Vec<LongSheet>) -> Self {
        Self { long, ..self }
    }

    /// The tables in the order of their numbers.
    pub fn as_slice(&self) -> &[Table] {
        &self.tables
    }

    /// Writes all tables into one workbook (XLSX): the numbered ones, a sheet on provenance, and the long tables.
    ///
    /// # Errors
    ///
    /// [`ExportError`] if a text or a table is larger than a sheet can hold, or the stream takes no
    /// more bytes.
    pub fn write_workbook(
        &self,
        provenance: &Provenance<'_>,
        out: impl Write,
    ) -> Result<(), ExportError> {
        workbook::write(self, provenance, out)
    }

    /// Writes every file of a folder of tables: `table-1.csv`, `table-1.md`, … and `tables.xlsx`.
    /// `open` makes the file of a name.
    ///
    /// # Errors
    ///
    /// [`ExportError`] if a file cannot be made or written.
    pub fn write_files<W: Write>(
        &self,
        provenance: &Provenance<'_>,
        mut open: impl FnMut(&str) -> io::Result<W>,
    ) -> Result<(), ExportError> {
        let language = self.caption.language;
        for table in &self.tables {
            let id = table.id();
            write_table_csv(table, language, open(&format!("{id}.csv"))?)?;
            write_table_markdown(table, language, open(&format!("{id}.md"))?)?;
        }
        self.write_workbook(provenance, open("tables.xlsx")?)
    }
}

/// The table of these contents. The status of the data is its first note.
fn numbered(number: u8, contents: Contents, caption: &Caption) -> Table {
    let status = caption.note.iter().map(|note| {
        Bilingual::new(
            format!("Status of the data: “{note}”."),
            format!("数据状态：“{note}”。"),
        )
    });
    Table {
        number,
        title: contents.title,
        region: caption.title.clone(),
        status: caption.note.clone(),
        columns: contents.columns,
        rows: contents.rows,
        notes: status.chain(contents.notes).collect(),
    }
}

//! The tables as CSV, Markdown and workbook: what one says, all say.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Write};

use crate::support;
use crate::support::jiangxi;
use calamine::{Data, Reader, Xlsx};
use carbon_core::{Assessment, CompensationPreset, Hectares, HectaresRow};
use zoning_export::long_tables::AreaRow;
use zoning_export::tables::{
    Cell, Column, ColumnKind, LongSheet, Provenance, Row, Table, Tables, write_table_csv,
    write_table_markdown,
};
use zoning_export::{Bilingual, Caption, Language};

const LANGUAGES: [Language; 3] = [Language::En, Language::Zh, Language::Both];

type Workbook = Xlsx<Cursor<Vec<u8>>>;

fn statuses() -> BTreeMap<String, BTreeMap<String, usize>> {
    let counts = [("census".to_owned(), 22), ("interpolated".to_owned(), 11)];
    BTreeMap::from([("population".to_owned(), BTreeMap::from(counts))])
}

fn workbook_bytes(tables: &Tables<'_>) -> Vec<u8> {
    let statuses = statuses();
    let warnings = [carbon_core::Said::from("=a warning".to_owned())];
    let provenance = Provenance {
        program: "landcarbon 9.8.7",
        fuels: None,
        statuses: &statuses,
        warnings: &warnings,
    };
    let mut bytes = Vec::new();
    tables
        .write_workbook(&provenance, &mut bytes)
        .expect("a workbook");
    bytes
}

fn workbook(tables: &Tables<'_>) -> Workbook {
    Xlsx::new(Cursor::new(workbook_bytes(tables))).expect("a workbook")
}

fn csv(table: &Table, language: Language) -> String {
    let mut bytes = Vec::new();
    write_table_csv(table, language, &mut bytes).expect("a CSV");
    String::from_utf8(bytes).expect("UTF-8")
}

fn markdown(table: &Table, language: Language) -> String {
    let mut bytes = Vec::new();
    write_table_markdown(table, language, &mut bytes).expect("Markdown");
    String::from_utf8(bytes).expect("UTF-8")
}

/// A region with names that no format may take for more than names.
fn hostile() -> Assessment {
    let mut assessment = support::compensated(&CompensationPreset::Paper2024.options());
    let names = [
        "=HYPERLINK(\"http://x\",\"a\")",
        "@East | \"B\",\nC",
        "+南昌*市",
    ];
    for annual in &mut assessment.years {
        for (zone, name) in annual.zones.iter_mut().zip(names) {
            zone.zone.name = name.to_owned();
        }
    }
    assessment
}

/// A small table with everything that needs care.
fn table() -> Table {
    let column = |field: &str, label: Bilingual, unit: Bilingual, kind| Column {
        field: field.to_owned(),
        label,
        unit,
        kind,
    };
    let row = |is_total, name: &str, year, amount| Row {
        is_total,
        cells: vec![Cell::Text(Bilingual::same(name)), year, amount],
    };
    Table {
        number: 9,
        title: Bilingual::new("Budget", "碳收支"),
        region: "A|B".to_owned(),
        status: Some("SYNTHETIC".to_owned()),
        columns: vec![
            column(
                "name",
                Bilingual::new("Zone", "区域"),
                Bilingual::default(),
                ColumnKind::Text,
            ),
            column(
                "year",
                Bilingual::new("Year", "年份"),
                Bilingual::default(),
                ColumnKind::Integer,
            ),
            column(
                "budget_t",
                Bilingual::new("Budget", "碳收支"),
                Bilingual::new("t per yuan", "t/元"),
                ColumnKind::Number { decimals: 2 },
            ),
        ],
        rows: vec![
            row(
                false,
                "=1+1",
                Cell::Integer(2020),
                Cell::Number(-1_234_567.891),
            ),
            row(false, "a|b_c", Cell::Integer(2020), Cell::Number(f64::NAN)),
            row(false, "南昌\n市", Cell::Integer(2020), Cell::Number(-0.001)),
            row(true, "Region", Cell::Empty, Cell::Number(1000.0)),
        ],
        notes: vec![Bilingual::new("Formula C_t = C_z − C_a.", "公式。")],
    }
}

#[test]
fn csv_has_one_row_of_headings_and_plain_numbers() {
    assert_eq!(
        csv(&table(), Language::En),
        "\u{feff}Zone,Year,Budget (t per yuan)\n\
         '=1+1,2020,-1234567.89\n\
         a|b_c,2020,\n\
         \"南昌\n市\",2020,0.00\n\
         Region,,1000.00\n"
    );
    let headings = |language| csv(&table(), language).lines().next().map(str::to_owned);
    assert_eq!(
        headings(Language::Zh).as_deref(),
        Some("\u{feff}区域,年份,碳收支（t/元）")
    );
    assert_eq!(
        headings(Language::Both).as_deref(),
        Some("\u{feff}Zone / 区域,Year / 年份,Budget (t per yuan) / 碳收支（t/元）")
    );
}

#[test]
fn markdown_has_heading_aligned_columns_and_notes() {
    assert_eq!(
        markdown(&table(), Language::En),
        r"# Table 9. A\|B: Budget (SYNTHETIC)

| Zone       | Year | Budget (t per yuan) |
| ---------- | ---- | ------------------: |
| =1+1       | 2020 |       −1,234,567.89 |
| a\|b\_c    | 2020 |                     |
| 南昌 市    | 2020 |                0.00 |
| **Region** |      |        **1,000.00** |

- Formula C\_t = C\_z − C\_a.
"
    );
    let both = markdown(&table(), Language::Both);
    assert!(
        both.starts_with("# Table 9 / 表9. A\\|B: Budget / 碳收支 (SYNTHETIC)\n"),
        "{both}"
    );
    assert!(markdown(&table(), Language::Zh).starts_with("# 表9 A\\|B：碳收支（SYNTHETIC）\n"));
}

#[test]
fn a_row_without_all_its_cells_is_written_with_what_it_has() {
    let mut table = table();
    table.rows[0].cells.truncate(1);
    assert!(markdown(&table, Language::En).contains("| =1+1       |\n"));
}

/// The sheet of a table from the headings on, as text and numbers.
fn sheet(workbook: &mut Workbook, name: &str) -> Vec<Vec<Data>> {
    let range = workbook.worksheet_range(name).expect(name);
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn the_workbook_has_the_numbers_of_the_csv() {
    let assessments = [
        (
            jiangxi::compensated(&jiangxi::options()),
            jiangxi::hectares(),
        ),
        (hostile(), support::rows()),
    ];
    let coefficients = support::coefficients();
    for (assessment, rows) in &assessments {
        for language in LANGUAGES {
            let caption = support::caption(language);
            let tables = Tables::new(assessment, rows, &coefficients, &caption);
            let mut workbook = workbook(&tables);
            let names = workbook.sheet_names().clone();
            assert_eq!(names.len(), 10);
            for (table, name) in tables.as_slice().iter().zip(&names) {
                let cells = sheet(&mut workbook, name);
                assert_eq!(cells[0][0], Data::String(table.heading(language)));
                let formulas = workbook.worksheet_formula(name).expect("a sheet");
                assert!(formulas.is_empty(), "{name} has formulas");
                let text = csv(table, language);
                let text = text.trim_start_matches('\u{feff}');
                let mut reader = csv::Reader::from_reader(text.as_bytes());
                let mut numbers = 0;
                for (record, cells) in reader.records().zip(&cells[3..]) {
                    let record = record.expect("a record");
                    let fields = record.iter().zip(&table.columns);
                    for ((field, column), cell) in fields.zip(cells) {
                        match cell {
                            Data::Empty => assert_eq!(field, ""),
                            Data::String(text) => {
                                assert_eq!(column.kind, ColumnKind::Text);
                                assert_eq!(field.strip_prefix('\'').unwrap_or(field), text);
                            }
                            Data::Float(number) => {
                                assert_ne!(column.kind, ColumnKind::Text);
                                assert_eq!(field.parse(), Ok(*number));
                                numbers += 1;
                            }
                            other => unreachable!("{other:?}"),
                        }
                    }
                }
                assert!(numbers >= 12, "{name}");
            }
        }
    }
}

#[test]
fn sheets_and_headings_are_in_the_language() {
    let assessment = support::compensated(&CompensationPreset::Paper2024.options());
    let (rows, coefficients) = (support::rows(), support::coefficients());
    for (language, first, last, heading) in [
        (Language::En, "Table 1", "Provenance", "Land-use type"),
        (Language::Zh, "表1", "来源", "土地利用类型"),
        (
            Language::Both,
            "Table 1 表1",
            "Provenance 来源",
            "Land-use type\n土地利用类型",
        ),
    ] {
        let caption = support::caption(language);
        let tables = Tables::new(&assessment, &rows, &coefficients, &caption);
        let mut workbook = workbook(&tables);
        let names = workbook.sheet_names().clone();
        assert_eq!((&*names[0], &*names[9]), (first, last));
        let cells = sheet(&mut workbook, first);
        assert_eq!(cells[2][0], Data::String(heading.to_owned()));
        let area = match language {
            Language::En => "Area 2010\n(ha)",
            Language::Zh => "2010年面积\n（公顷）",
            Language::Both => "Area 2010\n2010年面积\n(ha)\n(公顷)",
        };
        assert_eq!(cells[2][1], Data::String(area.to_owned()));
    }
}

#[test]
fn the_last_sheet_tells_where_the_numbers_come_from() {
    let assessment = support::assessment();
    let (rows, coefficients) = (support::rows(), support::coefficients());
    let caption = support::caption(Language::En);
    let tables = Tables::new(&assessment, &rows, &coefficients, &caption);
    let cells = sheet(&mut workbook(&tables), "Provenance");
    let has = |expected: &[&str]| {
        let line = |row: &Vec<Data>| {
            let texts = row.iter().map(ToString::to_string);
            texts.take(expected.len()).collect::<Vec<_>>() == expected
        };
        assert!(cells.iter().any(line), "{expected:?} is not in {cells:?}");
    };
    has(&["Title", "Test'land"]);
    has(&["Status of the data", "SYNTHETIC example"]);
    has(&["Years", "2010, 2020"]);
    has(&["Program", "landcarbon 9.8.7"]);
    has(&[
        "σ, energy",
        "1.87",
        "t CO₂ per tce",
        "CO₂",
        "stated by its source",
    ]);
    has(&["λ, Forest land", "-5.77", "t C per ha and year", "C"]);
    has(&["sink_esc", "1.8"]);
    has(&["population", "22", "census"]);
    has(&["=a warning"]);
}

#[test]
fn two_runs_write_the_same_bytes() {
    let assessment = support::compensated(&CompensationPreset::Paper2024.options());
    let (rows, coefficients) = (support::rows(), support::coefficients());
    let caption = support::caption(Language::Both);
    let write = || {
        let tables = Tables::new(&assessment, &rows, &coefficients, &caption);
        workbook_bytes(&tables)
    };
    let first = write();
    // The clock of a ZIP archive ticks every two seconds.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert!(first == write());
}

#[test]
fn a_folder_of_tables_has_two_files_a_table_and_the_workbook() {
    let assessment = support::compensated(&CompensationPreset::Paper2024.options());
    let (rows, coefficients) = (support::rows(), support::coefficients());
    let caption = Caption::default();
    let tables = Tables::new(&assessment, &rows, &coefficients, &caption);
    let statuses = BTreeMap::new();
    let provenance = Provenance {
        program: "landcarbon",
        fuels: None,
        statuses: &statuses,
        warnings: &[],
    };
    let mut names = Vec::new();
    tables
        .write_files(&provenance, |name| {
            names.push(name.to_owned());
            Ok(io::sink())
        })
        .expect("files");
    assert_eq!(names.len(), 19);
    assert_eq!(names[..2], ["table-1.csv", "table-1.md"]);
    assert_eq!(names[18], "tables.xlsx");

    let refused = tables.write_files(&provenance, |_| {
        Err::<io::Sink, _>(io::ErrorKind::PermissionDenied.into())
    });
    assert!(refused.is_err());
}

#[test]
fn a_full_disk_is_an_error_in_every_format() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let assessment = support::assessment();
    let (coefficients, caption) = (support::coefficients(), Caption::default());
    let tables = Tables::new(&assessment, &[], &coefficients, &caption);
    let statuses = BTreeMap::new();
    let provenance = Provenance {
        program: "landcarbon",
        fuels: None,
        statuses: &statuses,
        warnings: &[],
    };
    assert!(write_table_csv(&table(), Language::En, Full).is_err());
    assert!(write_table_markdown(&table(), Language::En, Full).is_err());
    assert!(tables.write_workbook(&provenance, Full).is_err());
}

/// As in CSV: ids are texts, hectares numbers. What is longer than a sheet is named, never cut.
#[test]
fn the_workbook_has_the_long_tables_too() {
    let row = HectaresRow {
        zone: "360100".into(),
        name: "=南昌市".to_owned(),
        label: "2020".to_owned(),
        class: "forest".parse().unwrap(),
        hectares: Hectares(117_245.25),
    };
    let rows = |count| std::iter::repeat_n(row.clone(), count).map(|row| AreaRow::new(row, &[21]));
    let sheets = [
        LongSheet::new("hectares", &|| rows(2)).expect("a sheet"),
        LongSheet::new("transitions", &|| rows(1 << 20)).expect("a sheet"),
    ];
    let assessment = support::compensated(&CompensationPreset::Paper2024.options());
    let coefficients = support::coefficients();
    let caption = support::caption(Language::Zh);
    let tables = Tables::new(&assessment, &support::rows(), &coefficients, &caption);
    let mut workbook = workbook(&tables.with_long_tables(sheets.to_vec()));
    let cells = sheet(&mut workbook, "hectares");
    assert_eq!(cells.len(), 3);
    assert_eq!(cells[0][4], Data::String("hectares".to_owned()));
    assert_eq!(cells[2][0], Data::String("360100".to_owned()));
    assert_eq!(cells[2][1], Data::String("=南昌市".to_owned()));
    assert_eq!(cells[2][4], Data::Float(117_245.25));
    let said = "transitions.csv 的行数超过一张工作表的上限，请直接打开该文件。";
    assert_eq!(
        sheet(&mut workbook, "transitions"),
        [[Data::String(said.to_owned())]]
    );
}

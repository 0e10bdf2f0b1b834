//! Long tables as they are written and read back.

use std::io::Write;

use carbon_core::{Hectares, HectaresRow, LedgerClass, TransitionRow};
use parquet::basic::Compression;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;

use super::*;

fn rows() -> Vec<HectaresRow> {
    let row = |zone: &str, name: &str, class: &str, hectares| HectaresRow {
        zone: zone.into(),
        name: name.to_owned(),
        label: "2020".to_owned(),
        class: class.parse().unwrap(),
        hectares: Hectares(hectares),
    };
    vec![
        row("360100", "南昌市", "forest", 117_245.123_456_7),
        row("b,1", "Say \"hi\"\nthere", "unmapped:-7", 1.0 / 3.0),
        row("c", "", "nodata", -0.0),
    ]
}

/// Rows with one code each, but for those without data.
fn coded(rows: &[HectaresRow]) -> impl Iterator<Item = AreaRow> {
    rows.iter().map(|row| match row.class {
        LedgerClass::NoData => AreaRow::new(row.clone(), &[]),
        _ => AreaRow::new(row.clone(), &[-7]),
    })
}

fn written(rows: &[HectaresRow], format: TableFormat) -> Vec<u8> {
    bytes(&|| coded(rows), format)
}

fn bytes(table: &dyn LongTable, format: TableFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    table.write(format, &mut bytes).unwrap();
    bytes
}

fn text(table: &dyn LongTable, format: TableFormat) -> String {
    String::from_utf8(bytes(table, format)).unwrap()
}

fn parquet(bytes: &[u8]) -> SerializedFileReader<std::fs::File> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    SerializedFileReader::new(file).unwrap()
}

#[test]
fn csv_quotes_what_must_be_quoted() {
    let text = String::from_utf8(written(&rows(), TableFormat::Csv)).unwrap();
    assert_eq!(
        text,
        "zone,name,label,class,hectares,code\n\
         360100,南昌市,2020,forest,117245.123457,-7\n\
         \"b,1\",\"Say \"\"hi\"\"\nthere\",2020,unmapped:-7,0.333333,-7\n\
         c,,2020,nodata,0.000000,\n"
    );
    let empty = String::from_utf8(written(&[], TableFormat::Csv)).unwrap();
    assert_eq!(empty, "zone,name,label,class,hectares,code\n");
}

#[test]
fn json_is_one_object_a_line() {
    let bytes = written(&rows(), TableFormat::Json);
    let parsed: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(parsed[0]["hectares"], 117_245.123_457);
    assert_eq!(parsed[1]["name"], "Say \"hi\"\nthere");
    assert_eq!(parsed[2]["class"], "nodata");
    assert_eq!(String::from_utf8(bytes).unwrap().lines().count(), 5);
    assert_eq!(written(&[], TableFormat::Json), b"[\n]\n");
}

#[test]
fn parquet_reads_back_to_the_bit() {
    let none = parquet(&written(&[], TableFormat::Parquet));
    assert_eq!(none.get_row_iter(None).unwrap().count(), 0);
    assert_eq!(
        none.metadata().file_metadata().schema_descr().num_columns(),
        6
    );
    let reader = parquet(&written(&rows(), TableFormat::Parquet));
    let column = reader.metadata().row_group(0).column(4).compression();
    assert_eq!(column, Compression::SNAPPY);
    let read: Vec<_> = reader
        .get_row_iter(None)
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(read.len(), 3);
    for (read, row) in read.iter().zip(rows()) {
        let texts = [0, 1, 2, 3].map(|column| read.get_string(column).unwrap().clone());
        let class = row.class.to_string();
        assert_eq!(texts, [row.zone.as_str(), &row.name, &row.label, &class]);
        let hectares = read.get_double(4).unwrap();
        assert_eq!(hectares.to_bits(), row.hectares.0.to_bits());
    }
}

#[test]
fn a_full_disk_is_an_error_in_every_format() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    for format in TableFormat::ALL {
        assert!(
            write_rows(coded(&rows()), format, Full).is_err(),
            "{format:?}"
        );
    }
}

#[test]
fn a_transition_says_from_what_to_what() {
    let row = TransitionRow {
        zone: "360100".into(),
        name: "南昌市".to_owned(),
        from_label: "2010".to_owned(),
        to_label: "2020".to_owned(),
        from: "forest".parse().unwrap(),
        to: "unmapped:7".parse().unwrap(),
        hectares: Hectares(12.5),
    };
    assert_eq!(
        text(&|| [CrossedAreaRow::from(row.clone())], TableFormat::Csv),
        "zone,name,from_label,to_label,from_class,to_class,hectares\n\
         360100,南昌市,2010,2020,forest,unmapped:7,12.500000\n"
    );
}

#[test]
fn a_payment_of_less_than_half_a_yuan_has_no_sign() {
    let row = SensitivityRow {
        zone: "1",
        name: "West",
        minimum_yuan: -0.4,
        median_yuan: 0.4,
        maximum_yuan: 12.6,
        share_paying: 0.5,
        share_receiving: 0.5,
        changes_role: true,
    };
    let csv = text(&|| [row.clone()], TableFormat::Csv);
    assert_eq!(csv.lines().last(), Some("1,West,0,0,13,0.5000,0.5000,true"));
}

#[test]
fn what_is_missing_is_empty_or_null() {
    let row = InequalityRow {
        year: 2020,
        value: "emissions",
        against: "gdp",
        gini: Some(0.25),
        theil_t: None,
        theil_l: None,
    };
    let table = || [row.clone()];
    let csv = text(&table, TableFormat::Csv);
    assert_eq!(csv.lines().last(), Some("2020,emissions,gdp,0.250000,,"));
    let json = text(&table, TableFormat::Json);
    let object = r#"{"year":2020,"value":"emissions","against":"gdp","gini":0.25,"theil_t":null,"theil_l":null}"#;
    assert_eq!(json, format!("[\n{object}\n]\n"));
    let read = parquet(&bytes(&table, TableFormat::Parquet));
    let read = read.get_row_iter(None).unwrap().next().unwrap().unwrap();
    assert_eq!(read.get_double(3).unwrap().to_bits(), 0.25_f64.to_bits());
    assert!(read.get_double(4).is_err());
}

#[test]
fn a_quantity_has_its_decimals() {
    let row = IntervalRow {
        zone: "1",
        name: "West",
        year: 2020,
        quantity: "ecc".to_owned(),
        value: None,
        mean: 1.0,
        standard_deviation: 0.123_456,
        p05: -0.000_01,
        median: 1.0,
        p95: 2.0,
    };
    let table = || {
        let budget = IntervalRow {
            quantity: "budget_t".to_owned(),
            value: Some(9.6),
            ..row.clone()
        };
        [row.clone(), budget]
    };
    assert_eq!(
        text(&table, TableFormat::Csv),
        "zone,name,year,quantity,value,mean,standard_deviation,p05,median,p95\n\
         1,West,2020,ecc,,1.0000,0.1235,0.0000,1.0000,2.0000\n\
         1,West,2020,budget_t,10,1,0,0,1,2\n"
    );
}

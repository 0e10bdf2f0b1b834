//! Mutated tables and workbooks of statistics.

use std::io::{Cursor, Write};

use carbon_core::{IntensityPrices, Year};
use landcarbon::statistics::{Statistics, StatisticsOptions};
use zip::write::{SimpleFileOptions, ZipWriter};

/// The parts of a workbook, in the order in which [`read_workbook`] takes them.
const PARTS: [&str; 4] = [
    "xl/workbook.xml",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
];

/// What stands between the parts of a workbook.
const PART: &str = "\n=====\n";

/// A table in any form: what is read has no more states than values, or it is refused with words.
pub fn read_table(bytes: &[u8]) {
    let options = StatisticsOptions {
        region: Some("36".to_owned()),
        price_year: Year(2010),
        prices: IntensityPrices::Constant,
        columns: vec!["lights".to_owned()],
        ..StatisticsOptions::default()
    };
    match Statistics::from_bytes(bytes, &options) {
        Ok(statistics) => {
            let states = statistics.statuses.values();
            let counted: usize = states.flat_map(|of| of.values()).sum();
            let read = statistics.observations.len() + statistics.columns.len();
            assert!(counted == 0 || counted >= read);
        }
        Err(error) => assert!(!format!("{error:#}").is_empty()),
    }
}

/// The bytes of a workbook, or else the XML of its parts with [`PART`] between them, which are packed as a workbook.
pub fn read_workbook(bytes: &[u8]) {
    read_table(bytes);
    let text = String::from_utf8_lossy(bytes);
    let mut workbook = ZipWriter::new(Cursor::new(Vec::new()));
    let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let parts = PARTS.into_iter().zip(text.split(PART));
    for (name, part) in parts.chain([("xl/_rels/workbook.xml.rels", relations)]) {
        let begun = workbook.start_file(name, SimpleFileOptions::default());
        begun.expect("a part");
        workbook.write_all(part.as_bytes()).expect("its text");
    }
    read_table(workbook.finish().expect("a workbook").get_ref());
}

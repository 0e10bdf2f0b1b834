//! Statistics as yearbooks have them: invented workbooks in each layout, with the values of the example.

use std::collections::BTreeMap;
use std::fs;

use carbon_core::{IntensityPrices, Year};
use landcarbon::statistics::{Statistics, StatisticsOptions};
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use tempfile::TempDir;
use testkit::fixtures::{copy_fixtures, fixture};
use testkit::program::{landcarbon, stderr, stdout};

use crate::bad_inputs::small_study::SmallStudy;

const YEARS: [i32; 3] = [2010, 2015, 2020];

/// The variables of the example's cities: name, word and unit.
const VARIABLES: [(&str, &str, &str); 3] = [
    ("population", "常住人口", "万人"),
    ("gdp_constant", "地区生产总值（2010年不变价）", "亿元"),
    ("energy", "能源消费总量", "万吨标准煤"),
];

const CITIES: [(&str, &str); 11] = [
    ("360100", "南昌市"),
    ("360200", "景德镇市"),
    ("360300", "萍乡市"),
    ("360400", "九江市"),
    ("360500", "新余市"),
    ("360600", "鹰潭市"),
    ("360700", "赣州市"),
    ("360800", "吉安市"),
    ("360900", "宜春市"),
    ("361000", "抚州市"),
    ("361100", "上饶市"),
];

/// The example's values by zone, year and variable, as a yearbook prints them: with the point four digits further to the left.
struct Values(BTreeMap<(String, i32, String), String>);

impl Values {
    fn read() -> Self {
        let mut reader = csv::Reader::from_path(fixture("jiangxi/statistics.csv")).unwrap();
        let rows = reader.records().map(|row| {
            let row = row.unwrap();
            let shifted = shifted(&row[4]);
            (
                (
                    row[0].to_owned(),
                    row[2].parse().unwrap(),
                    row[3].to_owned(),
                ),
                shifted,
            )
        });
        Self(rows.collect())
    }

    fn text(&self, zone: &str, year: i32, variable: usize) -> &str {
        &self.0[&(zone.to_owned(), year, VARIABLES[variable].0.to_owned())]
    }

    fn number(&self, zone: &str, year: i32, variable: usize) -> f64 {
        self.text(zone, year, variable).parse().unwrap()
    }

    /// The same as a table of one value a row.
    fn long(&self) -> String {
        let mut text = "zone,year,variable,value,unit,source\n".to_owned();
        for (zone, _) in CITIES {
            for year in YEARS {
                for (number, (variable, _, unit)) in VARIABLES.iter().enumerate() {
                    let value = self.text(zone, year, number);
                    text += &format!("{zone},{year},{variable},{value},{unit},x\n");
                }
            }
        }
        text
    }
}

/// A number with its point four digits further to the left, and no zeros at its end.
fn shifted(digits: &str) -> String {
    let (digits, more) = digits.split_once('.').unwrap_or((digits, ""));
    let padded = format!("{digits:0>5}");
    let (whole, decimals) = padded.split_at(padded.len() - 4);
    let text = format!("{whole}.{decimals}{more}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, text: &str) {
    sheet.write(row, column, text).unwrap();
}

/// Years in columns: a block a variable with its title and unit, with codes as numbers, 全省 and notes.
fn wide_by_year(values: &Values) -> Workbook {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let mut row = 0;
    for (number, (_, word, unit)) in VARIABLES.iter().enumerate() {
        put(sheet, row, 0, &format!("2-{} 各设区市{word}", number + 1));
        put(sheet, row + 1, 4, &format!("单位：{unit}"));
        put(sheet, row + 2, 0, "行政区划代码");
        put(sheet, row + 2, 1, "地　区");
        for (place, year) in YEARS.iter().enumerate() {
            put(sheet, row + 2, place as u16 + 2, &format!("{year}年"));
        }
        row += 3;
        for (code, name) in CITIES {
            sheet.write(row, 0, code.parse::<f64>().unwrap()).unwrap();
            put(sheet, row, 1, name);
            for (place, year) in YEARS.iter().enumerate() {
                sheet
                    .write(row, place as u16 + 2, values.number(code, *year, number))
                    .unwrap();
            }
            row += 1;
        }
        put(sheet, row, 0, "注：本表数据为年末数。");
        row += 2;
    }
    book
}

/// Variables in columns with units in their headings, the year in a column, of which merged cells leave the others blank.
fn wide_by_variable(values: &Values) -> Workbook {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    put(sheet, 0, 0, "各设区市主要指标");
    put(sheet, 1, 0, "年份");
    put(sheet, 1, 1, "城市");
    for (number, (_, word, unit)) in VARIABLES.iter().enumerate() {
        put(sheet, 1, number as u16 + 2, &format!("{word}（{unit}）"));
    }
    put(sheet, 1, 5, "第一产业比重（%）");
    let mut row = 2;
    for year in YEARS {
        let last = row + CITIES.len() as u32 - 1;
        sheet
            .merge_range(row, 0, last, 0, &year.to_string(), &Format::new())
            .unwrap();
        for (code, name) in CITIES {
            put(sheet, row, 1, name.trim_end_matches('市'));
            for number in 0..VARIABLES.len() {
                sheet
                    .write(row, number as u16 + 2, values.number(code, year, number))
                    .unwrap();
            }
            sheet.write(row, 5, 7.5).unwrap();
            row += 1;
        }
    }
    book
}

/// A block a year, each with its own headings, numbers as text in full-width digits.
fn block_a_year(values: &Values) -> Workbook {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let mut row = 0;
    for year in YEARS {
        put(sheet, row, 0, &format!("{year}年"));
        put(sheet, row + 1, 0, "地区");
        for (number, (_, word, unit)) in VARIABLES.iter().enumerate() {
            put(
                sheet,
                row + 1,
                number as u16 + 1,
                &format!("{word}({unit})"),
            );
        }
        row += 2;
        for (code, name) in CITIES {
            put(sheet, row, 0, name);
            for number in 0..VARIABLES.len() {
                let wide: String = values
                    .text(code, year, number)
                    .chars()
                    .map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap())
                    .collect();
                put(sheet, row, number as u16 + 1, &wide);
            }
            row += 1;
        }
    }
    book
}

/// Two rows of headings, the upper merged over years, and a row of units below.
fn two_rows_of_headings(values: &Values) -> Workbook {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    put(sheet, 0, 0, "地区");
    let mut column = 1;
    for (_, word, unit) in VARIABLES {
        sheet
            .merge_range(0, column, 0, column + 2, word, &Format::new())
            .unwrap();
        sheet
            .merge_range(1, column, 1, column + 2, unit, &Format::new())
            .unwrap();
        for (place, year) in YEARS.iter().enumerate() {
            sheet
                .write(2, column + place as u16, f64::from(*year))
                .unwrap();
        }
        column += 3;
    }
    put(sheet, 3, 0, "");
    for (place, (code, name)) in CITIES.iter().enumerate() {
        let row = place as u32 + 3;
        put(sheet, row, 0, name);
        for number in 0..VARIABLES.len() {
            for (year_place, year) in YEARS.iter().enumerate() {
                let column = (number * 3 + year_place + 1) as u16;
                sheet
                    .write(row, column, values.number(code, *year, number))
                    .unwrap();
            }
        }
    }
    book
}

/// A sheet a variable, whose name says which, with zones in columns and years in rows.
fn sheet_a_variable(values: &Values) -> Workbook {
    let mut book = Workbook::new();
    for (number, (_, word, unit)) in VARIABLES.iter().enumerate() {
        let sheet = book.add_worksheet();
        sheet.set_name(word.replace(['（', '）'], "")).unwrap();
        put(sheet, 0, 0, &format!("单位:{unit}"));
        put(sheet, 1, 0, "年份");
        for (place, (code, name)) in CITIES.iter().enumerate() {
            put(sheet, 1, place as u16 + 1, name);
            for (year_place, year) in YEARS.iter().enumerate() {
                let row = year_place as u32 + 2;
                put(sheet, row, 0, &format!("{year}年"));
                sheet
                    .write(row, place as u16 + 1, values.number(code, *year, number))
                    .unwrap();
            }
        }
    }
    book
}

/// A project of the example's cities whose statistics are in a file, and whose results are tables alone.
fn project(statistics: &str) -> TempDir {
    let folder = copy_fixtures(&["jiangxi"]);
    let path = folder.path().join("jiangxi/project.toml");
    let text = fs::read_to_string(&path).unwrap();
    let text = text
        .replace("\"statistics.csv\"", &format!("\"{statistics}\""))
        .replace("name = \"name\"", "name = \"name_zh\"")
        .replace("[expect]\npath = \"paper_numbers.csv\"\n", "");
    let export =
        "\n[export]\nfigures = false\nreport = false\ngeopackage = false\ngeojson = false\n";
    let text = match text.contains("[export]") {
        true => text,
        false => text + export,
    };
    fs::write(path, text).unwrap();
    folder
}

/// What a run of the project says, and its hectares, budgets and payments.
fn results(folder: &TempDir) -> (String, Vec<Vec<u8>>) {
    let output = landcarbon(&folder.path().join("jiangxi"))
        .args(["run", "project.toml"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let tables = ["table-2.csv", "table-5.csv", "table-7.csv"]
        .map(|name| fs::read(folder.path().join("jiangxi/out/tables").join(name)).unwrap());
    (stdout(&output) + &stderr(&output), tables.to_vec())
}

/// Year, variable and value, to the last bit, of all that is read.
fn observed(bytes: &[u8]) -> Vec<(i32, String, u64)> {
    let options = StatisticsOptions {
        region: None,
        price_year: Year(2010),
        prices: IntensityPrices::Constant,
        columns: Vec::new(),
        sheets: Vec::new(),
        read: BTreeMap::new(),
        units: BTreeMap::new(),
    };
    let read = Statistics::from_bytes(bytes, &options).unwrap();
    let observed = read.observations.iter().map(|o| {
        let statistic = o.statistic;
        (
            o.year.0,
            statistic.variable().to_string(),
            statistic.value().to_bits(),
        )
    });
    let mut observed: Vec<_> = observed.collect();
    observed.sort();
    observed
}

#[test]
fn each_layout_gives_the_results_of_one_value_a_row() {
    let values = Values::read();
    let exact = observed(values.long().as_bytes());
    assert_eq!(exact.len(), 11 * 3 * 3);
    let folder = project("long.csv");
    fs::write(folder.path().join("jiangxi/long.csv"), values.long()).unwrap();
    let (_, expected) = results(&folder);
    for (layout, mut book) in [
        ("wide by year", wide_by_year(&values)),
        ("wide by variable", wide_by_variable(&values)),
        ("a block a year", block_a_year(&values)),
        ("two rows of headings", two_rows_of_headings(&values)),
        ("a sheet a variable", sheet_a_variable(&values)),
    ] {
        let folder = project("年鉴.xlsx");
        let bytes = book.save_to_buffer().unwrap();
        assert_eq!(observed(&bytes), exact, "{layout}");
        fs::write(folder.path().join("jiangxi/年鉴.xlsx"), bytes).unwrap();
        let (said, found) = results(&folder);
        assert!(found == expected, "{layout}: {said}");
        for words in [
            "常住人口 as population in 万人, 2010, 2015, 2020, 11 zones",
            "能源消费总量 as energy",
        ] {
            assert!(said.contains(words), "{layout}: {said}");
        }
        assert_eq!(
            said.contains("第一产业比重"),
            layout == "wide by variable",
            "{said}"
        );
    }
}

/// `.xls` and `.ods`: the example's values in the example's units.
#[test]
fn older_and_open_workbooks_are_read() {
    let mut long = csv::Reader::from_path(fixture("jiangxi/statistics.csv")).unwrap();
    let headings = long.headers().unwrap().clone();
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(&headings).unwrap();
    for row in long.records().map(Result::unwrap) {
        let is_city = CITIES.iter().any(|(code, _)| *code == &row[0]);
        if is_city && VARIABLES.iter().any(|(variable, ..)| *variable == &row[3]) {
            table.write_record(&row).unwrap();
        }
    }
    let expected = observed(&table.into_inner().unwrap());
    assert_eq!(expected.len(), 11 * 3 * 3);
    for file in ["cities.xls", "cities.ods"] {
        let bytes = fs::read(fixture("yearbook").join(file)).unwrap();
        assert_eq!(observed(&bytes), expected, "{file}");
    }
}

/// A workbook of a few hundred bytes with a cell in the far corner, and one that unpacks to more than is read.
#[test]
fn workbooks_that_would_fill_memory_are_refused() {
    let mut book = Workbook::new();
    put(book.add_worksheet(), 1_048_575, 16_383, "x");
    let study = SmallStudy::new();
    let said_of = |bytes: Vec<u8>| {
        study.write("statistics.csv", bytes);
        study.run(&["check", "project.toml"]).stderr
    };
    let said = said_of(book.save_to_buffer().unwrap());
    assert!(
        said.contains("row 1048576 and column 16384, beyond the 100000 rows"),
        "{said}"
    );
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("xl/workbook.xml", options).unwrap();
    for _ in 0..300 {
        std::io::Write::write_all(&mut archive, &vec![b' '; 1 << 20]).unwrap();
    }
    let said = said_of(archive.finish().unwrap().into_inner());
    assert!(said.contains("it unpacks to 314572800 bytes"), "{said}");
}

#[test]
fn a_project_answers_the_questions() {
    let study = SmallStudy::new();
    let table = "\
总人口
地区,2010,2020
a,\"1,000\",\"1,100.0\"
b,800,—
合计,\"1,800\",

单位：万元
地区,2010年地区生产总值（2010年不变价）,2020年地区生产总值（2010年不变价）
a,5000,9000
b,3000,4000
";
    study.write("statistics.csv", table);
    let answers = "path = \"statistics.csv\"\nread = { \"总人口\" = \"population\" }\nunits = { population = \"人\" }\n";
    study.edit("project.toml", "path = \"statistics.csv\"\n", answers);
    let outcome = study.run(&["check", "project.toml"]);
    // The value that is missing is named, and so is the energy that nobody gives.
    for words in ["population of zone b in 2020", "energy of zone a in 2010"] {
        assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
    }
}

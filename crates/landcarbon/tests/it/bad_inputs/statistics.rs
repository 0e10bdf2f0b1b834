//! The table of statistics, as people keep it.

use crate::bad_inputs::cases::{CHECK, Cases, RUN};
use crate::bad_inputs::small_study::{gbk, utf16};

const TABLE: &str = "statistics.csv";

/// What the first row says; `zone,name,year,variable,value,unit,status,source` are the headings.
const FIRST: &str = "a,Alpha,2010,population,1000,persons,census,made up";

#[test]
fn numbers() {
    let mut check = Cases::new(CHECK);
    for (case, value) in [
        ("an exponent", "1E+03"),
        ("blanks around it", " 1000\u{a0}"),
        ("a plus sign", "+1000"),
        ("minus zero", "-0"),
    ] {
        check.accepts(case, &[], |b| {
            b.edit(TABLE, ",1000,", &format!(",{value},"))
        });
    }
    for (case, value) in [
        ("thousands apart by commas", "\"1,000\""),
        ("thousands apart by commas, without quotes", "1,000"),
        ("thousands apart by blanks", "1 000"),
        ("thousands apart by no-break spaces", "1\u{a0}000"),
        ("a decimal comma", "\"1000,5\""),
        ("full-width digits", "１０００"),
        ("a unit", "1000人"),
        ("a formula", "=500*2"),
        ("an error of a spreadsheet", "#DIV/0!"),
        ("columns too narrow", "########"),
        ("an apostrophe before it", "'1000"),
        ("a percentage", "12.5%"),
        ("a dash for none", "-"),
        ("an ellipsis for none", "…"),
        ("none", ""),
        ("no number", "nan"),
        ("infinity", "inf"),
        ("more than a number holds", "1e400"),
        ("more than all people", "1e300"),
        ("less than any", "1e-320"),
        ("below zero", "-1000"),
        ("hexadecimal digits", "0x3E8"),
        ("a date", "2010-01-01"),
    ] {
        check.refuses(case, &[], |b| {
            b.edit(TABLE, ",1000,", &format!(",{value},"))
        });
    }
    insta::assert_snapshot!(check.told());
}

#[test]
fn rows() {
    let mut check = Cases::new(CHECK);
    let again = format!("{FIRST}\n{FIRST}");
    let again_in_another_unit = format!("{FIRST}\n{}", FIRST.replace("1000,persons", "0.1,万人"));
    let fuel_too = "2000,tce,official,made up\na,Alpha,2010,raw_coal,1000,t,official,made up";
    let absorption = format!("{FIRST}\na,Alpha,2010,absorption,1,t C,official,made up");
    let total = format!("{FIRST}\n36,All,2010,population,1800,persons,census,made up");
    check.accepts_edits(
        TABLE,
        &[
            [
                "a no-break space after an id",
                "a,Alpha,2010",
                "a\u{a0},Alpha,2010",
            ],
            ["a unit in Chinese", "1000,persons", "0.1,万人"],
            [
                "a year that the project does not ask for",
                FIRST,
                &format!("{FIRST}\n{}", FIRST.replace("2010", "2011")),
            ],
            ["totals that the project does not name", FIRST, &total],
            [
                "totals as yearbooks call them",
                FIRST,
                &total.replace("36,All", "合　计,"),
            ],
        ],
    );
    check.warns("totals that are not the sums", &[], |b| {
        b.edit(
            TABLE,
            FIRST,
            &total.replace("36,All", "全省,").replace("1800", "1900"),
        );
    });
    check.warns("persons in 万人", &[], |b| {
        b.edit(TABLE, ",1000,persons", ",0.1,persons")
    });
    check.refuses(
        "the same, which is not to be believed",
        &["--strict"],
        |b| b.edit(TABLE, ",1000,persons", ",0.1,persons"),
    );
    check.warns(
        "all energy in 万吨标准煤, typed as 吨标准煤",
        &[],
        |b| {
            for tonnes in ["2000", "2500", "1500", "1750"] {
                let typed = format!(",0.{tonnes},吨标准煤");
                b.edit(TABLE, &format!(",{tonnes},tce"), &typed);
            }
        },
    );
    check.refuses_edits(
        TABLE,
        &[
            [
                "a zone that the boundaries lack",
                FIRST,
                &FIRST.replace("a,A", "c,A"),
            ],
            ["a name for an id", FIRST, &FIRST.replace("a,A", "Alpha,A")],
            ["no zone", FIRST, &FIRST.replace("a,A", ",A")],
            [
                "an invisible character in an id",
                FIRST,
                &FIRST.replace("a,A", "a\u{200b},A"),
            ],
            ["a year with its word", "Alpha,2010,pop", "Alpha,2010年,pop"],
            ["a year of two digits", "Alpha,2010,pop", "Alpha,10,pop"],
            [
                "a year with a fraction",
                "Alpha,2010,pop",
                "Alpha,2010.0,pop",
            ],
            [
                "a date for a year",
                "Alpha,2010,pop",
                "Alpha,2010/12/31,pop",
            ],
            ["a wrong year", "Alpha,2010,pop", "Alpha,2011,pop"],
            [
                "a variable with a typing error",
                "2010,population,1000",
                "2010,populaton,1000",
            ],
            [
                "a variable in capitals",
                "2010,population,1000",
                "2010,Population,1000",
            ],
            [
                "a variable in Chinese",
                "2010,population,1000",
                "2010,人口,1000",
            ],
            ["a unit of another variable", "1000,persons", "1000,tce"],
            ["no unit", "1000,persons", "1000,"],
            ["a value twice", FIRST, &again],
            ["a value twice, in two units", FIRST, &again_in_another_unit],
            ["a row cut short", FIRST, "a,Alpha,2010,population,1000"],
            ["a cell too many", FIRST, &format!("{FIRST}, by hand")],
            [
                "a quote that is not closed",
                FIRST,
                &FIRST.replace("made", "\"made"),
            ],
            ["no GDP", "gdp_constant,5000", "gdp_constant,0"],
            [
                "a GDP of the least number",
                "gdp_constant,5000",
                "gdp_constant,5e-324",
            ],
            [
                "current prices without a deflator",
                "2020,gdp_constant",
                "2020,gdp",
            ],
            [
                "energy unlike the fuels",
                "2000,tce,official,made up",
                fuel_too,
            ],
            ["absorption of a zone", FIRST, &absorption],
            ["a zone without statistics", "\nb,", "\na,"],
        ],
    );
    insta::assert_snapshot!(check.told());
}

#[test]
fn tables() {
    let mut check = Cases::new(CHECK);
    let doubled = |text: &str| {
        let doubled = text
            .replace(",value,", ",value,value,")
            .replace(",population,", ",population,7,");
        doubled
            .replace(",gdp_constant,", ",gdp_constant,7,")
            .replace(",energy,", ",energy,7,")
    };
    let wide = "zone,variable,2010,2020,unit,source\na,population,1000,1100,persons,made up\n";
    check.refuses("no such file", &[], |b| b.remove(TABLE));
    check.refuses("a folder", &[], |b| {
        b.remove(TABLE);
        b.folder(TABLE);
    });
    check.refuses("an empty file", &[], |b| b.write(TABLE, ""));
    check.refuses("headings alone", &[], |b| {
        b.write(TABLE, "zone,year,variable,value,unit,source")
    });
    check.refuses("a workbook", &[], |b| {
        b.write(TABLE, b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0A7\x82\xcf")
    });
    check.refuses("an old workbook", &[], |b| {
        b.write(TABLE, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    });
    check.refuses("UTF-16", &[], |b| b.write(TABLE, utf16(&b.read(TABLE))));
    check.refuses("full-width commas", &[], |b| b.edit(TABLE, ",", "，"));
    check.refuses("bytes of no encoding", &[], |b| {
        b.write(TABLE, [b.read(TABLE).as_bytes(), b"\xff\xff"].concat())
    });
    check.refuses("a column for each year", &[], |b| b.write(TABLE, wide));
    check.refuses("a column twice", &[], |b| {
        b.write(TABLE, doubled(&b.read(TABLE)))
    });
    check.refuses_edits(
        TABLE,
        &[["a column by another name", "unit,status", "units,status"]],
    );
    check.accepts_edits(
        TABLE,
        &[
            ["a byte order mark", "zone,name", "\u{feff}zone,name"],
            ["headings in capitals", "zone,name,year", "Zone,Name,YEAR"],
            ["lines that end as on Windows", "\n", "\r\n"],
            ["lines that end as on old Macs", "\n", "\r"],
            ["blank lines", "\nb,", "\n  \nb,"],
            ["semicolons", ",", ";"],
            ["tabs", ",", "\t"],
            [
                "a title above the headings",
                "zone,name",
                "Statistics,,,,,,,\nzone,name",
            ],
            ["empty rows", "\nb,", "\n,,,,,,,\nb,"],
        ],
    );
    check.warns("GBK", &[], |b| {
        b.write(TABLE, gbk(&b.read(TABLE).replace("made up", "年鉴")))
    });
    insta::assert_snapshot!(check.told());
}

#[test]
fn extremes() {
    let mut run = Cases::new(RUN);
    run.refuses("a zone with neither energy nor people", &[], |b| {
        b.edit(TABLE, "2020,population,700,", "2020,population,0,");
        b.edit(TABLE, "2020,energy,1750,", "2020,energy,0,");
    });
    run.warns("the largest values that are believed", &[], |b| {
        b.edit(TABLE, "energy,2000,", "energy,1e12,");
        b.edit(TABLE, "gdp_constant,5000,", "gdp_constant,1e12,");
    });
    run.warns("the least values that are believed", &[], |b| {
        b.edit(TABLE, "gdp_constant,5000,", "gdp_constant,1e-13,");
    });
    insta::assert_snapshot!(run.told());
}

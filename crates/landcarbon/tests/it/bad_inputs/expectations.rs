//! Tables of expected values.

use crate::bad_inputs::cases::{CHECK, Cases, RUN};
use crate::bad_inputs::small_study::{SmallStudy, gbk};

const HEADINGS: &str = "id,value,tolerance";

/// Lets the project expect what `text` says.
pub fn expecting(b: &SmallStudy, text: impl AsRef<[u8]>) {
    expecting_nothing(b);
    b.write("expected.csv", text);
}

fn expecting_nothing(b: &SmallStudy) {
    b.edit(
        "project.toml",
        "[export]",
        "[expect]\npath = \"expected.csv\"\n\n[export]",
    );
}

#[test]
fn tables() {
    let mut check = Cases::new(CHECK);
    check.refuses("no such file", &[], expecting_nothing);
    for (case, text) in [
        ("an empty file", ""),
        ("a column missing", "id,value\nregion.emissions.2010,1\n"),
        (
            "semicolons",
            "id;value;tolerance\nregion.emissions.2010;1;1\n",
        ),
        (
            "a column twice",
            "id,value,value,tolerance\nregion.emissions.2010,1,2,1\n",
        ),
        (
            "thousands apart by commas",
            "id,value,tolerance\nregion.emissions.2010,\"1,000\",1\n",
        ),
        (
            "a row cut short",
            "id,value,tolerance\nregion.emissions.2010,1\n",
        ),
        (
            "a tolerance below zero",
            "id,value,tolerance\nregion.emissions.2010,1,-1\n",
        ),
        (
            "a tolerance in per cent",
            "id,value,tolerance\nregion.emissions.2010,1,5%\n",
        ),
        (
            "a value that is no number",
            "id,value,tolerance\nregion.emissions.2010,nan,1\n",
        ),
    ] {
        check.refuses(case, &[], |b| expecting(b, text));
    }
    check.accepts("empty rows at the end", &[], |b| {
        expecting(b, format!("{HEADINGS}\nregion.emissions.2010,1,1\n,,\n"));
    });
    check.accepts("GBK", &[], |b| {
        expecting(
            b,
            gbk(&format!(
                "{HEADINGS},note\nregion.emissions.2010,1,1,年鉴\n"
            )),
        );
    });
    insta::assert_snapshot!(check.told());
}

#[test]
fn names() {
    let mut run = Cases::new(RUN);
    for (case, id) in [
        ("a subject that there is not", "Gamma.emissions.2010"),
        ("a year that was not assessed", "region.emissions.2011"),
        ("a quantity that there is not", "region.emission.2010"),
        ("a class that the legend lacks", "region.landuse.forst.2010"),
        ("one word", "emissions"),
        ("nothing", ""),
    ] {
        run.refuses(case, &[], |b| {
            expecting(b, format!("{HEADINGS}\n{id},1,1\n"))
        });
    }
    run.accepts("an id with points", &[], |b| {
        b.edit("zones.geojson", "\"id\":\"a\"", "\"id\":\"36.01\"");
        b.edit("statistics.csv", "\na,", "\n36.01,");
        expecting(b, format!("{HEADINGS}\n36.01.ecc.2010,1,1\n"));
    });
    run.refuses("another unit", &[], |b| {
        expecting(b, "id,unit,value,tolerance\nregion.emissions.2010,t,1,1\n");
    });
    insta::assert_snapshot!(run.told());
}

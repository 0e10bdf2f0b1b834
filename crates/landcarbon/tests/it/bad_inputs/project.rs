//! Project files.

use crate::bad_inputs::cases::{CHECK, Cases};
use crate::bad_inputs::small_study::{gbk, utf16};

const PROJECT: &str = "project.toml";

#[test]
fn files() {
    let mut check = Cases::new(&["check"]);
    check.refuses("no such file", &["projekt.toml"], |_| {});
    check.refuses("a folder", &["."], |_| {});
    check.refuses("an empty file", &["empty.toml"], |b| {
        b.write("empty.toml", "")
    });
    check.refuses("statistics", &["statistics.csv"], |_| {});
    check.refuses("a raster", &["frame.tif"], |b| b.tiff("frame.tif", |_| {}));
    check.refuses("GBK", &[PROJECT], |b| {
        b.write(PROJECT, gbk(&format!("# 项目\n{}", b.read(PROJECT))))
    });
    check.refuses("UTF-16", &[PROJECT], |b| {
        b.write(PROJECT, utf16(&b.read(PROJECT)))
    });
    check.accepts("a byte order mark", &[PROJECT], |b| {
        b.edit(PROJECT, "[project]", "\u{feff}[project]")
    });
    check.accepts("lines that end as on Windows", &[PROJECT], |b| {
        b.edit(PROJECT, "\n", "\r\n")
    });
    insta::assert_snapshot!(check.told());
}

#[test]
fn text() {
    let mut check = Cases::new(CHECK);
    check.refuses_edits(
        PROJECT,
        &[
            ["a word without quotes", "id = \"id\"", "id = id"],
            ["curly quotes", "id = \"id\"", "id = “id”"],
            ["a quote that is not closed", "id = \"id\"", "id = \"id"],
            ["a colon", "id = \"id\"", "id: \"id\""],
            ["a key twice", "id = \"id\"", "id = \"id\"\nid = \"name\""],
            ["a table twice", "[export]", "[boundaries]\n[export]"],
            [
                "a backslash in a path",
                "\"zones.geojson\"",
                "\"data\\zones.geojson\"",
            ],
            [
                "a backslash that is an escape",
                "\"zones.geojson\"",
                "\"new\\table.geojson\"",
            ],
            ["an unknown key", "legend =", "legnd ="],
            ["an unknown table", "[landuse]", "[land_use]"],
            [
                "a table missing",
                "[statistics]\npath = \"statistics.csv\"\n",
                "",
            ],
            ["years as texts", "[2010, 2020]", "[\"2010\", \"2020\"]"],
            ["a year without brackets", "[2010, 2020]", "2010"],
            [
                "yes for true",
                "[landuse]",
                "[landuse]\nallow_unmapped = yes",
            ],
            ["a number in quotes", "[landuse]", "[landuse]\nband = \"1\""],
            [
                "a decimal comma",
                "[export]",
                "[zoning.thresholds]\nsink_esc = 1,8\n[export]",
            ],
        ],
    );
    insta::assert_snapshot!(check.told());
}

#[test]
fn sources() {
    let mut check = Cases::new(CHECK);
    let long = format!("name = \"{}\"", "n".repeat(300));
    check.accepts_edits(
        PROJECT,
        &[
            ["a year twice", "[2010, 2020]", "[2010, 2020, 2010]"],
            ["a name in Chinese", "name = \"small\"", "name = \"江西\""],
        ],
    );
    check.refuses_edits(
        PROJECT,
        &[
            ["no years", "[2010, 2020]", "[]"],
            [
                "a year without a raster",
                "[2010, 2020]",
                "[2010, 2015, 2020]",
            ],
            ["a raster without a year", "[2010, 2020]", "[2020]"],
            ["a year of two digits", "[2010, 2020]", "[10, 2020]"],
            ["a year below zero", "[2010, 2020]", "[-2010, 2020]"],
            ["a year with its word", "{ 2010", "{ 2010年"],
            ["a year with its word in quotes", "{ 2010", "{ \"2010年\""],
            [
                "a name with a path",
                "name = \"small\"",
                "name = \"../small\"",
            ],
            ["no name", "name = \"small\"", "name = \"\""],
            ["a name of 300 letters", "name = \"small\"", &long],
            [
                "boundaries that are not there",
                "zones.geojson",
                "zones.shp",
            ],
            [
                "a raster that is not there",
                "2020 = \"later.asc\"",
                "2020 = \"../frame.tif\"",
            ],
            [
                "one raster for two years",
                "2020 = \"later.asc\"",
                "2020 = { path = \"frame.asc\", band = 1 }",
            ],
            [
                "a band by another key",
                "2020 = \"later.asc\"",
                "2020 = { path = \"later.asc\", bands = 1 }",
            ],
            ["no path", "\"statistics.csv\"", "\"\""],
            ["no path of a raster", "2020 = \"later.asc\"", "2020 = \"\""],
            ["a field that is not there", "id = \"id\"", "id = \"code\""],
            ["a legend that is not there", "\"cnlucc\"", "\"mine.toml\""],
            ["band 0", "[landuse]", "[landuse]\nband = 0"],
            ["a band below zero", "[landuse]", "[landuse]\nband = -1"],
            [
                "a coverage that there is not",
                "[landuse]",
                "[landuse]\ncoverage = \"centre\"",
            ],
            [
                "a system that there is not",
                "[landuse]",
                "[landuse]\ncrs = \"Albers\"",
            ],
            [
                "a language that there is not",
                "years",
                "language = \"fr\"\nyears",
            ],
        ],
    );
    insta::assert_snapshot!(check.told());
}

#[test]
fn coefficients() {
    let mut check = Cases::new(CHECK);
    for (case, table) in [
        (
            "a class that the legend lacks",
            "land.forst]\nvalue = -1\nbasis = \"C\"\nsource = \"x\"",
        ),
        (
            "a class in capitals",
            "land.Forest]\nvalue = -1\nbasis = \"C\"\nsource = \"x\"",
        ),
        (
            "a class both given and left out",
            "land.unused]\nvalue = -1\nbasis = \"C\"\nsource = \"x\"",
        ),
        (
            "not a number",
            "energy]\nvalue = nan\nbasis = \"C\"\nsource = \"x\"",
        ),
        (
            "infinity",
            "land.forest]\nvalue = -inf\nbasis = \"C\"\nsource = \"x\"",
        ),
        (
            "energy that absorbs",
            "energy]\nvalue = -1.87\nbasis = \"C\"\nsource = \"x\"",
        ),
        (
            "another gas",
            "energy]\nvalue = 1.87\nbasis = \"CH4\"\nsource = \"x\"",
        ),
        ("no source", "energy]\nvalue = 1.87\nbasis = \"C\""),
        (
            "more than all carbon",
            "energy]\nvalue = 1e300\nbasis = \"C\"\nsource = \"x\"",
        ),
    ] {
        let added = format!("[coefficients.{table}\n\n[export]");
        check.refuses(case, &[], |b| b.edit(PROJECT, "[export]", &added));
    }
    check.refuses_edits(
        PROJECT,
        &[
            ["a preset that there is not", "consistent-c", "consistent"],
            [
                "classes without a coefficient",
                "without = [\"cultivated\", \"unused\"]",
                "",
            ],
            [
                "a class that the legend lacks, left out",
                "\"unused\"]",
                "\"unused\", \"wetland\"]",
            ],
            [
                "a fuel that there is not",
                "[export]",
                "[fuels.coal]\nsource = \"x\"\n[export]",
            ],
            [
                "a fuel of no number",
                "[export]",
                "[fuels.raw_coal]\ncoal_equivalent = nan\nsource = \"x\"\n[export]",
            ],
        ],
    );
    insta::assert_snapshot!(check.told());
}

#[test]
fn model() {
    let mut check = Cases::new(CHECK);
    let deflator = |levels: &str| format!("deflator = {{ {levels} }}\n[coefficients]");
    check.refuses_edits(
        PROJECT,
        &[
            [
                "a rule that there is not",
                "[export]",
                "[zoning]\nrule = \"papers\"\n[export]",
            ],
            [
                "a threshold that there is not",
                "[export]",
                "[zoning.thresholds]\nsink = 1.8\n[export]",
            ],
            [
                "a threshold of no number",
                "[export]",
                "[zoning.thresholds]\nsink_esc = nan\n[export]",
            ],
            [
                "a threshold below zero",
                "[export]",
                "[zoning.thresholds]\nsink_esc = -1.8\n[export]",
            ],
            [
                "thresholds in the wrong order",
                "[export]",
                "[zoning.thresholds]\nlow_emissions = 2.0\nhigh_emissions = 1.0\n[export]",
            ],
            [
                "a deflator of zero",
                "[coefficients]",
                &deflator("2010 = 1.0, 2020 = 0"),
            ],
            [
                "a deflator of no number",
                "[coefficients]",
                &deflator("2010 = 1.0, 2020 = nan"),
            ],
            [
                "a deflator of a year with its word",
                "[coefficients]",
                &deflator("\"2010年\" = 1.0"),
            ],
            [
                "a target year that is not assessed",
                "target_year = 2020",
                "target_year = 2021",
            ],
            [
                "a target year that is the base year",
                "target_year = 2020",
                "target_year = 2010",
            ],
            ["no base year", "base_year = 2010", ""],
            [
                "an option that there is not",
                "base_year",
                "wieght = 0.8\nbase_year",
            ],
            ["a weight above 1", "base_year", "weight = 8\nbase_year"],
            [
                "a price of no number",
                "price = {",
                "price = { rule = { fixed = { yuan_per_t = nan } },",
            ],
            [
                "classes of no map",
                "[export]",
                "[classes]\nwater = { scheme = \"quantiles\", classes = 5 }\n[export]",
            ],
            [
                "breaks that fall",
                "[export]",
                "[classes]\necc = { scheme = \"value\", breaks = [2, 1] }\n[export]",
            ],
            [
                "breaks of no number",
                "[export]",
                "[classes]\necc = { scheme = \"value\", breaks = [nan] }\n[export]",
            ],
            [
                "a thousand classes",
                "[export]",
                "[classes]\necc = { scheme = \"quantiles\", classes = 1000 }\n[export]",
            ],
        ],
    );
    insta::assert_snapshot!(check.told());
}

/// What statistics, choices and the codes of a few rows decide is refused before all cells are read.
#[test]
fn what_needs_no_land() {
    let mut check = Cases::new(CHECK);
    let uncertain =
        |what: &str| format!("[uncertainty]\ndraws = 100\nsobol_samples = 0\n{what}\n[export]");
    let price = uncertain(
        "[uncertainty.price]\ndistribution = \"uniform\"\nminimum = 1\nmaximum = 2\nsource = \"x\"",
    );
    let lambda = uncertain(
        "[uncertainty.coefficients.land]\nunused = { distribution = \"normal\", relative_sd = 0.1, source = \"x\" }",
    );
    check.refuses_edits(
        PROJECT,
        &[
            ["a legend of other codes", "\"cnlucc\"", "\"clcd\""],
            ["a range that does not hold its base", "[export]", &price],
            ["an uncertain λ of a class that has none", "[export]", &lambda],
            [
                "a scenario that leaves less than nothing",
                "[export]",
                "[[scenario]]\nname = \"s\"\nchanges = [{ input = \"energy\", relative = -2 }]\n[export]",
            ],
        ],
    );
    check.refuses("drivers of emissions without people", &[], |b| {
        b.edit(PROJECT, "[export]", "[analysis]\ndrivers = true\n[export]");
        b.edit("statistics.csv", "population,1000,", "population,0,");
    });
    check.warns("classes that no map shows", &[], |b| {
        let classes = "[classes]\necc = { scheme = \"value\", breaks = [1] }\n[export]";
        b.edit(PROJECT, "[export]", classes);
    });
    insta::assert_snapshot!(check.told());
}

//! Data of which `init` cannot make a project without a word: each is a question, with the option that answers it.

use crate::bad_inputs::boundary_files::geopackage;
use crate::bad_inputs::cases::Cases;
use crate::bad_inputs::small_study::{SmallStudy, feature, placed, square};

/// A project of the small study, of which nothing is asked.
const ANSWERED: &[&str] = &[
    "init",
    "new",
    "--language",
    "en",
    "--boundaries",
    "zones.geojson",
    "--rasters",
    "2010=frame.asc",
    "2020=later.asc",
    "--statistics",
    "statistics.csv",
    "--legend",
    "cnlucc",
];

/// A table whose word has two meanings, and which says no unit.
const TOTAL: &str = "总人口\n地区,2010,2020\na,1000,1100\nb,800,900\n全省,1800,2000\n";

/// Two zones with more fields than one that may be ids.
fn zones(b: &SmallStudy, fields: &[(&str, [&str; 2])]) {
    let squares = [square(2, 2, 8), square(10, 2, 8)];
    let zones = squares.iter().enumerate().map(|(zone, cells)| {
        let mut feature = feature("", "Polygon", &placed(cells));
        let values = fields
            .iter()
            .map(|(name, values)| ((*name).to_owned(), values[zone].into()));
        feature["properties"] = serde_json::Value::Object(values.collect());
        feature
    });
    b.features(&zones.collect::<Vec<_>>());
}

fn legend_left_out() -> Vec<&'static str> {
    ANSWERED[..ANSWERED.len() - 2].to_vec()
}

#[test]
fn boundaries_that_leave_a_choice() {
    let mut print = Cases::new(&[
        "init",
        "new",
        "--language",
        "en",
        "--rasters",
        "2010=frame.asc",
        "2020=later.asc",
        "--legend",
        "cnlucc",
        "--boundaries",
    ]);
    let file = &["zones.geojson"][..];
    print.accepts("one field with ids", file, |_| {});
    print.refuses("two fields with codes", file, |b| {
        zones(
            b,
            &[
                ("code", ["360100", "360200"]),
                ("old", ["362100", "362200"]),
            ],
        );
    });
    print.refuses("two fields with texts", file, |b| {
        zones(b, &[("short", ["a", "b"]), ("long", ["Alpha", "Beta"])]);
    });
    print.refuses("two fields with names", file, |b| {
        zones(
            b,
            &[
                ("code", ["360100", "360200"]),
                ("name", ["a", "b"]),
                ("long_name", ["Alpha", "Beta"]),
            ],
        );
    });
    print.refuses("no field that tells zones apart", file, |b| {
        zones(b, &[("province", ["Jiangxi", "Jiangxi"])]);
    });
    print.refuses(
        "a field that is not there",
        &["zones.geojson", "--zone-id", "cod"],
        |_| {},
    );
    print.refuses("several layers", &["zones.gpkg"], geopackage);
    print.refuses("no CRS", &["ldid-00.shp"], |b| {
        for part in ["shp", "shx", "dbf"] {
            let file = format!("ldid-00.{part}");
            b.copy(&format!("gbk-shapefile/{file}"), &file);
        }
    });
    print.refuses("no file", &["none.shp"], |_| {});
    insta::assert_snapshot!(print.told());
}

#[test]
fn statistics_that_do_not_fit_the_boundaries() {
    let mut print = Cases::new(ANSWERED);
    print.accepts("statistics of the zones", &[], |_| {});
    print.refuses("other zones", &[], |b| {
        zones(
            b,
            &[
                ("code", ["360100", "360200"]),
                ("name", ["Nanchang", "Jingdezhen"]),
            ],
        );
    });
    print.refuses("a zone too many", &[], |b| {
        b.write(
            "statistics.csv",
            b.read("statistics.csv").replace("\nb,", "\nc,"),
        );
    });
    print.refuses("zones of two levels", &[], |b| {
        zones(b, &[("id", ["a", "a2"]), ("above", ["A", "b"])]);
    });
    print.refuses("no year in common", &[], |b| {
        let text = b
            .read("statistics.csv")
            .replace(",2010,", ",2011,")
            .replace(",2020,", ",2021,");
        b.write("statistics.csv", text);
    });
    print.refuses("a word that is not clear", &[], |b| {
        b.write("statistics.csv", TOTAL)
    });
    print.accepts(
        "a word that is answered",
        &["--read", "总人口=population", "--unit", "population=人"],
        |b| b.write("statistics.csv", TOTAL),
    );
    print.rejects("an answer without a meaning", &["--read", "总人口"]);
    print.accepts("names without their ends", &[], |b| {
        zones(
            b,
            &[
                ("code", ["360100", "360200"]),
                ("name", ["南昌市", "景德镇市"]),
            ],
        );
        let text = b.read("statistics.csv");
        b.write(
            "statistics.csv",
            text.replace("\na,", "\n南昌,").replace("\nb,", "\n景德镇,"),
        );
    });
    print.refuses("a name of two zones", &[], |b| {
        zones(
            b,
            &[
                ("code", ["360100", "360200"]),
                ("name", ["南昌市", "南昌县"]),
            ],
        );
        let text = b.read("statistics.csv");
        b.write(
            "statistics.csv",
            text.replace("\na,", "\n南昌,").replace("\nb,", "\n南昌县,"),
        );
    });
    print.refuses("a unit that is none", &[], |b| {
        b.edit("statistics.csv", ",tce,", ",tons,")
    });
    insta::assert_snapshot!(print.told());
}

#[test]
fn rasters_that_leave_a_choice() {
    let mut print = Cases::new(&[
        "init",
        "new",
        "--language",
        "en",
        "--boundaries",
        "zones.geojson",
        "--legend",
        "cnlucc",
        "--rasters",
    ]);
    let in_folder = |names: &'static [&'static str]| {
        move |b: &SmallStudy| {
            b.folder("rasters");
            for name in names {
                b.copy("edge/frame.asc", &format!("rasters/{name}.asc"));
                b.write(&format!("rasters/{name}.prj"), b.read("frame.prj"));
            }
        }
    };
    let folder = &["rasters"][..];
    print.accepts(
        "years in names",
        folder,
        in_folder(&["lucc2010", "lucc2020"]),
    );
    print.refuses(
        "no year in a name",
        folder,
        in_folder(&["lucc2010", "newest"]),
    );
    print.refuses(
        "two years in a name",
        folder,
        in_folder(&["lucc2010", "change_2010_2020"]),
    );
    print.refuses(
        "two rasters of a year",
        folder,
        in_folder(&["lucc2010", "mask2010"]),
    );
    print.refuses("no rasters", folder, |b| b.folder("rasters"));
    print.refuses("no folder", folder, |_| {});
    print.refuses("a year that is none", &["now=frame.asc"], |_| {});
    print.refuses("no CRS", &["2010=frame.asc"], |b| b.remove("frame.prj"));
    print.refuses("no CRS, and degrees", &["2010=frame.asc"], |b| {
        b.remove("frame.prj");
        b.edit(
            "frame.asc",
            "xllcorner 500000\nyllcorner 3000000\ncellsize 100",
            "xllcorner 115\nyllcorner 27\ncellsize 0.01",
        );
    });
    insta::assert_snapshot!(print.told());
}

#[test]
fn legends_that_leave_a_choice() {
    let mut print = Cases::new(&[
        "init",
        "new",
        "--language",
        "en",
        "--boundaries",
        "zones.geojson",
        "--rasters",
        "2010=frame.asc",
    ]);
    print.refuses("codes of two legends", &[], |_| {});
    print.refuses("codes 1 to 6", &[], |b| {
        let mut grid = b.read("frame.asc");
        for (from, to) in [
            (" 21", " 2"),
            (" 43", " 5"),
            (" 51", " 6"),
            ("11 ", "1 "),
            (" 11", " 1"),
        ] {
            grid = grid.replace(from, to);
        }
        b.write("frame.asc", grid);
    });
    print.refuses("a code of none", &[], |b| {
        b.edit("frame.asc", "\n11 ", "\n77 ")
    });
    print.refuses("no such legend", &["--legend", "CNLUCC-level1"], |_| {});
    print.accepts(
        "codes that the legend lacks, as asked",
        &["--legend", "globeland30"],
        |_| {},
    );
    insta::assert_snapshot!(print.told());
}

#[test]
fn questions_in_chinese() {
    let mut arguments = legend_left_out();
    arguments[3] = "zh";
    let mut print = Cases::new(Vec::leak(arguments));
    print.refuses("codes of two legends", &[], |_| {});
    print.refuses("two fields with names", &[], |b| {
        zones(
            b,
            &[
                ("code", ["a", "b"]),
                ("name", ["甲县", "乙县"]),
                ("曾用名", ["丙县", "丁县"]),
            ],
        );
    });
    print.refuses("no CRS", &[], |b| b.remove("frame.prj"));
    print.refuses("other zones", &[], |b| {
        zones(b, &[("代码", ["360100", "360200"])])
    });
    insta::assert_snapshot!(print.told());
}

#[test]
fn options_without_data() {
    let mut print = Cases::new(&["init", "new"]);
    print.rejects(
        "boundaries without rasters",
        &["--boundaries", "zones.geojson"],
    );
    print.rejects("rasters without boundaries", &["--rasters", "rasters"]);
    print.rejects("a legend without data", &["--legend", "cnlucc"]);
    insta::assert_snapshot!(print.told());
}

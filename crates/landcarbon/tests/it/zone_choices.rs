//! Which zones of a boundary file a project and the command line take, and how zones of one name are told apart.

use crate::bad_inputs::small_study::{SmallStudy, feature, placed, square};

/// A study whose boundary file has zones of a neighbouring province, one of which crosses itself.
fn national() -> SmallStudy {
    let study = SmallStudy::new();
    let zone = |id: &str, province: &str, cells: &str| {
        let mut feature = feature(id, "Polygon", &placed(cells));
        feature["properties"]["province"] = province.into();
        feature
    };
    study.features(&[
        zone("a", "江西省", &square(2, 2, 8)),
        zone("b", "江西省", &square(10, 2, 8)),
        zone("c", "湖南省", "[[[0,12],[4,16],[4,12],[0,16],[0,12]]]"),
    ]);
    study
}

fn with_key(key: &str) -> SmallStudy {
    let study = national();
    study.edit(
        "project.toml",
        "id = \"id\"",
        &format!("id = \"id\"\n{key}"),
    );
    study
}

#[test]
fn a_project_takes_the_zones_that_it_chooses() {
    let refused = with_key("").run(&["check", "project.toml"]);
    assert_eq!(refused.status, Some(1));
    for (key, warning) in [
        ("where = \"province = '江西省'\"", None),
        ("only = [\"a\", \"b\"]", None),
        (
            "only = \"statistics\"",
            Some("2 of its 3 zones are read, those of the statistics"),
        ),
    ] {
        let study = with_key(key);
        let left = study.run(&["run", "project.toml"]);
        assert_eq!(left.status, Some(0), "{key}: {}", left.stderr);
        assert_eq!(
            left.stderr.contains("of its 3 zones"),
            warning.is_some(),
            "{}",
            left.stderr
        );
        let manifest = study.read("out/manifest.json");
        assert_eq!(
            manifest.contains("of its 3 zones are read"),
            warning.is_some(),
            "{key}"
        );
        let hectares = study.read("out/hectares.csv");
        assert!(
            hectares.contains("\na,a,2010") && hectares.contains("\nb,b,2020"),
            "{key}"
        );
        assert!(!hectares.contains("\nc,"), "{key}");
    }
}

#[test]
fn choices_that_cannot_be_are_refused() {
    for (key, words) in [
        (
            "where = \"load_extension('x')\"",
            "`load_extension` is a function or a query",
        ),
        ("where = \"provnice = 'x'\"", "did you mean \"province\"?"),
        ("where = \"province = '福建省'\"", "no feature meets it"),
        ("only = [\"d\"]", "no zones of these ids: d"),
        ("only = \"all\"", "a list of ids in quotation marks"),
        ("only = [360100]", "a list of ids in quotation marks"),
        ("datum = \"gcj03\"", "`wgs84`, `gcj02`, `bd09`"),
        (
            "datum = \"gcj02\"",
            "GCJ-02 and BD-09 are of longitudes and latitudes",
        ),
    ] {
        let left = with_key(key).run(&["check", "project.toml"]);
        assert_eq!(left.status, Some(1), "{key}");
        assert!(left.stderr.contains(words), "{key}: {}", left.stderr);
    }
}

#[test]
fn the_command_line_takes_the_zones_that_it_chooses() {
    let study = national();
    for choice in [
        &["--where", "province = '江西省'"][..],
        &["--only", "a,b"],
        &["--only", "b", "a"],
    ] {
        let tally = [
            "tally",
            "--zones",
            "zones.geojson",
            "--zone-id",
            "id",
            "--raster",
            "frame.asc",
        ];
        let left = study.run(&[&tally, choice].concat());
        assert_eq!(left.status, Some(0), "{choice:?}: {}", left.stderr);
        assert!(
            left.stdout.contains("\na,a,") && left.stdout.contains("\nb,b,"),
            "{choice:?}"
        );
        assert!(!left.stdout.contains("\nc,"), "{choice:?}");
    }
}

#[test]
fn zones_of_one_name_are_told_apart() {
    let study = SmallStudy::new();
    let zones = study.read("zones.geojson");
    study.write(
        "zones.geojson",
        zones
            .replace("\"name\":\"a\"", "\"name\":\"市中区\"")
            .replace("\"name\":\"b\"", "\"name\":\"市中区\""),
    );
    let left = study.run(&["run", "project.toml"]);
    assert_eq!(left.status, Some(0), "{}", left.stderr);
    assert!(
        left.stderr
            .contains("2 zones share their names with others"),
        "{}",
        left.stderr
    );
    let hectares = study.read("out/hectares.csv");
    for name in ["a,市中区 (a),", "b,市中区 (b),"] {
        assert!(hectares.contains(name), "{hectares}");
    }
    // With cities above them they are called by these.
    let parents = "id,city,city_name\na,c,内江市\nb,d,乐山市\n";
    study.write("parents.csv", parents);
    study.edit(
        "project.toml",
        "name = \"name\"",
        "name = \"name\"\nparents = \"parents.csv\"",
    );
    let project = study.read("project.toml");
    let levels = "\n[[level]]\nname = \"county\"\n[[level]]\nname = \"city\"\nid = \"city\"\nzone_name = \"city_name\"\n";
    study.write("project.toml", format!("{project}{levels}"));
    let left = study.run(&["run", "project.toml", "--overwrite"]);
    assert_eq!(left.status, Some(0), "{}", left.stderr);
    let hectares = study.read("out/hectares.csv");
    for name in ["a,市中区 (内江市),", "b,市中区 (乐山市),"] {
        assert!(hectares.contains(name), "{hectares}");
    }
}

//! Projects with levels: counties in cities in a province.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use gdal::vector::LayerAccess;
use tempfile::TempDir;
use testkit::fixtures::{copy_fixtures, fixture};
use testkit::program::{landcarbon, stderr, stdout};

const TABLES_ONLY: &str =
    "\n[export]\nfigures = false\nreport = false\ngeopackage = false\ngeojson = false\n";

/// Changes of statistics and land of two cities.
const OF_CITIES: &str = r#"
[[scenario]]
name = "Of two cities"
changes = [
  { input = "energy", relative = -0.1, zones = ["360100"], years = [2020] },
  { input = "gdp", absolute = 100000, zones = ["360100"] },
  { input = "land", from = "cultivated", to = "forest", absolute = 5000, zones = ["360700"] },
  { input = "sigma", relative = 0.1 },
]
"#;

/// What the program says on both streams, and whether it succeeds.
fn run_project(folder: &Path, more: &[&str]) -> (bool, String) {
    let mut program = landcarbon(folder);
    let output = program
        .args(["run", "project.toml"])
        .args(more)
        .output()
        .unwrap();
    let said = stdout(&output) + &stderr(&output);
    (output.status.success(), said)
}

fn run(folder: &Path, more: &str) -> String {
    let project = folder.join("project.toml");
    let text = fs::read_to_string(&project).unwrap();
    fs::write(&project, text + more).unwrap();
    let (succeeded, said) = run_project(folder, &[]);
    assert!(succeeded, "{said}");
    said
}

/// The rows of a table, headings first, without notes above or a mark of the encoding.
fn table(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect());
    rows.collect()
}

/// Hectares by zone, year and class.
fn hectares(path: &Path) -> BTreeMap<(String, String, String), f64> {
    let rows = table(path).into_iter().skip(1);
    rows.map(|row| {
        let [zone, _, label, class, hectares, _] = <[String; 6]>::try_from(row).unwrap();
        ((zone, label, class), hectares.parse().unwrap())
    })
    .collect()
}

#[test]
fn cities_made_of_counties_are_the_cities() {
    let folder = copy_fixtures(&["jiangxi", "jiangxi-counties"]);
    let [cities, counties] = ["jiangxi", "jiangxi-counties"].map(|name| folder.path().join(name));
    let more = TABLES_ONLY.to_owned() + OF_CITIES;
    run(&cities, &more);
    let said = run(&counties, &more);
    assert!(
        said.contains("Jiangxi Province, cities: 11 zones, in levels/city"),
        "{said}"
    );
    let (alone, made) = (cities.join("out"), counties.join("out/levels/city"));

    // The cities' own outlines and the counties' differ by 0.00014 ha: by 0.00006 ha of gaps between counties, and by how edges of
    // counties are cut before they are projected.
    let [expected, found] = [&alone, &made].map(|out| hectares(&out.join("hectares.csv")));
    assert_eq!(expected.len(), 11 * 3 * 8);
    assert!(expected.keys().eq(found.keys()));
    for (place, expected) in &expected {
        assert!((found[place] - expected).abs() < 0.0005, "{place:?}");
    }

    // And so do all tables: land use, emissions, absorption, budgets, coefficients, zones, compensation, changes.
    for number in 1..=9 {
        let name = format!("tables/table-{number}.csv");
        let [expected, found] = [&alone, &made].map(|out| table(&out.join(&name)));
        assert_eq!(expected.len(), found.len(), "{name}");
        for (expected, found) in expected.iter().flatten().zip(found.iter().flatten()) {
            match (expected.parse::<f64>(), found.parse::<f64>()) {
                (Ok(a), Ok(b)) => {
                    assert!((a - b).abs() <= 1e-8 * a.abs().max(1.0), "{name}: {a} {b}")
                }
                _ => assert_eq!(expected, found, "{name}"),
            }
        }
    }

    // A scenario that names cities does to them what it does in a project of cities, and to the region the same at every level.
    let scenarios = |out: &Path| -> Vec<Vec<String>> {
        let rows = table(&out.join("tables/scenarios.csv")).into_iter();
        rows.filter(|row| row[0] == "Of two cities").collect()
    };
    let [expected, found] = [&alone, &made].map(|out| scenarios(out));
    same_numbers(&expected, &found);
    let of_region = |rows: Vec<Vec<String>>| -> Vec<Vec<String>> {
        rows.into_iter().filter(|row| row[1] == "region").collect()
    };
    let expected = of_region(expected);
    for level in ["", "levels/province"] {
        let found = of_region(scenarios(&counties.join("out").join(level)));
        same_numbers(&expected, &found);
    }
}

#[test]
fn the_digits_of_codes_say_in_which_city_a_county_lies() {
    let by = |field: &str, digits: &str| {
        let folder = copy_fixtures(&["jiangxi", "jiangxi-counties"]);
        let counties = folder.path().join("jiangxi-counties");
        let project = counties.join("project.toml");
        let text = fs::read_to_string(&project).unwrap();
        fs::write(&project, text.replace(field, digits)).unwrap();
        (folder, counties)
    };
    let [fields, digits] = ["id = \"city\"", "id = { digits = 4 }"].map(|id| {
        let (folder, counties) = by("id = \"city\"", id);
        run(&counties, TABLES_ONLY);
        (folder, counties)
    });
    for file in [
        "hectares.csv",
        "levels/city/hectares.csv",
        "levels/city/tables/table-5.csv",
    ] {
        let [expected, found] = [&fields, &digits]
            .map(|(_, counties)| fs::read(counties.join("out").join(file)).unwrap());
        assert!(expected == found, "{file}");
    }
    let (_folder, counties) = by("id = \"city\"", "id = { digits = 6 }");
    let (succeeded, said) = run_project(&counties, &[]);
    assert!(
        !succeeded && said.contains("has no code of digits of which the first 6"),
        "{said}"
    );
}

/// Holds two tables against each other: to 1e-8, or to the last digit that is printed.
fn same_numbers(expected: &[Vec<String>], found: &[Vec<String>]) {
    assert!(expected.len() > 5 && expected.len() == found.len());
    for (expected, found) in expected.iter().zip(found) {
        for (a, b) in expected.iter().zip(found) {
            match (a.parse::<f64>(), b.parse::<f64>()) {
                (Ok(x), Ok(y)) => {
                    let decimals = a.split('.').nth(1).map_or(0, str::len);
                    let last = 1.01 * 0.1_f64.powi(decimals.try_into().unwrap());
                    let near = (x - y).abs() <= last.max(1e-8 * x.abs());
                    assert!(near, "{expected:?} {found:?}");
                }
                _ => assert_eq!(a, b, "{expected:?} {found:?}"),
            }
        }
    }
}

#[test]
fn each_level_adds_up_and_what_is_downscaled_says_so() {
    let folder = copy_fixtures(&["jiangxi", "jiangxi-counties"]);
    let folder = folder.path().join("jiangxi-counties");
    let said = run(&folder, "\n[export]\nfigures = false\n");
    let out = folder.join("out");
    let counties = hectares(&out.join("hectares.csv"));
    let cities = hectares(&out.join("levels/city/hectares.csv"));
    let province = hectares(&out.join("levels/province/hectares.csv"));
    for ((_, year, class), whole) in &province {
        for level in [&counties, &cities] {
            let parts = level
                .iter()
                .filter(|((_, y, c), _)| (y, c) == (year, class));
            let sum: f64 = parts.map(|(_, hectares)| hectares).sum();
            // Each printed number is within 5e-7 of what it stands for.
            assert!(
                (sum - whole).abs() < 1.01e-6 * 100.0,
                "{year} {class}: {sum} {whole}"
            );
        }
    }
    for (place, city) in &cities {
        let in_city = |county: &str| county[..4] == place.0[..4];
        let parts = counties
            .iter()
            .filter(|((zone, y, c), _)| in_city(zone) && (y, c) == (&place.1, &place.2));
        let sum: f64 = parts.map(|(_, hectares)| hectares).sum();
        assert!((sum - city).abs() < 1e-5, "{place:?}: {sum} {city}");
    }

    let mark = "downscaled: GDP, energy, population of 2010/2015";
    let warning = "level county: energy of 2010, 2015, 2020 is downscaled from city by population of 2020 (300 values)";
    let alone = "level province: its only zone has nobody to pay or to be paid by";
    for words in [mark, warning, alone] {
        assert!(said.contains(words), "{said}");
    }
    assert!(!out.join("levels/province/tables/table-7.csv").exists());
    let rows = table(&out.join("tables/downscaled.csv"));
    assert_eq!(rows.len(), 1 + 100 * (3 * 3 + 2));
    assert_eq!(
        rows[1].join(","),
        "360102,Donghu,2010,population,339951.536,persons,city,360100,population,2020"
    );
    // 5,042,565 · 421,690 / 6,255,007, by the tables.
    assert!((5_042_565.0 * 421_690.0 / 6_255_007.0 - 339_951.536_f64).abs() < 5e-4);
    for file in [
        "tables/table-2.md",
        "tables/table-7.md",
        "report.html",
        "layers/zones-2020.geojson",
        "manifest.json",
    ] {
        let text = fs::read_to_string(out.join(file)).unwrap();
        assert!(text.contains("downscaled"), "{file}");
    }
    let manifest: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(out.join("manifest.json")).unwrap()).unwrap();
    assert_eq!(
        manifest["project"]["level"][1]["compensation"]["mean_emissions_t"],
        13_243_930
    );
    assert!(manifest["project"]["compensation"]["mean_emissions_t"].is_null());
    let county = &manifest["levels"][0];
    assert_eq!(county["statuses"]["population"]["census"], 100);
    assert_eq!(
        county["statuses"]["energy"]["downscaled from city by population of 2020 (reconstructed)"],
        213
    );
    assert!(!out.join("levels/city/tables/downscaled.csv").exists());
    let city = fs::read_to_string(out.join("levels/city/tables/table-2.md")).unwrap();
    assert!(
        !city.contains("downscaled"),
        "nothing of the cities is downscaled"
    );

    // GDP and energy shared out by one weight give every county of a city its city's intensity.
    let within = table(&out.join("tables/coefficients-within.csv"));
    assert_eq!(within.len(), 1 + 100 * 3 * 2);
    let county = within
        .iter()
        .find(|row| row[0] == "360102" && row[2] == "2020" && row[3] == "city");
    let county = county.unwrap();
    assert_eq!(
        (county[5].as_str(), county[9].as_str(), county[11].as_str()),
        ("Nanchang", "1.000000", "gdp energy")
    );
}

/// Four squares `a` to `d` of 4 ha, statistics of their cities `x` (a, b) and `y` (c, d), and a table of what lies in which.
struct Small(TempDir);

const SMALL: &str = r#"[project]
name = "small"
years = [2010, 2020]

[boundaries]
path = "zones.geojson"
id = "id"
parents = "parents.csv"

[[level]]
name = "county"

[[level]]
name = "city"
id = "city"

[[level]]
name = "province"
id = "province"
zone_name = "province_name"

[downscaling]
population = "population"
gdp = "population"
energy = "lights"

[landuse]
legend = "cnlucc"
rasters = { 2010 = "frame.asc", 2020 = "later.asc" }
crs = "EPSG:6933"

[statistics]
path = "statistics.csv"

[coefficients]
preset = "consistent-c"
without = ["cultivated", "unused"]

[export]
geopackage = false
geojson = false
figures = false
report = false
"#;

const PARENTS: &str = "id,city,province,province_name\na,x,p,Pi\nb,x,p,Pi\nc,y,p,Pi\nd,y,p,Pi\n";

const STATISTICS: &str = "\
zone,year,variable,value,unit,status,source
a,2020,population,100,persons,census,made up
b,2020,population,300,persons,census,made up
c,2020,population,200,persons,census,made up
d,2020,population,200,persons,census,made up
x,2010,population,360,persons,census,made up
y,2010,population,300,persons,census,made up
x,2010,gdp_constant,800,1e4 yuan,official,made up
y,2010,gdp_constant,500,1e4 yuan,official,made up
x,2020,gdp_constant,1600,1e4 yuan,official,made up
y,2020,gdp_constant,900,1e4 yuan,official,made up
p,2010,energy,120,tce,official,made up
p,2020,energy,200,tce,official,made up
a,2015,lights,1,nW,satellite,made up
b,2015,lights,4,nW,satellite,made up
c,2015,lights,2,nW,satellite,made up
d,2015,lights,3,nW,satellite,made up
";

impl Small {
    fn new() -> Self {
        let small = Self(TempDir::new().unwrap());
        let frame = fixture("edge/frame.asc");
        let text = fs::read_to_string(frame).unwrap();
        fs::write(small.0.path().join("frame.asc"), &text).unwrap();
        // One cell, in no zone, is another.
        let later = text.replacen("\n11 ", "\n21 ", 1);
        fs::write(small.0.path().join("later.asc"), later).unwrap();
        let squares = ["a", "b", "c", "d"]
            .iter()
            .zip([(2, 2), (4, 2), (2, 6), (4, 6)]);
        let features: Vec<_> = squares
            .map(|(id, (col, row))| {
                let corner = |dx: i32, dy: i32| [500_000 + 100 * (col + dx), 3_000_000 + 100 * (row + dy)];
                serde_json::json!({
                    "type": "Feature",
                    "properties": { "id": id, "city": if "ab".contains(id) { "x" } else { "y" } },
                    "geometry": { "type": "Polygon", "coordinates": [[corner(0, 0), corner(2, 0), corner(2, 2), corner(0, 2), corner(0, 0)]] },
                })
            })
            .collect();
        let collection = serde_json::json!({
            "type": "FeatureCollection",
            "crs": { "type": "name", "properties": { "name": "urn:ogc:def:crs:EPSG::6933" } },
            "features": features,
        });
        small.write("zones.geojson", &collection.to_string());
        small.write("parents.csv", PARENTS);
        small.write("statistics.csv", STATISTICS);
        small.write("project.toml", SMALL);
        small
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.0.path().join(file), text).unwrap();
    }

    fn edit(&self, file: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.0.path().join(file)).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        self.write(file, &text.replacen(from, to, 1));
    }

    fn run(&self) -> (bool, String) {
        run_project(self.0.path(), &["--overwrite"])
    }

    fn column(&self, file: &str, column: &str) -> Vec<String> {
        let rows = table(&self.0.path().join("out").join(file));
        let place = rows[0]
            .iter()
            .position(|heading| heading == column)
            .unwrap();
        rows[1..].iter().map(|row| row[place].clone()).collect()
    }
}

#[test]
fn a_table_may_say_what_lies_in_which_and_a_column_share_out() {
    let small = Small::new();
    let (succeeded, said) = small.run();
    assert!(succeeded, "{said}");
    // 120 tce of the province by lights: 60 and 60 to the cities, 12, 48, 24, 36 to the counties; then 200 likewise.
    let rows = table(&small.0.path().join("out/tables/downscaled.csv"));
    let energy: Vec<&str> = rows
        .iter()
        .filter(|row| row[3] == "energy")
        .map(|row| row[4].as_str())
        .collect();
    assert_eq!(
        energy,
        [
            "12.000", "20.000", "48.000", "80.000", "24.000", "40.000", "36.000", "60.000"
        ]
    );
    let above = table(&small.0.path().join("out/levels/city/tables/downscaled.csv"));
    assert_eq!(
        above[1].join(","),
        "x,x,2010,energy,60.000,tce,province,p,lights,2015"
    );
    let names = small.column("levels/province/hectares.csv", "name");
    assert!(names.iter().all(|name| name == "Pi"));
    // 8 squares of 1 ha a city, 16 the province.
    let whole = hectares(&small.0.path().join("out/levels/province/hectares.csv"));
    let of_year: f64 = whole
        .iter()
        .filter(|((_, year, _), _)| year == "2010")
        .map(|(_, text)| text)
        .sum();
    assert!((of_year - 16.0).abs() < 1e-5, "{of_year}");
}

#[test]
fn any_level_may_be_the_main_one_and_a_level_without_statistics_left_out() {
    let small = Small::new();
    small.edit(
        "project.toml",
        "name = \"city\"\n",
        "name = \"city\"\nmain = true\n",
    );
    small.edit(
        "project.toml",
        "name = \"county\"\n",
        "name = \"county\"\noutput = false\n",
    );
    small.edit(
        "project.toml",
        "[downscaling]\npopulation = \"population\"\ngdp = \"population\"\n",
        "[downscaling]\n",
    );
    let (succeeded, said) = small.run();
    assert!(succeeded, "{said}");
    let zones = small.column("hectares.csv", "zone");
    assert!(zones.iter().all(|zone| zone == "x" || zone == "y"));
    let out = small.0.path().join("out/levels");
    let levels: Vec<_> = fs::read_dir(out)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(levels, ["province"]);
}

#[test]
fn figures_of_two_levels_that_contradict_each_other_are_told() {
    let small = Small::new();
    small.edit(
        "statistics.csv",
        "p,2010,energy",
        "x,2020,population,440,persons,census,made up\np,2010,energy",
    );
    let (succeeded, said) = small.run();
    assert!(succeeded, "{said}");
    assert!(
        said.contains("population of the city x in 2020 is given as 440 persons, but that of its zones at the level county adds up to 400 persons (-9.1 %); at each level its own figure counts"),
        "{said}"
    );
}

#[test]
fn titles_and_marks_are_in_the_projects_language() {
    for (language, title, mark) in [
        ("zh", "small，city：", "降尺度：能源"),
        ("both", "small, city: ", "downscaled: energy / 降尺度：能源"),
    ] {
        let small = Small::new();
        small.edit(
            "project.toml",
            "years =",
            &format!("language = \"{language}\"\nyears ="),
        );
        let (succeeded, said) = small.run();
        assert!(succeeded, "{said}");
        let text =
            fs::read_to_string(small.0.path().join("out/levels/city/tables/table-2.md")).unwrap();
        assert!(text.contains(title) && text.contains(mark), "{text}");
        let manifest = fs::read_to_string(small.0.path().join("out/manifest.json")).unwrap();
        assert!(
            manifest.contains("按2015年 lights 由 province 降尺度分摊"),
            "{manifest}"
        );
    }
}

#[test]
fn one_geopackage_and_one_project_hold_all_levels() {
    let small = Small::new();
    small.edit("project.toml", "geopackage = false", "geopackage = true");
    let (succeeded, said) = small.run();
    assert!(succeeded, "{said}");
    let out = small.0.path().join("out");
    let found: Vec<_> = [
        "small.qgz",
        "layers",
        "levels/city/small.qgz",
        "levels/city/layers",
    ]
    .into_iter()
    .filter(|path| out.join(path).exists())
    .collect();
    assert_eq!(found, ["small.qgz", "layers"]);
    let dataset = gdal::Dataset::open(out.join("layers/small.gpkg")).unwrap();
    for (level, zones) in [("county", 4), ("city", 2), ("province", 1)] {
        for year in [2010, 2020] {
            let layer = dataset.layer_by_name(&format!("small_{level}_{year}"));
            assert_eq!(layer.unwrap().feature_count(), zones, "{level}");
        }
    }
    // The emissions of the cities are those of their counties.
    let emissions = |level: &str| -> f64 {
        let mut layer = dataset
            .layer_by_name(&format!("small_{level}_2020"))
            .unwrap();
        let field = layer.defn().field_index("emissions_t").unwrap();
        let values = layer
            .features()
            .map(|feature| feature.field_as_double(field).unwrap());
        values.flatten().sum()
    };
    assert!((emissions("county") / emissions("city") - 1.0).abs() < 1e-12);
    assert!((emissions("county") / emissions("province") - 1.0).abs() < 1e-12);
}

/// Each level's rows of a table in which the zone `region` is the whole.
fn of_region(small: &Small, file: &str) -> [Vec<Vec<String>>; 3] {
    ["", "levels/city/", "levels/province/"].map(|level| {
        let rows = table(&small.0.path().join(format!("out/{level}tables/{file}")));
        rows.into_iter()
            .filter(|row| row.iter().any(|cell| cell == "region"))
            .collect()
    })
}

#[test]
fn each_level_answers_what_it_has_zones_for_and_says_what_it_leaves_out() {
    let small = Small::new();
    small.write(
        "project.toml",
        &(SMALL.to_owned()
            + r#"
[[zoning.other]]
name = "quadrant"
method = "quadrant"

[[zoning.other]]
name = "three"
method = "k-means"
indicators = ["intensity", "esc"]
clusters = 3

[analysis]
inequality = true
compensation_rate = true
drivers = true
moran = ["intensity"]
centres = ["emissions"]
"#),
    );
    let (succeeded, said) = small.run();
    assert!(succeeded, "{said}");
    for words in [
        "level city: left out, since it has 2 zones: the zoning \"three\" (at least 4), moran (at least 4)",
        "level province: left out, since it has 1 zone: other zonings (at least 2), moran (at least 4), centres (at least 2)",
    ] {
        assert!(said.contains(words), "{said}");
    }
    let tables = [
        "zonings",
        "moran",
        "centres",
        "inequality",
        "drivers",
        "compensation_rate",
    ];
    let there = |level: &str| {
        let is_of_level = |name: &&str| {
            small
                .0
                .path()
                .join(format!("out/{level}tables/{name}.csv"))
                .exists()
        };
        tables.into_iter().filter(is_of_level).collect::<Vec<_>>()
    };
    assert_eq!(there(""), tables);
    assert_eq!(
        there("levels/city/"),
        [
            "zonings",
            "centres",
            "inequality",
            "drivers",
            "compensation_rate"
        ]
    );
    assert_eq!(
        there("levels/province/"),
        ["inequality", "drivers", "compensation_rate"]
    );
    let zonings = small.column("levels/city/tables/zonings.csv", "zoning");
    assert!(
        zonings.iter().all(|zoning| zoning != "three") && zonings.contains(&"quadrant".to_owned())
    );
    // Emissions of the cities lie where those of their counties do: at the middles of a and b, of c and d.
    let east = |level: &str| small.column(&format!("{level}tables/centres.csv"), "north_m");
    for (counties, cities) in east("").iter().zip(east("levels/city/")) {
        let [of_counties, of_cities]: [f64; 2] =
            [counties, &cities].map(|text| text.parse().unwrap());
        assert!((of_counties - of_cities).abs() < 0.2, "{counties} {cities}");
    }
}

/// With energy shared out by people, as GDP is, counties have the intensity and the ECC of their cities.
#[test]
fn values_of_the_cities_are_not_compared_between_counties() {
    let small = Small::new();
    let by_people = SMALL.replace("energy = \"lights\"", "energy = \"population\"");
    let dark = STATISTICS.lines().filter(|row| !row.contains("lights"));
    small.write("statistics.csv", &dark.collect::<Vec<_>>().join("\n"));
    small.write(
        "project.toml",
        &(by_people.replace("figures = false", "figures = true")
            + r#"
[[zoning.other]]
name = "alike"
method = "k-means"
indicators = ["esc", "ecc"]

[[zoning.other]]
name = "by land"
method = "k-means"
indicators = ["esc"]

[analysis]
moran = ["intensity", "esc"]
"#),
    );
    let (succeeded, said) = small.run();
    assert!(succeeded, "{said}");
    for words in [
        "moran of intensity is left out at this level, where the zones of each larger zone have one value of intensity",
        "the zoning \"alike\" is left out at this level, where the zones of each larger zone have one value of ecc",
    ] {
        assert!(said.contains(words), "{said}");
    }
    let fields = small.column("tables/moran.csv", "quantity");
    assert!(!fields.is_empty() && fields.iter().all(|field| field == "esc"));
    let zonings = small.column("tables/zonings.csv", "zoning");
    assert!(
        zonings.iter().any(|name| name == "by land") && zonings.iter().all(|name| name != "alike")
    );
    let marked = |figure: &str| {
        let path = small.0.path().join(format!("out/{figure}.svg"));
        fs::read_to_string(path)
            .unwrap()
            .contains("of the larger zones")
    };
    // Intensity and ECC; emissions and ESC differ between counties.
    assert_eq!(
        ["1-emissions", "2-intensity", "3-ecc", "4-esc"]
            .map(|figure| marked(&format!("figures/figure-{figure}"))),
        [false, true, true, false]
    );
    assert!(!marked("levels/city/figures/figure-2-intensity"));
}

#[test]
fn a_scenario_and_a_goal_hold_at_all_levels() {
    let small = Small::new();
    small.write(
        "project.toml",
        &(SMALL.to_owned()
            + r#"
[[scenario]]
name = "half"
changes = [{ input = "energy", relative = -0.5, zones = ["x"], years = [2020] }]

[[goal]]
name = "of x"
input = "energy"
zones = ["a"]
years = [2020]
amount = "absolute"
bracket = [-20, 0]
quantity = "energy"
zone = "x"
year = 2020
value = 90
"#),
    );
    let (succeeded, said) = small.run();
    assert!(succeeded, "{said}");
    // Of the 200 tce of the province x has 100, of which a has 20 and b 80.
    let after = |level: &str| -> Vec<f64> {
        let rows = table(
            &small
                .0
                .path()
                .join(format!("out/{level}tables/scenarios.csv")),
        );
        let rows = rows
            .iter()
            .filter(|row| row[3] == "2020" && row[4] == "energy_tce");
        rows.map(|row| row[6].parse().unwrap()).collect()
    };
    assert_eq!(after(""), [10.0, 40.0, 40.0, 60.0, 150.0]);
    assert_eq!(after("levels/city/"), [50.0, 100.0, 150.0]);
    assert_eq!(after("levels/province/"), [150.0, 150.0]);
    let [counties, cities, province] = of_region(&small, "scenarios.csv");
    same_numbers(&counties, &cities);
    same_numbers(&counties, &province);
    let amount: f64 = small.column("tables/goals.csv", "amount")[0]
        .parse()
        .unwrap();
    assert!((amount + 10.0).abs() < 1e-4, "{amount}");
    assert!(
        !small
            .0
            .path()
            .join("out/levels/city/tables/goals.csv")
            .exists()
    );
}

#[test]
fn what_errs_together_is_drawn_at_all_levels_and_what_errs_alone_at_the_main_one() {
    for (zones, is_everywhere) in [("together", true), ("independent", false)] {
        let small = Small::new();
        let uncertainty = format!(
            "\n[uncertainty]\ndraws = 200\nsobol_samples = 0\n[uncertainty.coefficients]\nsigma = {{ distribution = \"normal\", relative_sd = 0.1, source = \"made up\" }}\n[uncertainty.statistics]\nenergy = {{ distribution = \"uniform\", relative_minimum = -0.1, relative_maximum = 0.1, zones = \"{zones}\", source = \"made up\" }}\n"
        );
        small.write("project.toml", &(SMALL.to_owned() + &uncertainty));
        let (succeeded, said) = small.run();
        assert!(succeeded, "{said}");
        let told = said
            .contains("level city: uncertainty is drawn at the main level only, since energy errs");
        assert_eq!(told, !is_everywhere, "{said}");
        let path = small
            .0
            .path()
            .join("out/levels/city/tables/uncertainty.csv");
        assert_eq!(path.exists(), is_everywhere);
        if is_everywhere {
            let [counties, cities, province] = of_region(&small, "uncertainty.csv");
            same_numbers(&counties, &cities);
            same_numbers(&counties, &province);
        }
    }
}

/// What is changed, and what the message says.
const REFUSED: &[(&str, &str, &str, &[&str])] = &[
    // Which zone lies in which.
    (
        "parents.csv",
        "b,x,p,Pi\n",
        "",
        &["no city is given for: b;"],
    ),
    (
        "parents.csv",
        "b,x,p,Pi",
        "b,,p,Pi",
        &["no city is given for: b;"],
    ),
    (
        "parents.csv",
        "b,x,p,Pi",
        "b,x,q,Qu",
        &["the city x lies in the province p and, by b, in q;"],
    ),
    (
        "parents.csv",
        "b,x,p,Pi",
        "b,x,p,Pie",
        &["the province p is called \"Pi\" and, at b, \"Pie\";"],
    ),
    (
        "parents.csv",
        "a,x,p,Pi\nb,x",
        "a,a,p,Pi\nb,a",
        &["the id a is a county and a city;"],
    ),
    (
        "parents.csv",
        "b,x,p,Pi\n",
        "b,x,p,Pi\na,y,p,Pi\n",
        &["line 4: the zone a has a row already"],
    ),
    (
        "parents.csv",
        "id,city,",
        "id,town,",
        &["parents.csv", "lacks the column city"],
    ),
    (
        "project.toml",
        "parents = \"parents.csv\"",
        "parents = \"parent.csv\"",
        &["parent.csv", "cannot read the table"],
    ),
    (
        "project.toml",
        "parents = \"parents.csv\"\n",
        "",
        &["there is no field \"province\"", "the file has id, city"],
    ),
    // Keys.
    (
        "project.toml",
        "zone_name",
        "zone_nmae",
        &["unknown field `zone_nmae`", "did you mean `zone_name`?"],
    ),
    (
        "project.toml",
        "gdp = ",
        "gpd = ",
        &["unknown field `gpd`", "did you mean `gdp`?"],
    ),
    (
        "project.toml",
        "[[level]]",
        "[[levle]]",
        &["unknown field `levle`", "did you mean `level`?"],
    ),
    (
        "project.toml",
        "id = \"city\"\n",
        "",
        &["\"city\" lacks `id`", "in which city"],
    ),
    (
        "project.toml",
        "name = \"county\"",
        "name = \"county\"\nid = \"id\"",
        &["\"county\" is the first, whose zones are those of [boundaries]"],
    ),
    (
        "project.toml",
        "name = \"county\"",
        "name = \"../county\"",
        &["letters, digits, - and _"],
    ),
    (
        "project.toml",
        "name = \"province\"",
        "name = \"region\"",
        &["`region` is the whole"],
    ),
    (
        "project.toml",
        "name = \"city\"",
        "name = \"County\"",
        &["two levels are called \"County\""],
    ),
    (
        "project.toml",
        "name = \"county\"",
        "name = \"county\"\ntitle = \"city\"",
        &["\"county\" and \"city\" have one title, \"city\""],
    ),
    (
        "project.toml",
        "name = \"county\"",
        "name = \"county\"\noutput = false",
        &["is the main level", "give another level `main = true`"],
    ),
    (
        "project.toml",
        "id = \"city\"",
        "id = \"city\"\nmain = true\n[[level]]\nname = \"z\"\nid = \"city\"\nmain = true",
        &["city, z are all `main`"],
    ),
    (
        "project.toml",
        "id = \"city\"",
        "id = \"city\"\ncompensation = { weight = 0.7 }",
        &["\"city\" changes the compensation, but the project has none"],
    ),
    (
        "project.toml",
        "energy = \"lights\"",
        "energy = \"energy_intensity\"",
        &[
            "[downscaling] energy",
            "nothing can be shared out by energy_intensity",
        ],
    ),
    (
        "project.toml",
        "energy = \"lights\"",
        "energy = \"roads\"",
        &["there is no variable \"lights\""],
    ),
    (
        "project.toml",
        "[landuse]",
        "[[scenario]]\nname = \"s\"\nchanges = [{ input = \"energy\", relative = 1, zones = [\"a\", \"x\"] }]\n[landuse]",
        &["the scenario \"s\"", "names a, a county, and x, a city;"],
    ),
    // Statistics.
    (
        "project.toml",
        "energy = \"lights\"\n",
        "",
        &["there is no variable \"lights\""],
    ),
    (
        "statistics.csv",
        "d,2015,lights,3",
        "d,2015,lights,-3",
        &["line 17", "lights is -3"],
    ),
    (
        "statistics.csv",
        "d,2015,lights,3,nW,satellite,made up\n",
        "",
        &[
            "energy of 2010 is to be shared out within the province p by lights",
            "given for all of: x, y;",
        ],
    ),
    (
        "statistics.csv",
        "p,2010,energy,120,tce,official,made up\n",
        "",
        &[
            "at the level \"county\"",
            "energy of zone a in 2010",
            "[downscaling]",
        ],
    ),
    (
        "statistics.csv",
        "p,2010,energy",
        "x,2010,energy,130,tce,official,made up\np,2010,energy",
        &[
            "energy of the province p in 2010 is given as 120 tce",
            "add up to 130 tce, so that nothing is left for: y;",
        ],
    ),
    (
        "statistics.csv",
        "a,2020,population",
        "e,2020,population",
        &["lack zones of the statistics: e;"],
    ),
    (
        "statistics.csv",
        "b,2020,population,300",
        "a,2020,population,300",
        &["more than once: population of zone a in 2020"],
    ),
];

#[test]
fn mistakes_are_named_with_what_mends_them() {
    let mut wrong = String::new();
    for (file, from, to, said) in REFUSED {
        let small = Small::new();
        small.edit(file, from, to);
        let (succeeded, message) = small.run();
        let left = small.0.path().join("out").exists();
        let lacking = said.iter().any(|words| !message.contains(words));
        if succeeded || left || lacking {
            wrong += &format!("{file}: {from} -> {to}, expected {said:?}:\n{message}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn keys_of_levels_need_levels() {
    for (key, said) in [
        (
            "[downscaling]\ngdp = \"population\"\n",
            "the project has no levels",
        ),
        (
            "",
            "[boundaries] has `parents`, but the project has no levels",
        ),
    ] {
        let small = Small::new();
        let start = SMALL.find("[[level]]").unwrap();
        let end = SMALL.find("[landuse]").unwrap();
        small.write(
            "project.toml",
            &format!("{}{key}{}", &SMALL[..start], &SMALL[end..]),
        );
        let (succeeded, message) = small.run();
        assert!(!succeeded && message.contains(said), "{message}");
    }
}

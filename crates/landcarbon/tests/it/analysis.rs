//! Other zonings, inequality, space, land and goals of a project, on the Jiangxi example.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::asked::{command, number, project, run, table};

const QUICK: &str = r#"
[export]
figures = false
report = false
geopackage = false
geojson = false
"#;

const ASKED: &str = r#"
[[zoning.other]]
name = "quadrants"
method = "quadrant"

[[zoning.other]]
name = "the paper's, written out"
method = "rules"
rules = [
  { when = "esc >= 1.8", zone = "carbon-sink" },
  { when = "emissions_share_of_mean < 0.5", zone = "low-carbon-optimization" },
  { when = "emissions_share_of_mean >= 1.5 and ecc >= 1", zone = "total-carbon-control" },
]
otherwise = "carbon-intensity-control"

[[zoning.other]]
name = "alike"
method = "k-means"
indicators = ["ecc", "esc", "intensity", "emissions_share_of_mean"]
clusters = 4

[[zoning.other]]
name = "tree"
method = "hierarchy"
indicators = ["ecc", "esc"]
standardisation = "min-max"
linkage = "average"
most = 5

[[zoning.other]]
name = "advantages"
method = "nrca"
fields = ["absorption", "emissions"]

[analysis]
inequality = true
compensation_rate = true
transitions = true
moran = ["intensity", "emissions_t", "gamma"]
permutations = 999
centres = ["emissions", "gdp"]

[[goal]]
name = "a balance for Ganzhou"
input = "land"
from = "cultivated"
to = "forest"
zones = ["360700"]
amount = "absolute"
quantity = "budget"
zone = "360700"
year = 2020
value = 4e6
bracket = [0, 100000]

[[goal]]
name = "no emissions at all"
input = "energy"
amount = "relative"
quantity = "emissions"
year = 2020
value = 0
bracket = [-1, 0]

[[goal]]
name = "more land than there is"
input = "land"
from = "grassland"
to = "forest"
amount = "relative"
quantity = "budget"
year = 2020
value = 0
bracket = [0, 2]
"#;

const ORACLE: &str = include_str!("../../../../fixtures/oracle/analysis/moran_global.csv");
const PLANE: &str = include_str!("../../../../fixtures/oracle/analysis/region_plane.csv");

/// The rows of a table whose header is known to be right.
fn rows(folder: &Path, name: &str) -> Vec<Vec<String>> {
    let path = folder.join("out/tables").join(name);
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows = reader.records();
    rows.map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn all_that_is_asked_for_stands_in_tables() {
    let (folder, output) = run(&format!("{ASKED}{QUICK}"));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    let folder = folder.path();
    zonings(folder);
    spread(folder);
    space(folder);
    land(folder);
    goals(folder, &stderr);
    assert!(!folder.join("out/tables/theil.csv").exists());
    assert!(!folder.join("out/tables/drivers.csv").exists());
}

fn zonings(folder: &Path) {
    let of_pair = table(folder, "agreement.csv", 4);
    let written = &of_pair["functional_zone 2020 the paper's, written out 2020"];
    assert_eq!(written, &["1.000000", "11", "0"]);
    assert_eq!(of_pair["functional_zone 2020 quadrants 2020"][2], "1");
    // Six zonings: fifteen pairs in each of three years, and each zoning in three pairs of years.
    assert_eq!(of_pair.len(), 3 * 15 + 6 * 3);

    let differing = table(folder, "disagreement.csv", 5);
    let shangrao = &differing["functional_zone 2020 quadrants 2020 361100"];
    assert_eq!(shangrao[..2], ["Shangrao", "carbon-intensity-control"]);
    assert!(
        shangrao[3].starts_with("ESC ") && shangrao[4].starts_with("ESC "),
        "{shangrao:?}"
    );

    let classes = table(folder, "zonings.csv", 4);
    assert_eq!(classes.len(), 6 * 3 * 11);
    let ganzhou = &classes["360700 Ganzhou 2020 advantages"];
    assert_eq!(ganzhou[0], "absorption_t");
    assert!(classes["360700 Ganzhou 2020 alike"][0].starts_with("cluster-"));

    let advantages = table(folder, "nrca.csv", 5);
    let sum: f64 = advantages
        .iter()
        .filter(|(key, _)| key.contains(" 2020 "))
        .map(|(_, row)| number(&row[0]))
        .sum();
    assert!(sum.abs() < 1e-7, "{sum}");

    let silhouettes = rows(folder, "silhouettes.csv");
    let rows_of_zoning = |zoning: &str| {
        silhouettes
            .iter()
            .filter(|row| row[0] == zoning && row[1] == "2020")
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (rows_of_zoning("alike").len(), rows_of_zoning("tree").len()),
        (7, 4)
    );
    let used: Vec<_> = rows_of_zoning("alike")
        .into_iter()
        .filter(|row| row[5] == "true")
        .collect();
    assert_eq!(used.len(), 1);
    assert_eq!(used[0][2], "4");
    let best = |row: &&&Vec<String>| row[4] == "true";
    assert!(
        rows_of_zoning("tree")
            .iter()
            .filter(best)
            .all(|row| row[5] == "true")
    );
}

fn spread(folder: &Path) {
    let curve: Vec<_> = rows(folder, "lorenz.csv")
        .into_iter()
        .filter(|row| row[0] == "2020" && row[2] == "gdp")
        .collect();
    assert_eq!(curve.len(), 12);
    assert_eq!(curve[0][3..], ["0", "", "", "0.000000", "0.000000"]);
    assert_eq!(curve[11][6..], ["1.000000", "1.000000"]);
    // Twice the area between the curve and the diagonal.
    let doubled: f64 = curve
        .windows(2)
        .map(|pair| {
            let [p, q] = [6, 7].map(|column| [0, 1].map(|row| number(&pair[row][column])));
            (p[1] - p[0]) * (q[1] + q[0])
        })
        .sum();
    let gini = number(&table(folder, "inequality.csv", 3)["2020 emissions gdp"][0]);
    assert!((1.0 - doubled - gini).abs() < 1e-5, "{doubled} {gini}");
    let rates = table(folder, "compensation_rate.csv", 3);
    // 59.69 of 186.99 Mt.
    let region = number(&rates["region region 2020"][0]);
    assert!((region - 59.69 / 186.99).abs() < 1e-4, "{region}");
}

fn space(folder: &Path) {
    let moran = table(folder, "moran.csv", 2);
    for (quantity, variable) in [
        ("intensity_t_per_1e4_yuan", "intensity"),
        ("emissions_t", "emissions"),
    ] {
        let found = &moran[&format!("2020 {quantity}")];
        let row = format!("jiangxi,{variable},row-standardised,");
        let expected = ORACLE
            .lines()
            .find_map(|line| line.strip_prefix(&row))
            .unwrap();
        let expected: Vec<f64> = expected.split(',').map(number).collect();
        // I, its expectation, variance and z, to the digits of the table.
        for (column, tolerance) in [(0, 1e-6), (1, 1e-6), (2, 1e-6), (3, 1e-4)] {
            let off = number(&found[column]) - expected[column];
            assert!(off.abs() < tolerance, "{quantity} {column}: {off}");
        }
        // Five standard errors of 999 arrangements.
        assert!((number(&found[4]) - expected[4]).abs() < 0.05, "{found:?}");
        assert_eq!(found[5..8], ["999", "queen", "row-standardised"]);
    }
    // γ has values in the target year only.
    assert!(moran.contains_key("2020 gamma") && !moran.contains_key("2010 gamma"));
    let local = table(folder, "local_moran.csv", 4);
    assert_eq!(local.len(), 11 * (3 + 3 + 1));
    let sum: f64 = local
        .iter()
        .filter(|(key, _)| key.ends_with("2020 emissions_t"))
        .map(|(_, row)| number(&row[0]))
        .sum();
    // Local indices add up to (n − 1)/n · S0 · I, and S0 is n.
    assert!((sum - 10.0 * number(&moran["2020 emissions_t"][0])).abs() < 1e-4);
    let neighbours = rows(folder, "neighbours.csv").len();
    assert_eq!(
        neighbours,
        2 * number(&moran["2020 emissions_t"][8]) as usize
    );

    let centres = table(folder, "centres.csv", 2);
    for row in PLANE
        .lines()
        .filter_map(|line| line.strip_prefix("centre,"))
    {
        let expected: Vec<&str> = row.split(',').collect();
        let field = if expected[0] == "gdp" {
            "gdp_1e4_yuan"
        } else {
            "emissions_t"
        };
        let found = &centres[&format!("{field} {}", expected[1])];
        for column in [2, 3] {
            assert!(
                (number(&found[column]) - number(expected[column])).abs() < 0.2,
                "{row}"
            );
        }
    }
    let moved = &centres["emissions_t 2015"];
    assert!(number(&moved[8]) > 0.0 && centres["emissions_t 2010"][8].is_empty());
}

fn land(folder: &Path) {
    let hectares: f64 = rows(folder, "transitions.csv")
        .iter()
        .filter(|row| row[0] == "360100" && row[2] == "2010" && row[3] == "2020")
        .map(|row| number(&row[6]))
        .sum();
    let tally = fs::read_to_string(folder.join("out/hectares.csv")).unwrap();
    let area: f64 = tally
        .lines()
        .filter(|line| line.starts_with("360100,") && line.contains(",2020,"))
        .map(|line| number(line.split(',').nth(4).unwrap()))
        .sum();
    assert!((hectares - area).abs() < 1e-3, "{hectares} {area}");

    // The transitions of each zone, and of the region, add up to the change of its absorption.
    let drivers = rows(folder, "absorption_drivers.csv");
    let mut parts: BTreeMap<String, f64> = BTreeMap::new();
    for row in drivers.iter().filter(|row| !row[4].is_empty()) {
        *parts.entry(row[..4].join(" ")).or_default() += number(&row[7]);
    }
    let sums = drivers.iter().filter(|row| row[4].is_empty());
    assert_eq!(sums.clone().count(), 12 * 3);
    for row in sums {
        let part = parts.get(&row[..4].join(" ")).copied().unwrap_or(0.0);
        assert!((part - number(&row[7])).abs() < 0.05, "{row:?} {part}");
    }
    let region = drivers.iter().find(|row| {
        row[0] == "region" && row[2] == "2010" && row[3] == "2020" && row[4].is_empty()
    });
    let region = number(&region.unwrap()[7]);
    // 59.69 Mt in 2020 less 60.56 in 2010.
    assert!((region / 1e6 + 0.87).abs() < 0.011, "{region}");
}

/// Ganzhou's budget of 2020: emissions less what its land absorbs by the tally and the paper's λ.
fn forest_budget(folder: &Path) -> f64 {
    let rates = table(folder, "compensation_rate.csv", 3);
    let rate = number(&rates["360700 Ganzhou 2020"][0]);
    let lambda = [
        ("cultivated", 0.13),
        ("forest", 5.77),
        ("grassland", 0.022),
        ("water", 0.253),
        ("unused", 0.005),
    ];
    let tally = fs::read_to_string(folder.join("out/hectares.csv")).unwrap();
    let absorption: f64 = tally
        .lines()
        .filter(|line| line.starts_with("360700,") && line.contains(",2020,"))
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let of_class = lambda.iter().find(|(class, _)| *class == cells[3]);
            of_class.map_or(0.0, |(_, lambda)| lambda * number(cells[4]))
        })
        .sum();
    absorption / rate - absorption
}

fn goals(folder: &Path, stderr: &str) {
    let goals = table(folder, "goals.csv", 1);
    let forest = &goals["a balance for Ganzhou"];
    assert_eq!(
        forest[..3],
        ["land cultivated > forest", "absolute", "360700"]
    );
    assert_eq!(forest[4..6], ["budget_t", "360700"]);
    assert_eq!(forest[8..12], ["0", "100000", "0.1", "reached"]);
    // Each hectare absorbs 5.77 − 0.13 t C more, and the budget falls by so much.
    let (amount, residual) = (number(&forest[12]), number(&forest[14]));
    assert!(residual.abs() < 0.1 * 5.64, "{residual}");
    let budget = forest_budget(folder);
    assert!(
        (amount - (budget - 4e6) / 5.64).abs() < 5.0,
        "{amount} {budget}"
    );

    let never = &goals["no emissions at all"];
    assert_eq!(never[11], "out-of-reach");
    assert!(
        never[17].contains("does not reach 0; widen the bracket"),
        "{never:?}"
    );
    let failed = &goals["more land than there is"];
    assert_eq!(failed[11], "failed");
    assert!(
        failed[17].contains("not so much grassland to move"),
        "{failed:?}"
    );
    assert!(
        stderr.contains("the goal \"no emissions at all\" is not reached"),
        "{stderr}"
    );
}

#[test]
fn the_projects_own_rule_assigns_the_functional_zones() {
    let text = fs::read_to_string(testkit::fixtures::fixture("jiangxi/project.toml"));
    let own = r#"[zoning]
rules = [
  { when = "esc >= 1.8", zone = "carbon-sink" },
  { when = "emissions_share_of_mean < 0.5", zone = "low-carbon-optimization" },
  { when = "emissions_share_of_mean >= 1.5 and ecc >= 1", zone = "total-carbon-control" },
]
otherwise = "carbon-intensity-control"
"#;
    let text = text.unwrap().replace("[zoning]\nrule = \"paper\"\n", own);
    assert!(text.contains("otherwise"));
    let written = project("");
    fs::write(written.path().join("project.toml"), text + QUICK).unwrap();
    let built_in = project(QUICK);
    for folder in [&written, &built_in] {
        let output = command(folder.path(), "run");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let zones = |folder: &Path| -> Vec<(String, String)> {
        let rows = rows(folder, "table-6.csv");
        rows.into_iter()
            .map(|row| (row[0].clone(), row[2].clone()))
            .collect()
    };
    assert_eq!(zones(written.path()), zones(built_in.path()));
    let manifest = fs::read_to_string(written.path().join("out/manifest.json")).unwrap();
    assert!(manifest.contains("esc >= 1.8: carbon-sink"));
}

#[test]
fn what_cannot_be_is_refused_before_any_cell_is_read() {
    let other = |entry: &str| format!("[[zoning.other]]\nname = \"a\"\n{entry}\n");
    let goal = |entry: &str| {
        format!(
            "[[goal]]\nname = \"a\"\ninput = \"energy\"\namount = \"relative\"\nbracket = [-1, 0]\nvalue = 0\n{entry}\n"
        )
    };
    for (more, said) in [
        (other("method = \"kmeans\""), "k-means"),
        (other("method = \"quadrant\"\nthreshold = { sink_esc = 1 }"), "did you mean `thresholds`?"),
        (other("method = \"quadrant\"\nthresholds = { sink = 1 }"), "sink_esc"),
        (other("method = \"k-means\"\nindicators = [\"ecs\"]"), "did you mean `ecc`?"),
        (other("method = \"k-means\"\nindicators = []"), "names no field"),
        (other("method = \"k-means\"\nindicators = [\"ecc\"]\nclusters = 11"), "take 2 to 10"),
        (other("method = \"nrca\"\nfields = [\"absorption\"]"), "give at least 2"),
        (
            other("method = \"rules\"\nrules = [{ when = \"forest > 1\", zone = \"x\" }]\notherwise = \"y\""),
            "rule 1, `forest > 1`: at character 1 there is no field `forest`",
        ),
        (other("method = \"paper\"") + &other("method = \"quadrant\""), "two zonings are called \"a\""),
        ("[[zoning.other]]\nmethod = \"paper\"\n".to_owned(), "lacks `name`"),
        ("[analysis]\nmoran = [\"intensty\"]\n".to_owned(), "did you mean `intensity`?"),
        ("[analysis]\nmoran = [\"esc\", \"esc\"]\n".to_owned(), "names \"esc\" twice"),
        ("[analysis]\nmoran = [\"esc\"]\npermutations = 9\n".to_owned(), "take 99 to 999999"),
        ("[analysis]\ncontiguity = \"rook\"\n".to_owned(), "setting of `moran`"),
        ("[analysis]\nmoran = [\"esc\"]\ncontiguity = \"bishop\"\n".to_owned(), "`queen` or `rook`"),
        ("[analysis]\nellipse = \"root-two\"\n".to_owned(), "setting of `centres`"),
        ("[analysis]\ncentres = [\"functional_zone\"]\n".to_owned(), "no field `functional_zone` with a number"),
        (goal("quantity = \"budgt\"\nyear = 2020"), "no quantity `budgt`"),
        (goal("quantity = \"budget\"\nyear = 2020\nzone = \"36\""), "no budget_t of 36 in 2020"),
        (goal("quantity = \"budget\"\nyear = 2021"), "no budget_t of the region in 2021"),
        (goal("quantity = \"compensation\"\nyear = 2010"), "no compensation_yuan of the region in 2010"),
        (goal("quantity = \"esc\"\nyear = 2020"), "no esc of the region"),
        (goal("quantity = \"budget\"\nyear = 2020\nzones = [\"36\"]"), "zones that the run does not have: 36"),
        (
            "[[scenario]]\nname = \"a\"\nchanges = [{ input = \"energy\", relative = 1, zones = [\"36\"] }]\n".to_owned(),
            "zones that the run does not have: 36",
        ),
    ] {
        let folder = project(&more);
        let output = command(folder.path(), "check");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{more}\n{stderr}");
        assert!(stderr.contains(said), "{said}\n{stderr}");
    }
}

#[test]
fn an_own_rule_says_what_is_wrong_with_it() {
    for (zoning, said) in [
        (
            "rules = [{ when = \"esc > 1\", zone = \"carbon-sink\" }]",
            "lacks `otherwise`",
        ),
        (
            "rules = [{ when = \"esc > 1\", zone = \"sink\" }]\notherwise = \"carbon-sink\"",
            "no functional zone `sink`",
        ),
        (
            "rule = \"paper\"\nrules = [{ when = \"esc > 1\", zone = \"carbon-sink\" }]\notherwise = \"carbon-sink\"",
            "keep one of both",
        ),
        (
            "rules = [{ when = \"forest_ha > 1\", zone = \"carbon-sink\" }]\notherwise = \"carbon-sink\"",
            "fields are ecc, esc, emissions_t, emissions_share_of_mean",
        ),
    ] {
        let folder = project("");
        let file = folder.path().join("project.toml");
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.replace("rule = \"paper\"", zoning)).unwrap();
        let output = command(folder.path(), "check");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{stderr}");
        assert!(stderr.contains(said), "{said}\n{stderr}");
    }
}

#[test]
fn analyses_of_change_need_two_years_and_check_says_so() {
    for key in ["transitions", "decoupling"] {
        refuse_one_year(key);
    }
}

fn refuse_one_year(key: &str) {
    let asked = format!("[analysis]\n{key} = true\n");
    let folder = project(&asked);
    let file = folder.path().join("project.toml");
    let text = fs::read_to_string(&file).unwrap();
    let years = text.replace("years = [2010, 2015, 2020]", "years = [2020]");
    let alone = years.replace(
        "{ 2010 = \"landuse-2010.tif\", 2015 = \"landuse-2015.tif\", 2020 = \"landuse-2020.tif\" }",
        "{ 2020 = \"landuse-2020.tif\" }",
    );
    let alone = alone.split("[compensation]").next().unwrap().to_owned();
    let alone = alone.replace("price_year = 2010\n", "") + &asked;
    fs::write(&file, alone).unwrap();
    let output = command(folder.path(), "check");
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("the project has one year"), "{stderr}");
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let asked = "[analysis]\nmoran = [\"esc\"]\npermutations = 199\nseed = 3\n";
    let read = |more: &str| {
        let (folder, output) = run(&format!("{more}{QUICK}"));
        assert!(output.status.success());
        ["moran.csv", "local_moran.csv"]
            .map(|name| fs::read(folder.path().join("out/tables").join(name)).unwrap())
    };
    let [first, again] = [read(asked), read(asked)];
    assert_eq!(first, again);
    let other = read(&asked.replace("seed = 3", "seed = 4"));
    assert_ne!(first[1], other[1]);
}

#[test]
fn the_example_of_the_docs_is_a_project() {
    let docs = include_str!("../../../../docs/analysis.md");
    let example = docs
        .split("```toml")
        .nth(1)
        .unwrap()
        .split("```")
        .next()
        .unwrap();
    let folder = project("");
    let file = folder.path().join("project.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(
        &file,
        text.replace("[zoning]\nrule = \"paper\"\n", "") + example,
    )
    .unwrap();
    let output = command(folder.path(), "check");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn classes_that_the_cells_alone_tell_can_be_named() {
    let folder = project("");
    let file = folder.path().join("project.toml");
    let text = fs::read_to_string(&file).unwrap();
    let text = text.replace("legend = \"cnlucc\"", "legend = \"raw\"");
    let more = r#"
[coefficients.land.code-21]
value = -5.77
basis = "C"
source = "as forest"
[coefficients.land.code-11]
value = -0.13
basis = "C"
source = "as cultivated land"
[[scenario]]
name = "a"
changes = [{ input = "land", from = "code-11", to = "code-21", relative = 0.1 }]
[analysis]
moran = ["code-21_ha"]
"#;
    fs::write(&file, text + more).unwrap();
    let output = command(folder.path(), "check");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
}

#[test]
fn decoupling_of_zones_and_region_agrees_with_the_drivers() {
    let asked = format!("[analysis]\ndecoupling = true\ndrivers = true\n{QUICK}");
    let (folder, output) = run(&asked);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    let found = rows(folder.path(), "decoupling.csv");
    // 11 cities and the region, in 2010–2015, 2015–2020 and 2010–2020.
    assert_eq!(found.len(), 12 * 3);
    let drivers = rows(folder.path(), "drivers.csv");
    for row in &found {
        let [zone, _, from, to, emissions, gdp, elasticity, state] = &row[..] else {
            panic!("{row:?}");
        };
        let [emissions, gdp, elasticity] = [emissions, gdp, elasticity].map(|cell| number(cell));
        assert!(gdp > 0.0, "{row:?}");
        let error = (elasticity - emissions / gdp).abs();
        assert!(error < 1e-4 * elasticity.abs() + 1e-5, "{row:?}");
        let change = drivers.iter().find(|driver| {
            [&driver[0], &driver[2], &driver[3]] == [zone, from, to] && driver[4] == "change"
        });
        let falls = number(&change.unwrap()[5]) < 0.0;
        assert_eq!(falls, state == "strong-decoupling", "{row:?}");
    }
    // The region emits 120.97 Mt in 2010 and 186.99 Mt in 2020.
    let region = found.iter().rfind(|row| row[0] == "region").unwrap();
    assert!(
        (number(&region[4]) - (186.99 / 120.97 - 1.0)).abs() < 2e-4,
        "{region:?}"
    );
}

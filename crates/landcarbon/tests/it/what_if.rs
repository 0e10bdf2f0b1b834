//! Scenarios and uncertainty of a project, on the Jiangxi example.

use crate::support::asked::{number, run, table};

const ASKED: &str = r#"
[uncertainty]
draws = 400
seed = 7
sobol_samples = 400
[uncertainty.coefficients]
sigma = { distribution = "normal", relative_sd = 0.05, source = "invented for this test" }

[[scenario]]
name = "A tenth less energy"
changes = [{ input = "energy", relative = -0.1, years = [2020] }]

[[scenario]]
name = "Fields become forest"
changes = [{ input = "land", from = "cultivated", to = "forest", relative = 0.05, zones = ["360100"] }]

[analysis]
drivers = true
inequality = true

[export]
figures = false
report = false
geopackage = false
geojson = false
"#;

#[test]
fn scenarios_and_intervals_stand_in_tables() {
    let (folder, output) = run(ASKED);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let folder = folder.path();

    let scenarios = table(folder, "scenarios.csv", 5);
    let change_in_year = |scenario: &str, quantity: &str, year: u32| {
        scenarios[&format!("{scenario} region region {year} {quantity}")].clone()
    };
    let energy = change_in_year("A tenth less energy", "emissions_energy_t", 2020);
    assert!((number(&energy[3]) + 0.1).abs() < 1e-6, "{energy:?}");
    assert_eq!(
        number(&change_in_year("A tenth less energy", "emissions_t", 2010)[2]),
        0.0
    );
    // 5 % of Nanchang's cultivated land absorbs 5.77 instead of 0.13 t C a hectare.
    let fields = scenarios["Fields become forest 360100 Nanchang 2020 cultivated_ha"].clone();
    let absorbed = change_in_year("Fields become forest", "absorption_t", 2020);
    let expected = -number(&fields[2]) * (5.77 - 0.13);
    assert!(
        (number(&absorbed[2]) / expected - 1.0).abs() < 1e-3,
        "{absorbed:?} {expected}"
    );

    let intervals = table(folder, "uncertainty.csv", 4);
    let energy = &intervals["region region 2020 emissions_energy_t"];
    let [value, mean, deviation] = [0, 1, 2].map(|column| number(&energy[column]));
    // Four standard errors of 400 draws.
    assert!((mean / value - 1.0).abs() < 4.0 * 0.05 / 20.0, "{energy:?}");
    assert!(
        (deviation / value / 0.05 - 1.0).abs() < 4.0 / 800_f64.sqrt(),
        "{energy:?}"
    );
    let respiration = &intervals["region region 2020 emissions_respiration_t"];
    assert_eq!(respiration[3], respiration[5], "{respiration:?}");

    let probabilities = table(folder, "probabilities.csv", 4);
    let of_nanchang: f64 = [
        "carbon-sink",
        "low-carbon-optimization",
        "total-carbon-control",
        "carbon-intensity-control",
    ]
    .iter()
    .map(|zone| number(&probabilities[&format!("360100 Nanchang 2020 {zone}")][0]))
    .sum();
    assert!((of_nanchang - 1.0).abs() < 3e-4);

    let drivers = table(folder, "drivers.csv", 5);
    let tonnes = |from: u32, to: u32, driver: &str| {
        number(&drivers[&format!("region region {from} {to} {driver}")][0])
    };
    let change = tonnes(2010, 2020, "change");
    // 120.97 Mt in 2010 and 186.99 in 2020.
    assert!((change / 1e6 - 66.02).abs() < 0.01, "{change}");
    assert!((tonnes(2010, 2015, "change") + tonnes(2015, 2020, "change") - change).abs() < 0.01);
    let parts = drivers
        .iter()
        .filter(|(key, _)| key.starts_with("region region 2010 2020") && !key.ends_with(" change"));
    let sum: f64 = parts.map(|(_, row)| number(&row[0])).sum();
    assert!((sum - change).abs() < 0.01, "{sum} {change}");
    let inequality = table(folder, "inequality.csv", 3);
    let gini = number(&inequality["2020 emissions gdp"][0]);
    assert!(gini > 0.05 && gini < 0.5, "{gini}");

    let sobol = table(folder, "sobol.csv", 4);
    let sigma = &sobol["region 2020 budget_t sigma"];
    assert!(
        (number(&sigma[0]) - 1.0).abs() < 0.3 && (number(&sigma[2]) - 1.0).abs() < 0.3,
        "{sigma:?}"
    );
}

/// σ is uniform within a tenth, and nothing else varies: an intensity is below b with the probability (u − 0.9) / 0.2, where u is the share
/// of σ at which it is b, energy's emissions having their share of all.
#[test]
fn classes_of_maps_are_as_probable_as_their_ranges_are_wide() {
    let more = ASKED.replace(
        r#"distribution = "normal", relative_sd = 0.05"#,
        r#"distribution = "uniform", relative_minimum = -0.1, relative_maximum = 0.1"#,
    );
    let more = more.replace(
        "draws = 400",
        "draws = 10000\nmaps = [\"intensity\", \"emissions\"]",
    );
    let (folder, output) = run(&more);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let folder = folder.path();
    let values = table(folder, "uncertainty.csv", 4);
    let probabilities = table(folder, "probabilities.csv", 4);
    let ends = [
        ("< 0.6", 0.0, 0.6),
        ("0.6–0.9", 0.6, 0.9),
        ("0.9–1.2", 0.9, 1.2),
        ("≥ 1.2", 1.2, f64::INFINITY),
    ];
    let mut undecided = 0;
    let intensities = values.iter().filter(|(key, _)| {
        key.ends_with(" intensity_t_per_1e4_yuan") && !key.starts_with("region")
    });
    for (key, row) in intensities {
        let zone = key.trim_end_matches(" intensity_t_per_1e4_yuan");
        let value = |quantity: &str| number(&values[&format!("{zone} {quantity}")][0]);
        let per_energy = value("emissions_t") / value("emissions_energy_t");
        let below = |end: f64| {
            let share = 1.0 + (end / number(&row[0]) - 1.0) * per_energy;
            ((share - 0.9) / 0.2).clamp(0.0, 1.0)
        };
        for (label, from, to) in ends {
            let expected = below(to) - below(from);
            let found = number(&probabilities[&format!("{zone} intensity {label}")][0]);
            // Four standard errors of 10,000 draws.
            assert!(
                (found - expected).abs() < 0.02,
                "{zone} {label}: {found} {expected}"
            );
            undecided += usize::from((0.1..0.9).contains(&expected));
        }
    }
    assert!(undecided >= 4, "{undecided}");
    let shares = probabilities.iter().filter(|(key, _)| {
        key.starts_with("360100 Nanchang 2020 emissions ") && key.ends_with("of the mean")
    });
    let sum: f64 = shares.map(|(_, row)| number(&row[0])).sum();
    assert!((sum - 1.0).abs() < 3e-4, "{sum}");
}

#[test]
fn what_cannot_be_is_refused_before_any_cell_is_read() {
    for (more, said) in [
        ("[uncertainty]\ndraws = 3\n", "fewer than 100 tell nothing"),
        ("[uncertainty]\ndrawns = 300\n", "did you mean"),
        (
            "[uncertainty]\nmaps = [\"eccc\"]\n",
            "maps with classes are emissions, intensity, ecc, esc, budget",
        ),
        ("[uncertainty]\nmaps = [\"ecc\", \"ecc\"]\n", "twice"),
        (
            "[uncertainty]\nmaps = [\"ecc\"]\n[classes]\necc = { scheme = \"share-of-mean\", breaks = [1.0] }\n",
            "drawn of emissions only",
        ),
        (
            "[[scenario]]\nname = \"a\"\nchanges = []\n[[scenario]]\nname = \"a\"\nchanges = []\n",
            "two scenarios are called",
        ),
        (
            "[[scenario]]\nname = \"a\"\nchanges = [{ input = \"enrgy\", relative = 1 }]\n",
            "[[scenario]] number 1",
        ),
    ] {
        let (_folder, output) = run(more);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{stderr}");
        assert!(stderr.contains(said), "{stderr}");
    }
}

/// Moving x hectares from cultivated (−0.13) to forest (−5.77) takes 5.64 t each from a budget of 4,328,782 t.
#[test]
fn the_goal_of_the_documentation_is_reached() {
    let docs = include_str!("../../../../docs/uncertainty.md");
    let goal = docs
        .split("```toml")
        .skip(1)
        .find(|block| block.contains("[[goal]]"))
        .unwrap();
    let goal = goal.split("```").next().unwrap();
    let export =
        "\n[export]\nfigures = false\nreport = false\ngeopackage = false\ngeojson = false\n";
    let (folder, output) = run(&format!("{goal}{export}"));
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let goals = table(folder.path(), "goals.csv", 1);
    let row = &goals["Forest that halves Ganzhou's budget"];
    let hectares = 2_164_391.0 / 5.64;
    let found = row.iter().filter_map(|cell| cell.parse::<f64>().ok());
    let mut near = found.filter(|number| (number / hectares - 1.0).abs() < 1e-4);
    assert!(near.next().is_some(), "{row:?}, not {hectares}");
}

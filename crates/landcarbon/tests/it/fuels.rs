//! Emissions by the carbon in each fuel, through the program.

use crate::bad_inputs::small_study::SmallStudy;

/// Each zone burns 1,000 t of coal in 2010; in 2020 `a` burns gas and takes current, `b` as in 2010.
const STATISTICS: &str = "\
zone,year,variable,value,unit,source
a,2010,population,1000,persons,made up
a,2010,gdp_constant,5000,1e4 yuan,made up
a,2010,raw_coal,1000,t,made up
a,2020,population,1000,persons,made up
a,2020,gdp_constant,5000,1e4 yuan,made up
a,2020,natural_gas,50,1e4 m3,made up
a,2020,electricity,100,1e4 kWh,made up
b,2010,population,1000,persons,made up
b,2010,gdp_constant,5000,1e4 yuan,made up
b,2010,raw_coal,1000,t,made up
b,2020,population,1000,persons,made up
b,2020,gdp_constant,5000,1e4 yuan,made up
b,2020,raw_coal,1000,t,made up
";

const CHOICES: &str = r#"
[emissions]
method = "fuels"

[fuels.electricity]
emission_factor = { value = 0.55, basis = "CO2" }
source = "a grid"

[fuels.raw_coal]
oxidation = 0.9
source = "an inventory"

[analysis]
drivers = true

[export]
tables = true"#;

fn study(choices: &str) -> SmallStudy {
    let study = SmallStudy::new();
    study.write("statistics.csv", STATISTICS);
    study.edit("project.toml", "tables = false\n", "");
    study.edit("project.toml", "\n[export]", choices);
    study
}

#[test]
fn emissions_of_energy_are_those_of_each_fuel() {
    let study = study(CHOICES);
    let outcome = study.run(&["run", "project.toml"]);
    assert_eq!(outcome.status, Some(0), "{}", outcome.stderr);
    assert!(!outcome.stderr.contains("CO₂ but"), "{}", outcome.stderr);
    // t C: 714.3 tce · 29.3076 GJ · 25.8 kg · 0.9; gas 665 tce · 29.3076 · 15.3, and 1,000 MWh · 0.55 t CO₂ · 12/44.
    let coal = 714.3 * 29.3076 * 25.8 * 0.9 / 1e3;
    let later = 665.0 * 29.3076 * 15.3 / 1e3 + 1000.0 * 0.55 * 12.0 / 44.0;
    let table = study.read("out/tables/table-2.csv");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .map(|line| line.split(',').collect())
        .collect();
    let emissions = |zone: &str, year: &str| -> f64 {
        let row = rows
            .iter()
            .find(|row| row.contains(&zone) && row.contains(&year));
        let row = row.unwrap_or_else(|| panic!("{zone} {year} in {table}"));
        let column = rows[0]
            .iter()
            .position(|name| name.contains("emissions of energy"));
        row[column.unwrap_or_else(|| panic!("{table}"))]
            .parse()
            .unwrap()
    };
    for (zone, year, expected) in [
        ("a", "2010", coal),
        ("b", "2010", coal),
        ("a", "2020", later),
        ("b", "2020", coal),
    ] {
        let found = emissions(zone, year);
        assert!(
            (found - expected).abs() < 0.5,
            "{zone} {year}: {found} {expected}"
        );
    }
    let notes = study.read("out/tables/table-2.md");
    assert!(
        notes.contains("emissions of energy are those of each fuel"),
        "{notes}"
    );
    // The factor that is nothing with one σ: of `a`, which took other fuels, and not of `b`.
    let drivers = study.read("out/tables/drivers.csv");
    let effect = |zone: &str| -> f64 {
        let row = drivers.lines().find(|line| {
            line.starts_with(&format!("{zone},")) && line.contains("carbon_per_energy")
        });
        let row = row.unwrap_or_else(|| panic!("{drivers}"));
        row.rsplit(',').next().unwrap().parse().unwrap()
    };
    let per_tce = [coal / 714.3, later / (665.0 + 122.9)];
    let expected = (later - coal) / (later / coal).ln() * (per_tce[1] / per_tce[0]).ln();
    assert!(
        (effect("a") - expected).abs() < 6e-4,
        "{} {expected}",
        effect("a")
    );
    assert!(effect("b") == 0.0);
}

#[test]
fn what_cannot_follow_from_fuels_is_refused() {
    let refused = |choices: &str, words: &str| {
        let outcome = study(choices).run(&["check", "project.toml"]);
        assert_eq!(outcome.status, Some(1), "{choices}");
        assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
    };
    let with = |more: &str| CHOICES.replace("\n[analysis]", &format!("{more}\n[analysis]"));
    refused(
        &CHOICES.replace("[fuels.electricity]", "[fuels.heat]"),
        "in t per MWh",
    );
    refused(
        &CHOICES.replace("[fuels.electricity]", "[fuels.coke]"),
        "coke is burnt",
    );
    refused(&CHOICES.replace("0.9", "90"), "from 0 to 1");
    refused(
        &with("[coefficients.energy]\nvalue = 0.5\nbasis = \"C\"\nsource = \"x\"\n"),
        "without effect with `method = \"fuels\"`",
    );
    refused(
        &with("[[scenario]]\nname = \"x\"\nchanges = [{ input = \"sigma\", relative = 0.1 }]\n"),
        "a change names σ",
    );
    refused(
        &with(
            "[uncertainty.coefficients]\nsigma = { distribution = \"normal\", relative_sd = 0.1, source = \"x\" }\n",
        ),
        "say how uncertain `energy` is",
    );
}

//! The examples of docs/uncertainty.md are what the types read.

use carbon_core::scenario::{Goal, Scenario};
use carbon_core::uncertainty::Uncertainty;

const DOCS: &str = include_str!("../../../../docs/uncertainty.md");

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Project {
    uncertainty: Option<toml::Table>,
    #[serde(default)]
    scenario: Vec<Scenario>,
    #[serde(default)]
    goal: Vec<toml::Table>,
}

#[test]
fn examples_are_read() {
    let blocks = DOCS.split("```toml").skip(1);
    let read = blocks.map(|block| {
        let text = block.split("```").next().expect("a block");
        toml::from_str::<Project>(text).expect("an example")
    });
    let read: Vec<_> = read.collect();
    let mut uncertainty = read[0].uncertainty.clone().expect("an uncertainty");
    for of_the_run in ["draws", "seed", "maps"] {
        uncertainty.remove(of_the_run).expect(of_the_run);
    }
    let uncertainty: Uncertainty = uncertainty.try_into().expect("what is uncertain");
    assert_eq!(uncertainty.map_accuracy.len(), 1);
    let choices = read[1].uncertainty.clone().expect("the choices");
    let choices: Uncertainty = choices.try_into().expect("lists of choices");
    let choices = choices.choices.expect("choices");
    assert_eq!(choices.combinations(), 6 * 2 * 2 * 2 * 3 * 3);
    assert_eq!(choices.mean_emissions_t[0], None);
    assert_eq!(read[2].scenario[0].changes.len(), 2);
    let mut goal = read[3].goal[0].clone();
    assert!(goal.remove("name").expect("a name").is_str());
    assert_eq!(goal.try_into::<Goal>().expect("a goal").tolerance, 1.0);
}

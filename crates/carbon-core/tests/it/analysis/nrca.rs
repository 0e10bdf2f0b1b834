use carbon_core::ZoningRule;
use carbon_core::nrca::{Attribute, nrca};

use crate::analysis::jiangxi;
use crate::analysis::oracle::{assert_close, number, rows};

const EXPECTED: &str = include_str!("../../../../../fixtures/oracle/analysis/nrca.csv");

#[test]
fn advantages_agree_with_the_formula_on_shares() {
    let assessment = jiangxi::assessment(&ZoningRule::default());
    let zones = jiangxi::zones(&assessment.years[0]);
    let expected = rows(EXPECTED);
    let mut compared = 0;
    for chosen in [
        "absorption/emissions",
        "gdp/emissions",
        "absorption/gdp/emissions",
    ] {
        let attributes = chosen.split('/').map(|name| Attribute {
            name: name.to_owned(),
            amounts: jiangxi::column(&assessment, 2020, name),
        });
        let found = nrca(&zones, &attributes.collect::<Vec<_>>()).unwrap();
        let found = found.iter().flat_map(|advantage| &advantage.by_attribute);
        let these = expected.iter().filter(|row| row["attributes"] == chosen);
        for (advantage, row) in found.zip(these) {
            assert_close(*advantage, number(row["expected"]), 1e-16);
            compared += 1;
        }
    }
    assert_eq!(compared, expected.len());
}

#[test]
fn against_emissions_the_sign_is_that_of_esc_above_one() {
    let assessment = jiangxi::assessment(&ZoningRule::default());
    let attributes = ["absorption", "emissions"].map(|name| Attribute {
        name: name.to_owned(),
        amounts: jiangxi::column(&assessment, 2020, name),
    });
    let found = nrca(&jiangxi::zones(&assessment.years[0]), &attributes).unwrap();
    for (advantage, esc) in found.iter().zip(jiangxi::column(&assessment, 2020, "esc")) {
        assert_eq!(advantage.by_attribute[0] > 0.0, esc > 1.0);
    }
}

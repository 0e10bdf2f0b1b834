use carbon_core::rule_list::{RuleList, RuleListError};
use carbon_core::{
    CarbonBasis, Indicators, PaperThresholds, QuadrantThresholds, Tonnes, Year, ZoneFields,
    ZoningRule,
};
use proptest::prelude::*;

use crate::analysis::jiangxi;

const PAPER: [(&str, &str); 3] = [
    ("esc >= 1.8", "carbon-sink"),
    ("emissions_share_of_mean < 0.5", "low-carbon-optimization"),
    (
        "emissions_share_of_mean >= 1.5 and ecc >= 1",
        "total-carbon-control",
    ),
];
const QUADRANT: [(&str, &str); 3] = [
    ("esc >= 1", "carbon-sink"),
    ("ecc < 1", "carbon-intensity-control"),
    ("emissions_share_of_mean >= 1", "total-carbon-control"),
];
const FIELDS: [&str; 3] = ["ecc", "esc", "emissions_share_of_mean"];

fn written() -> [(ZoningRule, RuleList); 2] {
    let list = |rules, otherwise| RuleList::new(rules, otherwise, &FIELDS).expect("rules");
    [
        (
            "paper".parse().expect("a rule"),
            list(PAPER, "carbon-intensity-control"),
        ),
        (
            "quadrant".parse().expect("a rule"),
            list(QUADRANT, "low-carbon-optimization"),
        ),
    ]
}

#[test]
fn built_in_rules_are_what_a_user_would_write() {
    for (rule, list) in written() {
        assert_eq!(RuleList::from(&rule.rules()), list);
    }
}

#[test]
fn the_cities_have_the_zones_of_the_built_in_rules() {
    for (rule, list) in written() {
        let assessment = jiangxi::assessment(&rule);
        let fields = ZoneFields::new(&assessment);
        for annual in &assessment.years {
            let found = fields.assign_year(&list, annual).unwrap();
            for (assignment, zone) in found.iter().zip(&annual.zones) {
                assert_eq!(assignment.zone, zone.function.as_ref().unwrap().zone.id());
            }
        }
    }
}

#[test]
fn reasons_have_the_numbers() {
    let (rule, list) = written().into_iter().next().expect("a rule");
    let assessment = jiangxi::assessment(&rule);
    let annual = assessment.year(Year(2020)).expect("2020");
    let found = ZoneFields::new(&assessment)
        .assign_year(&list, annual)
        .unwrap();
    let city = |zone: &str| {
        let place = annual.zones.iter().position(|city| city.zone.name == zone);
        &found[place.expect("the city")]
    };
    assert_eq!(city("Ganzhou").reason, "esc 2.4897 >= 1.8");
    assert_eq!(city("Ganzhou").rule, Some(0));
    assert!(city("Shangrao").reason.starts_with("no rule holds: esc "));
    assert_eq!(city("Shangrao").rule, None);

    let large = [("emissions_t > 0 and (ecc < 0 or esc < 9)", "any")];
    let list = RuleList::new(large, "none", &["emissions_t", "ecc", "esc"]).unwrap();
    let found = list.assign(|field| Some(if field == "esc" { 0.5 } else { 123_456.7 }));
    assert_eq!(
        found.unwrap().reason,
        "emissions_t 123457 > 0 and (ecc 123457 < 0 or esc 0.5000 < 9)"
    );
}

#[test]
fn every_field_of_the_example_can_be_named_and_a_missing_number_is_told() {
    let assessment = jiangxi::assessment(&ZoningRule::default());
    let fields = ZoneFields::new(&assessment);
    let names = fields.names();
    let annual = &assessment.years[0];
    for name in &names {
        let condition = format!("{name} >= 0 or {name} < 0");
        let list = RuleList::new([(condition.as_str(), "any")], "none", &names).unwrap();
        let found = fields.assign_year(&list, annual).unwrap();
        assert!(
            found.iter().all(|assigned| assigned.zone == "any"),
            "{name}"
        );
    }
    let rate = fields.column("compensation_rate", annual).unwrap();
    let account = &annual.zones[0].account;
    assert_eq!(
        rate[0],
        account.absorption.amount / account.emissions.amount
    );
    let error = fields.column("gamma", annual).unwrap_err().to_string();
    assert_eq!(
        error,
        "zone 360100 has no `gamma` in 2010; take another field or another year"
    );
}

#[test]
fn rules_without_zones_are_errors() {
    let list = |zone, otherwise| RuleList::new([("esc > 1", zone)], otherwise, &FIELDS);
    assert_eq!(list(" ", "x"), Err(RuleListError::NoZone { rule: 1 }));
    assert_eq!(list("x", ""), Err(RuleListError::NoOtherwise));
}

fn rules() -> impl Strategy<Value = ZoningRule> {
    let threshold = || prop_oneof![Just(1.0), 0.0..3.0];
    let four = (threshold(), threshold(), threshold(), threshold());
    (four, any::<bool>()).prop_map(|((sink_esc, low, high, ecc), paper)| {
        if paper {
            ZoningRule::Paper(PaperThresholds {
                sink_esc,
                low_emissions: low,
                // A zone is low before it is high: the rule's thresholds are in this order.
                high_emissions: low.max(high),
                total_control_ecc: ecc,
            })
        } else {
            ZoningRule::Quadrant(QuadrantThresholds {
                sink_esc,
                intensity_ecc: ecc,
                high_emissions: high,
            })
        }
    })
}

proptest! {
    #[test]
    fn a_rule_list_assigns_as_the_rule_does(
        rule in rules(),
        esc in prop_oneof![Just(1.0), 0.0..3.0],
        ecc in prop_oneof![Just(1.0), 0.0..3.0],
        emissions in prop_oneof![Just(64.0), 0.0..200.0],
    ) {
        let tonnes = |amount| Tonnes::new(amount, CarbonBasis::Carbon);
        let indicators = Indicators {
            emissions: tonnes(emissions),
            mean_emissions: tonnes(64.0),
            ecc,
            esc,
        };
        let value = |field: &str| match field {
            "ecc" => Some(ecc),
            "esc" => Some(esc),
            "emissions_share_of_mean" => Some(emissions / 64.0),
            _ => None,
        };
        let expected = rule.assign(&indicators).zone.id();
        prop_assert_eq!(RuleList::from(&rule.rules()).assign(value).unwrap().zone, expected);
    }
}

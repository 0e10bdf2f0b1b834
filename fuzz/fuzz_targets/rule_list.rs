//! A condition is read or refused, whatever the text; one that is read is written as it is read, and decides or names what it lacks.

#![no_main]

use carbon_core::rule_list::{Condition, RuleList};
use libfuzzer_sys::fuzz_target;

const FIELDS: [&str; 4] = ["ecc", "esc", "emissions_t", "forest-oak_ha"];

fuzz_target!(|text: &str| {
    let rules = match RuleList::new([(text, "a")], "b", &FIELDS) {
        Ok(rules) => rules,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    let condition = &rules.rules()[0].when;
    let written = condition.to_string();
    let again = Condition::parse(&written, &FIELDS).expect("what was written");
    assert_eq!(again.to_string(), written);
    for value in [0.0, -1.5, f64::MAX, f64::NAN] {
        let value = |field: &str| (field != "esc").then_some(value);
        let holds = |condition: &Condition| condition.holds(&|field: &String| value(field)).ok();
        assert_eq!(holds(condition), holds(&again));
        let _ = rules.assign(value);
    }
});

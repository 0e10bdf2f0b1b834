//! A scenario or the uncertainties of a run are read or refused, whatever the text; what is read runs on a small region, or says why not.

#![no_main]

use carbon_core::Quantity;
use carbon_core::scenario::Scenario;
use carbon_core::uncertainty::{MonteCarlo, Uncertainty};
use landcarbon_fuzz::scenarios::case;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(scenario) = toml::from_str::<Scenario>(text) {
        let case = case();
        let base = case.run().expect("the region has results");
        match scenario.run(&case, &base) {
            Ok(comparison) => {
                for change in comparison.differences() {
                    assert!(!change.difference().is_nan(), "{change:?}");
                }
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
    if let Ok(uncertainty) = toml::from_str::<Uncertainty>(text) {
        let draws = MonteCarlo {
            seed: 1,
            draws: 4,
            quantities: vec![Quantity::Emissions, Quantity::Budget],
            maps: Vec::new(),
        };
        if let Err(error) = draws.run(&case(), &uncertainty) {
            assert!(!error.to_string().is_empty());
        }
    }
});

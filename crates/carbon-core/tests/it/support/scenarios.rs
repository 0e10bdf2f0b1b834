//! Scenarios on the region of two zones.

use carbon_core::scenario::{Change, Scenario};
use carbon_core::{Case, CompensationPreset, Inputs, Scheme, Year, ZoningRule};

use crate::support;

pub fn case() -> Case {
    Case {
        inputs: Inputs::new(support::raw_inputs()).expect("inputs"),
        coefficients: support::coefficients(),
        zoning: ZoningRule::default(),
        scheme: Some(Scheme {
            base: Year(2010),
            target: Year(2020),
            options: CompensationPreset::Paper2024.options(),
        }),
    }
}

pub fn change(text: &str) -> Change {
    toml::from_str(text).expect("a change")
}

pub fn scenario(changes: &[&str]) -> Scenario {
    Scenario {
        name: "test".to_owned(),
        changes: changes.iter().map(|text| change(text)).collect(),
    }
}

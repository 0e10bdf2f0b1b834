//! A project file is parsed with all its choices, or refused, whatever its bytes.

#![no_main]

use landcarbon::project::Plan;
use landcarbon_fuzz::reading::file;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match Plan::read(&file("project.toml", bytes)) {
        Ok(plan) => assert!(!plan.years.is_empty() && !plan.levels.is_empty()),
        Err(error) => assert!(!format!("{error:#}").is_empty()),
    }
});

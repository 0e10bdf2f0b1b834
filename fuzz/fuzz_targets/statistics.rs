//! A table of statistics is read or refused, whatever its bytes.

#![no_main]

use carbon_core::{IntensityPrices, Year};
use landcarbon::statistics::{Statistics, StatisticsOptions};
use landcarbon_fuzz::reading::file;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let options = StatisticsOptions {
        region: Some("36".to_owned()),
        price_year: Year(2010),
        prices: IntensityPrices::Constant,
        columns: vec!["lights".to_owned()],
    };
    match Statistics::read(&file("statistics.csv", bytes), &options) {
        Ok(statistics) => {
            let counted: usize = statistics
                .statuses
                .values()
                .flat_map(|of| of.values())
                .sum();
            let read = statistics.observations.len() + statistics.columns.len();
            assert!(counted == 0 || counted >= read);
        }
        Err(error) => assert!(!format!("{error:#}").is_empty()),
    }
});

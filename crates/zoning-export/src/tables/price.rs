//! Formula 13 by the rule in use, in symbols and with its numbers.

use carbon_core::{PriceOptions, PriceRule};
use serde::Serialize;

/// A number that a computed scheme has if its formula needs it.
pub(crate) fn given(number: Option<f64>) -> String {
    number.map_or_else(|| "?".to_owned(), |number| number.to_string())
}

/// The price of a tonne as a formula.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct PriceFormula {
    pub symbols: &'static str,
    pub numbers: String,
    /// Who it comes from: `inferred`, or `user` for a fixed price.
    pub known: &'static str,
}

impl PriceFormula {
    pub(crate) fn new(options: &PriceOptions) -> Self {
        let (low, high) = (options.minimum_usd_per_t, options.maximum_usd_per_t);
        let rate = given(options.yuan_per_usd);
        let ratio = format!(
            "{} / {}",
            given(options.region_gdp_per_person_1e4_yuan),
            given(options.nation_gdp_per_person_1e4_yuan)
        );
        let (symbols, numbers) = match options.rule {
            PriceRule::Interpolated => (
                "P_min + (P_max − P_min) · Gp_1 / Gp_2",
                format!("{rate} × [{low} + ({high} − {low}) × {ratio}]"),
            ),
            PriceRule::MeanTimesRatio => (
                "(P_min + P_max) / 2 · Gp_1 / Gp_2",
                format!("{rate} × ({low} + {high}) / 2 × {ratio}"),
            ),
            PriceRule::MaxTimesRatio => {
                ("P_max · Gp_1 / Gp_2", format!("{rate} × {high} × {ratio}"))
            }
            PriceRule::MinTimesRatio => {
                ("P_min · Gp_1 / Gp_2", format!("{rate} × {low} × {ratio}"))
            }
            PriceRule::Mean => (
                "(P_min + P_max) / 2",
                format!("{rate} × ({low} + {high}) / 2"),
            ),
            PriceRule::Fixed { yuan_per_t } => ("P", yuan_per_t.to_string()),
        };
        let known = match options.rule {
            PriceRule::Fixed { .. } => "user",
            _ => "inferred",
        };
        Self {
            symbols,
            numbers,
            known,
        }
    }
}

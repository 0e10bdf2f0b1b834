//! The compensation with all that a payment follows from, to the bit, so that each can be explained
//! with its own numbers.

use carbon_core::{
    BalancedSide, Compensation, CorrectedForm, EngelReading, IntensityReference, PriceOptions,
    PriceRule, Sensitivity, Tonnes, ZoneCompensation, ZoneSensitivity,
};

use super::words::{exact, list};
use crate::tables;
use crate::text::json::{self, Object};

/// The scheme: its options and constants, `words` (each formula and how well it is known), `zones`
/// (columns of terms), and `sensitivity` where it was computed.
pub(super) fn json(scheme: &Compensation, sensitivity: Option<&Sensitivity>) -> String {
    let options = &scheme.options;
    let [base, target] = scheme.region_intensity.map(|i| i.t_per_1e4_yuan);
    let mut object = Object::new()
        .member("base", scheme.base)
        .member("target", scheme.target)
        .member("weight", exact(options.weight))
        .text(
            "form",
            match options.form {
                CorrectedForm::Net => "net",
                CorrectedForm::Gross => "gross",
            },
        )
        .text(
            "reference",
            match options.reference {
                IntensityReference::MeanOfZones => "mean-of-zones",
                IntensityReference::Region => "region",
            },
        )
        .member("alpha", exact(scheme.alpha.yuan_per_t))
        .member("price", price(&options.price))
        .member("pearl_factor", exact(scheme.pearl_factor))
        .member("a", exact(options.pearl.a))
        .member("b", exact(options.pearl.b))
        .member("engel", exact(options.engel.coefficient))
        .text(
            "reading",
            match options.engel.reading {
                EngelReading::Engel => "E",
                EngelReading::InverseEngel => "1/E",
                EngelReading::InverseEngelMinus3 => "1/E − 3",
            },
        )
        .member("t", exact(options.engel.t()))
        .member("mean_emissions", exact(scheme.mean_emissions.amount))
        .member("region_intensity", json::array([base, target].map(exact)))
        .member(
            "reference_intensity",
            exact(scheme.reference_intensity.t_per_1e4_yuan),
        )
        .member(
            "high_from",
            scheme
                .high_from
                .map_or("null".to_owned(), |from| exact(from.amount)),
        )
        .member("imbalance", exact(scheme.imbalance.amount))
        .member("words", list(&tables::formulas_in_words(scheme)))
        .member("zones", columns(&scheme.zones));
    if let Some(balance) = scheme.balance {
        let side = match balance.side {
            BalancedSide::Payers => "payers",
            BalancedSide::Receivers => "receivers",
        };
        let json = Object::new().text("side", side);
        let json = json.member("factor", exact(balance.factor));
        object = object.member("balance", json.finish());
    }
    if let Some(sensitivity) = sensitivity {
        object = object.member("sensitivity", ranges(sensitivity));
    }
    object.finish()
}

/// Formula 13 by the rule in use, in symbols and with its numbers.
fn price(of: &PriceOptions) -> String {
    let (low, high, rate) = (of.minimum_usd_per_t, of.maximum_usd_per_t, of.yuan_per_usd);
    let (region, nation) = (
        of.region_gdp_per_person_1e4_yuan,
        of.nation_gdp_per_person_1e4_yuan,
    );
    let (symbols, numbers) = match of.rule {
        PriceRule::Interpolated => (
            "P_min + (P_max − P_min) · Gp_1 / Gp_2",
            format!("{rate} × [{low} + ({high} − {low}) × {region} / {nation}]"),
        ),
        PriceRule::MeanTimesRatio => (
            "(P_min + P_max) / 2 · Gp_1 / Gp_2",
            format!("{rate} × ({low} + {high}) / 2 × {region} / {nation}"),
        ),
        PriceRule::MaxTimesRatio => (
            "P_max · Gp_1 / Gp_2",
            format!("{rate} × {high} × {region} / {nation}"),
        ),
        PriceRule::MinTimesRatio => (
            "P_min · Gp_1 / Gp_2",
            format!("{rate} × {low} × {region} / {nation}"),
        ),
        PriceRule::Mean => (
            "(P_min + P_max) / 2",
            format!("{rate} × ({low} + {high}) / 2"),
        ),
        PriceRule::Fixed { yuan_per_t } => ("P", yuan_per_t.to_string()),
    };
    let known = match of.rule {
        PriceRule::Fixed { .. } => "user",
        _ => "inferred",
    };
    Object::new()
        .text("symbols", symbols)
        .text("numbers", &numbers)
        .text("known", known)
        .finish()
}

type Term = (&'static str, fn(&ZoneCompensation) -> f64);

const TERMS: [Term; 15] = [
    ("emissions", |of| amount(of.emissions)),
    ("absorption", |of| amount(of.absorption)),
    ("base_value", |of| amount(of.base_value)),
    ("ecc", |of| of.ecc),
    ("threshold", |of| amount(of.threshold)),
    ("intensity_base", |of| of.intensity[0].t_per_1e4_yuan),
    ("intensity_target", |of| of.intensity[1].t_per_1e4_yuan),
    ("tau", |of| of.tau),
    ("s", |of| of.s),
    ("corrected_emissions", |of| amount(of.corrected_emissions)),
    ("corrected_base_value", |of| amount(of.corrected_base_value)),
    ("share_of_gdp", |of| of.share_of_gdp),
    ("gamma", |of| of.gamma),
    ("unscaled", |of| of.unscaled.amount),
    ("compensation", |of| of.compensation.amount),
];

fn amount(tonnes: Tonnes) -> f64 {
    tonnes.amount
}

fn columns(zones: &[ZoneCompensation]) -> String {
    let columns = TERMS.iter().fold(Object::new(), |object, (name, term)| {
        object.member(name, json::array(zones.iter().map(|of| exact(term(of)))))
    });
    columns.finish()
}

fn ranges(of: &Sensitivity) -> String {
    let amounts = |pick: fn(&ZoneSensitivity) -> f64| {
        json::array(of.zones.iter().map(|zone| json::number(pick(zone), 0)))
    };
    Object::new()
        .member("combinations", of.combinations)
        .member("minimum", amounts(|zone| zone.minimum.amount))
        .member("median", amounts(|zone| zone.median.amount))
        .member("maximum", amounts(|zone| zone.maximum.amount))
        .member(
            "share_paying",
            json::array(
                of.zones
                    .iter()
                    .map(|zone| json::number(zone.share_paying, 4)),
            ),
        )
        .member(
            "changes_role",
            json::array(of.zones.iter().map(|zone| zone.changes_role.to_string())),
        )
        .finish()
}

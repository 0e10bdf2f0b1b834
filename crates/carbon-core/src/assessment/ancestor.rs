//! Formulas 6–7 within a larger zone: a county's share of its city's GDP and absorption against its share of the city's emissions.

use serde::Serialize;

use super::annual::Assessment;
use crate::formulas::kernel::Flows;
use crate::levels::Hierarchy;
use crate::region::Zone;
use crate::units::Year;

/// How a zone contributes to a larger one in which it lies.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WithinAncestor {
    pub zone: Zone,
    pub year: Year,
    /// The level of the larger zone.
    pub level: String,
    /// The larger zone.
    pub ancestor: Zone,
    /// The zone's share of the larger one's emissions, from 0 to 1.
    pub emissions_share: f64,
    /// Its share of GDP.
    pub gdp_share: f64,
    /// Its share of absorption; `None` where the larger zone absorbs nothing.
    pub absorption_share: Option<f64>,
    /// The economic contribution coefficient (formula 6).
    pub ecc: Option<f64>,
    /// The ecological support coefficient (formula 7); `None` where the larger zone absorbs nothing.
    pub esc: Option<f64>,
}

/// The coefficients of each zone of an assessment within the zones of all levels above, a year and a
/// level at a time.
///
/// The larger zone's totals are the sums over the zones of the assessment that lie in it, so that
/// the emission-weighted means of ECC and ESC over these are 1. `level` is that of the assessment's
/// zones, which are in the order of the hierarchy.
pub fn within(assessment: &Assessment, hierarchy: &Hierarchy, level: usize) -> Vec<WithinAncestor> {
    let mut found = Vec::new();
    for annual in &assessment.years {
        for (above, ancestors) in hierarchy.levels().iter().enumerate().skip(level + 1) {
            for (position, ancestor) in ancestors.zones.iter().enumerate() {
                let lies_in = |zone| hierarchy.ancestor(level, zone, above) == Some(position);
                let parts = annual.zones.iter().enumerate();
                let parts: Vec<_> = parts
                    .filter(|(zone, _)| lies_in(*zone))
                    .map(|(_, part)| (&part.zone, Flows::from(&part.account)))
                    .collect();
                let total =
                    |amount: fn(&Flows) -> f64| parts.iter().map(|(_, part)| amount(part)).sum();
                let whole = Flows {
                    emissions: total(|part| part.emissions),
                    gdp: total(|part| part.gdp),
                    absorption: total(|part| part.absorption),
                    ..Flows::default()
                };
                found.extend(parts.iter().map(|(zone, part)| {
                    let [ecc, esc] = part.contributions(&whole);
                    let absorbs = whole.absorption > 0.0;
                    WithinAncestor {
                        zone: (*zone).clone(),
                        year: annual.year,
                        level: ancestors.name.clone(),
                        ancestor: ancestor.clone(),
                        emissions_share: part.emissions / whole.emissions,
                        gdp_share: part.gdp / whole.gdp,
                        absorption_share: absorbs.then(|| part.absorption / whole.absorption),
                        ecc,
                        esc,
                    }
                }));
            }
        }
    }
    found
}

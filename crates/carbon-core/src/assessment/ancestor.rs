//! Formulas 6–7 within a larger zone: a county's share of its city's GDP and absorption against its share of the city's emissions.

use serde::Serialize;

use super::account::Account;
use super::assess::Assessment;
use crate::formulas::contribution::Compared;
use crate::levels::Hierarchy;
use crate::region::Zone;
use crate::units::{Tonnes, Year, Yuan};

/// What a zone is to a larger one in which it lies.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WithinAncestor {
    /// The zone.
    pub zone: Zone,
    /// The year.
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

/// The coefficients of each zone of an assessment within the zones of all levels above, a year and a level at a time.
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
                let parts: Vec<_> = parts.filter(|(zone, _)| lies_in(*zone)).collect();
                let accounts: Vec<_> = parts.iter().map(|(_, part)| &part.account).collect();
                let Some(total) = total(&accounts) else {
                    continue;
                };
                found.extend(parts.iter().map(|(_, part)| {
                    let (zone, level) = (part.zone.clone(), &ancestors.name);
                    within_ancestor(
                        zone,
                        annual.year,
                        (&part.account).into(),
                        level,
                        (ancestor, total),
                    )
                }));
            }
        }
    }
    found
}

/// What the parts of a larger zone add up to.
fn total(parts: &[&Account]) -> Option<Compared> {
    Some(Compared {
        emissions: Tonnes::total(parts.iter().map(|part| part.emissions))?,
        gdp: Yuan::total(parts.iter().map(|part| part.gdp))?,
        absorption: Tonnes::total(parts.iter().map(|part| part.absorption))?,
    })
}

fn within_ancestor(
    zone: Zone,
    year: Year,
    part: Compared,
    level: &str,
    (ancestor, whole): (&Zone, Compared),
) -> WithinAncestor {
    let (ecc, esc) = part.within(whole);
    let absorbs = whole.absorption.amount > 0.0;
    WithinAncestor {
        zone,
        year,
        level: level.to_owned(),
        ancestor: ancestor.clone(),
        emissions_share: part.emissions.amount / whole.emissions.amount,
        gdp_share: part.gdp.amount / whole.gdp.amount,
        absorption_share: absorbs.then(|| part.absorption.amount / whole.absorption.amount),
        ecc,
        esc,
    }
}

//! Absorption by emissions, as rows of a long table.

use carbon_core::{Account, Assessment};
use zoning_export::long_tables::{CompensationRateRow, REGION};

/// Absorption by emissions, of each zone and of the region.
pub fn compensation_rate_rows(
    assessment: &Assessment,
) -> impl Iterator<Item = CompensationRateRow<'_>> {
    assessment.years.iter().flat_map(|annual| {
        let zones = annual.zones.iter();
        let zones = zones.map(|found| (found.zone.id.as_str(), &*found.zone.name, &found.account));
        let rate = |account: &Account| account.absorption.amount / account.emissions.amount;
        let region = (REGION, REGION, &annual.region);
        let all = zones.chain([region]);
        all.map(move |(zone, name, account)| CompensationRateRow {
            zone,
            name,
            year: annual.year.0,
            compensation_rate: rate(account),
        })
    })
}

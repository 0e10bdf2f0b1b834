//! What drives emissions, as rows of a long table.

use carbon_core::Assessment;
use carbon_core::lmdi::{Decomposition, Effects};
use zoning_export::long_tables::{DriverRow, REGION};

/// The change of emissions between years by driver: of each zone, then of the region.
pub fn driver_rows<'a>(
    drivers: &'a [Decomposition],
    assessment: &'a Assessment,
) -> impl Iterator<Item = DriverRow<'a>> {
    drivers.iter().flat_map(move |decomposition| {
        let zones = assessment.zones.iter().zip(&decomposition.zones);
        let zones = zones.map(|(zone, drivers)| (zone.id.as_str(), &*zone.name, &drivers.effects));
        let region = (REGION, REGION, &decomposition.region);
        let all = zones.chain([region]);
        all.flat_map(move |(zone, name, effects)| {
            each_effect(effects).map(move |(driver, tonnes)| DriverRow {
                zone,
                name,
                from: decomposition.from.0,
                to: decomposition.to.0,
                driver,
                tonnes,
            })
        })
    })
}

/// The effects that there are, and their sum.
fn each_effect(effects: &Effects) -> impl Iterator<Item = (&'static str, f64)> + use<> {
    let parts = effects.each().into_iter();
    let parts = parts.filter_map(|(driver, tonnes)| Some((driver, tonnes?.amount)));
    parts.chain([("change", effects.change.amount)])
}

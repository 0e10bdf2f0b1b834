//! Neighbours and Moran's I, as rows of long tables.

use carbon_core::Assessment;
use carbon_core::moran::WeightStyle;
use landuse_ingest::zones::Contact;
use zoning_export::long_tables::{LocalMoranRow, MoranRow, NeighbourRow};

use super::Autocorrelation;

const fn contact_name(contact: Contact) -> &'static str {
    match contact {
        Contact::Queen => "queen",
        Contact::Rook => "rook",
    }
}

const fn style_name(style: WeightStyle) -> &'static str {
    match style {
        WeightStyle::Binary => "binary",
        WeightStyle::RowStandardised => "row-standardised",
    }
}

/// Each pair of neighbours from both sides, and each island.
pub fn neighbour_rows<'a>(
    moran: &'a Autocorrelation,
    assessment: &'a Assessment,
) -> impl Iterator<Item = NeighbourRow<'a>> {
    let zones = assessment.zones.iter().zip(&moran.neighbours);
    zones.flat_map(|(zone, neighbours)| {
        let others = neighbours.places.iter();
        let others = others.map(|&place| Some(&assessment.zones[place]));
        let island = neighbours.places.is_empty().then_some(None);
        others.chain(island).map(|other| NeighbourRow {
            zone: zone.id.as_str(),
            name: &zone.name,
            neighbour: other.map(|other| other.id.as_str()),
            neighbour_name: other.map(|other| &*other.name),
        })
    })
}

/// Moran's I of each quantity and year.
pub fn moran_rows(moran: &Autocorrelation) -> impl Iterator<Item = MoranRow<'_>> {
    let islands = moran.neighbours.iter();
    let islands = islands.filter(|zone| zone.places.is_empty()).count();
    moran.results.iter().map(move |result| MoranRow {
        year: result.year.0,
        quantity: &result.field,
        i: result.global.statistic,
        expectation: result.global.expectation,
        variance: result.global.variance,
        z: result.global.z,
        p: result.global.p,
        permutations: result.global.permutations,
        contiguity: contact_name(moran.contact),
        weights: style_name(moran.weights),
        pairs: moran.pairs(),
        islands,
    })
}

/// Local Moran's I of each zone.
pub fn local_moran_rows<'a>(
    moran: &'a Autocorrelation,
    assessment: &'a Assessment,
) -> impl Iterator<Item = LocalMoranRow<'a>> {
    moran.results.iter().flat_map(|result| {
        let zones = assessment.zones.iter().zip(&result.local);
        zones.map(|(zone, found)| {
            let local = found.local;
            let limit = result.significant_up_to;
            LocalMoranRow {
                zone: zone.id.as_str(),
                name: &zone.name,
                year: result.year.0,
                quantity: &result.field,
                i: local.map(|local| local.statistic),
                z: local.map(|local| local.z),
                lag: local.map(|local| local.lag),
                quadrant: local.map(|local| local.quadrant.id()),
                p: local.map(|local| local.p),
                significant: local.map(|local| limit.is_some_and(|limit| local.p <= limit)),
            }
        })
    })
}

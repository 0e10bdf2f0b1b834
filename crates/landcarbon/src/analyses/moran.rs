//! Whether neighbours resemble each other.

use anyhow::{Context as _, Result};
use carbon_core::moran::{
    GlobalMoran, LocalMoran, SpatialWeights, WeightStyle, global, local, significant_up_to,
};
use carbon_core::{Year, ZoneFields, ZoneId};
use landuse_ingest::zones::{Contact, Contiguity, Zones};

use super::{Analysis, Context, columns};

/// Of the zones called significant, so many may be so by chance.
const FALSE_DISCOVERIES: f64 = 0.05;

/// Moran's I of some fields.
#[derive(Debug)]
pub struct Autocorrelation {
    /// What neighbours have in common.
    pub contact: Contact,
    /// How much a neighbour counts.
    pub weights: WeightStyle,
    /// The neighbours of each zone, in the order of the assessment.
    pub neighbours: Vec<NeighboursOf>,
    /// One entry a field and year.
    pub results: Vec<MoranOf>,
}

/// A zone's neighbours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeighboursOf {
    /// The zone.
    pub zone: ZoneId,
    /// Their places among the zones, ascending; none of an island.
    pub places: Vec<usize>,
}

/// Moran's I of a field in a year.
#[derive(Debug)]
pub struct MoranOf {
    /// The field of the layers, or one that follows from them.
    pub field: String,
    /// The year.
    pub year: Year,
    /// Over the region.
    pub global: GlobalMoran,
    /// Zone by zone.
    pub local: Vec<LocalMoran>,
    /// Up to which p-value a local index is significant if a twentieth of those called so may be by chance; `None` if none is.
    pub significant_up_to: Option<f64>,
}

impl Autocorrelation {
    /// How many pairs of neighbours there are.
    #[must_use]
    pub fn pairs(&self) -> usize {
        let each = self.neighbours.iter().map(|of| of.places.len());
        each.sum::<usize>() / 2
    }
}

/// How much each zone weighs in the mean of another's neighbours.
fn weights(zones: &Zones, contiguity: &Contiguity, style: WeightStyle) -> Result<SpatialWeights> {
    let zones = &zones.zones;
    let id = |place: usize| zones[place].id.clone();
    let pairs = contiguity.pairs.iter();
    let pairs: Vec<_> = pairs.map(|&(one, other)| (id(one), id(other))).collect();
    let ids = zones.iter().map(|zone| zone.id.clone()).collect();
    Ok(SpatialWeights::new(ids, &pairs, style)?)
}

pub(super) fn of(
    asked: &Analysis,
    context: &Context<'_>,
    fields: &ZoneFields,
) -> Result<Option<Autocorrelation>> {
    let Some(contiguity) = context.contiguity else {
        return Ok(None);
    };
    context.console.step("comparing neighbours");
    let style = asked.weights.unwrap_or_default();
    let weights = weights(context.zones, contiguity, style)?;
    let neighbours = |(place, zone): (usize, &ZoneId)| NeighboursOf {
        zone: zone.clone(),
        places: weights.neighbours(place).to_vec(),
    };
    let mut results = Vec::new();
    for name in &asked.moran {
        for (annual, values) in columns(name, fields, context.assessment)? {
            let failed = || format!("[analysis] moran \"{name}\" in {}", annual.year);
            let local = local(&values, &weights, asked.drawn()).with_context(failed)?;
            results.push(MoranOf {
                field: fields.full_name(name)?,
                year: annual.year,
                global: global(&values, &weights, asked.drawn()).with_context(failed)?,
                significant_up_to: significant_up_to(&local, FALSE_DISCOVERIES),
                local,
            });
        }
    }
    Ok(Some(Autocorrelation {
        contact: contiguity.contact,
        weights: style,
        neighbours: weights.zones().iter().enumerate().map(neighbours).collect(),
        results,
    }))
}

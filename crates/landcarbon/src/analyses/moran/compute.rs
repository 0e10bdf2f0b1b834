//! Whether neighbours resemble each other.

use anyhow::{Context as _, Result};
use carbon_core::moran::{
    GlobalMoran, LocalMoran, SpatialWeights, WeightStyle, global, local, significant_up_to,
};
use carbon_core::{AnnualAssessment, Assessment, Year, ZoneFields, ZoneId, counted};
use landuse_ingest::zones::{Contact, Contiguity, Zones};

use super::csv::{local_moran_rows, moran_rows, neighbour_rows};
use super::request::{LEAST_ZONES, Moran};
use super::show::spot_field;
use crate::analyses::context::{left_out, values_by_year};
use crate::analyses::registry::{Computed, Shown};
use crate::analyses::{Context, Put};

/// The share of the zones called significant that may be so by chance.
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
    /// The fields that are left out, because zones have them only from the zones above.
    pub inherited: Vec<String>,
    /// The years that are left out, because enough land has a class in too few zones to compare, with their number.
    pub too_few: Vec<(Year, usize)>,
}

/// A zone's neighbours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeighboursOf {
    pub zone: ZoneId,
    /// Their places among the zones, ascending; none of an island.
    pub places: Vec<usize>,
}

/// Moran's I of a field in a year.
#[derive(Debug)]
pub struct MoranOf {
    /// The field of the layers, or one that follows from them.
    pub field: String,
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
    pub fn pairs(&self) -> usize {
        let each = self.neighbours.iter().map(|zone| zone.places.len());
        each.sum::<usize>() / 2
    }
}

/// How much each zone weighs in the mean of another's neighbours.
fn weights(
    zones: &Zones,
    contiguity: &Contiguity,
    style: WeightStyle,
    is_compared: impl Fn(usize) -> bool,
) -> Result<SpatialWeights> {
    let zones = &zones.zones;
    let id = |place: usize| zones[place].id.clone();
    let pairs = contiguity.pairs.iter();
    let pairs = pairs.filter(|&&(one, other)| is_compared(one) && is_compared(other));
    let pairs: Vec<_> = pairs.map(|&(one, other)| (id(one), id(other))).collect();
    let ids = (0..zones.len()).filter(|&place| is_compared(place)).map(id);
    Ok(SpatialWeights::new(ids.collect(), &pairs, style)?)
}

/// The values, weights and neighbours of the zones of a year that can be compared, of which enough is classified.
fn compared(
    annual: &AnnualAssessment,
    values: Vec<f64>,
    weights: impl Fn(&dyn Fn(usize) -> bool) -> Result<SpatialWeights>,
) -> Result<(Vec<f64>, SpatialWeights)> {
    let is_compared = |place: usize| annual.zones[place].is_covered();
    let values = values.into_iter().enumerate();
    let values = values.filter(|(place, _)| is_compared(*place));
    Ok((
        values.map(|(_, value)| value).collect(),
        weights(&is_compared)?,
    ))
}

/// The local index of every zone; like an island, a zone that is not compared has none.
fn of_all_zones(annual: &AnnualAssessment, local: Vec<LocalMoran>) -> Vec<LocalMoran> {
    let mut local = local.into_iter().peekable();
    let zones = annual.zones.iter().map(|zone| {
        let found = local.next_if(|found| found.zone == zone.zone.id);
        found.unwrap_or_else(|| LocalMoran {
            zone: zone.zone.id.clone(),
            local: None,
        })
    });
    zones.collect()
}

impl Computed for Autocorrelation {
    fn put_tables(&self, assessment: &Assessment, put: &mut Put<'_>) -> Result<()> {
        if self.results.is_empty() {
            return Ok(());
        }
        put("tables/neighbours", &|| neighbour_rows(self, assessment))?;
        put("tables/moran", &|| moran_rows(self))?;
        put("tables/local_moran", &|| local_moran_rows(self, assessment))
    }

    fn show(&self, assessment: &Assessment, shown: &mut Shown) -> Result<()> {
        let by_field = self.results.chunk_by(|a, b| a.field == b.field);
        let fields = by_field.map(|years| spot_field(years, assessment));
        shown.fields.extend(fields);
        Ok(())
    }

    fn warnings(&self) -> Vec<String> {
        let inherited = self.inherited.iter();
        let inherited = inherited
            .map(|field| left_out(&format!("moran of {field}"), std::slice::from_ref(field)));
        let too_few = self.too_few.iter().map(|(year, count)| {
            let zones = counted(*count, "zone");
            format!(
                "moran is left out in {year}: it compares at least {LEAST_ZONES} zones of which enough has a land class (min_coverage), and there are {zones}"
            )
        });
        inherited.chain(too_few).collect()
    }
}

pub(super) fn compare_neighbours(
    request: &Moran,
    context: &Context<'_>,
) -> Result<Autocorrelation> {
    context.console.step("comparing neighbours");
    let contiguity = context
        .contiguity
        .context("[analysis] moran: no neighbours were found")?;
    let fields = ZoneFields::new(context.assessment);
    let weights_among = |is_compared: &dyn Fn(usize) -> bool| {
        weights(context.zones, contiguity, request.weights, is_compared)
    };
    let weights = weights_among(&|_| true)?;
    let neighbours = |(place, zone): (usize, &ZoneId)| NeighboursOf {
        zone: zone.clone(),
        places: weights.neighbours(place).to_vec(),
    };
    let drawn = request.permutations();
    let mut results = Vec::new();
    let inherited = context.inherited_fields(&request.fields)?;
    let fields_of_zones = request.fields.iter();
    for name in fields_of_zones.filter(|name| !inherited.contains(name)) {
        let years = values_by_year(name, &fields, context.assessment)?.into_iter();
        for (annual, values) in years.filter(|(annual, _)| covered_zones(annual) >= LEAST_ZONES) {
            let failed = || format!("[analysis] moran \"{name}\" in {}", annual.year);
            let (values, weights) = compared(annual, values, weights_among)?;
            let local = local(&values, &weights, drawn).with_context(failed)?;
            results.push(MoranOf {
                field: fields.full_name(name)?,
                year: annual.year,
                global: global(&values, &weights, drawn).with_context(failed)?,
                significant_up_to: significant_up_to(&local, FALSE_DISCOVERIES),
                local: of_all_zones(annual, local),
            });
        }
    }
    Ok(Autocorrelation {
        contact: contiguity.contact,
        weights: request.weights,
        neighbours: weights.zones().iter().enumerate().map(neighbours).collect(),
        results,
        inherited,
        too_few: years_with_too_few(context.assessment),
    })
}

fn covered_zones(annual: &AnnualAssessment) -> usize {
    annual.zones.iter().filter(|zone| zone.is_covered()).count()
}

fn years_with_too_few(assessment: &Assessment) -> Vec<(Year, usize)> {
    let years = assessment.years.iter();
    let counts = years.map(|annual| (annual.year, covered_zones(annual)));
    counts.filter(|(_, count)| *count < LEAST_ZONES).collect()
}

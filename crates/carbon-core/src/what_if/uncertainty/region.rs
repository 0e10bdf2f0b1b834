//! The inputs of a case as plain numbers.

use super::{AccuracyError, MapAccuracy, UncertaintyError};
use crate::assessment::{Account, Assessment};
use crate::inputs::{Inputs, Statistics};
use crate::region::LandClass;
use crate::text::Listed;
use crate::what_if::Case;

/// Which statistic a number is, in [`Region::statistics`] and in totals.
pub(crate) const ENERGY: usize = 0;
pub(crate) const POPULATION: usize = 1;
pub(crate) const GDP: usize = 2;

/// The inputs of a case, zone by zone and, within a zone, year by year.
pub(crate) struct Region {
    pub(crate) zones: usize,
    pub(crate) years: usize,
    pub(crate) classes: Vec<LandClass>,
    /// Energy in tce, persons, GDP in yuan: of each zone and year.
    pub(crate) statistics: Vec<[f64; 3]>,
    /// The hectares of each class: of each zone and year.
    pub(crate) land: Vec<f64>,
    /// The same, added up over the zones: of each year.
    pub(crate) region_land: Vec<f64>,
    /// What a total of the region is to the sum of its zones: of each year, 1 unless given.
    pub(crate) total_to_sum: Vec<[f64; 3]>,
    /// The same for absorption.
    pub(crate) absorption_to_sum: Vec<f64>,
    /// The years that the compensation compares, by their place.
    pub(crate) compared: Option<[usize; 2]>,
    /// The confusion matrix of each year, by its place in the list.
    pub(crate) matrices: Vec<Option<usize>>,
    /// The places of the matrices' classes among the classes.
    pub(crate) matrix_classes: Vec<Vec<usize>>,
}

impl Region {
    /// The numbers of a case whose assessment succeeded.
    pub(crate) fn new(
        case: &Case,
        assessment: &Assessment,
        accuracy: &[MapAccuracy],
    ) -> Result<Self, UncertaintyError> {
        let inputs = &case.inputs;
        let classes = inputs.land_use().classes().to_vec();
        let (zones, years) = (inputs.zones().len(), inputs.annual().len());
        let (mut statistics, mut land) = (Vec::new(), Vec::new());
        for zone in 0..zones {
            for (annual, assessed) in inputs.annual().iter().zip(&assessment.years) {
                let of = &annual.zones[zone];
                statistics.push([of.energy.0, of.population.0, of.gdp.amount]);
                let areas = &assessed.zones[zone].account.land;
                land.extend(areas.iter().map(|(_, hectares)| hectares.0));
            }
        }
        let regions = || assessment.years.iter().map(|of| &of.region);
        let region_land = regions().flat_map(|of| of.land.iter().map(|(_, hectares)| hectares.0));
        let place = |year| inputs.years().position(|of| of == year);
        let compared = case
            .scheme
            .and_then(|scheme| place(scheme.base).zip(place(scheme.target)));
        Ok(Self {
            zones,
            years,
            total_to_sum: totals_to_sums(inputs),
            absorption_to_sum: inputs
                .annual()
                .iter()
                .zip(regions())
                .map(|(annual, of)| annual.region_absorption.map_or(1.0, |_| given_to_sum(of)))
                .collect(),
            compared: compared.map(|(base, target)| [base, target]),
            matrices: matrices(inputs, accuracy)?,
            matrix_classes: matrix_classes(&classes, accuracy)?,
            region_land: region_land.collect(),
            classes,
            statistics,
            land,
        })
    }

    /// The place of a zone and year in a list of them all.
    pub(crate) fn place(&self, zone: usize, year: usize) -> usize {
        zone * self.years + year
    }

    /// The hectares of a zone in a year, as mapped.
    pub(crate) fn land_of(&self, zone: usize, year: usize) -> &[f64] {
        let from = self.place(zone, year) * self.classes.len();
        &self.land[from..from + self.classes.len()]
    }

    /// The hectares of the region in a year, as mapped.
    pub(crate) fn land_of_region(&self, year: usize) -> &[f64] {
        let from = year * self.classes.len();
        &self.region_land[from..from + self.classes.len()]
    }
}

/// What the region's given absorption is to that of its land.
fn given_to_sum(region: &Account) -> f64 {
    let sum: f64 = region.absorption_land.iter().map(|(_, of)| of.amount).sum();
    ratio(region.absorption.amount, sum)
}

fn totals_to_sums(inputs: &Inputs) -> Vec<[f64; 3]> {
    let of_year = inputs.annual().iter().map(|annual| {
        let region = &annual.region;
        let ratio = |total: f64, of: fn(&Statistics) -> f64| {
            let sum: f64 = annual.zones.iter().map(of).sum();
            ratio(total, sum)
        };
        [
            ratio(region.energy.0, |of| of.energy.0),
            ratio(region.population.0, |of| of.population.0),
            ratio(region.gdp.amount, |of| of.gdp.amount),
        ]
    });
    of_year.collect()
}

/// What a total is to a sum; 1 where nothing is summed up, which no factor would change.
fn ratio(total: f64, sum: f64) -> f64 {
    if sum == 0.0 { 1.0 } else { total / sum }
}

fn matrices(
    inputs: &Inputs,
    accuracy: &[MapAccuracy],
) -> Result<Vec<Option<usize>>, UncertaintyError> {
    let years: Vec<_> = inputs.years().collect();
    let mut matrices = vec![None; years.len()];
    for (entry, of) in accuracy.iter().enumerate() {
        if let Some(&year) = of.years.iter().find(|year| !years.contains(year)) {
            return Err(UncertaintyError::UnknownYear { entry, year });
        }
        for (matrix, year) in matrices.iter_mut().zip(&years) {
            if of.years.is_empty() || of.years.contains(year) {
                if matrix.is_some() {
                    return Err(UncertaintyError::TwoMatrices(*year));
                }
                *matrix = Some(entry);
            }
        }
    }
    Ok(matrices)
}

fn matrix_classes(
    classes: &[LandClass],
    accuracy: &[MapAccuracy],
) -> Result<Vec<Vec<usize>>, UncertaintyError> {
    let places = accuracy.iter().enumerate().map(|(entry, of)| {
        let places = of.matrix.classes().iter().map(|class| {
            let place = classes.iter().position(|known| known == class);
            place.ok_or_else(|| UncertaintyError::Accuracy {
                entry,
                error: AccuracyError::UnknownClass {
                    class: class.clone(),
                    legal: Listed(classes.to_vec()),
                },
            })
        });
        places.collect()
    });
    places.collect()
}

//! The inputs of a case as plain numbers.

use ndarray::{Array2, Array3, ArrayView1, s};

use super::{AccuracyError, MapAccuracy, UncertaintyError};
use crate::accounts::Account;
use crate::assessment::Assessment;
use crate::inputs::{Inputs, Statistics};
use crate::region::LandClass;
use crate::text::Listed;
use crate::what_if::{Case, ratio};

/// The place of energy among the statistics.
pub(crate) const ENERGY: usize = 0;

/// The place of GDP among the statistics.
pub(crate) const GDP: usize = 2;

/// The inputs of a case as arrays.
pub(crate) struct Region {
    pub(crate) classes: Vec<LandClass>,
    /// Zone × year: energy in tce, persons, GDP in yuan.
    pub(crate) statistics: Array2<[f64; 3]>,
    /// Zone × year: t C per tce of the fuels that are burnt, where emissions are those of each fuel.
    carbon: Option<Array2<f64>>,
    /// Zone × year × class: hectares as mapped.
    pub(crate) land: Array3<f64>,
    /// Year × class: the sums over the zones.
    region_land: Array2<f64>,
    /// Zone × year: whether enough of the zone is classified.
    pub(crate) covered: Array2<bool>,
    /// Whether each zone takes part in the compensation, as in the run without uncertainty.
    pub(crate) takes_part: Vec<bool>,
    /// The region's total of each year divided by the sum of its zones; 1 unless given.
    pub(crate) total_to_sum: Vec<[f64; 3]>,
    /// The same for the carbon in fuels, where emissions follow from it.
    pub(crate) carbon_to_sum: Option<Vec<f64>>,
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
        let shape = (inputs.zones().len(), inputs.annual().len());
        let statistics = Array2::from_shape_fn(shape, |(zone, year)| {
            let zone = &inputs.annual()[year].zones[zone];
            [zone.energy.0, zone.population.0, zone.gdp.amount]
        });
        let by_fuel = case.coefficients.sigma().is_none();
        let carbon = by_fuel.then(|| {
            Array2::from_shape_fn(shape, |(zone, year)| {
                let zone = &inputs.annual()[year].zones[zone];
                match zone.energy.0 {
                    0.0 => 0.0,
                    energy => burnt(zone) / energy,
                }
            })
        });
        let land =
            Array3::from_shape_fn((shape.0, shape.1, classes.len()), |(zone, year, class)| {
                assessment.years[year].zones[zone].account.land[class].1.0
            });
        let region_land = Array2::from_shape_fn((shape.1, classes.len()), |(year, class)| {
            assessment.years[year].region.land[class].1.0
        });
        let covered = Array2::from_shape_fn(shape, |(zone, year)| {
            assessment.years[year].zones[zone].is_covered()
        });
        let scheme = assessment.compensation.as_ref();
        let takes_part = inputs.zones().iter();
        let takes_part =
            takes_part.map(|zone| scheme.is_some_and(|scheme| scheme.has_part(&zone.id)));
        let takes_part = takes_part.collect();
        let place = |wanted| inputs.years().position(|year| year == wanted);
        let compared = case
            .scheme
            .and_then(|scheme| place(scheme.base).zip(place(scheme.target)));
        let regions = assessment.years.iter().map(|annual| &annual.region);
        let given = inputs
            .annual()
            .iter()
            .map(|annual| annual.region_absorption);
        Ok(Self {
            total_to_sum: totals_to_sums(inputs),
            carbon_to_sum: by_fuel.then(|| carbon_to_sums(inputs)),
            carbon,
            absorption_to_sum: given
                .zip(regions)
                .map(|(given, region)| given.map_or(1.0, |_| given_to_sum(region)))
                .collect(),
            compared: compared.map(|(base, target)| [base, target]),
            matrices: matrices(inputs, accuracy)?,
            matrix_classes: matrix_classes(&classes, accuracy)?,
            classes,
            statistics,
            land,
            region_land,
            covered,
            takes_part,
        })
    }

    pub(crate) fn zones(&self) -> usize {
        self.statistics.nrows()
    }

    pub(crate) fn years(&self) -> usize {
        self.statistics.ncols()
    }

    /// t C per tce of what a zone burns in a year, where emissions are those of each fuel.
    pub(crate) fn carbon_per_tce(&self, zone: usize, year: usize) -> Option<f64> {
        self.carbon.as_ref().map(|carbon| carbon[(zone, year)])
    }

    /// The hectares of a zone in a year, as mapped.
    pub(crate) fn zone_land(&self, zone: usize, year: usize) -> &[f64] {
        contiguous(self.land.slice(s![zone, year, ..]))
    }

    /// The hectares of the region in a year, as mapped.
    pub(crate) fn region_land(&self, year: usize) -> &[f64] {
        contiguous(self.region_land.row(year))
    }
}

/// The slice behind the innermost axis of an array in standard layout.
fn contiguous(row: ArrayView1<'_, f64>) -> &[f64] {
    row.to_slice().unwrap_or_default()
}

/// The region's given absorption divided by that of its land.
fn given_to_sum(region: &Account) -> f64 {
    let sum: f64 = region
        .absorption_land
        .iter()
        .map(|(_, class)| class.amount)
        .sum();
    ratio(region.absorption.amount, sum)
}

fn totals_to_sums(inputs: &Inputs) -> Vec<[f64; 3]> {
    let ratios = inputs.annual().iter().map(|annual| {
        let region = &annual.region;
        let numbers: [fn(&Statistics) -> f64; 3] = [
            |statistics| statistics.energy.0,
            |statistics| statistics.population.0,
            |statistics| statistics.gdp.amount,
        ];
        numbers.map(|number| ratio(number(region), annual.zones.iter().map(number).sum()))
    });
    ratios.collect()
}

/// The carbon in the fuels of a zone or of the region, in t C.
fn burnt(statistics: &Statistics) -> f64 {
    statistics.fuel_carbon.map_or(0.0, |carbon| carbon.amount)
}

fn carbon_to_sums(inputs: &Inputs) -> Vec<f64> {
    let annual = inputs.annual().iter();
    let ratios =
        annual.map(|annual| ratio(burnt(&annual.region), annual.zones.iter().map(burnt).sum()));
    ratios.collect()
}

fn matrices(
    inputs: &Inputs,
    accuracy: &[MapAccuracy],
) -> Result<Vec<Option<usize>>, UncertaintyError> {
    let years: Vec<_> = inputs.years().collect();
    let mut matrices = vec![None; years.len()];
    for (entry, map) in accuracy.iter().enumerate() {
        if let Some(&year) = map.years.iter().find(|year| !years.contains(year)) {
            return Err(UncertaintyError::UnknownYear { entry, year });
        }
        for (matrix, year) in matrices.iter_mut().zip(&years) {
            if map.years.is_empty() || map.years.contains(year) {
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
    let places = accuracy.iter().enumerate().map(|(entry, map)| {
        let places = map.matrix.classes().iter().map(|class| {
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

//! Cases with other numbers: the totals of the region follow its zones.

use std::collections::BTreeMap;

use super::case::Case;
use crate::inputs::{AnnualStatistics, Inputs, Statistics};
use crate::region::{HectaresRow, LandClass, LandUseTable, LedgerClass};
use crate::units::{CoalEquivalent, Hectares, Persons, Tonnes, Yuan};

/// The numbers of a case that can be other ones, zone by zone and, within a zone, year by year.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CaseNumbers {
    /// Energy in tce, persons, GDP in yuan.
    pub(crate) statistics: Vec<[f64; 3]>,
    /// The hectares of each class.
    pub(crate) land: Vec<f64>,
}

impl CaseNumbers {
    /// The numbers as they are.
    pub(crate) fn new(inputs: &Inputs) -> Self {
        let (mut statistics, mut land) = (Vec::new(), Vec::new());
        let table = inputs.land_use();
        for (index, zone) in inputs.zones().iter().enumerate() {
            for annual in inputs.annual() {
                let numbers = &annual.zones[index];
                statistics.push([numbers.energy.0, numbers.population.0, numbers.gdp.amount]);
                let classes = table.classes().iter();
                land.extend(classes.map(|class| table.hectares(&zone.id, annual.year, class).0));
            }
        }
        Self { statistics, land }
    }

    /// The case with these numbers.
    ///
    /// A total of the region keeps its ratio to the sum of the zones, and the region's given
    /// absorption its ratio to that of the land. What belongs to a statistic but is no number of
    /// its own (GDP at current prices, the carbon in fuels) grows with it.
    pub(crate) fn apply(&self, case: &Case) -> Inputs {
        let inputs = &case.inputs;
        let years = inputs.annual().len();
        let annual = inputs.annual().iter().enumerate().map(|(year, annual)| {
            let zones =
                annual.zones.iter().enumerate().map(|(zone, numbers)| {
                    with_numbers(numbers, self.statistics[zone * years + year])
                });
            let zones: Vec<_> = zones.collect();
            AnnualStatistics {
                year: annual.year,
                region: region(annual, &zones),
                region_absorption: annual.region_absorption,
                zones,
            }
        });
        inputs.replaced(self.land_use(inputs), annual.collect())
    }

    fn land_use(&self, inputs: &Inputs) -> LandUseTable {
        let table = inputs.land_use();
        let zones: BTreeMap<_, _> = (0..)
            .zip(inputs.zones())
            .map(|(i, zone)| (&zone.id, i))
            .collect();
        let years: BTreeMap<_, _> = inputs.years().zip(0..).collect();
        let place = |row: &HectaresRow| -> Option<usize> {
            let LedgerClass::Class(class) = &row.class else {
                return None;
            };
            let (zone, year) = (zones.get(&row.zone)?, years.get(&row.label.parse().ok()?)?);
            let class = table.classes().iter().position(|known| known == class)?;
            Some((zone * years.len() + year) * table.classes().len() + class)
        };
        let mut listed = vec![false; self.land.len()];
        let mut rows = table.rows().to_vec();
        for row in &mut rows {
            if let Some(place) = place(row) {
                row.hectares = Hectares(self.land[place]);
                listed[place] = true;
            }
        }
        let mut place = 0;
        for zone in inputs.zones() {
            for year in inputs.years() {
                for class in table.classes() {
                    if !listed[place] && self.land[place] > 0.0 {
                        rows.push(HectaresRow {
                            zone: zone.id.clone(),
                            name: zone.name.clone(),
                            label: year.to_string(),
                            class: LedgerClass::Class(class.clone()),
                            hectares: Hectares(self.land[place]),
                        });
                    }
                    place += 1;
                }
            }
        }
        table.with_rows(rows)
    }
}

impl Case {
    /// The case after changes, with the region's given absorption in its ratio to that of the
    /// land in the case before them.
    pub(crate) fn keeping_ratios(mut self, before: &Self) -> Self {
        let [old, new] = [before, &self].map(Self::absorption_of_land);
        let annual = self.inputs.annual().iter().zip(old.iter().zip(&new));
        let annual = annual.map(|(annual, (old, new))| {
            let scaled = |given: Tonnes| Tonnes::new(given.amount * ratio(*new, *old), given.basis);
            AnnualStatistics {
                region_absorption: annual.region_absorption.map(scaled),
                ..annual.clone()
            }
        });
        let annual = annual.collect();
        self.inputs = self.inputs.replaced(self.inputs.land_use().clone(), annual);
        self
    }

    /// What the land of all zones absorbs in each year.
    fn absorption_of_land(&self) -> Vec<f64> {
        let table = self.inputs.land_use();
        let absorbed = |class: &LandClass, area: f64| {
            let lambda = self
                .coefficients
                .lambda(class)
                .map_or(0.0, |lambda| lambda.value());
            (lambda * area).min(0.0).abs()
        };
        let of_year = |year| -> f64 {
            let of_class = table.classes().iter().map(|class| {
                let zones = self.inputs.zones().iter();
                let area: f64 = zones
                    .map(|zone| table.hectares(&zone.id, year, class).0)
                    .sum();
                absorbed(class, area)
            });
            of_class.sum()
        };
        self.inputs.years().map(of_year).collect()
    }
}

fn with_numbers(before: &Statistics, [energy, population, gdp]: [f64; 3]) -> Statistics {
    let grown = |money: Yuan| {
        Yuan::new(
            money.amount * ratio(gdp, before.gdp.amount),
            money.price_year,
        )
    };
    let burnt =
        |carbon: Tonnes| Tonnes::new(carbon.amount * ratio(energy, before.energy.0), carbon.basis);
    Statistics {
        population: Persons(population),
        energy: CoalEquivalent(energy),
        fuel_carbon: before.fuel_carbon.map(burnt),
        gdp: Yuan::new(gdp, before.gdp.price_year),
        gdp_current: before.gdp_current.map(grown),
    }
}

/// The region's statistics, which keep their ratio to the sum of the zones.
fn region(before: &AnnualStatistics, zones: &[Statistics]) -> Statistics {
    let total = |given: f64, number: fn(&Statistics) -> f64| {
        let [old, new] =
            [&before.zones[..], zones].map(|zones| zones.iter().map(number).sum::<f64>());
        new * ratio(given, old)
    };
    let given = &before.region;
    let numbers = [
        total(given.energy.0, |statistics| statistics.energy.0),
        total(given.population.0, |statistics| statistics.population.0),
        total(given.gdp.amount, |statistics| statistics.gdp.amount),
    ];
    with_numbers(given, numbers)
}

/// What one number is to another; 1 if that is zero.
pub(crate) fn ratio(value: f64, by: f64) -> f64 {
    if by == 0.0 { 1.0 } else { value / by }
}

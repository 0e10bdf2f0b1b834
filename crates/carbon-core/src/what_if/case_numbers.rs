//! Cases with other numbers: the totals of the region follow its zones.

use std::collections::BTreeMap;

use ndarray::{Array2, Array3};

use super::case::Case;
use crate::inputs::{AnnualStatistics, Inputs, Statistics};
use crate::region::{HectaresRow, LandClass, LandUseTable, LedgerClass};
use crate::units::{CoalEquivalent, Hectares, Persons, Tonnes, Year, Yuan};

/// The numbers of a case that scenarios change and draws vary.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CaseNumbers {
    /// Zone × year: energy in tce, persons, GDP in yuan.
    pub(crate) statistics: Array2<[f64; 3]>,
    /// Zone × year × class: hectares.
    pub(crate) land: Array3<f64>,
}

impl CaseNumbers {
    /// The numbers as they are.
    pub(crate) fn new(inputs: &Inputs) -> Self {
        let (zones, annual, table) = (inputs.zones(), inputs.annual(), inputs.land_use());
        let (shape, classes) = ((zones.len(), annual.len()), table.classes());
        Self {
            statistics: Array2::from_shape_fn(shape, |(zone, year)| {
                numbers(&annual[year].zones[zone])
            }),
            land: Array3::from_shape_fn(
                (shape.0, shape.1, classes.len()),
                |(zone, year, class)| {
                    let hectares =
                        table.hectares(&zones[zone].id, annual[year].year, &classes[class]);
                    hectares.0
                },
            ),
        }
    }

    /// The inputs of the case with these numbers.
    ///
    /// A total of the region keeps its ratio to the sum of the zones, and the region's given
    /// absorption its ratio to that of the land. What goes with a statistic without being a number
    /// of its own (GDP at current prices, the carbon in fuels) grows with it.
    pub(crate) fn apply(&self, case: &Case) -> Inputs {
        let inputs = &case.inputs;
        let annual = inputs.annual().iter().enumerate().map(|(year, annual)| {
            let zones = annual.zones.iter().enumerate();
            let zones =
                zones.map(|(zone, before)| with_numbers(before, self.statistics[(zone, year)]));
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

    /// The land-use table with these hectares. Classes that a zone did not have get new rows.
    fn land_use(&self, inputs: &Inputs) -> LandUseTable {
        let (table, zones) = (inputs.land_use(), inputs.zones());
        let (classes, years) = (table.classes(), inputs.years().collect::<Vec<_>>());
        let zone_places: BTreeMap<_, _> = zones.iter().map(|zone| &zone.id).zip(0..).collect();
        let place = |row: &HectaresRow| -> Option<(usize, usize, usize)> {
            let LedgerClass::Class(class) = &row.class else {
                return None;
            };
            let label: Year = row.label.parse().ok()?;
            let year = years.iter().position(|year| *year == label)?;
            let class = classes.iter().position(|known| known == class)?;
            Some((*zone_places.get(&row.zone)?, year, class))
        };
        let mut unlisted = self.land.clone();
        let mut rows = table.rows().to_vec();
        for row in &mut rows {
            if let Some(place) = place(row) {
                row.hectares = Hectares(self.land[place]);
                unlisted[place] = 0.0;
            }
        }
        let added = unlisted
            .indexed_iter()
            .filter(|(_, hectares)| **hectares > 0.0);
        rows.extend(added.map(|((zone, year, class), hectares)| HectaresRow {
            zone: zones[zone].id.clone(),
            name: zones[zone].name.clone(),
            label: years[year].to_string(),
            class: LedgerClass::Class(classes[class].clone()),
            hectares: Hectares(*hectares),
        }));
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

    /// The absorption of the land of all zones in each year.
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

/// Energy in tce, persons, GDP in yuan.
fn numbers(statistics: &Statistics) -> [f64; 3] {
    [
        statistics.energy.0,
        statistics.population.0,
        statistics.gdp.amount,
    ]
}

/// The region's statistics, which keep their ratio to the sum of the zones.
fn region(before: &AnnualStatistics, zones: &[Statistics]) -> Statistics {
    let given = numbers(&before.region);
    let totals = [0, 1, 2].map(|place| {
        let sum =
            |zones: &[Statistics]| -> f64 { zones.iter().map(|zone| numbers(zone)[place]).sum() };
        sum(zones) * ratio(given[place], sum(&before.zones))
    });
    let region = with_numbers(&before.region, totals);
    Statistics {
        fuel_carbon: carbon_of_region(before, zones).or(region.fuel_carbon),
        ..region
    }
}

/// The carbon in the fuels of the region: mixes of fuels differ between zones. `None` if not all have any.
fn carbon_of_region(before: &AnnualStatistics, zones: &[Statistics]) -> Option<Tonnes> {
    let sum = |zones: &[Statistics]| {
        let carbon: Option<Vec<_>> = zones.iter().map(|zone| zone.fuel_carbon).collect();
        Tonnes::total(carbon?)
    };
    let (given, old, new) = (before.region.fuel_carbon?, sum(&before.zones)?, sum(zones)?);
    Some(Tonnes::new(
        new.amount * ratio(given.amount, old.amount),
        given.basis,
    ))
}

/// A value divided by another; 1 if that is zero.
pub(crate) fn ratio(value: f64, by: f64) -> f64 {
    if by == 0.0 { 1.0 } else { value / by }
}

//! Statistics as decimal logarithms, by year, zone and variable, and the ratios between them.

use std::collections::BTreeMap;

use super::yardsticks::{energy_per_person, gdp_per_person};
use crate::inputs::{FuelTable, Observation, Statistic, Subject, Variable};
use crate::numeric::median;
use crate::region::ZoneId;
use crate::units::{CoalEquivalent, Hectares, Year};

/// The variables of a panel. The sum of a zone's fuels stands for its energy where that is not given.
pub(super) const COLUMNS: [Variable; 5] = [
    Variable::Population,
    Variable::Gdp,
    Variable::GdpConstant,
    Variable::Energy,
    Variable::EnergyIntensity,
];

const POPULATION: usize = 0;
const GDP: usize = 1;
const CONSTANT: usize = 2;
const ENERGY: usize = 3;
const INTENSITY: usize = 4;

/// The position of 10⁴ yuan in the unit of an energy intensity, as a logarithm.
const INTENSITY_UNIT: f64 = 4.0;

/// The values of a zone in a year: persons, yuan, yuan, tce, tce per 10⁴ yuan.
pub(super) type Row = [Option<f64>; COLUMNS.len()];

/// A ratio of two variables, or one variable that is a ratio by itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ratio {
    pub plus: usize,
    pub minus: Option<usize>,
    /// How far apart the zones of a region usually are.
    pub among_zones: f64,
    /// How far a region's median usually is from China.
    pub from_china: f64,
}

const fn ratio(plus: usize, minus: Option<usize>, among_zones: f64, from_china: f64) -> Ratio {
    Ratio {
        plus,
        minus,
        among_zones,
        from_china,
    }
}

/// The ratios that are looked at.
pub(super) const RATIOS: [Ratio; 7] = [
    ratio(GDP, Some(POPULATION), 0.3, 0.3),
    ratio(CONSTANT, Some(POPULATION), 0.3, 0.3),
    ratio(ENERGY, Some(POPULATION), 0.4, 0.35),
    ratio(ENERGY, Some(GDP), 0.35, 0.3),
    ratio(ENERGY, Some(CONSTANT), 0.35, 0.3),
    ratio(INTENSITY, None, 0.35, 0.3),
    ratio(GDP, Some(CONSTANT), 0.1, 0.2),
];

/// The statistics of a region's zones.
#[derive(Debug, Clone)]
pub(super) struct Panel {
    pub years: Vec<Year>,
    /// By year and zone.
    pub values: Vec<Vec<Row>>,
    /// Hectares by zone.
    pub areas: Vec<Option<f64>>,
    price_year: Year,
}

impl Panel {
    pub(super) fn new(
        zones: &[(ZoneId, Option<Hectares>)],
        observations: &[Observation],
        price_year: Year,
        fuels: &FuelTable,
    ) -> Self {
        let mut years: Vec<Year> = observations.iter().map(|o| o.year).collect();
        years.sort_unstable();
        years.dedup();
        let positions = zones.iter().enumerate();
        let positions: BTreeMap<&ZoneId, usize> = positions
            .map(|(position, (id, _))| (id, position))
            .collect();
        let mut values = vec![vec![Row::default(); zones.len()]; years.len()];
        let mut by_fuels = vec![vec![CoalEquivalent(0.0); zones.len()]; years.len()];
        for observation in observations {
            let Subject::Zone(id) = &observation.subject else {
                continue;
            };
            let (Some(&zone), Ok(year)) =
                (positions.get(id), years.binary_search(&observation.year))
            else {
                continue;
            };
            let row = &mut values[year][zone];
            match observation.statistic {
                Statistic::Population(persons) => row[POPULATION] = logarithm(persons.0),
                Statistic::Gdp(gdp) => row[GDP] = logarithm(gdp.amount),
                Statistic::GdpConstant(gdp) => row[CONSTANT] = logarithm(gdp.amount),
                Statistic::Energy(energy) => row[ENERGY] = logarithm(energy.0),
                Statistic::EnergyIntensity(intensity) => {
                    row[INTENSITY] = logarithm(intensity.tce_per_1e4_yuan);
                }
                Statistic::Fuel(fuel, quantity) => {
                    by_fuels[year][zone].0 += fuels.energy(fuel, quantity).0;
                }
                Statistic::Absorption(_) => {}
            }
        }
        for (row, energy) in values.iter_mut().flatten().zip(by_fuels.iter().flatten()) {
            row[ENERGY] = row[ENERGY].or(logarithm(energy.0));
        }
        let areas = zones.iter();
        Self {
            areas: areas
                .map(|(_, area)| area.and_then(|area| logarithm(area.0)))
                .collect(),
            years,
            values,
            price_year,
        }
    }

    /// The variables that any zone has in any year.
    pub(super) fn given(&self) -> Vec<usize> {
        let is_given = |column: &usize| {
            let mut rows = self.values.iter().flatten();
            rows.any(|row| row[*column].is_some())
        };
        (0..COLUMNS.len()).filter(is_given).collect()
    }

    /// The values of a year for which a zone has one, ascending.
    pub(super) fn sorted(&self, year: usize, value: impl Fn(usize, &Row) -> Option<f64>) -> Sorted {
        let rows = self.values[year].iter().enumerate();
        Sorted::new(rows.filter_map(|(zone, row)| value(zone, row)).collect())
    }

    /// Persons per hectare of a zone.
    pub(super) fn density(&self, zone: usize, row: &Row) -> Option<f64> {
        Some(row[POPULATION]? - self.areas[zone]?)
    }

    /// The persons per hectare that half of the region's land has at most, and its hectares: single zones cannot spoil it.
    pub(super) fn density_of_region(&self, year: usize) -> Option<[f64; 2]> {
        let rows = self.values[year].iter().enumerate();
        let mut zones: Vec<[f64; 2]> = rows
            .filter_map(|(zone, row)| {
                Some([self.density(zone, row)?, 10_f64.powf(self.areas[zone]?)])
            })
            .collect();
        zones.sort_by(|[a, _], [b, _]| a.total_cmp(b));
        let hectares: f64 = zones.iter().map(|[_, hectares]| hectares).sum();
        let mut below = 0.0;
        let middle = zones.iter().find(|[_, of_zone]| {
            below += of_zone;
            below >= hectares / 2.0
        });
        Some([middle?[0], hectares.log10()])
    }

    /// Between which values China's ratio of a year lies. Prices have risen, so that GDP at constant
    /// prices lies between the GDP of its own year and that of the price year.
    pub(super) fn china(&self, ratio: &Ratio, year: usize) -> [f64; 2] {
        let year = self.years[year];
        let own = gdp_per_person(year);
        let base = gdp_per_person(self.price_year);
        let (low, high) = (own.min(base), own.max(base));
        let energy = energy_per_person(year);
        match (ratio.plus, ratio.minus) {
            (GDP, Some(CONSTANT)) => [(own - base).min(0.0), (own - base).max(0.0)],
            (GDP, _) => [own, own],
            (CONSTANT, _) => [low, high],
            (ENERGY, Some(POPULATION)) => [energy, energy],
            (ENERGY, Some(GDP)) => [energy - own + INTENSITY_UNIT; 2],
            _ => [
                energy - high + INTENSITY_UNIT,
                energy - low + INTENSITY_UNIT,
            ],
        }
    }

    /// By how much a variable grows from one year to another if a region grows as China does.
    pub(super) fn growth(&self, column: usize, from: usize, to: usize) -> f64 {
        let (from, to) = (self.years[from], self.years[to]);
        let gdp = gdp_per_person(to) - gdp_per_person(from);
        let energy = energy_per_person(to) - energy_per_person(from);
        match column {
            GDP => gdp,
            // About half of the growth of China's nominal GDP was of its prices.
            CONSTANT => gdp / 2.0,
            ENERGY => energy,
            INTENSITY => energy - gdp / 2.0,
            _ => 0.0,
        }
    }
}

impl Ratio {
    pub(super) fn value(&self, row: &Row) -> Option<f64> {
        let unit = match (self.plus, self.minus) {
            (ENERGY, Some(GDP | CONSTANT)) => INTENSITY_UNIT,
            _ => 0.0,
        };
        let divisor = match self.minus {
            Some(minus) => row[minus]?,
            None => 0.0,
        };
        Some(row[self.plus]? - divisor + unit)
    }
}

/// Values in ascending order.
#[derive(Debug, Clone)]
pub(super) struct Sorted(Vec<f64>);

impl Sorted {
    pub(super) fn new(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        Self(values)
    }

    pub(super) fn median(&self) -> Option<f64> {
        median(&self.0)
    }

    /// The median; of two values in the middle the one nearer to a range, so that half of the values cannot spoil it.
    pub(super) fn median_near(&self, [low, high]: [f64; 2]) -> Option<f64> {
        let (below, above) = (self.0.len().checked_sub(1)? / 2, self.0.len() / 2);
        let away = |value: &f64| (value - value.clamp(low, high)).abs();
        let middle = [*self.0.get(below)?, *self.0.get(above)?];
        middle
            .into_iter()
            .min_by(|a, b| away(a).total_cmp(&away(b)))
    }

    /// The median of all values but one of them, and how many they are.
    pub(super) fn median_without(&self, value: f64) -> Option<(f64, usize)> {
        let others = self.0.len().checked_sub(1)?;
        let out = self.0.partition_point(|other| *other < value);
        let at = |position: usize| self.0.get(position + usize::from(position >= out)).copied();
        let (below, above) = (at(others.checked_sub(1)? / 2)?, at(others / 2)?);
        Some(((below + above) / 2.0, others))
    }
}

/// None of what is not above zero.
fn logarithm(value: f64) -> Option<f64> {
    (value > 0.0).then(|| value.log10())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_compared_with_the_median_of_the_others() {
        let sorted = Sorted::new(vec![4.0, 1.0, 2.0, 9.0]);
        assert_eq!(sorted.median(), Some(3.0));
        assert_eq!(sorted.median_near([0.0, 1.0]), Some(2.0));
        assert_eq!(sorted.median_without(9.0), Some((2.0, 3)));
        assert_eq!(sorted.median_without(1.0), Some((4.0, 3)));
        assert_eq!(Sorted::new(vec![1.0]).median_without(1.0), None);
    }
}

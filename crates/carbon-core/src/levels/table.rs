//! Statistics by year, variable, level and zone, and what is added up of them.

use std::collections::BTreeMap;

use super::{Hierarchy, Origin, Topic};
use crate::inputs::{FuelQuantity, Statistic, Variable};
use crate::units::{CoalEquivalent, EnergyIntensity, IntensityPrices, Persons, Tonnes, Year, Yuan};

/// A statistic, and how its level comes by it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    pub(super) statistic: Statistic,
    pub(super) origin: Origin,
}

/// By level and zone.
type Cells = Vec<Vec<Option<Cell>>>;

/// The statistics of all levels.
#[derive(Debug, Clone)]
pub(super) struct LevelTable<'a> {
    pub(super) hierarchy: &'a Hierarchy,
    cells: BTreeMap<(Year, Variable), Cells>,
}

impl<'a> LevelTable<'a> {
    pub(super) fn new(hierarchy: &'a Hierarchy) -> Self {
        Self {
            hierarchy,
            cells: BTreeMap::new(),
        }
    }

    pub(super) fn years(&self) -> Vec<Year> {
        let mut years: Vec<_> = self.cells.keys().map(|(year, _)| *year).collect();
        years.dedup();
        years
    }

    /// The variables of a year that any zone has, those of a topic.
    pub(super) fn variables(&self, year: Year, topic: Topic) -> Vec<Variable> {
        let keys = self.cells.keys();
        keys.filter(|(known, variable)| {
            *known == year && Topic::from_variable(*variable) == Some(topic)
        })
        .map(|(_, variable)| *variable)
        .collect()
    }

    pub(super) fn get(
        &self,
        year: Year,
        variable: Variable,
        level: usize,
        zone: usize,
    ) -> Option<&Cell> {
        self.cells.get(&(year, variable))?[level][zone].as_ref()
    }

    /// Puts a statistic into its place. Returns whether the place was free.
    pub(super) fn put(&mut self, year: Year, level: usize, zone: usize, cell: Cell) -> bool {
        let levels = self.hierarchy.levels().iter();
        let cells = self
            .cells
            .entry((year, cell.statistic.variable()))
            .or_insert_with(|| levels.map(|level| vec![None; level.zones.len()]).collect());
        cells[level][zone].replace(cell).is_none()
    }

    /// All that a zone has of a year.
    pub(super) fn cells(
        &self,
        year: Year,
        level: usize,
        zone: usize,
    ) -> impl Iterator<Item = &Cell> {
        let of_year = self
            .cells
            .iter()
            .filter(move |((known, _), _)| *known == year);
        of_year.filter_map(move |(_, cells)| cells[level][zone].as_ref())
    }

    /// Whether a zone has any variable of a topic.
    pub(super) fn has(&self, year: Year, topic: Topic, level: usize, zone: usize) -> bool {
        let mut variables = self.variables(year, topic).into_iter();
        variables.any(|variable| self.get(year, variable, level, zone).is_some())
    }

    /// The amount that a zone has; of a fuel none, if it has others.
    pub(super) fn amount(
        &self,
        year: Year,
        variable: Variable,
        level: usize,
        zone: usize,
    ) -> Option<f64> {
        match self.get(year, variable, level, zone) {
            Some(cell) => Some(amount(&cell.statistic)),
            None if self.is_other_fuel(year, variable, level, zone) => Some(0.0),
            None => None,
        }
    }

    fn is_other_fuel(&self, year: Year, variable: Variable, level: usize, zone: usize) -> bool {
        let mut others = self.variables(year, Topic::Energy).into_iter();
        matches!(variable, Variable::Fuel(_))
            && others.any(|other| {
                matches!(other, Variable::Fuel(_)) && self.get(year, other, level, zone).is_some()
            })
    }

    /// The sum over zones of a level, if all have the variable and their amounts can be added.
    pub(super) fn sum(
        &self,
        year: Year,
        variable: Variable,
        level: usize,
        zones: &[usize],
    ) -> Option<Statistic> {
        let mut cells = zones
            .iter()
            .filter_map(|&zone| self.get(year, variable, level, zone));
        let first = cells.next()?.statistic;
        if !cells.all(|cell| with_amount(&cell.statistic, 0.0) == with_amount(&first, 0.0)) {
            return None;
        }
        let amounts = zones
            .iter()
            .map(|&zone| self.amount(year, variable, level, zone));
        let sum = amounts.sum::<Option<f64>>()?;
        Some(with_amount(&first, sum))
    }

    /// The mean energy intensity of zones of a level, weighted by their GDP at the intensity's prices.
    pub(super) fn mean_intensity(
        &self,
        year: Year,
        level: usize,
        zones: &[usize],
    ) -> Option<Statistic> {
        let intensity = |zone: usize| {
            let cell = self.get(year, Variable::EnergyIntensity, level, zone)?;
            match cell.statistic {
                Statistic::EnergyIntensity(intensity) => Some(intensity),
                _ => None,
            }
        };
        let intensities = zones
            .iter()
            .map(|&zone| intensity(zone))
            .collect::<Option<Vec<_>>>()?;
        let prices = intensities.first()?.prices;
        // One deflator holds for all zones of a year, so that GDP at either prices gives the same mean.
        let [gdp, other] = match prices {
            IntensityPrices::Constant => [Variable::GdpConstant, Variable::Gdp],
            IntensityPrices::Current => [Variable::Gdp, Variable::GdpConstant],
        };
        let gdp = [gdp, other].into_iter().find_map(|variable| {
            let amounts = zones
                .iter()
                .map(|&zone| self.amount(year, variable, level, zone));
            amounts.collect::<Option<Vec<_>>>()
        })?;
        let total: f64 = gdp.iter().sum();
        let energy: f64 = intensities
            .iter()
            .zip(&gdp)
            .map(|(intensity, gdp)| intensity.tce_per_1e4_yuan * gdp)
            .sum();
        (total > 0.0
            && intensities
                .iter()
                .all(|intensity| intensity.prices == prices))
        .then_some(Statistic::EnergyIntensity(EnergyIntensity {
            tce_per_1e4_yuan: energy / total,
            prices,
        }))
    }
}

/// The number, in the unit in which it is held.
pub(super) fn amount(statistic: &Statistic) -> f64 {
    match statistic {
        Statistic::Population(persons) => persons.0,
        Statistic::Gdp(gdp) | Statistic::GdpConstant(gdp) => gdp.amount,
        Statistic::Energy(energy) => energy.0,
        Statistic::EnergyIntensity(intensity) => intensity.tce_per_1e4_yuan,
        Statistic::Fuel(_, quantity) => quantity.0,
        Statistic::Absorption(absorption) => absorption.amount,
    }
}

/// The same statistic with another number.
pub(super) fn with_amount(statistic: &Statistic, amount: f64) -> Statistic {
    let yuan = |gdp: Yuan| Yuan { amount, ..gdp };
    match *statistic {
        Statistic::Population(_) => Statistic::Population(Persons(amount)),
        Statistic::Gdp(gdp) => Statistic::Gdp(yuan(gdp)),
        Statistic::GdpConstant(gdp) => Statistic::GdpConstant(yuan(gdp)),
        Statistic::Energy(_) => Statistic::Energy(CoalEquivalent(amount)),
        Statistic::EnergyIntensity(intensity) => Statistic::EnergyIntensity(EnergyIntensity {
            tce_per_1e4_yuan: amount,
            ..intensity
        }),
        Statistic::Fuel(fuel, _) => Statistic::Fuel(fuel, FuelQuantity(amount)),
        Statistic::Absorption(absorption) => {
            Statistic::Absorption(Tonnes::new(amount, absorption.basis))
        }
    }
}

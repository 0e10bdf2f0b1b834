//! Uncertainty propagated by drawing: many runs, each with inputs drawn from their distributions.

use rayon::prelude::*;

use super::draw::{Draw, Room};
use super::plan::{Plan, Storage};
use super::propagation::Propagation;
use super::region::Region;
use super::sampling::Sampling;
use super::{Interval, Uncertainty, UncertaintyError};
use crate::results::Quantity;
use crate::what_if::Case;

/// What is to be drawn, and what to be told of it.
#[derive(Debug, Clone, PartialEq)]
pub struct MonteCarlo {
    /// What all random numbers follow from. The same seed gives the same results on any number of
    /// threads, and each draw the same inputs whatever else is uncertain.
    pub seed: u64,
    /// How many runs. A median is then off by about 1.25 σ / √n, a probability p by
    /// √(p (1 − p) / n).
    pub draws: usize,
    /// The quantities whose intervals are wanted.
    pub quantities: Vec<Quantity>,
    /// The maps whose classes are wanted.
    pub maps: Vec<MapClasses>,
}

/// The classes of a map: n ascending breaks make n + 1 classes, a break the lowest of its class.
#[derive(Debug, Clone, PartialEq)]
pub struct MapClasses {
    /// What the map shows.
    pub quantity: Quantity,
    /// The breaks, in the quantity's unit, or as shares of the zones' mean emissions.
    pub breaks: Vec<f64>,
    /// Whether the breaks are shares of the mean of the zones' emissions of the same year and draw,
    /// as in the paper's Figure 1.
    pub of_mean_emissions: bool,
}

impl MonteCarlo {
    /// 10,000 draws, and the quantities that decide: energy to ESC, and the compensation's if there
    /// is one.
    pub fn new(case: &Case) -> Self {
        let mut quantities = vec![
            Quantity::EmissionsEnergy,
            Quantity::EmissionsRespiration,
            Quantity::Emissions,
            Quantity::Absorption,
            Quantity::Budget,
            Quantity::Intensity,
            Quantity::Ecc,
            Quantity::Esc,
        ];
        if case.scheme.is_some() {
            quantities.extend([
                Quantity::Threshold,
                Quantity::Tau,
                Quantity::S,
                Quantity::CorrectedEmissions,
                Quantity::CorrectedBaseValue,
                Quantity::Gamma,
                Quantity::Compensation,
            ]);
        }
        Self {
            seed: 1,
            draws: 10_000,
            quantities,
            maps: Vec::new(),
        }
    }

    /// Draws and summarises.
    ///
    /// Draws in which a run would fail, because emissions, absorption or an intensity is zero, are
    /// left out and counted.
    ///
    /// # Memory
    ///
    /// A draw keeps only what all zones share. Each zone is then drawn anew by itself, so that at
    /// most years × quantities × draws numbers a thread are held at once, and every quantile is
    /// exact.
    ///
    /// # Errors
    ///
    /// [`UncertaintyError`] if the run itself fails, a distribution does not fit its number,
    /// nothing is drawn, or a quantity has no number.
    pub fn run(
        &self,
        case: &Case,
        uncertainty: &Uncertainty,
    ) -> Result<Propagation, UncertaintyError> {
        if self.draws == 0 {
            let (found, least) = (0, 1);
            return Err(UncertaintyError::TooFewDraws { found, least });
        }
        let assessment = case.run()?;
        let region = Region::new(case, &assessment, &uncertainty.map_accuracy)?;
        let sampling = Sampling::new(case, uncertainty, region)?;
        let plan = Plan::new(self, case, &sampling)?;
        let draws: Vec<Draw> = (0..self.draws as u64)
            .into_par_iter()
            .map_init(Room::default, |room, draw| {
                sampling.draw(&plan.source(draw), room)
            })
            .flatten_iter()
            .collect();
        if draws.is_empty() {
            return Err(UncertaintyError::NoResults(self.draws));
        }
        let zones = (0..sampling.region.zones)
            .into_par_iter()
            .map_init(Storage::default, |storage, zone| {
                plan.zone(zone, &draws, storage)
            })
            .collect();
        Ok(Propagation {
            seed: self.seed,
            draws: self.draws,
            without_results: self.draws - draws.len(),
            zones,
            region: plan.region(&draws),
            imbalance: {
                let schemes = draws.iter().filter_map(|draw| draw.scheme.as_ref());
                Interval::of(&mut schemes.map(|scheme| scheme.imbalance).collect::<Vec<_>>())
            },
        })
    }
}

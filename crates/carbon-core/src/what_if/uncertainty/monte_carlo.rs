//! Uncertainty propagated by drawing: many runs, each with inputs drawn from their distributions.

use rayon::prelude::*;

use super::draw::{Draw, Scratch};
use super::plan::{Plan, Storage};
use super::propagation::Propagation;
use super::region::Region;
use super::request::MonteCarlo;
use super::sampling::Sampling;
use super::{Interval, Uncertainty, UncertaintyError};
use crate::what_if::Case;

impl MonteCarlo {
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
        let sampling = self.sampling(case, uncertainty)?;
        let plan = Plan::new(self, case, &sampling)?;
        let draws: Vec<Draw> = (0..self.draws as u64)
            .into_par_iter()
            .map_init(Scratch::default, |scratch, draw| {
                sampling.draw(&plan.source(draw), scratch)
            })
            .flatten_iter()
            .collect();
        if draws.is_empty() {
            return Err(UncertaintyError::NoResults(self.draws));
        }
        let zones = (0..sampling.region.zones())
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
                Interval::from_values(
                    &mut schemes.map(|scheme| scheme.imbalance).collect::<Vec<_>>(),
                )
            },
        })
    }

    /// Whether there is anything to draw from.
    ///
    /// # Errors
    ///
    /// [`UncertaintyError`] if the run itself fails, a distribution does not fit its number,
    /// nothing is drawn, or a quantity has no number.
    pub fn verify(&self, case: &Case, uncertainty: &Uncertainty) -> Result<(), UncertaintyError> {
        let sampling = self.sampling(case, uncertainty)?;
        Plan::new(self, case, &sampling).map(|_| ())
    }

    fn sampling(
        &self,
        case: &Case,
        uncertainty: &Uncertainty,
    ) -> Result<Sampling, UncertaintyError> {
        if self.draws == 0 {
            let (found, least) = (0, 1);
            return Err(UncertaintyError::TooFewDraws { found, least });
        }
        let assessment = case.run()?;
        let region = Region::new(case, &assessment, &uncertainty.map_accuracy)?;
        Sampling::new(case, uncertainty, region)
    }
}

//! One draw as a case of its own.

use super::region::Region;
use super::sampling::{Sampling, Shared};
use super::source::Source;
use super::{Uncertainty, UncertaintyError};
use crate::coefficients::Coefficients;
use crate::what_if::CaseNumbers;
use crate::what_if::{Case, Scheme};

impl Uncertainty {
    /// The case of one draw of [`MonteCarlo`](super::MonteCarlo), with all drawn numbers in place:
    /// to look into a draw, and to hold the numbers against those of the run itself.
    ///
    /// # Errors
    ///
    /// [`UncertaintyError`] if the case itself fails or a distribution does not fit its number.
    pub fn drawn_case(&self, case: &Case, seed: u64, draw: u64) -> Result<Case, UncertaintyError> {
        let region = Region::new(case, &case.run()?, &self.map_accuracy)?;
        let sampling = Sampling::new(case, self, region)?;
        let source = Source {
            seed,
            draw,
            sample: 0,
            exchanged: None,
        };
        let shared = sampling.shared(&source);
        let drawn = Case {
            inputs: sampling.case_numbers(&source, &shared).apply(case),
            coefficients: coefficients(&case.coefficients, &sampling, &shared),
            zoning: case.zoning.clone(),
            scheme: case
                .scheme
                .zip(shared.options)
                .map(|(scheme, options)| Scheme { options, ..scheme }),
        };
        Ok(drawn.keeping_ratios(case))
    }
}

impl Sampling {
    fn case_numbers(&self, source: &Source<'_>, shared: &Shared) -> CaseNumbers {
        let region = &self.region;
        let mut streams = self.zones_from(source, 0);
        let mut zone_statistics = vec![[0.0; 3]; region.years()];
        let mut numbers = CaseNumbers {
            statistics: region.statistics.clone(),
            land: region.land.clone(),
        };
        let mut scratch = Vec::new();
        for zone in 0..region.zones() {
            self.statistics(zone, shared, &mut streams, &mut zone_statistics);
            for (year, statistics) in zone_statistics.iter().enumerate() {
                numbers.statistics[(zone, year)] = *statistics;
                let mapped = region.zone_land(zone, year);
                let land = self.land(year, mapped, shared, &mut scratch);
                for (class, hectares) in land.iter().enumerate() {
                    numbers.land[(zone, year, class)] = *hectares;
                }
            }
        }
        numbers
    }
}

fn coefficients(base: &Coefficients, sampling: &Sampling, shared: &Shared) -> Coefficients {
    let mut drawn = base.clone();
    drawn.sigma = drawn.sigma.map(|sigma| sigma.with_value(shared.sigma));
    drawn.theta = drawn.theta.with_value(shared.theta);
    for (class, value) in sampling.region.classes.iter().zip(&shared.lambda) {
        if let Some(Some(lambda)) = drawn.lambda.get_mut(class) {
            *lambda = lambda.clone().with_value(*value);
        }
    }
    drawn
}

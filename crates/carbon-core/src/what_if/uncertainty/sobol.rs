//! Sobol indices: which input drives the spread of a result.
//!
//! Sources: Saltelli, Annoni, Azzini, Campolongo, Ratto and Tarantola, "Variance based sensitivity
//! analysis of model output", Computer Physics Communications 181 (2010), doi
//! 10.1016/j.cpc.2009.09.018: the first-order estimator (b) of its Table 2; and Jansen, "Analysis
//! of variance designs for model output", Computer Physics Communications 117 (1999), doi
//! 10.1016/S0010-4655(98)00154-4: the estimator of total indices.

use rayon::prelude::*;
use serde::Serialize;

use super::draw::{Draw, Scratch};
use super::region::Region;
use super::sampling::Sampling;
use super::source::Source;
use super::{Estimate, UncertainInput, Uncertainty, UncertaintyError};
use crate::region::ZoneId;
use crate::units::Year;
use crate::what_if::Case;

/// The samples whose numbers are independent of those of Monte Carlo and of each other.
const SAMPLES: [u64; 2] = [1, 2];
/// How many samples are summed up by one thread before the sums are joined.
const CHUNK: usize = 32;

/// How many samples are to be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sobol {
    /// The seed of all random numbers.
    pub seed: u64,
    /// How many samples. Each takes (number of uncertain inputs + 2) runs.
    pub samples: usize,
}

/// How much each input accounts for of the spread of the region's budgets and of the zones'
/// payments.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SobolIndices {
    /// The seed of all random numbers.
    pub seed: u64,
    /// How many samples were drawn.
    pub samples: usize,
    /// How many of them have no results and are left out.
    pub without_results: usize,
    /// The uncertain inputs, in the order of the indices.
    pub inputs: Vec<UncertainInput>,
    /// Indices of the region's budget in each year.
    pub budgets: Vec<(Year, OutputIndices)>,
    /// Indices of each zone's payment, in the order of the zones, if there is a compensation in which
    /// it takes part.
    pub payments: Vec<(ZoneId, OutputIndices)>,
}

/// The indices of one result.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutputIndices {
    /// The mean of the result.
    pub mean: f64,
    /// Its standard deviation.
    pub standard_deviation: f64,
    /// One entry an input; none if the result does not vary.
    pub indices: Vec<SobolIndex>,
}

/// How much one input accounts for of the variance of a result.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SobolIndex {
    /// By itself (first-order index): what would be gone on average if it were known.
    pub first: Estimate,
    /// With all that it does together with others (total index): what would be left if all others
    /// were known.
    pub total: Estimate,
}

impl Sobol {
    /// Draws, and computes the indices.
    ///
    /// A statistic counts as one input with all its zones and years, however these err. Inputs are
    /// drawn independently of each other, without which the indices would mean nothing. By their
    /// standard errors, estimates of small indices may lie below zero, and those of the first order
    /// above the total ones.
    ///
    /// # Errors
    ///
    /// [`UncertaintyError`] if the run itself fails, a distribution does not fit its number,
    /// nothing is uncertain, or there are fewer than two samples.
    pub fn run(
        &self,
        case: &Case,
        uncertainty: &Uncertainty,
    ) -> Result<SobolIndices, UncertaintyError> {
        if self.samples < 2 {
            let (found, least) = (self.samples, 2);
            return Err(UncertaintyError::TooFewDraws { found, least });
        }
        let assessment = case.run()?;
        let region = Region::new(case, &assessment, &uncertainty.map_accuracy)?;
        let sampling = Sampling::new(case, uncertainty, region)?;
        if sampling.inputs.is_empty() {
            return Err(UncertaintyError::NothingUncertain);
        }
        let budgets = assessment
            .years
            .iter()
            .map(|annual| annual.region.budget.amount);
        let schemes = assessment.compensation.iter();
        let paid: Vec<_> = schemes.flat_map(|scheme| &scheme.zones).collect();
        let payments = paid.iter().map(|zone| zone.compensation.amount);
        let about: Vec<f64> = budgets.chain(payments).collect();
        let sums = self.sums(&sampling, &about);
        let without_results = self.samples - sums[0].samples;
        if sums[0].samples < 2 {
            return Err(UncertaintyError::NoResults(self.samples));
        }
        let mut outputs = sums
            .iter()
            .zip(&about)
            .map(|(sums, about)| sums.indices(*about));
        let budgets = case.inputs.years().zip(outputs.by_ref()).collect();
        let zones = paid.iter().map(|zone| zone.zone.clone());
        let payments = zones.zip(outputs).collect();
        Ok(SobolIndices {
            seed: self.seed,
            samples: self.samples,
            without_results,
            inputs: sampling.inputs.clone(),
            budgets,
            payments,
        })
    }

    /// The sums over all samples: chunks of them at once, joined in their order.
    fn sums(&self, sampling: &Sampling, about: &[f64]) -> Vec<Sums> {
        let inputs = sampling.inputs.len();
        let none = || vec![Sums::new(inputs); about.len()];
        let chunk = |scratch: &mut Scratch, chunk: usize| {
            let mut sums = none();
            let end = ((chunk + 1) * CHUNK).min(self.samples);
            for sample in chunk * CHUNK..end {
                if let Some(outputs) = self.outputs(sampling, sample as u64, about, scratch) {
                    for (output, sums) in sums.iter_mut().enumerate() {
                        sums.add(outputs.iter().map(|run| run[output]));
                    }
                }
            }
            sums
        };
        let chunks: Vec<_> = (0..self.samples.div_ceil(CHUNK))
            .into_par_iter()
            .map_init(Scratch::default, chunk)
            .collect();
        chunks.iter().fold(none(), |mut all, chunk| {
            all.iter_mut()
                .zip(chunk)
                .for_each(|(all, part)| all.join(part));
            all
        })
    }

    /// The results, less those that they are counted from: of sample A, of sample B, and of A with
    /// each input in turn as in B; `None` if a run among them fails.
    fn outputs(
        &self,
        sampling: &Sampling,
        draw: u64,
        about: &[f64],
        scratch: &mut Scratch,
    ) -> Option<Vec<Vec<f64>>> {
        let source = |sample: usize, exchanged| Source {
            seed: self.seed,
            draw,
            sample: SAMPLES[sample],
            exchanged,
        };
        let whole = [source(0, None), source(1, None)].into_iter();
        let exchanged = sampling.inputs.iter();
        let exchanged = exchanged.map(|input| source(0, Some((input, SAMPLES[1]))));
        let results = whole.chain(exchanged).map(|source| {
            let Draw { years, .. } = sampling.draw(&source, scratch)?;
            let budgets = years.iter().map(|annual| annual.region.budget());
            let payments = sampling
                .region
                .compared
                .map_or(&[][..], |_| &scratch.payments);
            let all = budgets.chain(payments.iter().copied());
            Some(
                all.zip(about)
                    .map(|(result, about)| result - about)
                    .collect(),
            )
        });
        results.collect()
    }
}

/// The sums of a result over samples, from which its indices follow.
#[derive(Debug, Clone)]
pub(crate) struct Sums {
    samples: usize,
    a: f64,
    b: f64,
    /// The sum of the squares of both.
    squares: f64,
    inputs: Vec<InputSums>,
}

/// The sums of an input, d being the difference that it makes: the result of A with the input as in
/// B, less that of A.
#[derive(Debug, Clone, Copy, Default)]
struct InputSums {
    d: f64,
    d2: f64,
    d4: f64,
    bd: f64,
    bd2: f64,
    b2d2: f64,
}

impl Sums {
    pub(crate) fn new(inputs: usize) -> Self {
        Self {
            samples: 0,
            a: 0.0,
            b: 0.0,
            squares: 0.0,
            inputs: vec![InputSums::default(); inputs],
        }
    }

    /// Adds a sample: the results of A, of B, and of A with each input in turn as in B.
    pub(crate) fn add(&mut self, mut results: impl Iterator<Item = f64>) {
        let (Some(a), Some(b)) = (results.next(), results.next()) else {
            return;
        };
        self.samples += 1;
        self.a += a;
        self.b += b;
        self.squares += a * a + b * b;
        for (sums, exchanged) in self.inputs.iter_mut().zip(results) {
            let d = exchanged - a;
            let d2 = d * d;
            sums.d += d;
            sums.d2 += d2;
            sums.d4 += d2 * d2;
            sums.bd += b * d;
            sums.bd2 += b * d2;
            sums.b2d2 += b * b * d2;
        }
    }

    fn join(&mut self, other: &Self) {
        self.samples += other.samples;
        self.a += other.a;
        self.b += other.b;
        self.squares += other.squares;
        for (sums, input) in self.inputs.iter_mut().zip(&other.inputs) {
            sums.d += input.d;
            sums.d2 += input.d2;
            sums.d4 += input.d4;
            sums.bd += input.bd;
            sums.bd2 += input.bd2;
            sums.b2d2 += input.b2d2;
        }
    }

    /// The indices of a result that was counted from a value.
    ///
    /// First order: the mean of (B − m) · d by the variance; total: half the mean of d² by the
    /// variance. m is the mean of all runs, the variance that of A and B. Standard errors are those
    /// of the two means, the variance taken as known.
    pub(crate) fn indices(&self, about: f64) -> OutputIndices {
        let n = self.samples as f64;
        let mean = (self.a + self.b) / (2.0 * n);
        let variance = (self.squares / (2.0 * n) - mean * mean).max(0.0);
        let runs = (self.inputs.len() + 2) as f64 * n;
        let of_exchanged: f64 = self.inputs.iter().map(|input| self.a + input.d).sum();
        let m = (self.a + self.b + of_exchanged) / runs;
        let estimate = |mean: f64, mean_of_squares: f64| Estimate {
            // A negative zero plus zero has no sign.
            value: mean / variance + 0.0,
            standard_error: ((mean_of_squares - mean * mean).max(0.0) / n).sqrt() / variance,
        };
        let index = |input: &InputSums| SobolIndex {
            first: estimate(
                (input.bd - m * input.d) / n,
                (input.b2d2 - 2.0 * m * input.bd2 + m * m * input.d2) / n,
            ),
            total: estimate(input.d2 / (2.0 * n), input.d4 / (4.0 * n)),
        };
        let varies = variance > 1e-24 * (mean * mean + about * about);
        OutputIndices {
            mean: about + mean,
            standard_deviation: variance.sqrt(),
            indices: if varies {
                self.inputs.iter().map(index).collect()
            } else {
                Vec::new()
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::Stream;
    use std::f64::consts::PI;

    const ORACLE: &str = include_str!("../../../../../fixtures/oracle/uncertainty/sobol.csv");

    fn ishigami(u: [f64; 3]) -> f64 {
        let [x, y, z] = u.map(|u| -PI + 2.0 * PI * u);
        x.sin() + 7.0 * y.sin().powi(2) + 0.1 * z.powi(4) * x.sin()
    }

    fn linear(u: [f64; 3]) -> f64 {
        100.0 + u[0] + 2.0 * u[1] + 3.0 * u[2]
    }

    fn indices(function: fn([f64; 3]) -> f64, samples: u64, about: f64) -> OutputIndices {
        let mut sums = Sums::new(3);
        for draw in 0..samples {
            let place = |sample: u64| {
                [0, 1, 2].map(|input| Stream::new([3, sample], draw, input, 0).uniform())
            };
            let (a, b) = (place(1), place(2));
            let exchanged = [0, 1, 2].map(|input| {
                let mut point = a;
                point[input] = b[input];
                point
            });
            let points = [a, b].into_iter().chain(exchanged);
            sums.add(points.map(|point| function(point) - about));
        }
        sums.indices(about)
    }

    /// The same runs through SALib 1.6.0, to 1e-9.
    #[test]
    fn estimates_are_those_of_salib() {
        for line in ORACLE.lines().skip(1) {
            let fields: Vec<_> = line.split(',').collect();
            let (function, about): (fn([f64; 3]) -> f64, f64) = match fields[0] {
                "ishigami" => (ishigami, 0.0),
                _ => (linear, 103.0),
            };
            let input: usize = fields[1].parse().unwrap();
            let [first, total] = [2, 3].map(|field| fields[field].parse::<f64>().unwrap());
            let found = indices(function, 512, about).indices[input - 1];
            assert!(
                (found.first.value - first).abs() < 1e-9,
                "{line}: {found:?}"
            );
            assert!(
                (found.total.value - total).abs() < 1e-9,
                "{line}: {found:?}"
            );
        }
    }

    /// Within 4 standard errors of the closed forms, these being below 0.02.
    #[test]
    fn estimates_approach_the_closed_forms() {
        let variance = 49.0 / 8.0 + 0.1 * PI.powi(4) / 5.0 + 0.01 * PI.powi(8) / 18.0 + 0.5;
        let by_itself = 0.5 * (1.0 + 0.1 * PI.powi(4) / 5.0).powi(2) / variance;
        let together = 0.01 * PI.powi(8) * (1.0 / 18.0 - 1.0 / 50.0) / variance;
        let second = 49.0 / 8.0 / variance;
        let squares = [1.0, 4.0, 9.0].map(|square| square / 14.0);
        for (function, first, total) in [
            (
                ishigami as fn([f64; 3]) -> f64,
                [by_itself, second, 0.0],
                [by_itself + together, second, together],
            ),
            (linear, squares, squares),
        ] {
            let found = indices(function, 16_384, 1.0);
            for (input, found) in found.indices.iter().enumerate() {
                for (found, expected) in [(found.first, first[input]), (found.total, total[input])]
                {
                    let error = found.standard_error;
                    assert!(error < 0.02, "{found:?}");
                    assert!(
                        (found.value - expected).abs() <= 4.0 * error,
                        "{input}: {found:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_does_not_vary_has_no_indices() {
        let found = indices(|_| 1e9, 64, 1e9 - 1.0);
        assert_eq!((found.mean, found.standard_deviation), (1e9, 0.0));
        assert!(found.indices.is_empty());
    }
}

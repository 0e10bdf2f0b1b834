//! Trials: what must hold, tried on random cases, with the worst that was found.

use std::cell::Cell;

use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

/// What must hold of whatever is given.
pub struct Invariant {
    /// What holds.
    pub name: &'static str,
    /// Cases of one trial.
    pub cases: u32,
    /// The largest deviation.
    pub allowed: f64,
    /// What deviations are measured in.
    pub unit: &'static str,
    /// Tries it.
    pub check: fn(&mut Trial),
}

/// Some cases of an invariant.
pub struct Trial {
    cases: u32,
    allowed: f64,
    seed: Option<u64>,
    /// Cases that were tried.
    pub tried: u32,
    /// The largest deviation of them.
    pub worst: f64,
}

impl Invariant {
    /// Tries as many cases as a trial has: those of a seed, or others each time.
    ///
    /// # Panics
    /// It does not hold; the message has the least case found for which it does not.
    pub fn tried(&self, seed: Option<u64>) -> Trial {
        let mut trial = Trial {
            cases: self.cases,
            allowed: self.allowed,
            seed,
            tried: 0,
            worst: 0.0,
        };
        (self.check)(&mut trial);
        assert!(trial.tried >= self.cases, "{}: too few cases", self.name);
        trial
    }
}

impl Trial {
    /// Tries random values; `deviation` says how far off a value is, or refuses it as no case.
    pub fn on<S: Strategy>(
        &mut self,
        values: S,
        deviation: impl Fn(S::Value) -> Result<f64, TestCaseError>,
    ) {
        let config = ProptestConfig {
            cases: self.cases,
            failure_persistence: None,
            max_global_rejects: 100 * self.cases,
            ..ProptestConfig::default()
        };
        let mut runner = match self.seed {
            None => TestRunner::new(config),
            Some(seed) => {
                let mut bytes = [0; 32];
                bytes[..8].copy_from_slice(&seed.to_le_bytes());
                let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
                TestRunner::new_with_rng(config, rng)
            }
        };
        let (tried, worst, allowed) = (Cell::new(0), Cell::new(0.0_f64), self.allowed);
        let outcome = runner.run(&values, |value| {
            let found = deviation(value)?;
            prop_assert!(
                found <= allowed,
                "off by {:e}, allowed {:e}",
                found,
                allowed
            );
            tried.set(tried.get() + 1);
            worst.set(worst.get().max(found));
            Ok(())
        });
        if let Err(error) = outcome {
            panic!("{error}");
        }
        (self.tried, self.worst) = (tried.get(), worst.get());
    }
}

//! The request to Monte Carlo.

use crate::results::Quantity;
use crate::what_if::Case;

/// How many runs to draw, and which results to summarise.
#[derive(Debug, Clone, PartialEq)]
pub struct MonteCarlo {
    /// The seed of all random numbers. The same seed gives the same results on any number of
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
    /// The quantity on the map.
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
}

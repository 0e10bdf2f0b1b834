//! Uncertainty: distributions of the inputs, propagated to every result by drawing, and which of
//! them drives the spread.
//!
//! | what | where |
//! |---|---|
//! | the uncertain inputs of a project file | [`Uncertainty`], [`Distribution`] |
//! | errors of a classified map | [`ConfusionMatrix`] |
//! | intervals and probabilities of all results | [`MonteCarlo`] → [`Propagation`] |
//! | which input drives the spread | [`Sobol`] → [`SobolIndices`] |

mod column;
mod distribution;
mod draw;
mod drawn_case;
mod map_accuracy;
mod monte_carlo;
mod plan;
mod propagation;
mod region;
mod request;
mod sampler;
mod sampling;
mod sobol;
mod source;
mod spec;
mod summary;
mod uncertain;
mod varied_scheme;
mod varying;

pub use distribution::{Distribution, DistributionError, Domain, Scale, Shape};
pub use map_accuracy::{AccuracyError, AdjustedArea, AdjustedAreas, ConfusionMatrix, Estimate};

pub use propagation::{
    MapChances, PayingChances, Propagation, QuantityInterval, RegionIntervals, ZoneIntervals,
    ZoneYearIntervals,
};
pub use request::{MapClasses, MonteCarlo};
pub use sobol::{OutputIndices, Sobol, SobolIndex, SobolIndices};
pub use spec::{
    MapAccuracy, UncertainCoefficients, UncertainInput, UncertainStatistics, Uncertainty,
    UncertaintyError,
};
pub use summary::Interval;
pub use uncertain::{Dependence, Uncertain, UncertainStatistic};

//! The model against numbers computed by hand, independent programs and invariants.

#![allow(clippy::unwrap_used)]

mod analysis;
mod assessment;
mod compensation;
mod compensation_invariants;
mod coverage;
mod fuels;
mod goal;
mod inputs;
mod invariants;
mod jiangxi_compensation;
mod level_scenarios;
mod levels;
mod plausibility;
mod scenario;
mod support;
mod uncertainty_docs;
mod uncertainty_invariants;
mod uncertainty_kernel;
mod uncertainty_oracle;

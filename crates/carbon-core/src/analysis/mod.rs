//! Analyses of an assessment.

pub mod absorption_change;
pub mod agreement;
pub mod centre;
pub mod clustering;
pub mod decoupling;
pub mod inequality;
pub mod inherited;
pub mod lmdi;
pub mod moran;
pub mod nrca;
pub mod zonings;

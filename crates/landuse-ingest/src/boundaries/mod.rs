//! Boundary files and tables of features, read into zones.

mod degrees;
mod encoding;
mod error;
mod feature_table;
mod features;
mod formats;
mod layer;
mod options;
mod read;

pub use error::{BoundaryError, BoundaryProblem};
pub use feature_table::{FeatureTable, TableFeature};
pub use formats::companions::boundary_files;
pub use options::BoundaryOptions;

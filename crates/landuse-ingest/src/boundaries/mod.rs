//! Boundary files and tables of features, read into zones.

mod attribute_filter;
mod choice;
mod columns;
mod datum;
mod degrees;
mod encoding;
mod error;
mod feature_table;
mod features;
mod formats;
mod layer;
mod options;
mod read;
mod survey;
mod zone_number;

pub use attribute_filter::{AttributeFilter, FilterError};
pub use choice::ZoneChoice;
pub use datum::Datum;
pub use error::{BoundaryError, BoundaryProblem};
pub use feature_table::{FeatureTable, TableFeature};
pub use formats::companions::boundary_files;
pub use options::BoundaryOptions;
pub use survey::{BoundarySurvey, SurveyedField};

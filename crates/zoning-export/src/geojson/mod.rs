//! Choropleths in GeoJSON.

mod choropleth;
mod error;
mod outline;

pub use self::choropleth::Choropleth;
pub use self::error::GeoJsonError;

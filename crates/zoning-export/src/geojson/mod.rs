//! Choropleths in GeoJSON.

mod choropleth;
mod error;

pub use self::choropleth::Choropleth;
pub use self::error::GeoJsonError;

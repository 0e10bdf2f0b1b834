//! Choropleths in GeoJSON.

mod choropleth;
mod outline;

pub use self::choropleth::Choropleth;

//! Choropleths in GeoJSON.

mod choropleth;

pub use self::choropleth::Choropleth;

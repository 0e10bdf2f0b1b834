//! The GeoPackage: one layer a year, every quantity a typed field whose alias gives its unit.
//!
//! - The layer of project `jiangxi` and year 2020 is `jiangxi_2020`; of its level `city`,
//!   `jiangxi_city_2020`. Its identifier in `gpkg_contents` is its title with the status of the data.
//! - Geometry is `MultiPolygon` in the boundaries' own CRS, vertices as given: no simplification,
//!   no rounding, so shared borders stay shared. A zone without geometry has none.
//! - Fields have the names of [`Quantity`](carbon_core::Quantity), then those of the fields of a
//!   [supplement](crate::content): text, 64-bit integers, doubles that are not rounded.
//!   Aliases are the names of the [schema
//!   extension](https://www.geopackage.org/spec130/#extension_schema), which GDAL reads from 3.7.
//! - Centres of gravity and ellipses of a supplement stand in `jiangxi_centres` and
//!   `jiangxi_ellipses`, in WGS 84.
//! - Styles for QGIS stand in its table `layer_styles`: one a topic or mapped field, by its name.
//! - Two runs write the same bytes: the time of change is fixed at 1970-01-01.

pub(crate) mod centre_layers;
mod file;
mod layer;
mod layer_styles;
mod names;
pub(crate) mod sql;

pub(crate) use self::centre_layers::CentreShape;
pub use self::file::{LayerSet, write_geopackage};
pub use self::layer_styles::LayerStyle;
pub use self::names::{layer_name, set_name};

//! From results and boundaries to files: tables, workbooks, GeoPackage layers, GeoJSON
//! choropleths.
//!
//! | output | where |
//! |---|---|
//! | hectares per zone, label and class: CSV, JSON, Parquet | [`write_hectares`] |
//! | land-use transitions: the same formats | [`write_transitions`] |
//! | the paper's seven tables: CSV, Markdown, one workbook (XLSX) | [`Tables`](tables::Tables) |
//! | a GeoPackage, one layer a year, every quantity a field | [`write_geopackage`] |
//! | GeoJSON of emissions, budget, coefficients and functional zones | [`Choropleth`] |
//! | maps for print: SVG, PNG, PDF | [`Figures`](figure::Figures) |
//! | styles and a project for QGIS | [`qgis`] |
//! | one self-contained HTML page of the whole study | [`report`] |
//!
//! Outputs draw from *themes*: a [`Theme`] is one [`Quantity`](carbon_core::Quantity) with its
//! classes ([`Breaks`], [`Scheme`]), colours ([`palette`]), labels and unit. Each says how well its
//! class breaks are known; a project may choose others ([`Classification`]). All outputs of a run
//! take them from one [`Themes`], and from it what a run found beyond the assessment, its
//! [`Supplement`](supplement::Supplement). Every output carries a [`Caption`], whose note
//! (such as `SYNTHETIC example`) stands in its title.
//!
//! Writers take a stream where the format allows and the same input gives the same bytes. Shapes
//! ([`ZoneShapes`]) keep their vertices, so borders that zones share stay shared.
//!
//! ```
//! use carbon_core::{Hectares, HectaresRow, LandClass, LedgerClass};
//! use zoning_export::{HectaresFormat, write_hectares};
//!
//! let row = HectaresRow {
//!     zone: "360100".into(),
//!     name: "Nanchang".into(),
//!     label: "2020".into(),
//!     class: LedgerClass::Class(LandClass::forest()),
//!     hectares: Hectares(117_245.25),
//! };
//! let mut table = Vec::new();
//! write_hectares(&[row], HectaresFormat::Csv, &mut table)?;
//! assert_eq!(
//!     String::from_utf8(table)?,
//!     "zone,name,label,class,hectares\n360100,Nanchang,2020,forest,117245.250000\n"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod area_table;
mod caption;
mod centre_layers;
mod choropleth;
mod classification;
mod classify;
mod columns;
mod computed_breaks;
mod error;
mod geopackage;
mod hatching;
mod hectares;
mod json;
mod layer_styles;
mod projection;
mod rfc7946;
mod shapes;
mod six_decimals;
mod theme;
mod themes;
mod transitions;

pub mod figure;
pub mod palette;
pub mod qgis;
pub mod report;
pub mod supplement;
pub mod tables;

pub use caption::{Caption, Language};
pub use choropleth::Choropleth;
pub use classification::{Classification, ClassificationError, Classifications};
pub use classify::{Breaks, BreaksError, Scheme, range_label};
pub use error::ExportError;
pub use geopackage::{LayerSet, layer_name, set_name, write_geopackage, write_layer_sets};
pub use hectares::{HectaresFormat, HectaresFormatError, write_hectares};
pub use shapes::{ShapesError, ZoneShapes};
pub use theme::{Subject, Theme, ThemeClass, Topic};
pub use themes::Themes;
pub use transitions::write_transitions;

//! From results and boundaries to files: tables, workbooks, GeoPackage layers, GeoJSON
//! choropleths.
//!
//! | output | where |
//! |---|---|
//! | long tables, such as hectares by zone and class: CSV, JSON, Parquet | [`long_tables`] |
//! | the paper's seven tables: CSV, Markdown, one workbook (XLSX) | [`Tables`](tables::Tables) |
//! | a GeoPackage, one layer a year, every quantity a field | [`write_geopackage`] |
//! | GeoJSON of emissions, budget, coefficients and functional zones | [`Choropleth`] |
//! | maps for print: SVG, PNG, PDF | [`Figures`](figures::Figures) |
//! | styles and a project for QGIS | [`qgis`] |
//! | one self-contained HTML page of the whole study | [`report`] |
//!
//! Outputs draw from *themes*: a [`Theme`] is one [`Quantity`](carbon_core::Quantity) with its
//! classes ([`Breaks`], [`Scheme`]), colours ([`palette`]), labels and unit. Each says how well its
//! class breaks are known; a project may choose others ([`Classification`]). All outputs of a run
//! take them from one [`Themes`], and from it what a run found beyond the assessment, its
//! [`Supplement`](content::Supplement). Every output carries a [`Caption`], whose note
//! (such as `SYNTHETIC example`) stands in its title.
//!
//! Writers take a stream where the format allows and the same input gives the same bytes. Shapes
//! ([`ZoneShapes`]) keep their vertices, so borders that zones share stay shared.
//!
//! ```
//! use carbon_core::{Hectares, HectaresRow, LandClass, LedgerClass};
//! use zoning_export::TableFormat;
//! use zoning_export::long_tables::{AreaRow, write_rows};
//!
//! let row = HectaresRow {
//!     zone: "360100".into(),
//!     name: "Nanchang".into(),
//!     label: "2020".into(),
//!     class: LedgerClass::Class(LandClass::forest()),
//!     hectares: Hectares(117_245.25),
//! };
//! let mut table = Vec::new();
//! write_rows([AreaRow::new(row, &[21, 22])], TableFormat::Csv, &mut table)?;
//! assert_eq!(
//!     String::from_utf8(table)?,
//!     "zone,name,label,class,hectares,code\n360100,Nanchang,2020,forest,117245.250000,21;22\n"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod text;

mod style;

mod geometry;

mod error;

pub mod content;

pub mod long_tables;

pub mod tables;

pub mod figures;

mod geopackage;

mod geojson;

pub mod qgis;

pub mod report;

pub use self::content::Themes;
pub use self::error::ExportError;
pub use self::geojson::Choropleth;
pub use self::geometry::{CrsError, FittedPlane, ShapesError, Transform, ZoneShapes};
pub use self::geopackage::{LayerSet, LayerStyle, layer_name, set_name, write_geopackage};
pub use self::long_tables::{TableFormat, TableFormatError};
pub use self::style::{
    Breaks, BreaksError, Classification, ClassificationError, Classifications, Scheme, Subject,
    Theme, ThemeClass, ThemeError, Topic, palette, range_label,
};
pub use self::text::{Bilingual, Caption, Language, MoneyUnit, fixed, ledger_label, with_sign};

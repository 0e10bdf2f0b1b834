//! What opens finished in QGIS (3.22 or newer): styles and a project.
//!
//! | output | where |
//! |---|---|
//! | styles inside the GeoPackage, in its table `layer_styles` | [`write_geopackage`](crate::write_geopackage) |
//! | a style beside a GeoJSON choropleth | [`choropleth_qml`] |
//! | a style for a land-use raster | [`RasterStyle`] |
//! | a project with layers, map themes, layouts and an atlas | [`QgisProject`] |
//! | a project of all levels of zones | [`QgisLevels`] |
//!
//! All have the classes, colours and labels of the [themes](crate::Theme).

mod atlas;
mod centres;
mod crs;
mod layer;
mod layout;
mod legend;
mod levels;
mod project;
mod raster_style;
mod renderer;
mod sheet;
mod symbol;
mod text;
mod vector_style;
mod xml;
mod zone_labels;

pub use layer::{LevelName, ProjectRaster};
pub use levels::{ProjectLevel, QgisLevels};
pub use project::QgisProject;
pub use raster_style::{CodeStyle, RasterStyle};
pub use vector_style::{choropleth_qml, layer_styles};

/// The version whose format is written.
const QGIS_VERSION: &str = "3.22.16";

/// The root of a style.
fn style_document() -> xml::Element {
    xml::Element::new("qgis")
        .attr("version", QGIS_VERSION)
        .attrs(
            "styleCategories='AllStyleCategories' hasScaleBasedVisibilityFlag='0' \
             labelsEnabled='1'",
        )
}

//! Writes a small region in which zones lack values, to see how QGIS draws them: `cargo run -p zoning-export --example
//! missing_data -- FOLDER`.

#![allow(clippy::expect_used)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::fs::{self, File};
use std::path::PathBuf;

use carbon_core::CompensationOptions;
use gdal::spatial_ref::SpatialRef;
use zoning_export::qgis::{QgisProject, RasterStyle, choropleth_qml};
use zoning_export::{Choropleth, Language, ZoneShapes, write_geopackage};

/// The zones where they are on the globe.
fn shapes() -> ZoneShapes {
    let wgs84 = SpatialRef::from_epsg(4326).and_then(|srs| srs.to_wkt());
    let ids = ["1", "2", "3"].map(Into::into).to_vec();
    ZoneShapes::new(
        ids,
        wgs84.expect("WGS84"),
        support::wgs84(),
        support::wgs84(),
    )
    .expect("shapes")
}

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("a folder"));
    let layers = folder.join("layers");
    fs::create_dir_all(&layers).expect("the folder");
    let assessment = support::with_gaps(support::compensated(&CompensationOptions::default()));
    let themes = support::themes(&assessment);
    let (shapes, caption) = (shapes(), support::caption(Language::En));
    write_geopackage(
        &layers.join("gaps.gpkg"),
        "gaps",
        &themes,
        &shapes,
        &caption,
    )
    .expect("a GeoPackage");
    for year in support::YEARS {
        for choropleth in Choropleth::ALL {
            let path = layers.join(choropleth.file_stem(year));
            let file = File::create(path.with_extension("geojson")).expect("a file");
            choropleth
                .write(&themes, year, &shapes, &caption, file)
                .expect("GeoJSON");
            let style = choropleth_qml(choropleth, &themes, year, Language::En);
            fs::write(path.with_extension("qml"), style.expect("a style")).expect("a file");
        }
    }
    let project = QgisProject {
        name: "gaps",
        themes: &themes,
        shapes: &shapes,
        caption: &caption,
        rasters: &[],
        raster_style: &RasterStyle {
            band: 1,
            codes: Vec::new(),
        },
        crs_wkt: None,
    };
    let file = File::create(folder.join("gaps.qgz")).expect("a file");
    project.write(file).expect("a project");
}

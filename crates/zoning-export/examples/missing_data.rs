//! Writes a small region in which zones lack values, with another zoning and an analysis, to see how QGIS and the report draw them:
//! `cargo run -p zoning-export --example missing_data -- FOLDER`.

#![allow(clippy::expect_used)]

#[allow(dead_code)] // The tests use the rest.
#[path = "../tests/it/support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use carbon_core::CompensationPreset;
use gdal::spatial_ref::SpatialRef;
use zoning_export::content::Supplement;
use zoning_export::qgis::{QgisProject, RasterStyle, choropleth_qml};
use zoning_export::report::{self, ReportInput};
use zoning_export::tables::Provenance;

use support::beyond;
use zoning_export::{Caption, Choropleth, Language, Themes, ZoneShapes};

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
    let whole = support::compensated(&CompensationPreset::Paper2024.options());
    let assessment = support::with_gaps(whole.clone());
    let supplement = Supplement {
        fields: beyond::further_fields(&assessment),
        ..Supplement::default()
    };
    let themes = support::themes(&assessment)
        .with_supplement(&supplement)
        .expect("a supplement");
    let (shapes, caption) = (shapes(), support::caption(Language::En));
    support::write_layers(
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
    let themes = support::themes(&whole).with_supplement(&supplement);
    let themes = themes.expect("a supplement");
    write_report(&folder.join("report.html"), &themes, &shapes, &caption);
}

/// The report of the region without gaps, whose further fields are the same.
fn write_report(path: &Path, themes: &Themes<'_>, shapes: &ZoneShapes, caption: &Caption) {
    let (statuses, inputs) = (BTreeMap::new(), BTreeMap::new());
    let palette = zoning_export::palette::QUALITATIVE_12;
    let land: Vec<_> = themes
        .assessment
        .classes
        .iter()
        .cloned()
        .zip(palette)
        .collect();
    let input = ReportInput {
        themes,
        coefficients: &support::coefficients(),
        sensitivity: None,
        ledger: &support::rows(),
        closures: &BTreeMap::new(),
        land: &land,
        caption,
        provenance: &Provenance {
            program: "an example of zoning-export",
            fuels: None,
            statuses: &statuses,
            warnings: &[],
        },
        inputs: &inputs,
    };
    let file = File::create(path).expect("a file");
    report::write(&input, shapes, file).expect("a report");
}

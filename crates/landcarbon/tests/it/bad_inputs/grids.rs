//! Where rasters lie: geotransforms, reference systems, years on several grids.

use crate::bad_inputs::cases::{CHECK, Cases, TALLY_TIFF};
use crate::bad_inputs::small_study::{SmallStudy, TRANSFORM};

const METRES: &str = "+proj=cea +lat_ts=30 +ellps=WGS84 +units=m";
const FEET: &str = "+proj=cea +lat_ts=30 +ellps=WGS84 +units=ft";

fn placed(transform: [f64; 6]) -> impl FnOnce(&SmallStudy) {
    move |b: &SmallStudy| b.tiff("frame.tif", |tiff| tiff.transform = Some(transform))
}

fn in_crs(crs: &str) -> impl FnOnce(&SmallStudy) {
    move |b: &SmallStudy| b.tiff("frame.tif", |tiff| tiff.crs = Some(crs.to_owned()))
}

fn without_crs(b: &SmallStudy) {
    b.tiff("frame.tif", |tiff| tiff.crs = None);
}

#[test]
fn transforms() {
    let [x, _, _, y, _, _] = TRANSFORM;
    let south = y - 2000.0;
    let mut tally = Cases::new(TALLY_TIFF);
    tally.accepts("a GeoTIFF", &[], placed(TRANSFORM));
    tally.refuses("none", &[], |b| {
        b.tiff("frame.tif", |tiff| tiff.transform = None)
    });
    tally.refuses(
        "that of a picture",
        &[],
        placed([0.0, 1.0, 0.0, 0.0, 0.0, 1.0]),
    );
    tally.refuses(
        "control points only",
        &[],
        placed([x, 0.0, 0.0, y, 0.0, -100.0]),
    );
    tally.refuses(
        "an origin of no number",
        &[],
        placed([f64::NAN, 100.0, 0.0, y, 0.0, -100.0]),
    );
    tally.refuses(
        "cells of the size of the sun",
        &[],
        placed([x, 1e9, 0.0, y, 0.0, -1e9]),
    );
    tally.accepts(
        "rows from south to north",
        &[],
        placed([x, 100.0, 0.0, south, 0.0, 100.0]),
    );
    tally.accepts(
        "a turn by a right angle",
        &[],
        placed([x, 0.0, 100.0, south, 100.0, 0.0]),
    );
    tally.accepts("a turn by 30° with a shear", &[], |b| {
        b.tiff("frame.tif", |tiff| {
            tiff.cells.fill(11);
            tiff.transform = Some([x - 1000.0, 173.0, 100.0, y - 1500.0, 120.0, -173.0]);
        });
    });
    tally.accepts(
        "cells twice as high as wide",
        &[],
        placed([x, 100.0, 0.0, y, 0.0, -200.0]),
    );
    tally.refuses(
        "cells of a nanometre",
        &[],
        placed([x + 300.0, 1e-9, 0.0, y - 1500.0, 0.0, -1e-9]),
    );
    tally.accepts(
        "cells of a thousand kilometres",
        &[],
        placed([-9e6, 1e6, 0.0, 9e6, 0.0, -1e6]),
    );
    insta::assert_snapshot!(tally.told());
}

#[test]
fn reference_systems() {
    let mut tally = Cases::new(TALLY_TIFF);
    tally.refuses("none", &[], without_crs);
    tally.accepts(
        "none, but given",
        &["--raster-crs", "EPSG:6933"],
        without_crs,
    );
    tally.warns(
        "one replaced",
        &["--raster-crs", "EPSG:6933"],
        in_crs("EPSG:32650"),
    );
    tally.refuses("degrees for metres", &[], in_crs("EPSG:4326"));
    tally.refuses("another projection", &[], in_crs("EPSG:32650"));
    tally.refuses(
        "a plan of a site",
        &[],
        in_crs("LOCAL_CS[\"plan\",UNIT[\"metre\",1]]"),
    );
    let utm = ["--zones-crs", "EPSG:32650"];
    tally.accepts(
        "a projection that stretches areas",
        &utm,
        in_crs("EPSG:32650"),
    );
    tally.warns(
        "the same, in its plane",
        &[&utm[..], &["--area", "planar"]].concat(),
        in_crs("EPSG:32650"),
    );
    tally.accepts("metres", &["--zones-crs", METRES], in_crs(METRES));
    tally.warns("the same in feet", &["--zones-crs", METRES], |b| {
        b.tiff("frame.tif", |tiff| {
            tiff.crs = Some(FEET.to_owned());
            tiff.transform = Some(TRANSFORM.map(|metres| metres / 0.3048));
        });
    });
    insta::assert_snapshot!(tally.told());
}

const CAS: &str = "+proj=aea +lat_0=0 +lon_0=105 +lat_1=25 +lat_2=47 +ellps=krass +units=m";

#[test]
fn the_earth() {
    let degrees = |transform: [f64; 6]| {
        move |b: &SmallStudy| {
            b.tiff("frame.tif", |tiff| {
                tiff.crs = Some("EPSG:4326".to_owned());
                tiff.transform = Some(transform);
                tiff.cells.fill(11);
            });
        }
    };
    let globe = degrees([-180.0, 18.0, 0.0, 90.0, 0.0, -9.0]);
    let mut tally = Cases::new(TALLY_TIFF);
    let albers = CAS.replace("+ellps=krass", "+datum=WGS84");
    tally.warns(
        "a datum that nobody registered",
        &["--zones-crs", &albers],
        in_crs(CAS),
    );
    tally.accepts("a cap at the pole", &["--zones-crs", "EPSG:4326"], |b| {
        globe(b);
        b.write("zones.geojson", cap(81, 90));
    });
    tally.warns("beyond the pole", &["--zones-crs", "EPSG:4326"], |b| {
        degrees([-180.0, 18.0, 0.0, 99.0, 0.0, -9.0])(b);
        b.write("zones.geojson", cap(81, 99));
    });
    tally.refuses("planar areas of degrees", &["--area", "planar"], |b| {
        globe(b);
        b.write("zones.geojson", cap(72, 81));
    });
    tally.warns("longitudes from 0 to 360", &[], |b| {
        degrees([0.0, 18.0, 0.0, 90.0, 0.0, -9.0])(b);
        b.write("zones.geojson", cap(72, 81));
    });
    insta::assert_snapshot!(tally.told());
}

/// A zone around the Earth between two latitudes.
fn cap(south: i32, north: i32) -> String {
    let ring =
        format!("[[-180,{south}],[180,{south}],[180,{north}],[-180,{north}],[-180,{south}]]");
    let geometry = format!(r#"{{"type":"Polygon","coordinates":[{ring}]}}"#);
    let feature =
        format!(r#"{{"type":"Feature","properties":{{"id":"cap"}},"geometry":{geometry}}}"#);
    format!(r#"{{"type":"FeatureCollection","features":[{feature}]}}"#)
}

/// Puts the year 2020 on a grid of its own.
fn second(transform: [f64; 6], size: (usize, usize)) -> impl FnOnce(&SmallStudy) {
    move |b: &SmallStudy| {
        b.tiff("second.tif", |tiff| {
            tiff.transform = Some(transform);
            tiff.size = size;
            tiff.cells.resize(size.0 * size.1, 11);
        });
        b.edit(
            "project.toml",
            "2020 = \"later.asc\"",
            "2020 = \"second.tif\"",
        );
    }
}

#[test]
fn years_on_several_grids() {
    let [x, _, _, y, _, _] = TRANSFORM;
    let mut check = Cases::new(CHECK);
    check.refuses(
        "half a cell apart",
        &[],
        second([x + 50.0, 100.0, 0.0, y, 0.0, -100.0], (20, 20)),
    );
    check.refuses(
        "as large elsewhere",
        &[],
        second([x + 200.0, 100.0, 0.0, y, 0.0, -100.0], (20, 20)),
    );
    check.refuses("smaller", &[], second(TRANSFORM, (19, 20)));
    check.accepts(
        "finer",
        &[],
        second([x, 50.0, 0.0, y, 0.0, -50.0], (40, 40)),
    );
    check.refuses(
        "far away",
        &[],
        second([x, 50.0, 0.0, y + 9000.0, 0.0, -50.0], (40, 40)),
    );
    insta::assert_snapshot!(check.told());
}

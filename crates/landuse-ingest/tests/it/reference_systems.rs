//! Coordinate reference systems that are missing, spelt differently, replaced, or on a datum of no name.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::TallyOne;
use crate::support::aig::{AigGrid, write_aig};
use crate::support::*;
use geo::Area;
use landuse_ingest::boundaries::BoundaryOptions;
use landuse_ingest::overlay::OverlayOptions;
use landuse_ingest::raster::{Raster, RasterOptions};
use landuse_ingest::zones::Zones;

const CAS_ALBERS_PRJ: &str = include_str!("../../../../fixtures/aig/krasovsky-albers.prj.adf");
const CAS_ALBERS: &str =
    "+proj=aea +lat_0=0 +lon_0=105 +lat_1=25 +lat_2=47 +ellps=krass +units=m +no_defs";
const ESRI_UTM_50N: &str = include_str!("../../../../fixtures/edge/frame.prj");

#[test]
fn a_raster_without_a_crs_needs_one() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("bare.tif");
    let spec = RasterSpec {
        crs: None,
        ..RasterSpec::default()
    };
    write_raster(&path, &spec, &stripes::<u8>(20, 20));
    let words = [
        "no coordinate reference system",
        "x 500000 to 502000",
        "y 3000000 to 3002000",
        "metres",
        "--raster-crs",
    ];
    assert_says(&complaint(&path), &words);
    let options = RasterOptions {
        crs: Some(crs(UTM_50N)),
        ..RasterOptions::default()
    };
    let raster = Raster::open(&path, &options).unwrap();
    assert_eq!(raster.warnings, [] as [&str; 0]);
    assert_eq!(raster.grid.crs.name(), crs(UTM_50N).name());
}

#[test]
fn a_crs_that_replaces_the_files_own_is_told() {
    let raster = made((20, 20), FRAME, UTM_50N);
    let options = RasterOptions {
        crs: Some(crs("EPSG:32649")),
        ..RasterOptions::default()
    };
    let raster = Raster::open(&raster.path, &options).unwrap();
    assert_says(&raster.warnings[0], &["zone 50N", "replaced", "zone 49N"]);
}

#[test]
fn zones_without_a_crs_need_one() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("zones.shp");
    let degrees = zones(
        "EPSG:4326",
        vec![zone("a", rectangle(117.004, 27.128, 0.004, 0.004))],
    );
    write_zones(&path, "ESRI Shapefile", &degrees);
    fs::remove_file(path.with_extension("prj")).unwrap();
    let mut options = BoundaryOptions {
        id: "id".to_owned(),
        ..BoundaryOptions::default()
    };
    let error = Zones::read(&path, &options).unwrap_err().advice();
    assert_says(
        &error,
        &[
            "no coordinate reference system",
            ".prj",
            "x 117.004 to 117.008",
            "EPSG:4326",
            "--zones-crs",
        ],
    );
    options.crs = Some(crs("EPSG:4326"));
    let read = Zones::read(&path, &options).unwrap();
    assert_eq!(
        read.zones[0].polygons.unsigned_area(),
        degrees.zones[0].polygons.unsigned_area()
    );
}

#[test]
fn one_crs_in_two_spellings_is_not_reprojected() {
    let raster = frame();
    assert!(
        fs::read_to_string(fixture("edge/frame.prj"))
            .unwrap()
            .contains("D_WGS_1984")
    );
    for definition in [UTM_50N, ESRI_UTM_50N, "+proj=utm +zone=50 +datum=WGS84"] {
        let (_, warnings) = zones(definition, vec![zone("a", oblique())])
            .over(&raster.grid, OverlayOptions::default())
            .unwrap();
        assert_eq!(warnings, [] as [&str; 0], "{definition}");
    }
}

#[test]
fn zones_of_another_crs_are_reprojected_and_it_is_told() {
    let raster = frame();
    let degrees = zones(
        "EPSG:4326",
        vec![zone("a", rectangle(117.004, 27.128, 0.004, 0.004))],
    );
    let (overlay, warnings) = degrees
        .over(&raster.grid, OverlayOptions::default())
        .unwrap();
    assert_eq!(warnings.len(), 1);
    assert_says(&warnings[0], &["reprojected from \"WGS 84\"", "50N"]);
    let ledger = overlay
        .tally_one(&raster, "test", &legend("cnlucc"), false)
        .unwrap();
    // 27.128–27.132° N, 0.004° wide, in closed form on WGS 84 (see fixtures/edge).
    assert!(
        (sum(&ledger.zones[0]) / 17.576_511 - 1.0).abs() < 1e-7,
        "{} ha",
        sum(&ledger.zones[0])
    );
}

#[test]
fn planar_areas_of_a_projection_that_stretches_them_are_told() {
    let (_, warnings) = zones(UTM_50N, vec![zone("a", oblique())])
        .over(&frame().grid, planar())
        .unwrap();
    assert_says(&warnings[0], &["planar", "does not keep areas", "1.0008"]);
}

#[test]
fn no_datum_shift_is_known_for_the_albers_of_cas() {
    let albers = [1_052_000.0, 100.0, 0.0, 3_086_000.0, 0.0, -100.0];
    let raster = made((40, 40), albers, CAS_ALBERS);
    let nanchang = zones(
        "EPSG:4326",
        vec![zone("a", rectangle(115.905, 28.705, 0.01, 0.005))],
    );
    let (_, warnings) = nanchang
        .over(&open(&raster.path).grid, OverlayOptions::default())
        .unwrap();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert_says(
        &warnings[0],
        &[
            "reprojected from \"WGS 84\"",
            "+proj=aea",
            "+ellps=krass",
            "no datum shift is applied",
        ],
    );
}

/// A shift to WGS 84 is registered for parts of the former, but none for Jiangxi; for the latter there is none at all.
#[test]
fn a_registered_datum_without_a_shift_here_is_told_with_the_size_of_the_shift() {
    let rectangle = || vec![zone("a", rectangle(117.004, 27.128, 0.004, 0.004))];
    let over = |zones: Zones| {
        let (_, warnings) = zones
            .over(&frame().grid, OverlayOptions::default())
            .unwrap();
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        warnings[0].clone()
    };
    let none = "no shift between the datums of";
    let said = over(zones("EPSG:4214", rectangle()));
    assert_says(
        &said,
        &[
            "Beijing 1954",
            none,
            "for other places move them by about 5",
            " m",
        ],
    );
    let said = over(zones("EPSG:4610", rectangle()));
    assert_says(&said, &["Xian 1980", none, "usually 50 to 200 m"]);
    // CGCS 2000 lies within a metre of WGS 84, and for Pulkovo 1942 a shift is known.
    for definition in [
        "EPSG:4490",
        "EPSG:4326",
        "+proj=longlat +ellps=krass +towgs84=15.8,-154.4,-82.3",
    ] {
        let said = over(zones(definition, rectangle()));
        assert!(!said.contains("shift"), "{said}");
    }
    // The other way round, and between two planes of one datum.
    let transform = [500_000.0, 100.0, 0.0, 3_004_000.0, 0.0, -100.0];
    let xian = made((20, 40), transform, "EPSG:2384");
    let (_, warnings) = zones("EPSG:4326", rectangle())
        .over(&open(&xian.path).grid, OverlayOptions::default())
        .unwrap();
    assert_says(&warnings[0], &["Xian 1980", none]);
    let (_, warnings) = zones("EPSG:4610", rectangle())
        .over(&open(&xian.path).grid, OverlayOptions::default())
        .unwrap();
    assert!(!warnings[0].contains("shift"), "{warnings:?}");
}

#[test]
fn a_sphere_has_the_latitudes_of_the_ellipsoid_and_that_is_told() {
    let modis = [11_200_000.0, 500.0, 0.0, 3_400_000.0, 0.0, -500.0];
    let raster = made((1000, 1200), modis, "+proj=sinu +R=6371007.181 +units=m");
    let (_, warnings) = zones(
        "EPSG:4326",
        vec![zone("a", rectangle(117.004, 27.128, 0.04, 0.04))],
    )
    .over(&open(&raster.path).grid, OverlayOptions::default())
    .unwrap();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert_says(
        &warnings[0],
        &["is on a sphere, whose latitudes are taken for those of the ellipsoid"],
    );
}

fn cas_grid(dir: &Path, prj: &str) -> PathBuf {
    let grid = dir.join("lucc");
    let values = stripes::<i32>(20, 20);
    let spec = AigGrid {
        left: 1_053_000.0,
        top: 3_085_000.0,
        cell_size: 100.0,
        width: 20,
        height: 20,
        values: &values,
        nodata: None,
        prj: Some(prj),
    };
    write_aig(&grid, &spec).unwrap();
    grid
}

#[test]
fn arc_info_grids_of_cas_say_that_no_datum_shift_is_applied() {
    let dir = tempfile::tempdir().unwrap();
    let raster = open(&cas_grid(dir.path(), CAS_ALBERS_PRJ));
    assert_eq!(raster.warnings, [] as [&str; 0]);
    let nanchang = zones(
        "EPSG:4326",
        vec![zone("a", rectangle(115.905, 28.705, 0.01, 0.005))],
    );
    let (_, warnings) = nanchang
        .over(&raster.grid, OverlayOptions::default())
        .unwrap();
    assert_says(&warnings[0], &["no datum shift is applied"]);
    // ESRI's spelling and PROJ's mean the same plane.
    let esri = r#"PROJCS["Krasovsky_1940_Albers",GEOGCS["GCS_Krasovsky_1940",DATUM["D_Krasovsky_1940",SPHEROID["Krasovsky_1940",6378245.0,298.3]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Albers"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",105.0],PARAMETER["Standard_Parallel_1",25.0],PARAMETER["Standard_Parallel_2",47.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#;
    for definition in [esri, CAS_ALBERS] {
        let same = zones(
            definition,
            vec![zone("a", rectangle(1_053_100.0, 3_083_200.0, 400.0, 400.0))],
        );
        let (_, warnings) = same.over(&raster.grid, OverlayOptions::default()).unwrap();
        assert_eq!(warnings, [] as [&str; 0], "{definition}");
    }
}

#[test]
fn an_arc_info_spheroid_that_gdal_takes_for_wgs84_is_told() {
    let dir = tempfile::tempdir().unwrap();
    for (spheroid, words) in [
        ("KRASOVSKY_1940", "\"KRASOVSKY_1940\""),
        ("", "no spheroid"),
    ] {
        let prj = CAS_ALBERS_PRJ.replace("KRASOVSKY", spheroid);
        let grid = cas_grid(dir.path(), &prj);
        for path in [grid.clone(), grid.join("hdr.adf")] {
            let raster = open(&path);
            assert_eq!(raster.warnings.len(), 1, "{:?}", raster.warnings);
            assert_says(
                &raster.warnings[0],
                &["prj.adf", words, "WGS 84", "name its CRS"],
            );
        }
        let options = RasterOptions {
            crs: Some(crs(CAS_ALBERS)),
            ..RasterOptions::default()
        };
        let warnings = Raster::open(&grid, &options).unwrap().warnings;
        assert!(
            !warnings.iter().any(|w| w.contains("prj.adf")),
            "{warnings:?}"
        );
    }
}

//! The same zones and land use in every format, type of code and way to mark cells without data: the same ledger to the bit.

use std::path::{Path, PathBuf};

use crate::support::TallyOne;
use crate::support::aig::{AigGrid, write_aig};
use crate::support::*;
use gdal::raster::{Buffer, ColorInterpretation, GdalType};
use gdal::version::VersionInfo;
use gdal::{Dataset, DriverManager, Metadata};
use geo::polygon;
use landuse_ingest::boundaries::BoundaryOptions;
use landuse_ingest::ledger::Ledger;
use landuse_ingest::overlay::OverlayOptions;
use landuse_ingest::raster::{CodeType, NoData};
use landuse_ingest::zones::Zones;
use tempfile::TempDir;

const SIDE: usize = 20;

/// Two neighbours with oblique borders and a zone of two parts, one with a hole.
fn some_zones() -> Zones {
    let west = polygon![(x: 500_120.0, y: 3_000_150.0), (x: 500_870.5, y: 3_000_333.25), (x: 500_700.0, y: 3_001_600.0), (x: 500_090.0, y: 3_001_250.0)];
    let east = polygon![(x: 500_870.5, y: 3_000_333.25), (x: 501_600.0, y: 3_000_100.0), (x: 501_500.0, y: 3_001_700.0), (x: 500_700.0, y: 3_001_600.0)];
    let ring = polygon!(exterior: [(x: 501_700.0, y: 3_001_000.0), (x: 501_950.0, y: 3_001_000.0), (x: 501_950.0, y: 3_001_400.0), (x: 501_700.0, y: 3_001_400.0)],
        interiors: [[(x: 501_750.0, y: 3_001_050.0), (x: 501_750.0, y: 3_001_150.0), (x: 501_850.0, y: 3_001_150.0), (x: 501_850.0, y: 3_001_050.0)]]);
    let island = rectangle(501_720.0, 3_000_320.0, 110.0, 55.0);
    let parts = geo::MultiPolygon::new(vec![ring, island]);
    zones(
        UTM_50N,
        vec![zone("west", west), zone("east", east), zone("parts", parts)],
    )
}

fn ledger_of(path: &Path) -> Ledger {
    tally(&open(path), &some_zones(), OverlayOptions::default()).unwrap()
}

/// The ledger of the striped raster, from a plain GeoTIFF of bytes.
fn expected() -> Ledger {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("plain.tif");
    write_raster(&path, &RasterSpec::default(), &stripes::<u8>(SIDE, SIDE));
    ledger_of(&path)
}

#[track_caller]
fn assert_same(path: &Path) {
    let (ours, expected) = (ledger_of(path), expected());
    assert_eq!(ours.classes, expected.classes, "{}", path.display());
    assert_eq!(bits(&ours), bits(&expected), "{}", path.display());
}

/// Copies the plain raster by a driver that cannot create one.
fn copied(dir: &TempDir, driver: &str, name: &str) -> PathBuf {
    let plain = dir.path().join("plain.tif");
    write_raster(&plain, &RasterSpec::default(), &stripes::<u8>(SIDE, SIDE));
    let path = dir.path().join(name);
    let driver = DriverManager::get_driver_by_name(driver).unwrap();
    let source = Dataset::open(&plain).unwrap();
    close(
        source
            .create_copy(&driver, &path, &Default::default())
            .unwrap(),
    );
    path
}

#[test]
fn rasters_of_every_format_give_one_ledger() {
    let dir = tempfile::tempdir().unwrap();
    let img = RasterSpec {
        driver: "HFA",
        ..RasterSpec::default()
    };
    let path = dir.path().join("landuse.img");
    write_raster(&path, &img, &stripes::<u8>(SIDE, SIDE));
    assert_same(&path);
    assert_same(&copied(&dir, "AAIGrid", "landuse.asc"));
    assert_same(&copied(&dir, "COG", "cog.tif"));
}

#[test]
fn arc_info_grids_are_read_by_directory_and_by_header() {
    let dir = tempfile::tempdir().unwrap();
    let grid = dir.path().join("lucc2010");
    let values = stripes::<i32>(SIDE, SIDE);
    let prj = "Projection UTM\nZone 50\nDatum WGS84\nZunits NO\nUnits METERS\nSpheroid WGS84\nXshift 0.0\nYshift 0.0\nParameters\n";
    let spec = AigGrid {
        left: FRAME[0],
        top: FRAME[3],
        cell_size: FRAME[1],
        width: SIDE,
        height: SIDE,
        values: &values,
        nodata: None,
        prj: Some(prj),
    };
    write_aig(&grid, &spec).unwrap();
    assert_same(&grid);
    assert_same(&grid.join("hdr.adf"));
    assert_eq!(open(&grid).warnings, [] as [&str; 0]);
}

#[test]
fn zones_of_every_format_give_one_ledger() {
    let dir = tempfile::tempdir().unwrap();
    let raster = dir.path().join("plain.tif");
    write_raster(&raster, &RasterSpec::default(), &stripes::<u8>(SIDE, SIDE));
    for (driver, name) in [
        ("ESRI Shapefile", "zones.shp"),
        ("GPKG", "zones.gpkg"),
        ("GeoJSON", "zones.geojson"),
        ("FlatGeobuf", "zones.fgb"),
        ("OpenFileGDB", "zones.gdb"),
    ] {
        let path = dir.path().join(name);
        write_zones(&path, driver, &some_zones());
        let options = BoundaryOptions {
            id: "id".to_owned(),
            name: Some("name".to_owned()),
            ..BoundaryOptions::default()
        };
        let mut read = Zones::read(&path, &options).unwrap();
        assert_eq!(read.warnings, [] as [&str; 0], "{driver}");
        assert!(
            read.crs.is_same(&crs(UTM_50N)),
            "{driver}: {}",
            read.crs.wkt()
        );
        // FlatGeobuf keeps features in the order of its spatial index.
        let order = ["west", "east", "parts"];
        read.zones
            .sort_by_key(|z| order.iter().position(|id| *id == z.id.as_str()));
        assert_eq!(
            read.zones.iter().map(|z| &z.name).collect::<Vec<_>>(),
            order
        );
        let (overlay, warnings) = read
            .over(&open(&raster).grid, OverlayOptions::default())
            .unwrap();
        assert_eq!(warnings, [] as [&str; 0], "{driver}");
        let ledger = overlay
            .tally_one(&open(&raster), "test", &legend("cnlucc"), false)
            .unwrap();
        let theirs: Vec<f64> = expected()
            .zones
            .iter()
            .flat_map(|z| z.hectares.clone())
            .map(|h| h.0)
            .collect();
        let ours: Vec<f64> = ledger
            .zones
            .iter()
            .flat_map(|z| z.hectares.clone())
            .map(|h| h.0)
            .collect();
        if driver == "OpenFileGDB" {
            // It keeps coordinates as whole numbers of a tenth of a millimetre.
            let off = ours
                .iter()
                .zip(&theirs)
                .map(|(a, b)| (a - b).abs())
                .fold(0.0, f64::max);
            assert!(off < 1e-4, "{off} ha");
        } else {
            assert_eq!(ours, theirs, "{driver}");
        }
    }
}

/// The ledger of stripes of this type whose first column is nodata, which must be what the raster says of itself.
fn typed<T: GdalType + Copy + TryFrom<u8>>(
    codes: CodeType,
    nodata: T,
    declare: impl Fn(&mut Dataset),
    options: &[&str],
) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("typed.tif");
    let mut values = stripes::<T>(SIDE, SIDE);
    values.iter_mut().step_by(4).for_each(|v| *v = nodata);
    let spec = RasterSpec {
        options,
        ..RasterSpec::default()
    };
    let mut dataset = create_raster(&path, &spec, &values);
    declare(&mut dataset);
    close(dataset);
    let raster = open(&path);
    assert_eq!(raster.codes, codes);
    let ledger = ledger_of(&path);
    let expected = expected();
    for zone in 0..3 {
        assert_eq!(
            hectares(&ledger, zone, "nodata"),
            hectares(&expected, zone, "cultivated"),
            "{codes:?}"
        );
        assert_eq!(hectares(&ledger, zone, "cultivated"), 0.0);
        assert_eq!(
            hectares(&ledger, zone, "forest"),
            hectares(&expected, zone, "forest")
        );
    }
}

fn declared(value: f64) -> impl Fn(&mut Dataset) {
    move |dataset| {
        dataset
            .rasterband(1)
            .unwrap()
            .set_no_data_value(Some(value))
            .unwrap()
    }
}

#[test]
fn codes_of_every_integer_type_and_their_nodata() {
    typed::<u8>(CodeType::U8, 255, declared(255.0), &[]);
    typed::<u16>(CodeType::U16, 65_535, declared(65_535.0), &[]);
    typed::<i16>(CodeType::I16, -9999, declared(-9999.0), &[]);
    typed::<u32>(CodeType::U32, u32::MAX, declared(f64::from(u32::MAX)), &[]);
    typed::<i32>(CodeType::I32, i32::MIN, declared(f64::from(i32::MIN)), &[]);
    let of_u64 = |value| {
        move |dataset: &mut Dataset| {
            dataset
                .rasterband(1)
                .unwrap()
                .set_no_data_value_u64(Some(value))
                .unwrap()
        }
    };
    typed::<u64>(
        CodeType::U64,
        9_007_199_254_740_993,
        of_u64(9_007_199_254_740_993),
        &[],
    );
    typed::<u64>(CodeType::U64, u64::MAX, of_u64(u64::MAX), &[]);
    typed::<i64>(
        CodeType::I64,
        i64::MIN,
        |dataset| {
            dataset
                .rasterband(1)
                .unwrap()
                .set_no_data_value_i64(Some(i64::MIN))
                .unwrap()
        },
        &[],
    );
}

#[test]
fn signed_bytes_have_negative_codes() {
    let option = &["PIXELTYPE=SIGNEDBYTE"];
    // From GDAL 3.7 on, signed bytes are a type of their own, which takes no byte above 127 for a code below 0.
    let gdal: u32 = VersionInfo::version_num().parse().unwrap();
    if gdal < 3_070_000 {
        typed::<u8>(CodeType::I8, (-1_i8) as u8, declared(-1.0), option);
        return;
    }
    let written = |dataset: &mut Dataset| {
        declared(-1.0)(dataset);
        let mut values = stripes::<i16>(SIDE, SIDE);
        values.iter_mut().step_by(4).for_each(|v| *v = -1);
        let mut buffer = Buffer::new((SIDE, SIDE), values);
        let mut band = dataset.rasterband(1).unwrap();
        band.write((0, 0), (SIDE, SIDE), &mut buffer).unwrap();
    };
    typed::<u8>(CodeType::I16, 0, written, option);
}

#[test]
fn floats_and_their_nodata() {
    typed::<f32>(CodeType::F32, f32::NAN, declared(f64::NAN), &[]);
    typed::<f32>(CodeType::F32, f32::MIN, declared(f64::from(f32::MIN)), &[]);
    typed::<f32>(CodeType::F32, -3.4e38, declared(-3.4e38), &[]);
    typed::<f64>(CodeType::F64, f64::NAN, declared(f64::NAN), &[]);
    typed::<f64>(CodeType::F64, -9999.0, declared(-9999.0), &[]);
    typed::<f64>(CodeType::F64, f64::MIN, declared(f64::MIN), &[]);
}

#[test]
fn a_nodata_value_that_no_cell_can_have_does_no_harm() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("bytes.tif");
    let spec = RasterSpec {
        nodata: Some(0.0),
        ..RasterSpec::default()
    };
    write_raster(&path, &spec, &stripes::<u8>(SIDE, SIDE));
    assert_eq!(open(&path).nodata, Some(NoData::Code(0)));
    assert_same(&path);
}

/// Every fourth column masked, first to last.
fn mask() -> Buffer<u8> {
    let values = (0..SIDE * SIDE).map(|i| if i % 4 == 0 { 0 } else { 255 });
    Buffer::new((SIDE, SIDE), values.collect())
}

fn assert_masked(path: &Path) {
    let raster = open(path);
    assert!(raster.storage.masked, "{}", path.display());
    let (ledger, expected) = (ledger_of(path), expected());
    for zone in 0..3 {
        assert_eq!(
            hectares(&ledger, zone, "nodata"),
            hectares(&expected, zone, "cultivated")
        );
        assert_eq!(hectares(&ledger, zone, "cultivated"), 0.0);
        assert_eq!(
            hectares(&ledger, zone, "forest"),
            hectares(&expected, zone, "forest")
        );
    }
}

#[test]
fn a_mask_beside_or_inside_the_file_is_obeyed() {
    let dir = tempfile::tempdir().unwrap();
    for internal in [false, true] {
        gdal::config::set_thread_local_config_option(
            "GDAL_TIFF_INTERNAL_MASK",
            if internal { "YES" } else { "NO" },
        )
        .unwrap();
        let path = dir.path().join(format!("masked-{internal}.tif"));
        let dataset = create_raster(&path, &RasterSpec::default(), &stripes::<u8>(SIDE, SIDE));
        let mut band = dataset.rasterband(1).unwrap();
        band.create_mask_band(true).unwrap();
        band.open_mask_band()
            .unwrap()
            .write((0, 0), (SIDE, SIDE), &mut mask())
            .unwrap();
        close(dataset);
        assert_eq!(path.with_extension("tif.msk").exists(), !internal);
        assert_masked(&path);
    }
    gdal::config::clear_thread_local_config_option("GDAL_TIFF_INTERNAL_MASK").unwrap();
}

#[test]
fn an_alpha_band_is_a_mask() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("alpha.tif");
    let driver = DriverManager::get_driver_by_name("GTiff").unwrap();
    let options = ["ALPHA=YES"].into_iter().collect();
    let mut dataset = driver
        .create_with_band_type_with_options::<u8, _>(&path, SIDE, SIDE, 2, &options)
        .unwrap();
    dataset.set_geo_transform(&FRAME).unwrap();
    dataset.set_projection(crs(UTM_50N).wkt()).unwrap();
    let mut codes = Buffer::new((SIDE, SIDE), stripes::<u8>(SIDE, SIDE));
    dataset
        .rasterband(1)
        .unwrap()
        .write((0, 0), (SIDE, SIDE), &mut codes)
        .unwrap();
    let mut alpha = dataset.rasterband(2).unwrap();
    assert_eq!(alpha.color_interpretation(), ColorInterpretation::AlphaBand);
    alpha.write((0, 0), (SIDE, SIDE), &mut mask()).unwrap();
    close(dataset);
    assert_masked(&path);
}

#[test]
fn a_nodata_value_for_the_whole_file_is_obeyed() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("values.tif");
    let mut values = stripes::<u8>(SIDE, SIDE);
    values.iter_mut().step_by(4).for_each(|v| *v = 0);
    let mut dataset = create_raster(&path, &RasterSpec::default(), &values);
    dataset.set_metadata_item("NODATA_VALUES", "0", "").unwrap();
    close(dataset);
    assert_masked(&path);
}

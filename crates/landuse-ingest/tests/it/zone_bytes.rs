//! Zones that travel as bytes are the same zones; bytes that are none are refused.

use crate::support::*;
use geo::polygon;
use landuse_ingest::overlay::OverlayOptions;
use landuse_ingest::raster::{Raster, RasterOptions};
use landuse_ingest::tally::TallyRequest;
use landuse_ingest::zones::ZoneBytesError;
use landuse_ingest::zones::Zones;

fn back(zones: &Zones) -> Zones {
    Zones::from_bytes(&zones.to_bytes().unwrap()).unwrap()
}

#[test]
fn zones_come_back_to_the_last_bit() {
    let mut zones = prefectures();
    zones.warnings.push("一".to_owned());
    let back = back(&zones);
    assert_eq!(back.zones, zones.zones);
    assert_eq!(back.crs.wkt(), zones.crs.wkt());
    assert_eq!(back.warnings, zones.warnings);
}

#[test]
fn a_tally_of_zones_that_came_back_is_the_same() {
    let raster = fixture("jiangxi/landuse-2010.tif");
    let raster = Raster::open(&raster, &RasterOptions::default()).unwrap();
    let middle = raster.grid.extent().center();
    let square = rectangle(middle.x + 0.1, middle.y + 0.7, 54_321.0, 65_432.1);
    let own = Zones {
        crs: raster.grid.crs.clone(),
        ..zones(UTM_50N, vec![zone("a", square)])
    };
    for zones in [prefectures(), own] {
        let part = |zones: &Zones| {
            let (overlay, warnings) = zones.over(&raster.grid, OverlayOptions::default()).unwrap();
            let (labelled, legend) = ([("2010", &raster)], legend("cnlucc"));
            let part = overlay.tally_rows(
                &TallyRequest::new(&labelled, &legend).allow_unmapped(true),
                0..300,
            );
            (part.unwrap(), warnings)
        };
        assert_eq!(part(&back(&zones)), part(&zones));
    }
}

#[test]
fn holes_empty_zones_and_attributes_come_back() {
    let ring = polygon![(x: 0.0, y: 0.0), (x: 9.0, y: 0.0), (x: 9.0, y: 0.1 + 0.2)];
    let hole = geo::LineString::from(vec![(1.0, 0.1), (2.0, 0.1), (2.0, 0.11), (1.0, 0.1)]);
    let holed = geo::Polygon::new(ring.exterior().clone(), vec![hole]);
    let mut with = zone("江西", geo::MultiPolygon(vec![holed, ring]));
    with.attributes = vec![String::new(), "a\"b".to_owned()];
    let all = zones(
        UTM_50N,
        vec![with, zone("none", geo::MultiPolygon(Vec::new()))],
    );
    assert_eq!(back(&all).zones, all.zones);
}

#[test]
fn bytes_that_are_no_zones_are_refused() {
    let bytes = prefectures().to_bytes().unwrap();
    for end in [0, 3, 4, 8, 100, bytes.len() - 1] {
        let error = Zones::from_bytes(&bytes[..end]).unwrap_err();
        assert!(
            matches!(error, ZoneBytesError::Encoding(_)),
            "{end}: {error}"
        );
    }
    let longer = [&bytes[..], &[0; 16]].concat();
    assert!(matches!(
        Zones::from_bytes(&longer).unwrap_err(),
        ZoneBytesError::Encoding(_)
    ));
    let another_format = [&7_u32.to_le_bytes(), &bytes[4..]].concat();
    assert!(matches!(
        Zones::from_bytes(&another_format).unwrap_err(),
        ZoneBytesError::Format(7)
    ));
}

#[test]
fn coordinates_that_no_boundary_file_gives_are_refused() {
    for x in [f64::NAN, f64::INFINITY, 1e300] {
        let ring = polygon![(x: 0.0, y: 0.0), (x: x, y: 0.0), (x: 9.0, y: 9.0)];
        let all = zones(UTM_50N, vec![zone("a", ring)]);
        let error = Zones::from_bytes(&all.to_bytes().unwrap()).unwrap_err();
        assert!(matches!(error, ZoneBytesError::Polygons { .. }), "{error}");
    }
}

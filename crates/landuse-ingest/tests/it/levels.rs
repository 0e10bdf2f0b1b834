//! Zones made up of others: ledgers, outlines, and the fields that say what lies in which.

use crate::support::{UTM_50N, bits, frame, legend, planar, rectangle, sum, tally, zone, zones};
use carbon_core::levels::Level;
use landuse_ingest::boundaries::BoundaryOptions;
use landuse_ingest::ledger::Ledger;
use landuse_ingest::overlay::Overlays;
use landuse_ingest::tally::TallyRequest;
use landuse_ingest::zones::Zones;

/// Nine strips that cut cells at odd places; the last lies beyond the raster in part.
fn strips() -> Zones {
    let all = (0..9_u32).map(|i| {
        let (x, width) = (500_012.3 + 217.77 * f64::from(i), 217.77);
        let west = if i == 8 { x + 100.0 } else { x };
        zone(&i.to_string(), rectangle(west, 3_000_133.3, width, 1_234.5))
    });
    zones(UTM_50N, all.collect())
}

fn level(of_leaf: &[usize]) -> Level {
    let count = of_leaf.iter().max().unwrap() + 1;
    Level {
        name: "city".to_owned(),
        zones: (0..count)
            .map(|zone| carbon_core::Zone::new(format!("c{zone}"), format!("City {zone}")))
            .collect(),
        of_leaf: of_leaf.to_vec(),
    }
}

fn at(zones: &Zones, levels: &[Level]) -> Vec<Ledger> {
    let mut overlays = Overlays::new(zones, planar());
    let raster = frame();
    let rasters = [("test", &raster)];
    let found = overlays.tally_levels(&TallyRequest::new(&rasters, &legend("cnlucc")), levels);
    found.unwrap().into_iter().flatten().collect()
}

#[test]
fn a_level_of_the_zones_themselves_is_their_tally() {
    let zones = strips();
    let itself = level(&[0, 1, 2, 3, 4, 5, 6, 7, 8]);
    let expected = tally(&frame(), &zones, planar()).unwrap();
    let found = &at(&zones, &[itself])[0];
    assert_eq!(bits(found), bits(&expected));
    assert_eq!(
        (&found.label, &found.classes),
        (&expected.label, &expected.classes)
    );
    assert_eq!(found.worst_closure(), expected.worst_closure());
}

#[test]
fn sums_do_not_depend_on_the_order_of_leaves_and_close() {
    let zones = strips();
    let [cities, province] = [level(&[0, 0, 1, 1, 1, 0, 2, 2, 2]), level(&[0; 9])];
    let found = at(&zones, &[cities, province]);
    assert_eq!(
        found
            .iter()
            .map(|level| level.zones.len())
            .collect::<Vec<_>>(),
        [3, 1]
    );
    for ledger in &found {
        for zone in &ledger.zones {
            assert!((sum(zone) / zone.area.0 - 1.0).abs() < 1e-12, "{zone:?}");
        }
    }
    assert_eq!(found[0].zones[1].name, "City 1");

    let mut turned = zones;
    turned.zones.reverse();
    let again = at(
        &turned,
        &[level(&[2, 2, 2, 0, 1, 1, 1, 0, 0]), level(&[0; 9])],
    );
    let inside = |ledger: &Ledger| -> Vec<Vec<u64>> {
        // What lies beyond the raster is no integer.
        let all = bits(ledger).into_iter();
        all.map(|mut zones| {
            zones.pop();
            zones
        })
        .collect()
    };
    assert_eq!(inside(&found[0]), inside(&again[0]));
    assert_eq!(inside(&found[1]), inside(&again[1]));
}

#[test]
fn a_larger_zone_has_the_hectares_of_its_outline() {
    let zones = strips();
    let cities = level(&[0, 0, 1, 1, 1, 0, 2, 2, 2]);
    let outlines = zones.at(&cities).unwrap();
    assert_eq!(
        outlines.zones[0].polygons.0.len(),
        2,
        "strips 0 and 1, and 5 apart"
    );
    let expected = tally(&frame(), &outlines, planar()).unwrap();
    for (found, expected) in at(&zones, &[cities])[0].zones.iter().zip(&expected.zones) {
        for (a, b) in found.hectares.iter().zip(&expected.hectares) {
            assert!((a.0 - b.0).abs() < 1e-9, "{found:?} {expected:?}");
        }
        assert!((found.area.0 - expected.area.0).abs() < 1e-9);
    }
}

#[test]
fn fields_that_are_asked_for_come_as_text_and_must_agree_within_a_zone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("zones.geojson");
    let feature = |id: &str, city: &str, x: i32| {
        let ring = format!("[[{x},0],[{0},0],[{0},1],[{x},1],[{x},0]]", x + 1);
        format!(
            r#"{{"type":"Feature","properties":{{"id":"{id}","city":{city},"name":null}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}"#
        )
    };
    let write = |features: [String; 2]| {
        let features = features.join(",");
        let text = format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#);
        std::fs::write(&path, text).unwrap();
    };
    let mut options = BoundaryOptions {
        id: "id".to_owned(),
        attributes: vec!["city".to_owned(), "name".to_owned()],
        ..BoundaryOptions::default()
    };
    write([feature("a", "3601", 0), feature("b", "3602", 1)]);
    let found = Zones::read(&path, &options).unwrap();
    assert_eq!(found.zones[1].attributes, ["3602", ""]);

    options.dissolve = true;
    write([feature("a", "3601", 0), feature("a", "3602", 1)]);
    let said = Zones::read(&path, &options).unwrap_err().to_string();
    assert!(
        said.contains("zone a has the city \"3601\" in one feature and \"3602\" in another"),
        "{said}"
    );
    options.attributes = vec!["citi".to_owned()];
    let said = Zones::read(&path, &options).unwrap_err().to_string();
    assert!(
        said.contains("no field \"citi\"") && said.contains("did you mean \"city\"?"),
        "{said}"
    );
}

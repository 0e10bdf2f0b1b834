//! Odd and bad zones: what a user gets for each file of `fixtures/edge`, whose README has the areas.

use crate::support::TallyOne;
use crate::support::*;
use geo::polygon;
use landuse_ingest::boundaries::{BoundaryOptions, BoundaryProblem};
use landuse_ingest::ledger::coverage_warnings;
use landuse_ingest::zones::Zones;

/// Hectares of each zone of a file within the frame and in all, after reading with `change`; its warnings.
fn measured(name: &str, change: impl FnOnce(&mut BoundaryOptions)) -> (Vec<f64>, Vec<String>) {
    let zones = edge(name, change).unwrap();
    let (overlay, mut warnings) = zones.over(&frame().grid, planar()).unwrap();
    let ledger = overlay
        .tally_one(&frame(), "frame", &legend("cnlucc"), false)
        .unwrap();
    for zone in &ledger.zones {
        assert!(
            (sum(zone) - zone.area.0).abs() <= 1e-9 * zone.area.0,
            "{}",
            zone.zone
        );
        assert!(zone.closure < 1e-9);
    }
    warnings.retain(|w| !w.contains("areas are planar"));
    let said = zones
        .warnings
        .into_iter()
        .chain(warnings.iter().map(ToString::to_string))
        .collect();
    (ledger.zones.iter().map(|z| z.area.0).collect(), said)
}

fn as_it_is(_: &mut BoundaryOptions) {}

fn with_repair(options: &mut BoundaryOptions) {
    options.repair = true;
}

fn assert_areas(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            (found - expected).abs() < 1e-8,
            "{found} ha, not {expected}"
        );
    }
}

/// Right without a word.
#[track_caller]
fn assert_quiet(name: &str, expected: &[f64]) {
    let (areas, warnings) = measured(name, as_it_is);
    assert_areas(&areas, expected);
    assert_eq!(warnings, [] as [&str; 0], "{name}");
}

/// Right, with one warning that has these words.
#[track_caller]
fn assert_warned(name: &str, expected: &[f64], words: &[&str]) {
    let (areas, warnings) = measured(name, as_it_is);
    assert_areas(&areas, expected);
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert_says(&warnings[0], words);
}

/// Refused by default with these words; with --repair of this area, and a warning with those words.
#[track_caller]
fn assert_mended(name: &str, words: &[&str], expected: &[f64], warning: &[&str]) {
    let error = edge(name, as_it_is).unwrap_err().advice();
    assert_says(&error, &[name, "zone a", "--repair"]);
    assert_says(&error, words);
    let (areas, warnings) = measured(name, with_repair);
    assert_areas(&areas, expected);
    assert_says(&warnings[0], &["zone a", "repaired"]);
    assert_says(&warnings[0], warning);
}

#[test]
fn bow_ties_are_refused_or_split() {
    assert_mended(
        "bow-tie",
        &[
            "shell of part 1",
            "500500 3000500",
            "0.0000 ha",
            "18.0000 ha",
        ],
        &[18.0],
        &["0.0000 ha", "18.0000 ha"],
    );
    let words = [
        "shell of part 1",
        "Self-intersection",
        "6.0000 ha",
        "12.0000 ha",
    ];
    assert_mended("bow-tie-unequal", &words, &[12.0], &["+6.0000 ha"]);
}

#[test]
fn a_hole_outside_its_shell_is_refused_or_dropped() {
    let words = [
        "hole 1 of part 1",
        "Hole lies outside shell",
        "12.0000 ha",
        "16.0000 ha",
    ];
    assert_mended("hole-outside-shell", &words, &[16.0], &["+4.0000 ha"]);
}

#[test]
fn overlapping_holes_are_refused_or_united() {
    assert_mended(
        "overlapping-holes",
        &["28.0000 ha", "29.0000 ha"],
        &[29.0],
        &["+1.0000 ha"],
    );
}

#[test]
fn overlapping_and_repeated_parts_are_refused_or_united() {
    assert_mended(
        "overlapping-parts",
        &["32.0000 ha", "28.0000 ha"],
        &[28.0],
        &["-4.0000 ha"],
    );
    assert_mended(
        "duplicate-part",
        &["32.0000 ha", "16.0000 ha"],
        &[16.0],
        &["-16.0000 ha"],
    );
}

#[test]
fn a_hole_like_its_shell_is_refused_or_leaves_nothing() {
    assert_mended("identical-rings", &["0.0000 ha"], &[0.0], &["0.0000 ha"]);
}

#[test]
fn holes_may_touch_their_shell() {
    assert_quiet("hole-touching-at-point", &[34.0]);
    let words = ["zone a", "touches", "not affected"];
    assert_warned("hole-touching-shell-along-a-line", &[32.0], &words);
}

#[test]
fn islands_repeated_vertices_third_dimension_and_any_orientation_are_right() {
    assert_quiet("island-in-hole", &[24.0]);
    assert_quiet("repeated-vertices", &[16.0]);
    assert_quiet("polygon-z", &[16.0]);
    assert_quiet("mixed-orientation", &[32.0, 32.0, 32.0, 32.0, 8.0]);
}

#[test]
fn spikes_and_unclosed_rings_are_right_with_a_note() {
    assert_warned("spike", &[16.0], &["zone a", "spike", "500900 3000400"]);
    assert_warned("unclosed-ring", &[16.0], &["zone a", "1 unclosed ring"]);
}

#[test]
fn too_few_points_are_refused_by_name() {
    let error = edge("fewer-than-3-points", as_it_is)
        .unwrap_err()
        .to_string();
    assert_says(&error, &["zone bad", "2 distinct points", "three"]);
}

#[test]
fn zones_without_area_are_kept() {
    assert_warned("zero-area", &[16.0, 0.0], &["flat", "0 ha", "without area"]);
    assert_warned(
        "null-geometry",
        &[16.0, 0.0, 0.0],
        &["null, empty", "0 ha", "no geometry"],
    );
}

#[test]
fn points_and_lines_are_no_zones() {
    for (name, kind) in [("line-layer", "LINESTRING"), ("point-layer", "POINT")] {
        let error = edge(name, as_it_is).unwrap_err().advice();
        assert_says(&error, &["zone a", "zones must be polygons", kind]);
    }
}

#[test]
fn repeated_ids_are_refused_or_united() {
    let error = edge("duplicate-ids", as_it_is).unwrap_err().advice();
    assert_says(&error, &["same id: a;", "--dissolve", "--zone-id"]);
    let (areas, warnings) = measured("duplicate-ids", |o| o.dissolve = true);
    assert_areas(&areas, &[10.0, 4.0]);
    assert_says(&warnings[0], &["united: a"]);
}

#[test]
fn features_are_judged_before_they_are_united() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("zones.gpkg");
    let bow_tie = polygon![(x: 500_200.0, y: 3_000_200.0), (x: 500_800.0, y: 3_000_800.0),
        (x: 500_800.0, y: 3_000_200.0), (x: 500_200.0, y: 3_000_800.0)];
    let square = rectangle(501_000.0, 3_000_200.0, 400.0, 400.0);
    write_zones(
        &path,
        "GPKG",
        &zones(UTM_50N, vec![zone("a", bow_tie), zone("a", square)]),
    );
    let mut options = BoundaryOptions {
        id: "id".to_owned(),
        dissolve: true,
        ..BoundaryOptions::default()
    };
    let error = Zones::read(&path, &options).unwrap_err().advice();
    assert_says(&error, &["zone a", "shell of part 1", "--repair"]);
    options.repair = true;
    let zones = Zones::read(&path, &options).unwrap();
    let ledger = tally(&frame(), &zones, planar()).unwrap();
    assert_areas(&[ledger.zones[0].area.0], &[18.0 + 16.0]);
}

#[test]
fn features_without_an_id_are_refused_by_number() {
    let error = edge("null-id", as_it_is).unwrap_err().advice();
    assert_says(&error, &["feature number 2", "\"id\"", "--zone-id"]);
}

#[test]
fn a_missing_field_is_named_with_the_nearest() {
    let error = edge("bow-tie", |o| o.id = "idd".to_owned()).unwrap_err();
    assert!(matches!(error.problem, BoundaryProblem::NoSuchField { .. }));
    assert_says(
        &error.to_string(),
        &["\"idd\"", "has id", "did you mean \"id\"?"],
    );
    let error = edge("adjacent-zones", |o| o.name = Some("Name".to_owned())).unwrap_err();
    assert_says(&error.to_string(), &["\"Name\"", "did you mean"]);
}

#[test]
fn zones_along_common_borders_add_up() {
    let expected = [11.64, 10.67, 27.97, 13.72];
    assert_quiet("adjacent-zones", &expected);
    let ledger = tally(
        &frame(),
        &edge("adjacent-zones", as_it_is).unwrap(),
        planar(),
    )
    .unwrap();
    for class in ["cultivated", "forest", "water", "construction"] {
        let total: f64 = (0..4).map(|zone| hectares(&ledger, zone, class)).sum();
        assert!((total - 16.0).abs() < 1e-12, "{class}: {total} ha");
    }
}

#[test]
fn overlapping_zones_count_for_each_with_a_warning() {
    assert_warned("overlapping-zones", &[16.0, 16.0], &["overlap", "4.00 ha"]);
}

#[test]
fn land_beyond_the_raster_is_kept_as_outside() {
    let (areas, _) = measured("outside", as_it_is);
    assert_areas(&areas, &[16.0, 16.0, 16.0, 1600.0]);
    let ledger = tally(&frame(), &edge("outside", as_it_is).unwrap(), planar()).unwrap();
    let outside: Vec<f64> = (0..4)
        .map(|zone| hectares(&ledger, zone, "outside"))
        .collect();
    assert_areas(&outside, &[0.0, 8.0, 16.0, 1200.0]);
    let warnings = coverage_warnings(&[ledger]);
    for (zone, share) in [
        ("half", "50.00 %"),
        ("fully", "100.00 %"),
        ("larger", "75.00 %"),
    ] {
        let named: Vec<_> = warnings.iter().filter(|w| w.contains(zone)).collect();
        assert_eq!(named.len(), 1, "{warnings:?}");
        assert_says(named[0], &[share, "outside the raster"]);
    }
    assert!(!warnings.iter().any(|w| w.contains("zone inside")));
}

//! Polygons: rings, holes, parts and zones. Hectares are those of `fixtures/edge/README.md`, or follow from the numbers of cells.

use serde_json::{Value, json};

use crate::bad_inputs::cases::{Cases, TALLY};
use crate::bad_inputs::small_study::{SmallStudy, feature, placed, square};

/// A feature with another geometry than its own.
fn with_geometry(id: &str, geometry: Value) -> Value {
    let mut feature = feature(id, "Polygon", "[]");
    feature["geometry"] = geometry;
    feature
}

fn collection(geometries: &[(&str, &str)]) -> Value {
    let geometries: Vec<Value> = geometries
        .iter()
        .map(|(kind, cells)| feature("", kind, &placed(cells))["geometry"].take())
        .collect();
    json!({ "type": "GeometryCollection", "geometries": geometries })
}

fn edge(fixture: &str) -> impl FnOnce(&SmallStudy) {
    move |b: &SmallStudy| b.edge(fixture)
}

fn one_zone(cells: &str) -> impl FnOnce(&SmallStudy) {
    move |b: &SmallStudy| b.polygons(&[("a", cells)])
}

#[test]
fn rings() {
    let mut tally = Cases::new(TALLY);
    tally.refuses("a bow-tie", &[], edge("bow-tie"));
    tally.warns("a bow-tie, repaired", &["--repair"], edge("bow-tie"));
    tally.refuses("an unequal bow-tie", &[], edge("bow-tie-unequal"));
    tally.warns(
        "an unequal bow-tie, repaired",
        &["--repair"],
        edge("bow-tie-unequal"),
    );
    let spiral = "[[[2,2],[10,2],[10,10],[4,10],[4,1],[2,2]]]";
    tally.refuses("a spiral that crosses itself", &[], one_zone(spiral));
    tally.accepts("repeated vertices", &[], edge("repeated-vertices"));
    tally.warns("a spike", &[], edge("spike"));
    tally.warns("an unclosed ring", &[], edge("unclosed-ring"));
    tally.refuses("a ring of two points", &[], edge("fewer-than-3-points"));
    tally.refuses("a ring of one point", &[], one_zone("[[[2,2]]]"));
    tally.warns("a ring of no points", &[], |b| {
        b.polygons(&[("a", &square(2, 2, 8)), ("b", "[[]]")]);
    });
    tally.warns("a polygon without area", &[], edge("zero-area"));
    tally.accepts(
        "shells and holes of either direction",
        &[],
        edge("mixed-orientation"),
    );
    tally.accepts("a third dimension", &[], edge("polygon-z"));
    insta::assert_snapshot!(tally.told());
}

#[test]
fn holes() {
    let mut tally = Cases::new(TALLY);
    tally.refuses("a hole outside its shell", &[], edge("hole-outside-shell"));
    tally.warns(
        "the same, repaired",
        &["--repair"],
        edge("hole-outside-shell"),
    );
    tally.warns(
        "a hole along its shell",
        &[],
        edge("hole-touching-shell-along-a-line"),
    );
    tally.accepts(
        "a hole that touches its shell",
        &[],
        edge("hole-touching-at-point"),
    );
    tally.refuses("holes that overlap", &[], edge("overlapping-holes"));
    tally.warns(
        "the same, repaired",
        &["--repair"],
        edge("overlapping-holes"),
    );
    tally.refuses("a hole that is its shell", &[], edge("identical-rings"));
    tally.accepts("an island in a hole", &[], edge("island-in-hole"));
    insta::assert_snapshot!(tally.told());
}

#[test]
fn parts() {
    let mut tally = Cases::new(TALLY);
    tally.refuses("parts that overlap", &[], edge("overlapping-parts"));
    tally.warns(
        "the same, repaired",
        &["--repair"],
        edge("overlapping-parts"),
    );
    tally.refuses("a part twice", &[], edge("duplicate-part"));
    tally.warns("the same, repaired", &["--repair"], edge("duplicate-part"));
    tally.refuses("lines", &[], edge("line-layer"));
    tally.refuses("points", &[], edge("point-layer"));
    tally.refuses("a point among polygons", &[], |b| {
        let point = feature("town", "Point", &placed("[3,3]"));
        b.features(&[feature("a", "Polygon", &placed(&square(2, 2, 8))), point]);
    });
    tally.warns("a line in a collection", &[], |b| {
        let mixed = collection(&[
            ("Polygon", &square(2, 2, 8)),
            ("LineString", "[[2,2],[3,3]]"),
        ]);
        b.features(&[with_geometry("a", mixed)]);
    });
    tally.accepts("a collection of polygons", &[], |b| {
        let parts = collection(&[("Polygon", &square(0, 0, 4)), ("Polygon", &square(8, 8, 4))]);
        b.features(&[with_geometry("a", parts)]);
    });
    tally.warns("no geometry", &[], edge("null-geometry"));
    tally.refuses("no geometry anywhere", &[], |b| {
        b.features(&[with_geometry("a", Value::Null)])
    });
    tally.warns("an empty multipolygon", &[], |b| {
        let whole = feature("a", "Polygon", &placed(&square(2, 2, 8)));
        b.features(&[whole, feature("b", "MultiPolygon", "[]")]);
    });
    insta::assert_snapshot!(tally.told());
}

#[test]
fn places() {
    let mut tally = Cases::new(TALLY);
    tally.accepts(
        "vertices on nodes and edges on lines of the grid",
        &[],
        |b| {
            b.polygons(&[("a", &square(4, 4, 4)), ("b", &square(8, 4, 4))]);
        },
    );
    let diamond = "[[[4,4],[5,3],[6,4],[5,5],[4,4]]]";
    tally.accepts(
        "a zone that touches cells at a corner only",
        &[],
        one_zone(diamond),
    );
    let quarter = "[[[1.25,1.25],[1.75,1.25],[1.75,1.75],[1.25,1.75],[1.25,1.25]]]";
    tally.accepts("a zone within a cell", &[], one_zone(quarter));
    let millimetre = "[[[1,1],[1.00001,1],[1.00001,1.00001],[1,1.00001],[1,1]]]";
    tally.accepts("a zone of a square millimetre", &[], one_zone(millimetre));
    tally.accepts("oblique borders add up", &[], edge("adjacent-zones"));
    tally.warns(
        "zones outside the raster, in part and altogether",
        &[],
        edge("outside"),
    );
    let larger = "[[[-1e4,-1e4],[1e4,-1e4],[1e4,1e4],[-1e4,1e4],[-1e4,-1e4]]]";
    tally.warns(
        "a zone a million times as large as the raster",
        &[],
        one_zone(larger),
    );
    tally.refuses("all zones outside", &[], one_zone(&square(50, 50, 8)));
    tally.warns("zones that overlap", &[], edge("overlapping-zones"));
    tally.refuses("northing before easting", &[], edge("swapped-axes"));
    tally.refuses("latitude before longitude", &[], |b| {
        b.place(32650);
        b.copy("edge/swapped-axes-wgs84.geojson", "zones.geojson");
    });
    tally.refuses("a zone across the 180th meridian", &[], |b| {
        b.copy("edge/antimeridian.geojson", "zones.geojson");
    });
    insta::assert_snapshot!(tally.told());
}

#[test]
fn coordinates() {
    let mut tally = Cases::new(TALLY);
    tally.refuses_edits(
        "zones.geojson",
        &[
            [
                "metres without a reference system",
                "\"crs\"",
                "\"was_crs\"",
            ],
            [
                "a coordinate that is no number",
                "[501000.0,3000200.0]]]",
                "[NaN,3000200.0]]]",
            ],
            [
                "a coordinate that is a text",
                "[500200.0,",
                "[\"500200.0\",",
            ],
        ],
    );
    tally.refuses("a coordinate that is null", &[], |b| {
        b.edit("zones.geojson", "[500200.0,", "[null,");
    });
    tally.warns("a coordinate with a decimal comma", &[], |b| {
        b.edit("zones.geojson", "500200.0,", "500200,0,");
    });
    let far = |east: &str| format!("[[[2,2],[{east},2],[{east},8],[2,8],[2,2]]]");
    tally.warns("a coordinate of 1e11", &[], one_zone(&far("1e9")));
    tally.refuses("a coordinate of 1e15", &[], one_zone(&far("1e13")));
    tally.refuses("a coordinate of 1e20", &[], one_zone(&far("1e18")));
    insta::assert_snapshot!(tally.told());
}

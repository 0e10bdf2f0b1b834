//! Conformance: figures that other programs' tests state, for polygons and grids rebuilt from them.
//!
//! | cited as | of |
//! |---|---|
//! | cells | exactextract (isciences/exactextract, 04501f2), `test/test_raster_cell_intersection.cpp`; GEOS (libgeos/geos, 0bb7da0) has the same among those of `tests/unit/operation/grid/GridIntersectionTest.cpp` |
//! | grid | GEOS, `GridIntersectionTest.cpp`, those that exactextract has not |
//! | traversals | exactextract, `test/test_traversal_areas.cpp`; GEOS, `TraversalAreasTest.cpp` |
//! | rasterstats | rasterstats (perrygeo/python-rasterstats, e51b48a), `tests/test_zonal.py` |
//! | FRAGSTATS | results of FRAGSTATS 4 that landscapemetrics (r-spatialecology/landscapemetrics, 3efd525) is tested against |
//!
//! Left out: tests of lines, points and curves, those that need the outlines of Antarctica, Russia and others, and those that want an
//! error where we count what lies outside.

mod counts;
mod shares;

use geo::{MapCoords, MultiPolygon, coord};

/// West, south, east, north, width and height of a cell.
type Frame = [f64; 6];

fn polygons(wkt: &str) -> MultiPolygon<f64> {
    let geometry = gdal::vector::Geometry::from_wkt(wkt).unwrap();
    match geometry.to_geo().unwrap() {
        geo::Geometry::Polygon(polygon) => polygon.into(),
        geo::Geometry::MultiPolygon(polygons) => polygons,
        other => panic!("{other:?}"),
    }
}

/// Columns and rows of a grid, and polygons in its cells.
fn on(
    [west, south, east, north, dx, dy]: Frame,
    polygons: &MultiPolygon<f64>,
) -> ((u32, u32), MultiPolygon<f64>) {
    let size = (
        ((east - west) / dx).round() as u32,
        ((north - south) / dy).round() as u32,
    );
    (
        size,
        polygons.map_coords(|c| coord! { x: (c.x - west) / dx, y: (north - c.y) / dy }),
    )
}

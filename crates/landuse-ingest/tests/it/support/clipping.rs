//! Coverage by brute force: each ring clipped to each cell, after Sutherland and Hodgman (1974).

use geo::{Coord, LineString, MultiPolygon, Rect, coord};
use landuse_ingest::coverage::{Coverage, CoverageRule, FULL, InvalidZone, ZoneCoverage};

/// Area of a ring inside a rectangle.
fn clipped_area(ring: &LineString<f64>, to: Rect<f64>) -> f64 {
    let (width, height) = (to.width(), to.height());
    let mut points: Vec<Coord<f64>> = ring.0.iter().map(|c| *c - to.min()).collect();
    let inside: [&dyn Fn(Coord<f64>) -> f64; 4] =
        [&|c| c.x, &|c| width - c.x, &|c| c.y, &|c| height - c.y];
    for distance in inside {
        let mut kept = Vec::new();
        for (index, &point) in points.iter().enumerate() {
            let previous = points[(index + points.len() - 1) % points.len()];
            let (before, here) = (distance(previous), distance(point));
            if (before < 0.0) != (here < 0.0) {
                kept.push(previous + (point - previous) * (before / (before - here)));
            }
            if here >= 0.0 {
                kept.push(point);
            }
        }
        points = kept;
    }
    let area: f64 = (0..points.len())
        .map(|i| {
            let (a, b) = (points[i], points[(i + 1) % points.len()]);
            a.x * b.y - b.x * a.y
        })
        .sum();
    area.abs() / 2.0
}

/// Area of polygons inside a rectangle.
pub fn area_in(polygons: &MultiPolygon<f64>, to: Rect<f64>) -> f64 {
    let of_polygon = |p: &geo::Polygon| {
        let holes: f64 = p.interiors().iter().map(|r| clipped_area(r, to)).sum();
        clipped_area(p.exterior(), to) - holes
    };
    polygons.iter().map(of_polygon).sum()
}

/// The share of the cell in a column and a row.
pub fn brute_force(polygons: &MultiPolygon<f64>, col: u32, row: u32) -> f64 {
    let corner = coord! { x: f64::from(col), y: f64::from(row) };
    area_in(
        polygons,
        Rect::new(corner, corner + coord! { x: 1.0, y: 1.0 }),
    )
}

/// A zone alone on a grid, by the exact rule.
pub fn covered(
    zone: &MultiPolygon<f64>,
    (width, height): (u32, u32),
) -> Result<ZoneCoverage, InvalidZone> {
    let zones = std::slice::from_ref(zone);
    let mut coverage = Coverage::build(zones, width, height, CoverageRule::Exact)?;
    Ok(coverage.zones.remove(0))
}

/// The shares of all cells, row after row, in units of 2⁻⁵² cell.
///
/// # Panics
/// A cell is in two spans, or a share is above 1.
pub fn shares(zone: &ZoneCoverage, (width, height): (u32, u32)) -> Vec<u64> {
    let mut cells = vec![0; (width * height) as usize];
    for (row, span) in zone.spans.iter() {
        assert!(span.share <= FULL, "{span:?} in row {row}");
        for col in span.start..span.end {
            let cell = &mut cells[(row * width + col) as usize];
            assert_eq!(*cell, 0, "spans overlap at ({col}, {row})");
            *cell = span.share;
        }
    }
    cells
}

/// A share as a fraction of the cell.
pub fn fraction(share: u64) -> f64 {
    share as f64 / FULL as f64
}

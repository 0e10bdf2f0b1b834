//! The cells whose centres a zone contains: for comparison with tools that count so.

use geo::{LineString, MultiPolygon};

use super::spans::{FULL, Span, Spans, SpansBuilder};

/// The cells whose centre lies inside `polygons` (cell coordinates), each as a whole.
///
/// A centre on an edge belongs to the zone east or south of it, so that neighbours never both claim a cell.
pub(super) fn spans_of_centers(polygons: &MultiPolygon<f64>, width: u32, height: u32) -> Spans {
    let mut crossings: Vec<(u32, f64)> = Vec::new();
    for ring in polygons
        .iter()
        .flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()))
    {
        add_crossings(ring, height, &mut crossings);
    }
    crossings.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut builder = SpansBuilder::new();
    for row in crossings.chunk_by(|a, b| a.0 == b.0) {
        builder.begin_row(row[0].0);
        for pair in row.chunks_exact(2) {
            let start = column_behind(pair[0].1, width);
            let end = column_behind(pair[1].1, width);
            if start < end {
                builder.push(Span {
                    start,
                    end,
                    share: FULL,
                });
            }
        }
    }
    builder.finish()
}

/// Adds the abscissae at which a ring crosses the middle of each row.
fn add_crossings(ring: &LineString<f64>, height: u32, crossings: &mut Vec<(u32, f64)>) {
    for edge in ring.lines() {
        let (top, bottom) = if edge.start.y < edge.end.y {
            (edge.start, edge.end)
        } else {
            (edge.end, edge.start)
        };
        let first = (top.y - 0.5).ceil().max(0.0) as u32;
        let last = (bottom.y - 0.5).ceil().clamp(0.0, f64::from(height)) as u32;
        let slope = (bottom.x - top.x) / (bottom.y - top.y);
        for row in first..last {
            let x = top.x + (f64::from(row) + 0.5 - top.y) * slope;
            crossings.push((row, x.clamp(top.x.min(bottom.x), top.x.max(bottom.x))));
        }
    }
}

/// The first column whose centre lies at or east of `x`.
fn column_behind(x: f64, width: u32) -> u32 {
    (x - 0.5).ceil().clamp(0.0, f64::from(width)) as u32
}

//! Which cells each zone covers, and by what share.
//!
//! Everything here is geometry on a grid of unit cells: x counts columns from the west, y counts rows from the north (or from
//! wherever the raster starts). Files, projections and hectares are known elsewhere.

mod balance;
mod centers;
mod column_set;
mod edges;
mod fixed;
mod overlap;
mod ring;
mod row;
mod spans;
mod sweep;

use bilingual::Bilingual;
use std::ops::Range;

use geo::{Coord, CoordsIter, MultiPolygon};
use rayon::prelude::*;

pub use balance::PlanarBalance;
pub(crate) use ring::signed_area;
pub use row::ImpossibleShare;
pub use spans::{FULL, Share, Span, Spans};

use balance::Balance;
use edges::{Bands, Edges};
use ring::{Ring, greater, lesser};
use sweep::sweep;

/// How a cell on a zone's border is shared out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CoverageRule {
    /// By the exact area of polygon ∩ cell.
    #[default]
    Exact,
    /// Whole, to the zone that contains the cell's centre.
    Center,
    /// Whole, to every zone that covers any part of it.
    Touched,
}

/// The cells of one zone.
#[derive(Debug, Clone, PartialEq)]
pub struct ZoneCoverage {
    /// Covered cells by row.
    pub spans: Spans,
    /// The zone's area in cells as its edges give it, independent of `spans`.
    pub balance: PlanarBalance,
}

impl ZoneCoverage {
    /// Relative difference between the covered cells plus the part outside the raster, and the polygon's area. Zero for an empty zone.
    ///
    /// Of the order of 10⁻¹² with [`CoverageRule::Exact`]; the other rules are as far off as they are coarse.
    pub fn closure(&self) -> f64 {
        if self.balance.total == 0.0 {
            return 0.0;
        }
        let inside = self.spans.total() as f64 / FULL as f64;
        ((inside + self.balance.outside) / self.balance.total - 1.0).abs()
    }
}

/// The cells of all zones on one grid: built once, and used for every raster on that grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// Columns of the grid.
    pub width: u32,
    /// Rows of the grid.
    pub height: u32,
    /// How border cells are shared out.
    pub rule: CoverageRule,
    /// One entry a zone, in the order given.
    pub zones: Vec<ZoneCoverage>,
}

/// A zone with an [`ImpossibleShare`].
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error, Bilingual)]
#[en("zone number {zone} covers cell (column {}, row {}) by {:.6}, which is outside [0, 1]", .cell.col, .cell.row, .cell.share)]
#[zh("第 {zone} 个区域对像元（第 {} 列、第 {} 行）的覆盖比例为 {:.6}，超出 [0, 1]", cell.col, cell.row, cell.share)]
pub struct InvalidZone {
    /// Index of the zone.
    pub zone: usize,
    /// The first such cell.
    pub cell: ImpossibleShare,
}

impl Coverage {
    /// Covers a grid of `width` × `height` cells with `zones`, given in cell coordinates. Zones are built in parallel.
    ///
    /// The direction of rings is of no account: the first ring of a polygon is its shell, the others are holes.
    ///
    /// ```
    /// use geo::polygon;
    /// use landuse_ingest::coverage::{Coverage, CoverageRule, FULL};
    ///
    /// // A right triangle with legs of 2 cells: half of its hypotenuse's cells are covered.
    /// let triangle = polygon![(x: 0.0, y: 0.0), (x: 2.0, y: 0.0), (x: 0.0, y: 2.0)].into();
    /// let coverage = Coverage::build(&[triangle], 3, 2, CoverageRule::Exact)?;
    /// let shares: Vec<_> = coverage.zones[0].spans.iter().map(|(row, s)| (row, s.start, s.end, s.share)).collect();
    /// assert_eq!(shares, [(0, 0, 1, FULL), (0, 1, 2, FULL / 2), (1, 0, 1, FULL / 2)]);
    /// # Ok::<(), landuse_ingest::coverage::InvalidZone>(())
    /// ```
    ///
    /// # Errors
    /// The first zone that covers a cell by less than nothing or more than once, as bow-ties and overlapping parts do.
    pub fn build(
        zones: &[MultiPolygon<f64>],
        width: u32,
        height: u32,
        rule: CoverageRule,
    ) -> Result<Self, InvalidZone> {
        let task = task(zones);
        let zones: Vec<_> = zones
            .par_iter()
            .enumerate()
            .map(|(zone, polygons)| {
                cover(polygons, width, height, rule, task)
                    .map_err(|cell| InvalidZone { zone, cell })
            })
            .collect();
        let zones = zones.into_iter().collect::<Result<_, _>>()?;
        Ok(Self {
            width,
            height,
            rule,
            zones,
        })
    }

    /// Area in cells that zones claim beyond the whole of a cell: a lower bound of how far they overlap, exact up to border cells.
    pub fn overlap(&self) -> f64 {
        overlap::overlap(&self.zones, self.width) as f64 / FULL as f64
    }
}

/// Vertices that a thread is given at a time: a zone of more is swept in bands.
fn task(zones: &[MultiPolygon<f64>]) -> usize {
    const LEAST: usize = 1 << 13;
    const TASKS_PER_THREAD: usize = 4;
    match rayon::current_num_threads() {
        1 => usize::MAX,
        threads => {
            let vertices: usize = zones.par_iter().map(CoordsIter::coords_count).sum();
            (vertices / (threads * TASKS_PER_THREAD)).max(LEAST)
        }
    }
}

fn cover(
    polygons: &MultiPolygon<f64>,
    width: u32,
    height: u32,
    rule: CoverageRule,
    task: usize,
) -> Result<ZoneCoverage, ImpossibleShare> {
    let rings: Vec<Ring<'_>> = polygons
        .iter()
        .flat_map(|polygon| {
            let shell = Ring::new(polygon.exterior(), false);
            let holes = polygon.interiors().iter().map(|ring| Ring::new(ring, true));
            std::iter::once(shell).chain(holes)
        })
        .flatten()
        .collect();
    let mut balance = Balance::new(width, height);
    for ring in &rings {
        balance.add_ring(ring);
    }
    let exact = exact(&rings, width, height, |rows| {
        let vertices: usize = rings.iter().map(|ring| ring.line.0.len()).sum();
        Bands::new(rows, vertices / task + 1)
    })?;
    let spans = match rule {
        CoverageRule::Exact => exact,
        CoverageRule::Center => centers::spans_of_centers(polygons, width, height),
        CoverageRule::Touched => exact.touched(),
    };
    Ok(ZoneCoverage {
        spans,
        balance: balance.finish(),
    })
}

fn exact(
    rings: &[Ring<'_>],
    width: u32,
    height: u32,
    bands: impl FnOnce(Range<u32>) -> Bands,
) -> Result<Spans, ImpossibleShare> {
    let axis = |coordinate: fn(Coord<f64>) -> f64, end: u32| {
        let min = rings
            .iter()
            .map(|r| coordinate(r.bounds.min()))
            .fold(f64::INFINITY, lesser);
        let max = rings
            .iter()
            .map(|r| coordinate(r.bounds.max()))
            .fold(f64::NEG_INFINITY, greater);
        (min as u32).min(end)..(max as u32).saturating_add(1).min(end)
    };
    let (cols, rows) = (axis(|c| c.x, width), axis(|c| c.y, height));
    if cols.is_empty() || rows.is_empty() {
        return Ok(Spans::empty());
    }
    let bands = bands(rows);
    let each = bands.rows();
    let edges = Edges::new(rings, bands, width);
    let swept: Vec<_> = each
        .into_par_iter()
        .map(|band| sweep(&edges, band, cols.clone(), width))
        .collect();
    Ok(Spans::joined(swept.into_iter().collect::<Result<_, _>>()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::coord;

    /// A crooked ring whose edges span from less than a row to many.
    fn crooked() -> MultiPolygon<f64> {
        let vertex = |i: i32| {
            let (turn, radius) = (
                f64::from(i) / 97.0 * std::f64::consts::TAU,
                40.0 + f64::from(i * i % 61),
            );
            coord! { x: 90.3 + radius * turn.cos(), y: 80.7 + radius * turn.sin() }
        };
        geo::Polygon::new((0..97).map(vertex).collect(), vec![]).into()
    }

    #[test]
    fn bands_do_not_matter() {
        let zone = crooked();
        let ring = Ring::new(zone.0[0].exterior(), false).unwrap();
        let swept = |count| exact(&[ring], 150, 160, |rows| Bands::new(rows, count)).unwrap();
        let whole = swept(1);
        assert!(whole.total() > 0);
        for count in [2, 3, 7, 40, 1000] {
            assert_eq!(swept(count), whole, "{count} bands");
        }
    }
}

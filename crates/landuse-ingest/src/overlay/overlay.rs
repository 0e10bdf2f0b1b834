//! Zones laid over a grid: the cells they cover, and what these measure.

use std::ops::Range;

use carbon_core::Hectares;
use geo::{BooleanOps, MultiPolygon};
use rayon::prelude::*;

use crate::cell_area::{AreaRule, CellAreaError, CellAreas, true_area};
use crate::coverage::{Coverage, FULL};
use crate::grid::Grid;
use crate::legend::Legend;
use crate::tally::{FramedZone, LedgerFrame};
use crate::zones::PlacedZones;

/// Zones on a grid: their coverage and the areas of its cells. Built once, used for every raster on that grid.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// The grid.
    pub grid: Grid,
    /// The covered cells of each zone.
    pub coverage: Coverage,
    pub(crate) areas: CellAreas,
    /// Area of a cell, if all cells have the same.
    uniform_cell: Option<Hectares>,
    pub(crate) zones: PlacedZones,
    /// Hectares of each zone beyond the raster.
    pub(crate) outside: Vec<Hectares>,
}

impl Overlay {
    /// Measures the cells that `coverage` covers, and what of the zones lies beyond the raster.
    pub(crate) fn new(
        grid: Grid,
        zones: PlacedZones,
        coverage: Coverage,
        rule: AreaRule,
    ) -> Result<Self, CellAreaError> {
        let (cols, rows) = covered_window(&coverage);
        let areas = CellAreas::new(&grid, rule, cols, rows)?;
        let uniform_cell = areas
            .is_uniform()
            .then(|| Hectares::from_square_metres(areas.square_metres(u128::from(FULL))));
        let outside = coverage
            .zones
            .par_iter()
            .zip(&zones.polygons)
            .map(|(zone, polygons)| {
                let cells = zone.balance.outside;
                match uniform_cell {
                    Some(cell) => Ok(Hectares(cells * cell.0)),
                    None if cells == 0.0 => Ok(Hectares(0.0)),
                    None => {
                        let beyond = true_area(&grid, &polygons.difference(&frame(&grid)))?;
                        Ok(Hectares::from_square_metres(beyond))
                    }
                }
            })
            .collect::<Result<_, CellAreaError>>()?;
        Ok(Self {
            grid,
            coverage,
            areas,
            uniform_cell,
            zones,
            outside,
        })
    }

    /// Land that more than one zone claims: a lower bound, exact up to border cells.
    #[must_use]
    pub fn overlap(&self) -> Hectares {
        let (cols, rows) = covered_window(&self.coverage);
        let (col, row) = (middle(&cols), middle(&rows));
        Hectares::from_square_metres(self.coverage.overlap() * self.areas.cell(col, row))
    }

    /// Least and greatest ratio of true to planar area among the covered cells' corners and middle.
    pub(crate) fn true_scale(&self) -> Result<(f64, f64), CellAreaError> {
        let (cols, rows) = covered_window(&self.coverage);
        let places = |range: &Range<u32>| [range.start, middle(range), range.end - 1];
        let planar = self.grid.planar_cell_area() * self.grid.crs.unit().powi(2);
        let areas = CellAreas::new(&self.grid, AreaRule::True, cols.clone(), rows.clone())?;
        let (mut least, mut most) = (f64::INFINITY, 0_f64);
        for row in places(&rows) {
            for col in places(&cols) {
                let scale = areas.cell(col, row) / planar;
                least = least.min(scale);
                most = most.max(scale);
            }
        }
        Ok((least, most))
    }

    /// The rows from the first to the last that any zone covers.
    #[must_use]
    pub fn covered_rows(&self) -> Range<u32> {
        covered_window(&self.coverage).1
    }

    /// What makes ledgers of the sums of rasters on this grid.
    pub(crate) fn frame(&self, legend: &Legend) -> LedgerFrame {
        let zones = self.zones.ids.iter().zip(&self.coverage.zones);
        let zones = zones
            .zip(&self.outside)
            .map(|(((id, name), cover), &outside)| FramedZone {
                id: id.clone(),
                name: name.clone(),
                outside,
                area: self
                    .uniform_cell
                    .map(|cell| Hectares(cover.balance.total * cell.0)),
                closure: cover.closure(),
            });
        LedgerFrame {
            unit_m2: self.areas.square_metres(u128::from(FULL)),
            zones: zones.collect(),
            classes: legend.into(),
        }
    }
}

fn middle(range: &Range<u32>) -> u32 {
    range.start.midpoint(range.end - 1)
}

/// Columns and rows that any zone covers.
fn covered_window(coverage: &Coverage) -> (Range<u32>, Range<u32>) {
    coverage
        .zones
        .par_iter()
        .map(|zone| (zone.spans.cols(), zone.spans.rows()))
        .filter(|(cols, _)| !cols.is_empty())
        .reduce_with(|a, b| (hull(&a.0, &b.0), hull(&a.1, &b.1)))
        .unwrap_or((0..1, 0..1))
}

/// The least range that holds two others.
fn hull(a: &Range<u32>, b: &Range<u32>) -> Range<u32> {
    a.start.min(b.start)..a.end.max(b.end)
}

/// The outline of a grid in its plane.
fn frame(grid: &Grid) -> MultiPolygon<f64> {
    let (w, h) = (f64::from(grid.width), f64::from(grid.height));
    let ring = [(0.0, 0.0), (w, 0.0), (w, h), (0.0, h)]
        .map(|(x, y)| grid.to_plane(geo::coord! { x: x, y: y }));
    geo::Polygon::new(ring.into_iter().collect(), vec![]).into()
}

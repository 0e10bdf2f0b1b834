//! Zones laid over a grid: the cells they cover, and what these measure.

use carbon_core::{Said, say};
use std::ops::Range;

use carbon_core::{Hectares, LandCoverage};
use geo::{BooleanOps, MultiPolygon, coord};
use rayon::prelude::*;

use super::cost::refuse_long_borders;
use super::error::OverlayError;
use super::placing::{place, refuse_if_all_outside};
use crate::cell_area::{
    AreaRule, CellAreaError, CellAreas, in_cells, keeps_areas, place_off_the_earth, true_area,
};
use crate::coverage::{Coverage, CoverageRule, FULL, InvalidZone};
use crate::grid::Grid;
use crate::zones::{Zone, Zones};

/// Overlaps above this many hectares are worth a word.
const NOTABLE_OVERLAP: f64 = 1e-3;

/// How zones are laid over a grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OverlayOptions {
    /// How border cells are shared out.
    pub coverage: CoverageRule,
    /// How areas are measured.
    pub area: AreaRule,
}

/// Zones on a grid: their coverage and the areas of its cells. Built once, used for every raster on that grid.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// The grid.
    pub grid: Grid,
    /// The covered cells of each zone.
    pub coverage: Coverage,
    pub(crate) areas: CellAreas,
    /// Area of a cell, if all cells have the same.
    pub(crate) uniform_cell: Option<Hectares>,
    /// The zones in the plane of the grid.
    pub(crate) zones: Vec<Zone>,
    /// Hectares of each zone beyond the raster.
    pub(crate) outside: Vec<Hectares>,
}

impl Zones {
    /// Lays the zones over a grid. Says with the result what the user should know.
    ///
    /// # Errors
    /// A zone's polygon crosses itself, no zone touches the grid, or a place cannot be projected. See [`OverlayError`].
    pub fn over(
        &self,
        grid: &Grid,
        options: OverlayOptions,
    ) -> Result<(Overlay, Vec<Said>), OverlayError> {
        let mut warnings = Vec::new();
        let placed = place(self, grid, &mut warnings)?;
        refuse_if_all_outside(self, &placed, grid)?;
        let cells: Vec<_> = placed
            .par_iter()
            .map(|zone| in_cells(grid, &zone.polygons))
            .collect();
        refuse_long_borders(&cells, grid.width, grid.height)?;
        let coverage = Coverage::build(&cells, grid.width, grid.height, options.coverage)
            .map_err(|invalid| crossing(&placed, grid, invalid))?;
        let overlay = Overlay::measure(grid.clone(), placed, coverage, options.area)?;
        overlay.warn(options, &mut warnings);
        Ok((overlay, warnings))
    }
}

impl Overlay {
    /// Measures the cells that `coverage` covers, and what of the zones lies beyond the raster.
    fn measure(
        grid: Grid,
        zones: Vec<Zone>,
        coverage: Coverage,
        rule: AreaRule,
    ) -> Result<Self, CellAreaError> {
        let (cols, rows) = covered_window(&coverage);
        let areas = CellAreas::new(&grid, rule, cols, rows)?;
        if areas.reaches_off_the_earth() {
            refuse_off_the_earth(&grid, &zones)?;
        }
        let uniform_cell = areas
            .is_uniform()
            .then(|| Hectares::from_square_metres(areas.square_metres(u128::from(FULL))));
        let outside = coverage
            .zones
            .par_iter()
            .zip(&zones)
            .map(|(cover, zone)| {
                let cells = cover.balance.outside;
                match uniform_cell {
                    Some(cell) => Ok(Hectares(cells * cell.0)),
                    None if cells == 0.0 => Ok(Hectares(0.0)),
                    None => {
                        let beyond = true_area(&grid, &zone.polygons.difference(&frame(&grid)))?;
                        if !beyond.is_finite() {
                            refuse_off_the_earth(&grid, std::slice::from_ref(zone))?;
                        }
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
    pub fn overlap(&self) -> Hectares {
        let (cols, rows) = covered_window(&self.coverage);
        let (col, row) = (middle(&cols), middle(&rows));
        Hectares::from_square_metres(self.coverage.overlap() * self.areas.cell(col, row))
    }

    /// Least and greatest ratio of true to planar area among the covered cells' corners and middle.
    fn true_scale(&self) -> Result<(f64, f64), CellAreaError> {
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

    fn warn(&self, options: OverlayOptions, warnings: &mut Vec<Said>) {
        let overlap = self.overlap();
        if overlap.0 > NOTABLE_OVERLAP && options.coverage != CoverageRule::Touched {
            warnings.push(say!(
                "zones overlap by at least {:.2} ha; that land counts for each of them",
                "区域之间至少重叠 {:.2} 公顷；重叠部分在各区域中都计入",
                overlap.0
            ));
        }
        if options.coverage != CoverageRule::Exact {
            let worst = self
                .coverage
                .zones
                .iter()
                .map(|z| z.closure())
                .fold(0.0, f64::max);
            warnings.push(say!(
                "coverage is not exact: a zone's cells differ from its area by up to {:.3} %",
                "覆盖比例不是精确值：区域的像元面积与其面积最多相差 {:.3} %",
                worst * 100.0
            ));
        }
        if options.area == AreaRule::Planar && !keeps_areas(&self.grid).unwrap_or(false) {
            let scale = match self.true_scale() {
                Ok((least, most)) => say!(
                    "true areas are {least:.6} to {most:.6} times these",
                    "真实面积为其 {least:.6} 至 {most:.6} 倍"
                ),
                Err(_) => say!("true areas are not known", "真实面积未知"),
            };
            warnings.push(say!(
                "areas are planar, but the projection \"{}\" does not keep areas: {scale}",
                "面积按平面量算，而投影 \"{}\" 不是等积投影：{scale}",
                self.grid.crs.name()
            ));
        }
    }

    /// How much of each zone lies on the grid: before cells are read, all of that counts as classified. Areas are in cells.
    pub fn covered_shares(&self) -> impl Iterator<Item = (carbon_core::Zone, &str, LandCoverage)> {
        let zones = self.zones.iter().zip(&self.coverage.zones);
        zones.map(|(zone, cover)| {
            let outside = cover.balance.outside;
            let coverage = LandCoverage {
                classified: Hectares(cover.balance.total - outside),
                outside: Hectares(outside),
                ..LandCoverage::default()
            };
            (
                carbon_core::Zone::new(zone.id.clone(), &*zone.name),
                "",
                coverage,
            )
        })
    }

    /// The rows from the first to the last that any zone covers.
    pub fn covered_rows(&self) -> Range<u32> {
        covered_window(&self.coverage).1
    }
}

fn crossing(zones: &[Zone], grid: &Grid, InvalidZone { zone, cell }: InvalidZone) -> OverlayError {
    let place =
        grid.to_plane(coord! { x: f64::from(cell.col) + 0.5, y: f64::from(cell.row) + 0.5 });
    OverlayError::Crossing {
        zone: zones[zone].id.clone(),
        x: place.x,
        y: place.y,
        share: cell.share,
    }
}

/// Zones that were drawn in the plane may reach beyond the rim of the Earth.
fn refuse_off_the_earth(grid: &Grid, zones: &[Zone]) -> Result<(), CellAreaError> {
    for zone in zones {
        if let Some(place) = place_off_the_earth(grid, &zone.polygons)? {
            let cell = grid.to_cells(place);
            return Err(CellAreaError::OffTheEarth {
                col: cell.x as u32,
                row: cell.y as u32,
                crs: grid.crs.name().to_owned(),
            });
        }
    }
    Ok(())
}

fn middle(range: &Range<u32>) -> u32 {
    range.start.midpoint(range.end - 1)
}

/// Columns and rows that any zone covers.
pub(super) fn covered_window(coverage: &Coverage) -> (Range<u32>, Range<u32>) {
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

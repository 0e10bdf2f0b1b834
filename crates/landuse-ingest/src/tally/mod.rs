//! Tallying: from covered cells and a raster of codes to hectares.
//!
//! Row bands aligned with the file's blocks are read, decoded and counted in parallel, each worker with a handle of its own. Blocks
//! that no zone touches are not read. All sums are exact integers, so that neither the number of workers nor the order of bands
//! or zones can change them.

mod bands;
mod counter;
mod reader;
mod slots;

use std::sync::Mutex;

use carbon_core::{Hectares, LandClass, LedgerClass};
use geo::BooleanOps;
use rayon::prelude::*;

use crate::cell_area::{AreaRule, CellAreaError, CellAreas, true_area};
use crate::coverage::{Coverage, FULL};
use crate::grid::Grid;
use crate::ledger::{Ledger, ZoneLedger};
use crate::legend::Legend;
use crate::pixel::Pixel;
use crate::raster::{CodeType, Raster, RasterError, RasterProblem, UnmappedCode};
use crate::zones::PlacedZones;

use bands::{Band, NOTHING, bands};
use counter::{Counter, Sums};
use reader::Reader;
use slots::SlotPlan;

const SQUARE_METRES_PER_HECTARE: f64 = 10_000.0;

/// Zones on a grid: their coverage and the areas of its cells. Built once, used for every raster on that grid.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// The grid.
    pub grid: Grid,
    /// The covered cells of each zone.
    pub coverage: Coverage,
    areas: CellAreas,
    /// Area of a cell, if all cells have the same.
    uniform_cell: Option<Hectares>,
    zones: PlacedZones,
    /// Hectares of each zone beyond the raster.
    outside: Vec<Hectares>,
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
            .then(|| Hectares(areas.square_metres(u128::from(FULL)) / SQUARE_METRES_PER_HECTARE));
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
                        Ok(Hectares(beyond / SQUARE_METRES_PER_HECTARE))
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

    /// Tallies a raster on this grid. `progress` is told the rows that are done, from any thread.
    ///
    /// # Errors
    /// The raster is on another grid, a block cannot be read, a cell holds a fraction, nodata is a class, or the legend lacks a code (unless `allow_unmapped`).
    pub fn tally(
        &self,
        raster: &Raster,
        label: &str,
        legend: &Legend,
        allow_unmapped: bool,
        progress: &(dyn Fn(u32) + Sync),
    ) -> Result<Ledger, RasterError> {
        if let Some(difference) = self.grid.difference(&raster.grid) {
            return Err(raster.error(RasterProblem::OtherGrid {
                difference,
                ours: self.grid.to_string(),
                theirs: raster.grid.to_string(),
            }));
        }
        raster.refuse_nodata_as_class(legend)?;
        let plan = SlotPlan::new(raster, legend);
        let sums = match raster.codes {
            CodeType::U8 | CodeType::I8 => self.sum::<u8>(raster, &plan, progress),
            CodeType::U16 => self.sum::<u16>(raster, &plan, progress),
            CodeType::I16 => self.sum::<i16>(raster, &plan, progress),
            CodeType::U32 => self.sum::<u32>(raster, &plan, progress),
            CodeType::I32 => self.sum::<i32>(raster, &plan, progress),
            CodeType::U64 => self.sum::<u64>(raster, &plan, progress),
            CodeType::I64 => self.sum::<i64>(raster, &plan, progress),
            CodeType::F32 => self.sum::<f32>(raster, &plan, progress),
            CodeType::F64 => self.sum::<f64>(raster, &plan, progress),
        }?;
        if !sums.unmapped.is_empty() && !allow_unmapped && !legend.is_raw() {
            return Err(raster.error(RasterProblem::Unmapped {
                codes: self.unmapped_codes(&sums),
                legend: legend.name.clone(),
                nodata: raster.nodata.is_some(),
            }));
        }
        Ok(self.ledger(&sums, label, legend))
    }

    fn sum<T: Pixel>(
        &self,
        raster: &Raster,
        plan: &SlotPlan,
        progress: &(dyn Fn(u32) + Sync),
    ) -> Result<Sums, RasterError> {
        type Worker<'a, T> = (Reader<'a, T>, Counter<'a, T>);
        let idle: Mutex<Vec<Worker<'_, T>>> = Mutex::new(Vec::new());
        let take = || idle.lock().unwrap_or_else(|e| e.into_inner()).pop();
        let count = |band: &Band| -> Result<(), RasterError> {
            let (mut reader, mut counter) = match take() {
                Some(worker) => worker,
                None => (
                    Reader::open(raster)?,
                    Counter::new(raster, &self.coverage, &self.areas, plan),
                ),
            };
            for window in band.windows(raster, &self.coverage) {
                counter.count(band, &window, &reader.read(&window)?)?;
            }
            idle.lock()
                .unwrap_or_else(|e| e.into_inner())
                .push((reader, counter));
            progress(band.rows.len() as u32);
            Ok(())
        };
        let bands = bands(raster, &self.coverage);
        if raster.in_order {
            bands.iter().try_for_each(count)?;
        } else {
            bands.par_iter().try_for_each(count)?;
        }
        let workers = idle.into_inner().unwrap_or_else(|e| e.into_inner());
        let empty = Counter::<T>::new(raster, &self.coverage, &self.areas, plan).into_sums();
        Ok(workers
            .into_iter()
            .map(|(_, counter)| counter.into_sums())
            .fold(empty, Sums::merge))
    }

    /// Area of a cell in the middle of the covered cells.
    pub(crate) fn mean_cell(&self) -> Hectares {
        self.uniform_cell.unwrap_or_else(|| {
            let (cols, rows) = covered_window(&self.coverage);
            let (col, row) = (
                cols.start.midpoint(cols.end - 1),
                rows.start.midpoint(rows.end - 1),
            );
            let mut weight = Vec::new();
            self.areas.fill_row(row, col..col + 1, &mut weight);
            self.hectares(
                weight
                    .iter()
                    .map(|&w| u128::from(w) * u128::from(FULL))
                    .sum(),
            )
        })
    }

    /// Least and greatest ratio of true to planar area among the covered cells' corners and middle.
    pub(crate) fn true_scale(&self) -> Result<(f64, f64), CellAreaError> {
        let (cols, rows) = covered_window(&self.coverage);
        let places = |range: &std::ops::Range<u32>| {
            [
                range.start,
                range.start.midpoint(range.end - 1),
                range.end - 1,
            ]
        };
        let planar = self.grid.planar_cell_area() * self.grid.crs.unit().powi(2);
        let areas = CellAreas::new(&self.grid, AreaRule::True, cols.clone(), rows.clone())?;
        let mut weights = Vec::new();
        let (mut least, mut most) = (f64::INFINITY, 0_f64);
        for row in places(&rows) {
            for col in places(&cols) {
                areas.fill_row(row, col..col + 1, &mut weights);
                let area = areas.square_metres(
                    weights
                        .iter()
                        .map(|&w| u128::from(w) * u128::from(FULL))
                        .sum(),
                );
                least = least.min(area / planar);
                most = most.max(area / planar);
            }
        }
        Ok((least, most))
    }

    fn hectares(&self, sum: u128) -> Hectares {
        Hectares(self.areas.square_metres(sum) / SQUARE_METRES_PER_HECTARE)
    }

    fn unmapped_codes(&self, sums: &Sums) -> Vec<UnmappedCode> {
        sums.unmapped
            .iter()
            .map(|(&code, sums)| UnmappedCode {
                code,
                hectares: self.hectares(sums.by_zone.values().sum()).0,
                first_cell: (sums.first_cell.1, sums.first_cell.0),
            })
            .collect()
    }

    fn ledger(&self, sums: &Sums, label: &str, legend: &Legend) -> Ledger {
        let classes = legend
            .all_classes()
            .cloned()
            .map(LedgerClass::Class)
            .chain([LedgerClass::NoData])
            .chain(
                sums.unmapped
                    .keys()
                    .map(|&code| unplanned_class(code, legend)),
            )
            .chain([LedgerClass::Outside])
            .collect();
        let zones = self
            .zones
            .ids
            .iter()
            .enumerate()
            .map(|(zone, (id, name))| {
                let unmapped =
                    |sums: &counter::UnmappedSums| sums.by_zone.get(&zone).copied().unwrap_or(0);
                let inside: Vec<u128> = sums.planned[zone]
                    .iter()
                    .copied()
                    .chain(sums.unmapped.values().map(unmapped))
                    .collect();
                let outside = self.outside[zone];
                let hectares = inside
                    .iter()
                    .map(|&sum| self.hectares(sum))
                    .chain([outside])
                    .collect();
                let area = match self.uniform_cell {
                    Some(cell) => Hectares(self.coverage.zones[zone].balance.total * cell.0),
                    None => Hectares(self.hectares(inside.iter().sum()).0 + outside.0),
                };
                ZoneLedger {
                    zone: id.clone(),
                    name: name.clone(),
                    hectares,
                    area,
                    closure: self.coverage.zones[zone].closure(),
                }
            })
            .collect();
        Ledger {
            label: label.to_owned(),
            classes,
            outside_model: legend.outside_model.clone(),
            zones,
        }
    }
}

/// In the legend `raw` a code is a class; in others it is one that the legend lacks.
fn unplanned_class(code: i64, legend: &Legend) -> LedgerClass {
    let id = if code < 0 {
        format!("code-minus-{}", code.unsigned_abs())
    } else {
        format!("code-{code}")
    };
    match LandClass::new(&id) {
        Ok(class) if legend.is_raw() => LedgerClass::Class(class),
        _ => LedgerClass::Unmapped(code),
    }
}

/// Columns and rows that any zone covers.
fn covered_window(coverage: &Coverage) -> (std::ops::Range<u32>, std::ops::Range<u32>) {
    let (mut cols, mut rows) = (NOTHING, NOTHING);
    for zone in &coverage.zones {
        for (row, span) in zone.spans.iter() {
            cols = cols.start.min(span.start)..cols.end.max(span.end);
            rows = rows.start.min(row)..rows.end.max(row + 1);
        }
    }
    let or_first = |range: std::ops::Range<u32>| if range.is_empty() { 0..1 } else { range };
    (or_first(cols), or_first(rows))
}

/// The outline of a grid in its plane.
fn frame(grid: &Grid) -> geo::MultiPolygon<f64> {
    let (w, h) = (f64::from(grid.width), f64::from(grid.height));
    let ring = [(0.0, 0.0), (w, 0.0), (w, h), (0.0, h)]
        .map(|(x, y)| grid.to_plane(geo::coord! { x: x, y: y }));
    geo::Polygon::new(ring.into_iter().collect(), vec![]).into()
}

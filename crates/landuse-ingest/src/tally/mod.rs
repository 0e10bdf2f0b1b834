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

use carbon_core::{LandClass, LedgerClass};
use rayon::prelude::*;

use crate::ledger::{Ledger, ZoneLedger};
use crate::legend::Legend;
use crate::overlay::Overlay;
use crate::pixel::Pixel;
use crate::raster::{CodeType, Raster, RasterError, RasterProblem, UnmappedCode};

use bands::{Band, bands};
use counter::{Counter, Sums};
use reader::Reader;
use slots::SlotPlan;

impl Overlay {
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
                let area = self.area(zone, inside.iter().sum());
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

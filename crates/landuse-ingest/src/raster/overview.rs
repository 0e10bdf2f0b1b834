//! A raster at a glance: every so many cells, for drawing.

use std::ops::Range;

use gdal::Dataset;
use gdal::errors::GdalError;

use super::access::refuse_failures;
use super::error::{RasterError, RasterProblem};
use super::location::Location;
use super::mosaic::Mosaic;
use super::nodata::NoData;
use super::raster::Raster;

/// Codes of a raster, thinned out to a picture's size. For maps only: nothing is ever counted from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Codes row by row; none where there is no data (or no whole number).
    pub codes: Vec<Option<i64>>,
    /// GDAL's six numbers, of the thinned cells.
    pub transform: [f64; 6],
}

impl Raster {
    /// The raster's codes at no more than `longest` cells along its longer side, each that of one cell (nearest neighbour).
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn overview(&self, longest: u32) -> Result<Overview, RasterError> {
        let cells = [self.grid.width, self.grid.height];
        let longer = cells[0].max(cells[1]);
        let thinning = f64::from(longer) / f64::from(longest.clamp(1, longer));
        let thinned = |cells: u32| ((f64::from(cells) / thinning).round() as u32).max(1);
        let [width, height] = cells.map(thinned);
        let whole = [0..cells[0], 0..cells[1]];
        let codes = self.thinned_codes(&whole, [width, height])?;
        let (across, down) = (
            f64::from(cells[0]) / f64::from(width),
            f64::from(cells[1]) / f64::from(height),
        );
        let [x, dx, rx, y, ry, dy] = self.grid.transform();
        let transform = [x, dx * across, rx * down, y, ry * across, dy * down];
        Ok(Overview {
            width,
            height,
            codes,
            transform,
        })
    }

    /// The codes of some columns and rows, thinned out to a size.
    pub(super) fn thinned_codes(
        &self,
        window: &[Range<u32>; 2],
        size: [u32; 2],
    ) -> Result<Vec<Option<i64>>, RasterError> {
        match &self.location {
            Location::Mosaic(_, mosaic) => self.thinned_tiles(mosaic, window, size),
            _ => self.thinned_file(window, size),
        }
    }

    /// The same of a mosaic: each tile where it lies in the picture.
    fn thinned_tiles(
        &self,
        mosaic: &Mosaic,
        window: &[Range<u32>; 2],
        size: [u32; 2],
    ) -> Result<Vec<Option<i64>>, RasterError> {
        let mut codes = vec![None; size[0] as usize * size[1] as usize];
        for tile in &mosaic.tiles {
            let part = |axis: usize, cells: &Range<u32>, origin: u32| {
                let here = cells.start.max(window[axis].start)..cells.end.min(window[axis].end);
                let scale = f64::from(size[axis]) / window[axis].len() as f64;
                let place =
                    |cell: u32| (f64::from(cell - window[axis].start) * scale).round() as u32;
                let first = origin + here.start.saturating_sub(cells.start);
                (!here.is_empty()).then(|| {
                    let own = first..first + here.len() as u32;
                    (own, place(here.start)..place(here.end))
                })
            };
            let columns = part(0, &tile.cols, tile.origin.0);
            let rows = part(1, &tile.rows, tile.origin.1);
            let (Some((own_cols, cols)), Some((own_rows, rows))) = (columns, rows) else {
                continue;
            };
            if cols.is_empty() || rows.is_empty() {
                continue;
            }
            let size_here = [cols.len() as u32, rows.len() as u32];
            let found = tile
                .raster
                .thinned_codes(&[own_cols, own_rows], size_here)?;
            for (row, found) in rows.zip(found.chunks(cols.len())) {
                let start = row as usize * size[0] as usize + cols.start as usize;
                for (code, found) in codes[start..].iter_mut().zip(found) {
                    *code = found
                        .filter(|found| self.nodata != Some(NoData::Code(*found)))
                        .or(*code);
                }
            }
        }
        Ok(codes)
    }

    /// The same of a file.
    fn thinned_file(
        &self,
        [columns, rows]: &[Range<u32>; 2],
        size: [u32; 2],
    ) -> Result<Vec<Option<i64>>, RasterError> {
        let origin = (columns.start as isize, rows.start as isize);
        let whole = (columns.len(), rows.len());
        let size = (size[0] as usize, size[1] as usize);
        let mut dataset = self.dataset()?;
        let read = |dataset: &Dataset| -> Result<(Vec<f64>, Option<Vec<u8>>), GdalError> {
            let band = dataset.rasterband(self.storage.band)?;
            let cells = band
                .read_as::<f64>(origin, whole, size, None)?
                .data()
                .to_vec();
            let mask = if self.storage.masked {
                Some(
                    band.open_mask_band()?
                        .read_as::<u8>(origin, whole, size, None)?
                        .data()
                        .to_vec(),
                )
            } else {
                None
            };
            Ok((cells, mask))
        };
        let (cells, mask) = self.location.retry(|number| {
            if number > 1 {
                dataset = self.reopened()?;
            }
            let (read, messages) = self.location.listen(|| read(&dataset));
            refuse_failures(&messages, self.storage.served.as_ref())?;
            read.map_err(|error| RasterProblem::from(error).or_of_server(&messages))
        })?;
        let has_data = |index: usize| mask.as_ref().is_none_or(|mask| mask[index] != 0);
        let codes = cells
            .into_iter()
            .enumerate()
            .map(|(index, value)| self.code(value).filter(|_| has_data(index)))
            .collect();
        Ok(codes)
    }

    fn code(&self, value: f64) -> Option<i64> {
        let whole = value.fract() == 0.0 && value.abs() < 2_f64.powi(53);
        let code = self.codes.code(whole.then_some(value as i64)?);
        (self.nodata != Some(NoData::Code(code))).then_some(code)
    }
}

//! A raster at a glance: every so many cells, for drawing.

use gdal::Dataset;
use gdal::errors::GdalError;

use super::access::refuse_failures;
use super::error::{RasterError, RasterProblem};
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
        let (columns, rows) = (self.grid.width, self.grid.height);
        let thinning =
            f64::from(columns.max(rows)) / f64::from(longest.clamp(1, columns.max(rows)));
        let thinned = |cells: u32| ((f64::from(cells) / thinning).round() as u32).max(1);
        let (width, height) = (thinned(columns), thinned(rows));
        let size = (width as usize, height as usize);
        let whole = (columns as usize, rows as usize);
        let mut dataset = self.dataset()?;
        let read = |dataset: &Dataset| -> Result<(Vec<f64>, Option<Vec<u8>>), GdalError> {
            let band = dataset.rasterband(self.storage.band)?;
            let cells = band
                .read_as::<f64>((0, 0), whole, size, None)?
                .data()
                .to_vec();
            let mask = if self.storage.masked {
                Some(
                    band.open_mask_band()?
                        .read_as::<u8>((0, 0), whole, size, None)?
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
        let (across, down) = (
            f64::from(columns) / f64::from(width),
            f64::from(rows) / f64::from(height),
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

    fn code(&self, value: f64) -> Option<i64> {
        let whole = value.fract() == 0.0 && value.abs() < 2_f64.powi(53);
        let code = self.codes.code(whole.then_some(value as i64)?);
        (self.nodata != Some(NoData::Code(code))).then_some(code)
    }
}

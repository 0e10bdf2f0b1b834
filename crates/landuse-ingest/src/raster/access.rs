//! Opening a raster and listening while it is read: behind a URL with all that can go wrong there, from a file as it is.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use gdal::{Dataset, DatasetOptions, GdalOpenFlags};

use super::error::{RasterError, RasterProblem};
use super::formats::ascii_grid;
use super::location::Location;
use crate::gdal::{self as messages, Messages, RASTER_DRIVERS, name_in_utf8};
use crate::http::{self, Served, ServerProblem};

/// GDAL's name of the driver of GeoTIFFs, the one format of which a block can be fetched alone.
pub(super) const TIFF: &str = "GTiff";

/// GDAL's name of the driver of Esri's ASCII grids.
pub(super) const ASCII_GRID: &str = "AAIGrid";

impl Location {
    /// Runs work on the raster, and returns with its result the messages of GDAL, with the trace of its requests if it lies behind a URL.
    pub(crate) fn listen<T>(&self, work: impl FnOnce() -> T) -> (T, Messages) {
        match self.url() {
            Some(url) => http::listen(url, self.credentials(), work),
            None => messages::listen(work),
        }
    }

    /// Does work on the raster; behind a URL, again as long as a failure may pass. The work is told the number of the try, from 1.
    ///
    /// # Errors
    /// The last failure.
    pub(crate) fn retry<T>(
        &self,
        mut work: impl FnMut(u32) -> Result<T, RasterProblem>,
    ) -> Result<T, RasterError> {
        let done = match self.url() {
            Some(_) => http::retry(work).map_err(|(problem, tries)| problem.tried(tries)),
            None => work(1),
        };
        done.map_err(|problem| self.error(problem))
    }

    /// An error of the raster.
    pub(crate) fn error(&self, problem: RasterProblem) -> RasterError {
        RasterError {
            path: self.path().to_owned(),
            problem,
        }
    }

    /// Opens the raster, with the messages of GDAL.
    pub(super) fn open(&self) -> Result<(Dataset, Messages), RasterProblem> {
        let opened = self.open_with(None)?;
        if opened.0.driver().short_name() == ASCII_GRID {
            // By itself GDAL guesses the type from the first values, and cuts later ones to fit.
            return self.open_with(Some(&["DATATYPE=Float64"]));
        }
        Ok(opened)
    }

    /// Opens the raster in the version that is known, if one is.
    pub(super) fn open_version(&self, served: Option<&Served>) -> Result<Dataset, RasterProblem> {
        let (dataset, messages) = self.open()?;
        http::verify(&messages, served)?;
        Ok(dataset)
    }

    /// Has GDAL forget what it knows of a URL that was opened before.
    ///
    /// # Errors
    /// It cannot be opened now, so that to open it again would only make a server wait for that twice.
    pub(super) fn forget(&self) -> Result<(), RasterProblem> {
        static OPENED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
        if self.url().is_none() {
            return Ok(());
        }
        let first = {
            let mut opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
            opened.insert(self.path().to_owned())
        };
        match first {
            true => Ok(()),
            false => http::forget(|| self.open().map(drop)),
        }
    }

    fn open_with(
        &self,
        open_options: Option<&[&str]>,
    ) -> Result<(Dataset, Messages), RasterProblem> {
        let options = DatasetOptions {
            open_flags: GdalOpenFlags::GDAL_OF_RASTER
                | GdalOpenFlags::GDAL_OF_READONLY
                | GdalOpenFlags::GDAL_OF_VERBOSE_ERROR,
            open_options,
            allowed_drivers: Some(match self.url() {
                Some(_) => &[TIFF],
                None => &RASTER_DRIVERS,
            }),
            ..DatasetOptions::default()
        };
        let (opened, messages) =
            self.listen(|| Dataset::open_ex(name_in_utf8(&self.gdal_name()), options));
        let error = match opened {
            Ok(dataset) => return Ok((dataset, messages)),
            Err(error) => error,
        };
        let path = self.path();
        if let Some(url) = self.url()
            && http::note_refused_head(url, &messages)
        {
            http::forget(|| drop(self.open_with(open_options)));
            return self.open_with(open_options);
        }
        let is_url = self.url().is_some();
        if !is_url && !path.exists() && !path.starts_with("/vsicurl") {
            return Err(RasterProblem::Missing);
        }
        let hint = if is_url { None } else { ascii_grid::hint(path) };
        let reason = hint.or(messages.reason());
        let said = reason.map_or_else(|| error.to_string(), str::to_owned);
        Err(match is_url {
            true if said.contains("AWS_SECRET_ACCESS_KEY") => {
                ServerProblem::NoCredentials { said }.into()
            }
            true => RasterProblem::from(ServerProblem::NoTiff { said }).or_of_server(&messages),
            false => RasterProblem::Unreadable { said },
        })
    }
}

impl RasterProblem {
    /// The failure of a server instead, if the messages show one: it is the cause.
    pub(crate) fn or_of_server(self, messages: &Messages) -> Self {
        http::server_failure(messages).map_or(self, Self::from)
    }
}

/// Refuses what the messages show to have gone wrong: GDAL may report a failure and yet return as if all were well.
pub(crate) fn refuse_failures(
    messages: &Messages,
    served: Option<&Served>,
) -> Result<(), RasterProblem> {
    http::verify(messages, served)?;
    match messages.failure() {
        Some(failure) => {
            let said = failure.to_owned();
            Err(RasterProblem::Unreadable { said }.or_of_server(messages))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn work_on_a_file_is_done_once() {
        let mut times = 0;
        let done: Result<(), _> = Location::from(Path::new("a.tif")).retry(|_| {
            times += 1;
            Err(RasterProblem::Missing)
        });
        assert!(done.is_err());
        assert_eq!(times, 1);
    }
}

//! `GeoPackages`, read without a byte of them changing.
//!
//! A program that has one open, or that has crashed with it, leaves its last changes in a log beside it. SQLite brings them into the
//! database when it is opened next, by whomever.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::companions::{JOURNAL, WRITE_AHEAD_LOG, appended};
use crate::boundaries::error::BoundaryProblem;

/// The first bytes of a database of SQLite.
const SQLITE: &[u8] = b"SQLite format 3\0";

/// How a file is opened so that nothing writes to it.
pub(super) struct Untouched {
    /// The file to open.
    pub(super) path: PathBuf,
    /// Options of the driver.
    pub(super) options: &'static [&'static str],
    /// Where a copy lies, as long as this lives.
    pub(super) copy: Option<TempDir>,
}

impl Untouched {
    /// The file itself, of which a database is promised not to change; a copy of a database with its log, if it has one.
    ///
    /// # Errors
    /// A change of the database is not complete, or it cannot be copied.
    pub(super) fn find(path: &Path) -> Result<Self, BoundaryProblem> {
        let itself = |options| Self {
            path: path.to_owned(),
            options,
            copy: None,
        };
        let holds = |end: &str| {
            appended(path, end)
                .metadata()
                .is_ok_and(|log| log.len() > 0)
        };
        if !is_database(path) {
            return Ok(itself(&[]));
        }
        if holds(JOURNAL) {
            return Err(BoundaryProblem::Unfinished);
        }
        if !holds(WRITE_AHEAD_LOG) {
            return Ok(itself(&["IMMUTABLE=YES"]));
        }
        let copied = || -> std::io::Result<Self> {
            let folder = tempfile::tempdir()?;
            let copy = folder.path().join("copy.gpkg");
            std::fs::copy(path, &copy)?;
            std::fs::copy(
                appended(path, WRITE_AHEAD_LOG),
                appended(&copy, WRITE_AHEAD_LOG),
            )?;
            Ok(Self {
                path: copy,
                options: &[],
                copy: Some(folder),
            })
        };
        copied().map_err(|error| BoundaryProblem::Unreadable {
            said: format!("it is open in another program, and cannot be copied: {error}"),
        })
    }
}

fn is_database(path: &Path) -> bool {
    let mut head = [0; SQLITE.len()];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head == SQLITE
}

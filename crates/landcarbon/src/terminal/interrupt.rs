//! What an interrupt leaves behind: nothing that is not whole.
//!
//! SIGINT (Ctrl-C) and SIGTERM end the program wherever it is, also within GDAL. Files and folders that are not yet whole are known here and
//! removed first; what must not be done by halves [holds](hold) the end off.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};
use std::{fs, thread, time};

use anyhow::{Context, Result, anyhow};

use crate::terminal::{Console, Vocabulary};

/// What to remove, in the order in which it was made.
static UNFINISHED: Mutex<Vec<Unfinished>> = Mutex::new(Vec::new());

/// Removing a folder is tried so often: other threads may still write into it.
const ATTEMPTS: u32 = 200;

/// Something on the disk that goes if the program is interrupted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unfinished {
    /// A folder with all that it holds.
    Tree(PathBuf),
    /// A folder, unless it holds something.
    Folder(PathBuf),
}

impl Unfinished {
    fn remove(&self) {
        match self {
            Self::Folder(path) => drop(fs::remove_dir(path)),
            Self::Tree(path) => {
                for _ in 0..ATTEMPTS {
                    if fs::remove_dir_all(path).is_ok() || !path.exists() {
                        return;
                    }
                    thread::sleep(time::Duration::from_millis(5));
                }
            }
        }
    }
}

/// While it lives, an interrupt removes what it stands for.
#[derive(Debug)]
pub(crate) struct Removal(Unfinished);

impl Drop for Removal {
    fn drop(&mut self) {
        hold().0.retain(|other| *other != self.0);
    }
}

/// While it lives, no interrupt ends the program.
pub struct Hold(MutexGuard<'static, Vec<Unfinished>>);

impl Hold {
    /// An interrupt removes `unfinished` as long as the [`Removal`] lives.
    pub(crate) fn removal(&mut self, unfinished: Unfinished) -> Removal {
        self.0.push(unfinished.clone());
        Removal(unfinished)
    }

    /// From here on an interrupt no longer removes `tree`.
    pub(crate) fn keep_tree(&mut self, tree: &Path) {
        self.0
            .retain(|other| *other != Unfinished::Tree(tree.to_owned()));
    }
}

/// Holds the end of the program off. Never returns if an interrupt is already being carried out.
#[must_use]
pub fn hold() -> Hold {
    Hold(UNFINISHED.lock().unwrap_or_else(|e| e.into_inner()))
}

/// Carries out interrupts from now on: status 130 after SIGINT, 143 after SIGTERM. A file that reaches the limit of the shell
/// (`ulimit -f`) is an error of writing, not the end.
///
/// # Errors
/// The system does not tell of signals.
#[cfg(unix)]
pub fn watch(console: &Console) -> Result<()> {
    use signal_hook::consts::{SIGINT, SIGTERM, SIGXFSZ};
    use std::sync::{Arc, atomic::AtomicBool};

    let context = "cannot listen to signals";
    signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false))).context(context)?;
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM]).context(context)?;
    let console = console.clone();
    thread::Builder::new()
        .name("interrupts".to_owned())
        .spawn(move || {
            let Some(signal) = signals.forever().next() else {
                return;
            };
            let unfinished = hold();
            unfinished.0.iter().rev().for_each(Unfinished::remove);
            let error = match unfinished.0.is_empty() {
                true => anyhow!("interrupted"),
                false => anyhow!("interrupted; what was not whole is removed"),
            };
            console.error(&error, Vocabulary::Options);
            // Not `std::process::exit`, which would unload GDAL under threads that are within it.
            signal_hook::low_level::exit(128 + signal);
        })
        .context(context)?;
    Ok(())
}

/// Interrupts end the program at once.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn watch(_: &Console) -> Result<()> {
    Ok(())
}

//! What GDAL says while it works: kept for our own messages, never printed.

use std::cell::RefCell;
use std::sync::Once;

use gdal::config::{set_config_option, set_error_handler};
use gdal::errors::CplErrType;

use super::network;
use crate::http::Conversation;

/// Settings of GDAL. A user's own in the environment go first.
const SETTINGS: [(&str, &str); 2] = [
    // The cache of decoded blocks, in MB. Each block is read once, so a larger one only costs memory.
    ("GDAL_CACHEMAX", "16"),
    // Features of any size: the coast of a province may have millions of vertices.
    ("OGR_GEOJSON_MAX_OBJ_SIZE", "0"),
];

thread_local! {
    /// GDAL calls the handler in the thread that went wrong, so each thread hears its own messages only.
    static SAID: RefCell<Said> = RefCell::default();
}

/// What GDAL said in the course of some work.
#[derive(Debug, Default)]
pub(crate) struct Said {
    failures: Vec<String>,
    warnings: Vec<String>,
    /// With a server, where GDAL is told to say it aloud.
    pub(crate) conversation: Conversation,
}

impl Said {
    /// The first failure. GDAL may report one and yet return as if all were well, with zeros for what it could not read.
    pub(crate) fn failure(&self) -> Option<&str> {
        self.failures.first().map(String::as_str)
    }

    /// The first failure or else the first warning: it is nearer to the cause than those that follow from it.
    pub(crate) fn reason(&self) -> Option<&str> {
        self.failure().or(self.warnings.first().map(String::as_str))
    }
}

/// Prepares GDAL for this process: a small block cache, no network, and messages kept instead of printed. Later calls do nothing.
pub fn initialise() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        for (key, value) in SETTINGS {
            if std::env::var_os(key).is_none() {
                let _ = set_config_option(key, value);
            }
        }
        network::forbid();
        set_error_handler(|kind, _, message| {
            SAID.with_borrow_mut(|said| match kind {
                CplErrType::Failure | CplErrType::Fatal => said.failures.push(message.to_owned()),
                CplErrType::Warning => said.warnings.push(message.to_owned()),
                CplErrType::Debug => said.conversation.hear(message),
                CplErrType::None => {}
            });
        });
    });
}

/// Runs `work` and returns with its result what GDAL said in this thread meanwhile.
pub(crate) fn listen<T>(work: impl FnOnce() -> T) -> (T, Said) {
    initialise();
    SAID.take();
    let result = work();
    (result, SAID.take())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(name: &str) -> Said {
        let (opened, said) = listen(|| {
            gdal::Dataset::open_ex(
                name,
                gdal::DatasetOptions {
                    open_flags: gdal::GdalOpenFlags::GDAL_OF_VERBOSE_ERROR,
                    ..gdal::DatasetOptions::default()
                },
            )
        });
        assert!(opened.is_err());
        said
    }

    #[test]
    fn every_thread_hears_its_own_failures_only() {
        std::thread::scope(|scope| {
            for thread in 0..4 {
                scope.spawn(move || {
                    for round in 0..200 {
                        let name = format!("/nowhere/{thread}-{round}.tif");
                        let said = open(&name);
                        assert_eq!(said.failures.len(), 1, "{said:?}");
                        assert!(said.failure().unwrap().contains(&name), "{said:?}");
                    }
                });
            }
        });
        let ((), said) = listen(|| {});
        assert_eq!(said.reason(), None);
    }
}

//! Rasters that lie behind a URL: how GDAL is to read them, and what is to be done when a server fails.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use gdal::config::{clear_thread_local_config_option, set_thread_local_config_option};
use serde::{Deserialize, Serialize};

use super::error::ServerProblem;
use super::trace::{ALOUD, Answer};
use crate::gdal::is_url;
use crate::gdal::{Said, listen};
use crate::raster::RasterProblem;

/// How GDAL reads what lies behind a URL. A user's own settings in the environment go first, where GDAL takes them from there.
const SETTINGS: [(&str, &str); 9] = [
    // No look for files beside it, each of which would be a request.
    ("GDAL_DISABLE_READDIR_ON_OPEN", "EMPTY_DIR"),
    // The head of a file and the lists of its blocks come with the first request.
    ("GDAL_INGESTED_BYTES_AT_OPEN", "32768"),
    // What is fetched at least: a block is fetched with less than this before and behind it.
    ("CPL_VSIL_CURL_CHUNK_SIZE", "1024"),
    ("CPL_VSIL_CURL_CACHE_SIZE", "16777216"),
    ("GDAL_HTTP_MULTIRANGE", "PARALLEL"),
    ("GDAL_HTTP_MERGE_CONSECUTIVE_RANGES", "YES"),
    // In seconds. A request ends after the last, whatever the server does.
    ("GDAL_HTTP_CONNECTTIMEOUT", "10"),
    ("GDAL_HTTP_LOW_SPEED_TIME", "30"),
    ("GDAL_HTTP_TIMEOUT", "300"),
];

/// Bytes in a second below which a request is given up after `GDAL_HTTP_LOW_SPEED_TIME`.
const LOW_SPEED: (&str, &str) = ("GDAL_HTTP_LOW_SPEED_LIMIT", "100");

/// Requests are repeated here, where every failure is seen, and not by GDAL, which repeats some.
const NOT_BY_GDAL: (&str, &str) = ("GDAL_HTTP_MAX_RETRY", "0");

/// What GDAL keeps of files that it has read is not to be used for this one.
const FORGET: (&str, &str) = ("CPL_VSIL_CURL_NON_CACHED", "/vsicurl/:/vsis3/");

/// What tells one version of a file on a server from another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Served {
    /// Size in bytes.
    pub bytes: Option<u64>,
    /// The server's name for the version.
    pub etag: Option<String>,
    /// When it was changed last, as the server writes it.
    pub last_modified: Option<String>,
}

impl Served {
    fn of(answer: &Answer) -> Self {
        Self {
            bytes: answer.bytes(),
            etag: answer.etag.clone(),
            last_modified: answer.modified.clone(),
        }
    }

    /// Whether another answer can be of the same version: nothing differs that both tell.
    fn may_be(&self, other: &Self) -> bool {
        fn agree<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
            a.is_none() || b.is_none() || a == b
        }
        fn strong(tag: &Option<String>) -> Option<&str> {
            tag.as_deref().map(|tag| tag.trim_start_matches("W/"))
        }
        agree(self.bytes, other.bytes)
            && agree(strong(&self.etag), strong(&other.etag))
            && agree(self.last_modified.as_ref(), other.last_modified.as_ref())
    }

    /// Whether a change that keeps the size would show.
    pub(crate) fn tells_versions(&self) -> bool {
        self.etag.is_some() || self.last_modified.is_some()
    }
}

impl std::fmt::Display for Served {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.bytes {
            Some(bytes) => write!(f, "{bytes} bytes")?,
            None => write!(f, "of unknown size")?,
        }
        if let Some(tag) = &self.etag {
            write!(f, ", ETag {tag}")?;
        }
        match &self.last_modified {
            Some(date) => write!(f, ", changed last {date}"),
            None => Ok(()),
        }
    }
}

/// Settings of this thread, taken back when dropped.
struct Settings(Vec<&'static str>);

impl Settings {
    fn set(settings: impl IntoIterator<Item = (&'static str, &'static str)>) -> Self {
        let mut set = Vec::new();
        for (key, value) in settings {
            if set_thread_local_config_option(key, value).is_ok() {
                set.push(key);
            }
        }
        Self(set)
    }

    /// For what lies behind a URL.
    fn remote() -> Self {
        let by_user = |(key, _): &(&str, &str)| std::env::var_os(key).is_some();
        let ours = SETTINGS.into_iter().chain([LOW_SPEED]);
        let ours = ours.filter(|setting| !by_user(setting));
        Self::set(ours.chain(ALOUD).chain([NOT_BY_GDAL]))
    }
}

impl Drop for Settings {
    fn drop(&mut self) {
        for key in &self.0 {
            let _ = clear_thread_local_config_option(key);
        }
    }
}

/// Runs work on a raster, and returns with its result what GDAL said, and what a server did if it lies behind a URL.
pub(crate) fn listen_to<T>(raster: &Path, work: impl FnOnce() -> T) -> (T, Said) {
    let _settings = is_url(raster).then(Settings::remote);
    listen(work)
}

/// Has GDAL forget what it knows of a URL that was opened before: what it fetched, and that it failed.
pub(crate) fn forget(raster: &Path, open: impl FnOnce()) {
    static OPENED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    if !is_url(raster) {
        return;
    }
    let first = {
        let mut opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
        opened.insert(raster.to_owned())
    };
    if !first {
        let _forget = Settings::set([FORGET]);
        open();
    }
}

/// Verifies what was heard of a server in the course of some work: that it sent what was asked, of the version that is known.
pub(crate) fn verify(said: &Said, known: Option<&Served>) -> Result<Option<Served>, RasterProblem> {
    let conversation = &said.conversation;
    if conversation.whole_for_part() {
        return Err(ServerProblem::NoRanges.into());
    }
    if let Some((start, end)) = conversation.unasked() {
        return Err(ServerProblem::WrongRange { start, end }.into());
    }
    let mut known = known.cloned();
    for answer in conversation.of_file() {
        let now = Served::of(answer);
        match &known {
            Some(before) if !before.may_be(&now) => {
                let (before, now) = (Box::new(before.clone()), Box::new(now));
                return Err(ServerProblem::Changed { before, now }.into());
            }
            Some(before) if before.bytes.is_some() => {}
            _ => known = Some(now),
        }
    }
    Ok(known)
}

/// As [`verify`], where failures are only heard: GDAL may report one and yet return as if all were well.
pub(crate) fn settle(known: Option<&Served>, said: &Said) -> Result<(), RasterProblem> {
    verify(said, known)?;
    match said.failure() {
        Some(failure) => {
            let failure = failure.to_owned();
            Err(blame(said, RasterProblem::Unreadable { said: failure }))
        }
        None => Ok(()),
    }
}

/// What a server did that made work on a raster fail, if it did.
pub(crate) fn culprit(said: &Said) -> Option<ServerProblem> {
    let conversation = &said.conversation;
    let refused = conversation.refusal().map(|answer| ServerProblem::Refused {
        status: answer.status,
        line: answer.line.clone(),
        retry_after: answer.retry_after,
    });
    refused.or_else(|| {
        let said = conversation.trouble()?.to_owned();
        Some(ServerProblem::BrokenOff { said })
    })
}

/// The server, if it made work on a raster fail; otherwise the problem as it is.
pub(crate) fn blame(said: &Said, problem: RasterProblem) -> RasterProblem {
    culprit(said).map_or(problem, RasterProblem::from)
}

/// Does work on a raster; behind a URL, again after a pause that doubles each time, as long as there is hope.
///
/// # Errors
/// What was wrong at last.
pub(crate) fn patiently<T>(
    raster: &Path,
    mut work: impl FnMut(u32) -> Result<T, RasterProblem>,
) -> Result<T, RasterProblem> {
    let tries = if is_url(raster) {
        1 + setting("GDAL_HTTP_MAX_RETRY", 4.0).min(100.0) as u32
    } else {
        1
    };
    let mut pause = setting("GDAL_HTTP_RETRY_DELAY", 0.5);
    let mut number = 1;
    loop {
        let problem = match work(number) {
            Ok(done) => return Ok(done),
            Err(problem) if number >= tries || problem.is_final() => {
                return Err(problem.tried(number));
            }
            Err(problem) => problem,
        };
        let asked = problem.retry_after().map_or(0.0, |s| s.min(60) as f64);
        sleep(Duration::from_secs_f64(pause.max(asked) * jitter()));
        pause *= 2.0;
        number += 1;
    }
}

/// A number that the user may have set in the environment.
pub(crate) fn setting(key: &str, default: f64) -> f64 {
    let set = std::env::var(key).ok().and_then(|text| text.parse().ok());
    set.filter(|value: &f64| value.is_finite() && *value >= 0.0)
        .map_or(default, |value| value.min(3600.0))
}

/// From 1 to 1.25, so that workers who were refused together do not come back together.
fn jitter() -> f64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    1.0 + f64::from(now.map_or(0, |time| time.subsec_micros() % 1000)) / 4000.0
}

/// The name by which GDAL, and QGIS with it, opens a raster by parts.
#[must_use]
pub fn gdal_name(raster: &Path) -> PathBuf {
    let text = raster.to_string_lossy();
    let is = |scheme: &str| {
        let head = text.get(..scheme.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    };
    if !is_url(raster) {
        raster.to_owned()
    } else if is("s3://") {
        format!("/vsis3/{}", &text["s3://".len()..]).into()
    } else {
        format!("/vsicurl/{text}").into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gdal_reads_urls_by_parts() {
        for (url, name) in [
            ("https://a.b/c.tif", "/vsicurl/https://a.b/c.tif"),
            ("http://a.b/c.tif?d=e", "/vsicurl/http://a.b/c.tif?d=e"),
            ("s3://bucket/a/c.tif", "/vsis3/bucket/a/c.tif"),
            ("data/c.tif", "data/c.tif"),
        ] {
            assert_eq!(gdal_name(Path::new(url)), Path::new(name));
        }
    }

    #[test]
    fn versions_differ_where_both_tell() {
        let served = |bytes, etag: &str| Served {
            bytes,
            etag: Some(etag.to_owned()),
            last_modified: None,
        };
        let first = served(Some(10), "\"a\"");
        assert!(first.may_be(&served(None, "W/\"a\"")));
        assert!(!first.may_be(&served(Some(11), "\"a\"")));
        assert!(!first.may_be(&served(Some(10), "\"b\"")));
        assert!(first.may_be(&Served::default()));
    }

    #[test]
    fn work_on_a_file_is_done_once() {
        let mut times = 0;
        let done: Result<(), _> = patiently(Path::new("a.tif"), |_| {
            times += 1;
            Err(RasterProblem::Missing)
        });
        assert!(done.is_err());
        assert_eq!(times, 1);
    }
}

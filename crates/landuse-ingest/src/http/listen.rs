//! Reading a file behind a URL through GDAL: its settings, and what the trace of its requests shows.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use gdal::config::{clear_thread_local_config_option, set_thread_local_config_option};

use super::error::ServerProblem;
use super::trace::{HttpTrace, TRACE, keep_own};
use super::version::Served;
use crate::gdal::{self as messages, Messages, permit_network};

/// How GDAL reads what lies behind a URL. A user's own settings in the environment go first, where GDAL takes them from there.
const SETTINGS: [(&str, &str); 10] = [
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
    // Bytes in a second below which a request is given up after `GDAL_HTTP_LOW_SPEED_TIME`.
    ("GDAL_HTTP_LOW_SPEED_LIMIT", "100"),
];

/// Requests are repeated by [`retry`](super::retry()), which sees every failure, and not by GDAL, which repeats some.
const NOT_BY_GDAL: (&str, &str) = ("GDAL_HTTP_MAX_RETRY", "0");

/// What GDAL keeps of files that it has read is not to be used for this one.
const FORGET: (&str, &str) = ("CPL_VSIL_CURL_NON_CACHED", "/vsicurl/:/vsis3/");

/// Settings by which a user gives credentials, with what gives none.
const CREDENTIALS: [(&str, &str); 6] = [
    ("GDAL_HTTP_HEADERS", ""),
    ("GDAL_HTTP_HEADER_FILE", "/dev/null"),
    ("GDAL_HTTP_USERPWD", ""),
    ("GDAL_HTTP_BEARER", ""),
    ("GDAL_HTTP_COOKIE", ""),
    ("GDAL_HTTP_COOKIEFILE", ""),
];

/// Whether credentials of the environment are sent to a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Credentials {
    /// The user has named its host.
    Sent,
    /// A file has named its host.
    Withheld,
}

impl Credentials {
    /// The credentials of the environment that are withheld, by the names of their variables.
    pub(crate) fn withheld(self) -> Vec<&'static str> {
        let variables = CREDENTIALS.iter().map(|(key, _)| *key);
        let is_set = |key: &&str| std::env::var_os(key).is_some();
        match self {
            Self::Sent => Vec::new(),
            Self::Withheld => variables.filter(is_set).collect(),
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
}

impl Drop for Settings {
    fn drop(&mut self) {
        for key in &self.0 {
            let _ = clear_thread_local_config_option(key);
        }
    }
}

/// URLs of files whose servers refuse to tell of them without sending them.
static WITHOUT_HEAD: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// What has GDAL ask for a file where it would ask for its head; it hangs up when it has the head.
const NO_HEAD: (&str, &str) = ("CPL_VSIL_CURL_USE_HEAD", "NO");

/// Notes that a server refused to tell of a file without sending it, if the messages show that. Returns whether this is news, so that
/// it is worth to ask again.
pub(crate) fn note_refused_head(url: &str, messages: &Messages) -> bool {
    let mut noted = WITHOUT_HEAD.lock().unwrap_or_else(PoisonError::into_inner);
    HttpTrace::from_messages(&messages.debug).has_refused_head() && noted.insert(url.to_owned())
}

/// Runs work on the file behind a URL, which may use the network, and returns with its result the messages of GDAL, the trace of requests for the file among them.
pub(crate) fn listen<T>(
    url: &str,
    credentials: Credentials,
    work: impl FnOnce() -> T,
) -> (T, Messages) {
    let by_user = |(key, _): &(&str, &str)| std::env::var_os(key).is_some();
    let ours = SETTINGS.into_iter().filter(|setting| !by_user(setting));
    let withheld = credentials.withheld();
    let withheld = CREDENTIALS
        .into_iter()
        .filter(|(key, _)| withheld.contains(key));
    let without_head = {
        let noted = WITHOUT_HEAD.lock().unwrap_or_else(PoisonError::into_inner);
        noted.contains(url).then_some(NO_HEAD)
    };
    let always = TRACE.into_iter().chain([NOT_BY_GDAL]).chain(without_head);
    let _settings = Settings::set(ours.chain(always).chain(withheld));
    let _permission = permit_network();
    let (result, mut messages) = messages::listen(work);
    messages.debug = keep_own(messages.debug, url);
    (result, messages)
}

/// Has GDAL forget what it knows of a URL that was opened before: what it fetched, and that it failed.
pub(crate) fn forget<T>(open_again: impl FnOnce() -> T) -> T {
    let _forget = Settings::set([FORGET]);
    open_again()
}

/// Whether this process has heard of a request and its answer.
static HEARD: AtomicBool = AtomicBool::new(false);

/// Verifies the trace of the opening of a file, as [`verify`] does, and that there is a trace: what is verified are words of GDAL's
/// log, and if a version of GDAL words them otherwise, nothing would ever be found wrong. GDAL keeps what it has fetched, so
/// that only the first file of a process must be heard of.
pub(crate) fn verify_opened(messages: &Messages) -> Result<Option<Served>, ServerProblem> {
    require_trace(&HttpTrace::from_messages(&messages.debug), &HEARD)?;
    verify(messages, None)
}

fn require_trace(trace: &HttpTrace, heard: &AtomicBool) -> Result<(), ServerProblem> {
    if trace.shows_exchange() {
        heard.store(true, Ordering::Relaxed);
    }
    match heard.load(Ordering::Relaxed) {
        true => Ok(()),
        false => Err(ServerProblem::Unheard),
    }
}

/// Verifies the trace of some work: that the server sent what was asked for, of the version that is known. Returns the version.
pub(crate) fn verify(
    messages: &Messages,
    known: Option<&Served>,
) -> Result<Option<Served>, ServerProblem> {
    let trace = HttpTrace::from_messages(&messages.debug);
    if trace.has_whole_for_part() {
        return Err(ServerProblem::NoRanges);
    }
    if let Some((start, end)) = trace.unrequested_range() {
        return Err(ServerProblem::WrongRange { start, end });
    }
    let mut known = known.cloned();
    for answer in trace.file_answers() {
        let now = Served::from(answer);
        match &known {
            Some(before) if !before.may_be(&now) => {
                let (before, now) = (Box::new(before.clone()), Box::new(now));
                return Err(ServerProblem::Changed { before, now });
            }
            Some(before) if before.bytes.is_some() => {}
            _ => known = Some(now),
        }
    }
    Ok(known)
}

/// The failure of a server that made some work fail, if the trace shows one.
pub(crate) fn server_failure(messages: &Messages) -> Option<ServerProblem> {
    let trace = HttpTrace::from_messages(&messages.debug);
    let refused = trace.refusal().map(|answer| ServerProblem::Refused {
        status: answer.status,
        line: answer.line.clone(),
        retry_after: answer.retry_after,
    });
    refused.or_else(|| {
        if trace.has_whole_for_part() {
            return Some(ServerProblem::NoRanges);
        }
        let said = trace.broken_off()?.to_owned();
        Some(ServerProblem::BrokenOff { said })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_in_other_words_verifies_nothing() {
        let trace = |messages: &[&str]| {
            let messages = messages.iter().map(|&message| message.to_owned());
            HttpTrace::from_messages(&messages.collect::<Vec<_>>())
        };
        let request = "CURL_INFO_HEADER_OUT: GET /a.tif HTTP/1.1\nRange: bytes=0-9\n";
        let answer = "CURL_INFO_HEADER_IN: HTTP/1.1 206 Partial Content";
        let heard = AtomicBool::new(false);
        for unheard in [
            &["curl > GET /a.tif", "curl < HTTP/1.1 206"][..],
            &[request],
            &[answer],
        ] {
            let found = require_trace(&trace(unheard), &heard);
            assert!(matches!(found, Err(ServerProblem::Unheard)), "{unheard:?}");
        }
        assert!(require_trace(&trace(&[request, answer]), &heard).is_ok());
        // Another file may have been kept from before.
        assert!(require_trace(&trace(&[]), &heard).is_ok());
    }
}

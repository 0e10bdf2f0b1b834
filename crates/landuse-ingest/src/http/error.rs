//! What a server can do to the reading of a raster.

use super::retry::Failure;
use super::version::Served;

/// What is wrong with a server, or with what it sends.
#[derive(Debug, thiserror::Error)]
pub enum ServerProblem {
    /// It answered with an error.
    #[error("the server answered {line}; {}", remedy(*status))]
    Refused {
        /// Its status.
        status: u16,
        /// The status with its words.
        line: String,
        /// Seconds that it asks to wait.
        retry_after: Option<u64>,
    },
    /// It cannot be reached, fell silent or broke off.
    #[error(
        "the server could not be reached or broke off ({said}); verify the name and the connection (a proxy is taken from https_proxy or GDAL_HTTP_PROXY), or run again later"
    )]
    BrokenOff {
        /// What libcurl says.
        said: String,
    },
    /// A bucket is to be read, and there are no keys for it.
    #[error(
        "no credentials were found for it ({said}); give them by GDAL's variables (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE), run where a role gives them, or, for a bucket that is open to all, set AWS_NO_SIGN_REQUEST=YES"
    )]
    NoCredentials {
        /// What GDAL says.
        said: String,
    },
    /// It sends no GeoTIFF.
    #[error(
        "what lies there is no GeoTIFF ({said}), and of others no block can be read alone; verify the URL, or download the file and name the copy"
    )]
    NoTiff {
        /// What GDAL says.
        said: String,
    },
    /// It sends whole files only.
    #[error(
        "the server sends the whole file when it is asked for a part of it, so that it cannot be read by blocks; download it and name the copy"
    )]
    NoRanges,
    /// GDAL's log shows nothing of what was asked and answered.
    #[error(
        "GDAL {} says nothing of its requests in words that this program knows, so that what the server sends cannot be verified; download the file and name the copy, and report this",
        crate::gdal::gdal_version()
    )]
    Unheard,
    /// A text that does not end.
    #[error("it is longer than 16 MB, which no STAC item is; verify the URL")]
    TooLong,
    /// It sent another part than was asked for.
    #[error(
        "the server sent bytes {start} to {end}, for which it was not asked, so that nothing that it sends can be relied on; download the file, verify it and name the copy"
    )]
    WrongRange {
        /// The first byte.
        start: u64,
        /// The last byte.
        end: u64,
    },
    /// The file is not the one that was opened.
    #[error(
        "it has changed on the server while it was read ({before}; now {now}), so that nothing can be said of it; run again when no program writes it, or, if several servers answer with versions of their own, download it"
    )]
    Changed {
        /// As it was opened.
        before: Box<Served>,
        /// As it is.
        now: Box<Served>,
    },
}

impl Failure for ServerProblem {
    fn is_final(&self, number: u32) -> bool {
        match self {
            Self::Refused { status, .. } => {
                (400..500).contains(status) && !matches!(status, 408 | 425 | 429)
            }
            Self::BrokenOff { .. } => false,
            // After a failure GDAL may still hold the file for one that it cannot open.
            Self::NoTiff { .. } => number == 1,
            Self::NoCredentials { .. }
            | Self::NoRanges
            | Self::Unheard
            | Self::TooLong
            | Self::WrongRange { .. }
            | Self::Changed { .. } => true,
        }
    }

    fn retry_after(&self) -> Option<u64> {
        match self {
            Self::Refused { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

/// What helps against a status.
fn remedy(status: u16) -> &'static str {
    match status {
        401 | 403 | 407 => {
            "give it credentials by GDAL's variables (AWS_ACCESS_KEY_ID or AWS_NO_SIGN_REQUEST=YES for s3://, GDAL_HTTP_USERPWD, GDAL_HTTP_HEADERS), or ask its keeper for the right to read"
        }
        404 | 410 => "verify the URL: there is no such file",
        429 => "it is asked too often: run again later, with fewer threads",
        400..500 => "verify the URL and what its keeper says of it",
        _ => "it is busy or broken: run again later, with fewer threads, or download the file",
    }
}

//! Short texts behind a URL, fetched whole.

use std::time::Duration;

use curl::easy::Easy;

use super::error::ServerProblem;
use super::retry::{number_from_environment, retry};

/// Bytes of a text at most.
const LONGEST: usize = 16 << 20;

/// The text behind a URL. Timeouts, repetitions and proxies are as those of rasters.
///
/// # Errors
/// A server fails several times, or what it sends does not end; with the number of tries.
pub(crate) fn fetch(url: &str) -> Result<Vec<u8>, (ServerProblem, u32)> {
    retry(|_| fetch_once(url))
}

fn fetch_once(url: &str) -> Result<Vec<u8>, ServerProblem> {
    let mut text = Vec::new();
    let mut line = String::new();
    let mut easy = Easy::new();
    let status = transfer(&mut easy, url, &mut text, &mut line);
    if text.len() > LONGEST {
        return Err(ServerProblem::TooLong);
    }
    match status {
        Ok(200) => Ok(text),
        Ok(status) => Err(ServerProblem::Refused {
            status: status as u16,
            line,
            retry_after: None,
        }),
        Err(error) => Err(ServerProblem::BrokenOff {
            said: error
                .extra_description()
                .map_or_else(|| error.to_string(), str::to_owned),
        }),
    }
}

/// The status of the answer, with its words in `line` and its body in `text`.
fn transfer(
    easy: &mut Easy,
    url: &str,
    text: &mut Vec<u8>,
    line: &mut String,
) -> Result<u32, curl::Error> {
    let seconds =
        |key: &str, default: f64| Duration::from_secs_f64(number_from_environment(key, default));
    easy.url(url)?;
    easy.useragent(concat!("landcarbon/", env!("CARGO_PKG_VERSION")))?;
    easy.follow_location(true)?;
    easy.max_redirections(10)?;
    easy.connect_timeout(seconds("GDAL_HTTP_CONNECTTIMEOUT", 10.0))?;
    easy.timeout(seconds("GDAL_HTTP_TIMEOUT", 300.0))?;
    if let Ok(proxy) = std::env::var("GDAL_HTTP_PROXY") {
        easy.proxy(&proxy)?;
    }
    let mut transfer = easy.transfer();
    transfer.header_function(|head| {
        if let Some(words) = std::str::from_utf8(head)
            .ok()
            .filter(|head| head.starts_with("HTTP/"))
        {
            let words = words.split_once(' ').map_or("", |(_, words)| words);
            words.trim().clone_into(line);
        }
        true
    })?;
    transfer.write_function(|part| {
        text.extend_from_slice(part);
        // Fewer bytes than there are end the transfer.
        Ok(if text.len() > LONGEST { 0 } else { part.len() })
    })?;
    transfer.perform()?;
    drop(transfer);
    easy.response_code()
}

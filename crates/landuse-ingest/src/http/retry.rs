//! Trying again what a server made fail.

use std::thread::sleep;
use std::time::{Duration, SystemTime};

/// A failure that may pass.
pub(crate) trait Failure {
    /// Whether it would be the same if a server were asked again, after so many tries.
    fn is_final(&self, number: u32) -> bool;

    /// Seconds that a server asks to wait.
    fn retry_after(&self) -> Option<u64>;
}

/// Does work that needs a server. After a failure that may pass, does it again after a pause that doubles each time. The work is told the
/// number of the try, from 1.
///
/// # Errors
/// The last failure, and the number of tries.
pub(crate) fn retry<T, E: Failure>(
    mut work: impl FnMut(u32) -> Result<T, E>,
) -> Result<T, (E, u32)> {
    let tries = 1 + number_from_environment("GDAL_HTTP_MAX_RETRY", 4.0).min(100.0) as u32;
    let mut pause = number_from_environment("GDAL_HTTP_RETRY_DELAY", 0.5);
    let mut number = 1;
    loop {
        let failure = match work(number) {
            Ok(done) => return Ok(done),
            Err(failure) if number >= tries || failure.is_final(number) => {
                return Err((failure, number));
            }
            Err(failure) => failure,
        };
        let asked = failure.retry_after().map_or(0.0, |s| s.min(60) as f64);
        sleep(Duration::from_secs_f64(pause.max(asked) * jitter()));
        pause *= 2.0;
        number += 1;
    }
}

/// A number that the user may have set in the environment.
pub(super) fn number_from_environment(key: &str, default: f64) -> f64 {
    let set = std::env::var(key).ok().and_then(|text| text.parse().ok());
    set.filter(|value: &f64| value.is_finite() && *value >= 0.0)
        .map_or(default, |value| value.min(3600.0))
}

/// From 1 to 1.25, so that workers who were refused together do not come back together.
fn jitter() -> f64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    1.0 + f64::from(now.map_or(0, |time| time.subsec_micros() % 1000)) / 4000.0
}

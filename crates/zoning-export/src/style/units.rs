//! Amounts of tonnes in round steps and with prefixes.

use super::breaks::plain;

/// The largest of 1, 2 or 5 × 10ⁿ tonnes that the mean magnitude of amounts reaches; at least 1 t.
pub(crate) fn round_step(amounts: impl Iterator<Item = f64>) -> f64 {
    let magnitudes: Vec<_> = amounts.map(f64::abs).collect();
    let mean = magnitudes.iter().sum::<f64>() / magnitudes.len() as f64;
    let power = 10_f64.powi(mean.max(1.0).log10().floor() as i32);
    let mut steps = [5.0, 2.0].map(|digit| digit * power).into_iter();
    steps.find(|&step| step <= mean).unwrap_or(power)
}

/// The factor and the prefix in which amounts of tonnes are short.
pub(crate) fn tonnes_scale(magnitudes: impl Iterator<Item = f64>) -> (f64, &'static str) {
    match magnitudes.fold(f64::INFINITY, f64::min) {
        f64::INFINITY => (1.0, ""),
        1e6.. => (1e6, "M"),
        1e3.. => (1e3, "k"),
        _ => (1.0, ""),
    }
}

/// An amount of tonnes in a scale, for a label.
pub(crate) fn scaled_tonnes(tonnes: f64, (factor, _): (f64, &str)) -> String {
    plain(tonnes / factor)
}

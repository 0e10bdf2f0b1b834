//! Numbers with a fixed number of decimals, in text and in rows that serde writes.

use serde::{Serialize, Serializer};

use super::six_decimals;

/// A number with so many decimals; one that rounds to zero has no sign.
pub fn fixed(value: f64, decimals: usize) -> String {
    if decimals == 6 && value >= 0.0 {
        let mut text = String::new();
        six_decimals::push(&mut text, value);
        return text;
    }
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(digits) if digits.bytes().all(|byte| b"0.".contains(&byte)) => digits.to_owned(),
        _ => text,
    }
}

/// A number that is written with so many decimals.
///
/// It is handed to the writer as bytes: to the `csv` crate these are a field as it stands, and [`write_json`](super::write_json) takes them
/// for a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Decimals(pub f64, pub usize);

impl Serialize for Decimals {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(fixed(self.0, self.1).as_bytes())
    }
}

/// Serialises a number, or one that may be missing, with so many decimals.
pub(crate) fn decimals<const DECIMALS: usize, N, S>(
    value: &N,
    serializer: S,
) -> Result<S::Ok, S::Error>
where
    N: Into<Option<f64>> + Copy,
    S: Serializer,
{
    let value: Option<f64> = (*value).into();
    value
        .map(|value| Decimals(value, DECIMALS))
        .serialize(serializer)
}

/// A number that is written with the digits that distinguish it from all others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Exact(pub f64);

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A negative zero plus zero has no sign.
        serializer.serialize_bytes((self.0 + 0.0).to_string().as_bytes())
    }
}

/// Serialises a number, or one that may be missing, with all its digits.
pub(crate) fn exact<N, S>(value: &N, serializer: S) -> Result<S::Ok, S::Error>
where
    N: Into<Option<f64>> + Copy,
    S: Serializer,
{
    let value: Option<f64> = (*value).into();
    value.map(Exact).serialize(serializer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_has_no_sign() {
        for (value, decimals, expected) in [
            (-1e-9, 3, "0.000"),
            (-1e-9, 6, "0.000000"),
            (-0.0, 0, "0"),
            (-0.6, 0, "-1"),
            (-0.04, 1, "0.0"),
            (-10.0, 1, "-10.0"),
            (0.25, 2, "0.25"),
            (0.25, 6, "0.250000"),
        ] {
            assert_eq!(fixed(value, decimals), expected);
        }
    }
}

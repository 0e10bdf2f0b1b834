//! Numbers with a fixed number of decimals.

/// A number with so many decimals; one that rounds to zero has no sign.
pub(crate) fn decimal(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(digits) if digits.bytes().all(|byte| b"0.".contains(&byte)) => digits.to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_has_no_sign() {
        for (value, decimals, expected) in [
            (-1e-9, 3, "0.000"),
            (-0.0, 0, "0"),
            (-0.6, 0, "-1"),
            (-0.04, 1, "0.0"),
            (-10.0, 1, "-10.0"),
            (0.25, 2, "0.25"),
        ] {
            assert_eq!(decimal(value, decimals), expected);
        }
    }
}

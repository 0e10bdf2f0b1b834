//! Digits in groups of three.

use super::fixed;

/// Whether digits read as zero.
pub(crate) fn is_zero(digits: &str) -> bool {
    !digits.contains(|digit| matches!(digit, '1'..='9'))
}

/// Printed digits with a plus or the minus sign of typography, unless they read as zero.
///
/// ```
/// use zoning_export::{fixed, with_sign};
///
/// let changes = [0.126, -0.126, -0.004].map(|change| with_sign(&fixed(change, 2)));
/// assert_eq!(changes, ["+0.13", "−0.13", "0.00"]);
/// ```
#[must_use]
pub fn with_sign(digits: &str) -> String {
    match digits.strip_prefix(['-', '−']) {
        Some(digits) => format!("−{digits}"),
        None if is_zero(digits) => digits.to_owned(),
        None => format!("+{digits}"),
    }
}

/// Digits in groups of three before the point: `-1234567.5` is `−1,234,567.5`.
pub(crate) fn grouped(digits: &str) -> String {
    let (sign, digits) = match digits.strip_prefix(['-', '−']) {
        Some(digits) => ("−", digits),
        None => ("", digits),
    };
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut grouped = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + fraction
}

/// An amount of money in a sentence: grouped, with two decimals.
pub(crate) fn amount(number: f64) -> String {
    grouped(&fixed(number, 2))
}

/// The letter of a panel: (a), (b), …, (z), (aa), (ab), …
pub(crate) fn letter(panel: usize) -> String {
    let nth = |position: usize| char::from(b'a' + (position % 26) as u8).to_string();
    let first = (panel / 26).checked_sub(1).map_or(String::new(), nth);
    format!("({first}{})", nth(panel))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_before_the_point_only() {
        for (digits, expected) in [
            ("0", "0"),
            ("999.1234", "999.1234"),
            ("1000", "1,000"),
            ("-123456.70", "−123,456.70"),
            ("-1234567", "−1,234,567"),
        ] {
            assert_eq!(grouped(digits), expected);
        }
    }

    #[test]
    fn letters_do_not_end() {
        assert_eq!([0, 25, 27].map(letter), ["(a)", "(z)", "(ab)"]);
    }

    #[test]
    fn an_amount_in_a_sentence() {
        assert_eq!(amount(-1234.5), "−1,234.50");
        assert_eq!(amount(-0.001), "0.00");
    }
}

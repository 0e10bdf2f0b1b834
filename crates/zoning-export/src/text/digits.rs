//! Digits in groups of three.

use super::fixed;

/// Digits in groups of three before the point: `-1234567.5` is `−1,234,567.5`.
pub(crate) fn grouped(digits: &str) -> String {
    let (sign, digits) = match digits.strip_prefix('-') {
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
    fn an_amount_in_a_sentence() {
        assert_eq!(amount(-1234.5), "−1,234.50");
        assert_eq!(amount(-0.001), "0.00");
    }
}

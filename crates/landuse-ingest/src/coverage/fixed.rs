//! Rounding to the integers in which shares are counted.

use super::spans::FULL;

/// The least share.
const UNIT: f64 = 1.0 / FULL as f64;

/// A fraction from 0 to 1 in units of 2⁻⁵² cell, halves rounded up.
///
/// What `(fraction * 2⁵²).round()` gives. Adding 1 leaves just these digits, but rounds halves to even ones.
#[inline]
pub(super) fn fixed(fraction: f64) -> i64 {
    debug_assert!((0.0..=1.0).contains(&fraction), "{fraction}");
    let shifted = 1.0 + fraction;
    let half_lost = fraction - (shifted - 1.0) == UNIT / 2.0;
    (shifted.to_bits() - 1_f64.to_bits()) as i64 + i64::from(half_lost)
}

/// The part `fraction` (from 0 to 1) of a height of 2⁻⁵² cell, rounded like it.
#[inline]
pub(super) fn part(height: i64, fraction: f64) -> i64 {
    fixed(height as f64 * fraction * UNIT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rounded(units: f64) -> i64 {
        fixed(units * UNIT)
    }

    #[test]
    fn halves_go_up() {
        let full = FULL as f64;
        let cases = [
            (0.0, 0),
            (0.49999999999999994, 0),
            (0.5, 1),
            (1.5, 2),
            (2.5, 3),
            (full / 2.0 - 0.25, 1 << 51),
            (full - 0.5, 1 << 52),
            (full - 1.5, (1 << 52) - 1),
            (full, 1 << 52),
        ];
        for (units, expected) in cases {
            assert_eq!(rounded(units), expected, "{units}");
        }
    }

    proptest! {
        #[test]
        fn all_is_rounded_as_the_standard_library_does(
            units in 0.0..=FULL as f64,
            halves in 0_u64..1 << 53,
            height in 0_i64..=FULL as i64,
            fraction in 0.0..=1.0,
        ) {
            for units in [units, halves as f64 / 2.0] {
                prop_assert_eq!(rounded(units), units.round() as i64, "{}", units);
            }
            prop_assert_eq!(part(height, fraction), (height as f64 * fraction).round() as i64);
        }
    }
}

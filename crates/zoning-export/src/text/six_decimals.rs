//! Areas with six decimals, to the last digit as the standard library prints them, in a fraction of the time: a tally of a nation has
//! millions.

use std::fmt::Write;

/// 10⁶.
const SCALE: f64 = 1e6;

/// From here on a double has no fraction to round.
const WHOLE: f64 = (1_u64 << 52) as f64;

/// Appends a number as `{:.6}` prints it, but −0 without its sign.
pub(crate) fn push(text: &mut String, value: f64) {
    match scaled(value) {
        Some(millionths) => {
            let (whole, fraction) = (millionths / 1_000_000, millionths % 1_000_000);
            // A string takes whatever is written to it.
            let _ = write!(text, "{whole}.{fraction:06}");
        }
        None => {
            let _ = write!(text, "{:.6}", value + 0.0);
        }
    }
}

/// The nearest whole number of millionths, of two the even one; none for what is not between 0 and 2⁵² of them.
fn scaled(value: f64) -> Option<u64> {
    let product = value * SCALE;
    if !(0.0..WHOLE).contains(&product) || product < f64::MIN_POSITIVE * WHOLE {
        return (value == 0.0).then_some(0);
    }
    // The exact product is this one and the error, which is less than half of its last digit.
    let error = value.mul_add(SCALE, -product);
    let whole = product.floor();
    let beyond_half = product - whole - 0.5;
    let up = match beyond_half.total_cmp(&0.0) {
        std::cmp::Ordering::Equal => error > 0.0 || error == 0.0 && whole % 2.0 == 1.0,
        further => further.is_gt(),
    };
    Some(whole as u64 + u64::from(up))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn assert_as_printed(value: f64) {
        let mut text = String::new();
        push(&mut text, value);
        assert_eq!(text, format!("{:.6}", value + 0.0), "{value:e}");
    }

    #[test]
    fn ties_go_to_the_even_digit() {
        // Fractions of 128 have a seventh digit of 5 and no more.
        for value in (0..1_000).map(|n| f64::from(n) / 128.0) {
            assert_as_printed(value);
            assert_as_printed(value.next_up());
            assert_as_printed(value.next_down());
        }
    }

    #[test]
    fn ends_of_the_range() {
        for value in [
            0.0,
            -0.0,
            5e-324,
            1e-300,
            4.9e-7,
            5e-7,
            1e-6,
            0.999_999_5,
            4_503_599_627.370_495,
            4_503_599_627.370_497,
            1e16,
            1e300,
            -1.5,
            -1e-9,
            f64::INFINITY,
            f64::NAN,
        ] {
            assert_as_printed(value);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn all_numbers(bits in any::<u64>()) {
            assert_as_printed(f64::from_bits(bits));
        }

        #[test]
        fn areas(value in 0.0..1e9_f64) {
            assert_as_printed(value);
        }

        #[test]
        fn next_to_a_half(millionths in 0..1_u64 << 50, steps in -3..4_i64) {
            let half = (millionths as f64 + 0.5) / SCALE;
            assert_as_printed(f64::from_bits(half.to_bits().saturating_add_signed(steps)));
        }
    }
}

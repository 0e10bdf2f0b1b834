//! From many values to an interval.

use serde::Serialize;

/// The mean, the standard deviation and quantiles of a number over all draws.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    pub mean: f64,
    /// The standard deviation, with n − 1.
    pub standard_deviation: f64,
    /// The value below which 5 % lie.
    pub p05: f64,
    /// The middle.
    pub median: f64,
    /// The value below which 95 % lie.
    pub p95: f64,
}

impl Interval {
    /// The interval of these values; `None` if there are no values. Changes their order.
    ///
    /// The quantile of probability p of n sorted values x₀ … x₍ₙ₋₁₎ lies at h = (n − 1) p: x_h,
    /// between two values in proportion (type 7 of Hyndman and Fan, "Sample quantiles in
    /// statistical packages", The American Statistician 50 (1996), doi 10.2307/2684934; the default
    /// of R and NumPy).
    ///
    /// ```
    /// use carbon_core::uncertainty::Interval;
    ///
    /// let interval = Interval::from_values(&mut [4.0, 1.0, 3.0, 2.0, 5.0]).unwrap();
    /// assert_eq!((interval.p05, interval.median, interval.p95), (1.2, 3.0, 4.8));
    /// assert_eq!((interval.mean, interval.standard_deviation), (3.0, 2.5f64.sqrt()));
    /// ```
    pub fn from_values(values: &mut [f64]) -> Option<Self> {
        let number = values.len();
        if number == 0 {
            return None;
        }
        let mean = values.iter().sum::<f64>() / number as f64;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        let variance = squares / (number - 1).max(1) as f64;
        let [low, middle, high] = [0.05, 0.5, 0.95].map(|p| Place::new(number, p));
        let median = middle.value(values);
        let p95 = high.from(middle.below).value(&mut values[middle.below..]);
        let p05 = if low.below < middle.below {
            low.value(&mut values[..=middle.below])
        } else {
            low.value(values)
        };
        Some(Self {
            mean,
            standard_deviation: variance.sqrt(),
            p05,
            median,
            p95,
        })
    }
}

/// Where a quantile lies among sorted values.
#[derive(Clone, Copy)]
struct Place {
    /// The place of the value below it.
    below: usize,
    /// How far it lies towards the next.
    beyond: f64,
}

impl Place {
    fn new(number: usize, p: f64) -> Self {
        let h = (number - 1) as f64 * p;
        Self {
            below: h as usize,
            beyond: h.fract(),
        }
    }

    /// The place among the values from one on.
    fn from(self, first: usize) -> Self {
        Self {
            below: self.below - first,
            ..self
        }
    }

    /// The quantile, by selection. Values below the place end up before it, others behind.
    fn value(self, values: &mut [f64]) -> f64 {
        let (_, below, above) = values.select_nth_unstable_by(self.below, f64::total_cmp);
        let next = above
            .iter()
            .copied()
            .min_by(f64::total_cmp)
            .unwrap_or(*below);
        *below + (next - *below) * self.beyond
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_value_and_none() {
        let one = Interval::from_values(&mut [7.0]).unwrap();
        assert_eq!((one.p05, one.median, one.p95), (7.0, 7.0, 7.0));
        assert_eq!(one.standard_deviation, 0.0);
        assert_eq!(Interval::from_values(&mut []), None);
    }

    proptest! {
        #[test]
        fn selection_finds_what_sorting_does(mut values in proptest::collection::vec(-1e6..1e6, 1..200)) {
            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            let quantile = |p: f64| {
                let h = (sorted.len() - 1) as f64 * p;
                let (low, high) = (sorted[h.floor() as usize], sorted[h.ceil() as usize]);
                low + (high - low) * h.fract()
            };
            let interval = Interval::from_values(&mut values).unwrap();
            prop_assert_eq!(interval.p05, quantile(0.05));
            prop_assert_eq!(interval.median, quantile(0.5));
            prop_assert_eq!(interval.p95, quantile(0.95));
        }
    }
}

//! A scale of a chart's side, linear or by powers of ten.

use crate::text::{fixed, grouped};

/// Ratio of the largest to the smallest value from which a scale goes by powers of ten.
const WIDE: f64 = 30.0;

/// What a scale reaches beyond the values, as a share of its length.
const ROOM: f64 = 0.05;

/// Values along a side of a chart, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    /// The ends in values, or in powers of ten.
    ends: [f64; 2],
    is_logarithmic: bool,
    /// Where the ends lie.
    pub(super) places: [f64; 2],
}

impl Scale {
    /// A scale from zero, or below it if values are; of values that differ much, all above zero, by
    /// powers of ten.
    pub(super) fn around(values: impl Iterator<Item = f64> + Clone, places: [f64; 2]) -> Self {
        let least = values.clone().fold(f64::INFINITY, f64::min);
        let most = values.fold(f64::NEG_INFINITY, f64::max);
        let is_logarithmic = least > 0.0 && most / least >= WIDE;
        let ends = match is_logarithmic {
            true => [least.log10(), most.log10()],
            false => [least.min(0.0), most.max(least.min(0.0) + f64::MIN_POSITIVE)],
        };
        let room = (ends[1] - ends[0]) * ROOM;
        let below = if is_logarithmic || ends[0] < 0.0 {
            room
        } else {
            0.0
        };
        Self {
            ends: [ends[0] - below, ends[1] + room],
            is_logarithmic,
            places,
        }
    }

    /// Where a value lies.
    pub(super) fn place(&self, value: f64) -> f64 {
        let along = if self.is_logarithmic {
            value.log10()
        } else {
            value
        };
        let [from, to] = self.places;
        from + (along - self.ends[0]) / (self.ends[1] - self.ends[0]) * (to - from)
    }

    /// Whether a value lies on it.
    pub(super) fn holds(&self, value: f64) -> bool {
        let along = if self.is_logarithmic {
            value.log10()
        } else {
            value
        };
        (self.ends[0]..=self.ends[1]).contains(&along)
    }

    /// Round values along it, as their labels show them.
    pub(super) fn ticks(&self, about: f64) -> Vec<(f64, String)> {
        let [low, high] = self.ends;
        if self.is_logarithmic {
            let powers = (low.floor() as i32)..=(high.ceil() as i32);
            let ticks = powers
                .flat_map(|power| [1.0, 2.0, 5.0].map(|digit| (digit * 10_f64.powi(power), power)));
            let held = ticks.filter(|(tick, _)| self.holds(*tick));
            return held
                .map(|(tick, power)| (tick, fixed(tick, usize::try_from(-power).unwrap_or(0))))
                .collect();
        }
        let rough = (high - low) / about;
        let power = 10_f64.powi(rough.log10().floor() as i32);
        let mut steps = [1.0, 2.0, 5.0].map(|digit| digit * power).into_iter();
        let step = steps.find(|&step| step >= rough).unwrap_or(10.0 * power);
        let decimals = (-step.log10().floor()).max(0.0) as usize;
        let [first, last] = [(low / step).ceil(), (high / step).floor()];
        let ticks = (first as i64..=last as i64).map(|tick| tick as f64 * step);
        ticks
            .map(|tick| (tick, grouped(&fixed(tick, decimals))))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_differ_much_go_by_powers_of_ten() {
        let scale = Scale::around([0.02, 1.0, 4.0].into_iter(), [0.0, 100.0]);
        let ticks: Vec<String> = scale
            .ticks(5.0)
            .into_iter()
            .map(|(_, label)| label)
            .collect();
        assert_eq!(ticks, ["0.02", "0.05", "0.1", "0.2", "0.5", "1", "2", "5"]);
        // Half of the way in powers is the geometric mean.
        let middle = scale.place((0.02_f64 * 4.0).sqrt());
        assert!((middle - 50.0).abs() < 1e-9, "{middle}");
    }

    #[test]
    fn other_values_go_from_zero() {
        let scale = Scale::around([0.5, 2.0].into_iter(), [100.0, 0.0]);
        assert_eq!(scale.place(0.0), 100.0);
        let ticks: Vec<String> = scale
            .ticks(4.0)
            .into_iter()
            .map(|(_, label)| label)
            .collect();
        assert_eq!(ticks, ["0", "1", "2"]);
        let below = Scale::around([-3.0, 5.0].into_iter(), [0.0, 1.0]);
        assert!(below.holds(-3.2) && !below.holds(-4.0));
    }
}

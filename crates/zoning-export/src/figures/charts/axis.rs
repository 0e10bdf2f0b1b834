//! An axis with round ticks.

/// What an axis reaches beyond the values, as a share of their span.
const ROOM: f64 = 0.04;

/// A linear axis from left to right, in points.
pub(crate) struct Axis {
    left: f64,
    width: f64,
    low: f64,
    high: f64,
}

impl Axis {
    /// An axis that holds all values and zero.
    pub(crate) fn around(values: impl Iterator<Item = f64>, left: f64, width: f64) -> Self {
        let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), x| {
            (low.min(x), high.max(x))
        });
        let span = if high > low { high - low } else { 1.0 };
        let room = span * ROOM;
        Self {
            left,
            width,
            low: if low < 0.0 { low - room } else { low },
            high: high + room,
        }
    }

    /// Where a value lies.
    pub(crate) fn place(&self, value: f64) -> f64 {
        self.left + (value - self.low) / (self.high - self.low) * self.width
    }

    /// The distance of ticks: 1, 2 or 5 × 10ⁿ.
    fn step(&self) -> f64 {
        let rough = (self.high - self.low) / 5.0;
        let power = 10_f64.powi(rough.log10().floor() as i32);
        let steps = [1.0, 2.0, 5.0].map(|digit| digit * power);
        steps
            .into_iter()
            .find(|&step| step >= rough)
            .unwrap_or(10.0 * power)
    }

    /// Round values along it.
    pub(crate) fn ticks(&self) -> Vec<f64> {
        let step = self.step();
        let (first, last) = (
            (self.low / step).ceil() as i64,
            (self.high / step).floor() as i64,
        );
        (first..=last).map(|tick| tick as f64 * step).collect()
    }

    /// A tick as its label shows it.
    pub(crate) fn printed(&self, tick: f64) -> String {
        let decimals = (-self.step().log10().floor()).max(0.0) as usize;
        format!("{tick:.decimals$}").replace('-', "−")
    }
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_within_the_axis() {
        let axis = Axis::around([-12.0, 3.0, 47.0, 4.0].into_iter(), 100.0, 200.0);
        assert_eq!(axis.ticks(), [0.0, 20.0, 40.0]);
        assert_eq!(axis.printed(20.0), "20");
        let axis = Axis::around([-0.3, 0.0, 0.25, 0.1].into_iter(), 0.0, 100.0);
        assert_eq!(axis.ticks(), [-0.2, 0.0, 0.2]);
        assert_eq!(axis.printed(-0.2), "−0.2");
        let axis = Axis::around([0.0; 4].into_iter(), 0.0, 100.0);
        assert_eq!(axis.ticks().len(), 5);
    }
}

//! An axis with round ticks.

use crate::figures::formats::{Fonts, INK, Svg, Text, Weight};
use crate::text::{fixed, grouped};

const GRID: &str = "#bdbdbd";

/// Between a number and what stands beside it.
pub(crate) const APART: f64 = 2.0;

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
        let holding = |(low, high): (f64, f64), x| (low.min(x), high.max(x));
        let (low, high) = values.fold((0.0, 0.0), holding);
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
        let mut steps = [1.0, 2.0, 5.0].map(|digit| digit * power).into_iter();
        steps.find(|&step| step >= rough).unwrap_or(10.0 * power)
    }

    /// Round values along it.
    pub(crate) fn ticks(&self) -> Vec<f64> {
        let step = self.step();
        let [first, last] = [(self.low / step).ceil(), (self.high / step).floor()];
        (first as i64..=last as i64)
            .map(|tick| tick as f64 * step)
            .collect()
    }

    /// A tick as its label shows it.
    pub(crate) fn printed(&self, tick: f64) -> String {
        let decimals = (-self.step().log10().floor()).max(0.0) as usize;
        grouped(&fixed(tick, decimals))
    }

    /// Draws its ticks over a height, with labels of a size below where there is room.
    pub(crate) fn draw(&self, svg: &mut Svg, fonts: &Fonts, [from, to]: [f64; 2], size: f64) {
        let mut free = f64::NEG_INFINITY;
        for tick in self.ticks() {
            let x = self.place(tick);
            let (line, color) = if tick == 0.0 { (0.8, INK) } else { (0.3, GRID) };
            svg.line([x, from], [x, to], line, color);
            let text = self.printed(tick);
            let half = fonts.width(&text, size, Weight::Regular) / 2.0;
            if x - half >= free {
                free = x + half + APART;
                svg.text(Text::at(x, to + size + 3.0, size).middle().grey(), &text);
            }
        }
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

//! The scale bar: a round length, measured in the projection.

use crate::figures::formats::{INK, Svg, Text};
use crate::text::grouped;

/// The height of the bar.
const THICKNESS: f64 = 2.6;

/// A scale bar of two halves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ScaleBar {
    /// The whole length on the ground, in kilometres.
    pub(crate) kilometres: f64,
    /// The same in points.
    pub(crate) points: f64,
}

impl ScaleBar {
    /// The longest of 1, 2 or 5 × 10ⁿ km that takes no more than `longest` points.
    pub(crate) fn fitted(points_per_metre: f64, longest: f64) -> Self {
        let most = longest / points_per_metre / 1000.0;
        let power = 10_f64.powf(most.log10().floor());
        let digit = [5.0, 2.0].into_iter().find(|digit| digit * power <= most);
        let kilometres = digit.unwrap_or(1.0) * power;
        Self {
            kilometres,
            points: kilometres * 1000.0 * points_per_metre,
        }
    }

    /// Draws it with its upper left end here; numbers stand above it.
    pub(crate) fn draw(&self, svg: &mut Svg, x: f64, y: f64) {
        let half = self.points / 2.0;
        let style = format!("fill=\"#ffffff\" stroke=\"{INK}\" stroke-width=\"0.5\"");
        svg.rectangle([x, y], [self.points, THICKNESS], &style);
        svg.block([x, y], [half, THICKNESS], INK);
        let number = |at| Text::at(at, y - 2.6, 6.2).middle().grey();
        svg.text(number(x), "0");
        svg.text(
            number(x + half),
            &grouped(&(self.kilometres / 2.0).to_string()),
        );
        svg.text(
            number(x + self.points),
            &format!("{} km", grouped(&self.kilometres.to_string())),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_round_and_fit() {
        for (points_per_metre, kilometres) in [(3e-4, 200.0), (1.0e-3, 50.0), (0.3, 0.2)] {
            let bar = ScaleBar::fitted(points_per_metre, 70.0);
            assert!((bar.kilometres - kilometres).abs() < 1e-9, "{bar:?}");
            assert!(bar.points <= 70.0 && bar.points > 27.0);
        }
    }
}

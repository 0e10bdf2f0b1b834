//! The hatching of zones without a value, the same in figures and in QGIS.

use super::palette::Color;

/// Under the lines.
pub(crate) const GROUND: Color = grey(0xe6);

/// The lines, from lower left to upper right at 45°.
pub(crate) const LINES: Color = grey(0x8c);

/// From line to line, in points, along the page's edges.
pub(crate) const PITCH: f64 = 3.0;

/// The width of lines, in points.
pub(crate) const WIDTH: f64 = 0.5;

const fn grey(level: u8) -> Color {
    Color {
        red: level,
        green: level,
        blue: level,
    }
}

//! Rows of a chart: their names at the left, over bands.

use crate::figures::formats::{Fonts, Svg, Text, Weight};
use crate::figures::page::MARGIN;

const SIZE: f64 = 6.5;
const BAND: &str = "#f4f4f4";

/// The rows.
pub(super) struct Rows {
    names: Vec<String>,
    /// Where the names end.
    pub edge: f64,
    /// The height of a row.
    pub pitch: f64,
    page: f64,
}

impl Rows {
    /// Rows whose names take so much of the width at most.
    pub fn new(
        fonts: &Fonts,
        names: impl Iterator<Item = String>,
        most: f64,
        pitch: f64,
        page: f64,
    ) -> Self {
        let names: Vec<_> = names
            .map(|name| fonts.shortened(&name, SIZE, most))
            .collect();
        let widths = names
            .iter()
            .map(|name| fonts.width(name, SIZE, Weight::Regular));
        Self {
            edge: MARGIN + widths.fold(0.0, f64::max),
            names,
            pitch,
            page,
        }
    }

    /// The height of all rows.
    pub fn height(&self) -> f64 {
        self.pitch * self.names.len() as f64
    }

    /// Draws them from `top` down.
    pub fn draw(&self, svg: &mut Svg, top: f64) {
        for (row, name) in self.names.iter().enumerate() {
            let y = top + row as f64 * self.pitch;
            if row % 2 == 0 {
                svg.block([MARGIN, y], [self.page - 2.0 * MARGIN, self.pitch], BAND);
            }
            let baseline = y + self.pitch / 2.0 + SIZE * 0.36;
            svg.text(Text::at(self.edge, baseline, SIZE).end(), name);
        }
    }
}

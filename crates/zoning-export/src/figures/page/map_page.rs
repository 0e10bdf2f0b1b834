//! A figure's page: title, panels with their headings, legend, scale bar, north arrow, notes.

use super::label::{LINE, Label};
use super::layout::{HEADING, MARGIN};
use super::legend::Legend;
use super::north_arrow;
use super::scale_bar::ScaleBar;
use super::sheet::Sheet;
use crate::figures::formats::{Fonts, GREY_INK, Svg, Text, Weight};
use crate::text::letter;

// Journals ask for type of 5 to 7 pt.
const TITLE_SIZE: f64 = 7.0;
const STATUS_SIZE: f64 = 6.5;
const HEADING_SIZE: f64 = 7.0;
const NOTE_SIZE: f64 = 6.0;

/// Distance of lines as a multiple of their size.
const LEADING: f64 = 1.35;

/// Between panels, legend and notes.
const SPACE: f64 = 12.0;

/// What stands around the maps.
pub(crate) struct Page<'a> {
    pub(crate) sheet: &'a Sheet,
    pub(crate) fonts: &'a Fonts,
    /// One a panel, after its letter: the year, and what else differs.
    pub(crate) headings: Vec<[String; 2]>,
    /// One of all panels, or one a panel.
    pub(crate) legends: Vec<Legend>,
}

impl Page<'_> {
    /// Draws all from `top` down to where the notes begin; `draw` draws the map of a panel with its
    /// upper left corner at the origin.
    pub(crate) fn draw(&self, svg: &mut Svg, top: f64, draw: impl Fn(&mut Svg, usize)) -> f64 {
        let layout = &self.sheet.layout;
        for (panel, [year, detail]) in self.headings.iter().enumerate() {
            let [left, down] = layout.corner(panel);
            let panel_top = top + down;
            let baseline = panel_top + HEADING_SIZE;
            let mut x = left;
            if layout.panels > 1 {
                let letter = letter(panel);
                svg.text(Text::at(x, baseline, HEADING_SIZE).bold(), &letter);
                x += self.fonts.width(&letter, HEADING_SIZE, Weight::Bold) + 4.0;
            }
            svg.text(Text::at(x, baseline, HEADING_SIZE), year);
            x += self.fonts.width(year, HEADING_SIZE, Weight::Regular) + 6.0;
            if !detail.is_empty() {
                let room = left + layout.width - x;
                let detail = self.fonts.shortened(detail, 6.0, room);
                svg.text(Text::at(x, baseline, 6.0).grey(), &detail);
            }
            svg.moved([left, panel_top + HEADING], "", |svg| draw(svg, panel));
        }
        self.draw_key(svg, top)
    }

    /// Draws legend, north arrow and scale bar, in the empty place of the last row if they fit
    /// there. Returns where the notes begin.
    fn draw_key(&self, svg: &mut Svg, top: f64) -> f64 {
        const APART: f64 = 24.0;
        const SIDE: f64 = 96.0;

        let layout = &self.sheet.layout;
        let below = top + layout.total_height() + SPACE;
        let [legend] = &*self.legends else {
            return self.draw_legends(svg, below);
        };
        let [width, height] = legend.size(self.fonts);
        let scale = north_arrow::HEIGHT + 22.0;
        if let Some(([x, y], [free, high])) = layout.vacancy() {
            let side_by_side = width + APART + SIDE <= free && height.max(scale) <= high;
            let stacked = width.max(SIDE) <= free && height + SPACE + scale <= high;
            if side_by_side || stacked {
                let y = top + y + HEADING;
                legend.draw(svg, self.fonts, x, y);
                if side_by_side {
                    self.draw_scale(svg, x + width + APART, y);
                } else {
                    self.draw_scale(svg, x, y + height + SPACE);
                }
                return below;
            }
        }
        legend.draw(svg, self.fonts, MARGIN, below);
        let right = layout.page - MARGIN;
        let beside = MARGIN + width + APART + SIDE <= right;
        let (x, y, end) = match beside {
            true => (right - SIDE, below, height.max(scale)),
            false => (MARGIN, below + height + SPACE, height + SPACE + scale),
        };
        self.draw_scale(svg, x, y);
        below + end + SPACE / 2.0
    }

    /// Draws a legend below each panel, or one below the other where panels are too narrow, then the
    /// scale. Returns where the notes begin.
    fn draw_legends(&self, svg: &mut Svg, below: f64) -> f64 {
        let layout = &self.sheet.layout;
        let is_wide = |legend: &Legend| legend.size(self.fonts)[0] > layout.width;
        let is_stacked = layout.rows > 1 || self.legends.iter().any(is_wide);
        let (mut next, mut bottom) = (below, below);
        for (panel, legend) in self.legends.iter().enumerate() {
            let x = if is_stacked {
                MARGIN
            } else {
                layout.corner(panel)[0]
            };
            legend.draw(svg, self.fonts, x, next);
            bottom = bottom.max(next + legend.size(self.fonts)[1]);
            if is_stacked {
                next = bottom + SPACE / 2.0;
            }
        }
        self.draw_scale(svg, MARGIN, bottom + SPACE / 2.0);
        bottom + SPACE + north_arrow::HEIGHT + 22.0
    }

    fn draw_scale(&self, svg: &mut Svg, x: f64, y: f64) {
        let bar = ScaleBar::fitted(self.sheet.points_per_metre, 72.0);
        north_arrow::draw(svg, x + bar.points / 2.0 + 3.0, y);
        bar.draw(svg, x + 3.0, y + north_arrow::HEIGHT + 14.0);
    }
}

/// Draws the title and the status of the data at the top of a page. Returns where they end.
pub(crate) fn draw_heading(
    svg: &mut Svg,
    fonts: &Fonts,
    title: Option<&str>,
    status: Option<&str>,
    page: f64,
) -> f64 {
    let content = page - 2.0 * MARGIN;
    let mut y = 6.0;
    let title = title.iter();
    for line in title.flat_map(|text| fonts.wrapped(text, TITLE_SIZE, content)) {
        y += TITLE_SIZE * LEADING;
        svg.text(Text::at(MARGIN, y - 3.0, TITLE_SIZE), &line);
    }
    let status = status.iter();
    for line in status.flat_map(|text| fonts.wrapped(text, STATUS_SIZE, content)) {
        y += STATUS_SIZE * LEADING;
        svg.text(
            Text::at(MARGIN, y - 3.0, STATUS_SIZE).colored("#99000d"),
            &line,
        );
    }
    y + SPACE / 2.0
}

/// Draws notes from here down. Returns where they end.
pub(crate) fn draw_notes(
    svg: &mut Svg,
    fonts: &Fonts,
    notes: &[String],
    from: f64,
    page: f64,
) -> f64 {
    let mut y = from;
    for note in notes {
        for line in fonts.wrapped(note, NOTE_SIZE, page - 2.0 * MARGIN) {
            y += NOTE_SIZE * LEADING;
            svg.text(Text::at(MARGIN, y, NOTE_SIZE).grey(), &line);
        }
    }
    y
}

/// Draws labels on a map.
pub(crate) fn draw_labels(svg: &mut Svg, labels: &[Label]) {
    for label in labels {
        if let Some([from, to]) = label.leader {
            svg.line(from, to, 1.3, "#ffffff");
            svg.line(from, to, 0.4, GREY_INK);
            let dot = format!("fill=\"{GREY_INK}\" stroke=\"#ffffff\" stroke-width=\"0.5\"");
            svg.circle(from, 1.1, &dot);
        }
        let middle = f64::midpoint(label.frame.left, label.frame.right);
        for (line, text) in label.lines.iter().enumerate() {
            // The baseline of a line whose box is one size high.
            let y = label.frame.top + label.size * (0.86 + line as f64 * LINE);
            svg.text(Text::at(middle, y, label.size).middle().halo(), text);
        }
    }
}

//! Numbers of the whole region: a row each, columns with bars from zero on one scale.

use carbon_core::with_minus;

use super::axis::{APART, Axis};
use super::rows::Rows;
use crate::content::{Bar, BarColumn, Bars};
use crate::figures::figure::Figure;
use crate::figures::formats::{Anchor, Svg, Text, Weight};
use crate::figures::maps::MapRenderer;
use crate::figures::page::{Entry, Legend, MARGIN};
use crate::figures::panels::chosen;

/// Columns that a chart has at most.
const MOST: usize = 6;

/// The least width of a column; fewer are shown where they would be narrower.
const NARROWEST: f64 = 40.0;

const ROW: f64 = 13.0;
const HEAD_SIZE: f64 = 7.0;
const NUMBER_SIZE: f64 = 5.8;

/// What the names of rows take of the width at most.
const NAMES: f64 = 170.0;
const GAP: f64 = 12.0;
/// The height of what stands above and below the rows.
const HEAD: f64 = 14.0;
const FOOT: f64 = 18.0;
/// How thick bars are, in shares of a row.
const THICK: f64 = 0.56;
const MINUS: char = '−';

/// The chart in the making.
pub(crate) struct BarChart<'a> {
    renderer: &'a MapRenderer<'a>,
    bars: &'a Bars,
    columns: Vec<&'a BarColumn>,
    rows: Rows,
    /// The width of a column.
    width: f64,
    /// What numbers take beside bars: to the left of those below zero, to the right of others.
    rooms: [f64; 2],
}

impl<'a> BarChart<'a> {
    pub(crate) fn new(renderer: &'a MapRenderer<'a>, bars: &'a Bars) -> Self {
        let (fonts, language) = (renderer.fonts, renderer.language());
        let names = bars.rows.iter().map(|row| row.in_language(language));
        let rows = Rows::new(
            fonts,
            names,
            NAMES.min(renderer.page / 3.0),
            ROW,
            renderer.page,
        );
        let room = renderer.page - MARGIN - rows.edge;
        let fitting = (room / (NARROWEST + GAP)) as usize;
        let columns = chosen(bars.columns.iter().collect(), fitting.clamp(2, MOST));
        let count = columns.len().max(1) as f64;
        let mut rooms = [0.0_f64; 2];
        let shown = columns.iter().flat_map(|column| &column.bars).flatten();
        for sum in shown.map(Bar::sum) {
            let text = with_minus(sum, bars.decimals);
            let side = usize::from(!text.starts_with(MINUS));
            let width = fonts.width(&text, NUMBER_SIZE, Weight::Regular) + APART;
            rooms[side] = rooms[side].max(width);
        }
        Self {
            renderer,
            bars,
            columns,
            rows,
            width: (room - GAP * count) / count,
            rooms,
        }
    }

    /// Its title as file names have it.
    fn name(&self) -> String {
        let title = self.bars.title.en.to_lowercase();
        let words = title.split(|c: char| !c.is_ascii_alphanumeric());
        let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
        words.join("-")
    }

    /// The figure.
    pub(crate) fn draw(&self, number: u8) -> Figure {
        let (title, notes) = (self.title(), self.notes());
        self.renderer.figure(
            number,
            [&self.name(), &title],
            &notes,
            Svg::default(),
            |svg, top| {
                self.rows.draw(svg, top + HEAD);
                for (place, column) in (0..).map(f64::from).zip(&self.columns) {
                    let left = self.rows.edge + GAP + place * (self.width + GAP);
                    self.draw_column(svg, column, left, top);
                }
                self.draw_keys(svg, top + HEAD + self.rows.height() + FOOT)
            },
        )
    }

    fn title(&self) -> String {
        let title = self.bars.title.with_unit(&self.bars.unit);
        title.in_language(self.renderer.language())
    }

    /// The axis of a column, which is that of all, moved.
    fn axis(&self, left: f64) -> Axis {
        let bars = self
            .columns
            .iter()
            .flat_map(|column| &column.bars)
            .flatten();
        let [before, after] = self.rooms;
        let width = self.width - before - after;
        Axis::around(bars.flat_map(Bar::ends), left + before, width)
    }

    fn draw_column(&self, svg: &mut Svg, column: &BarColumn, left: f64, top: f64) {
        let renderer = self.renderer;
        let axis = self.axis(left);
        let from = top + HEAD;
        let heading = column.heading.in_language(renderer.language());
        let heading = renderer
            .fonts
            .shortened(&heading, HEAD_SIZE, self.width + GAP);
        svg.text(Text::at(left, top + HEAD_SIZE, HEAD_SIZE), &heading);
        axis.draw(
            svg,
            renderer.fonts,
            [from, from + self.rows.height()],
            NUMBER_SIZE,
        );
        for (row, bar) in column.bars.iter().enumerate() {
            let middle = from + (row as f64 + 0.5) * ROW;
            if let Some(bar) = bar {
                self.draw_bar(svg, bar, &axis, middle);
            }
        }
    }

    fn draw_bar(&self, svg: &mut Svg, bar: &Bar, axis: &Axis, middle: f64) {
        let mut ends = [0.0, 0.0];
        for part in &bar.0 {
            let end = &mut ends[usize::from(part.value >= 0.0)];
            let x = [axis.place(*end), axis.place(*end + part.value)];
            *end += part.value;
            let fill = self.bars.keys[part.key].color.to_string();
            let (left, width) = (x[0].min(x[1]), (x[1] - x[0]).abs());
            let top = middle - ROW * THICK / 2.0;
            svg.swatch([left, top], [width, ROW * THICK], &fill);
        }
        let text = with_minus(bar.sum(), self.bars.decimals);
        let (anchor, x) = match text.starts_with(MINUS) {
            true => (Anchor::End, axis.place(ends[0]) - APART),
            false => (Anchor::Start, axis.place(ends[1]) + APART),
        };
        let at = Text::at(x, middle + NUMBER_SIZE * 0.36, NUMBER_SIZE);
        svg.text(at.anchored(anchor), &text);
    }

    fn draw_keys(&self, svg: &mut Svg, top: f64) -> f64 {
        let renderer = self.renderer;
        let keys = self.bars.keys.iter();
        let entries =
            keys.map(|key| Entry::new(key.color, key.label.in_language(renderer.language())));
        let legend = Legend::plain(String::new(), entries, renderer.page);
        // Its empty title takes a line.
        let above = 8.0;
        legend.draw(svg, renderer.fonts, MARGIN, top - above);
        top - above + legend.size(renderer.fonts)[1] + 6.0
    }

    fn notes(&self) -> Vec<String> {
        let renderer = self.renderer;
        let (shown, all) = (self.columns.len(), self.bars.columns.len());
        let cut = (shown < all).then(|| {
            let en = format!("{shown} of {all} columns are shown; the report has all");
            renderer.choose(&en, &format!("{all} 列中显示 {shown} 列；报告中有全部"))
        });
        let known = self.bars.known.in_language(renderer.language());
        renderer.sentences(cut.into_iter().chain([known]))
    }
}

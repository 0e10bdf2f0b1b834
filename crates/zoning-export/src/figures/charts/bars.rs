//! Numbers of the whole region: a row each, columns with bars from zero on one scale.

use super::axis::Axis;
use crate::content::{Bar, BarColumn, Bars};
use crate::figures::figure::Figure;
use crate::figures::formats::{Anchor, GREY_INK, INK, Svg, Text, Weight};
use crate::figures::maps::MapRenderer;
use crate::figures::page::{Entry, Legend, MARGIN, PAGE_WIDTH, draw_heading, draw_notes};
use crate::figures::panels::chosen;
use crate::text::signed;

/// Columns that a chart has at most.
const MOST: usize = 6;

const ROW: f64 = 13.0;
const SIZE: f64 = 6.5;
const HEAD_SIZE: f64 = 7.5;
const NUMBER_SIZE: f64 = 5.8;

/// What the names of rows take of the width at most.
const NAMES: f64 = 170.0;
const GAP: f64 = 12.0;
/// The height of what stands above and below the rows.
const HEAD: f64 = 14.0;
const FOOT: f64 = 18.0;
const BAND: &str = "#f4f4f4";
const GRID: &str = "#bdbdbd";
/// How thick bars are, in shares of a row.
const THICK: f64 = 0.56;
const MINUS: char = '−';
/// Between a bar and its number.
const APART: f64 = 2.0;

/// The chart in the making.
pub(crate) struct BarChart<'a> {
    renderer: &'a MapRenderer<'a>,
    bars: &'a Bars,
    columns: Vec<&'a BarColumn>,
    names: Vec<String>,
    /// Where the names end.
    edge: f64,
    /// The width of a column.
    width: f64,
    /// What numbers take beside bars: to the left of those below zero, to the right of others.
    rooms: [f64; 2],
}

impl<'a> BarChart<'a> {
    pub(crate) fn new(renderer: &'a MapRenderer<'a>, bars: &'a Bars) -> Self {
        let (fonts, language) = (renderer.fonts, renderer.language());
        let names = bars.rows.iter();
        let names = names.map(|row| fonts.shortened(&row.in_language(language), SIZE, NAMES));
        let names: Vec<String> = names.collect();
        let widths = names
            .iter()
            .map(|name| fonts.width(name, SIZE, Weight::Regular));
        let edge = MARGIN + widths.fold(0.0, f64::max);
        let columns = chosen(bars.columns.iter().collect(), MOST);
        let count = columns.len().max(1) as f64;
        let room = PAGE_WIDTH - MARGIN - edge;
        let mut rooms = [0.0_f64; 2];
        for sum in columns
            .iter()
            .flat_map(|column| &column.bars)
            .flatten()
            .map(Bar::sum)
        {
            let text = signed(sum, bars.decimals);
            let side = usize::from(!text.starts_with(MINUS));
            let width = fonts.width(&text, NUMBER_SIZE, Weight::Regular) + APART;
            rooms[side] = rooms[side].max(width);
        }
        Self {
            renderer,
            bars,
            columns,
            names,
            edge,
            width: (room - GAP * count) / count,
            rooms,
        }
    }

    /// The figure.
    pub(crate) fn draw(&self, number: u8) -> Figure {
        let renderer = self.renderer;
        let title = renderer.title(number, &self.title());
        let mut svg = Svg::default();
        let top = draw_heading(
            &mut svg,
            renderer.fonts,
            &title,
            renderer.status().as_deref(),
        );
        self.draw_names(&mut svg, top);
        for (place, column) in (0..).map(f64::from).zip(&self.columns) {
            let left = self.edge + GAP + place * (self.width + GAP);
            self.draw_column(&mut svg, column, left, top);
        }
        let below = top + HEAD + ROW * self.names.len() as f64 + FOOT;
        let bottom = self.draw_keys(&mut svg, below);
        let bottom = draw_notes(&mut svg, renderer.fonts, &self.notes(), bottom);
        let svg = svg.document(PAGE_WIDTH, bottom + 6.0, &title);
        renderer.figure(number, title, svg)
    }

    fn title(&self) -> String {
        let language = self.renderer.language();
        let title = self.bars.title.in_language(language).into_owned();
        match &*self.bars.unit.in_language(language) {
            "" => title,
            unit => self
                .renderer
                .choose(&format!("{title} ({unit})"), &format!("{title}（{unit}）")),
        }
    }

    fn draw_names(&self, svg: &mut Svg, top: f64) {
        for (row, name) in self.names.iter().enumerate() {
            let y = top + HEAD + row as f64 * ROW;
            if row % 2 == 0 {
                svg.block(MARGIN, y, PAGE_WIDTH - 2.0 * MARGIN, ROW, BAND);
            }
            let at = Text {
                anchor: Anchor::End,
                ..Text::at(self.edge, y + ROW / 2.0 + SIZE * 0.36, SIZE)
            };
            svg.text(at, name);
        }
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
        let (from, to) = (top + HEAD, top + HEAD + ROW * self.names.len() as f64);
        let heading = column.heading.in_language(renderer.language());
        let heading = renderer
            .fonts
            .shortened(&heading, HEAD_SIZE, self.width + GAP);
        svg.text(Text::at(left, top + HEAD_SIZE, HEAD_SIZE), &heading);
        let mut free = f64::NEG_INFINITY;
        for tick in axis.ticks() {
            let x = axis.place(tick);
            let (line, color) = if tick == 0.0 { (0.8, INK) } else { (0.3, GRID) };
            svg.line([x, from], [x, to], line, color);
            let text = axis.printed(tick);
            let half = renderer.fonts.width(&text, NUMBER_SIZE, Weight::Regular) / 2.0;
            if x - half < free {
                continue;
            }
            free = x + half + APART;
            let at = Text {
                anchor: Anchor::Middle,
                color: GREY_INK,
                ..Text::at(x, to + NUMBER_SIZE + 3.0, NUMBER_SIZE)
            };
            svg.text(at, &text);
        }
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
            svg.swatch(left, middle - ROW * THICK / 2.0, width, ROW * THICK, &fill);
        }
        let text = signed(bar.sum(), self.bars.decimals);
        let (anchor, x) = match text.starts_with(MINUS) {
            true => (Anchor::End, axis.place(ends[0]) - APART),
            false => (Anchor::Start, axis.place(ends[1]) + APART),
        };
        let at = Text {
            anchor,
            ..Text::at(x, middle + NUMBER_SIZE * 0.36, NUMBER_SIZE)
        };
        svg.text(at, &text);
    }

    fn draw_keys(&self, svg: &mut Svg, top: f64) -> f64 {
        let renderer = self.renderer;
        let entries = self.bars.keys.iter().map(|key| Entry {
            fill: key.color.to_string(),
            label: key.label.in_language(renderer.language()).into_owned(),
            cells: Vec::new(),
        });
        let legend = Legend {
            title: String::new(),
            counted: String::new(),
            heads: Vec::new(),
            entries: entries.collect(),
        };
        // Its empty title takes a line.
        let above = 8.0;
        legend.draw(svg, renderer.fonts, MARGIN, top - above);
        top - above + legend.size(renderer.fonts)[1] + 6.0
    }

    fn notes(&self) -> Vec<String> {
        let renderer = self.renderer;
        let (shown, all) = (self.columns.len(), self.bars.columns.len());
        let cut = (shown < all).then(|| {
            renderer.choose(
                &format!("{shown} of {all} columns are shown; the report has all"),
                &format!("{all} 列中显示 {shown} 列；报告中有全部"),
            )
        });
        let known = self
            .bars
            .known
            .in_language(renderer.language())
            .into_owned();
        renderer.sentences(cut.into_iter().chain([known]))
    }
}

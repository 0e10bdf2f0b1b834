//! The legend: classes with their colours, and a column of figures for each panel.

use super::layout::MARGIN;
use crate::figures::formats::{Fonts, GREY_INK, INK, Svg, Text, Weight};

const SIZE: f64 = 7.0;
const TITLE_SIZE: f64 = 7.0;

/// The distance of rows, and that of legends in several blocks of full width.
const PITCHES: [f64; 2] = [11.5, 9.0];

/// Up to so many classes stand in one block.
const MOST_ROWS: usize = 14;

/// From so many classes on, blocks take the page's whole width; else there is room for the scale
/// bar beside them.
const MANY: usize = 60;
const BESIDE: f64 = 120.0;

/// Between blocks.
const APART: f64 = 14.0;
const SWATCH: [f64; 2] = [15.0, 7.5];

/// Between swatch and label, and between label and columns.
const SPACE: f64 = 5.0;

/// Between columns.
const COLUMN_GAP: f64 = 8.0;

/// A legend shared by all panels.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Legend {
    pub(crate) title: String,
    /// What the columns count; nothing if there are none.
    pub(crate) counted: String,
    /// The heads of the columns.
    pub(crate) heads: Vec<String>,
    pub(crate) entries: Vec<Entry>,
    /// Between which amounts the classes lie, right of what is counted.
    pub(crate) amounts: Option<Amounts>,
    /// The width of the page.
    pub(crate) page: f64,
}

/// The amounts between which classes lie, a column a panel.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Amounts {
    /// In which unit.
    pub(crate) title: String,
    /// The heads of the columns; none of a single one.
    pub(crate) heads: Vec<String>,
    /// From the first class to the last.
    pub(crate) columns: Vec<Vec<String>>,
}

impl Amounts {
    /// Some of the columns.
    fn some(&self, places: &[usize]) -> Self {
        let heads = places.iter().filter_map(|place| self.heads.get(*place));
        let columns = places.iter().filter_map(|place| self.columns.get(*place));
        Self {
            title: self.title.clone(),
            heads: heads.cloned().collect(),
            columns: columns.cloned().collect(),
        }
    }

    fn column_width(&self, fonts: &Fonts) -> f64 {
        widest(
            fonts,
            self.heads.iter().chain(self.columns.iter().flatten()),
        ) + COLUMN_GAP
    }

    fn width(&self, fonts: &Fonts) -> f64 {
        let title = fonts.width(&self.title, SIZE, Weight::Regular);
        title.max(self.column_width(fonts) * self.columns.len() as f64)
    }
}

/// A class of the legend.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// A colour, or a pattern.
    pub(crate) fill: String,
    pub(crate) label: String,
    /// One a column.
    pub(crate) cells: Vec<String>,
}

impl Entry {
    /// A class without cells.
    pub(crate) fn new(fill: impl ToString, label: String) -> Self {
        Self {
            fill: fill.to_string(),
            label,
            cells: Vec::new(),
        }
    }
}

impl Legend {
    /// A legend without columns.
    pub(crate) fn plain(title: String, entries: impl Iterator<Item = Entry>, page: f64) -> Self {
        Self {
            title,
            counted: String::new(),
            heads: Vec::new(),
            entries: entries.collect(),
            amounts: None,
            page,
        }
    }

    /// The same with amounts: those of all panels, of the first and the last, or of the last, as
    /// far as they fit on the page.
    pub(crate) fn with_amounts(self, amounts: Amounts, fonts: &Fonts) -> Self {
        let last = amounts.columns.len().saturating_sub(1);
        let all: Vec<usize> = (0..=last).collect();
        for places in [&all[..], &[0, last], &[last]] {
            let wider = Self {
                amounts: Some(amounts.some(places)),
                ..self.clone()
            };
            if wider.size(fonts)[0] <= self.page - 2.0 * MARGIN {
                return wider;
            }
        }
        self
    }

    /// Width and height in points.
    pub(crate) fn size(&self, fonts: &Fonts) -> [f64; 2] {
        let lines = self.title_lines(fonts);
        let lines = lines.iter();
        let lines = lines.map(|line| fonts.width(line, TITLE_SIZE, Weight::Regular));
        let title = lines.fold(0.0, f64::max);
        let counted = fonts.width(&self.counted, SIZE, Weight::Regular);
        let [blocks, rows] = self.blocks(fonts);
        let width = f64::max(self.block_width(fonts), self.labels_end(fonts) + counted);
        let amounts = self.amounts.as_ref();
        let amounts = amounts.map_or(0.0, |amounts| APART + amounts.width(fonts));
        let table = width + (blocks as f64 - 1.0) * (self.block_width(fonts) + APART) + amounts;
        let rows = rows + self.rows_above(fonts);
        [table.max(title), self.pitch() * rows as f64]
    }

    /// Into how many blocks of how many rows the classes are put.
    fn blocks(&self, fonts: &Fonts) -> [usize; 2] {
        let beside = [BESIDE, 0.0][usize::from(self.entries.len() >= MANY)];
        let width = self.page - 2.0 * MARGIN - beside;
        let fitting = (width + APART) / (self.block_width(fonts) + APART);
        let rows = self.entries.len().div_ceil((fitting as usize).max(1));
        let rows = rows.max(self.entries.len().min(MOST_ROWS));
        [self.entries.len().div_ceil(rows.max(1)).max(1), rows]
    }

    fn block_width(&self, fonts: &Fonts) -> f64 {
        self.labels_end(fonts) + self.column_width(fonts) * self.columns() as f64
    }

    fn pitch(&self) -> f64 {
        PITCHES[usize::from(self.entries.len() >= MANY)]
    }

    fn columns(&self) -> usize {
        self.entries.first().map_or(0, |entry| entry.cells.len())
    }

    /// The rows above the classes: the title, what is counted unless it stands beside the title,
    /// and the heads.
    fn rows_above(&self, fonts: &Fonts) -> usize {
        self.title_lines(fonts).len()
            + usize::from(self.has_line_of_counted(fonts))
            + usize::from(!self.heads.is_empty() && self.columns() > 0)
    }

    /// The title, on several lines where the page is narrow.
    fn title_lines(&self, fonts: &Fonts) -> Vec<String> {
        fonts.wrapped(&self.title, TITLE_SIZE, self.page - 2.0 * MARGIN)
    }

    /// Whether there is room for a column's head beside the title.
    fn has_short_title(&self, fonts: &Fonts) -> bool {
        let title = fonts.width(&self.title, TITLE_SIZE, Weight::Regular);
        title + 2.0 * SPACE <= self.labels_end(fonts)
    }

    /// Whether what is counted stands on a line of its own.
    fn has_line_of_counted(&self, fonts: &Fonts) -> bool {
        !self.counted.is_empty() && !self.has_short_title(fonts)
    }

    fn labels_end(&self, fonts: &Fonts) -> f64 {
        let labels = self.entries.iter().map(|entry| &entry.label);
        SWATCH[0] + SPACE + widest(fonts, labels) + 2.0 * SPACE
    }

    fn column_width(&self, fonts: &Fonts) -> f64 {
        let cells = self.entries.iter().flat_map(|entry| &entry.cells);
        widest(fonts, self.heads.iter().chain(cells)) + COLUMN_GAP
    }

    /// Draws it with its upper left corner here.
    pub(crate) fn draw(&self, svg: &mut Svg, fonts: &Fonts, x: f64, y: f64) {
        let mut baseline = y + TITLE_SIZE - self.pitch();
        for line in self.title_lines(fonts) {
            baseline += self.pitch();
            svg.text(Text::at(x, baseline, TITLE_SIZE), &line);
        }
        if self.has_line_of_counted(fonts) {
            baseline += self.pitch();
        }
        if !self.counted.is_empty() {
            let at = Text::at(x + self.labels_end(fonts), baseline, SIZE);
            svg.text(at.grey(), &self.counted);
        }
        if let Some(amounts) = &self.amounts {
            let counted = fonts.width(&self.counted, SIZE, Weight::Regular);
            let before = f64::max(self.block_width(fonts), self.labels_end(fonts) + counted);
            amounts.draw(svg, fonts, [x + before + APART, baseline], self.pitch());
        }
        baseline += self.pitch();
        let [_, rows] = self.blocks(fonts);
        for (block, entries) in (0..).map(f64::from).zip(self.entries.chunks(rows.max(1))) {
            let x = x + block * (self.block_width(fonts) + APART);
            self.draw_block(svg, fonts, entries, x, baseline);
        }
    }

    /// Draws the heads of the columns and some of the classes.
    fn draw_block(&self, svg: &mut Svg, fonts: &Fonts, entries: &[Entry], x: f64, y: f64) {
        let (first, width) = (x + self.labels_end(fonts), self.column_width(fonts));
        let mut baseline = y;
        if !self.heads.is_empty() && self.columns() > 0 {
            draw_cells(svg, &self.heads, first, width, baseline, GREY_INK);
            baseline += self.pitch();
        }
        for entry in entries {
            svg.swatch([x, baseline - 6.6], SWATCH, &entry.fill);
            let at = Text::at(x + SWATCH[0] + SPACE, baseline, SIZE);
            svg.text(at, &entry.label);
            draw_cells(svg, &entry.cells, first, width, baseline, INK);
            baseline += self.pitch();
        }
    }
}

impl Amounts {
    /// Draws them with their title on this baseline.
    fn draw(&self, svg: &mut Svg, fonts: &Fonts, [x, mut baseline]: [f64; 2], pitch: f64) {
        svg.text(Text::at(x, baseline, SIZE).grey(), &self.title);
        baseline += pitch;
        let width = self.column_width(fonts);
        if !self.heads.is_empty() {
            draw_cells(svg, &self.heads, x, width, baseline, GREY_INK);
            baseline += pitch;
        }
        let classes = self.columns.first().map_or(0, Vec::len);
        for class in 0..classes {
            let cells = self.columns.iter().filter_map(|column| column.get(class));
            let cells: Vec<_> = cells.cloned().collect();
            draw_cells(svg, &cells, x, width, baseline, INK);
            baseline += pitch;
        }
    }
}

/// Right-aligned, so that digits stand below each other.
fn draw_cells(svg: &mut Svg, cells: &[String], first: f64, width: f64, y: f64, color: &str) {
    for (column, cell) in (1..).map(f64::from).zip(cells) {
        let at = Text::at(first + column * width - COLUMN_GAP, y, SIZE);
        svg.text(at.end().colored(color), cell);
    }
}

fn widest<'a>(fonts: &Fonts, texts: impl Iterator<Item = &'a String>) -> f64 {
    let widths = texts.map(|text| fonts.width(text, SIZE, Weight::Regular));
    widths.fold(0.0, f64::max)
}

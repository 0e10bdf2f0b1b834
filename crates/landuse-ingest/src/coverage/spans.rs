//! The covered cells of one zone, row by row.

/// Share of a cell that a zone covers, in units of 2⁻⁵² cell.
///
/// Integer shares make every sum of them exact, whatever its order.
pub type Share = u64;

/// The share of a cell that is wholly covered: 2⁵².
pub const FULL: Share = 1 << 52;

/// Neighbouring cells of one row that are covered by the same share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First column.
    pub start: u32,
    /// Column behind the last.
    pub end: u32,
    /// Share of each of these cells, above 0 and at most [`FULL`].
    pub share: Share,
}

/// The spans of one zone by row: boundary cells with their shares, and runs of whole cells between them.
///
/// Its size follows the zone's perimeter in cells, not its area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spans {
    first_row: u32,
    offsets: Vec<usize>,
    spans: Vec<Span>,
}

impl Spans {
    /// No cell at all.
    pub fn empty() -> Self {
        Self {
            first_row: 0,
            offsets: vec![0],
            spans: Vec::new(),
        }
    }

    /// The rows that may hold spans.
    pub fn rows(&self) -> std::ops::Range<u32> {
        self.first_row..self.first_row + (self.offsets.len() - 1) as u32
    }

    /// The columns between the westernmost and the easternmost cell.
    pub fn cols(&self) -> std::ops::Range<u32> {
        let rows = || self.rows().map(|row| self.row(row));
        let start = rows().filter_map(|row| Some(row.first()?.start)).min();
        let end = rows().filter_map(|row| Some(row.last()?.end)).max();
        start.unwrap_or(0)..end.unwrap_or(0)
    }

    /// The spans of a row, from west to east, apart from one another. Empty for a row outside [`Self::rows`].
    pub fn row(&self, row: u32) -> &[Span] {
        if !self.rows().contains(&row) {
            return &[];
        }
        let index = (row - self.first_row) as usize;
        &self.spans[self.offsets[index]..self.offsets[index + 1]]
    }

    /// All spans with their rows.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Span)> {
        self.rows()
            .flat_map(|row| self.row(row).iter().map(move |span| (row, span)))
    }

    /// The spans of bands of rows, given from north to south.
    pub(super) fn joined(bands: Vec<Self>) -> Self {
        let mut bands = bands.into_iter().filter(|band| !band.spans.is_empty());
        let Some(mut joined) = bands.next() else {
            return Self::empty();
        };
        for band in bands {
            let before = joined.spans.len();
            let gap = (band.first_row - joined.first_row) as usize;
            joined.offsets.resize(gap, before);
            joined
                .offsets
                .extend(band.offsets.iter().map(|offset| before + offset));
            joined.spans.extend_from_slice(&band.spans);
        }
        joined
    }

    /// The same cells, each as a whole.
    pub(super) fn touched(&self) -> Self {
        let mut builder = SpansBuilder::new();
        for row in self.rows() {
            builder.begin_row(row);
            for span in self.row(row) {
                builder.push(Span {
                    share: FULL,
                    ..*span
                });
            }
        }
        builder.finish()
    }

    /// Sum of all shares, in units of 2⁻⁵² cell.
    pub fn total(&self) -> u128 {
        self.spans
            .iter()
            .map(|s| u128::from(s.end - s.start) * u128::from(s.share))
            .sum()
    }
}

/// Builds [`Spans`] from rows, and of each row its spans from west to east.
pub(super) struct SpansBuilder {
    row: u32,
    /// Spans of the rows before.
    before: usize,
    first_row: u32,
    offsets: Vec<usize>,
    spans: Vec<Span>,
}

impl SpansBuilder {
    pub(super) fn new() -> Self {
        Self {
            row: 0,
            before: 0,
            first_row: 0,
            offsets: Vec::new(),
            spans: Vec::new(),
        }
    }

    /// Turns to a row south of the last one.
    #[inline]
    pub(super) fn begin_row(&mut self, row: u32) {
        self.row = row;
        self.before = self.spans.len();
    }

    /// Appends a span to the row, joining it to the previous one where they touch and share alike.
    #[inline]
    pub(super) fn push(&mut self, span: Span) {
        if self.spans.len() == self.before {
            self.list_row();
        } else if let Some(last) = self.spans.last_mut()
            && last.end == span.start
            && last.share == span.share
        {
            last.end = span.end;
            return;
        }
        self.spans.push(span);
    }

    /// Notes where the spans of the row begin.
    fn list_row(&mut self) {
        if self.offsets.is_empty() {
            self.first_row = self.row;
        }
        let index = (self.row - self.first_row) as usize;
        self.offsets.resize(index + 1, self.spans.len());
    }

    pub(super) fn finish(mut self) -> Spans {
        self.offsets.push(self.spans.len());
        Spans {
            first_row: self.first_row,
            offsets: self.offsets,
            spans: self.spans,
        }
    }
}

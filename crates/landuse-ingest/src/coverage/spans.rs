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
    #[must_use]
    pub fn empty() -> Self {
        Self {
            first_row: 0,
            offsets: vec![0],
            spans: Vec::new(),
        }
    }

    /// The rows that may hold spans.
    #[must_use]
    pub fn rows(&self) -> std::ops::Range<u32> {
        self.first_row..self.first_row + (self.offsets.len() - 1) as u32
    }

    /// The spans of a row, from west to east, apart from one another. Empty for a row outside [`Self::rows`].
    #[must_use]
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

    /// The same cells, each as a whole.
    #[must_use]
    pub(super) fn touched(&self) -> Self {
        let mut builder = SpansBuilder::new();
        for (row, span) in self.iter() {
            builder.push(
                row,
                Span {
                    share: FULL,
                    ..*span
                },
            );
        }
        builder.finish()
    }

    /// Sum of all shares, in units of 2⁻⁵² cell.
    #[must_use]
    pub fn total(&self) -> u128 {
        self.spans
            .iter()
            .map(|s| u128::from(s.end - s.start) * u128::from(s.share))
            .sum()
    }
}

/// Builds [`Spans`] from spans that arrive in the order of rows and columns.
pub(super) struct SpansBuilder {
    first_row: Option<u32>,
    offsets: Vec<usize>,
    spans: Vec<Span>,
}

impl SpansBuilder {
    pub(super) fn new() -> Self {
        Self {
            first_row: None,
            offsets: Vec::new(),
            spans: Vec::new(),
        }
    }

    /// Appends a span, joining it to the previous one where they touch and share alike.
    pub(super) fn push(&mut self, row: u32, span: Span) {
        let first_row = *self.first_row.get_or_insert(row);
        let known_rows = self.offsets.len() as u32;
        let index = row - first_row;
        if index >= known_rows {
            self.offsets.resize(index as usize + 1, self.spans.len());
        } else if let Some(last) = self.spans.last_mut()
            && last.end == span.start
            && last.share == span.share
        {
            last.end = span.end;
            return;
        }
        self.spans.push(span);
    }

    pub(super) fn finish(mut self) -> Spans {
        self.offsets.push(self.spans.len());
        Spans {
            first_row: self.first_row.unwrap_or(0),
            offsets: self.offsets,
            spans: self.spans,
        }
    }
}

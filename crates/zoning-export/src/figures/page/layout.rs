//! Where panels stand on the page.

/// Space at the sides of the page.
pub(crate) const MARGIN: f64 = 8.0;

/// Space between panels.
const GAP: f64 = 8.0;

/// The least width of panels beside each other: that of a heading.
const NARROWEST: f64 = 72.0;

/// The height of a panel's heading.
pub(crate) const HEADING: f64 = 14.0;

/// What the panels may take of a page's height, of several rows and of one.
const TALLEST: [f64; 2] = [540.0, 360.0];

/// Space around the region in its panel, which holds a line of labels.
pub(crate) const PADDING: f64 = 9.0;

/// A grid of panels of one size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Layout {
    pub(crate) panels: usize,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
    /// The width of the page.
    pub(crate) page: f64,
    /// The width of a panel.
    pub(crate) width: f64,
    /// The height of a panel's map, without its heading.
    pub(crate) height: f64,
}

impl Layout {
    /// The grid whose maps are largest, for a region so many times as wide as it is high. A grid
    /// with empty places or maps that leave the page's width empty counts for less.
    pub(crate) fn for_panels(panels: usize, aspect: f64, page: f64) -> Self {
        let panels = panels.max(1);
        let grids = (1..=panels.min(6)).map(|columns| Self::grid(panels, columns, aspect, page));
        let grids = grids.filter(|grid| grid.columns == 1 || grid.width >= NARROWEST);
        let worth = |grid: &Self| {
            let map = (grid.width - 2.0 * PADDING).min((grid.height - 2.0 * PADDING) * aspect);
            let across = map * grid.columns as f64 / page;
            map * across.sqrt() * panels as f64 / (grid.columns * grid.rows) as f64
        };
        let mut best = Self::grid(panels, 1, aspect, page);
        for grid in grids {
            if worth(&grid) > worth(&best) * 1.000_001 {
                best = grid;
            }
        }
        best
    }

    fn grid(panels: usize, columns: usize, aspect: f64, page: f64) -> Self {
        let rows = panels.div_ceil(columns);
        let width = (page - 2.0 * MARGIN - GAP * (columns as f64 - 1.0)) / columns as f64;
        let tallest = TALLEST[usize::from(rows == 1)] / rows as f64 - HEADING - GAP;
        let wanted = (width - 2.0 * PADDING) / aspect + 2.0 * PADDING;
        Self {
            panels,
            columns,
            rows,
            page,
            width,
            height: wanted.min(tallest).max(30.0),
        }
    }

    /// The upper left corner of a panel's heading, from the upper left corner of the first.
    pub(crate) fn corner(&self, panel: usize) -> [f64; 2] {
        let (row, column) = (panel / self.columns, panel % self.columns);
        [
            MARGIN + column as f64 * (self.width + GAP),
            row as f64 * (HEADING + self.height + GAP),
        ]
    }

    /// The height of all panels.
    pub(crate) fn total_height(&self) -> f64 {
        self.rows as f64 * (HEADING + self.height + GAP) - GAP
    }

    /// The corner and size of the empty places at the end of the last row, if there are any.
    pub(crate) fn vacancy(&self) -> Option<([f64; 2], [f64; 2])> {
        let empty = self.columns * self.rows - self.panels;
        (empty > 0).then(|| {
            let width = empty as f64 * (self.width + GAP) - GAP;
            (self.corner(self.panels), [width, HEADING + self.height])
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::options::FigureOptions;

    fn two_columns() -> f64 {
        FigureOptions::default().width.points()
    }

    #[test]
    fn panels_fill_the_page_sensibly() {
        let grid = |panels, aspect| {
            let layout = Layout::for_panels(panels, aspect, two_columns());
            (layout.columns, layout.rows)
        };
        assert_eq!(grid(1, 0.8), (1, 1));
        assert_eq!(grid(3, 0.8), (3, 1));
        assert_eq!(grid(3, 3.0), (1, 3));
        assert_eq!(grid(5, 0.8), (3, 2));
        assert_eq!(grid(12, 0.8), (4, 3));
    }

    #[test]
    fn panels_stay_on_the_page() {
        for panels in 1..=12 {
            for aspect in [0.2, 0.5, 1.0, 2.0, 6.0] {
                let layout = Layout::for_panels(panels, aspect, two_columns());
                let [x, y] = layout.corner(panels - 1);
                assert!(x + layout.width <= two_columns() - MARGIN + 1e-9);
                assert!(y + HEADING + layout.height <= layout.total_height() + 1e-9);
                assert!(
                    layout.total_height() <= 560.0,
                    "{panels} {aspect} {layout:?}"
                );
            }
        }
    }
}

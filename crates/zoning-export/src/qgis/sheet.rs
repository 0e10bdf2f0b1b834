//! Sheets: a layout with a map a year and one legend for all.

use geo::Rect;
use unicode_width::UnicodeWidthStr;

use super::layer::Layer;
use super::layout::{Frame, Label, Layout, MARGIN, Map, PAGE};
use super::project::Context;
use super::xml::Element;

/// Room between maps.
const GAP: f64 = 4.0;

/// Room above a map for its letter and year.
const HEAD: f64 = 6.0;

/// Where the maps begin and end.
const TOP: f64 = 19.0;

/// The least height of all maps together, whatever the legend needs.
const LEAST: f64 = 60.0;

/// The height of the status line at the foot.
const STATUS: f64 = 8.0;

/// Room for the scale bar and the north arrow, right of the legend.
const SCALE: f64 = 62.0;

/// Rows of the legend's classes and its title.
const ROW: f64 = 4.9;

/// A topic over the years.
pub(super) struct Sheet<'a> {
    pub title: String,
    /// How well its classes are known.
    pub remark: String,
    /// The labels of the legend.
    pub entries: Vec<String>,
    /// A layer a year, ascending.
    pub panels: Vec<&'a Layer>,
}

impl Sheet<'_> {
    /// The print layout.
    pub fn layout(&self, context: &Context<'_>) -> Element {
        let caption = context.project.caption;
        let name = self.panels.last().map_or("", |layer| &layer.name);
        let mut layout = Layout::new(name);
        let width = PAGE.0 - 2.0 * MARGIN;
        let title = format!("{}{}", caption.region(), self.title);
        let frame = |x, y, width, height| Frame {
            x,
            y,
            width,
            height,
        };
        layout.label(
            frame(MARGIN, 8.0, width, 9.0),
            &Label {
                text: &plain(&title),
                points: 14.0,
                bold: true,
                ..Label::default()
            },
        );

        let columns = self.legend_columns(width - SCALE);
        // QGIS does not fill columns evenly: one may be a row longer.
        let rows = match self.entries.len().div_ceil(columns) {
            1 => 2,
            rows => rows + 2,
        };
        let foot = PAGE.1 - MARGIN - STATUS;
        let legend = (rows as f64 * ROW + 3.0).max(14.0);
        let bottom = (foot - legend - 3.0).max(TOP + LEAST);
        let frames = panel_frames(self.panels.len(), context.extent, bottom);
        let mut first_map = None;
        for ((panel, map), letter) in self.panels.iter().zip(frames).zip(letters()) {
            let head = Frame {
                y: map.y - HEAD,
                height: HEAD,
                ..map
            };
            let text = match self.panels.len() {
                1 => panel.year.to_string(),
                _ => format!("({letter}) {}", panel.year),
            };
            layout.label(
                head,
                &Label {
                    text: &text,
                    points: 10.0,
                    bold: true,
                    ..Label::default()
                },
            );
            let theme = panel.map_theme();
            let id = layout.map(
                map,
                &Map {
                    theme: &theme,
                    extent: context.extent,
                    follows_atlas: false,
                },
            );
            first_map.get_or_insert(id);
        }
        if let (Some(id), Some(layer)) = (&first_map, self.panels.last()) {
            let title = frame(MARGIN, bottom + 3.0, width - SCALE, 5.0);
            layout.label(
                title,
                &Label {
                    text: &plain(&self.title),
                    bold: true,
                    ..Label::default()
                },
            );
            let legend = frame(MARGIN, bottom + 9.0, width - SCALE, foot - bottom - 9.0);
            layout.legend(legend, id, layer, self.entries.len(), columns);
            let right = PAGE.0 - MARGIN;
            layout.scale_bar(frame(right - 60.0, bottom + 5.0, 46.0, 8.0), id);
            layout.north_arrow(frame(right - 10.0, bottom + 3.0, 10.0, 12.0), id);
        }
        let note = caption.note.as_deref().unwrap_or_default();
        let parts: Vec<_> = [note, &self.remark]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        layout.label(
            frame(MARGIN, foot + 1.0, width, STATUS - 1.0),
            &Label {
                text: &plain(&parts.join("; ")),
                points: 7.5,
                grey: true,
                ..Label::default()
            },
        );
        layout.element()
    }

    /// As many columns as the longest label allows.
    fn legend_columns(&self, width: f64) -> usize {
        let longest = self
            .entries
            .iter()
            .map(|label| label.width())
            .max()
            .unwrap_or(1);
        let column = longest as f64 * 1.5 + 13.0;
        let fitting = (width / column).floor().max(1.0) as usize;
        let count = self.entries.len().max(1);
        // The same number of rows, with no column nearly empty.
        count.div_ceil(count.div_ceil(fitting.min(count)))
    }
}

/// The frames of maps on the page, in as many columns as make them largest.
fn panel_frames(count: usize, extent: Rect<f64>, bottom: f64) -> Vec<Frame> {
    let (width, height) = (PAGE.0 - 2.0 * MARGIN, bottom - TOP);
    let count = count.max(1);
    let size = |columns: usize| {
        let rows = count.div_ceil(columns);
        let across = (width - GAP * (columns - 1) as f64) / columns as f64;
        let down = (height - GAP * (rows - 1) as f64) / rows as f64 - HEAD;
        (across, down.max(1.0))
    };
    let scale = |columns: usize| {
        let (across, down) = size(columns);
        (across / extent.width()).min(down / extent.height())
    };
    let columns = (1..=count)
        .max_by(|&a, &b| scale(a).total_cmp(&scale(b)))
        .unwrap_or(1);
    let (across, down) = size(columns);
    // No taller than needed, so that letters stand close to their maps; all in the middle.
    let down = down.min(across * extent.height() / extent.width());
    let rows = count.div_ceil(columns) as f64;
    let rest = height - rows * (down + HEAD) - (rows - 1.0) * GAP;
    let frame = |index: usize| Frame {
        x: MARGIN + (index % columns) as f64 * (across + GAP),
        y: TOP + rest / 2.0 + HEAD + (index / columns) as f64 * (down + HEAD + GAP),
        width: across,
        height: down,
    };
    (0..count).map(frame).collect()
}

/// a, b, …, z, aa, ab, …
fn letters() -> impl Iterator<Item = String> {
    let single = || ('a'..='z').map(String::from);
    let double =
        single().flat_map(move |first| single().map(move |second| format!("{first}{second}")));
    single().chain(double)
}

/// A text of a layout, where `[%` would begin an expression.
pub(super) fn plain(text: &str) -> String {
    text.replace("[%", "[ %")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_stay_on_the_page_and_apart() {
        let (tall, wide) = ((1.0, 2.0), (3.0, 1.0));
        for (extent, count) in [(tall, 1), (tall, 5), (tall, 12), (wide, 5), (wide, 12)] {
            let extent = Rect::new((0.0, 0.0), extent);
            let frames = panel_frames(count, extent, 160.0);
            assert_eq!(frames.len(), count);
            for (i, a) in frames.iter().enumerate() {
                assert!(a.x >= MARGIN && a.x + a.width <= PAGE.0 - MARGIN + 1e-9);
                assert!(a.y - HEAD >= TOP - 1e-9 && a.y + a.height <= 160.0 + 1e-9);
                for b in &frames[..i] {
                    let beside = b.x + b.width <= a.x || a.x + a.width <= b.x;
                    assert!(beside || b.y + b.height + HEAD <= a.y, "{a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn letters_do_not_end() {
        let all: Vec<_> = letters().take(28).collect();
        assert_eq!((&*all[0], &*all[25], &*all[27]), ("a", "z", "ab"));
    }
}

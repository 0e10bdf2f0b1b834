//! Sheets: a layout with a map a year and one legend for all.

use geo::Rect;
use unicode_width::UnicodeWidthStr;

use super::layer::Layer;
use super::layout::{Face, Frame, Layout, MARGIN, PAGE};
use super::legend::{Columns, Legend};
use super::project::Context;
use super::xml::Element;
use super::zone_labels::ZoneLabels;
use crate::text::letter;

/// Room around the legend.
const SPACE: f64 = 3.0;

/// Room between maps.
const GAP: f64 = 4.0;

/// Room above a map for its letter and year.
const HEAD: f64 = 6.0;

/// Where the maps begin and end.
const TOP: f64 = 19.0;

/// The least height of all maps together, whatever the legend needs.
const LEAST: f64 = 60.0;

/// The least height of the status at the foot, of two lines, and that of a further line.
const STATUS: f64 = 8.0;
const STATUS_LINE: f64 = 3.3;

/// Points of the title, of that of the legend, and of the status.
const TITLE_POINTS: f64 = 14.0;
const LEGEND_POINTS: f64 = 9.0;
const STATUS_POINTS: f64 = 7.5;

/// The width of a Latin letter, half of that of a Chinese character, in millimetres per point: of
/// bold titles, and of other text.
const BOLD_LETTER: f64 = 0.235;
const LETTER: f64 = 0.21;

/// Room for the scale bar and the north arrow, right of the legend.
const SCALE: f64 = 62.0;

/// Room for the legend's title, and for the line that says what is counted.
const TITLE: f64 = 6.0;
const COUNTED: f64 = 4.5;

/// A topic over the years.
pub(super) struct Sheet<'a> {
    pub legend: Legend,
    /// A layer a year, ascending.
    pub panels: Vec<&'a Layer>,
}

impl Sheet<'_> {
    /// The print layout.
    pub fn layout(&self, context: &Context<'_>) -> Element {
        let name = self.panels.last().map(|layer| layer.of_level(&layer.name));
        let name = name.unwrap_or_default();
        let mut layout = Layout::new(name);
        let width = PAGE.0 - 2.0 * MARGIN;
        let region = context.project.caption.region();
        let title = plain(&format!("{region}{}", self.legend.title));
        let heading = Frame::new(MARGIN, 8.0, width, 9.0);
        let points = fitting(TITLE_POINTS, &title, width);
        layout.label(heading, &title, points, Face::Bold);
        let status = plain(&self.status(context));
        let lines = (status.width() as f64 * LETTER * STATUS_POINTS / width).ceil();
        let status_height = STATUS.max(1.4 + lines * STATUS_LINE);

        let head = TITLE + self.legend.counted.as_ref().map_or(0.0, |_| COUNTED);
        let foot = PAGE.1 - MARGIN - status_height;
        let room = foot - TOP - LEAST - 2.0 * SPACE - head;
        let columns = self.legend.columns(width - SCALE, room);
        let height = (head + columns.height() + SPACE).max(14.0);
        let bottom = foot - height - SPACE;
        let first_map = self.maps(context, &mut layout, bottom);
        if let Some(map) = &first_map {
            let place = Frame::new(MARGIN, bottom + SPACE, width - SCALE, height);
            self.key(&mut layout, map, place, columns);
            let right = PAGE.0 - MARGIN;
            layout.scale_bar(Frame::new(right - 60.0, bottom + 5.0, 46.0, 8.0), map);
            layout.north_arrow(Frame::new(right - 10.0, bottom + 3.0, 10.0, 12.0), map);
        }
        let place = Frame::new(MARGIN, foot + 1.0, width, status_height - 1.0);
        layout.label(place, &status, STATUS_POINTS, Face::Grey);
        layout.element()
    }

    /// The maps down to a line, each with its letter and year. Returns the id of the first.
    fn maps(&self, context: &Context<'_>, layout: &mut Layout, bottom: f64) -> Option<String> {
        let frames = panel_frames(self.panels.len(), context.extent, bottom);
        let mut first = None;
        for (position, (panel, map)) in self.panels.iter().zip(frames).enumerate() {
            let text = match self.panels.len() {
                1 => panel.year.to_string(),
                _ => format!("{} {}", letter(position), panel.year),
            };
            let heading = Frame::new(map.x, map.y - HEAD, map.width, HEAD);
            layout.label(heading, &text, 10.0, Face::Bold);
            let id = layout.map(map, &panel.map_theme(), context.extent, false);
            first.get_or_insert(id);
        }
        first
    }

    /// The legend with its title.
    fn key(&self, layout: &mut Layout, map: &str, place: Frame, columns: Columns) {
        let text = plain(&self.legend.title);
        let frame = |y, height| Frame::new(place.x, y, place.width, height);
        let points = fitting(LEGEND_POINTS, &text, place.width);
        layout.label(frame(place.y, 5.0), &text, points, Face::Bold);
        let mut y = place.y + TITLE;
        if let Some(counted) = &self.legend.counted {
            layout.label(frame(y - 0.5, COUNTED), counted, 7.5, Face::Grey);
            y += COUNTED;
        }
        let of_legend = |layer: &&&Layer| layer.year == self.legend.year;
        if let Some(layer) = self.panels.iter().find(of_legend) {
            let entries = frame(y, columns.height());
            layout.classes(entries, map, layer, &self.legend, columns);
        }
    }

    /// What stands at the foot: the status of the data, how well classes are known, and which zones
    /// are named.
    fn status(&self, context: &Context<'_>) -> String {
        let project = &context.project;
        let caption = project.caption;
        let selected = (!ZoneLabels::for_zones(project.themes.assessment).name_all()).then(|| {
            caption.language.choose(
                "only zones with room for their name are labelled",
                "仅标注容得下名称的区域",
            )
        });
        let note = caption.note.as_deref().unwrap_or_default();
        let mut parts = vec![note, &self.legend.remark];
        parts.extend(selected.as_deref());
        parts.retain(|part| !part.is_empty());
        parts.join("; ")
    }
}

/// The size of a bold line that is to fit into a width, in millimetres.
fn fitting(points: f64, text: &str, width: f64) -> f64 {
    points.min(width / (BOLD_LETTER * text.width().max(1) as f64))
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
    let frame = |index: usize| {
        let x = MARGIN + (index % columns) as f64 * (across + GAP);
        let y = TOP + rest / 2.0 + HEAD + (index / columns) as f64 * (down + HEAD + GAP);
        Frame::new(x, y, across, down)
    };
    (0..count).map(frame).collect()
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
    fn long_titles_grow_smaller() {
        assert_eq!(
            fitting(TITLE_POINTS, "Jiangxi: Carbon budget (t)", 277.0),
            TITLE_POINTS
        );
        let [latin, chinese] = ["budget ", "碳收支"].map(|text| text.repeat(30));
        let points = [latin, chinese].map(|text| fitting(TITLE_POINTS, &text, 277.0));
        assert!(points[0] < TITLE_POINTS && points[0] > 4.0, "{points:?}");
        assert!(
            points[1] < TITLE_POINTS && points[1] > points[0],
            "{points:?}"
        );
    }
}

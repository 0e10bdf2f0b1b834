//! The atlas: a page a zone with a map, its place in the region, and its quantities.

use carbon_core::{CompensationClass, FunctionalZone, Quantity, ValueKind};
use unicode_width::UnicodeWidthStr;

use super::layer::Content;
use super::layout::{Face, Frame, Layout, MARGIN, PAGE};
use super::legend::Legend;
use super::project::Context;
use super::renderer::class_label;
use super::sheet::plain;
use super::vector_style::number_expression;
use super::xml::Element;
use crate::style::Topic;
use crate::text::Language;

/// The width of the table at the right.
const TABLE: f64 = 130.0;

/// The share of it that values take.
const VALUES: f64 = 0.42;

/// Width of a Latin letter, half of that of a Chinese character, in millimetres per point.
const LETTER: f64 = 0.185;

/// The height of the status line and of what stands under the map.
const FOOT: f64 = 10.0;

/// The layout, if there is a year.
pub(super) fn layout(context: &Context<'_>) -> Option<Element> {
    let project = context.project;
    let language = project.caption.language;
    let (shown, coverage) = (context.default_layer()?, context.layers.first()?);
    let mut layout = Layout::new(context.atlas_name());
    layout.paged_by(coverage);

    let width = PAGE.0 - 2.0 * MARGIN;
    let region = plain(&project.caption.region());
    let title = format!("{region}[% \"name\" %], {}", shown.year);
    layout.label(
        Frame::new(MARGIN, 8.0, width, 9.0),
        &title,
        14.0,
        Face::Bold,
    );

    let (top, foot) = (22.0, PAGE.1 - MARGIN - FOOT);
    let map_width = width - TABLE - 6.0;
    let theme = context.atlas_name();
    let legend = 32.0;
    let main = Frame::new(MARGIN, top, map_width, foot - top - legend);
    let id = layout.map(main, &theme, context.extent, true);
    let Content::Theme(subject) = shown.content else {
        return None;
    };
    let below = foot - legend + 3.0;
    let classes = Legend::for_subject(subject, project.themes, &[shown.year], language).ok()??;
    let legend_title = plain(&classes.title);
    let title = Frame::new(MARGIN, below, map_width - 62.0, 5.0);
    layout.label(title, &legend_title, 9.0, Face::Bold);
    let entries = Frame::new(MARGIN, below + 6.0, map_width - 62.0, legend - 9.0);
    let columns = classes.columns(entries.width, entries.height);
    layout.classes(entries, &id, shown, &classes, columns);
    let right = MARGIN + map_width;
    layout.scale_bar(Frame::new(right - 60.0, below + 2.0, 46.0, 8.0), &id);
    layout.north_arrow(Frame::new(right - 10.0, below, 10.0, 12.0), &id);

    let area = Frame::new(MARGIN + width - TABLE, top, TABLE, foot - top);
    table(context, &mut layout, area, language);
    let note = plain(project.caption.note.as_deref().unwrap_or_default());
    let status = Frame::new(MARGIN, foot + 3.0, width, FOOT - 3.0);
    layout.label(status, &note, 7.5, Face::Grey);
    Some(layout.element())
}

/// A row a quantity: its name with the unit, and the zone's value.
fn table(context: &Context<'_>, layout: &mut Layout, area: Frame, language: Language) {
    let assessment = context.project.themes.assessment;
    let rows: Vec<_> = Quantity::all(assessment)
        .into_iter()
        .filter_map(|quantity| {
            let name = language.alias(&quantity, assessment);
            Some((plain(&name), value(context, &quantity)?))
        })
        .collect();
    let height = (area.height / rows.len().max(1) as f64).min(5.5);
    let value_width = VALUES * area.width;
    let fitting = |width: f64, letters: usize| width / (LETTER * letters.max(1) as f64);
    let longest_name = rows.iter().map(|(name, _)| name.width()).max();
    let points = (height / 0.3528 * 0.62)
        .min(fitting(area.width - value_width, longest_name.unwrap_or(1)))
        .min(fitting(value_width, longest_class(context)))
        .min(8.5);
    for (row, (name, value)) in (0..).map(f64::from).zip(&rows) {
        let names = area.width - value_width;
        let frame = |x, width| Frame::new(x, area.y + row * height, width, height);
        layout.label(frame(area.x, names), name, points, Face::Plain);
        layout.label(
            frame(area.x + names, value_width),
            value,
            points,
            Face::Right,
        );
    }
}

/// The width of the longest name of a functional zone or a compensation class, in letters.
fn longest_class(context: &Context<'_>) -> usize {
    let language = context.project.caption.language;
    let zones =
        FunctionalZone::ALL.map(|zone| language.choose(zone.label_en(), zone.label_zh()).width());
    let classes = CompensationClass::ALL
        .map(|class| language.choose(class.label_en(), class.label_zh()).width());
    zones.into_iter().chain(classes).max().unwrap_or(1)
}

/// What prints a zone's value, in words where it is a class.
fn value(context: &Context<'_>, quantity: &Quantity) -> Option<String> {
    let topic = match quantity {
        Quantity::FunctionalZone => Topic::FunctionalZones,
        Quantity::CompensationClass => Topic::Compensation,
        Quantity::Zone => return Some("[% \"zone\" %]".to_owned()),
        _ if quantity.kind() == ValueKind::Number => {
            let number = number_expression(&quantity.field_name(), quantity.decimals());
            return Some(format!("[% {number} %]"));
        }
        _ => return None,
    };
    let (themes, caption) = (context.project.themes, context.project.caption);
    let year = context.default_layer()?.year;
    let theme = themes.theme(topic, year, caption.language).ok()?;
    Some(format!("[% {} %]", class_label(&theme)))
}

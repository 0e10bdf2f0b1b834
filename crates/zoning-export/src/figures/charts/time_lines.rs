//! Emissions, absorption and budget over the years: a small chart a zone, all on one scale.

use carbon_core::{Quantity, Value, ZoneYear};

use super::scale::Scale;
use crate::figures::figure::Figure;
use crate::figures::formats::{INK, Svg, Text, straight};
use crate::figures::maps::MapRenderer;
use crate::figures::page::{Entry, Legend, MARGIN};
use crate::style::{Color, Subject, Topic, palette, tonnes_scale};
use crate::text::Bilingual;

/// Zones that are drawn at most: those of the largest budgets of either sign.
const MOST: usize = 36;

/// Charts beside each other at most, and the least width of each.
const ACROSS: usize = 6;
const NARROWEST: f64 = 70.0;

/// The height of a chart, of few and of many zones.
const HEIGHTS: [(usize, f64); 3] = [(1, 170.0), (12, 62.0), (MOST, 44.0)];

/// What ticks take at the left of all charts, and between charts.
const LEFT: f64 = 24.0;
const GAP: f64 = 10.0;
/// The names above charts, and the years below.
const HEAD: f64 = 11.0;
const FOOT: f64 = 12.0;
const SIZE: f64 = 5.8;
const NAME_SIZE: f64 = 6.5;
const GRID: &str = "#dddddd";

const QUANTITIES: [Quantity; 3] = [Quantity::Emissions, Quantity::Absorption, Quantity::Budget];

/// A zone's values of the three quantities by year.
struct Lines<'a> {
    name: &'a str,
    /// Year and value in turn, in the shown unit.
    lines: [Vec<[f64; 2]>; 3],
}

impl MapRenderer<'_> {
    /// The figure of lines over the years; none if there is one year.
    pub(crate) fn time_lines(&self, number: u8) -> Option<Figure> {
        let assessment = self.inputs.themes.assessment;
        let (first, last) = (assessment.years.first()?, assessment.years.last()?);
        if first.year == last.year {
            return None;
        }
        let mut order: Vec<usize> = (0..last.zones.len()).collect();
        let budget = |zone: usize| last.zones[zone].account.budget.amount.abs();
        order.sort_by(|a, b| budget(*b).total_cmp(&budget(*a)));
        order.truncate(MOST);
        order.sort_unstable();
        let amounts = assessment.years.iter().flat_map(|annual| &annual.zones);
        let largest = amounts.filter_map(|zone| value(&Quantity::Emissions, zone));
        let largest = largest.fold(1.0, f64::max);
        let (factor, prefix) = tonnes_scale([largest].into_iter());
        let zones = order.iter().map(|&zone| Lines {
            name: &assessment.zones[zone].name,
            lines: QUANTITIES.map(|quantity| {
                let years = assessment.years.iter().filter_map(|annual| {
                    let amount = value(&quantity, annual.zones.get(zone)?)?;
                    Some([f64::from(annual.year.0), amount / factor])
                });
                years.collect()
            }),
        });
        let zones: Vec<Lines<'_>> = zones.collect();
        let unit = format!("{prefix}{}", Quantity::Budget.unit_in(assessment));
        let title = Bilingual::new(
            "Emissions, absorption and budget over the years",
            "历年碳排放、碳吸收与碳收支",
        );
        let title = title
            .with_unit(&Bilingual::same(&*unit))
            .in_language(self.language());
        let notes = self.line_notes(zones.len(), &unit);
        let name = ["time-lines", &*title];
        Some(
            self.figure(number, name, &notes, Svg::default(), |svg, top| {
                let bottom = self.draw_charts(svg, &zones, top);
                self.draw_line_key(svg, bottom)
            }),
        )
    }

    fn draw_charts(&self, svg: &mut Svg, zones: &[Lines<'_>], top: f64) -> f64 {
        let room = self.page - 2.0 * MARGIN - LEFT;
        let fitting = ((room + GAP) / (NARROWEST + GAP)) as usize;
        let columns = fitting.clamp(1, ACROSS).min(zones.len());
        let width = (room - GAP * (columns as f64 - 1.0)) / columns as f64;
        let height = HEIGHTS.into_iter().find(|(most, _)| zones.len() <= *most);
        let (_, height) = height.unwrap_or(HEIGHTS[2]);
        let points = zones.iter().flat_map(|zone| zone.lines.iter().flatten());
        let values: Vec<f64> = points.clone().map(|point| point[1]).collect();
        let years: Vec<f64> = points.map(|point| point[0]).collect();
        let [from, to] = [
            years.iter().copied().fold(f64::INFINITY, f64::min),
            years.iter().copied().fold(0.0, f64::max),
        ];
        // Never by powers of ten, since lines are compared: zero is among the values.
        let up = Scale::around(values.iter().copied().chain([0.0]), [height, 0.0]);
        let x = |year: f64| (year - from) / (to - from) * width;
        for (place, zone) in zones.iter().enumerate() {
            let (row, column) = ((place / columns) as f64, place % columns);
            let left = MARGIN + LEFT + column as f64 * (width + GAP);
            let has_none_below = place + columns >= zones.len();
            svg.moved([left, top + row * (HEAD + height + FOOT) + HEAD], "", |svg| {
                let name = self.fonts.shortened(zone.name, NAME_SIZE, width);
                svg.text(Text::at(0.0, -3.5, NAME_SIZE), &name);
                for (tick, text) in up.ticks(3.0) {
                    let y = up.place(tick);
                    let (line, color) = if tick == 0.0 { (0.6, INK) } else { (0.3, GRID) };
                    svg.line([0.0, y], [width, y], line, color);
                    if column == 0 {
                        svg.text(Text::at(-3.0, y + SIZE * 0.36, SIZE).end().grey(), &text);
                    }
                }
                if has_none_below {
                    let y = height + SIZE + 2.0;
                    svg.text(Text::at(0.0, y, SIZE).grey(), &from.to_string());
                    svg.text(Text::at(width, y, SIZE).end().grey(), &to.to_string());
                }
                for (line, color) in zone.lines.iter().zip(colors()) {
                    let places = line.iter().map(|[year, value]| [x(*year), up.place(*value)]);
                    let places: Vec<[f64; 2]> = places.collect();
                    let style = format!("fill=\"none\" stroke=\"{color}\" stroke-width=\"1.1\" stroke-linejoin=\"round\"");
                    svg.path(&straight(places.iter().copied()), &style);
                    for at in places {
                        svg.circle(at, 1.1, &format!("fill=\"{color}\""));
                    }
                }
            });
        }
        top + zones.len().div_ceil(columns) as f64 * (HEAD + height + FOOT)
    }

    fn draw_line_key(&self, svg: &mut Svg, top: f64) -> f64 {
        let entries = QUANTITIES.iter().zip(colors()).map(|(quantity, color)| {
            Entry::new(
                color,
                self.choose(&quantity.label_en(), &quantity.label_zh()),
            )
        });
        let legend = Legend::plain(String::new(), entries, self.page);
        legend.draw(svg, self.fonts, MARGIN, top - 2.0);
        top + legend.size(self.fonts)[1] + 4.0
    }

    fn line_notes(&self, shown: usize, unit: &str) -> Vec<String> {
        let all = self.inputs.themes.assessment.zones.len();
        let mut words = vec![self.choose("all charts have one scale", "各图采用同一坐标")];
        if shown < all {
            words.push(self.choose(
                &format!("{shown} of {all} zones are shown: those with the largest budgets of either sign"),
                &format!("{all} 个区域中显示碳收支绝对值最大的 {shown} 个"),
            ));
        }
        let mut notes = self.basis_note(Subject::Topic(Topic::Budget), Some(unit));
        notes.extend(self.sentences(words));
        notes
    }
}

/// An amount of a zone; none of what depends on land of which too little is known.
fn value(quantity: &Quantity, zone_year: &ZoneYear) -> Option<f64> {
    let is_known = zone_year.is_covered() || *quantity == Quantity::Emissions;
    match quantity.value(zone_year)? {
        Value::Number(number) if is_known => Some(number),
        _ => None,
    }
}

/// Red, green and blue, which differ in lightness too.
fn colors() -> [Color; 3] {
    let [red, green] = [palette::QUALITATIVE_8[4], palette::QUALITATIVE_8[5]];
    [red, green, palette::QUALITATIVE_8[1]]
}

//! Centres of gravity and standard deviational ellipses over the zones, and the paths of the centres
//! enlarged.

use geo::{Coord, coord};

use super::notes::capitalised;
use super::thematic::{MapRenderer, NamedSheet};
use crate::content::{Centre, Centres, CentresOf};
use crate::figures::figure::Figure;
use crate::figures::formats::{Anchor, GREY_INK, Number, Svg, Text, straight};
use crate::figures::page::{Entry, Legend, Page, ScaleBar, Sheet, draw_labels};
use crate::figures::panels::chosen;
use crate::geometry::bounds;
use crate::style::palette::QUALITATIVE_8;
use crate::text::{fixed, grouped};

/// Years that are drawn at most: as many as there are colours that differ.
const MOST: usize = QUALITATIVE_8.len();

/// Quantities that are drawn at most, each with a map and a path.
const MOST_QUANTITIES: usize = 6;

/// The fill of zones.
const GROUND: &str = "#f7f7f4";
const FRAME: &str = "#bdbdbd";
const YEAR_SIZE: f64 = 6.5;

/// Room around an enlarged path, for years and the scale bar.
const ROOM: f64 = 34.0;

/// Paths are enlarged so far at most, in points a metre: to 100 m across a panel.
const LARGEST: f64 = 1.0;

impl MapRenderer<'_> {
    /// The figure of centres and ellipses: a map a quantity, then a path each.
    pub(crate) fn centres(&self, number: u8, centres: &Centres) -> Figure {
        let language = self.language();
        let shown = &centres.quantities[..centres.quantities.len().min(MOST_QUANTITIES)];
        let named = self.sheet(2 * shown.len());
        let NamedSheet { sheet, labels } = &*named;
        let zones = &self.inputs.themes.assessment.zones;
        let years = chosen(centres.years(), MOST);
        let color = |centre: &Centre| {
            let place = years.iter().position(|year| *year == centre.year)?;
            Some(QUALITATIVE_8[place].to_string())
        };
        let scales = shown
            .iter()
            .map(|quantity| self.path_scale(quantity, sheet));
        let scales: Vec<f64> = scales.collect();
        let title = |quantity: &CentresOf| capitalised(quantity.title.in_language(language));
        let maps = shown
            .iter()
            .map(|quantity| [title(quantity), String::new()]);
        let paths = shown.iter().zip(&scales).map(|(quantity, scale)| {
            let times = grouped(&fixed(scale / sheet.points_per_metre, 0));
            let enlarged = self.choose(&format!("path × {times}"), &format!("轨迹 × {times}"));
            [title(quantity), enlarged]
        });
        let classes = years.iter().zip(QUALITATIVE_8);
        let entries = classes.map(|(year, color)| Entry::new(color, year.to_string()));
        let page = Page {
            sheet,
            fonts: self.fonts,
            headings: maps.chain(paths).collect(),
            legends: vec![Legend::plain(
                self.choose("Year", "年份"),
                entries,
                self.page,
            )],
        };
        let title = centres.title.in_language(language);
        let notes = self.notes(
            Some(centres.known.in_language(language)),
            labels.len(),
            self.naming(),
        );
        let mut svg = sheet.definitions();
        let (width, height) = (Number(sheet.layout.width), Number(sheet.layout.height));
        svg.raw(format_args!("<defs><clipPath id=\"panel\"><rect width=\"{width}\" height=\"{height}\"/></clipPath></defs>\n"));
        let draw = |svg: &mut Svg, panel: usize| {
            let quantity = &shown[panel % shown.len()];
            let drawn = quantity.years.iter();
            let drawn = drawn.filter_map(|centre| Some((centre, color(centre)?)));
            let drawn: Vec<(&Centre, String)> = drawn.collect();
            if panel < shown.len() {
                sheet.draw(svg, &vec![GROUND.to_owned(); zones.len()]);
                self.draw_ellipses(svg, &drawn, sheet);
                draw_labels(svg, labels);
            } else {
                self.draw_path(svg, &drawn, sheet, scales[panel - shown.len()]);
            }
        };
        self.figure(number, ["centres", &title], &notes, svg, |svg, top| {
            page.draw(svg, top, draw)
        })
    }

    fn draw_ellipses(&self, svg: &mut Svg, drawn: &[(&Centre, String)], sheet: &Sheet) {
        svg.group("clip-path=\"url(#panel)\"", |svg| {
            for (centre, color) in drawn {
                let corners = self.region().project(&centre.outline).into_iter();
                let path = straight(corners.map(|corner| sheet.on_panel(corner)));
                let style = format!("fill=\"none\" stroke=\"{color}\" stroke-width=\"1\"");
                svg.path(&format!("{path}Z"), &style);
            }
            for (centre, color) in drawn {
                for place in self.region().project(&[centre.place]) {
                    draw_dot(svg, sheet.on_panel(place), 1.8, color);
                }
            }
        });
    }

    /// How many points a metre has where the path of a quantity's centre fills a panel.
    fn path_scale(&self, quantity: &CentresOf, sheet: &Sheet) -> f64 {
        let places: Vec<_> = quantity.years.iter().map(|centre| centre.place).collect();
        let Some(path) = bounds(self.region().project(&places).into_iter()) else {
            return sheet.points_per_metre;
        };
        let fit = |room: f64, span: f64| (room - 2.0 * ROOM).max(ROOM) / span;
        let across = fit(sheet.layout.width, path.width());
        let up = fit(sheet.layout.height, path.height());
        across.min(up).min(LARGEST).max(sheet.points_per_metre)
    }

    /// Draws the path from year to year, with the years and a scale bar of its own.
    fn draw_path(&self, svg: &mut Svg, drawn: &[(&Centre, String)], sheet: &Sheet, scale: f64) {
        let (width, height) = (sheet.layout.width, sheet.layout.height);
        svg.raw(format_args!(
            "<rect width=\"{}\" height=\"{}\" fill=\"{GROUND}\" stroke=\"{FRAME}\" stroke-width=\"0.5\"/>\n",
            Number(width),
            Number(height)
        ));
        let degrees: Vec<_> = drawn.iter().map(|(centre, _)| centre.place).collect();
        let places = self.region().project(&degrees);
        let Some(path) = bounds(places.iter().copied()) else {
            return;
        };
        let middle = path.center();
        let on_panel = |place: &Coord<f64>| {
            coord! {
                x: width / 2.0 + (place.x - middle.x) * scale,
                y: height / 2.0 - (place.y - middle.y) * scale,
            }
        };
        let points: Vec<Coord<f64>> = places.iter().map(on_panel).collect();
        for step in points.windows(2) {
            svg.line(step[0], step[1], 0.8, GREY_INK);
            draw_arrow(svg, step[0], step[1]);
        }
        for (place, (centre, color)) in drawn.iter().enumerate() {
            draw_dot(svg, points[place], 2.6, color);
            draw_year(svg, &centre.year.to_string(), place, &points);
        }
        let bar = ScaleBar::fitted(scale, width / 3.0);
        bar.draw(svg, 8.0, height - 8.0);
    }
}

fn draw_dot(svg: &mut Svg, at: Coord<f64>, radius: f64, color: &str) {
    let style = format!("fill=\"{color}\" stroke=\"#ffffff\" stroke-width=\"0.5\"");
    svg.circle(at, radius, &style);
}

/// Draws the head of an arrow in the middle of a line that is long enough.
fn draw_arrow(svg: &mut Svg, from: Coord<f64>, to: Coord<f64>) {
    const LONG: f64 = 5.0;
    let line = to - from;
    let length = line.x.hypot(line.y);
    if length < 3.0 * LONG {
        return;
    }
    let along = line / length;
    let across = coord! { x: -along.y, y: along.x };
    let tip = (from + to) / 2.0 + along * (LONG / 2.0);
    let [left, right] = [0.4, -0.4].map(|side| tip - along * LONG + across * (LONG * side));
    let arrow = straight([tip, left, right]) + "Z";
    svg.path(&arrow, &format!("fill=\"{GREY_INK}\""));
}

/// Writes the year of a point on the side that lies away from the points before and after it.
fn draw_year(svg: &mut Svg, year: &str, place: usize, points: &[Coord<f64>]) {
    let at = points[place];
    let beside = [place.checked_sub(1), Some(place + 1)]
        .into_iter()
        .flatten();
    let beside = beside.filter_map(|other| points.get(other));
    let away = beside.fold(Coord::zero(), |sum, other| {
        let apart = at - *other;
        let length = apart.x.hypot(apart.y);
        if length > 0.0 {
            sum + apart / length
        } else {
            sum
        }
    });
    let (anchor, x) = match away.x < 0.0 {
        true => (Anchor::End, at.x - 5.0),
        false => (Anchor::Start, at.x + 5.0),
    };
    let y = at.y + YEAR_SIZE * 0.36 + 6.0 * away.y.clamp(-1.0, 1.0);
    svg.text(Text::at(x, y, YEAR_SIZE).anchored(anchor).halo(), year);
}

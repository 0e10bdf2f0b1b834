//! ECC against ESC: each zone with its way from the first year to the last, coloured by functional
//! zone, and the thresholds of the zoning.

use carbon_core::{AnnualAssessment, Quantity, Value, ZoneYear};
use geo::{Coord, coord};

use super::scale::Scale;
use crate::error::ExportError;
use crate::figures::figure::Figure;
use crate::figures::formats::{GREY_INK, INK, NO_DATA, Number, Svg, Text, straight};
use crate::figures::maps::MapRenderer;
use crate::figures::page::{Entry, Ground, Legend, MARGIN, MOST_LEADERS, draw_labels, label};
use crate::style::{Subject, Theme, Topic};
use crate::text::Bilingual;

/// The widest plot, and its height as a share of its width.
const WIDEST: f64 = 360.0;
const FLAT: f64 = 0.72;

/// What the ticks and the name of the upright scale take at the left, those of the other below, and
/// the values of thresholds at the right and above.
const LEFT: f64 = 34.0;
const BELOW: f64 = 26.0;
const RIGHT: f64 = 22.0;
const ABOVE: f64 = 10.0;

const SIZE: f64 = 6.0;
const NAME_SIZE: f64 = 6.5;
const GRID: &str = "#dddddd";
const RADIUS: f64 = 2.4;

/// The chart in the making.
struct Scatter<'a> {
    renderer: &'a MapRenderer<'a>,
    theme: Theme,
    /// The zones that have both coefficients in the last year, with their ways.
    zones: Vec<(&'a ZoneYear, [[f64; 2]; 2])>,
    /// Thresholds of ECC and of ESC.
    thresholds: [Vec<f64>; 2],
    across: Scale,
    up: Scale,
}

impl<'a> MapRenderer<'a> {
    /// The figure of ECC and ESC; none if no zone has both.
    pub(crate) fn scatter(&'a self, number: u8) -> Result<Option<Figure>, ExportError> {
        let assessment = self.inputs.themes.assessment;
        let (Some(first), Some(last)) = (assessment.years.first(), assessment.years.last()) else {
            return Ok(None);
        };
        let theme = self.inputs.themes.theme(
            Subject::Topic(Topic::FunctionalZones),
            last.year,
            self.language(),
        )?;
        let pairs = first.zones.iter().zip(&last.zones);
        let zones = pairs.filter_map(|(before, after)| {
            let end = coefficients(after)?;
            Some((after, [coefficients(before).unwrap_or(end), end]))
        });
        let zones: Vec<_> = zones.collect();
        if zones.is_empty() {
            return Ok(None);
        }
        let named = assessment.zoning.thresholds();
        let thresholds = ["_ecc", "_esc"].map(|end| {
            let own = named.iter().filter(|(name, _)| name.ends_with(end));
            own.map(|(_, value)| *value).collect::<Vec<f64>>()
        });
        let width = (self.page - 2.0 * MARGIN - LEFT - RIGHT).min(WIDEST);
        let values = |axis: usize| {
            let ends = zones.iter().flat_map(|(_, way)| way);
            ends.map(move |place| place[axis])
                .chain([1.0])
                .chain(thresholds[axis].clone())
        };
        let values = [0, 1].map(|axis| values(axis).collect::<Vec<f64>>());
        let [across, up] = [[0.0, width], [width * FLAT, 0.0]];
        let scatter = Scatter {
            renderer: self,
            theme,
            across: Scale::around(values[0].iter().copied(), across),
            up: Scale::around(values[1].iter().copied(), up),
            zones,
            thresholds,
        };
        Ok(Some(scatter.draw(number, [first, last])))
    }
}

/// ECC and ESC of a zone.
fn coefficients(zone_year: &ZoneYear) -> Option<[f64; 2]> {
    let number = |quantity: Quantity| match quantity.value(zone_year)? {
        Value::Number(number) if number.is_finite() => Some(number),
        _ => None,
    };
    let is_shown = zone_year.is_covered();
    Some([number(Quantity::Ecc)?, number(Quantity::Esc)?]).filter(|_| is_shown)
}

impl Scatter<'_> {
    fn draw(&self, number: u8, years: [&AnnualAssessment; 2]) -> Figure {
        let renderer = self.renderer;
        let title = renderer.choose(
            "Economic contribution against ecological support",
            "经济贡献系数与生态承载系数",
        );
        // One line more than the region of the plot, so that names may stand at its edge.
        let squares: Vec<_> = self
            .zones
            .iter()
            .map(|(_, [_, end])| square(self.place(*end)))
            .collect();
        let ground = Ground::new(&squares, self.across.places[1], self.up.places[0]);
        let names = self
            .zones
            .iter()
            .map(|(zone_year, _)| vec![zone_year.zone.name.clone()]);
        let labels = label::place(&ground, &names.collect::<Vec<_>>(), renderer.fonts);
        let notes = self.notes(years, labels.len());
        renderer.figure(
            number,
            ["ecc-esc", &title],
            &notes,
            Svg::default(),
            |svg, top| {
                svg.moved([MARGIN + LEFT, top + ABOVE], "", |svg| {
                    self.draw_frame(svg);
                    let opacity = if self.zones.len() > MOST_LEADERS {
                        0.25
                    } else {
                        0.6
                    };
                    for (_, [start, end]) in &self.zones {
                        draw_way(svg, self.place(*start), self.place(*end), opacity);
                    }
                    draw_labels(svg, &labels);
                    for (zone_year, [_, end]) in &self.zones {
                        let class = self.theme.class_of(zone_year);
                        let fill =
                            class.map_or(NO_DATA.to_owned(), |class| class.color.to_string());
                        let style =
                            format!("fill=\"{fill}\" stroke=\"{INK}\" stroke-width=\"0.5\"");
                        svg.circle(self.place(*end), RADIUS, &style);
                    }
                });
                self.draw_key(svg, top)
            },
        )
    }

    fn place(&self, [ecc, esc]: [f64; 2]) -> Coord<f64> {
        coord! { x: self.across.place(ecc), y: self.up.place(esc) }
    }

    /// Scales with their names, and the thresholds.
    fn draw_frame(&self, svg: &mut Svg) {
        let (right, bottom) = (self.across.places[1], self.up.places[0]);
        for (tick, text) in self.across.ticks(6.0) {
            let x = self.across.place(tick);
            svg.line([x, 0.0], [x, bottom], 0.3, GRID);
            svg.text(
                Text::at(x, bottom + SIZE + 3.0, SIZE).middle().grey(),
                &text,
            );
        }
        for (tick, text) in self.up.ticks(5.0) {
            let y = self.up.place(tick);
            svg.line([0.0, y], [right, y], 0.3, GRID);
            svg.text(Text::at(-3.0, y + SIZE * 0.36, SIZE).end().grey(), &text);
        }
        svg.line([0.0, bottom], [right, bottom], 0.6, INK);
        svg.line([0.0, 0.0], [0.0, bottom], 0.6, INK);
        let dashed =
            "fill=\"none\" stroke=\"#1a1a1a\" stroke-width=\"0.7\" stroke-dasharray=\"3 2\"";
        for threshold in &self.thresholds[0] {
            let x = self.across.place(*threshold);
            svg.path(&straight([[x, 0.0], [x, bottom]]), dashed);
            svg.text(Text::at(x, -2.5, SIZE).middle(), &threshold.to_string());
        }
        for threshold in &self.thresholds[1] {
            let y = self.up.place(*threshold);
            svg.path(&straight([[0.0, y], [right, y]]), dashed);
            svg.text(
                Text::at(right + 3.0, y + SIZE * 0.36, SIZE),
                &threshold.to_string(),
            );
        }
        let [ecc, esc] =
            [(Quantity::Ecc, "ECC"), (Quantity::Esc, "ESC")].map(|(quantity, short)| {
                let name = Bilingual::new(quantity.label_en(), quantity.label_zh());
                let named = name.with_unit(&Bilingual::same(short));
                named.in_language(self.renderer.language())
            });
        let below = bottom + 2.0 * SIZE + 9.0;
        svg.text(Text::at(right / 2.0, below, NAME_SIZE).middle(), &ecc);
        svg.moved([NAME_SIZE - LEFT, bottom / 2.0], " rotate(-90)", |svg| {
            svg.text(Text::at(0.0, 0.0, NAME_SIZE).middle(), &esc);
        });
    }

    /// The legend, right of the plot or below it. Returns where the notes begin.
    fn draw_key(&self, svg: &mut Svg, top: f64) -> f64 {
        let renderer = self.renderer;
        let classes = self.theme.classes.iter();
        let entries = classes.map(|class| {
            let of_class = |(zone_year, _): &&(&ZoneYear, _)| {
                self.theme
                    .class_of(zone_year)
                    .is_some_and(|found| found.id == class.id)
            };
            Entry {
                cells: vec![self.zones.iter().filter(of_class).count().to_string()],
                ..Entry::new(class.color, class.label.clone())
            }
        });
        let title = self.theme.title.clone();
        let legend = Legend::plain(title, entries, renderer.page);
        let [width, height] = legend.size(renderer.fonts);
        let right = MARGIN + LEFT + self.across.places[1] + RIGHT;
        let bottom = top + ABOVE + self.up.places[0] + BELOW;
        if right + width <= renderer.page - MARGIN {
            legend.draw(svg, renderer.fonts, right, top + ABOVE);
            return bottom.max(top + ABOVE + height) + 6.0;
        }
        legend.draw(svg, renderer.fonts, MARGIN, bottom + 6.0);
        bottom + height + 12.0
    }

    fn notes(&self, [first, last]: [&AnnualAssessment; 2], labelled: usize) -> Vec<String> {
        let renderer = self.renderer;
        let (from, to) = (first.year, last.year);
        let mut words = Vec::new();
        words.push(match from == to {
            true => renderer.choose(&format!("zones in {to}"), &format!("{to}年各区域")),
            false => renderer.choose(
                &format!("Point: zone in {to}, coloured by its functional zone; line: its way from {from}"),
                &format!("圆点：{to}年各区域，按功能区着色；线：自{from}年以来的变化"),
            ),
        });
        if self.thresholds.iter().any(|of_axis| !of_axis.is_empty()) {
            words.push(renderer.choose(
                "dashed: thresholds of the zoning, which also looks at the share of the mean emissions",
                "虚线：功能区划分阈值；划分还考虑占平均碳排放的比例",
            ));
        }
        let all = last.zones.len();
        let shown = self.zones.len();
        if shown < all {
            words.push(renderer.choose(
                &format!("{shown} of {all} zones have both coefficients"),
                &format!("{all} 个区域中 {shown} 个有两项系数"),
            ));
        }
        if labelled < shown {
            words.push(match labelled {
                0 => renderer.choose(
                    "no zone has room for its name",
                    "各区域均容不下名称，未作标注",
                ),
                _ => renderer.choose(
                    &format!("{labelled} of {shown} zones are named: those with room for it"),
                    &format!("{shown} 个区域中标注 {labelled} 个：仅标注容得下名称者"),
                ),
            });
        }
        words.push(self.theme.known.clone());
        renderer.sentences(words)
    }
}

/// The ground that a point takes.
fn square(middle: Coord<f64>) -> Vec<Vec<Coord<f64>>> {
    let corners = [
        (-1.0, -1.0),
        (1.0, -1.0),
        (1.0, 1.0),
        (-1.0, 1.0),
        (-1.0, -1.0),
    ];
    let at = |(x, y): (f64, f64)| middle + coord! { x: x, y: y } * RADIUS;
    vec![corners.map(at).to_vec()]
}

/// The way of a zone, thicker towards its end.
fn draw_way(svg: &mut Svg, from: Coord<f64>, to: Coord<f64>, opacity: f64) {
    const HALF: f64 = 1.1;
    let way = to - from;
    let length = way.x.hypot(way.y);
    if length < RADIUS {
        return;
    }
    let across = coord! { x: -way.y, y: way.x } / length * HALF;
    let wedge = straight([from, to + across, to - across]) + "Z";
    svg.path(
        &wedge,
        &format!("fill=\"{GREY_INK}\" fill-opacity=\"{}\"", Number(opacity)),
    );
}

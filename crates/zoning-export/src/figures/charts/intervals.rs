//! Intervals of zones: a row a zone, the median with what lies between the quantiles of 5 and 95 %,
//! beside the value of the base run.

use carbon_core::{Quantity, Value, Year, ZoneYear};

use super::axis::Axis;
use crate::content::{Spread, draws_in_words};
use crate::figures::error::FigureError;
use crate::figures::figure::Figure;
use crate::figures::formats::{Anchor, GREY_INK, INK, NO_DATA, Number, Svg, Text, Weight};
use crate::figures::maps::MapRenderer;
use crate::figures::page::{Entry, Legend, MARGIN, PAGE_WIDTH, draw_heading, draw_notes};
use crate::style::{Subject, Theme, Topic, annual, tonnes_scale};

/// Zones that a chart has at most: those with the largest medians, of either sign.
const MOST: usize = 60;

/// The height of rows, of few and of many zones.
const ROWS: [(usize, f64); 2] = [(30, 12.0), (MOST, 8.5)];

const NAME_SIZE: f64 = 6.5;
const HEAD_SIZE: f64 = 7.5;
const TICK_SIZE: f64 = 6.0;

/// What names take of the width at most.
const NAMES: f64 = 110.0;
/// Between names and charts, and between charts.
const GAP: f64 = 14.0;
/// The height of what stands above and below the rows.
const HEAD: f64 = 21.0;
const FOOT: f64 = 20.0;
const BAND: &str = "#f4f4f4";
const GRID: &str = "#bdbdbd";
/// How thick intervals are, in shares of a row.
const THICK: f64 = 0.5;

/// The chart in the making.
pub(crate) struct IntervalChart<'a> {
    renderer: &'a MapRenderer<'a>,
    year: Year,
    zones: &'a [ZoneYear],
    /// The zones shown, by their places, from the largest median down.
    order: Vec<usize>,
    columns: Vec<Column>,
    known: String,
}

/// A quantity of all zones.
struct Column {
    title: String,
    unit: String,
    /// By what its intervals are coloured.
    theme: Theme,
    /// In the unit: quantiles of 5, 50 and 95 %, then the value of the base run.
    values: Vec<Option<[f64; 4]>>,
}

impl<'a> IntervalChart<'a> {
    /// The budget and, where there is a compensation, the payment in its target year, else in the
    /// last year.
    pub(crate) fn new(
        renderer: &'a MapRenderer<'a>,
        spread: &Spread<'_>,
    ) -> Result<Self, FigureError> {
        let themes = renderer.inputs.themes;
        let assessment = themes.assessment;
        let scheme = assessment.compensation.as_ref();
        let last = assessment.years.last().map(|annual| annual.year);
        let year = scheme.map(|scheme| scheme.target).or(last);
        let year = year.unwrap_or(Year(0));
        let zones = &*annual(assessment, year)?.zones;
        let language = renderer.language();
        let paying = themes
            .fields()
            .iter()
            .position(|field| field.name == "probability_paying");
        let subjects = [
            Some((Quantity::Budget, Subject::Topic(Topic::FunctionalZones))),
            paying.map(|place| (Quantity::Compensation, Subject::Field(place))),
        ];
        let mut columns = Vec::new();
        for (quantity, subject) in subjects.into_iter().flatten() {
            let theme = themes.theme(subject, year, language)?;
            columns.push(renderer.column(spread, &quantity, theme, year, zones));
        }
        let known = draws_in_words(spread).in_language(language).into_owned();
        Ok(Self {
            renderer,
            year,
            zones,
            order: order(&columns),
            columns,
            known,
        })
    }

    /// The figure.
    pub(crate) fn draw(&self, number: u8) -> Figure {
        let renderer = self.renderer;
        let title = renderer.title(number, &self.title());
        let mut svg = Svg::default();
        let top = draw_heading(
            &mut svg,
            renderer.fonts,
            &title,
            renderer.status().as_deref(),
        );
        let names = self.draw_names(&mut svg, top);
        let count = self.columns.len().max(1) as f64;
        let room = PAGE_WIDTH - MARGIN - names;
        let width = (room - GAP * count) / count;
        for (place, column) in (0..).map(f64::from).zip(&self.columns) {
            self.draw_column(
                &mut svg,
                column,
                names + GAP + place * (width + GAP),
                width,
                top,
            );
        }
        let below = top + HEAD + self.height() + FOOT;
        let bottom = self.draw_legends(&mut svg, names, width, below);
        let bottom = draw_notes(&mut svg, renderer.fonts, &self.notes(), bottom);
        let svg = svg.document(PAGE_WIDTH, bottom + 6.0, &title);
        renderer.figure(number, title, svg)
    }

    fn title(&self) -> String {
        let year = self.year;
        let (en, zh) = match self.columns.len() {
            1 => (
                format!("Carbon budget with its uncertainty, {year}"),
                format!("碳收支及其不确定性，{year}年"),
            ),
            _ => (
                format!("Carbon budget and compensation with their uncertainty, {year}"),
                format!("碳收支与补偿金额及其不确定性，{year}年"),
            ),
        };
        self.renderer.choose(&en, &zh)
    }

    fn row(&self) -> f64 {
        let fitting = ROWS.iter().find(|(most, _)| self.order.len() <= *most);
        fitting.map_or(ROWS[1].1, |(_, height)| *height)
    }

    fn height(&self) -> f64 {
        self.row() * self.order.len() as f64
    }

    /// Draws the names and a band behind every other row. Returns where the names end.
    fn draw_names(&self, svg: &mut Svg, top: f64) -> f64 {
        let fonts = self.renderer.fonts;
        let names = self.order.iter().map(|zone| {
            let name = &self.zones[*zone].zone.name;
            fonts.shortened(name, NAME_SIZE, NAMES)
        });
        let names: Vec<String> = names.collect();
        let widths = names
            .iter()
            .map(|name| fonts.width(name, NAME_SIZE, Weight::Regular));
        let end = MARGIN + widths.fold(0.0, f64::max);
        for (row, name) in names.iter().enumerate() {
            let y = top + HEAD + row as f64 * self.row();
            if row % 2 == 0 {
                svg.block(MARGIN, y, PAGE_WIDTH - 2.0 * MARGIN, self.row(), BAND);
            }
            let at = Text {
                anchor: Anchor::End,
                ..Text::at(end, y + self.row() / 2.0 + NAME_SIZE * 0.36, NAME_SIZE)
            };
            svg.text(at, name);
        }
        end
    }

    fn draw_column(&self, svg: &mut Svg, column: &Column, left: f64, width: f64, top: f64) {
        let shown = self.order.iter().filter_map(|zone| column.values[*zone]);
        let axis = Axis::around(shown.flatten(), left, width);
        let (from, to) = (top + HEAD, top + HEAD + self.height());
        let fonts = self.renderer.fonts;
        let head = fonts.shortened(&column.title, HEAD_SIZE, width + GAP);
        svg.text(Text::at(left, top + HEAD_SIZE, HEAD_SIZE), &head);
        let unit = Text {
            color: GREY_INK,
            ..Text::at(left, top + HEAD_SIZE + 9.0, TICK_SIZE)
        };
        svg.text(unit, &fonts.shortened(&column.unit, TICK_SIZE, width + GAP));
        for tick in axis.ticks() {
            let x = axis.place(tick);
            let (line, color) = if tick == 0.0 { (0.8, INK) } else { (0.3, GRID) };
            svg.line([x, from], [x, to], line, color);
            let at = Text {
                anchor: Anchor::Middle,
                color: GREY_INK,
                ..Text::at(x, to + TICK_SIZE + 3.0, TICK_SIZE)
            };
            svg.text(at, &axis.printed(tick));
        }
        let thick = self.row() * THICK;
        for (row, zone) in self.order.iter().enumerate() {
            let Some([p05, median, p95, base]) = column.values[*zone] else {
                continue;
            };
            let middle = from + (row as f64 + 0.5) * self.row();
            let class = column.theme.class_of(&self.zones[*zone]);
            let fill = class.map_or(NO_DATA.to_owned(), |class| class.color.to_string());
            let x = [p05, p95].map(|end| axis.place(end));
            svg.swatch(
                x[0],
                middle - thick / 2.0,
                (x[1] - x[0]).max(0.4),
                thick,
                &fill,
            );
            let at = axis.place(median);
            let reach = thick / 2.0 + 1.2;
            svg.line([at, middle - reach], [at, middle + reach], 1.2, INK);
            svg.raw(format_args!(
                "<circle cx=\"{}\" cy=\"{}\" r=\"1.5\" fill=\"#ffffff\" stroke=\"{INK}\" stroke-width=\"0.6\"/>\n",
                Number(axis.place(base)),
                Number(middle)
            ));
        }
    }

    /// Draws a legend below each column. Returns where they end.
    fn draw_legends(&self, svg: &mut Svg, names: f64, width: f64, top: f64) -> f64 {
        let mut bottom = top;
        for (place, column) in (0..).map(f64::from).zip(&self.columns) {
            let entries = column.theme.classes.iter().map(|class| Entry {
                fill: class.color.to_string(),
                label: class.label.clone(),
                cells: Vec::new(),
            });
            let legend = Legend {
                title: column.theme.title.clone(),
                counted: String::new(),
                heads: Vec::new(),
                entries: entries.collect(),
            };
            let fonts = self.renderer.fonts;
            legend.draw(svg, fonts, names + GAP + place * (width + GAP), top);
            bottom = bottom.max(top + legend.size(fonts)[1]);
        }
        bottom + 6.0
    }

    fn notes(&self) -> Vec<String> {
        let renderer = self.renderer;
        let mut words = vec![renderer.choose(
            "Bars: from the 5 % to the 95 % quantile; stroke: median; circle: base run without \
             uncertainty",
            "横条：5 % 至 95 % 分位数；竖线：中位数；圆圈：不含不确定性的基准结果",
        )];
        let (shown, all) = (self.order.len(), self.zones.len());
        if shown < all {
            words.push(renderer.choose(
                &format!("{shown} of {all} zones are shown: those with the largest medians"),
                &format!("{all} 个区域中显示中位数最大的 {shown} 个"),
            ));
        }
        words.push(self.known.clone());
        renderer.sentences(words)
    }
}

/// The zones with the largest medians of the first column, of either sign, from the largest down.
fn order(columns: &[Column]) -> Vec<usize> {
    let Some(first) = columns.first() else {
        return Vec::new();
    };
    let known = first.values.iter().enumerate();
    let mut medians: Vec<(usize, f64)> = known
        .filter_map(|(zone, interval)| Some((zone, (*interval)?[1])))
        .collect();
    medians.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    medians.truncate(MOST);
    medians.sort_by(|a, b| b.1.total_cmp(&a.1));
    medians.into_iter().map(|(zone, _)| zone).collect()
}

impl MapRenderer<'_> {
    /// A quantity of all zones with its intervals, in a unit in which it is short.
    fn column(
        &self,
        spread: &Spread<'_>,
        quantity: &Quantity,
        theme: Theme,
        year: Year,
        zones: &[ZoneYear],
    ) -> Column {
        let assessment = self.inputs.themes.assessment;
        let values: Vec<Option<[f64; 4]>> = zones
            .iter()
            .map(|zone_year| {
                let drawn = spread.propagation.zone_year(&zone_year.zone.id, year)?;
                let interval = drawn.interval(quantity)?;
                let base = match quantity.value(zone_year)? {
                    Value::Number(base) => base,
                    _ => return None,
                };
                Some([interval.p05, interval.median, interval.p95, base])
            })
            .collect();
        let ends = values.iter().flatten().flatten();
        let largest = ends.fold(0.0_f64, |most, end| most.max(end.abs()));
        let (by, en, zh) = if *quantity == Quantity::Compensation {
            let (by, en, zh) = if largest >= 1e6 {
                (1e6, "million yuan", "百万元")
            } else {
                (1.0, "yuan", "元")
            };
            (
                by,
                format!("{en} of {year}; + pays, − receives"),
                format!("{zh}（{year}年价）；+ 支付，− 受偿"),
            )
        } else {
            let unit = quantity.unit_in(assessment);
            let (by, prefix) = tonnes_scale([largest.max(1.0)].into_iter());
            (by, format!("{prefix}{unit}"), format!("{prefix}{unit}"))
        };
        let scaled = values
            .into_iter()
            .map(|interval| interval.map(|ends| ends.map(|end| end / by)));
        Column {
            title: self.choose(&quantity.label_en(), &quantity.label_zh()),
            unit: self.choose(&en, &zh),
            theme,
            values: scaled.collect(),
        }
    }
}

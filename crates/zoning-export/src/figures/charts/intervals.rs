//! Intervals of zones: a row a zone, the median with what lies between the quantiles of 5 and 95 %,
//! beside the value of the base run.

use carbon_core::{Quantity, Value, Year, ZoneYear};

use super::axis::Axis;
use super::rows::Rows;
use crate::content::{Spread, draws_in_words};
use crate::error::ExportError;
use crate::figures::figure::Figure;
use crate::figures::formats::{INK, NO_DATA, Svg, Text};
use crate::figures::maps::MapRenderer;
use crate::figures::page::{Entry, Legend, MARGIN};
use crate::style::{Subject, Theme, Topic, annual, tonnes_scale};
use crate::text::MoneyUnit;

/// Zones that a chart has at most: those with the largest medians, of either sign.
const MOST: usize = 60;

/// The height of rows, of few and of many zones.
const ROWS: [(usize, f64); 2] = [(30, 12.0), (MOST, 8.5)];

const HEAD_SIZE: f64 = 7.0;
const TICK_SIZE: f64 = 6.0;

/// What names take of the width at most.
const NAMES: f64 = 110.0;
/// Between names and charts, and between charts.
const GAP: f64 = 14.0;
/// The height of what stands above and below the rows.
const HEAD: f64 = 21.0;
const FOOT: f64 = 20.0;
/// How thick intervals are, in shares of a row.
const THICK: f64 = 0.5;

/// The chart in the making.
pub(crate) struct IntervalChart<'a> {
    renderer: &'a MapRenderer<'a>,
    year: Year,
    zones: &'a [ZoneYear],
    /// The zones shown, by their places, from the largest median down.
    order: Vec<usize>,
    rows: Rows,
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
    ) -> Result<Self, ExportError> {
        let themes = renderer.inputs.themes;
        let assessment = themes.assessment;
        let scheme = assessment.compensation.as_ref();
        let last = assessment.years.last().map(|annual| annual.year);
        let year = scheme.map(|scheme| scheme.target).or(last);
        let year = year.unwrap_or(Year(0));
        let zones = &*annual(assessment, year)?.zones;
        let language = renderer.language();
        let mut fields = themes.fields().iter();
        let paying = fields.position(|field| field.name == "probability_paying");
        let subjects = [
            Some((Quantity::Budget, Subject::Topic(Topic::FunctionalZones))),
            paying.map(|place| (Quantity::Compensation, Subject::Field(place))),
        ];
        let mut columns = Vec::new();
        for (quantity, subject) in subjects.into_iter().flatten() {
            let theme = themes.theme(subject, year, language)?;
            columns.push(renderer.column(spread, &quantity, theme, year, zones));
        }
        let order = order(&columns);
        let fitting = ROWS.into_iter().find(|(most, _)| order.len() <= *most);
        let (_, pitch) = fitting.unwrap_or(ROWS[1]);
        let names = order.iter().map(|zone| zones[*zone].zone.name.to_string());
        Ok(Self {
            renderer,
            year,
            zones,
            rows: Rows::new(
                renderer.fonts,
                names,
                NAMES.min(renderer.page / 4.0),
                pitch,
                renderer.page,
            ),
            order,
            columns,
            known: draws_in_words(spread).in_language(language),
        })
    }

    /// The figure.
    pub(crate) fn draw(&self, number: u8) -> Figure {
        let (title, notes) = (self.title(), self.notes());
        let count = self.columns.len().max(1) as f64;
        let width = (self.renderer.page - MARGIN - self.rows.edge - GAP * count) / count;
        self.renderer.figure(
            number,
            ["intervals", &title],
            &notes,
            Svg::default(),
            |svg, top| {
                self.rows.draw(svg, top + HEAD);
                let below = top + HEAD + self.rows.height() + FOOT;
                let left = |place| self.rows.edge + GAP + place * (width + GAP);
                let placed = || (0..).map(f64::from).map(left).zip(&self.columns);
                for (left, column) in placed() {
                    self.draw_column(svg, column, left, width, top);
                }
                let fonts = self.renderer.fonts;
                let legends: Vec<_> = placed()
                    .map(|(left, column)| {
                        let classes = column.theme.classes.iter();
                        let entries =
                            classes.map(|class| Entry::new(class.color, class.label.clone()));
                        let title = column.theme.title.clone();
                        (left, Legend::plain(title, entries, self.renderer.page))
                    })
                    .collect();
                // Side by side below their columns, or one below the other where a page is too narrow for that.
                let is_wide = |(_, legend): &(f64, Legend)| legend.size(fonts)[0] > width;
                let stacked = legends.len() > 1 && legends.iter().any(is_wide);
                let mut bottom = below;
                for (left, legend) in &legends {
                    let (x, y) = match stacked {
                        true => (MARGIN, bottom),
                        false => (*left, below),
                    };
                    legend.draw(svg, fonts, x, y);
                    let gap = if stacked { 8.0 } else { 0.0 };
                    bottom = bottom.max(y + legend.size(fonts)[1] + gap);
                }
                bottom + 6.0
            },
        )
    }

    fn title(&self) -> String {
        let year = self.year;
        let (en, zh) = match self.columns.len() {
            1 => ("Carbon budget with its", "碳收支"),
            _ => (
                "Carbon budget and compensation with their",
                "碳收支与补偿金额",
            ),
        };
        let en = format!("{en} uncertainty, {year}");
        self.renderer
            .choose(&en, &format!("{zh}及其不确定性，{year}年"))
    }

    fn draw_column(&self, svg: &mut Svg, column: &Column, left: f64, width: f64, top: f64) {
        let shown = self.order.iter().filter_map(|zone| column.values[*zone]);
        let axis = Axis::around(shown.flatten(), left, width);
        let from = top + HEAD;
        let fonts = self.renderer.fonts;
        // Into the gap to the next column, but not over the edge of the page.
        let room = (width + GAP).min(self.renderer.page - MARGIN - left);
        let head = fonts.shortened(&column.title, HEAD_SIZE, room);
        svg.text(Text::at(left, top + HEAD_SIZE, HEAD_SIZE), &head);
        let unit = Text::at(left, top + HEAD_SIZE + 9.0, TICK_SIZE).grey();
        svg.text(unit, &fonts.shortened(&column.unit, TICK_SIZE, room));
        axis.draw(svg, fonts, [from, from + self.rows.height()], TICK_SIZE);
        let thick = self.rows.pitch * THICK;
        for (row, zone) in self.order.iter().enumerate() {
            let Some([p05, median, p95, base]) = column.values[*zone] else {
                continue;
            };
            let middle = from + (row as f64 + 0.5) * self.rows.pitch;
            let class = column.theme.class_of(&self.zones[*zone]);
            let fill = class.map_or(NO_DATA.to_owned(), |class| class.color.to_string());
            let x = [p05, p95].map(|end| axis.place(end));
            let size = [(x[1] - x[0]).max(0.4), thick];
            svg.swatch([x[0], middle - thick / 2.0], size, &fill);
            let at = axis.place(median);
            let reach = thick / 2.0 + 1.2;
            svg.line([at, middle - reach], [at, middle + reach], 1.2, INK);
            let style = format!("fill=\"#ffffff\" stroke=\"{INK}\" stroke-width=\"0.6\"");
            svg.circle([axis.place(base), middle], 1.5, &style);
        }
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
        let values = zones.iter().map(|zone_year| {
            let drawn = spread.propagation.zone_year(&zone_year.zone.id, year)?;
            let interval = drawn.interval(quantity)?;
            let Value::Number(base) = quantity.value(zone_year)? else {
                return None;
            };
            Some([interval.p05, interval.median, interval.p95, base])
        });
        let values: Vec<Option<[f64; 4]>> = values.collect();
        let ends = values.iter().flatten().flatten();
        let largest = ends.fold(0.0_f64, |most, end| most.max(end.abs()));
        let (by, en, zh) = if *quantity == Quantity::Compensation {
            let MoneyUnit { yuan, en, zh } = MoneyUnit::fitting([largest]);
            let en = format!("{en} of {year}; + pays, − receives");
            (yuan, en, format!("{zh}（{year}年价）；+ 支付，− 受偿"))
        } else {
            let unit = quantity.unit_in(assessment);
            let (by, prefix) = tonnes_scale([largest.max(1.0)].into_iter());
            (by, format!("{prefix}{unit}"), format!("{prefix}{unit}"))
        };
        let values = values.into_iter();
        let scaled = values.map(|interval| interval.map(|ends| ends.map(|end| end / by)));
        Column {
            title: self.choose(&quantity.label_en(), &quantity.label_zh()),
            unit: self.choose(&en, &zh),
            theme,
            values: scaled.collect(),
        }
    }
}

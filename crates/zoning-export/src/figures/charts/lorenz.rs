//! Lorenz curves: a square a weight, a curve a year with its Gini coefficient.

use crate::content::{Curve, CurvePanel, Curves};
use crate::figures::figure::Figure;
use crate::figures::formats::{INK, Svg, Text, straight};
use crate::figures::maps::{MapRenderer, capitalised};
use crate::figures::page::MARGIN;
use crate::figures::panels::chosen;
use crate::style::palette::QUALITATIVE_8;
use crate::text::letter;

/// Curves that a panel has at most: as many as there are colours that differ.
const MOST: usize = QUALITATIVE_8.len();

/// Panels beside each other at most, and the width that each needs.
const ACROSS: usize = 3;
const WIDE: f64 = 165.0;

const HEAD_SIZE: f64 = 7.0;
const SIZE: f64 = 6.5;
const TICK_SIZE: f64 = 6.0;
const GAP: f64 = 12.0;
/// What stands to the left of a square, above and below it.
const SIDE: f64 = 28.0;
const HEAD: f64 = 18.0;
/// What the last tick takes to the right of a square.
const EDGE: f64 = 4.0;
const FOOT: f64 = 28.0;
const GRID: &str = "#dddddd";

/// A square that a panel's curves stand in.
struct Square {
    left: f64,
    top: f64,
    side: f64,
}

impl Square {
    /// Where shares lie.
    fn place(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [self.left + x * self.side, self.top + (1.0 - y) * self.side]
    }
}

impl MapRenderer<'_> {
    /// The figure of Lorenz curves.
    pub(crate) fn lorenz(&self, number: u8, curves: &Curves) -> Figure {
        let language = self.language();
        let title = curves.title.in_language(language);
        let columns = ((self.page / WIDE) as usize).clamp(1, ACROSS);
        let across = columns as f64;
        let side = (self.page - 2.0 * MARGIN - EDGE - GAP * (across - 1.0)) / across - SIDE;
        let value = curves.value.in_language(language);
        let notes = self.lorenz_notes(curves);
        self.figure(
            number,
            ["lorenz-curves", &title],
            &notes,
            Svg::default(),
            |svg, top| {
                for (place, panel) in curves.panels.iter().enumerate() {
                    let (row, column) = ((place / columns) as f64, (place % columns) as f64);
                    let square = Square {
                        left: MARGIN + SIDE + column * (side + SIDE + GAP),
                        top: top + HEAD + row * (HEAD + side + FOOT),
                        side,
                    };
                    self.draw_square(svg, panel, &value, letter(place), &square);
                }
                let rows = curves.panels.len().div_ceil(columns) as f64;
                top + rows * (HEAD + side + FOOT)
            },
        )
    }

    fn draw_square(
        &self,
        svg: &mut Svg,
        panel: &CurvePanel,
        value: &str,
        letter: String,
        at: &Square,
    ) {
        let weight = panel.weight.in_language(self.language());
        let en = format!(
            "{letter} {} against {weight}",
            capitalised(value.to_owned())
        );
        let heading = self.choose(&en, &format!("{letter} {value}—{weight}"));
        let heading = self.fonts.shortened(&heading, HEAD_SIZE, at.side + SIDE);
        svg.text(Text::at(at.left - SIDE, at.top - 9.0, HEAD_SIZE), &heading);
        draw_axes(svg, at);
        let share = |what: &str| {
            let (en, zh) = (
                format!("share of {what}, %"),
                format!("{what}累计占比（%）"),
            );
            self.choose(&en, &zh)
        };
        let (x, y) = (
            at.left + at.side / 2.0,
            at.top + at.side + TICK_SIZE * 2.0 + 6.0,
        );
        svg.text(Text::at(x, y, TICK_SIZE).middle().grey(), &share(&weight));
        let corner = [at.left - SIDE + TICK_SIZE, at.top + at.side / 2.0];
        svg.moved(corner, " rotate(-90)", |svg| {
            svg.text(Text::at(0.0, 0.0, TICK_SIZE).middle().grey(), &share(value));
        });
        let curves = chosen(panel.curves.iter().collect(), MOST).into_iter();
        for (place, curve) in curves.enumerate() {
            self.draw_curve(svg, curve, place, at);
        }
    }

    /// Draws a curve, and its year with its coefficient in the empty corner.
    fn draw_curve(&self, svg: &mut Svg, curve: &Curve, place: usize, at: &Square) {
        let color = QUALITATIVE_8[place % QUALITATIVE_8.len()].to_string();
        let path = straight(curve.points.iter().map(|point| at.place(*point)));
        let style = format!("fill=\"none\" stroke=\"{color}\" stroke-width=\"1.1\"");
        svg.path(&path, &format!("{style} stroke-linejoin=\"round\""));
        let (x, y) = (at.left + 6.0, at.top + 11.0 + place as f64 * 9.5);
        svg.line([x, y - 2.2], [x + 11.0, y - 2.2], 1.4, &color);
        let gini = self.choose("Gini", "基尼系数");
        let text = format!("{}: {gini} {:.3}", curve.year, curve.gini);
        svg.text(Text::at(x + 15.0, y, SIZE).halo(), &text);
    }

    fn lorenz_notes(&self, curves: &Curves) -> Vec<String> {
        let years = curves.panels.iter().map(|panel| panel.curves.len()).max();
        let all = years.unwrap_or_default();
        let cut = (all > MOST).then(|| {
            let en = format!("{MOST} of {all} years are shown");
            self.choose(&en, &format!("{all} 个年份中显示 {MOST} 个"))
        });
        let (en, zh) = (
            "grey: as many shares of the one as of the other",
            "灰线：完全均等",
        );
        let equal = self.choose(en, zh);
        let known = curves.known.in_language(self.language());
        self.sentences([equal].into_iter().chain(cut).chain([known]))
    }
}

/// Draws the frame, lines at every fifth with their shares in per cent, and the line of equality.
fn draw_axes(svg: &mut Svg, at: &Square) {
    for fifth in (0..=5).map(f64::from) {
        let share = fifth / 5.0;
        let text = format!("{:.0}", share * 100.0);
        svg.line(at.place([share, 0.0]), at.place([share, 1.0]), 0.3, GRID);
        svg.line(at.place([0.0, share]), at.place([1.0, share]), 0.3, GRID);
        let [x, y] = at.place([share, 0.0]);
        svg.text(
            Text::at(x, y + TICK_SIZE + 2.5, TICK_SIZE).middle().grey(),
            &text,
        );
        let [x, y] = at.place([0.0, share]);
        svg.text(
            Text::at(x - 3.0, y + TICK_SIZE * 0.36, TICK_SIZE)
                .end()
                .grey(),
            &text,
        );
    }
    svg.line(at.place([0.0, 0.0]), at.place([1.0, 1.0]), 0.8, "#999999");
    svg.line(at.place([0.0, 0.0]), at.place([1.0, 0.0]), 0.6, INK);
    svg.line(at.place([0.0, 0.0]), at.place([0.0, 1.0]), 0.6, INK);
}

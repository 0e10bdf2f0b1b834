//! The north arrow: north is up along the central meridian.

use crate::figures::formats::{Anchor, INK, Number, Svg, Text, Weight};

/// Height with the letter, in points.
pub(crate) const HEIGHT: f64 = 27.0;

/// Draws it with the middle of its upper end here.
pub(crate) fn draw(svg: &mut Svg, x: f64, y: f64, letter: &str) {
    let letter_at = Text {
        anchor: Anchor::Middle,
        weight: Weight::Bold,
        ..Text::at(x, y + 6.5, 7.5)
    };
    svg.text(letter_at, letter);
    let (tip, foot, notch) = (y + 9.0, y + HEIGHT, y + HEIGHT - 4.5);
    for (side, fill) in [(-1.0, INK), (1.0, "#ffffff")] {
        svg.raw(format_args!(
            "<path d=\"M{} {}L{} {}L{} {}Z\" fill=\"{fill}\" stroke=\"{INK}\" stroke-width=\"0.5\" stroke-linejoin=\"round\"/>\n",
            Number(x),
            Number(tip),
            Number(x + side * 5.5),
            Number(foot),
            Number(x),
            Number(notch)
        ));
    }
}

//! The north arrow: north is up along the central meridian.

use crate::figures::formats::{INK, Svg, Text, straight};

/// Height with the letter, in points.
pub(crate) const HEIGHT: f64 = 27.0;

/// Draws it with the middle of its upper end here.
pub(crate) fn draw(svg: &mut Svg, x: f64, y: f64) {
    svg.text(Text::at(x, y + 6.5, 7.0).middle().bold(), "N");
    let (tip, foot, notch) = (y + 9.0, y + HEIGHT, y + HEIGHT - 4.5);
    for (side, fill) in [(-1.0, INK), (1.0, "#ffffff")] {
        let half = straight([[x, tip], [x + side * 5.5, foot], [x, notch]]);
        let line = format!("stroke=\"{INK}\" stroke-width=\"0.5\" stroke-linejoin=\"round\"");
        svg.path(&format!("{half}Z"), &format!("fill=\"{fill}\" {line}"));
    }
}

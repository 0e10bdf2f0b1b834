//! SVG, and PNG and PDF made of it.

mod fonts;
pub(crate) mod pdf;
pub(crate) mod png;
mod svg;

pub(crate) use self::fonts::{Fonts, Weight};
pub(crate) use self::svg::{
    Anchor, GREY_INK, INK, MM_PER_POINT, NO_DATA, Number, Svg, Text, straight,
};

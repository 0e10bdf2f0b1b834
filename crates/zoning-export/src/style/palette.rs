//! Colours of figures, layers, QGIS and the report.
//!
//! The hues are those of ColorBrewer (Harrower and Brewer 2003, "ColorBrewer.org: an online tool
//! for selecting colour schemes for maps", The Cartographic Journal 40 (1), doi
//! 10.1179/000870403235002042; <https://colorbrewer2.org>; colours of Cynthia Brewer, Mark Harrower
//! and The Pennsylvania State University, Apache-2.0), and palettes are named as there. Rows of
//! seven and more classes are ColorBrewer's own. Shorter ones are spaced anew, since neighbours of
//! ColorBrewer's are too close in print and for colour-blind readers: any two colours of a palette
//! that can meet on a map are at least 15 apart in CAM02-UCS (Luo et al. 2006, doi 10.1002/col.20227),
//! also as readers without red, green or blue cones see them (Machado et al. 2009, doi
//! 10.1109/TVCG.2009.113). In grey they are as far apart as their number allows.

use std::fmt;

use serde::{Serialize, Serializer};

/// A colour of the screen. Shown as `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Color {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

impl Color {
    /// The colour of 0xRRGGBB.
    const fn hex(rgb: u32) -> Self {
        let [_, red, green, blue] = rgb.to_be_bytes();
        Self { red, green, blue }
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl Serialize for Color {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

const fn palette<const N: usize>(rgb: [u32; N]) -> [Color; N] {
    let mut colors = [Color::hex(0); N];
    let mut i = 0;
    while i < N {
        colors[i] = Color::hex(rgb[i]);
        i += 1;
    }
    colors
}

/// A sequential palette, light to dark, of three to nine classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sequential([&'static [u32]; 7]);

impl Sequential {
    /// The most classes.
    pub const MOST: usize = 9;

    /// The colours of up to [`Self::MOST`] classes: one class has the middle of three, two have
    /// its ends.
    ///
    /// ```
    /// use zoning_export::palette::YL_GN;
    ///
    /// let colors = YL_GN.colors(4).map(|color| color.to_string());
    /// assert_eq!(colors.collect::<Vec<_>>(), ["#fbfdd0", "#88cc7f", "#339951", "#016536"]);
    /// ```
    pub fn colors(self, classes: usize) -> impl Iterator<Item = Color> {
        let [three, ..] = self.0;
        let colors = match classes {
            0 | 1 => vec![three[1]],
            2 => vec![three[0], three[2]],
            _ => self.0[classes.min(Self::MOST) - 3].to_vec(),
        };
        colors.into_iter().map(Color::hex)
    }
}

/// A diverging palette of one to five classes on each side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Diverging([&'static [u32]; 5]);

impl Diverging {
    /// The most classes on a side.
    pub const MOST: usize = 5;

    /// The colours of classes below zero, of one that lies on both sides (if `straddling`), and of
    /// classes above, each side of up to [`Self::MOST`]. Equally far from zero is equally strong.
    ///
    /// ```
    /// use zoning_export::palette::BG_BR;
    ///
    /// let colors = BG_BR.colors(1, true, 2).map(|color| color.to_string());
    /// assert_eq!(colors.collect::<Vec<_>>(), ["#80b2aa", "#f5f5f5", "#e0c184", "#7a4509"]);
    /// ```
    pub fn colors(
        self,
        below: usize,
        straddling: bool,
        above: usize,
    ) -> impl Iterator<Item = Color> {
        let side = below.max(above).clamp(1, Self::MOST);
        let (lower, upper) = self.0[side - 1].split_at(side);
        let lower = lower[side - below.min(side)..].iter();
        let upper = upper[..above.min(side)].iter();
        lower
            .map(|&rgb| Color::hex(rgb))
            .chain(straddling.then_some(NEUTRAL))
            .chain(upper.map(|&rgb| Color::hex(rgb)))
    }
}

/// Sequential, yellow to red.
pub const YL_OR_RD: Sequential = Sequential([
    &[0xffefa4, 0xfd8d3c, 0xdf181d],
    &[0xfffbc2, 0xfeaa48, 0xf84627, 0xb00125],
    &[0xffffcc, 0xfebb54, 0xf0744f, 0xdc0c18, 0x960227],
    &[0xffffcc, 0xfcc667, 0xf08700, 0xe63a3f, 0xae051b, 0x6f0021],
    &[
        0xffffb2, 0xfed976, 0xfeb24c, 0xfd8d3c, 0xfc4e2a, 0xe31a1c, 0xb10026,
    ],
    &[
        0xffffcc, 0xffeda0, 0xfed976, 0xfeb24c, 0xfd8d3c, 0xfc4e2a, 0xe31a1c, 0xb10026,
    ],
    &[
        0xffffcc, 0xffeda0, 0xfed976, 0xfeb24c, 0xfd8d3c, 0xfc4e2a, 0xe31a1c, 0xbd0026, 0x800026,
    ],
]);

/// Sequential, yellow to brown.
pub const YL_OR_BR: Sequential = Sequential([
    &[0xfef1ae, 0xf98e23, 0xbe4503],
    &[0xfffcd3, 0xfea937, 0xdd5f0b, 0x983404],
    &[0xffffe5, 0xffbb47, 0xee7517, 0xbe4503, 0x792b06],
    &[0xffffe5, 0xfcc866, 0xef890a, 0xcd5203, 0x982f00, 0x521906],
    &[
        0xffffd4, 0xfee391, 0xfec44f, 0xfe9929, 0xec7014, 0xcc4c02, 0x8c2d04,
    ],
    &[
        0xffffe5, 0xfff7bc, 0xfee391, 0xfec44f, 0xfe9929, 0xec7014, 0xcc4c02, 0x8c2d04,
    ],
    &[
        0xffffe5, 0xfff7bc, 0xfee391, 0xfec44f, 0xfe9929, 0xec7014, 0xcc4c02, 0x993404, 0x662506,
    ],
]);

/// Sequential, yellow to blue.
pub const YL_GN_BU: Sequential = Sequential([
    &[0xe8f6b2, 0x37a8c2, 0x2353a2],
    &[0xf9fdcd, 0x62c0bf, 0x217bb4, 0x243392],
    &[0xffffd9, 0x81cdbb, 0x2295c0, 0x225aa6, 0x14276f],
    &[0xffffc6, 0x96d5ba, 0x36a6c1, 0x2274b1, 0x244299, 0x081d58],
    &[
        0xffffcc, 0xc7e9b4, 0x7fcdbb, 0x41b6c4, 0x1d91c0, 0x225ea8, 0x0c2c84,
    ],
    &[
        0xffffd9, 0xedf8b1, 0xc7e9b4, 0x7fcdbb, 0x41b6c4, 0x1d91c0, 0x225ea8, 0x0c2c84,
    ],
    &[
        0xffffd9, 0xedf8b1, 0xc7e9b4, 0x7fcdbb, 0x41b6c4, 0x1d91c0, 0x225ea8, 0x253494, 0x081d58,
    ],
]);

/// Sequential, yellow to green.
pub const YL_GN: Sequential = Sequential([
    &[0xeaf7af, 0x66bc6f, 0x1e7f41],
    &[0xfbfdd0, 0x88cc7f, 0x339951, 0x016536],
    &[0xffffe5, 0x9fd688, 0x43ac5e, 0x1e7e41, 0x01522f],
    &[0xffffe5, 0xabdd8e, 0x6eb749, 0x2e914c, 0x006635, 0x003a24],
    &[
        0xffffcc, 0xd9f0a3, 0xaddd8e, 0x78c679, 0x41ab5d, 0x238443, 0x005a32,
    ],
    &[
        0xffffe5, 0xf7fcb9, 0xd9f0a3, 0xaddd8e, 0x78c679, 0x41ab5d, 0x238443, 0x005a32,
    ],
    &[
        0xffffe5, 0xf7fcb9, 0xd9f0a3, 0xaddd8e, 0x78c679, 0x41ab5d, 0x238443, 0x006837, 0x004529,
    ],
]);

/// Sequential, light blue to purple.
pub const BU_PU: Sequential = Sequential([
    &[0xe5eff6, 0x8f9cc9, 0x873996],
    &[0xf2f9fb, 0x9bb5d6, 0x8c69b0, 0x7a0d75],
    &[0xf7fcfd, 0xa8c3dd, 0x8c86bd, 0x88409c, 0x5f055c],
    &[0xf7fcfd, 0xb3cbe1, 0x8e99c7, 0x8a60ac, 0x763272, 0x4d004b],
    &[
        0xedf8fb, 0xbfd3e6, 0x9ebcda, 0x8c96c6, 0x8c6bb1, 0x88419d, 0x6e016b,
    ],
    &[
        0xf7fcfd, 0xe0ecf4, 0xbfd3e6, 0x9ebcda, 0x8c96c6, 0x8c6bb1, 0x88419d, 0x6e016b,
    ],
    &[
        0xf7fcfd, 0xe0ecf4, 0xbfd3e6, 0x9ebcda, 0x8c96c6, 0x8c6bb1, 0x88419d, 0x810f7c, 0x4d004b,
    ],
]);

/// Diverging, green to brown: ColorBrewer's BrBG reversed, so that sinks are green. Browns are
/// darker than the greens as far from zero, so that no two classes have one grey.
pub const BG_BR: Diverging = Diverging([
    &[0x68c4bc, 0xc08a3e],
    &[0x148673, 0x80b2aa, 0xe0c184, 0x7a4509],
    &[0x01665e, 0x53a28f, 0x96c6c4, 0xefd294, 0xb07215, 0x4a2b04],
    &[
        0x01665e, 0x35978f, 0x80cdc1, 0xc7eae5, 0xf6e8c3, 0xdfc27d, 0xbf812d, 0x8c510a,
    ],
    &[
        0x003c30, 0x01665e, 0x35978f, 0x80cdc1, 0xc7eae5, 0xf6e8c3, 0xdfc27d, 0xbf812d, 0x8c510a,
        0x543005,
    ],
]);

/// Who receives a payment and who pays little or much: teal, light and dark brown.
pub const PAYMENTS: [Color; 3] = palette([0x2a7f78, 0xdfc27d, 0x6b3d06]);

/// The functional zones, in the order of [`FunctionalZone::ALL`](carbon_core::FunctionalZone::ALL):
/// green, light green, blue, light blue.
pub const FUNCTIONAL_ZONES: [Color; 4] = palette([0x0c921c, 0xd9f0a3, 0x084594, 0x74add1]);

/// The land classes of the paper: cultivated, forest, grassland, water, construction, unused.
pub const LAND: [Color; 6] = palette([0xebc143, 0x2d6533, 0x84ab69, 0x3f7cce, 0x6d003f, 0xf2ece4]);

/// Qualitative, for classes of land without a colour of their own: ColorBrewer's Set3.
pub const QUALITATIVE_12: [Color; 12] = palette([
    0x8dd3c7, 0xffffb3, 0xbebada, 0xfb8072, 0x80b1d3, 0xfdb462, 0xb3de69, 0xfccde5, 0xd9d9d9,
    0xbc80bd, 0xccebc5, 0xffed6f,
]);

/// Qualitative, for classes of zones and for years.
pub const QUALITATIVE_8: [Color; 8] = palette([
    0xe7a312, 0x0e4aff, 0xf65ea1, 0x048f61, 0x8a2c05, 0xaeda88, 0x322288, 0x1a1a1a,
]);

/// High among high, low among low, high among low, low among high: reds and blues; and those of no
/// significance.
pub const NEIGHBOURS: [Color; 5] = palette([0xa50026, 0x2c7bb6, 0xee834b, 0xa3d1e2, 0xf7f7f7]);

/// Zones without a value: a grey of ColorBrewer's Greys.
pub const NO_DATA: Color = Color::hex(0xcccccc);

/// Values on both sides of zero: the grey in the middle of ColorBrewer's BrBG.
const NEUTRAL: Color = Color::hex(0xf5f5f5);

/// Borders of zones: a grey of ColorBrewer's Greys.
pub const BORDER: Color = Color::hex(0x525252);

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn colours_are_shown_in_hex() {
        assert_eq!(PAYMENTS[0].to_string(), "#2a7f78");
        assert_eq!(NO_DATA.to_string(), "#cccccc");
    }

    #[test]
    fn every_number_of_classes_has_as_many_distinct_colours() {
        for ramp in [YL_OR_RD, YL_OR_BR, YL_GN_BU, YL_GN, BU_PU] {
            for classes in 1..=Sequential::MOST {
                let colors: Vec<_> = ramp.colors(classes).collect();
                let distinct: HashSet<_> = colors.iter().collect();
                assert_eq!((colors.len(), distinct.len()), (classes, classes));
            }
        }
    }

    #[test]
    fn sides_mirror_each_other_and_never_mix() {
        for below in 0..=Diverging::MOST {
            for above in 0..=Diverging::MOST {
                for straddling in [false, true] {
                    let colors: Vec<_> = BG_BR.colors(below, straddling, above).collect();
                    assert_eq!(colors.len(), below + usize::from(straddling) + above);
                    let greenish = |color: &&Color| color.green > color.red;
                    assert_eq!(colors.iter().filter(greenish).count(), below);
                }
            }
        }
    }
}

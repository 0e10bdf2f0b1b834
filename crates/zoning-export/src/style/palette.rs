//! Colours: palettes of ColorBrewer that its authors rate colour-blind safe.
//!
//! Source: Harrower and Brewer 2003, "ColorBrewer.org: an online tool for selecting colour schemes
//! for maps", The Cartographic Journal 40 (1), doi 10.1179/000870403235002042;
//! <https://colorbrewer2.org>. Colours of Cynthia Brewer, Mark Harrower and The Pennsylvania State
//! University, Apache-2.0.
//!
//! Palettes are named as there.

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
    /// assert_eq!(colors.collect::<Vec<_>>(), ["#ffffcc", "#c2e699", "#78c679", "#238443"]);
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
    /// assert_eq!(colors.collect::<Vec<_>>(), ["#80cdc1", "#f5f5f5", "#dfc27d", "#a6611a"]);
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
    &[0xffeda0, 0xfeb24c, 0xf03b20],
    &[0xffffb2, 0xfecc5c, 0xfd8d3c, 0xe31a1c],
    &[0xffffb2, 0xfecc5c, 0xfd8d3c, 0xf03b20, 0xbd0026],
    &[0xffffb2, 0xfed976, 0xfeb24c, 0xfd8d3c, 0xf03b20, 0xbd0026],
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
    &[0xfff7bc, 0xfec44f, 0xd95f0e],
    &[0xffffd4, 0xfed98e, 0xfe9929, 0xcc4c02],
    &[0xffffd4, 0xfed98e, 0xfe9929, 0xd95f0e, 0x993404],
    &[0xffffd4, 0xfee391, 0xfec44f, 0xfe9929, 0xd95f0e, 0x993404],
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
    &[0xedf8b1, 0x7fcdbb, 0x2c7fb8],
    &[0xffffcc, 0xa1dab4, 0x41b6c4, 0x225ea8],
    &[0xffffcc, 0xa1dab4, 0x41b6c4, 0x2c7fb8, 0x253494],
    &[0xffffcc, 0xc7e9b4, 0x7fcdbb, 0x41b6c4, 0x2c7fb8, 0x253494],
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
    &[0xf7fcb9, 0xaddd8e, 0x31a354],
    &[0xffffcc, 0xc2e699, 0x78c679, 0x238443],
    &[0xffffcc, 0xc2e699, 0x78c679, 0x31a354, 0x006837],
    &[0xffffcc, 0xd9f0a3, 0xaddd8e, 0x78c679, 0x31a354, 0x006837],
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
    &[0xe0ecf4, 0x9ebcda, 0x8856a7],
    &[0xedf8fb, 0xb3cde3, 0x8c96c6, 0x88419d],
    &[0xedf8fb, 0xb3cde3, 0x8c96c6, 0x8856a7, 0x810f7c],
    &[0xedf8fb, 0xbfd3e6, 0x9ebcda, 0x8c96c6, 0x8856a7, 0x810f7c],
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

/// Diverging, green to brown: ColorBrewer's BrBG reversed, so that sinks are green.
pub const BG_BR: Diverging = Diverging([
    &[0x5ab4ac, 0xd8b365],
    &[0x018571, 0x80cdc1, 0xdfc27d, 0xa6611a],
    &[0x01665e, 0x5ab4ac, 0xc7eae5, 0xf6e8c3, 0xd8b365, 0x8c510a],
    &[
        0x01665e, 0x35978f, 0x80cdc1, 0xc7eae5, 0xf6e8c3, 0xdfc27d, 0xbf812d, 0x8c510a,
    ],
    &[
        0x003c30, 0x01665e, 0x35978f, 0x80cdc1, 0xc7eae5, 0xf6e8c3, 0xdfc27d, 0xbf812d, 0x8c510a,
        0x543005,
    ],
]);

/// Who receives a payment and who pays little or much: colours of BrBG.
pub const PAYMENTS: [Color; 3] = palette([0x5ab4ac, 0xd8b365, 0x8c510a]);

/// Qualitative, two pairs: light blue, blue, light green, green.
pub const PAIRED_4: [Color; 4] = palette([0xa6cee3, 0x1f78b4, 0xb2df8a, 0x33a02c]);

/// Qualitative, for classes of land without a colour of their own: ColorBrewer's Set3.
pub const QUALITATIVE_12: [Color; 12] = palette([
    0x8dd3c7, 0xffffb3, 0xbebada, 0xfb8072, 0x80b1d3, 0xfdb462, 0xb3de69, 0xfccde5, 0xd9d9d9,
    0xbc80bd, 0xccebc5, 0xffed6f,
]);

/// Qualitative, for classes of zones: ColorBrewer's Dark2.
pub const DARK_8: [Color; 8] = palette([
    0x1b9e77, 0xd95f02, 0x7570b3, 0xe7298a, 0x66a61e, 0xe6ab02, 0xa6761d, 0x666666,
]);

/// High among high, low among low, high among low, low among high: colours of RdBu; and those of no significance.
pub const NEIGHBOURS: [Color; 5] = palette([0xca0020, 0x0571b0, 0xf4a582, 0x92c5de, 0xf7f7f7]);

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
        assert_eq!(PAIRED_4[0].to_string(), "#a6cee3");
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

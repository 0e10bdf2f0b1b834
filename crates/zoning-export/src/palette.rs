//! Colours: palettes of ColorBrewer that its authors rate colour-blind safe.
//!
//! Source: Harrower and Brewer 2003, "ColorBrewer.org: an online tool for selecting colour schemes
//! for maps", The Cartographic Journal 40 (1), doi 10.1179/000870403235002042;
//! <https://colorbrewer2.org>. Colours of Cynthia Brewer, Mark Harrower and The Pennsylvania State
//! University, Apache-2.0.
//!
//! Palettes are named as there, with the number of classes.

use std::fmt;

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

const fn palette<const N: usize>(rgb: [u32; N]) -> [Color; N] {
    let mut colors = [Color::hex(0); N];
    let mut i = 0;
    while i < N {
        colors[i] = Color::hex(rgb[i]);
        i += 1;
    }
    colors
}

/// Sequential, yellow to red.
pub const YL_OR_RD_4: [Color; 4] = palette([0xffffb2, 0xfecc5c, 0xfd8d3c, 0xe31a1c]);

/// Sequential, yellow to brown.
pub const YL_OR_BR_4: [Color; 4] = palette([0xffffd4, 0xfed98e, 0xfe9929, 0xcc4c02]);

/// Sequential, yellow to blue.
pub const YL_GN_BU_4: [Color; 4] = palette([0xffffcc, 0xa1dab4, 0x41b6c4, 0x225ea8]);

/// Sequential, yellow to green.
pub const YL_GN_4: [Color; 4] = palette([0xffffcc, 0xc2e699, 0x78c679, 0x238443]);

/// Diverging, green to brown: ColorBrewer's BrBG reversed, so that sinks are green.
pub const BG_BR_6: [Color; 6] =
    palette([0x01665e, 0x5ab4ac, 0xc7eae5, 0xf6e8c3, 0xd8b365, 0x8c510a]);

/// Qualitative, two pairs: light blue, blue, light green, green.
pub const PAIRED_4: [Color; 4] = palette([0xa6cee3, 0x1f78b4, 0xb2df8a, 0x33a02c]);

/// Qualitative, for classes of land without a colour of their own: ColorBrewer's Set3.
pub const QUALITATIVE_12: [Color; 12] = palette([
    0x8dd3c7, 0xffffb3, 0xbebada, 0xfb8072, 0x80b1d3, 0xfdb462, 0xb3de69, 0xfccde5, 0xd9d9d9,
    0xbc80bd, 0xccebc5, 0xffed6f,
]);

/// Zones without a value: a grey of ColorBrewer's Greys.
pub const NO_DATA: Color = Color::hex(0xcccccc);

/// Borders of zones: a grey of ColorBrewer's Greys.
pub const BORDER: Color = Color::hex(0x525252);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_shown_in_hex() {
        assert_eq!(YL_OR_RD_4[0].to_string(), "#ffffb2");
        assert_eq!(BG_BR_6[0].to_string(), "#01665e");
    }
}

//! A page written as SVG. Lengths are in points (1/72 inch), y downwards.

use std::fmt::{self, Write};

use super::fonts::{FAMILIES, Weight};
use crate::style::hatching;

/// Millimetres in a point.
pub(crate) const MM_PER_POINT: f64 = 25.4 / 72.0;

/// Text of figures.
pub(crate) const INK: &str = "#1a1a1a";

/// Text beside the main matter.
pub(crate) const GREY_INK: &str = "#555555";

/// Where text begins from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// A line of text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'a> {
    pub(crate) x: f64,
    /// The baseline.
    pub(crate) y: f64,
    pub(crate) size: f64,
    pub(crate) anchor: Anchor,
    pub(crate) weight: Weight,
    pub(crate) color: &'a str,
    /// Whether a white rim sets it off from the map.
    pub(crate) halo: bool,
}

impl Text<'_> {
    /// Black text of this size that begins here.
    pub(crate) const fn at(x: f64, y: f64, size: f64) -> Self {
        Self {
            x,
            y,
            size,
            anchor: Anchor::Start,
            weight: Weight::Regular,
            color: INK,
            halo: false,
        }
    }
}

/// Elements of a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Svg(String);

impl Svg {
    /// A line of text.
    pub(crate) fn text(&mut self, text: Text<'_>, content: &str) {
        let anchor = match text.anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        let weight = match text.weight {
            Weight::Regular => "",
            Weight::Bold => r#" font-weight="bold""#,
        };
        let halo = if text.halo {
            let width = Number(text.size * 0.22);
            format!(
                r##" stroke="#ffffff" stroke-width="{width}" stroke-linejoin="round" paint-order="stroke""##
            )
        } else {
            String::new()
        };
        self.raw(format_args!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"{anchor}{weight}{halo}>{}</text>\n",
            Number(text.x),
            Number(text.y),
            Number(text.size),
            text.color,
            Escaped(content)
        ));
    }

    /// A rectangle with a fill and a thin border.
    pub(crate) fn swatch(&mut self, x: f64, y: f64, width: f64, height: f64, fill: &str) {
        self.raw(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{fill}\" stroke=\"#525252\" stroke-width=\"0.4\"/>\n",
            Number(x),
            Number(y),
            Number(width),
            Number(height)
        ));
    }

    /// A rectangle without border.
    pub(crate) fn block(&mut self, x: f64, y: f64, width: f64, height: f64, fill: &str) {
        self.raw(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{fill}\"/>\n",
            Number(x),
            Number(y),
            Number(width),
            Number(height)
        ));
    }

    /// A straight line.
    pub(crate) fn line(&mut self, from: [f64; 2], to: [f64; 2], width: f64, color: &str) {
        self.raw(format_args!(
            "<path d=\"M{} {}L{} {}\" stroke=\"{color}\" stroke-width=\"{}\" fill=\"none\"/>\n",
            Number(from[0]),
            Number(from[1]),
            Number(to[0]),
            Number(to[1]),
            Number(width)
        ));
    }

    /// An element as it stands; names in it must be escaped.
    pub(crate) fn raw(&mut self, element: fmt::Arguments<'_>) {
        // A string takes whatever is written to it.
        let _ = self.0.write_fmt(element);
    }

    /// Adds the elements of another.
    pub(crate) fn append(&mut self, other: &Self) {
        self.0.push_str(&other.0);
    }

    /// The whole document.
    pub(crate) fn document(&self, width: f64, height: f64, title: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
             width=\"{}mm\" height=\"{}mm\" viewBox=\"0 0 {} {}\" font-family=\"{FAMILIES}\">\n\
             <title>{}</title>\n\
             <defs>{}</defs>\n\
             <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{}</svg>\n",
            Number(width * MM_PER_POINT),
            Number(height * MM_PER_POINT),
            Number(width),
            Number(height),
            Escaped(title),
            hatching(),
            self.0
        )
    }
}

/// The pattern [`NO_DATA`]: a square with a line from corner to corner, and the ends of its
/// neighbours' lines.
fn hatching() -> String {
    let (pitch, width) = (hatching::PITCH, hatching::WIDTH);
    format!(
        "<pattern id=\"no-data\" width=\"{pitch}\" height=\"{pitch}\" \
         patternUnits=\"userSpaceOnUse\"><rect width=\"{pitch}\" height=\"{pitch}\" fill=\"{}\"/>\
         <path d=\"M0 {pitch}L{pitch} 0M-1 1L1 -1M{} {}L{} {}\" stroke=\"{}\" \
         stroke-width=\"{width}\"/></pattern>",
        hatching::GROUND,
        pitch - 1.0,
        pitch + 1.0,
        pitch + 1.0,
        pitch - 1.0,
        hatching::LINES
    )
}

/// The fill of zones without a value.
pub(crate) const NO_DATA: &str = "url(#no-data)";

/// A number with at most two decimals.
pub(crate) struct Number(pub(crate) f64);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = (self.0 * 100.0).round();
        // No minus before a zero.
        write!(
            f,
            "{}",
            if hundredths == 0.0 {
                0.0
            } else {
                hundredths / 100.0
            }
        )
    }
}

/// A text as XML holds it; characters that XML has no place for are replaced.
pub(crate) struct Escaped<'a>(pub(crate) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '&' => f.write_str("&amp;")?,
                '"' => f.write_str("&quot;")?,
                '\t' | '\n' | '\r' => f.write_char(' ')?,
                c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                    f.write_char('\u{fffd}')?
                }
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped() {
        let name = "<Zone> & \"sons\"\u{1}";
        let mut svg = Svg::default();
        svg.text(Text::at(1.0, 2.0, 7.0), name);
        let text = svg.document(100.0, 50.0, name);
        let document = resvg::usvg::roxmltree::Document::parse(&text).unwrap();
        let read = document
            .descendants()
            .find(|node| node.has_tag_name("text"));
        assert_eq!(read.unwrap().text(), Some("<Zone> & \"sons\"\u{fffd}"));
    }

    #[test]
    fn numbers_are_short() {
        let shown = [1.0, -0.001, 2.345, 510.2362].map(|x| Number(x).to_string());
        assert_eq!(shown, ["1", "0", "2.35", "510.24"]);
    }
}

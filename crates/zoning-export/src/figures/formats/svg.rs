//! A page written as SVG. Lengths are in points (1/72 inch), y downwards.

use std::fmt::{self, Write};

use geo::Coord;

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

impl<'a> Text<'a> {
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

    /// The same on that side of its place.
    pub(crate) const fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    /// The same with its middle at its place.
    pub(crate) const fn middle(self) -> Self {
        self.anchored(Anchor::Middle)
    }

    /// The same with its end at its place.
    pub(crate) const fn end(self) -> Self {
        self.anchored(Anchor::End)
    }

    /// The same in a colour.
    pub(crate) const fn colored(self, color: &'a str) -> Self {
        Self { color, ..self }
    }

    /// The same in grey.
    pub(crate) const fn grey(self) -> Self {
        self.colored(GREY_INK)
    }

    /// The same in bold.
    pub(crate) const fn bold(self) -> Self {
        let weight = Weight::Bold;
        Self { weight, ..self }
    }

    /// The same with a white rim that sets it off from a map.
    pub(crate) const fn halo(self) -> Self {
        Self { halo: true, ..self }
    }
}

/// Elements of a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Svg(String);

/// Text of SVG in which the ₂ of CO₂, which the fonts of figures lack, is a smaller 2 set lower.
fn lower_digits(content: &str, size: f64) -> String {
    let (down, small) = (Number(size * 0.2), Number((size * 0.7).max(5.0)));
    let escaped = Escaped(content).to_string();
    let mut parts = escaped.split('₂');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        format!(
            "{text}<tspan dy=\"{down}\" font-size=\"{small}\">2</tspan><tspan dy=\"-{down}\">{part}</tspan>"
        )
    })
}

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
            lower_digits(content, text.size)
        ));
    }

    /// A rectangle with a fill and a thin border.
    pub(crate) fn swatch(&mut self, corner: [f64; 2], size: [f64; 2], fill: &str) {
        let style = format!("fill=\"{fill}\" stroke=\"#525252\" stroke-width=\"0.4\"");
        self.rectangle(corner, size, &style);
    }

    /// A rectangle without border.
    pub(crate) fn block(&mut self, corner: [f64; 2], size: [f64; 2], fill: &str) {
        self.rectangle(corner, size, &format!("fill=\"{fill}\""));
    }

    /// A rectangle with attributes that say how it looks.
    pub(crate) fn rectangle(&mut self, [x, y]: [f64; 2], size: [f64; 2], style: &str) {
        let [x, y, width, height] = [x, y, size[0], size[1]].map(Number);
        self.raw(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" {style}/>\n"
        ));
    }

    /// A circle with attributes that say how it looks.
    pub(crate) fn circle(&mut self, at: impl Into<Coord<f64>>, radius: f64, style: &str) {
        let at = at.into();
        let [x, y, radius] = [at.x, at.y, radius].map(Number);
        self.raw(format_args!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {style}/>\n"
        ));
    }

    /// A straight line.
    pub(crate) fn line<T: Into<Coord<f64>>>(&mut self, from: T, to: T, width: f64, color: &str) {
        let width = Number(width);
        let style = format!("stroke=\"{color}\" stroke-width=\"{width}\" fill=\"none\"");
        self.path(&straight([from, to]), &style);
    }

    /// A path with attributes that say how it looks.
    pub(crate) fn path(&mut self, steps: &str, style: &str) {
        self.raw(format_args!("<path d=\"{steps}\" {style}/>\n"));
    }

    /// A group with attributes around what `draw` draws.
    pub(crate) fn group(&mut self, attributes: &str, draw: impl FnOnce(&mut Self)) {
        self.raw(format_args!("<g {attributes}>\n"));
        draw(self);
        self.raw(format_args!("</g>\n"));
    }

    /// What `draw` draws, with its origin here.
    pub(crate) fn moved(&mut self, [x, y]: [f64; 2], turn: &str, draw: impl FnOnce(&mut Self)) {
        let [x, y] = [x, y].map(Number);
        self.group(&format!("transform=\"translate({x} {y}){turn}\""), draw);
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
/// The steps of a path that goes straight from place to place.
pub(crate) fn straight(places: impl IntoIterator<Item = impl Into<Coord<f64>>>) -> String {
    let letters = std::iter::once('M').chain(std::iter::repeat('L'));
    let steps = letters.zip(places).map(|(letter, place)| {
        let place = place.into();
        format!("{letter}{} {}", Number(place.x), Number(place.y))
    });
    steps.collect()
}

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

//! XML as QGIS reads it: elements with attributes and text, escaped.

/// An element.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Element {
    name: &'static str,
    /// As they are written, each after a blank.
    attributes: String,
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// An element without attributes and content.
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            attributes: String::new(),
            text: String::new(),
            children: Vec::new(),
        }
    }

    /// An element of text.
    pub fn of_text(name: &'static str, text: impl ToString) -> Self {
        Self {
            text: text.to_string(),
            ..Self::new(name)
        }
    }

    /// With an attribute more.
    pub fn attr(mut self, name: &'static str, value: impl ToString) -> Self {
        self.attributes.extend([" ", name, "=\""]);
        escape(&value.to_string(), &mut self.attributes);
        self.attributes.push('"');
        self
    }

    /// With constant attributes more, written as XML writes them.
    pub fn attrs(mut self, attributes: &'static str) -> Self {
        self.attributes.push(' ');
        self.attributes.push_str(&attributes.replace('\'', "\""));
        self
    }

    /// With a child more that is a text.
    pub fn text(self, name: &'static str, text: impl ToString) -> Self {
        self.child(Self::of_text(name, text))
    }

    /// With a child more.
    pub fn child(mut self, child: Self) -> Self {
        self.children.push(child);
        self
    }

    /// With children more.
    pub fn children(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children);
        self
    }

    /// The element as a document of type `qgis`.
    pub fn document(&self) -> String {
        let mut out = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n".to_owned();
        self.write(0, &mut out);
        out
    }

    /// The element as a text, for those that hold others so.
    pub fn fragment(&self) -> String {
        let mut out = String::new();
        self.write(0, &mut out);
        out
    }

    fn write(&self, depth: usize, out: &mut String) {
        let indent = " ".repeat(depth);
        out.extend([&indent, "<", self.name, &self.attributes]);
        if self.children.is_empty() && self.text.is_empty() {
            out.push_str("/>\n");
            return;
        }
        out.push('>');
        escape(&self.text, out);
        if !self.children.is_empty() {
            out.push('\n');
            for child in &self.children {
                child.write(depth + 1, out);
            }
            out.push_str(&indent);
        }
        out.extend(["</", self.name, ">\n"]);
    }
}

/// Escapes for text and attributes. White space other than blanks is kept by its number, since
/// readers turn it into blanks; what XML 1.0 cannot hold becomes U+FFFD.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

/// A text inside HTML.
pub(super) fn html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace("[%", "[ %")
}

/// A string constant of a QGIS expression.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_texts_survive() {
        let hostile = "<&>\"' \n\t\u{1}南昌";
        let document = Element::new("qgis")
            .attr("a", hostile)
            .child(Element::of_text("b", hostile))
            .document();
        let options = roxmltree::ParsingOptions {
            allow_dtd: true,
            ..Default::default()
        };
        let parsed = roxmltree::Document::parse_with_options(&document, options).unwrap();
        let expected = hostile.replace('\u{1}', "\u{fffd}");
        let root = parsed.root_element();
        assert_eq!(root.attribute("a"), Some(&*expected));
        let b = root.children().find(|node| node.has_tag_name("b")).unwrap();
        assert_eq!(b.text(), Some(&*expected));
    }

    #[test]
    fn texts_of_html_and_expressions_stay_texts() {
        assert_eq!(html("a<b>&[%1%]"), "a&lt;b&gt;&amp;[ %1%]");
        assert_eq!(quoted("O'Brien\\"), "'O\\'Brien\\\\'");
    }
}

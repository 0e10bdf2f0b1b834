//! What the tests of styles and projects for QGIS read in XML.

use carbon_core::{Assessment, CompensationPreset};
use roxmltree::{Document, Node, ParsingOptions};
use zoning_export::palette::YL_GN;
use zoning_export::qgis::{CodeStyle, RasterStyle};

use crate::support;

pub const HOSTILE: &str = "<&\"'>\n[%1%]";

pub fn parse(xml: &str) -> Document<'_> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(xml, options).expect("XML")
}

pub fn all<'a>(
    document: &'a Document<'a>,
    tag: &'static str,
) -> impl Iterator<Item = Node<'a, 'a>> {
    let nodes = document.descendants();
    nodes.filter(move |node| node.has_tag_name(tag))
}

pub fn attributes(document: &Document<'_>, tag: &'static str, name: &str) -> Vec<String> {
    let values = all(document, tag).map(|node| node.attribute(name).unwrap_or_default().to_owned());
    values.collect()
}

/// The colours of a style's fills, as `r,g,b`.
pub fn fills(document: &Document<'_>) -> Vec<String> {
    let colors = all(document, "Option").filter(|node| node.attribute("name") == Some("color"));
    let colors = colors.filter_map(|node| node.attribute("value"));
    colors
        .map(|color| color.trim_end_matches(",255").to_owned())
        .collect()
}

pub fn assessment() -> Assessment {
    support::compensated(&CompensationPreset::Paper2024.options())
}

pub fn raster_style() -> RasterStyle {
    let code = |code, label: &str, color| CodeStyle {
        code,
        label: label.to_owned(),
        color,
    };
    let labels = [(-3, HOSTILE), (7, "森林")].into_iter();
    let codes = labels.zip(YL_GN.colors(4).step_by(3));
    RasterStyle {
        band: 2,
        codes: codes
            .map(|((value, label), color)| code(value, label, color))
            .collect(),
    }
}

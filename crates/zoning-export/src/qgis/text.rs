//! Letters: fonts that show Latin and Chinese, and the labels of zones.

use super::symbol;
use super::xml::Element;

/// Families to try in turn: installed ones of Linux, Windows and macOS with Chinese characters,
/// then Latin ones.
const FAMILIES: [&str; 8] = [
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "Noto Sans",
    "Arial",
];

/// A font for layouts, whose descriptions name one family. Others stand in for its missing
/// characters.
pub(super) fn font(name: &'static str, points: f64, bold: bool) -> Element {
    let weight = if bold { 75 } else { 50 };
    Element::new(name)
        .attr(
            "description",
            format!("Noto Sans,{points},-1,5,{weight},0,0,0,0,0"),
        )
        .attr("style", "")
}

/// How text is drawn.
pub(super) fn style(points: f64, color: &str, buffer: bool) -> Element {
    let families = FAMILIES.map(|family| Element::new("family").attr("name", family));
    Element::new("text-style")
        .attr("fontFamily", "Noto Sans")
        .attr("fontSize", points)
        .attrs([
            ("fontSizeUnit", "Point"),
            ("fontWeight", "50"),
            ("textColor", color),
            ("textOpacity", "1"),
            ("multilineHeight", "1"),
            ("fontKerning", "1"),
        ])
        .child(Element::new("families").children(families))
        .child(
            Element::new("text-buffer")
                .attr("bufferDraw", u8::from(buffer))
                .attrs([
                    ("bufferSize", "0.7"),
                    ("bufferSizeUnits", "MM"),
                    ("bufferColor", "255,255,255,255"),
                    ("bufferOpacity", "0.85"),
                    ("bufferJoinStyle", "128"),
                ]),
        )
}

/// Labels with the name of each zone, inside it where there is room.
pub(super) fn zone_labels() -> Element {
    labeling(None)
}

/// The same, but none in an atlas, where the layer under these borders has them.
pub(super) fn border_labels() -> Element {
    let shown = "@atlas_featureid IS NULL";
    labeling(Some(symbol::defined_by_expression(
        "dd_properties",
        "Show",
        shown,
    )))
}

fn labeling(properties: Option<Element>) -> Element {
    let style = style(8.0, "38,38,38,255", true)
        .attr("fieldName", "name")
        .attr("isExpression", "0");
    let settings = Element::new("settings")
        .attr("calloutType", "simple")
        .child(style)
        .child(Element::new("text-format").attrs([
            ("wrapChar", ""),
            ("autoWrapLength", "0"),
            ("multilineAlign", "1"),
            ("formatNumbers", "0"),
        ]))
        .child(Element::new("placement").attrs([
            ("placement", "4"),
            ("priority", "5"),
            ("centroidInside", "1"),
            ("centroidWhole", "0"),
            ("fitInPolygonOnly", "0"),
            ("dist", "0"),
        ]))
        .child(Element::new("rendering").attrs([
            ("drawLabels", "1"),
            ("displayAll", "0"),
            ("labelPerPart", "0"),
            ("mergeLines", "0"),
            ("obstacle", "1"),
            ("obstacleFactor", "1"),
            ("obstacleType", "1"),
            ("scaleVisibility", "0"),
            ("minFeatureSize", "0"),
            ("limitNumLabels", "0"),
            ("upsidedownLabels", "0"),
        ]))
        .children(properties);
    Element::new("labeling")
        .attr("type", "simple")
        .child(settings)
}

//! Letters: fonts that show Latin and Chinese.

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
        .attrs("fontSizeUnit='Point' fontWeight='50'")
        .attr("textColor", color)
        .attrs("textOpacity='1' multilineHeight='1' fontKerning='1'")
        .child(Element::new("families").children(families))
        .child(
            Element::new("text-buffer")
                .attr("bufferDraw", u8::from(buffer))
                .attrs(
                    "bufferSize='0.7' bufferSizeUnits='MM' bufferColor='255,255,255,255' \
                     bufferOpacity='0.85' bufferJoinStyle='128'",
                ),
        )
}

//! Print layouts: a page and what stands on it. Lengths are in millimetres from its top left.

use geo::{Coord, Rect, coord};

use super::crs::bounded;
use super::layer::Layer;
use super::legend::{Columns, Legend};
use super::xml::Element;
use super::{symbol, text};

/// A4, landscape.
pub(super) const PAGE: (f64, f64) = (297.0, 210.0);

/// Room between the page's edge and its contents.
pub(super) const MARGIN: f64 = 10.0;

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// A layout in the making.
pub(super) struct Layout {
    name: String,
    items: Vec<Element>,
    atlas: Element,
}

impl Frame {
    /// Its upper left corner and its size.
    pub fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }
}

/// How a text looks: black, bold, grey, or black at the right of its frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    Plain,
    Bold,
    Grey,
    Right,
}

impl Layout {
    /// An empty page.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            items: Vec::new(),
            atlas: Element::new("Atlas").attr("enabled", "0"),
        }
    }

    /// An atlas with a page for each zone of a layer.
    pub fn paged_by(&mut self, layer: &Layer) {
        self.atlas = Element::new("Atlas")
            .attr("coverageLayer", &layer.id)
            .attr("coverageLayerName", &layer.name)
            .attrs("coverageLayerProvider='ogr' enabled='1' hideCoverage='0'")
            .attrs("filterFeatures='0' sortFeatures='0'")
            .attrs("pageNameExpression='&quot;name&quot;' filenamePattern='&quot;zone&quot;'");
    }

    /// The id of the next item.
    fn uuid(&self) -> String {
        format!("{{00000000-0000-4000-8000-{:012}}}", self.items.len() + 1)
    }

    fn item(&self, kind: &str, frame: Frame) -> Element {
        let uuid = self.uuid();
        let at = format!("{:.3},{:.3},mm", frame.x, frame.y);
        Element::new("LayoutItem")
            .attr("type", kind)
            .attr("uuid", &uuid)
            .attr("templateUuid", &uuid)
            .attr("position", &at)
            .attr("positionOnPage", &at)
            .attr("size", format!("{:.3},{:.3},mm", frame.width, frame.height))
            .attr("zValue", self.items.len() + 1)
            .attrs(
                "referencePoint='0' visibility='1' opacity='1' blendMode='0' frame='false' \
                 background='false' itemRotation='0' excludeFromExports='0' \
                 positionLock='false' groupUuid=''",
            )
    }

    /// Adds a text. It may hold expressions between `[%` and `%]`.
    pub fn label(&mut self, frame: Frame, text: &str, points: f64, face: Face) {
        let level = if face == Face::Grey { 90 } else { 20 };
        let item = self
            .item("65641", frame)
            .attr("labelText", text)
            .attr("halign", if face == Face::Right { 2 } else { 1 })
            .attrs("valign='32' htmlState='0' marginX='0' marginY='0'")
            .child(text::font("LabelFont", points, face == Face::Bold))
            .child(grey("FontColor", level));
        self.items.push(item);
    }

    /// Adds a map whose extent fills its frame. Returns its id. In an atlas it goes to the zone of
    /// the page.
    pub fn map(
        &mut self,
        frame: Frame,
        theme: &str,
        extent: Rect<f64>,
        is_of_atlas: bool,
    ) -> String {
        let extent = bounded(Element::new("Extent"), filling(extent, frame));
        let atlas = Element::new("AtlasMap")
            .attr("atlasDriven", u8::from(is_of_atlas))
            .attrs("scalingMode='2' margin='0.15'");
        let item = self
            .item("65639", frame)
            .attr("followPreset", "true")
            .attr("followPresetName", theme)
            .attrs(
                "keepLayerSet='false' drawCanvasItems='true' mapRotation='0' mapFlags='0' \
                 labelMargin='0,mm'",
            )
            .child(extent)
            .child(Element::new("LayerSet"))
            .child(atlas);
        let uuid = self.uuid();
        self.items.push(item);
        uuid
    }

    /// Adds the classes of a legend, which are those of a layer, for a map.
    pub fn classes(
        &mut self,
        frame: Frame,
        map: &str,
        layer: &Layer,
        legend: &Legend,
        Columns { count, rows, scale }: Columns,
    ) {
        let style = |name: &str, points: f64, bold: bool, top: f64| {
            Element::new("style")
                .attr("name", name)
                .attr("marginTop", top * scale)
                .attrs("alignment='1' indent='0' marginBottom='1'")
                .child(text::font("styleFont", points * scale, bold))
        };
        let styles = Element::new("styles")
            .child(style("title", 9.0, true, 0.0))
            .child(style("group", 9.0, true, 0.0))
            .child(style("subgroup", 9.0, true, 0.0))
            .child(style("symbol", 8.0, false, 1.3))
            .child(style("symbolLabel", 8.0, false, 0.0).attr("marginLeft", 2.0 * scale));
        let item = self
            .item("65642", frame)
            .attr("map_uuid", map)
            .attr("columnCount", count)
            .attr("columnSpace", 5.0 * scale)
            .attr("symbolWidth", 6.0 * scale)
            .attr("symbolHeight", 3.6 * scale)
            .attrs(
                "splitLayer='1' equalColumnWidth='0' boxSpace='0' symbolAlignment='1' \
                 lineSpacing='1' resizeToContents='1' legendFilterByAtlas='0' title='' \
                 wrapChar='' fontColor='#141414'",
            )
            .child(styles)
            .child(
                Element::new("layer-tree-group").child(layer.legend_entry(&legend.labels, rows)),
            );
        self.items.push(item);
    }

    /// Adds a scale bar of two segments for a map. Their length is round and follows the map's scale.
    pub fn scale_bar(&mut self, frame: Frame, map: &str) {
        let item = self
            .item("65646", frame)
            .attr("mapUuid", map)
            .attr("minBarWidth", frame.width * 0.35)
            .attr("maxBarWidth", frame.width * 0.8)
            .attrs(
                "style='Single Box' unitType='km' unitLabel='km' \
                 numMapUnitsPerScaleBarUnit='1' numSegments='2' numSegmentsLeft='0' \
                 segmentSizeMode='1' numUnitsPerSegment='10' height='1.6' labelBarSpace='1' \
                 boxContentSpace='0.5' outlineWidth='0.2' alignment='0' \
                 labelHorizontalPlacement='0' labelVerticalPlacement='0'",
            )
            .child(text::style(8.0, "20,20,20,255", false))
            .child(grey("fillColor", 20))
            .child(grey("fillColor2", 255))
            .child(grey("strokeColor", 20));
        self.items.push(item);
    }

    /// Adds an arrow to true north at the middle of a map.
    pub fn north_arrow(&mut self, frame: Frame, map: &str) {
        let item = self
            .item("65640", frame)
            .attr("mapUuid", map)
            .attr("file", "arrows/NorthArrow_02.svg")
            .attrs(
                "mode='1' northMode='1' northOffset='0' resizeMode='0' anchorPoint='4' \
                 pictureRotation='0' svgFillColor='20,20,20,255' \
                 svgBorderColor='20,20,20,255' svgBorderWidth='0.2'",
            );
        self.items.push(item);
    }

    /// The layout as a project lists it.
    pub fn element(self) -> Element {
        let (width, height) = PAGE;
        let paper = symbol::mask().attr("name", "");
        let page = Element::new("LayoutItem")
            .attrs("type='65638' position='0,0,mm' background='true'")
            .attr("size", format!("{width},{height},mm"))
            .attr("uuid", "{00000000-0000-4000-8000-000000000000}")
            .child(paper.clone());
        let pages = Element::new("PageCollection").child(paper).child(page);
        Element::new("Layout")
            .attr("name", self.name)
            .attrs("units='mm' printResolution='300' worldFileMap=''")
            .child(pages)
            .children(self.items)
            .child(self.atlas)
    }
}

/// A grey from 0 (black) to 255 (white).
fn grey(name: &'static str, level: u8) -> Element {
    let channels = ["red", "green", "blue"].into_iter();
    let color = channels.fold(Element::new(name), |color, channel| {
        color.attr(channel, level)
    });
    color.attrs("alpha='255'")
}

/// An extent enlarged to the proportions of a frame.
fn filling(extent: Rect<f64>, frame: Frame) -> Rect<f64> {
    let scale = (extent.width() / frame.width).max(extent.height() / frame.height);
    let half = coord! { x: frame.width * scale / 2.0, y: frame.height * scale / 2.0 };
    let center: Coord<f64> = extent.center();
    Rect::new(center - half, center + half)
}

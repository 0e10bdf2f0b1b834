//! Styles of land-use rasters: a colour and a name a code.

use super::xml::Element;
use crate::style::Color;

/// How a land-use raster is drawn: each code in its colour.
#[derive(Debug, Clone, PartialEq)]
pub struct RasterStyle {
    /// The band of the codes, from 1, where the style stands alone.
    pub band: usize,
    /// The codes, in the order of the legend.
    pub codes: Vec<CodeStyle>,
}

/// A code of a raster.
#[derive(Debug, Clone, PartialEq)]
pub struct CodeStyle {
    /// The code.
    pub code: i64,
    /// Its name for people.
    pub label: String,
    /// Its colour.
    pub color: Color,
}

impl RasterStyle {
    /// The style as a QML file.
    ///
    /// ```
    /// use zoning_export::palette::YL_GN;
    /// use zoning_export::qgis::{CodeStyle, RasterStyle};
    ///
    /// let forest = CodeStyle { code: 2, label: "Forest".to_owned(), color: YL_GN.colors(4).last().unwrap() };
    /// let style = RasterStyle { band: 1, codes: vec![forest] };
    /// assert!(style.qml().contains(r##"value="2" color="#016536" alpha="255" label="Forest""##));
    /// ```
    pub fn qml(&self) -> String {
        super::style_document()
            .children(self.elements(self.band))
            .document()
    }

    /// What a style and a layer of a project have alike.
    pub(super) fn elements(&self, band: usize) -> [Element; 2] {
        let entries = self.codes.iter().map(|code| {
            Element::new("paletteEntry")
                .attr("value", code.code)
                .attr("color", code.color)
                .attr("alpha", "255")
                .attr("label", &code.label)
        });
        let renderer = Element::new("rasterrenderer")
            .attrs("type='paletted' opacity='1' alphaBand='-1'")
            .attr("nodataColor", "")
            .attr("band", band)
            .child(Element::new("rasterTransparency"))
            .child(Element::new("colorPalette").children(entries));
        // Codes are names, not amounts: nothing may be blended.
        let resampling = Element::new("resampling").attrs(
            "enabled='false' zoomedInResamplingMethod='nearestNeighbour' \
             zoomedOutResamplingMethod='nearestNeighbour' maxOversampling='2'",
        );
        let pipe = Element::new("pipe")
            .child(Element::new("provider").child(resampling))
            .child(renderer)
            .child(Element::new("rasterresampler").attr("maxOversampling", "2"));
        [pipe, Element::of_text("blendMode", "0")]
    }
}

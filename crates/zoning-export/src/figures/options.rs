//! What a project chooses of its figures.

use serde::{Deserialize, Serialize};

use crate::figures::formats::MM_PER_POINT;

/// `[figures]` of a project.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FigureOptions {
    /// The width of the page.
    pub width: PageWidth,
    /// Whether the title is drawn.
    pub title: bool,
    /// Where notes and sources are.
    pub caption: CaptionPlace,
    /// The years that have panels; by default all, up to twelve.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub panels: Vec<i32>,
    /// Which zones are named.
    pub labels: MapLabels,
    /// Dots per inch of PNG.
    pub dpi: Dpi,
    /// The files of each figure.
    pub formats: Vec<FigureFormat>,
    /// The approval number of the map (审图号), drawn below each figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approval: Option<String>,
}

impl Default for FigureOptions {
    fn default() -> Self {
        Self {
            width: PageWidth(180),
            title: true,
            caption: CaptionPlace::Inside,
            panels: Vec::new(),
            labels: MapLabels::Auto,
            dpi: Dpi(300),
            formats: vec![FigureFormat::Svg, FigureFormat::Png, FigureFormat::Pdf],
            approval: None,
        }
    }
}

/// The width of a page: one column of a journal, one and a half, or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "i64")]
pub struct PageWidth(u16);

impl PageWidth {
    /// In points.
    pub(crate) fn points(self) -> f64 {
        f64::from(self.0) / MM_PER_POINT
    }
}

impl TryFrom<i64> for PageWidth {
    type Error = String;

    fn try_from(width: i64) -> Result<Self, String> {
        match width {
            85 => Ok(Self(85)),
            120 => Ok(Self(120)),
            180 => Ok(Self(180)),
            _ => Err(format!(
                "a figure is 85, 120 or 180 mm wide, not {width}: one column of a journal, one and a half, or two"
            )),
        }
    }
}

/// Dots per inch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "i64")]
pub struct Dpi(u16);

impl Dpi {
    pub(crate) fn get(self) -> f64 {
        f64::from(self.0)
    }
}

impl TryFrom<i64> for Dpi {
    type Error = String;

    fn try_from(dpi: i64) -> Result<Self, String> {
        match u16::try_from(dpi) {
            Ok(dots @ 72..=1200) => Ok(Self(dots)),
            _ => Err(format!("a PNG has 72 to 1200 dots per inch, not {dpi}")),
        }
    }
}

/// Where a figure's notes and sources are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CaptionPlace {
    /// Below the figure.
    Inside,
    /// In a text file beside it, with the title.
    File,
    /// Nowhere.
    None,
}

/// Which zones maps name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MapLabels {
    /// All up to 60; of more the larger zones above them, or those with the largest budgets.
    Auto,
    /// As many as have room.
    All,
    /// Those with the largest budgets of either sign.
    Largest,
    /// The larger zones above them.
    Parents,
    /// None.
    None,
}

/// A file of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FigureFormat {
    /// Vectors; text stays text.
    Svg,
    /// Dots.
    Png,
    /// Vectors with embedded fonts.
    Pdf,
}

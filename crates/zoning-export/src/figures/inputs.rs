//! What figures are drawn from.

use super::maps::LandUse;
use super::options::FigureOptions;
use crate::content::Themes;
use crate::geometry::ZoneShapes;
use crate::text::Caption;

/// What figures are drawn from.
#[derive(Debug, Clone, Copy)]
pub struct FigureInputs<'a> {
    /// The results.
    pub themes: &'a Themes<'a>,
    /// The shapes of the zones.
    pub shapes: &'a ZoneShapes,
    /// Title, status and language.
    pub caption: &'a Caption,
    /// Where the data come from, a line for below each figure.
    pub source: &'a str,
    /// Width, captions and the like.
    pub options: &'a FigureOptions,
    /// Land use, for figure 8.
    pub land_use: Option<&'a LandUse>,
}

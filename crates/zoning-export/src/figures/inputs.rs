//! What figures are drawn from.

use super::maps::LandUse;
use super::options::FigureOptions;
use crate::content::Themes;
use crate::geometry::ZoneShapes;
use crate::text::Caption;

/// The larger zones in which zones lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParentZones {
    /// Their names.
    pub names: Vec<String>,
    /// In which of them each zone lies, by its place among the names.
    pub of_zones: Vec<usize>,
}

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
    /// The larger zones above the zones, if there are any.
    pub parents: Option<&'a ParentZones>,
    /// Width, captions and the like.
    pub options: &'a FigureOptions,
    /// Land use, for figure 8.
    pub land_use: Option<&'a LandUse>,
}

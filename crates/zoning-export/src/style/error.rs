//! What can be wrong with a theme.

use bilingual::Bilingual;
use carbon_core::{Listed, Year};

use super::breaks::BreaksError;
use super::classification::ClassificationError;

/// A theme that no map can show.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum ThemeError {
    /// A year that was not assessed.
    #[en("the assessment has no year {year}; it has {known}")]
    #[zh("核算中没有 {year} 年；有 {known}")]
    UnknownYear {
        /// The year asked for.
        year: Year,
        /// The years of the assessment.
        known: Listed<Year>,
    },
    /// A place beyond the last field.
    #[en("there is no field {place}, counted from 0; there are {fields}")]
    #[zh("没有从 0 数起的第 {place} 个字段；共有 {fields} 个")]
    NoField {
        /// The place asked for.
        place: usize,
        /// How many fields there are.
        fields: usize,
    },
    /// Values that no class breaks fit.
    #[error(transparent)]
    Breaks(#[from] BreaksError),
    /// Classes that no map can show.
    #[error(transparent)]
    Classification(#[from] ClassificationError),
}

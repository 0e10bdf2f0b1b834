//! Errors of a compensation scheme.

use crate::formulas::OptionError;
use crate::inputs::ZoneInYear;
use crate::text::Listed;
use crate::units::Year;

/// An assessment and options from which no compensation follows.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CompensationError {
    /// The base or the target year has no results.
    #[error("{year} was not assessed; the years of the assessment are {assessed}")]
    NotAssessed {
        /// The year asked for.
        year: Year,
        /// The years that there are.
        assessed: Listed<Year>,
    },
    /// The target year is the base year or an earlier one.
    #[error("the target year {target} is not after the base year {base}; swap or change them")]
    TargetNotAfterBase { base: Year, target: Year },
    /// Zones whose carbon intensity cannot be divided by.
    #[error(
        "carbon intensity is zero or no finite number: {0}; the compensation divides by it, so \
         emissions and GDP must be positive"
    )]
    Intensity(Listed<ZoneInYear>),
    /// The region's carbon intensity cannot be divided by.
    #[error(
        "the region's carbon intensity of {0} is zero or no finite number; the compensation \
         divides by it, so emissions and GDP must be positive"
    )]
    RegionIntensity(Year),
    /// An option with an impossible value.
    #[error(transparent)]
    Option(#[from] OptionError),
    /// More combinations than are worth computing.
    #[error(
        "the sensitivity has {combinations} combinations of options for {zones} zones; at most \
         {limit} results are computed: name fewer alternatives"
    )]
    TooManyCombinations {
        /// How many combinations there would be.
        combinations: usize,
        /// How many zones each is computed for.
        zones: usize,
        /// The largest product of the two.
        limit: usize,
    },
}

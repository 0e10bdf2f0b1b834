//! Statistics that fit no hierarchy.

use super::{Topic, Weight};
use crate::inputs::{InputError, Variable};
use crate::region::ZoneId;
use crate::text::Listed;
use crate::units::Year;

/// Statistics that cannot be brought to every level.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum LevelsError {
    /// Statistics that are wrong at any level.
    #[error(transparent)]
    Input(#[from] InputError),
    /// A column that no row gives.
    #[error("{topic} is to be shared out by \"{column}\", of which the statistics have no value")]
    NoColumn { topic: Topic, column: String },
    /// Zones without a weight.
    #[error(
        "{topic} of {year} is to be shared out within {parent} by {by}, but in no one year is \
         that given for all of: {zones}; give it for each, or share out by something else"
    )]
    NoWeights {
        topic: Topic,
        year: Year,
        /// The parent: its level and id.
        parent: String,
        by: Weight,
        /// The zones that need a share.
        zones: Listed<ZoneId>,
    },
    /// Weights that add up to nothing.
    #[error(
        "{topic} of {year} is to be shared out within {parent} by {by}, which is zero in all of: \
         {zones}; share out by something else"
    )]
    ZeroWeights {
        topic: Topic,
        year: Year,
        /// The parent: its level and id.
        parent: String,
        by: Weight,
        /// The zones that need a share.
        zones: Listed<ZoneId>,
    },
    /// Parts that leave nothing of the whole.
    #[error(
        "{variable} of {parent} in {year} is given as {given} {unit}, but its zones that have it \
         already add up to {sum} {unit}, so that nothing is left for: {zones}; correct one of \
         them, or give the missing ones",
        unit = variable.unit()
    )]
    NothingLeft {
        variable: Variable,
        year: Year,
        /// The parent: its level and id.
        parent: String,
        /// The parent's, in the variable's unit.
        given: f64,
        /// The sum over the zones that have it.
        sum: f64,
        /// The zones that need a share.
        zones: Listed<ZoneId>,
    },
    /// Parts in another variable than the whole.
    #[error(
        "{topic} of {parent} in {year} cannot be shared out: some of its zones give it by another \
         variable than {parent} does, so that what is left for {zones} is not known; give all by \
         one variable"
    )]
    OtherVariable {
        topic: Topic,
        year: Year,
        /// The parent: its level and id.
        parent: String,
        /// The zones that need a share.
        zones: Listed<ZoneId>,
    },
}

//! Why a scenario has no results.

use crate::coefficients::CoefficientError;
use crate::inputs::ZoneInYear;
use crate::region::{LandClass, ZoneId};
use crate::text::Listed;
use crate::units::Year;
use crate::what_if::CaseError;

/// Changes that cannot be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ScenarioError {
    /// Zones that the run does not have.
    #[error("a change names zones that the run does not have: {0}")]
    UnknownZones(Listed<ZoneId>),
    /// Zones of two levels.
    #[error(
        "a change names {first}, a {first_level}, and {second}, a {second_level}; name zones of \
         one level in a change, and make two changes of it"
    )]
    TwoLevels {
        /// A zone.
        first: ZoneId,
        /// Its level.
        first_level: String,
        /// Another zone.
        second: ZoneId,
        /// Its level.
        second_level: String,
    },
    /// A level without results.
    #[error(
        "the level \"{0}\", whose zones are named, has no results; take out its `output = false`, \
         or name zones of another level"
    )]
    NoResults(String),
    /// A whole that has nothing, so that it is not known which of its parts has what is added.
    #[error(
        "{whole} has no {input}, so that what the change adds cannot be shared out among its \
         parts; name these instead"
    )]
    NothingToShare {
        /// The input.
        input: &'static str,
        /// The whole.
        whole: ZoneInYear,
    },
    /// Years that the run does not have.
    #[error("a change names years that the run does not have: {0}")]
    UnknownYears(Listed<Year>),
    /// A class that the land use does not have.
    #[error("a change names the class {found}; the classes of the land use are {legal}")]
    UnknownClass {
        /// The class.
        found: LandClass,
        /// The classes of the land use.
        legal: Listed<LandClass>,
    },
    /// A class without λ.
    #[error("a change names λ of {0}, which has none")]
    NoLambda(LandClass),
    /// More land than there is.
    #[error("there is not so much {class} to move: {places}; move less, or a share of it")]
    NotEnoughLand {
        /// The class that would fall below zero.
        class: LandClass,
        /// Where.
        places: Listed<ZoneInYear>,
    },
    /// A number that cannot be below zero, or is none.
    #[error("after the change {input} would be {value}{place}; it must be {legal}")]
    Impossible {
        /// The input.
        input: &'static str,
        /// The number.
        value: f64,
        /// Where, such as ` in 360100 in 2020`.
        place: String,
        /// What is legal.
        legal: &'static str,
    },
    /// A coefficient that cannot be.
    #[error(transparent)]
    Coefficient(#[from] CoefficientError),
    /// A price or an Engel coefficient without a compensation.
    #[error("a change names {0}, but the run has no compensation")]
    NoCompensation(&'static str),
    /// The run with the changes fails.
    #[error(transparent)]
    Case(#[from] CaseError),
}

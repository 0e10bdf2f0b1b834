//! Why a scenario has no results.

use crate::coefficients::CoefficientError;
use crate::formulas::OptionError;
use crate::inputs::ZoneInYear;
use crate::region::{LandClass, ZoneId};
use crate::text::Listed;
use crate::units::Year;
use crate::what_if::CaseError;

/// Changes that cannot be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
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
        first: ZoneId,
        first_level: String,
        second: ZoneId,
        second_level: String,
    },
    /// A level without results.
    #[error(
        "the level \"{0}\", whose zones are named, has no results; take out its `output = false`, \
         or name zones of another level"
    )]
    NoResults(String),
    /// The whole has nothing, so that an addition cannot be divided among its parts.
    #[error(
        "{whole} has no {input}, so that what the change adds cannot be shared out among its \
         parts; name these instead"
    )]
    NothingToShare {
        input: &'static str,
        whole: ZoneInYear,
    },
    /// Years that the run does not have.
    #[error("a change names years that the run does not have: {0}")]
    UnknownYears(Listed<Year>),
    /// A class that the land use does not have.
    #[error("a change names the class {found}; the classes of the land use are {legal}")]
    UnknownClass {
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
        places: Listed<ZoneInYear>,
    },
    /// A number that is not finite, or below zero where it must not be.
    #[error("after the change {input} would be {value}{place}; it must be {legal}")]
    Impossible {
        input: &'static str,
        value: f64,
        /// Where, such as ` in 360100 in 2020`.
        place: String,
        legal: &'static str,
    },
    /// An impossible coefficient.
    #[error(transparent)]
    Coefficient(#[from] CoefficientError),
    /// A price or an Engel coefficient without a compensation.
    #[error("a change names {0}, but the run has no compensation")]
    NoCompensation(&'static str),
    /// A change of σ where there is none.
    #[error(
        "a change names σ, but emissions are those of each fuel; change `energy`, with which the fuels change"
    )]
    NoSigma,
    /// An impossible or a missing option of the compensation.
    #[error(transparent)]
    Option(#[from] OptionError),
    /// The run with the changes fails.
    #[error(transparent)]
    Case(#[from] CaseError),
}

//! Why a scenario has no results.

use crate::coefficients::CoefficientError;
use crate::formulas::OptionError;
use crate::inputs::ZoneInYear;
use crate::region::{LandClass, ZoneId};
use crate::text::{Listed, phrase};
use crate::units::Year;
use crate::what_if::CaseError;
use bilingual::Bilingual;

/// Changes that cannot be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum ScenarioError {
    /// Zones that the run does not have.
    #[en("a change names zones that the run does not have: {0}")]
    #[zh("情景改变中列出了本次计算没有的区域：{0}")]
    UnknownZones(Listed<ZoneId>),
    /// Zones of two levels.
    #[en(
        "a change names {first}, a {first_level}, and {second}, a {second_level}; name zones of \
         one level in a change, and make two changes of it"
    )]
    #[zh(
        "同一处改变既列出了 {first}（{first_level}），又列出了 {second}（{second_level}）；一处改变只能列出同一层级的区域，请拆成两处"
    )]
    TwoLevels {
        first: ZoneId,
        first_level: String,
        second: ZoneId,
        second_level: String,
    },
    /// A level without results.
    #[en(
        "the level \"{0}\", whose zones are named, has no results; take out its `output = false`, \
         or name zones of another level"
    )]
    #[zh(
        "层级 \"{0}\" 的区域被列出，但该层级没有结果；请去掉它的 `output = false`，或列出其他层级的区域"
    )]
    NoResults(String),
    /// The whole has nothing, so that an addition cannot be divided among its parts.
    #[en(
        "{whole} has no {input}, so that what the change adds cannot be shared out among its \
         parts; name these instead"
    )]
    #[zh("{whole}没有 {input}，新增的量无法分配给下级；请直接列出下级")]
    NothingToShare {
        input: &'static str,
        whole: ZoneInYear,
    },
    /// Years that the run does not have.
    #[en("a change names years that the run does not have: {0}")]
    #[zh("情景改变中列出了本次计算没有的年份：{0}")]
    UnknownYears(Listed<Year>),
    /// A class that the land use does not have.
    #[en("a change names the class {found}; the classes of the land use are {legal}")]
    #[zh("情景改变中的地类 {found} 不存在；土地利用的地类有 {legal}")]
    UnknownClass {
        found: LandClass,
        /// The classes of the land use.
        legal: Listed<LandClass>,
    },
    /// A class without λ.
    #[en("a change names λ of {0}, which has none")]
    #[zh("情景改变了 {0} 的 λ，而该地类没有 λ")]
    NoLambda(LandClass),
    /// More land than there is.
    #[en("there is not so much {class} to move: {places}; move less, or a share of it")]
    #[zh("没有这么多 {class} 可供转移：{places}；请减少转移量，或按比例转移")]
    NotEnoughLand {
        /// The class that would fall below zero.
        class: LandClass,
        places: Listed<ZoneInYear>,
    },
    /// A number that is not finite, or below zero where it must not be.
    #[en("after the change {input} would be {value}{place}; it must be {legal}")]
    #[zh("改变之后 {input} 将为 {value}{place}；必须是{}", phrase(legal))]
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
    #[en("a change names {0}, but the run has no compensation")]
    #[zh("情景改变中有 {0}，但本次计算没有补偿")]
    NoCompensation(&'static str),
    /// A change of σ where there is none.
    #[en(
        "a change names σ, but emissions are those of each fuel; change `energy`, with which the fuels change"
    )]
    #[zh("情景改变了 σ，但碳排放按各燃料分别计算；请改变 `energy`，燃料随之变化")]
    NoSigma,
    /// An impossible or a missing option of the compensation.
    #[error(transparent)]
    Option(#[from] OptionError),
    /// The run with the changes fails.
    #[error(transparent)]
    Case(#[from] CaseError),
}

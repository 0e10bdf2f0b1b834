//! Statistics that fit no hierarchy.

use super::{Topic, Weight};
use crate::inputs::{InputError, Variable};
use crate::region::ZoneId;
use crate::text::{Listed, phrase};
use crate::units::Year;
use bilingual::Bilingual;

/// Statistics that cannot be brought to every level.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum LevelsError {
    /// Statistics that are wrong at any level.
    #[error(transparent)]
    Input(#[from] InputError),
    /// A column that no row gives.
    #[en("{topic} is to be shared out by \"{column}\", of which the statistics have no value")]
    #[zh("{topic} 要按 \"{column}\" 分摊，而统计数据中没有这一列的值")]
    NoColumn { topic: Topic, column: String },
    /// Zones without a weight.
    #[en(
        "{topic} of {year} is to be shared out within {parent} by {by}, but in no one year is \
         that given for all of: {zones}; give it for each, or share out by something else"
    )]
    #[zh(
        "{year} 年 {parent} 的 {topic} 要按 {by} 分摊到下级，但没有任何一年给齐了以下区域的值：{zones}；请补齐，或改按其他变量分摊"
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
    #[en(
        "{topic} of {year} is to be shared out within {parent} by {by}, which is zero in all of: \
         {zones}; share out by something else"
    )]
    #[zh(
        "{year} 年 {parent} 的 {topic} 要按 {by} 分摊到下级，但以下区域的值全为零：{zones}；请改按其他变量分摊"
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
    #[en(
        "{variable} of {parent} in {year} is given as {given} {unit}, but its zones that have it \
         already add up to {sum} {unit}, so that nothing is left for: {zones}; correct one of \
         them, or give the missing ones",
        unit = variable.unit()
    )]
    #[zh("{year} 年 {parent} 的 {variable} 为 {given} {unit}，而已有数据的下级区域之和已达 {sum} {unit}，没有余量可分给：{zones}；请改正其一，或补充缺失的值", unit = phrase(variable.unit()))]
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
    #[en(
        "{topic} of {parent} in {year} cannot be shared out: some of its zones give it by another \
         variable than {parent} does, so that what is left for {zones} is not known; give all by \
         one variable"
    )]
    #[zh(
        "{year} 年 {parent} 的 {topic} 无法分摊：部分下级区域使用的变量与 {parent} 不同，因此 {zones} 的余量未知；请统一使用一个变量"
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

//! Why a goal has no amount.

use bilingual::Bilingual;

use crate::text::phrase;
use serde::Serialize;

use crate::units::Year;
use crate::what_if::scenario::ScenarioError;

/// Why the goal is not reached.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, thiserror::Error, Bilingual)]
#[serde(rename_all = "kebab-case")]
pub enum NoSolution {
    /// The results stay on one side.
    #[en(
        "between {} and {} the result stays between {lowest} and {highest}, so that it does not \
         reach {value}; widen the bracket, or change another input",
        bracket[0], bracket[1]
    )]
    #[zh("在 {} 与 {} 之间，结果始终介于 {lowest} 与 {highest} 之间，达不到 {value}；请放宽区间，或改变其他输入", bracket[0], bracket[1])]
    OutOfReach {
        /// The goal.
        value: f64,
        /// Between which amounts was looked.
        bracket: [f64; 2],
        /// The lowest result of 33 points.
        lowest: f64,
        /// The highest.
        highest: f64,
    },
    /// The result passes the goal in a jump.
    #[en("at {amount} the result jumps from {below} to {above} and is never {value}")]
    #[zh("在 {amount} 处结果由 {below} 跳到 {above}，不会等于 {value}")]
    Jump {
        /// The goal.
        value: f64,
        /// Where, within the tolerance.
        amount: f64,
        /// The result on the one side.
        below: f64,
        /// The result on the other.
        above: f64,
    },
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum GoalError {
    /// The bracket is empty or reversed.
    #[en("the bracket from {0} to {1} is empty or reversed; give the smaller amount first")]
    #[zh("区间 {0} 至 {1} 为空或颠倒；请先写较小的数")]
    Bracket(f64, f64),
    /// The tolerance or the value is impossible.
    #[en("the {name} is {value}; it must be {legal}")]
    #[zh("{} 为 {value}；必须是{}", name, phrase(legal))]
    Number {
        /// `tolerance` or `value`.
        name: &'static str,
        value: f64,
        legal: &'static str,
    },
    /// A result that the run does not have.
    #[en("the run has no {quantity} of {place} in {year}")]
    #[zh("本次计算没有 {place} {year} 年的 {quantity}")]
    NoResult {
        quantity: String,
        /// The zone, or the region.
        place: String,
        year: Year,
    },
    /// A change that names what the run does not have.
    #[error(transparent)]
    Change(ScenarioError),
    /// A run in the bracket fails.
    #[en("with an amount of {amount} the run fails: {error}; narrow the bracket")]
    #[zh("变化量为 {amount} 时计算失败：{error}；请缩小区间")]
    Run { amount: f64, error: ScenarioError },
}

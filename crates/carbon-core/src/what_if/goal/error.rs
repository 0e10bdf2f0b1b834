//! Why a goal has no amount.

use serde::Serialize;

use crate::units::Year;
use crate::what_if::scenario::ScenarioError;

/// Why the goal is not reached.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum NoSolution {
    /// The results stay on one side.
    #[error(
        "between {} and {} the result stays between {lowest} and {highest}, so that it does not \
         reach {value}; widen the bracket, or change another input",
        bracket[0], bracket[1]
    )]
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
    #[error("at {amount} the result jumps from {below} to {above} and is never {value}")]
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
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum GoalError {
    /// The bracket is empty or reversed.
    #[error("the bracket from {0} to {1} is empty or reversed; give the smaller amount first")]
    Bracket(f64, f64),
    /// The tolerance or the value is impossible.
    #[error("the {name} is {value}; it must be {legal}")]
    Number {
        /// `tolerance` or `value`.
        name: &'static str,
        value: f64,
        legal: &'static str,
    },
    /// A result that the run does not have.
    #[error("the run has no {quantity} of {place} in {year}")]
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
    #[error("with an amount of {amount} the run fails: {error}; narrow the bracket")]
    Run { amount: f64, error: ScenarioError },
}

//! Goal seeking: the amount of a change at which a result reaches a value.

use serde::{Deserialize, Serialize};

use super::entry::Entry;
use super::error::{GoalError, NoSolution};
use crate::assessment::Assessment;
use crate::numeric::{Point, root};
use crate::region::ZoneId;
use crate::results::{Quantity, Value};
use crate::units::Year;
use crate::what_if::Case;
use crate::what_if::scenario::{Change, Scenario, ScenarioError};

/// Into how many equal parts the bracket is cut to look for crossings.
const PARTS: usize = 32;
/// How much of its change between two of the points a result may make within the tolerance, before
/// it is taken to jump there.
const JUMP: f64 = 0.5;
/// How small the tolerance must be, as a share of the distance of two points, to tell a jump.
const FINE: f64 = 0.1;

/// A result that is to reach a value, and the change that is to bring it there.
///
/// In a project file a goal is flat: the keys of a [`Change`] with `amount` for the kind of its
/// amount, the result by `quantity`, `zone` (the region, if there is none) and `year`, and the
/// `tolerance`, a millionth of the bracket by default.
///
/// ```
/// use carbon_core::scenario::Goal;
///
/// // How much less energy brings the region's budget to 100 Mt?
/// let goal: Goal = toml::from_str(
///     "input = 'energy'\namount = 'relative'\nbracket = [-0.5, 0.0]\n\
///      quantity = 'budget'\nyear = 2020\nvalue = 100e6",
/// )?;
/// assert_eq!(goal.tolerance, 0.5e-6);
/// # Ok::<(), toml::de::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "Entry")]
pub struct Goal {
    /// The change whose amount is sought. Of its own amount only the kind counts.
    pub change: Change,
    /// The result.
    pub result: GoalResult,
    /// The value that the result is to reach, in its unit.
    pub value: f64,
    /// Between which amounts to look.
    pub bracket: [f64; 2],
    /// How near the amount is to be.
    pub tolerance: f64,
}

/// A result of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalResult {
    /// The zone; the region, if there is none.
    pub zone: Option<ZoneId>,
    pub year: Year,
    /// The quantity. Of the region's compensation it is the imbalance.
    pub quantity: Quantity,
}

/// The outcome of seeking a goal.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The goal is reached.
    Reached(Solution),
    /// It is not.
    Not(NoSolution),
}

/// An amount at which the goal is reached.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Solution {
    pub amount: f64,
    /// The result there.
    pub result: f64,
    /// Between which amounts was looked.
    pub bracket: [f64; 2],
    /// How near the amount is.
    pub tolerance: f64,
    /// How many runs it took.
    pub runs: usize,
    /// Whether the result only rises or only falls over the bracket, as far as 33 points show. If
    /// not, there may be other solutions.
    pub is_monotone: bool,
    /// How often the result crosses the goal, as far as 33 points show. The solution is the crossing
    /// at the smallest amount.
    pub crossings: usize,
    /// At how many of the 33 points the run has no results.
    pub failed: usize,
}

/// Makes the case with a change.
type ChangedCase<'a> = dyn Fn(&Scenario) -> Result<Case, ScenarioError> + 'a;

impl GoalResult {
    /// The result in an assessment, if it has it.
    pub fn find_in(&self, assessment: &Assessment) -> Option<f64> {
        let Some(zone) = &self.zone else {
            let compensation = assessment.compensation.as_ref();
            return if self.quantity == Quantity::Compensation {
                let of_year = compensation.filter(|scheme| scheme.target == self.year)?;
                Some(of_year.imbalance.amount)
            } else {
                self.quantity.amount(&assessment.year(self.year)?.region)
            };
        };
        let zone_year = assessment.zone_year(zone, self.year)?;
        match self.quantity.value(zone_year)? {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }
}

impl Goal {
    /// How many amounts of the bracket are tried at first.
    pub const TRIED: usize = PARTS + 1;

    /// Looks for the amount: runs 33 amounts at equal distances, and closes in by Brent's method on
    /// the first pair of neighbours between which the goal lies. Amounts with which the run fails
    /// are passed over.
    ///
    /// # Errors
    ///
    /// [`GoalError`] if the bracket or the tolerance is impossible, the run does not have the result, or
    /// a run fails and the goal does not lie between any two of the others.
    pub fn seek(&self, base: &Case) -> Result<Outcome, GoalError> {
        self.seek_by(&|scenario| scenario.apply(base))
    }

    /// The same where `changed` is the case with a change.
    pub(crate) fn seek_by(&self, changed: &ChangedCase<'_>) -> Result<Outcome, GoalError> {
        self.check()?;
        let [low, high] = self.bracket;
        let mut runs = 0;
        let mut missed_by = |x: f64| {
            runs += 1;
            self.run_with(changed, x).map(|result| result - self.value)
        };
        // Neighbouring points that have results.
        let mut stretches: Vec<Vec<Point>> = vec![Vec::new()];
        let mut failures = Vec::new();
        for part in 0..=PARTS {
            let share = part as f64 / PARTS as f64;
            let x = low * (1.0 - share) + high * share;
            match (missed_by(x), stretches.last_mut()) {
                (Ok(y), Some(stretch)) => stretch.push(Point { x, y }),
                (Err(failure @ GoalError::Run { .. }), _) => {
                    failures.push(failure);
                    stretches.push(Vec::new());
                }
                (Err(error), _) => return Err(error),
                (Ok(_), None) => {}
            }
        }
        let steps = || stretches.iter().flat_map(|stretch| stretch.windows(2));
        let crossed = crossings(&stretches);
        let found = match crossed.first() {
            Some([zero, _]) if zero.y == 0.0 => *zero,
            Some(&[a, b]) => {
                let ends = root([a, b], self.tolerance, missed_by)?;
                if self.jumps([a, b], ends) {
                    return Ok(Outcome::Not(self.jump(ends)));
                }
                ends[0]
            }
            None => {
                let failed = failures.into_iter().next().map_or(Ok(()), Err);
                let points = stretches.concat();
                return failed.map(|()| Outcome::Not(self.out_of_reach(&points)));
            }
        };
        let rises = steps().all(|pair| pair[0].y <= pair[1].y);
        let falls = steps().all(|pair| pair[0].y >= pair[1].y);
        Ok(Outcome::Reached(Solution {
            amount: found.x,
            result: found.y + self.value,
            bracket: self.bracket,
            tolerance: self.tolerance,
            runs,
            is_monotone: rises || falls,
            crossings: crossed.len(),
            failed: failures.len(),
        }))
    }

    /// Checks, without a run, that a case has everything that the goal names.
    ///
    /// # Errors
    ///
    /// [`GoalError::NoResult`] for the result, [`GoalError::Change`] for what is changed.
    pub fn fits(&self, case: &Case) -> Result<(), GoalError> {
        self.change.fits(case).map_err(GoalError::Change)?;
        self.result_fits(case)
    }

    /// Checks, without a run, that a case has the result.
    pub(crate) fn result_fits(&self, case: &Case) -> Result<(), GoalError> {
        let sought = &self.result;
        let has_zone = |zone: &ZoneId| case.inputs.zones().iter().any(|known| known.id == *zone);
        let is_of_year = match case.scheme {
            Some(scheme) if sought.quantity.is_of_compensation() => sought.year == scheme.target,
            _ => case.inputs.years().any(|year| year == sought.year),
        };
        let is_of_region = sought.quantity == Quantity::Compensation
            || !sought.quantity.is_of_compensation()
                && ![Quantity::Ecc, Quantity::Esc].contains(&sought.quantity);
        let is_there = is_of_year
            && sought.zone.as_ref().map_or(is_of_region, has_zone)
            && case.quantities().contains(&sought.quantity);
        if is_there {
            Ok(())
        } else {
            Err(self.no_result())
        }
    }

    pub(super) fn check(&self) -> Result<(), GoalError> {
        let [low, high] = self.bracket;
        if !(low.is_finite() && high.is_finite() && low < high) {
            return Err(GoalError::Bracket(low, high));
        }
        let legal = |name, value: f64, is_legal: bool, legal| match is_legal {
            true => Ok(()),
            false => Err(GoalError::Number { name, value, legal }),
        };
        let (tolerance, value) = (self.tolerance, self.value);
        let is_legal = tolerance.is_finite() && tolerance > 0.0;
        legal("tolerance", tolerance, is_legal, "a number above 0")?;
        legal("value", value, value.is_finite(), "a number")
    }

    /// The result with an amount.
    fn run_with(&self, changed: &ChangedCase<'_>, amount: f64) -> Result<f64, GoalError> {
        let change = Change {
            amount: self.change.amount.with(amount),
            ..self.change.clone()
        };
        let (name, changes) = (String::new(), vec![change]);
        let scenario = Scenario { name, changes };
        let run = changed(&scenario).and_then(|case| Ok(case.run()?));
        let assessment = run.map_err(|error| GoalError::Run { amount, error })?;
        let result = self.result.find_in(&assessment);
        result.ok_or_else(|| self.no_result())
    }

    fn no_result(&self) -> GoalError {
        GoalError::NoResult {
            quantity: self.result.quantity.field_name().into_owned(),
            place: match &self.result.zone {
                Some(zone) => zone.to_string(),
                None => "the region".to_owned(),
            },
            year: self.result.year,
        }
    }

    /// Whether the result makes most of its change between two points within the tolerance.
    fn jumps(&self, points: [Point; 2], ends: [Point; 2]) -> bool {
        let [change, width] = [|p: Point| p.y, |p: Point| p.x]
            .map(|coordinate| [points, ends].map(|[a, b]| (coordinate(a) - coordinate(b)).abs()));
        ends[0].y != 0.0 && self.tolerance < FINE * width[0] && change[1] > JUMP * change[0]
    }

    fn jump(&self, ends: [Point; 2]) -> NoSolution {
        let [low, high] = match ends[0].y < ends[1].y {
            true => ends,
            false => [ends[1], ends[0]],
        };
        NoSolution::Jump {
            value: self.value,
            amount: ends[0].x,
            below: low.y + self.value,
            above: high.y + self.value,
        }
    }

    fn out_of_reach(&self, points: &[Point]) -> NoSolution {
        let results = || points.iter().map(|point| point.y + self.value);
        NoSolution::OutOfReach {
            value: self.value,
            bracket: self.bracket,
            lowest: results().fold(f64::INFINITY, f64::min),
            highest: results().fold(f64::NEG_INFINITY, f64::max),
        }
    }
}

/// The pairs of neighbours between which the result is the goal. A point that is the goal itself is
/// the first of its pair, also if it is the last of its stretch.
fn crossings(stretches: &[Vec<Point>]) -> Vec<[Point; 2]> {
    let mut crossed = Vec::new();
    for stretch in stretches {
        let ends = stretch.last().map(|last| [*last, *last]);
        let pairs = stretch.windows(2).map(|pair| [pair[0], pair[1]]);
        let crosses = |pair: &[Point; 2]| pair[0].y == 0.0 || pair[0].y * pair[1].y < 0.0;
        crossed.extend(pairs.chain(ends).filter(crosses));
    }
    crossed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_steep_slope_is_no_jump() {
        let goal = Goal {
            change: toml::from_str("input = 'energy'\nvalue = 0").unwrap(),
            result: GoalResult {
                zone: None,
                year: Year(2020),
                quantity: Quantity::Budget,
            },
            value: 100.0,
            bracket: [0.0, 32.0],
            tolerance: 1e-3,
        };
        let points = |[a, b]: [(f64, f64); 2]| [a, b].map(|(x, y)| Point { x, y });
        let (cell, ends) = ([(3.0, -1.0), (4.0, 9.0)], [(3.5, -1.0), (3.5005, 8.0)]);
        assert!(goal.jumps(points(cell), points(ends)));
        let NoSolution::Jump { below, above, .. } = goal.jump(points(ends)) else {
            unreachable!("a jump")
        };
        assert_eq!((below, above), (99.0, 108.0));
        let slope = [(3.5, -1.0), (3.5005, 2.0)];
        assert!(!goal.jumps(points(cell), points(slope)));
        let root = [(3.5, 0.0), (4.0, 9.0)];
        assert!(!goal.jumps(points(cell), points(root)));
    }
}

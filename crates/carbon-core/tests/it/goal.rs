//! Goal seeking on the region of two zones, by hand.

use crate::support::scenarios::{case, change, scenario};
use carbon_core::scenario::{Goal, GoalError, GoalResult, NoSolution, Outcome, Solution};
use carbon_core::{Quantity, Year, ZoneId};

fn goal(change_text: &str, quantity: Quantity, zone: Option<&str>) -> Goal {
    Goal {
        change: change(change_text),
        result: GoalResult {
            zone: zone.map(ZoneId::from),
            year: Year(2020),
            quantity,
        },
        value: 0.0,
        bracket: [0.0, 1.0],
        tolerance: 1e-9,
    }
}

fn solution(goal: &Goal) -> Solution {
    let solution = match goal.seek(&case()).expect("an outcome") {
        Outcome::Reached(solution) => Some(solution),
        Outcome::Not(_) => None,
    };
    solution.expect("a solution")
}

#[test]
fn goals_by_hand() {
    // The region emits 2 · 125 + 0.5 · 300 = 400; its 40 ha of forest are to absorb all but 15 of it.
    let lambda = Goal {
        bracket: [-20.0, -1.0],
        ..goal(
            "input = 'lambda'\nclass = 'forest'\nvalue = 0",
            Quantity::Budget,
            None,
        )
    };
    let found = solution(&lambda);
    assert!((found.amount + 385.0 / 40.0).abs() <= 1e-9, "{found:?}");
    assert!(
        found.is_monotone && found.crossings == 1 && found.runs < 45,
        "{found:?}"
    );
    // Energy of zone a at which its budget is 66.5: 2 e + 50 − 35.
    let energy = Goal {
        value: 66.5,
        bracket: [0.0, 100.0],
        ..goal(
            "input = 'energy'\nvalue = 0\nzones = ['a']",
            Quantity::Budget,
            Some("a"),
        )
    };
    assert!((solution(&energy).amount - 25.75).abs() <= 1e-9);
    // Land to move from water to forest, half a tonne a hectare: the region absorbs 60 instead of 55.
    let land = Goal {
        value: 60.0,
        ..goal(
            "input = 'land'\nfrom = 'water'\nto = 'forest'\nrelative = 0",
            Quantity::Absorption,
            None,
        )
    };
    assert!((solution(&land).amount - 5.0 / 15.0).abs() <= 1e-9);
    // The price at which a pays twice what it pays.
    let paid = case().run().unwrap().compensation.unwrap().zones[0]
        .compensation
        .amount;
    let price = Goal {
        value: 2.0 * paid,
        bracket: [0.0, 1000.0],
        ..goal(
            "input = 'price'\nvalue = 0",
            Quantity::Compensation,
            Some("a"),
        )
    };
    assert!((solution(&price).amount - 2.0 * 96.217_2).abs() < 1e-2);
}

/// More than all of the water cannot be moved: 22 of the 33 amounts from 0 to 3 are above 1.
#[test]
fn a_goal_that_lies_before_runs_that_fail_is_reached() {
    let land = Goal {
        value: 60.0,
        bracket: [0.0, 3.0],
        ..goal(
            "input = 'land'\nfrom = 'water'\nto = 'forest'\nrelative = 0",
            Quantity::Absorption,
            None,
        )
    };
    let found = solution(&land);
    assert!((found.amount - 5.0 / 15.0).abs() <= 1e-9, "{found:?}");
    assert_eq!((found.failed, found.crossings), (22, 1), "{found:?}");
    assert!(found.is_monotone, "{found:?}");
}

#[test]
fn goals_out_of_reach() {
    let energy = "input = 'energy'\nrelative = 0";
    let out = Goal {
        value: 1000.0,
        ..goal(energy, Quantity::Budget, None)
    };
    let Outcome::Not(reason) = out.seek(&case()).unwrap() else {
        panic!("reached");
    };
    assert!(
        matches!(reason, NoSolution::OutOfReach { lowest, highest, .. }
            if (lowest, highest) == (345.0, 595.0)),
        "{reason}"
    );
    // The region absorbs 15 + 40 |λ|, and 15 where λ of forest is positive: never 14.
    let lambda = Goal {
        value: 14.0,
        bracket: [-1.0, 1.0],
        ..goal(
            "input = 'lambda'\nclass = 'forest'\nvalue = 0",
            Quantity::Absorption,
            None,
        )
    };
    assert!(matches!(
        lambda.seek(&case()),
        Ok(Outcome::Not(NoSolution::OutOfReach { .. }))
    ));
}

/// With the GDP of a zone its own payment falls and that of the other rises: their sum turns round.
#[test]
fn a_result_that_turns_round_is_told() {
    let gdp = Goal {
        bracket: [0.01, 2000.0],
        ..goal(
            "input = 'gdp'\nvalue = 0\nzones = ['b']\nyears = [2020]",
            Quantity::Compensation,
            None,
        )
    };
    let at = |value: f64| {
        let text = format!("input = 'gdp'\nvalue = {value}\nzones = ['b']\nyears = [2020]");
        let run = scenario(&[&text]).apply(&case()).unwrap().run().unwrap();
        gdp.result.find_in(&run).unwrap()
    };
    let found = solution(&gdp);
    assert!(
        at(found.amount - 0.1) * at(found.amount + 0.1) < 0.0,
        "{found:?}"
    );
    assert!(!found.is_monotone, "{found:?}");
}

#[test]
fn what_is_no_goal_is_said() {
    let base = goal("input = 'energy'\nrelative = 0", Quantity::Budget, None);
    let told = |goal: Goal| goal.seek(&case()).unwrap_err().to_string();
    assert!(
        told(Goal {
            bracket: [1.0, 1.0],
            ..base.clone()
        })
        .contains("bracket from 1 to 1")
    );
    assert!(
        told(Goal {
            tolerance: 0.0,
            ..base.clone()
        })
        .contains("the tolerance is 0")
    );
    let unknown = Goal {
        result: GoalResult {
            year: Year(2000),
            ..base.result.clone()
        },
        ..base.clone()
    };
    assert!(told(unknown).contains("no budget_t of the region in 2000"));
    let failing = Goal {
        bracket: [-2.0, 0.0],
        ..base
    };
    let error = failing.seek(&case()).unwrap_err();
    assert!(
        matches!(error, GoalError::Run { amount: -2.0, .. }),
        "{error}"
    );
}

use carbon_core::transition_absorption::by_transition;
use carbon_core::{Coefficients, Hectares, LedgerClass, TransitionRow, Year, ZoneYear, ZoningRule};

use crate::analysis::jiangxi;
use crate::analysis::oracle::{assert_close, number, rows};

const EXPECTED: &str = include_str!("../../../../../fixtures/oracle/analysis/transitions.csv");

fn paper() -> Coefficients {
    Coefficients::preset("paper-2024").expect("the preset")
}

#[test]
fn terms_agree_with_hectares_times_the_difference_of_coefficients() {
    let expected = rows(EXPECTED);
    let transitions = expected.iter().map(|row| TransitionRow {
        zone: row["zone"].into(),
        name: String::new(),
        from_label: "2010".into(),
        to_label: "2020".into(),
        from: row["from"].parse().expect("a class"),
        to: row["to"].parse().expect("a class"),
        hectares: Hectares(number(row["hectares"])),
    });
    let changes = by_transition(&transitions.collect::<Vec<_>>(), &paper()).unwrap();
    assert_eq!(changes.len(), 3);
    let terms = changes.iter().flat_map(|change| &change.terms);
    let moved = expected.iter().filter(|row| row["from"] != row["to"]);
    for (term, row) in terms.zip(moved) {
        assert_eq!(term.from.to_string(), row["from"]);
        assert_close(term.change.amount, number(row["change_t"]), 1e-14);
    }
    for change in changes {
        let sum: f64 = change.terms.iter().map(|term| term.change.amount).sum();
        assert_close(sum, change.after.amount - change.before.amount, 1e-12);
    }
}

/// A zone's classes, and what of its area is of none.
fn ledger(zone: &ZoneYear) -> Vec<(LedgerClass, f64)> {
    let account = &zone.account;
    let classified: f64 = account.land.iter().map(|(_, hectares)| hectares.0).sum();
    let rest = (LedgerClass::NoData, account.area.0 - classified);
    let land = account.land.iter().cloned();
    let classes = land.map(|(class, hectares)| (LedgerClass::Class(class), hectares.0));
    classes.chain([rest]).collect()
}

/// Transitions that lead from the land of one year to that of the other: each class gives to all
/// in proportion.
fn transitions(before: &ZoneYear, after: &ZoneYear) -> Vec<TransitionRow> {
    let mut rows = Vec::new();
    for (from, left) in ledger(before) {
        for (to, joined) in ledger(after) {
            rows.push(TransitionRow {
                zone: before.zone.id.clone(),
                name: before.zone.name.clone(),
                from_label: before.year.to_string(),
                to_label: after.year.to_string(),
                from: from.clone(),
                to,
                hectares: Hectares(left * joined / after.account.area.0),
            });
        }
    }
    rows
}

#[test]
fn the_cities_close_to_the_difference_of_their_accounts() {
    let assessment = jiangxi::assessment(&ZoningRule::default());
    let of_year = |year| &assessment.year(Year(year)).expect("a year").zones;
    for (before, after) in of_year(2010).iter().zip(of_year(2020)) {
        let change = &by_transition(&transitions(before, after), &paper()).unwrap()[0];
        let [one, other] = [&before.account, &after.account].map(|zone| zone.absorption.amount);
        assert_close(change.before.amount, one, 1e-12);
        // The areas of a city differ by rounding from year to year.
        let area = before.account.area.0 / after.account.area.0;
        assert!((area - 1.0).abs() < 1e-6);
        assert_close(change.after.amount, other * area, 1e-12);
        let sum: f64 = change.terms.iter().map(|term| term.change.amount).sum();
        let difference = change.after.amount - change.before.amount;
        assert!((sum - difference).abs() <= 1e-12 * one);
        assert!(change.unclassified.amount != 0.0);
    }
}

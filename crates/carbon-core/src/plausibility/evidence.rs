//! Which powers of ten explain deviations from the expected best.

use super::panel::{COLUMNS, Row};

/// By which power of ten each variable is too large; 0 where it is right.
pub(super) type Slips = [i32; COLUMNS.len()];

/// Powers of ten that are tried.
const LARGEST: i32 = 9;

/// From so many times its spread on, a deviation counts in proportion, not by its square: a value
/// that is odd for another reason must not be explained away.
const ROBUST: f64 = 2.0;

/// What one slip must explain. One deviation of 3.5 times its spread is not enough, two are.
const PENALTY: f64 = 5.0;

/// The same for one slip in all variables.
const PENALTY_OF_ALL: f64 = 7.5;

/// A number that is expected to lie within a range.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evidence {
    /// The variable that it rises with.
    pub plus: usize,
    /// The variable that it falls with.
    pub minus: Option<usize>,
    pub value: f64,
    /// From where to where it is expected.
    pub range: [f64; 2],
    /// How far from there it usually is.
    pub spread: f64,
}

impl Evidence {
    /// How unlikely the number is after the slips are mended.
    fn cost(&self, slips: &Slips) -> f64 {
        let shift = slips[self.plus] - self.minus.map_or(0, |minus| slips[minus]);
        let value = self.value - f64::from(shift);
        let [low, high] = self.range;
        let away = (value - value.clamp(low, high)).abs() / self.spread;
        match away <= ROBUST {
            true => away * away / 2.0,
            false => ROBUST * (away - ROBUST / 2.0),
        }
    }
}

/// The slips that explain some evidence best, if any does; and by how much the evidence becomes more
/// likely.
#[derive(Debug, Clone, Copy)]
pub(super) struct Explanation {
    pub slips: Slips,
    pub gain: f64,
}

/// The best explanation with slips in at most so many variables, or in all. `years` is how many years
/// the evidence is of.
pub(super) fn explain(
    evidence: &[Evidence],
    given: &[usize],
    most: usize,
    years: usize,
) -> Option<Explanation> {
    let cost = |slips: &Slips| evidence.iter().map(|one| one.cost(slips)).sum::<f64>();
    let untouched = cost(&Slips::default());
    let weight = years as f64;
    if untouched <= PENALTY * weight {
        return None;
    }
    let mut best = (untouched, Slips::default());
    let mut try_out = |slips: Slips, penalty: f64| {
        let odd = slips.iter().map(|power| oddness(*power)).sum::<f64>();
        let cost = cost(&slips) + penalty * weight + odd;
        if cost < best.0 {
            best = (cost, slips);
        }
    };
    if given.len() > 1 {
        for power in powers() {
            let mut slips = Slips::default();
            given.iter().for_each(|column| slips[*column] = power);
            try_out(slips, PENALTY_OF_ALL);
        }
    }
    for_each_choice(given, most, &mut Slips::default(), &mut |slips, number| {
        try_out(*slips, PENALTY * number as f64);
    });
    let (cost, slips) = best;
    (cost < untouched).then_some(Explanation {
        slips,
        gain: untouched - cost,
    })
}

/// All choices of powers for up to `most` of some variables, and in how many of them there is a slip.
fn for_each_choice(
    columns: &[usize],
    most: usize,
    slips: &mut Slips,
    visit: &mut impl FnMut(&Slips, usize),
) {
    let chosen = slips.iter().filter(|power| **power != 0).count();
    if chosen > 0 {
        visit(slips, chosen);
    }
    if chosen == most {
        return;
    }
    for (position, column) in columns.iter().enumerate() {
        for power in powers() {
            slips[*column] = power;
            for_each_choice(&columns[position + 1..], most, slips, visit);
        }
        slips[*column] = 0;
    }
}

fn powers() -> impl Iterator<Item = i32> {
    (-LARGEST..=LARGEST).filter(|power| *power != 0)
}

/// What speaks against a power of ten: units differ by 万 and 亿, by thousands and millions, a point slips by one digit, and less is
/// likelier than more. Small, so that it decides between two that explain almost the same.
fn oddness(power: i32) -> f64 {
    let of_kind = match power.abs() {
        0 | 4 | 8 => 0.0,
        1 | 3 | 6 => 0.1,
        _ => 1.0,
    };
    of_kind + 0.2 * f64::from(power.abs())
}

/// The row with its slips mended.
pub(super) fn mend(row: &mut Row, slips: &Slips) {
    for (value, power) in row.iter_mut().zip(slips) {
        if let Some(value) = value {
            *value -= f64::from(*power);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(plus: usize, minus: Option<usize>, value: f64) -> Evidence {
        Evidence {
            plus,
            minus,
            value,
            range: [0.0, 0.0],
            spread: 0.3,
        }
    }

    #[test]
    fn the_slip_that_all_evidence_shares_is_found() {
        // Persons in 万人: both ratios per person are 10,000 times too large, the third is right.
        let all = [
            evidence(1, Some(0), 4.1),
            evidence(3, Some(0), 3.8),
            evidence(3, Some(1), -0.2),
        ];
        let found = explain(&all, &[0, 1, 3], 2, 1).unwrap();
        assert_eq!(found.slips, [-4, 0, 0, 0, 0]);
        assert!(explain(&all[2..], &[0, 1, 3], 2, 1).is_none());
    }

    #[test]
    fn every_choice_of_powers_is_tried_once() {
        let mut seen = std::collections::BTreeSet::new();
        let mut visits = 0;
        for_each_choice(&[0, 2, 3], 2, &mut Slips::default(), &mut |slips, _| {
            visits += 1;
            seen.insert(*slips);
        });
        // 3 · 18 with one slip, 3 · 18² with two.
        assert_eq!((visits, seen.len()), (1026, 1026));
    }
}

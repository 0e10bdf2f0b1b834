//! How far two zonings of the same zones agree.

use bilingual::Bilingual;
use serde::Serialize;

use crate::region::ZoneId;

/// Two zonings held against each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agreement {
    /// The classes of the first zoning, in the order in which they occur.
    pub first: Vec<String>,
    /// The classes of the second zoning, in the order in which they occur.
    pub second: Vec<String>,
    /// How many zones are of class i in the first and of class j in the second.
    pub counts: Vec<Vec<usize>>,
    /// The adjusted Rand index: 1 where both part the zones in the same way whatever the classes
    /// are called, 0 on average where one is shuffled, below 0 where they agree less than that.
    pub adjusted_rand: f64,
    /// The zones that the zonings put into different classes, in the order of the zones.
    pub differing: Vec<Difference>,
}

/// A zone that two zonings put into different classes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    pub zone: ZoneId,
    /// Its class in the first zoning.
    pub first: String,
    /// Its class in the second zoning.
    pub second: String,
}

/// Which classes of two zonings mean the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matching {
    /// Those of the same name, as of two rules for the same functional zones.
    Name,
    /// To each class of the second zoning belongs the class of the first with which it shares most
    /// zones (of several, the one that occurs first), as for clusters, whose numbers mean nothing.
    /// Several may belong to one.
    Majority,
}

/// Zonings that cannot be held against each other.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
pub enum AgreementError {
    /// Not one class for each zone.
    #[en(
        "there are {zones} zones, but {first} classes of the first zoning and {second} of the \
         second; give each zone one of either"
    )]
    #[zh(
        "共有 {zones} 个区域，但第一套分区有 {first} 个类别值，第二套有 {second} 个；请为每个区域在两套分区中各给一个"
    )]
    Length {
        /// How many zones there are.
        zones: usize,
        /// How many classes the first zoning has.
        first: usize,
        /// How many classes the second zoning has.
        second: usize,
    },
    /// Fewer than two zones.
    #[en("there are {0} zones; an agreement is about pairs of them, so it needs at least 2")]
    #[zh("只有 {0} 个区域；一致性按区域两两比较，至少需要 2 个")]
    TooFewZones(usize),
}

/// Holds two zonings of the same zones against each other.
///
/// The adjusted Rand index is (Σ_ij C(n_ij) − E) / (½ (Σ_i C(a_i) + Σ_j C(b_j)) − E) with
/// C(n) = n (n − 1) / 2, n_ij the counts, a_i and b_j their sums, and E = Σ_i C(a_i) Σ_j C(b_j) /
/// C(n). Where both zonings are one class or both are all single zones, it is 1.
///
/// Source: Hubert & Arabie 1985, Journal of Classification 2, 193–218.
///
/// # Errors
///
/// [`AgreementError`] if the lists differ in length or there are fewer than two zones.
///
/// ```
/// use carbon_core::agreement::{Matching, agreement};
///
/// let zones = ["a", "b", "c", "d"].map(Into::into);
/// let clusters = agreement(&zones, &["x", "x", "y", "y"], &["1", "1", "0", "0"], Matching::Majority)?;
/// assert_eq!((clusters.adjusted_rand, clusters.differing.len()), (1.0, 0));
/// # Ok::<(), carbon_core::agreement::AgreementError>(())
/// ```
pub fn agreement<A: AsRef<str>, B: AsRef<str>>(
    zones: &[ZoneId],
    first: &[A],
    second: &[B],
    matching: Matching,
) -> Result<Agreement, AgreementError> {
    if first.len() != zones.len() || second.len() != zones.len() {
        return Err(AgreementError::Length {
            zones: zones.len(),
            first: first.len(),
            second: second.len(),
        });
    }
    if zones.len() < 2 {
        return Err(AgreementError::TooFewZones(zones.len()));
    }
    let (names, rows) = classes(first);
    let (others, columns) = classes(second);
    let mut counts = vec![vec![0; others.len()]; names.len()];
    for (&row, &column) in rows.iter().zip(&columns) {
        counts[row][column] += 1;
    }
    let counterpart = |column: usize| match matching {
        Matching::Name => names.iter().position(|name| *name == others[column]),
        Matching::Majority => majority(&counts, column),
    };
    let counterparts: Vec<_> = (0..others.len()).map(counterpart).collect();
    let differs = |place: &usize| counterparts[columns[*place]] != Some(rows[*place]);
    let difference = |place: usize| Difference {
        zone: zones[place].clone(),
        first: names[rows[place]].clone(),
        second: others[columns[place]].clone(),
    };
    let differing = (0..zones.len()).filter(differs).map(difference).collect();
    Ok(Agreement {
        adjusted_rand: adjusted_rand(&counts),
        first: names,
        second: others,
        counts,
        differing,
    })
}

/// The distinct classes in the order in which they occur, and the place of each zone's among them.
fn classes<T: AsRef<str>>(of_zones: &[T]) -> (Vec<String>, Vec<usize>) {
    let mut names: Vec<String> = Vec::new();
    let mut place = |class: &str| {
        let known = names.iter().position(|name| name == class);
        known.unwrap_or_else(|| {
            names.push(class.to_owned());
            names.len() - 1
        })
    };
    let places = of_zones.iter().map(|class| place(class.as_ref())).collect();
    (names, places)
}

/// The row with the most zones of a column, the first of several.
fn majority(counts: &[Vec<usize>], column: usize) -> Option<usize> {
    (0..counts.len())
        .rev()
        .max_by_key(|&row| counts[row][column])
}

fn adjusted_rand(counts: &[Vec<usize>]) -> f64 {
    let pairs = |number: usize| (number * number.saturating_sub(1) / 2) as f64;
    let columns = counts.first().map_or(0, Vec::len);
    let of_column = |column: usize| counts.iter().map(|row| row[column]).sum();
    let together: f64 = counts.iter().flatten().copied().map(pairs).sum();
    let first: f64 = counts.iter().map(|row| pairs(row.iter().sum())).sum();
    let second: f64 = (0..columns).map(|column| pairs(of_column(column))).sum();
    let all = pairs(counts.iter().flatten().sum());
    let expected = first * second / all;
    let largest = (first + second) / 2.0;
    if largest == expected {
        1.0
    } else {
        (together - expected) / (largest - expected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zones(number: usize) -> Vec<ZoneId> {
        (0..number)
            .map(|index| format!("z{index}").into())
            .collect()
    }

    #[test]
    fn the_textbook_case() {
        // Pairs together in both 2, in the first 4, in the second 3, of 10.
        let (first, second) = (["a", "a", "a", "b", "b"], ["x", "x", "y", "y", "y"]);
        let found = agreement(&zones(5), &first, &second, Matching::Majority).unwrap();
        assert_eq!(found.counts, [[2, 1], [0, 2]]);
        let expected = 4.0 * 4.0 / 10.0;
        assert_eq!(found.adjusted_rand, (2.0 - expected) / (4.0 - expected));
        let differing: Vec<_> = found
            .differing
            .iter()
            .map(|found| found.zone.as_str())
            .collect();
        assert_eq!(differing, ["z2"]);
    }

    #[test]
    fn the_same_names_are_held_against_each_other() {
        let found = agreement(
            &zones(3),
            &["sink", "total", "sink"],
            &["total", "total", "other"],
            Matching::Name,
        );
        let found = found.unwrap();
        assert_eq!(found.differing.len(), 2);
        let last = &found.differing[1];
        assert_eq!(
            (last.first.as_str(), last.second.as_str()),
            ("sink", "other")
        );
    }

    #[test]
    fn trivial_partitions_agree_and_opposites_do_not() {
        let index = |first: [&str; 3], second: [&str; 3]| {
            let found = agreement(&zones(3), &first, &second, Matching::Majority);
            found.unwrap().adjusted_rand
        };
        assert_eq!(index(["a"; 3], ["b"; 3]), 1.0);
        assert_eq!(index(["a", "b", "c"], ["c", "a", "b"]), 1.0);
        assert_eq!(index(["a"; 3], ["a", "b", "c"]), 0.0);
    }

    #[test]
    fn lists_of_other_lengths_are_errors() {
        let short = agreement(&zones(2), &["a"], &["b", "b"], Matching::Name);
        assert!(matches!(
            short,
            Err(AgreementError::Length { first: 1, .. })
        ));
        let one = agreement(&zones(1), &["a"], &["b"], Matching::Name);
        assert_eq!(one, Err(AgreementError::TooFewZones(1)));
    }
}

//! Clusters of one year recognised in the next, and what sets each apart.

use std::collections::BTreeMap;

use serde::Serialize;

use super::clusters::cluster_id;
use super::{Evidence, ZoningYear};
use crate::analysis::clustering::squared_distance;

/// How far above or below the mean of the zones, in standard deviations, a cluster must be to be
/// called high or low.
const SET_APART: f64 = 0.5;

/// What sets a cluster apart, over all years in which there is one of its number.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Profile {
    /// The class of its zones.
    pub id: String,
    /// The indicators in which it is high (`true`) or low, as fields, the most extreme first.
    pub marked: Vec<(String, bool)>,
}

/// Gives clusters of several years that resemble each other one number, and says what sets them
/// apart.
///
/// Of all pairs of a cluster and a number that an earlier year has, the nearest by the centres takes
/// the number, then the nearest of the rest, and so on. What is left gets new numbers.
pub(super) fn recognise(years: &mut [ZoningYear]) -> Vec<Profile> {
    let mut latest: Vec<Vec<f64>> = Vec::new();
    let mut all: BTreeMap<usize, Vec<Vec<f64>>> = BTreeMap::new();
    let mut indicators = Vec::new();
    for annual in years {
        let Evidence::Clusters(clustered) = &annual.evidence else {
            continue;
        };
        let numbers = take_numbers(&clustered.centres, &latest);
        for (number, centre) in numbers.iter().zip(&clustered.centres) {
            latest.resize(latest.len().max(number + 1), Vec::new());
            latest[*number].clone_from(centre);
            all.entry(*number).or_default().push(centre.clone());
        }
        indicators.clone_from(&clustered.indicators);
        renumber(annual, &numbers);
    }
    let profile = |(number, centres): (&usize, &Vec<Vec<f64>>)| Profile {
        id: cluster_id(*number),
        marked: marked(&indicators, centres),
    };
    all.iter().map(profile).collect()
}

/// The number of each cluster.
fn take_numbers(centres: &[Vec<f64>], latest: &[Vec<f64>]) -> Vec<usize> {
    let mut pairs = Vec::new();
    for (cluster, centre) in centres.iter().enumerate() {
        for (number, known) in latest.iter().enumerate() {
            pairs.push((squared_distance(centre, known), cluster, number));
        }
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut found = vec![None; centres.len()];
    let mut is_taken = vec![false; latest.len()];
    for (_, cluster, number) in pairs {
        if found[cluster].is_none() && !is_taken[number] {
            found[cluster] = Some(number);
            is_taken[number] = true;
        }
    }
    let mut new = latest.len();
    let mut next_new = || {
        new += 1;
        new - 1
    };
    let numbers = found.into_iter();
    numbers
        .map(|number| number.unwrap_or_else(&mut next_new))
        .collect()
}

fn renumber(annual: &mut ZoningYear, numbers: &[usize]) {
    let ids: BTreeMap<String, String> = numbers
        .iter()
        .enumerate()
        .map(|(cluster, number)| (cluster_id(cluster), cluster_id(*number)))
        .collect();
    for class in annual.zones.iter_mut().flatten() {
        if let Some(id) = ids.get(&class.id) {
            class.id.clone_from(id);
        }
    }
}

/// The indicators in which the mean of centres is high or low.
fn marked(indicators: &[String], centres: &[Vec<f64>]) -> Vec<(String, bool)> {
    let mean = |place: usize| -> f64 {
        let sum: f64 = centres.iter().map(|centre| centre[place]).sum();
        sum / centres.len() as f64
    };
    let means = indicators.iter().enumerate();
    let means = means.map(|(place, indicator)| (indicator, mean(place)));
    let mut marked: Vec<_> = means.filter(|(_, mean)| mean.abs() >= SET_APART).collect();
    marked.sort_by(|(_, a), (_, b)| b.abs().total_cmp(&a.abs()));
    let marked = marked.into_iter();
    marked
        .map(|(indicator, mean)| (indicator.clone(), mean > 0.0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::clustering::Silhouette;
    use crate::analysis::zonings::{Class, Clustered};
    use crate::units::Year;

    fn year(year: i32, centres: &[[f64; 2]], clusters: &[usize]) -> ZoningYear {
        let class = |cluster: &usize| {
            Some(Class {
                id: cluster_id(*cluster),
                reason: String::new(),
            })
        };
        ZoningYear {
            year: Year(year),
            zones: clusters.iter().map(class).collect(),
            evidence: Evidence::Clusters(Clustered {
                indicators: vec!["ecc".to_owned(), "intensity".to_owned()],
                number: centres.len(),
                suggested: centres.len(),
                scores: Vec::new(),
                silhouette: Silhouette {
                    zones: Vec::new(),
                    mean: 0.0,
                },
                centres: centres.iter().map(|centre| centre.to_vec()).collect(),
            }),
        }
    }

    fn ids(annual: &ZoningYear) -> Vec<&str> {
        let classes = annual.zones.iter().flatten();
        classes.map(|class| &*class.id).collect()
    }

    /// The clusters of the second year are those of the first in another order, and a third one
    /// that is like neither.
    #[test]
    fn a_cluster_keeps_its_number_while_it_stays_where_it_is() {
        let mut years = [
            year(2010, &[[1.0, -1.0], [-1.0, 1.0]], &[0, 0, 1]),
            year(2020, &[[-1.1, 0.9], [0.0, 0.1], [0.9, -1.2]], &[2, 1, 0]),
        ];
        let profiles = recognise(&mut years);
        assert_eq!(ids(&years[0]), ["cluster-1", "cluster-1", "cluster-2"]);
        assert_eq!(ids(&years[1]), ["cluster-1", "cluster-3", "cluster-2"]);
        // Means of 1.0 and 0.9, and of −1.0 and −1.2.
        let [first, second, third] = &profiles[..] else {
            panic!("three profiles, not {profiles:?}")
        };
        let mark = |name: &str, is_high| (name.to_owned(), is_high);
        assert_eq!(first.marked, [mark("intensity", false), mark("ecc", true)]);
        assert_eq!(second.marked, [mark("ecc", false), mark("intensity", true)]);
        assert!(third.marked.is_empty());
    }
}

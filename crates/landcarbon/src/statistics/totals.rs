//! Rows that are totals of the region although the project does not name their id.

use std::collections::{BTreeMap, BTreeSet};

use carbon_core::levels::Hierarchy;
use carbon_core::{Listed, Observation, Subject, Variable, Year, ZoneId};

use super::Statistics;

/// What people call the row that adds up the others.
const NAMES: [&str; 15] = [
    "全省", "全区", "全市", "全州", "全县", "全国", "合计", "总计", "总和", "汇总", "total",
    "totals", "sum", "region", "all",
];

/// Two figures for one quantity may differ by this share of the larger, as everywhere.
const TOLERANCE: f64 = 0.005;

/// Takes out the rows that are a total of the region: their zone is none of the boundaries, and it is called a total or all of its
/// values are the sums of the zones. They are only compared with the sums. Returns a warning for each that differs.
pub(crate) fn take_totals(statistics: &mut Statistics, hierarchy: &Hierarchy) -> Vec<String> {
    let sums = sums_of_zones(&statistics.observations, hierarchy);
    let mut comparisons: BTreeMap<ZoneId, Vec<Comparison>> = BTreeMap::new();
    let mut called_totals = BTreeSet::new();
    let mut unused = BTreeSet::new();
    for (observation, row) in statistics.observations.iter().zip(&statistics.rows) {
        let Some(id) = unknown_zone(observation, hierarchy) else {
            continue;
        };
        if is_name_of_total(id.as_str()) || is_name_of_total(&row.name) {
            called_totals.insert(id.clone());
        }
        let compared = comparisons.entry(id.clone()).or_default();
        let key = (observation.statistic.variable(), observation.year);
        if key.0 == Variable::Absorption {
            unused.insert(id.clone());
        }
        if let Some(sum) = sums.get(&key) {
            compared.push(Comparison {
                variable: key.0,
                year: key.1,
                given: observation.statistic.value(),
                sum: *sum,
            });
        }
    }
    comparisons.retain(|id, compared| {
        let all_agree = !compared.is_empty() && !compared.iter().any(Comparison::differs);
        called_totals.contains(id) || all_agree
    });
    let mut rows = std::mem::take(&mut statistics.rows).into_iter();
    statistics.observations.retain(|observation| {
        let row = rows.next();
        let is_kept = match &observation.subject {
            Subject::Zone(id) => !comparisons.contains_key(id),
            Subject::Region => true,
        };
        statistics.rows.extend(row.filter(|_| is_kept));
        is_kept
    });
    comparisons
        .iter()
        .filter_map(|(id, compared)| warning(id, compared, unused.contains(id)))
        .collect()
}

/// A total that is given, beside the sum of the zones.
struct Comparison {
    variable: Variable,
    year: Year,
    given: f64,
    sum: f64,
}

impl Comparison {
    fn differs(&self) -> bool {
        (self.given - self.sum).abs() > TOLERANCE * self.given.max(self.sum)
    }
}

fn warning(id: &ZoneId, compared: &[Comparison], has_absorption: bool) -> Option<String> {
    let differing = compared.iter().filter(|comparison| comparison.differs());
    let mut found: Vec<String> = differing
        .map(|Comparison { variable, year, given, sum }| {
            let percent = (given / sum - 1.0) * 100.0;
            format!(
                "{variable} of {year} is {given:.0} {}, but the zones add up to {sum:.0} ({percent:+.1} %)",
                variable.unit()
            )
        })
        .collect();
    if has_absorption {
        found.push("their absorption is not used".to_owned());
    }
    (!found.is_empty()).then(|| {
        format!(
            "the rows of \"{id}\" are taken for totals of the region, and compared only: {}; `region = \"{id}\"` under [statistics] would have them replace the sums",
            Listed(found)
        )
    })
}

/// Whether a zone is called a total; yearbooks write 合　计.
pub(crate) fn is_name_of_total(name: &str) -> bool {
    let name: String = name.split_whitespace().collect();
    NAMES.iter().any(|total| total.eq_ignore_ascii_case(&name))
}

fn unknown_zone<'a>(observation: &'a Observation, hierarchy: &Hierarchy) -> Option<&'a ZoneId> {
    match &observation.subject {
        Subject::Zone(id) if hierarchy.place(id).is_none() => Some(id),
        _ => None,
    }
}

/// The sum of each variable in each year over the zones of the lowest level that all have it.
fn sums_of_zones(
    observations: &[Observation],
    hierarchy: &Hierarchy,
) -> BTreeMap<(Variable, Year), f64> {
    let mut sums: BTreeMap<(usize, Variable, Year), (usize, f64)> = BTreeMap::new();
    for observation in observations {
        let Subject::Zone(id) = &observation.subject else {
            continue;
        };
        let variable = observation.statistic.variable();
        let is_amount = !matches!(variable, Variable::EnergyIntensity | Variable::Absorption);
        if let Some((level, _)) = hierarchy.place(id).filter(|_| is_amount) {
            let sum = sums.entry((level, variable, observation.year)).or_default();
            *sum = (sum.0 + 1, sum.1 + observation.statistic.value());
        }
    }
    let mut lowest = BTreeMap::new();
    for ((level, variable, year), (number, sum)) in sums {
        if number == hierarchy.levels()[level].zones.len() {
            lowest.entry((variable, year)).or_insert(sum);
        }
    }
    lowest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_known_by_their_names() {
        for name in ["全省", "合　计", "总 计", "Total", "REGION"] {
            assert!(is_name_of_total(name), "{name}");
        }
        assert!(!is_name_of_total("南昌市") && !is_name_of_total(""));
    }
}

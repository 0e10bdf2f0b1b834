//! Whose a row of statistics is: zones by code or by name, as tables write them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use carbon_core::{Subject, ZoneId};

use super::Statistics;
use super::heading::plain;
use super::problem::TableProblem;
use crate::files::Table;

/// Ends of names that tables leave out.
const ENDS: [&str; 16] = [
    "壮族自治区",
    "回族自治区",
    "维吾尔自治区",
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "地区",
    "省",
    "市",
    "盟",
    "县",
    "区",
    "prefecture",
    "city",
    "county",
];

/// Zones that have been renamed or got another code.
#[derive(Debug, Clone)]
pub(crate) struct Changes(Vec<Change>);

/// A line of `changes.csv`: a code or a name, and that which took its place.
#[derive(Debug, Clone, serde::Deserialize)]
struct Change {
    from: String,
    to: String,
}

impl Changes {
    /// The changes that the program knows, after those of the user.
    ///
    /// # Errors
    /// The user's table cannot be read.
    pub(crate) fn read(path: Option<&Path>) -> Result<Self> {
        let mut changes = Vec::new();
        if let Some(path) = path {
            let bytes = landuse_ingest::files::read(path)
                .with_context(|| format!("cannot read the changes of zones {}", path.display()))?;
            let table = Table::from_bytes(&bytes, &["from", "to"], &[])
                .with_context(|| format!("changes of zones {}", path.display()))?;
            for row in table.rows() {
                let [from, to] = ["from", "to"].map(|column| row.key(column));
                changes.push(Change {
                    from: from?.to_owned(),
                    to: to?.to_owned(),
                });
            }
        }
        let mut known = csv::Reader::from_reader(include_str!("changes.csv").as_bytes());
        for change in known.deserialize() {
            changes.push(change?);
        }
        Ok(Self(changes))
    }

    /// What took the place of a code or a name.
    fn find(&self, label: &str) -> Option<&str> {
        let found = self.0.iter().find(|change| change.from == label);
        found.map(|change| change.to.as_str())
    }
}

/// Gives statistics the ids of the zones that they name, where their labels are no ids. Returns a sentence for those that were matched
/// otherwise than by an id.
///
/// # Errors
/// A label fits several zones.
pub(crate) fn match_zones(
    statistics: &mut Statistics,
    zones: &[(String, String)],
    changes: &Changes,
) -> Result<Vec<String>> {
    let labels = Labels::new(zones, changes);
    let (mut ids, mut told) = (BTreeMap::new(), Vec::new());
    for label in statistics.zones() {
        if labels.has_id(&label) {
            continue;
        }
        if let Some((id, name)) = labels.find(&label)? {
            told.push(match id == name {
                true => format!("{label} = {id}"),
                false => format!("{label} = {id} {name}"),
            });
            ids.insert(label, id.to_owned());
        }
    }
    let id = |zone: &ZoneId| ids.get(zone.as_str()).map(|id| ZoneId::from(id.as_str()));
    for observation in &mut statistics.observations {
        if let Subject::Zone(zone) = &mut observation.subject
            && let Some(id) = id(zone)
        {
            *zone = id;
        }
    }
    for value in &mut statistics.columns {
        value.zone = id(&value.zone).unwrap_or(value.zone.clone());
    }
    Ok(match told.is_empty() {
        true => Vec::new(),
        false => vec![format!(
            "zones of the statistics are matched thus: {}",
            told.join(", ")
        )],
    })
}

/// Zones by what they may be called.
type Named<'a> = BTreeMap<String, BTreeSet<(&'a str, &'a str)>>;

/// The zones, to be found by what tables call them.
struct Labels<'a> {
    ids: BTreeMap<&'a str, &'a str>,
    /// By code, by name, and by the name without its end.
    named: [Named<'a>; 3],
    changes: &'a Changes,
}

impl<'a> Labels<'a> {
    fn new(zones: &'a [(String, String)], changes: &'a Changes) -> Self {
        let mut labels = Self {
            ids: BTreeMap::new(),
            named: Default::default(),
            changes,
        };
        for (id, name) in zones {
            labels.ids.entry(id).or_insert(name);
            let called = [
                code(id).map(str::to_owned),
                Some(plain(name)),
                Some(short(name)),
            ];
            for (named, called) in labels.named.iter_mut().zip(called) {
                if let Some(called) = called {
                    named.entry(called).or_default().insert((id, name));
                }
            }
        }
        labels
    }

    fn has_id(&self, label: &str) -> bool {
        self.ids.contains_key(label)
    }

    /// The id and name of the zone that a label means; `None` if it means none. The nearest way of matching decides: by the same code, by
    /// the same name, by the name without its end, by what took the place of an older one.
    fn find(&self, label: &str) -> Result<Option<(&'a str, &'a str)>, TableProblem> {
        let short = Some(short(label)).filter(|short| !short.is_empty());
        let called = [code(label).map(str::to_owned), Some(plain(label)), short];
        for (named, called) in self.named.iter().zip(called) {
            let Some(fits) = called.and_then(|called| named.get(&called)) else {
                continue;
            };
            if let (Some(zone), 1) = (fits.first(), fits.len()) {
                return Ok(Some(*zone));
            }
            let fits = fits.iter().map(|(id, name)| format!("{name} ({id})"));
            return Err(TableProblem::TwoZones {
                label: label.to_owned(),
                zones: fits.collect::<Vec<_>>().join(", "),
            });
        }
        match self.changes.find(label) {
            Some(now) if now != label => match self.ids.get_key_value(now) {
                Some((id, name)) => Ok(Some((*id, *name))),
                None => self.find(now),
            },
            _ => Ok(None),
        }
    }
}

/// A code of digits without a decimal point and without the pairs of zeros at its end, which say that it is of a larger zone.
fn code(text: &str) -> Option<&str> {
    let digits = text.strip_suffix(".0").unwrap_or(text);
    let is_code = digits.len() >= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let mut code = digits;
    while let Some(shorter) = code.strip_suffix("00") {
        code = shorter;
    }
    is_code.then_some(code)
}

/// A name without its end, blanks and apostrophes.
fn short(name: &str) -> String {
    let name = plain(name).replace(['\'', '’', '-'], "");
    let ended = ENDS.iter().find_map(|end| name.strip_suffix(end));
    // 沙市 is a name of two characters that ends so.
    let is_short = |text: &str| text.chars().count() < 2;
    ended
        .filter(|text| !is_short(text))
        .map_or(name.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(label: &str, zones: &[(&str, &str)]) -> Result<Option<String>> {
        let zones: Vec<_> = zones
            .iter()
            .map(|(id, name)| ((*id).to_owned(), (*name).to_owned()))
            .collect();
        let changes = Changes::read(None).unwrap();
        let found = Labels::new(&zones, &changes).find(label)?;
        Ok(found.map(|(id, _)| id.to_owned()))
    }

    #[test]
    fn zones_are_found_by_code_and_name() {
        let cities = [
            ("360100", "南昌市"),
            ("360800", "吉安市"),
            ("360700", "Ganzhou"),
        ];
        for (label, expected) in [
            ("南昌", Some("360100")),
            ("南 昌 市", Some("360100")),
            ("3601", Some("360100")),
            ("360100.0", Some("360100")),
            ("360100000000", Some("360100")),
            ("ganzhou City", Some("360700")),
            ("九江", None),
        ] {
            assert_eq!(
                find(label, &cities).unwrap().as_deref(),
                expected,
                "{label}"
            );
        }
    }

    #[test]
    fn a_label_of_two_zones_is_a_question() {
        let zones = [("360800", "吉安市"), ("360821", "吉安县")];
        assert!(
            find("吉安", &zones)
                .unwrap_err()
                .to_string()
                .contains("吉安县 (360821)")
        );
        assert_eq!(find("吉安县", &zones).unwrap().as_deref(), Some("360821"));
    }

    #[test]
    fn renamed_zones_are_found() {
        let zones = [
            ("360112", "新建区"),
            ("420600", "襄阳市"),
            ("360783", "龙南市"),
        ];
        assert_eq!(find("襄樊市", &zones).unwrap().as_deref(), Some("420600"));
        assert_eq!(find("360122", &zones).unwrap().as_deref(), Some("360112"));
        // Its name without the end has not changed.
        assert_eq!(find("龙南县", &zones).unwrap().as_deref(), Some("360783"));
    }

    #[test]
    fn each_change_leads_to_one_zone() {
        let changes = Changes::read(None).unwrap().0;
        let from: BTreeSet<&str> = changes.iter().map(|change| &*change.from).collect();
        assert_eq!(from.len(), changes.len());
        for change in &changes {
            assert!(!from.contains(&*change.to), "{} leads on", change.to);
        }
    }
}

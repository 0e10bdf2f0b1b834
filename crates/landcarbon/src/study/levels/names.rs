//! Names that tell zones apart.

use carbon_core::{Said, say};
use std::collections::{BTreeMap, BTreeSet};

use carbon_core::{Zone, ZoneId};

/// Names that are listed in a warning at most.
const LISTED: usize = 5;

/// The names of zones, each of which may stand several times. To a name that several zones have is added the name of the zone above, if
/// that tells them apart, or else the id.
pub(super) fn distinct_names(
    zones: &[Option<Zone>],
    above: Option<&[Option<Zone>]>,
) -> Vec<String> {
    let parent = |place: usize| -> &str {
        let zone = above.and_then(|above| above.get(place)?.as_ref());
        zone.map_or("", |zone| zone.name.as_str())
    };
    let mut by_name: BTreeMap<&str, BTreeSet<&ZoneId>> = BTreeMap::new();
    let mut by_parent: BTreeMap<(&str, &str), BTreeSet<&ZoneId>> = BTreeMap::new();
    for (place, zone) in zones.iter().enumerate() {
        let Some(zone) = zone else { continue };
        let name = zone.name.as_str();
        by_name.entry(name).or_default().insert(&zone.id);
        let of_parent = by_parent.entry((name, parent(place))).or_default();
        of_parent.insert(&zone.id);
    }
    let named = zones.iter().enumerate().map(|(place, zone)| {
        let Some(zone) = zone else {
            return String::new();
        };
        let (name, parent) = (zone.name.as_str(), parent(place));
        match (by_name[name].len(), by_parent[&(name, parent)].len()) {
            (1, _) => name.to_owned(),
            (_, 1) if !parent.is_empty() => format!("{name} ({parent})"),
            _ => format!("{name} ({})", zone.id),
        }
    });
    named.collect()
}

/// A warning of names that were made distinct.
pub(super) fn warning(before: &[Zone], after: &[Zone]) -> Option<Said> {
    let changed: Vec<&str> = before
        .iter()
        .zip(after)
        .filter(|(before, after)| before.name != after.name)
        .map(|(_, after)| after.name.as_str())
        .collect();
    let more = changed.len().saturating_sub(LISTED);
    let shown = changed[..changed.len() - more].join(", ");
    let more = match more {
        0 => Said::default(),
        more => say!(" and {more} more", "，另有 {more} 个"),
    };
    (!changed.is_empty()).then(|| {
        say!(
            "{} zones share their names with others, and are told apart by the zone above them or by their ids: {shown}{more}",
            "{} 个区域与其他区域重名，以其上级区域或编码区分：{shown}{more}",
            changed.len()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_shared_get_the_parent_or_the_id() {
        let zone = |id: &str, name: &str| Some(Zone::new(id, name));
        let zones = [
            zone("1", "市中区"),
            zone("2", "市中区"),
            zone("3", "东兴区"),
            zone("4", "鼓楼区"),
            zone("5", "鼓楼区"),
            None,
        ];
        let above = ["内江市", "乐山市", "内江市", "南京市", "南京市", "x"];
        let above = above.map(|name| zone(name, name));
        assert_eq!(
            distinct_names(&zones, Some(&above)),
            [
                "市中区 (内江市)",
                "市中区 (乐山市)",
                "东兴区",
                "鼓楼区 (4)",
                "鼓楼区 (5)",
                ""
            ]
        );
        assert_eq!(
            distinct_names(&zones, None)[..2],
            ["市中区 (1)", "市中区 (2)"]
        );
        // A zone of a higher level stands once for each leaf in it.
        let cities = [zone("c", "城区"), zone("c", "城区"), zone("d", "城区")];
        assert_eq!(
            distinct_names(&cities, None),
            ["城区 (c)", "城区 (c)", "城区 (d)"]
        );
        assert_eq!(distinct_names(&cities[..2], None), ["城区", "城区"]);
    }
}

//! Which zone lies in which.

use bilingual::Bilingual;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::region::{Zone, ZoneId};
use crate::text::Listed;

/// The zones of one level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Level {
    /// What the level is called, such as `city`.
    pub name: String,
    /// Its zones; above the leaves in the order in which the leaves first name them.
    pub zones: Vec<Zone>,
    /// For each leaf, the position of the zone that it lies in.
    #[serde(skip)]
    pub of_leaf: Vec<usize>,
}

/// A level above the leaves, before it is verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpperLevel {
    /// What the level is called.
    pub name: String,
    /// For each leaf, the zone that it lies in, if that is known.
    pub of_leaf: Vec<Option<Zone>>,
}

/// Levels of zones, from the leaves upward. Each zone lies in one zone of each level above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hierarchy {
    levels: Vec<Level>,
    /// By level and zone, the zone of the next level up; none at the top.
    parents: Vec<Vec<usize>>,
    /// The level and the position of each id.
    places: BTreeMap<ZoneId, (usize, usize)>,
}

/// Zones that do not lie in each other.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
pub enum HierarchyError {
    /// Two levels of one name.
    #[en("two levels are called \"{0}\"; give each a name of its own")]
    #[zh("有两个层级都叫 \"{0}\"；每个层级的名称必须唯一")]
    LevelTwice(String),
    /// Leaves of which it is not known where they lie.
    #[en(
        "no {level} is given for: {leaves}; each zone of the lowest level needs one at every level"
    )]
    #[zh("以下区域没有所属的{level}：{leaves}；最低一级的每个区域在各层级都要有所属")]
    NoParent {
        level: String,
        /// The leaves.
        leaves: Listed<ZoneId>,
    },
    /// One id with two names.
    #[en(
        "the {level} {zone} is called \"{first}\" and, at {leaf}, \"{second}\"; an id has one name"
    )]
    #[zh(
        "{level} {zone} 的名称是 \"{first}\"，而在 {leaf} 处是 \"{second}\"；一个编码只能有一个名称"
    )]
    TwoNames {
        level: String,
        zone: ZoneId,
        /// Its first name.
        first: String,
        /// Another.
        second: String,
        /// The leaf that has it.
        leaf: ZoneId,
    },
    /// A zone that would lie in two.
    #[en(
        "the {level} {zone} lies in the {above} {first} and, by {leaf}, in {second}; a zone lies \
         in one: correct the ids"
    )]
    #[zh(
        "{level} {zone} 属于{above} {first}，而按 {leaf} 属于 {second}；一个区域只能属于一个上级，请改正编码"
    )]
    TwoParents {
        level: String,
        zone: ZoneId,
        above: String,
        /// The zone that it lies in first.
        first: ZoneId,
        /// Another.
        second: ZoneId,
        /// The leaf that says so.
        leaf: ZoneId,
    },
    /// An id that stands on two levels, so that its statistics could be either's. A zone within itself (a cycle) is one too.
    #[en(
        "the id {zone} is a {first} and a {second}; statistics could not tell them apart: give \
         the one or the other another id"
    )]
    #[zh("编码 {zone} 既是{first}又是{second}，统计数据无法区分；请给其中之一另取编码")]
    IdOnTwoLevels {
        zone: ZoneId,
        /// The lower level.
        first: String,
        /// The upper level.
        second: String,
    },
}

impl Hierarchy {
    /// Leaves, and the levels above them from the lowest upward.
    ///
    /// ```
    /// use carbon_core::levels::{Hierarchy, UpperLevel};
    /// use carbon_core::Zone;
    ///
    /// let in_zone = |id: &str| Some(Zone::new(id, id));
    /// let hierarchy = Hierarchy::new(
    ///     "county",
    ///     vec![Zone::new("a", "A"), Zone::new("b", "B"), Zone::new("c", "C")],
    ///     vec![
    ///         UpperLevel { name: "city".into(), of_leaf: ["x", "y", "x"].map(in_zone).into() },
    ///         UpperLevel { name: "province".into(), of_leaf: ["p", "p", "p"].map(in_zone).into() },
    ///     ],
    /// )?;
    /// assert_eq!(hierarchy.children(1, 0), [0, 2]);
    /// assert_eq!(hierarchy.parent(1, 1), Some(0));
    /// # Ok::<(), carbon_core::levels::HierarchyError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`HierarchyError`] if two levels have one name, a leaf lies nowhere, a zone has two names or lies in two, or an id stands
    /// on two levels.
    pub fn new(
        name: impl Into<String>,
        leaves: Vec<Zone>,
        above: Vec<UpperLevel>,
    ) -> Result<Self, HierarchyError> {
        let of_leaf = (0..leaves.len()).collect();
        let name = name.into();
        let mut levels = vec![Level {
            name,
            zones: leaves,
            of_leaf,
        }];
        for upper in above {
            if levels.iter().any(|level| level.name == upper.name) {
                return Err(HierarchyError::LevelTwice(upper.name));
            }
            levels.push(level(&levels[0].zones, upper)?);
        }
        let pairs = levels
            .windows(2)
            .map(|pair| parents(&levels[0], &pair[0], &pair[1]));
        Ok(Self {
            parents: pairs.collect::<Result<_, _>>()?,
            places: places(&levels)?,
            levels,
        })
    }

    /// The levels, from the leaves upward.
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// The position of a level.
    pub fn level(&self, name: &str) -> Option<usize> {
        self.levels.iter().position(|level| level.name == name)
    }

    /// The level and the position of a zone.
    pub fn place(&self, zone: &ZoneId) -> Option<(usize, usize)> {
        self.places.get(zone).copied()
    }

    /// The zone of the next level up that a zone lies in; none at the top.
    pub fn parent(&self, level: usize, zone: usize) -> Option<usize> {
        self.parents.get(level)?.get(zone).copied()
    }

    /// The zone of a higher level that a zone lies in; itself at its own level.
    pub fn ancestor(&self, level: usize, zone: usize, above: usize) -> Option<usize> {
        (level..above).try_fold(zone, |zone, level| self.parent(level, zone))
    }

    /// The zones of the next level down that lie in a zone, in their order; none at the leaves.
    pub fn children(&self, level: usize, zone: usize) -> Vec<usize> {
        let below = level
            .checked_sub(1)
            .and_then(|below| self.parents.get(below));
        let parents = below.into_iter().flatten().enumerate();
        parents
            .filter(|(_, parent)| **parent == zone)
            .map(|(child, _)| child)
            .collect()
    }
}

/// For each zone of a level, the zone of the level above in which all of its leaves lie.
fn parents(leaves: &Level, level: &Level, above: &Level) -> Result<Vec<usize>, HierarchyError> {
    let mut parents = vec![None; level.zones.len()];
    for (leaf, (&zone, &parent)) in level.of_leaf.iter().zip(&above.of_leaf).enumerate() {
        let first = *parents[zone].get_or_insert(parent);
        if first != parent {
            return Err(HierarchyError::TwoParents {
                level: level.name.clone(),
                zone: level.zones[zone].id.clone(),
                above: above.name.clone(),
                first: above.zones[first].id.clone(),
                second: above.zones[parent].id.clone(),
                leaf: leaves.zones[leaf].id.clone(),
            });
        }
    }
    Ok(parents.into_iter().flatten().collect())
}

/// Where each id stands. An id twice on one level is for the inputs to refuse.
fn places(levels: &[Level]) -> Result<BTreeMap<ZoneId, (usize, usize)>, HierarchyError> {
    let mut places: BTreeMap<ZoneId, (usize, usize)> = BTreeMap::new();
    for (level, names) in levels.iter().enumerate() {
        for (position, zone) in names.zones.iter().enumerate() {
            if let Some((first, _)) = places.insert(zone.id.clone(), (level, position))
                && first != level
            {
                return Err(HierarchyError::IdOnTwoLevels {
                    zone: zone.id.clone(),
                    first: levels[first].name.clone(),
                    second: names.name.clone(),
                });
            }
        }
    }
    Ok(places)
}

/// The zones of a level, in the order in which leaves name them.
fn level(leaves: &[Zone], upper: UpperLevel) -> Result<Level, HierarchyError> {
    let UpperLevel { name, of_leaf } = upper;
    let is_unplaced = |leaf: &usize| !matches!(of_leaf.get(*leaf), Some(Some(_)));
    let unplaced = (0..leaves.len())
        .filter(is_unplaced)
        .map(|leaf| leaves[leaf].id.clone());
    Listed::refuse(unplaced, |leaves| {
        let level = name.clone();
        HierarchyError::NoParent { level, leaves }
    })?;
    let mut zones: Vec<Zone> = Vec::new();
    let mut positions = BTreeMap::new();
    let mut places = Vec::with_capacity(leaves.len());
    for (leaf, zone) in leaves.iter().zip(of_leaf.into_iter().flatten()) {
        let next = zones.len();
        let position = *positions.entry(zone.id.clone()).or_insert(next);
        if position == next {
            zones.push(zone);
        } else if zones[position].name != zone.name {
            return Err(HierarchyError::TwoNames {
                level: name,
                first: zones[position].name.clone(),
                zone: zone.id,
                second: zone.name,
                leaf: leaf.id.clone(),
            });
        }
        places.push(position);
    }
    Ok(Level {
        name,
        zones,
        of_leaf: places,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upper(name: &str, of_leaf: &[&str]) -> UpperLevel {
        let zone = |id: &&str| (!id.is_empty()).then(|| Zone::new(*id, *id));
        UpperLevel {
            name: name.to_owned(),
            of_leaf: of_leaf.iter().map(zone).collect(),
        }
    }

    fn hierarchy(above: Vec<UpperLevel>) -> Result<Hierarchy, String> {
        let leaves = ["a", "b", "c", "d"].map(|id| Zone::new(id, id)).to_vec();
        Hierarchy::new("county", leaves, above).map_err(|error| error.to_string())
    }

    #[test]
    fn zones_of_a_level_are_in_the_order_in_which_leaves_name_them() {
        let found = hierarchy(vec![
            upper("city", &["y", "x", "y", "z"]),
            upper("province", &["q", "p", "q", "p"]),
        ])
        .unwrap();
        let ids = |level: usize| -> Vec<&str> {
            let zones = found.levels()[level].zones.iter();
            zones.map(|zone| zone.id.as_str()).collect()
        };
        assert_eq!((ids(1), ids(2)), (vec!["y", "x", "z"], vec!["q", "p"]));
        assert_eq!(found.place(&"z".into()), Some((1, 2)));
        assert_eq!(found.parent(1, 2), Some(1));
        assert_eq!(found.parent(2, 0), None);
        assert_eq!(found.ancestor(0, 3, 2), Some(1));
        assert_eq!(found.children(2, 1), [1, 2]);
        assert!(found.children(0, 1).is_empty());
    }

    #[test]
    fn zones_that_do_not_lie_in_each_other_are_named() {
        for (above, said) in [
            (
                vec![upper("city", &["x", "", "y", ""])],
                "no city is given for: b, d;",
            ),
            (
                vec![upper("city", &["x"])],
                "no city is given for: b, c, d;",
            ),
            (
                vec![
                    upper("city", &["x", "x", "y", "y"]),
                    upper("province", &["p", "q", "q", "q"]),
                ],
                "the city x lies in the province p and, by b, in q;",
            ),
            (
                vec![upper("city", &["a", "a", "x", "x"])],
                "the id a is a county and a city;",
            ),
            (
                vec![
                    upper("city", &["x", "x", "y", "y"]),
                    upper("province", &["x", "x", "p", "p"]),
                ],
                "the id x is a city and a province;",
            ),
            (
                vec![upper("county", &["x", "x", "y", "y"])],
                "two levels are called \"county\";",
            ),
        ] {
            let error = hierarchy(above).unwrap_err();
            assert!(error.contains(said), "{error}");
        }
        let mut named = upper("city", &["x", "x", "y", "y"]);
        named.of_leaf[1] = Some(Zone::new("x", "X"));
        let error = hierarchy(vec![named]).unwrap_err();
        assert!(error.contains("called \"x\" and, at b, \"X\""), "{error}");
    }
}

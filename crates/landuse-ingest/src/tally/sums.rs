//! Sums of share × weight: exact integers, which workers add up in any order.

use std::collections::BTreeMap;

use carbon_core::levels::Level;
use serde::{Deserialize, Serialize};

use super::slots::SlotPlan;

/// Exact sums of share × weight. In files they are texts: few readers of JSON keep 128 bits of a number.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sums {
    /// By zone, then by slot of the plan.
    #[serde(with = "zones_of_texts")]
    pub(super) planned: Vec<Vec<u128>>,
    /// Codes that the legend lacks.
    pub(super) unmapped: BTreeMap<i64, UnmappedSums>,
}

/// The sums of a code that the legend lacks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnmappedSums {
    #[serde(with = "texts")]
    pub(super) by_zone: Vec<u128>,
    /// Row and column of the first such cell, if asked for.
    pub(super) first_cell: (u32, u32),
}

impl Sums {
    /// No cell yet.
    pub(super) fn none(plan: &SlotPlan, zones: usize) -> Self {
        Self::new(plan, vec![Vec::new(); zones], &[], &[])
    }

    /// The sums of a worker: by zone, then by slot as far as any turned up, with the codes of the slots behind the planned.
    pub(super) fn new(
        plan: &SlotPlan,
        mut by_zone: Vec<Vec<u128>>,
        codes: &[i64],
        first_cells: &[(u32, u32)],
    ) -> Self {
        let planned = plan.no_data_slot as usize + 1;
        let mut unmapped = BTreeMap::new();
        for (index, &code) in codes.iter().enumerate() {
            let slot = planned + index;
            let sums = UnmappedSums {
                by_zone: by_zone
                    .iter()
                    .map(|sums| sums.get(slot).copied().unwrap_or(0))
                    .collect(),
                first_cell: first_cells
                    .get(index)
                    .copied()
                    .unwrap_or((u32::MAX, u32::MAX)),
            };
            unmapped.insert(code, sums);
        }
        for sums in &mut by_zone {
            sums.resize(planned, 0);
        }
        Self {
            planned: by_zone,
            unmapped,
        }
    }

    /// The sums of the zones of a level, of which these are the leaves.
    pub(super) fn at(&self, level: &Level) -> Self {
        let slots = self.planned.first().map_or(0, Vec::len);
        let mut planned = vec![vec![0; slots]; level.zones.len()];
        for (leaf, &zone) in self.planned.iter().zip(&level.of_leaf) {
            add(&mut planned[zone], leaf);
        }
        let unmapped = self.unmapped.iter().map(|(&code, sums)| {
            let mut by_zone = vec![0; level.zones.len()];
            for (leaf, &zone) in sums.by_zone.iter().zip(&level.of_leaf) {
                by_zone[zone] += leaf;
            }
            let first_cell = sums.first_cell;
            (
                code,
                UnmappedSums {
                    by_zone,
                    first_cell,
                },
            )
        });
        Self {
            planned,
            unmapped: unmapped.collect(),
        }
    }

    /// The sum over all cells of a zone; `None` if there is no number for it.
    pub(super) fn inside(&self, zone: usize) -> Option<u128> {
        let unmapped = self.unmapped.values().map(|sums| sums.by_zone[zone]);
        let mut sums = self.planned[zone].iter().copied().chain(unmapped);
        sums.try_fold(0_u128, u128::checked_add)
    }

    /// Adds the sums of other cells.
    pub(super) fn merge(mut self, other: Self) -> Self {
        for (ours, theirs) in self.planned.iter_mut().zip(&other.planned) {
            add(ours, theirs);
        }
        for (code, theirs) in other.unmapped {
            match self.unmapped.entry(code) {
                std::collections::btree_map::Entry::Vacant(entry) => {
                    entry.insert(theirs);
                }
                std::collections::btree_map::Entry::Occupied(mut entry) => {
                    let ours = entry.get_mut();
                    add(&mut ours.by_zone, &theirs.by_zone);
                    ours.first_cell = ours.first_cell.min(theirs.first_cell);
                }
            }
        }
        self
    }
}

/// No sum over a grid is too large. Those of a forged file stay above all of them.
fn add(ours: &mut [u128], theirs: &[u128]) {
    for (a, b) in ours.iter_mut().zip(theirs) {
        *a = a.saturating_add(*b);
    }
}

/// Whole numbers as texts.
mod texts {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(sums: &[u128], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(sums.iter().map(u128::to_string))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u128>, D::Error> {
        let texts = Vec::<String>::deserialize(from)?;
        let numbers = texts
            .iter()
            .map(|text| text.parse().map_err(D::Error::custom));
        numbers.collect()
    }
}

/// The same, by zone.
mod zones_of_texts {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(transparent)]
    struct OfZone(#[serde(with = "super::texts")] Vec<u128>);

    pub(super) fn serialize<S: Serializer>(sums: &[Vec<u128>], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(sums.iter().map(|sums| OfZone(sums.clone())))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<Vec<u128>>, D::Error> {
        let zones = Vec::<OfZone>::deserialize(from)?;
        Ok(zones.into_iter().map(|OfZone(sums)| sums).collect())
    }
}

//! Sums of share × weight: exact integers, which workers add up in any order.

use std::collections::BTreeMap;

use super::slots::SlotPlan;

/// Exact sums of share × weight.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    /// By zone, then by slot of the plan.
    pub(super) planned: Vec<Vec<u128>>,
    /// Codes that the legend lacks.
    pub(super) unmapped: BTreeMap<i64, UnmappedSums>,
}

/// The sums of a code that the legend lacks.
#[derive(Debug, Clone)]
pub(super) struct UnmappedSums {
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

fn add(ours: &mut [u128], theirs: &[u128]) {
    for (a, b) in ours.iter_mut().zip(theirs) {
        *a += b;
    }
}

//! Transitions between rasters, from their crossing to closed ledgers.

use std::collections::BTreeSet;

use carbon_core::{Hectares, LedgerClass};

use super::Layout;
use super::crossing::{Crossing, PairSums};
use super::side::Key;
use super::slots::SlotPlan;
use crate::ledger::{Transitions, ZoneTransitions};
use crate::legend::Legend;
use crate::overlay::Overlay;
use crate::raster::{Raster, RasterError};

impl Overlay {
    /// The transitions from each raster to the next and, of more than two, from the first to the last. The rasters are on this grid
    /// and given with their labels; each is read once.
    ///
    /// # Errors
    /// As [`Self::tally`]; the first raster that something is wrong with.
    pub fn transitions(
        &self,
        rasters: &[(&str, &Raster)],
        legend: &Legend,
        allow_unmapped: bool,
        progress: &(dyn Fn(u32) + Sync),
    ) -> Result<Vec<Transitions>, RasterError> {
        let mut plans = Vec::new();
        for (_, raster) in rasters {
            self.refuse_other_grid(raster)?;
            raster.refuse_nodata_as_class(legend)?;
            plans.push(SlotPlan::new(raster, legend, false));
        }
        let only: Vec<&Raster> = rasters.iter().map(|&(_, raster)| raster).collect();
        let layouts = only.iter().map(|raster| Layout::of(raster));
        let Some(layout) = layouts.reduce(Layout::around) else {
            return Ok(Vec::new());
        };
        let crossed = crossed(rasters.len());
        let pairs = SlotPlan::nothing();
        let crossing = Crossing::new(self, &only, &plans, &crossed, &pairs);
        let all = 0..self.grid.height;
        self.run(layout, &all, &[&crossing], progress);
        let sums = crossing.finish()?;
        if !allow_unmapped && !legend.is_raw() && sums.iter().any(has_unmapped) {
            // The tally knows the first cell of each code, and says so.
            self.tally_all(rasters, legend, false, &|_| {})?;
        }
        let labels = |&(from, to): &(usize, usize)| [rasters[from].0, rasters[to].0];
        Ok(crossed
            .iter()
            .zip(&sums)
            .map(|(numbers, sums)| self.closed(labels(numbers), sums, legend))
            .collect())
    }

    /// The sums of a pair of rasters as hectares, with what lies outside.
    fn closed(&self, [from, to]: [&str; 2], sums: &PairSums, legend: &Legend) -> Transitions {
        let frame = self.frame(legend);
        let classes = &frame.classes.all;
        let no_data = classes.len() as u32;
        let in_model = |key: Key| match key {
            Key::Planned(slot) if slot < no_data => !frame
                .classes
                .outside_model
                .contains(&classes[slot as usize]),
            _ => false,
        };
        let planned = 0..no_data;
        let all = planned
            .clone()
            .flat_map(|a| planned.clone().map(move |b| (a, b)));
        let all = all.map(|(a, b)| (Key::Planned(a), Key::Planned(b)));
        let always = all.filter(|&(a, b)| in_model(a) && in_model(b));
        let keys: BTreeSet<(Key, Key)> = always.chain(sums.keys().copied()).collect();
        let class = |key: Key| match key {
            Key::Planned(slot) if slot < no_data => {
                LedgerClass::Class(classes[slot as usize].clone())
            }
            Key::Planned(_) => LedgerClass::NoData,
            Key::Code(code) => frame.classes.unplanned(code),
        };
        let outside = frame.zones.iter().any(|zone| zone.outside.0 > 0.0);
        let zones = frame.zones.iter().enumerate().map(|(number, zone)| {
            let sum = |pair: &(Key, Key)| sums.get(pair).map_or(0, |by_zone| by_zone[number]);
            let inside: Vec<u128> = keys.iter().map(sum).collect();
            let hectares: Vec<Hectares> = inside.iter().map(|&sum| frame.hectares(sum)).collect();
            ZoneTransitions {
                zone: zone.id.clone(),
                name: zone.name.clone(),
                area: frame.area(zone, inside.iter().sum()),
                hectares: hectares
                    .into_iter()
                    .chain(outside.then_some(zone.outside))
                    .collect(),
            }
        });
        let beyond = outside.then_some((LedgerClass::Outside, LedgerClass::Outside));
        Transitions {
            from_label: from.to_owned(),
            to_label: to.to_owned(),
            zones: zones.collect(),
            pairs: keys
                .iter()
                .map(|&(a, b)| (class(a), class(b)))
                .chain(beyond)
                .collect(),
        }
    }
}

/// Each raster with the next, and the first with the last.
fn crossed(rasters: usize) -> Vec<(usize, usize)> {
    let next = (1..rasters).map(|to| (to - 1, to));
    next.chain((rasters > 2).then(|| (0, rasters - 1)))
        .collect()
}

fn has_unmapped(sums: &PairSums) -> bool {
    let is_code = |key: Key| matches!(key, Key::Code(_));
    sums.keys().any(|&(a, b)| is_code(a) || is_code(b))
}

//! Transitions between rasters, from their crossing to closed ledgers.

use std::collections::BTreeSet;

use carbon_core::{Hectares, LedgerClass};

use super::crossing::{Crossing, PairSums};
use super::side::Key;
use crate::ledger::{Transitions, ZoneTransitions};
use crate::overlay::Overlay;
use crate::raster::RasterError;
use crate::tally::frame::LedgerFrame;
use crate::tally::layout::Layout;
use crate::tally::pool::Pool;
use crate::tally::request::TallyRequest;
use crate::tally::slots::SlotPlan;

impl Overlay {
    /// The transitions from each raster to the next and, of more than two, from the first to the last. The rasters are on this grid, and
    /// each is read once.
    ///
    /// # Errors
    /// As [`Self::tally`]; the first raster that something is wrong with.
    pub fn transitions(&self, request: &TallyRequest<'_>) -> Result<Vec<Transitions>, RasterError> {
        let rasters = request.rasters;
        let plans = request.plans(self, false)?;
        let layouts = rasters.iter().map(|&(_, raster)| Layout::from(raster));
        let Some(layout) = layouts.reduce(Layout::around) else {
            return Ok(Vec::new());
        };
        let pairs = crossed_pairs(rasters.len());
        let crossing = Crossing {
            request,
            overlay: self,
            plans: &plans,
            pairs: &pairs,
            pair_plan: &SlotPlan::nothing(),
        };
        let pool = Pool::new(|| crossing.start());
        self.run(layout, &(0..self.grid.height), &[&pool], request.progress);
        let sums = crossing.add_up(pool.finish()?);
        if request.refuses_unmapped() && sums.iter().any(has_unmapped) {
            // The tally knows the first cell of each code, and names it in its error.
            self.tally(&TallyRequest {
                progress: &|_| {},
                ..*request
            })?;
        }
        let frame = LedgerFrame::new(self, request.legend);
        let labels = |&(from, to): &(usize, usize)| [rasters[from].0, rasters[to].0];
        Ok(pairs
            .iter()
            .zip(&sums)
            .map(|(numbers, sums)| frame.transitions(labels(numbers), sums))
            .collect())
    }
}

impl LedgerFrame {
    /// The sums of a pair of rasters as hectares, with what lies outside.
    fn transitions(&self, [from, to]: [&str; 2], sums: &PairSums) -> Transitions {
        let classes = &self.classes.all;
        let no_data = classes.len() as u32;
        let in_model = |key: Key| match key {
            Key::Planned(slot) if slot < no_data => {
                !self.classes.outside_model.contains(&classes[slot as usize])
            }
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
            Key::Code(code) => self.classes.unplanned(code),
        };
        let outside = self.zones.iter().any(|zone| zone.outside.0 > 0.0);
        let zones = self.zones.iter().enumerate().map(|(number, zone)| {
            let sum = |pair: &(Key, Key)| sums.get(pair).map_or(0, |by_zone| by_zone[number]);
            let inside: Vec<u128> = keys.iter().map(sum).collect();
            let hectares: Vec<Hectares> = inside.iter().map(|&sum| self.hectares(sum)).collect();
            ZoneTransitions {
                zone: zone.id.clone(),
                name: zone.name.clone(),
                area: self.area(zone, inside.iter().sum()),
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

/// The numbers of each raster and the next, and of the first and the last.
fn crossed_pairs(rasters: usize) -> Vec<(usize, usize)> {
    let next = (1..rasters).map(|to| (to - 1, to));
    next.chain((rasters > 2).then(|| (0, rasters - 1)))
        .collect()
}

fn has_unmapped(sums: &PairSums) -> bool {
    let is_code = |key: Key| matches!(key, Key::Code(_));
    sums.keys().any(|&(a, b)| is_code(a) || is_code(b))
}

//! Ledger frames: what the sums of a tally mean.

use carbon_core::levels::Level;
use carbon_core::{Hectares, LandClass, LedgerClass, ZoneId};
use serde::{Deserialize, Serialize};

use super::request::TallyRequest;
use super::sums::Sums;
use crate::cell_area::square_metres;
use crate::coverage::FULL;
use crate::ledger::{Ledger, ZoneLedger};
use crate::legend::{Legend, raw_class};
use crate::overlay::Overlay;

/// What makes a ledger of sums: the zones with what of them lies beyond the raster, the classes, and the area of a unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LedgerFrame {
    /// m² of a whole cell of weight 1.
    pub(super) unit_m2: f64,
    /// In the order of the boundary file.
    pub(super) zones: Vec<FramedZone>,
    pub(super) classes: FramedClasses,
}

/// A zone, and what no raster says of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FramedZone {
    pub(super) id: ZoneId,
    pub(super) name: String,
    /// Beyond the raster.
    pub(super) outside: Hectares,
    /// Area of its polygon where all cells have one area; else that of its cells and of what lies beyond the raster.
    pub(super) area: Option<Hectares>,
    /// As [`ZoneLedger::closure`].
    pub(super) closure: f64,
}

/// The classes of a legend, in its order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FramedClasses {
    pub(super) all: Vec<LandClass>,
    /// The codes of each, ascending.
    pub(super) codes: Vec<Vec<i64>>,
    /// Those that take no part in the carbon model.
    pub(super) outside_model: Vec<LandClass>,
    /// Whether a code that the legend lacks is a class.
    pub(super) raw: bool,
}

impl From<&Legend> for FramedClasses {
    fn from(legend: &Legend) -> Self {
        Self {
            all: legend.all_classes().cloned().collect(),
            codes: legend
                .all_classes()
                .map(|class| codes_of(legend, class))
                .collect(),
            outside_model: legend.outside_model.clone(),
            raw: legend.is_raw(),
        }
    }
}

fn codes_of(legend: &Legend, class: &LandClass) -> Vec<i64> {
    let codes = legend.codes().filter(|(_, entry)| entry.class == *class);
    codes.map(|(code, _)| code).collect()
}

impl FramedClasses {
    /// In the legend `raw` a code is a class; in others it is one that the legend lacks.
    pub(super) fn unplanned(&self, code: i64) -> LedgerClass {
        match raw_class(code) {
            Some(class) if self.raw => LedgerClass::Class(class),
            _ => LedgerClass::Unmapped(code),
        }
    }
}

impl LedgerFrame {
    /// The frame of the ledgers of rasters on a grid.
    pub(super) fn new(overlay: &Overlay, legend: &Legend) -> Self {
        let zones = overlay.zones.iter().zip(&overlay.coverage.zones);
        let zones = zones
            .zip(&overlay.outside)
            .map(|((zone, cover), &outside)| FramedZone {
                id: zone.id.clone(),
                name: zone.name.clone(),
                outside,
                area: overlay
                    .uniform_cell
                    .map(|cell| Hectares(cover.balance.total * cell.0)),
                closure: cover.closure(),
            });
        Self {
            unit_m2: overlay.areas.square_metres(u128::from(FULL)),
            zones: zones.collect(),
            classes: legend.into(),
        }
    }

    /// The ledgers of the sums of rasters.
    pub(super) fn ledgers(&self, request: &TallyRequest<'_>, sums: &[Sums]) -> Vec<Ledger> {
        let labels = request.rasters.iter().map(|(label, _)| label);
        labels
            .zip(sums)
            .map(|(label, sums)| self.ledger(label, sums))
            .collect()
    }

    /// The frame of the zones of a level, of which these are the leaves: areas are added in their order, the worst closure counts.
    pub(super) fn at(&self, level: &Level) -> Self {
        let zones = level.zones.iter().enumerate().map(|(position, zone)| {
            let leaves = self.zones.iter().zip(&level.of_leaf);
            let leaves = leaves.filter(|(_, zone)| **zone == position);
            let leaves: Vec<&FramedZone> = leaves.map(|(leaf, _)| leaf).collect();
            FramedZone {
                id: zone.id.clone(),
                name: zone.name.clone(),
                outside: leaves.iter().map(|leaf| leaf.outside).sum(),
                area: leaves.iter().map(|leaf| leaf.area).sum(),
                closure: leaves.iter().map(|leaf| leaf.closure).fold(0.0, f64::max),
            }
        });
        Self {
            zones: zones.collect(),
            ..self.clone()
        }
    }

    /// Hectares of a sum of share × weight.
    pub(super) fn hectares(&self, sum: u128) -> Hectares {
        Hectares::from_square_metres(square_metres(sum, self.unit_m2))
    }

    /// Area of a zone's polygon, given the sum over its cells.
    pub(super) fn area(&self, zone: &FramedZone, inside: u128) -> Hectares {
        zone.area
            .unwrap_or_else(|| Hectares(self.hectares(inside).0 + zone.outside.0))
    }

    /// The ledger of the sums of all rows.
    pub(super) fn ledger(&self, label: &str, sums: &Sums) -> Ledger {
        let unplanned = sums.unmapped.keys();
        let planned = self.classes.all.iter().cloned().map(LedgerClass::Class);
        let classes = planned
            .chain([LedgerClass::NoData])
            .chain(unplanned.map(|&code| self.classes.unplanned(code)))
            .chain([LedgerClass::Outside]);
        let planned_codes = self.classes.codes.iter().cloned();
        let codes = planned_codes
            .chain([Vec::new()])
            .chain(sums.unmapped.keys().map(|&code| vec![code]))
            .chain([Vec::new()]);
        let zones = self.zones.iter().enumerate().map(|(number, zone)| {
            let unmapped = sums.unmapped.values().map(|sums| sums.by_zone[number]);
            let planned = sums.planned[number].iter().copied();
            let inside: Vec<u128> = planned.chain(unmapped).collect();
            let hectares = inside.iter().map(|&sum| self.hectares(sum));
            ZoneLedger {
                zone: zone.id.clone(),
                name: zone.name.clone(),
                hectares: hectares.chain([zone.outside]).collect(),
                area: self.area(zone, inside.iter().sum()),
                closure: zone.closure,
            }
        });
        Ledger {
            label: label.to_owned(),
            classes: classes.collect(),
            codes: codes.collect(),
            outside_model: self.classes.outside_model.clone(),
            zones: zones.collect(),
        }
    }
}

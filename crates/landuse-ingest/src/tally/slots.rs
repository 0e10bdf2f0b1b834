//! Slots: where the cells of each code are summed.

use std::collections::HashMap;

use crate::legend::Legend;
use crate::pixel::Pixel;
use crate::raster::{NoData, Raster};

/// Number of a sum: the legend's classes first, then cells without data, then codes that the legend lacks as they turn up.
pub(super) type Slot = u16;

const UNRESOLVED: Slot = Slot::MAX;

/// What a raster's codes are summed under.
#[derive(Debug, Clone)]
pub(super) struct SlotPlan {
    codes: HashMap<i64, Slot>,
    nodata: Option<NoData>,
    signed_bytes: bool,
    /// The slot of cells without data; slots above it are codes that the legend lacks.
    pub(super) no_data_slot: Slot,
}

impl SlotPlan {
    pub(super) fn new(raster: &Raster, legend: &Legend) -> Self {
        let classes: Vec<_> = legend.all_classes().collect();
        let codes = legend
            .codes()
            .filter_map(|(code, entry)| {
                let slot = classes.iter().position(|class| **class == entry.class)?;
                Some((code, slot as Slot))
            })
            .collect();
        Self {
            codes,
            nodata: raster.nodata,
            signed_bytes: raster.codes == crate::raster::CodeType::I8,
            no_data_slot: classes.len() as Slot,
        }
    }
}

/// Finds the slot of a cell's value, by a table where values are few enough.
pub(super) struct SlotFinder<'a, T> {
    plan: &'a SlotPlan,
    table: Vec<Slot>,
    known: HashMap<u64, Slot>,
    last: Option<(u64, Slot)>,
    /// Codes that the legend lacks, in the order of their slots.
    pub(super) unmapped: Vec<i64>,
    value: std::marker::PhantomData<T>,
}

/// The value is no whole number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fraction(pub(super) f64);

impl<'a, T: Pixel> SlotFinder<'a, T> {
    pub(super) fn new(plan: &'a SlotPlan) -> Self {
        Self {
            plan,
            table: vec![UNRESOLVED; T::TABLE.unwrap_or(0)],
            known: HashMap::new(),
            last: None,
            unmapped: Vec::new(),
            value: std::marker::PhantomData,
        }
    }

    /// The slot of a value.
    #[inline]
    pub(super) fn slot(&mut self, value: T) -> Result<Slot, Fraction> {
        if T::TABLE.is_some() {
            let slot = self.table[value.index()];
            return if slot == UNRESOLVED {
                self.resolve(value)
            } else {
                Ok(slot)
            };
        }
        let bits = value.bits();
        match self.last {
            Some((last, slot)) if last == bits => Ok(slot),
            _ => {
                let slot = match self.known.get(&bits) {
                    Some(&slot) => slot,
                    None => self.resolve(value)?,
                };
                self.last = Some((bits, slot));
                Ok(slot)
            }
        }
    }

    #[cold]
    fn resolve(&mut self, value: T) -> Result<Slot, Fraction> {
        let slot = self.look_up(value)?;
        if T::TABLE.is_some() {
            self.table[value.index()] = slot;
        } else {
            self.known.insert(value.bits(), slot);
        }
        Ok(slot)
    }

    fn look_up(&mut self, value: T) -> Result<Slot, Fraction> {
        let code = value.code().map(|c| {
            if self.plan.signed_bytes {
                i64::from(c as u8 as i8)
            } else {
                c
            }
        });
        let is_nodata = match self.plan.nodata {
            Some(NoData::Code(nodata)) => code == Some(nodata),
            Some(NoData::Huge(nodata)) => code.is_none() && value.bits() == nodata,
            Some(NoData::Float(nodata)) => {
                value.as_f64() == nodata || (nodata.is_nan() && value.as_f64().is_nan())
            }
            None => false,
        };
        if is_nodata {
            return Ok(self.plan.no_data_slot);
        }
        let code = code.ok_or(Fraction(value.as_f64()))?;
        if let Some(&slot) = self.plan.codes.get(&code) {
            return Ok(slot);
        }
        let index = self
            .unmapped
            .iter()
            .position(|&c| c == code)
            .unwrap_or_else(|| {
                self.unmapped.push(code);
                self.unmapped.len() - 1
            });
        Ok(self.plan.no_data_slot + 1 + index as Slot)
    }
}

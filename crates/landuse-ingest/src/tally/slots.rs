//! Slots: where the cells of each code are summed.

use std::collections::HashMap;

use crate::legend::Legend;
use crate::raster::{CodeType, NO_PLACE, NoData, Pixel, Raster};

/// Number of a sum: the legend's classes first, then cells without data, then codes that the legend lacks as they turn up.
pub(super) type Slot = u32;

/// What tables say of a value whose slot they do not know.
pub(super) const UNKNOWN: u8 = u8::MAX;

/// Slots by the place of a value, up to 254; [`UNKNOWN`] for those above, and for values that have not turned up yet.
pub(super) type SlotTable = [u8; NO_PLACE + 1];

/// What a raster's codes are summed under.
#[derive(Debug, Clone)]
pub(super) struct SlotPlan {
    codes: HashMap<i64, Slot>,
    nodata: Option<NoData>,
    codes_type: CodeType,
    /// The slot of cells without data; slots above it are codes that the legend lacks.
    pub(super) no_data_slot: Slot,
    /// Whether the first cells of codes that the legend lacks are asked for.
    pub(super) first_cells: bool,
}

impl SlotPlan {
    /// No code has a slot beforehand.
    pub(super) fn nothing() -> Self {
        Self {
            codes: HashMap::new(),
            nodata: None,
            codes_type: CodeType::U64,
            no_data_slot: 0,
            first_cells: false,
        }
    }

    pub(super) fn new(raster: &Raster, legend: &Legend, first_cells: bool) -> Self {
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
            codes_type: raster.codes,
            no_data_slot: classes.len() as Slot,
            first_cells,
        }
    }
}

/// Finds the slot of a cell's value.
pub(super) struct SlotFinder<'a, T> {
    plan: &'a SlotPlan,
    table: Box<SlotTable>,
    /// Places and slots that the table does not have yet.
    found: Vec<(usize, u8)>,
    known: HashMap<u64, Slot>,
    last: Option<(u64, Slot)>,
    unmapped_slots: HashMap<i64, Slot>,
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
            table: Box::new([UNKNOWN; NO_PLACE + 1]),
            found: Vec::new(),
            known: HashMap::new(),
            last: None,
            unmapped_slots: HashMap::new(),
            unmapped: Vec::new(),
            value: std::marker::PhantomData,
        }
    }

    /// The slots known at the last [`Self::publish`], for values with a place. Where first cells are asked for, it leaves out codes
    /// that the legend lacks, so that each of their cells comes to [`Self::slot`].
    pub(super) fn table(&self) -> &SlotTable {
        &self.table
    }

    /// Puts the slots found since into the table.
    #[inline]
    pub(super) fn publish(&mut self) {
        while let Some((index, slot)) = self.found.pop() {
            self.table[index] = slot;
        }
    }

    /// The slots in use.
    pub(super) fn len(&self) -> usize {
        self.plan.no_data_slot as usize + 1 + self.unmapped.len()
    }

    /// The slot of a value that the table does not know.
    pub(super) fn slot(&mut self, value: T) -> Result<Slot, Fraction> {
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
        self.known.insert(value.bits(), slot);
        let is_planned = slot <= self.plan.no_data_slot;
        if value.index() != NO_PLACE && (is_planned || !self.plan.first_cells) {
            let slot = u8::try_from(slot).unwrap_or(UNKNOWN);
            self.found.push((value.index(), slot));
        }
        Ok(slot)
    }

    fn look_up(&mut self, value: T) -> Result<Slot, Fraction> {
        let code = value.code().map(|stored| self.plan.codes_type.code(stored));
        let nodata = self.plan.nodata;
        if nodata.is_some_and(|nodata| nodata.equals(value, code)) {
            return Ok(self.plan.no_data_slot);
        }
        let code = code.ok_or(Fraction(value.as_f64()))?;
        if let Some(&slot) = self.plan.codes.get(&code) {
            return Ok(slot);
        }
        let next = self.len() as Slot;
        Ok(*self.unmapped_slots.entry(code).or_insert_with(|| {
            self.unmapped.push(code);
            next
        }))
    }
}

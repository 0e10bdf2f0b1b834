//! The ledger: where each hectare of a zone went.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use carbon_core::{Hectares, HectaresRow, LandClass, LedgerClass, ZoneId};

/// The tally of one raster: hectares of every zone and class, and the rows that close it.
#[derive(Debug, Clone, PartialEq)]
pub struct Ledger {
    /// What the raster is called: its file stem, or a year.
    pub label: String,
    /// The columns of [`ZoneLedger::hectares`]: the legend's classes in its order, `nodata`, codes that the legend lacks
    /// (ascending), `outside`.
    pub classes: Vec<LedgerClass>,
    /// Classes of the legend that take no part in the carbon model.
    pub outside_model: Vec<LandClass>,
    /// One entry a zone, in the order of the boundary file.
    pub zones: Vec<ZoneLedger>,
}

/// One zone's part of a [`Ledger`].
#[derive(Debug, Clone, PartialEq)]
pub struct ZoneLedger {
    /// The zone's id.
    pub zone: ZoneId,
    /// Its name.
    pub name: String,
    /// Hectares by class.
    pub hectares: Vec<Hectares>,
    /// Area of the zone's polygon: what the hectares must add up to.
    pub area: Hectares,
    /// Relative difference between cells and polygon in the raster's plane.
    pub closure: f64,
}

impl Ledger {
    /// The largest relative difference of any zone between its cells and its polygon.
    pub fn worst_closure(&self) -> f64 {
        self.zones.iter().map(|z| z.closure).fold(0.0, f64::max)
    }

    /// Hectares of a class over all zones.
    pub fn total(&self, class: &LedgerClass) -> Hectares {
        let column = self.classes.iter().position(|c| c == class);
        let hectares = |zone: &ZoneLedger| column.map_or(0.0, |column| zone.hectares[column].0);
        Hectares(self.zones.iter().map(hectares).sum())
    }

    /// The long table: every zone's rows in the order of zones and classes.
    ///
    /// Rows of classes outside the model and of unmapped codes are left out where the whole ledger has none of them.
    pub fn rows(&self) -> impl Iterator<Item = HectaresRow> {
        let shown: Vec<bool> = self
            .classes
            .iter()
            .map(|class| match class {
                LedgerClass::Class(c) => {
                    !self.outside_model.contains(c) || self.total(class).0 > 0.0
                }
                _ => true,
            })
            .collect();
        self.zones.iter().flat_map(move |zone| {
            let shown = shown.clone();
            self.classes
                .iter()
                .zip(&zone.hectares)
                .zip(shown)
                .filter(|(_, shown)| *shown)
                .map(|((class, hectares), _)| HectaresRow {
                    zone: zone.zone.clone(),
                    name: zone.name.clone(),
                    label: self.label.clone(),
                    class: class.clone(),
                    hectares: *hectares,
                })
        })
    }

    /// The rows of the carbon model: as [`Self::rows`], with the classes outside the model counted as `outside`.
    pub fn model_rows(&self) -> Vec<HectaresRow> {
        model_rows(self.rows(), &self.outside_model)
    }
}

/// Rows of tallies with the classes outside the model counted as `outside`. Where a zone has no such row at a label, it gets one.
pub fn model_rows(
    rows: impl IntoIterator<Item = HectaresRow>,
    outside_model: &[LandClass],
) -> Vec<HectaresRow> {
    let is_outside_model =
        |class: &LedgerClass| matches!(class, LedgerClass::Class(c) if outside_model.contains(c));
    let (left_out, mut kept): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .partition(|row| is_outside_model(&row.class));
    if left_out.is_empty() {
        return kept;
    }
    let mut outside: HashMap<(ZoneId, String), usize> = kept
        .iter()
        .enumerate()
        .filter(|(_, row)| row.class == LedgerClass::Outside)
        .map(|(place, row)| ((row.zone.clone(), row.label.clone()), place))
        .collect();
    for row in left_out {
        match outside.entry((row.zone.clone(), row.label.clone())) {
            Entry::Occupied(place) => kept[*place.get()].hectares.0 += row.hectares.0,
            Entry::Vacant(place) => {
                place.insert(kept.len());
                kept.push(HectaresRow {
                    class: LedgerClass::Outside,
                    ..row
                });
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(zone: &str, label: &str, class: &str, hectares: f64) -> HectaresRow {
        HectaresRow {
            zone: zone.into(),
            name: zone.to_owned(),
            label: label.to_owned(),
            class: class.parse().unwrap(),
            hectares: Hectares(hectares),
        }
    }

    fn without_sea(rows: Vec<HectaresRow>) -> Vec<HectaresRow> {
        model_rows(rows, &[LandClass::new("sea").unwrap()])
    }

    #[test]
    fn classes_outside_the_model_count_as_outside_of_their_zone_and_label() {
        let rows = vec![
            row("a", "2010", "forest", 1.0),
            row("a", "2010", "sea", 2.0),
            row("a", "2010", "outside", 4.0),
            row("a", "2020", "outside", 8.0),
            row("b", "2010", "sea", 16.0),
            row("b", "2010", "outside", 32.0),
        ];
        let expected = [
            row("a", "2010", "forest", 1.0),
            row("a", "2010", "outside", 6.0),
            row("a", "2020", "outside", 8.0),
            row("b", "2010", "outside", 48.0),
        ];
        assert_eq!(without_sea(rows), expected);
    }

    #[test]
    fn no_hectare_is_lost_where_no_row_is_outside() {
        let rows = vec![
            row("a", "2010", "forest", 1.0),
            row("a", "2010", "sea", 2.0),
            row("b", "2010", "sea", 4.0),
            row("a", "2010", "sea", 0.5),
        ];
        let expected = [
            row("a", "2010", "forest", 1.0),
            row("a", "2010", "outside", 2.5),
            row("b", "2010", "outside", 4.0),
        ];
        assert_eq!(without_sea(rows), expected);
    }

    #[test]
    fn rows_of_many_zones_do_not_take_time_by_their_square() {
        let zones = (0..20_000).map(|zone| format!("z{zone}"));
        let rows =
            zones.flat_map(|zone| ["sea", "outside"].map(|class| row(&zone, "2010", class, 1.0)));
        let rows = without_sea(rows.collect());
        assert_eq!(rows.len(), 20_000);
        assert!(rows.iter().all(|row| row.hectares == Hectares(2.0)));
    }
}

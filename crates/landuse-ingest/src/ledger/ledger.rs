//! The ledger: where each hectare of a zone went.

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
    #[must_use]
    pub fn worst_closure(&self) -> f64 {
        self.zones.iter().map(|z| z.closure).fold(0.0, f64::max)
    }

    /// Hectares of a class over all zones.
    #[must_use]
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
    #[must_use]
    pub fn model_rows(&self) -> Vec<HectaresRow> {
        model_rows(self.rows(), &self.outside_model)
    }
}

/// Rows of tallies with the classes outside the model counted as `outside`.
#[must_use]
pub fn model_rows(
    rows: impl IntoIterator<Item = HectaresRow>,
    outside_model: &[LandClass],
) -> Vec<HectaresRow> {
    let is_outside_model =
        |class: &LedgerClass| matches!(class, LedgerClass::Class(c) if outside_model.contains(c));
    let (left_out, mut kept): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .partition(|row| is_outside_model(&row.class));
    for row in left_out {
        let outside = kept.iter_mut().find(|k| {
            (&k.zone, &k.label, &k.class) == (&row.zone, &row.label, &LedgerClass::Outside)
        });
        if let Some(outside) = outside {
            outside.hectares.0 += row.hectares.0;
        }
    }
    kept
}

//! The ledger: where each hectare of a zone went.

use carbon_core::Said;
use carbon_core::{
    Hectares, HectaresRow, LandClass, LandCoverage, LedgerClass, UnclassifiedLand, Zone, ZoneId,
};

/// The tally of one raster: hectares of every zone and class, and the rows that close it.
#[derive(Debug, Clone, PartialEq)]
pub struct Ledger {
    /// What the raster is called: its file stem, or a year.
    pub label: String,
    /// The columns of [`ZoneLedger::hectares`]: the legend's classes in its order, `nodata`, codes that the legend lacks
    /// (ascending), `outside`.
    pub classes: Vec<LedgerClass>,
    /// The codes that each column counts, ascending; none for `nodata` and `outside`.
    pub codes: Vec<Vec<i64>>,
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
        self.rows_with_codes().map(|(row, _)| row)
    }

    /// The rows with the codes that each counts.
    pub fn rows_with_codes(&self) -> impl Iterator<Item = (HectaresRow, &[i64])> {
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
            let columns = self.classes.iter().zip(&self.codes).zip(&zone.hectares);
            let columns = columns.zip(shown).filter(|(_, shown)| *shown);
            columns.map(|(((class, codes), hectares), _)| {
                let row = HectaresRow {
                    zone: zone.zone.clone(),
                    name: zone.name.clone(),
                    label: self.label.clone(),
                    class: class.clone(),
                    hectares: *hectares,
                };
                (row, &**codes)
            })
        })
    }

    /// The rows of the carbon model: as [`Self::rows`], with the classes outside the model named so.
    pub fn model_rows(&self) -> Vec<HectaresRow> {
        model_rows(self.rows(), &self.outside_model)
    }

    /// How much of each zone has a land class.
    fn coverage(&self) -> impl Iterator<Item = (Zone, &str, LandCoverage)> {
        self.zones.iter().map(|zone| {
            let land = self.classes.iter().zip(zone.hectares.iter().copied());
            (
                Zone::new(zone.zone.clone(), &*zone.name),
                &*self.label,
                land.collect(),
            )
        })
    }
}

/// What the user should know of land without a class, in sentences.
pub fn coverage_warnings(ledgers: &[Ledger]) -> Vec<Said> {
    let found = UnclassifiedLand::find(ledgers.iter().flat_map(Ledger::coverage));
    found.iter().map(Said::by).collect()
}

/// Rows of tallies with the classes outside the model named so: they are land that is known, and takes no part in the model.
pub fn model_rows(
    rows: impl IntoIterator<Item = HectaresRow>,
    outside_model: &[LandClass],
) -> Vec<HectaresRow> {
    let named = rows.into_iter().map(|row| HectaresRow {
        class: match row.class {
            LedgerClass::Class(class) if outside_model.contains(&class) => {
                LedgerClass::OutsideModel(class)
            }
            other => other,
        },
        ..row
    });
    named.collect()
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

    #[test]
    fn classes_outside_the_model_keep_rows_of_their_own() {
        let rows = vec![
            row("a", "2010", "forest", 1.0),
            row("a", "2010", "sea", 2.0),
            row("a", "2010", "outside", 4.0),
            row("b", "2010", "sea", 16.0),
        ];
        let expected = [
            row("a", "2010", "forest", 1.0),
            row("a", "2010", "outside-model:sea", 2.0),
            row("a", "2010", "outside", 4.0),
            row("b", "2010", "outside-model:sea", 16.0),
        ];
        assert_eq!(
            model_rows(rows, &[LandClass::new("sea").unwrap()]),
            expected
        );
    }

    #[test]
    fn land_without_a_class_is_warned_of_by_zone() {
        let ledger = |label: &str, nodata: f64, outside: f64| Ledger {
            label: label.to_owned(),
            classes: ["forest", "sea", "nodata", "outside"]
                .map(|class| class.parse().unwrap())
                .to_vec(),
            codes: vec![vec![21], vec![99], Vec::new(), Vec::new()],
            outside_model: vec![LandClass::new("sea").unwrap()],
            zones: vec![ZoneLedger {
                zone: "a".into(),
                name: "A".to_owned(),
                hectares: [10.0, 90.0 - nodata - outside, nodata, outside]
                    .map(Hectares)
                    .to_vec(),
                area: Hectares(100.0),
                closure: 0.0,
            }],
        };
        let warnings = coverage_warnings(&[ledger("2010", 0.5, 0.5), ledger("2020", 2.0, 1.5)]);
        assert_eq!(
            warnings,
            [
                "zone a (A) in 2020: 3.50 % of its area has no land class (2.00 % nodata, 1.50 % outside the raster)"
            ]
        );
    }
}

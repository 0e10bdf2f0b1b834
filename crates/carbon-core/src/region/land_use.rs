//! The land-use table: hectares of each zone, year and class, with the ledger that closes it.

use bilingual::Bilingual;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::land_class::{LandClass, LandClassError};
use super::land_coverage::LandCoverage;
use super::zone::ZoneId;
use crate::text::Listed;
use crate::units::{Hectares, Year};

/// Where a part of a zone's area was counted: a land class, or one of the rows that close the
/// ledger.
///
/// ```
/// use carbon_core::{LandClass, LedgerClass};
///
/// assert_eq!("forest".parse(), Ok(LedgerClass::Class(LandClass::forest())));
/// assert_eq!("unmapped:255".parse(), Ok(LedgerClass::Unmapped(255)));
/// assert_eq!(LedgerClass::NoData.to_string(), "nodata");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LedgerClass {
    /// A class of the legend.
    Class(LandClass),
    /// Cells without data.
    NoData,
    /// Area of the zone that the raster does not reach.
    Outside,
    /// Cells whose code the legend lacks.
    Unmapped(i64),
    /// In rows for the carbon model, a class that the legend keeps outside the model, such as the
    /// sea.
    OutsideModel(LandClass),
}

/// How the id of [`LedgerClass::OutsideModel`] begins.
const OUTSIDE_MODEL: &str = "outside-model:";

impl LedgerClass {
    /// As it stands in tables: `forest`, `nodata`, `unmapped:7`.
    pub fn id(&self) -> Cow<'_, str> {
        match self {
            Self::Class(class) => class.as_str().into(),
            Self::NoData => "nodata".into(),
            Self::Outside => "outside".into(),
            Self::Unmapped(code) => format!("unmapped:{code}").into(),
            Self::OutsideModel(class) => format!("{OUTSIDE_MODEL}{class}").into(),
        }
    }
}

impl fmt::Display for LedgerClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.id())
    }
}

impl FromStr for LedgerClass {
    type Err = LandClassError;

    fn from_str(text: &str) -> Result<Self, LandClassError> {
        match text {
            "nodata" => Ok(Self::NoData),
            "outside" => Ok(Self::Outside),
            _ => match text.strip_prefix("unmapped:").map(str::parse) {
                Some(Ok(code)) => Ok(Self::Unmapped(code)),
                _ => match text.strip_prefix(OUTSIDE_MODEL) {
                    Some(class) => LandClass::new(class).map(Self::OutsideModel),
                    None => LandClass::new(text).map(Self::Class),
                },
            },
        }
    }
}

impl Serialize for LedgerClass {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One row of a tally.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HectaresRow {
    pub zone: ZoneId,
    pub name: String,
    /// What the raster is called; a year where a carbon budget is computed.
    pub label: String,
    /// The class or ledger row.
    pub class: LedgerClass,
    pub hectares: Hectares,
}

/// Hectares by zone, year and class, from the rows of a tally whose labels are years.
///
/// The ledger's rows (no data, outside, unmapped) belong to a zone's area but to no class.
///
/// ```
/// use carbon_core::{Hectares, HectaresRow, LandClass, LandUseTable, LedgerClass, Year};
///
/// let row = |class, hectares| HectaresRow {
///     zone: "360100".into(),
///     name: "Nanchang".into(),
///     label: "2020".into(),
///     class,
///     hectares: Hectares(hectares),
/// };
/// let table = LandUseTable::new(vec![
///     row(LedgerClass::Class(LandClass::forest()), 117_245.25),
///     row(LedgerClass::NoData, 1_881.5),
/// ])?;
/// let (zone, year) = ("360100".into(), Year(2020));
/// assert_eq!(table.hectares(&zone, year, &LandClass::forest()), Hectares(117_245.25));
/// assert_eq!(table.hectares(&zone, year, &LandClass::water()), Hectares(0.0));
/// assert_eq!(table.area(&zone, year), Some(Hectares(119_126.75)));
/// # Ok::<(), carbon_core::LandUseError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct LandUseTable {
    rows: Vec<HectaresRow>,
    classes: Vec<LandClass>,
    cells: BTreeMap<(ZoneId, Year), Cell>,
    min_coverage: f64,
}

/// The areas of one zone in one year.
#[derive(Debug, Clone, PartialEq, Default)]
struct Cell {
    by_class: BTreeMap<LedgerClass, Hectares>,
    area: Hectares,
    coverage: LandCoverage,
}

impl Cell {
    /// Adds a row; returns whether there is one of its class already.
    fn add(&mut self, row: &HectaresRow) -> bool {
        self.area = self.area + row.hectares;
        self.coverage.count(&row.class, row.hectares);
        let before = self.by_class.insert(row.class.clone(), row.hectares);
        before.is_some()
    }
}

/// Rows that make no land-use table.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum LandUseError {
    /// Labels that are not years.
    #[en(
        "the land-use table has labels that are not years: {0}; label each raster with the year \
         of four digits that it shows"
    )]
    #[zh("土地利用表中有些标签不是年份：{0}；请用每个栅格所表示的四位数年份作标签")]
    Labels(Listed<String>),
    /// Areas below zero or not finite.
    #[en("the land-use table has impossible areas: {0}; an area is a number from 0 up")]
    #[zh("土地利用表中有不可能的面积：{0}；面积应为不小于 0 的数")]
    Areas(Listed<String>),
    /// Two rows for one zone, year and class.
    #[en("the land-use table has more than one row for: {0}; keep one of each")]
    #[zh("土地利用表中有重复的行：{0}；请各保留一行")]
    Duplicates(Listed<String>),
}

impl LandUseTable {
    /// A table of these rows.
    ///
    /// # Errors
    ///
    /// [`LandUseError`] if a label is not a year, an area is negative or not finite, or two rows
    /// are of the same zone, label and class.
    pub fn new(rows: Vec<HectaresRow>) -> Result<Self, LandUseError> {
        let mut classes: Vec<LandClass> = Vec::new();
        let mut cells: BTreeMap<_, Cell> = BTreeMap::new();
        let (mut labels, mut areas, mut duplicates) = (Vec::new(), Vec::new(), Vec::new());
        for row in &rows {
            let Ok(year) = row.label.parse::<Year>() else {
                if !labels.contains(&row.label) {
                    labels.push(row.label.clone());
                }
                continue;
            };
            let place = || format!("{} in {year}, {}", row.zone, row.class);
            if !(row.hectares.0.is_finite() && row.hectares.0 >= 0.0) {
                areas.push(format!("{} ({})", row.hectares, place()));
                continue;
            }
            if let LedgerClass::Class(class) = &row.class
                && !classes.contains(class)
            {
                classes.push(class.clone());
            }
            let cell = cells.entry((row.zone.clone(), year)).or_default();
            if cell.add(row) {
                duplicates.push(place());
            }
        }
        Listed::refuse(labels, LandUseError::Labels)?;
        Listed::refuse(areas, LandUseError::Areas)?;
        Listed::refuse(duplicates, LandUseError::Duplicates)?;
        Ok(Self {
            rows,
            classes,
            cells,
            min_coverage: LandCoverage::DEFAULT_MINIMUM,
        })
    }

    /// The same table with another share, from 0 to 1, of a zone that must be classified.
    ///
    /// A zone of which less is classified has no functional zone and no compensation, because its
    /// absorption is not known. It stays in the totals and means of the region with what is known.
    pub fn with_min_coverage(self, share: f64) -> Self {
        Self {
            min_coverage: share,
            ..self
        }
    }

    /// The table of other rows for the same zones, years and classes, which are in the order of
    /// this table.
    pub(crate) fn with_rows(&self, rows: Vec<HectaresRow>) -> Self {
        let mut cells: BTreeMap<_, Cell> = BTreeMap::new();
        for row in &rows {
            let Ok(year) = row.label.parse::<Year>() else {
                continue;
            };
            let cell = cells.entry((row.zone.clone(), year)).or_default();
            cell.add(row);
        }
        Self {
            rows,
            classes: self.classes.clone(),
            cells,
            min_coverage: self.min_coverage,
        }
    }

    /// The rows as given, the ledger's among them.
    pub fn rows(&self) -> &[HectaresRow] {
        &self.rows
    }

    /// The land classes, in the order in which the rows first name them.
    pub fn classes(&self) -> &[LandClass] {
        &self.classes
    }

    /// The zones and years that have rows, sorted.
    pub fn zone_years(&self) -> impl Iterator<Item = (&ZoneId, Year)> {
        self.cells.keys().map(|(zone, year)| (zone, *year))
    }

    /// The area of a class in a zone and year; zero where the table has no row.
    pub fn hectares(&self, zone: &ZoneId, year: Year, class: &LandClass) -> Hectares {
        let cell = self.cells.get(&(zone.clone(), year));
        let area = cell.and_then(|cell| cell.by_class.get(&LedgerClass::Class(class.clone())));
        area.copied().unwrap_or_default()
    }

    /// The whole area of a zone by the rows of a year, the ledger's included; `None` if the
    /// table has no row for them.
    pub fn area(&self, zone: &ZoneId, year: Year) -> Option<Hectares> {
        self.cells.get(&(zone.clone(), year)).map(|cell| cell.area)
    }

    /// How much of a zone's area has a land class in a year.
    pub fn coverage(&self, zone: &ZoneId, year: Year) -> LandCoverage {
        let cell = self.cells.get(&(zone.clone(), year));
        cell.map(|cell| cell.coverage).unwrap_or_default()
    }

    /// The share of a zone that must be classified.
    pub fn min_coverage(&self) -> f64 {
        self.min_coverage
    }

    /// Whether enough of a zone is classified in a year to know its absorption.
    pub fn is_covered(&self, zone: &ZoneId, year: Year) -> bool {
        self.coverage(zone, year).share() >= self.min_coverage
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(zone: &str, label: &str, class: &str, hectares: f64) -> HectaresRow {
        HectaresRow {
            zone: zone.into(),
            name: String::new(),
            label: label.into(),
            class: class.parse().unwrap(),
            hectares: Hectares(hectares),
        }
    }

    #[test]
    fn ledger_rows_count_as_area_and_not_as_class() {
        let rows = vec![
            row("a", "2020", "water", 2.0),
            row("a", "2020", "nodata", 1.0),
            row("a", "2020", "outside", 0.5),
            row("a", "2020", "unmapped:-9", 0.25),
            row("a", "2015", "forest", 4.0),
        ];
        let table = LandUseTable::new(rows.clone()).unwrap();
        assert_eq!(table.classes(), [LandClass::water(), LandClass::forest()]);
        assert_eq!(table.area(&"a".into(), Year(2020)), Some(Hectares(3.75)));
        assert_eq!(table.area(&"a".into(), Year(2010)), None);
        assert_eq!(table.rows(), rows);
    }

    #[test]
    fn every_ledger_class_survives_text() {
        for text in [
            "forest",
            "nodata",
            "outside",
            "unmapped:0",
            "unmapped:-9999",
            "outside-model:sea",
        ] {
            assert_eq!(text.parse::<LedgerClass>().unwrap().to_string(), text);
        }
        for text in [
            "unmapped",
            "unmapped:",
            "unmapped:x",
            "NoData",
            "outside-model:",
        ] {
            assert!(text.parse::<LedgerClass>().is_err(), "{text}");
        }
    }

    #[test]
    fn rows_that_make_no_table_are_all_named() {
        let good = row("a", "2020", "water", 1.0);
        let with = |rows: &[HectaresRow]| {
            let rows = [std::slice::from_ref(&good), rows].concat();
            LandUseTable::new(rows).unwrap_err().to_string()
        };
        let labels = with(&[row("a", "lucc", "water", 1.0), row("b", "20", "water", 1.0)]);
        assert!(labels.contains("not years: lucc, 20;"), "{labels}");
        let areas = with(&[
            row("a", "2020", "forest", -1.0),
            row("b", "2015", "nodata", f64::NAN),
        ]);
        assert!(
            areas.contains("-1 ha (a in 2020, forest), NaN ha (b in 2015, nodata)"),
            "{areas}"
        );
        let twice = with(std::slice::from_ref(&good));
        assert!(twice.contains("a in 2020, water"), "{twice}");
    }
}

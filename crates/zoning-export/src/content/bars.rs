//! Numbers of the whole region as bars: what drove a change, what an index is made of.

use serde::{Serialize, Serializer};

use super::field::FieldClass;
use crate::style::tonnes_scale;
use crate::text::{Bilingual, Decimals};

/// Bars from zero in columns that share rows and scale.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bars {
    /// What they show, without unit.
    pub title: Bilingual,
    /// The unit; empty for ratios.
    pub unit: Bilingual,
    /// How many decimals are worth printing.
    pub decimals: usize,
    /// How they came about.
    pub known: Bilingual,
    /// The parts of bars, with their colours.
    pub keys: Vec<FieldClass>,
    /// What each row is of.
    pub rows: Vec<Bilingual>,
    /// The columns.
    pub columns: Vec<BarColumn>,
}

/// A column of bars.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BarColumn {
    /// What it is of, such as two years.
    pub heading: Bilingual,
    /// A bar a row; `None` where there is none.
    pub bars: Vec<Option<Bar>>,
}

/// A bar: one number, or parts of one sign that stand one behind the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar(pub Vec<Part>);

/// A part of a bar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// Its place among the keys.
    pub key: usize,
    /// Its number, in the unit.
    pub value: f64,
}

/// In the report a list of key and number in turn.
impl Serialize for Bar {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parts = self.0.iter();
        serializer.collect_seq(parts.flat_map(|part| {
            // A key is a whole number.
            [Decimals(part.key as f64, 0), Decimals(part.value, 6)]
        }))
    }
}

impl Bar {
    /// What it amounts to.
    pub fn sum(&self) -> f64 {
        self.0.iter().map(|part| part.value).sum()
    }

    /// Its ends: the least and the largest place that it reaches.
    pub(crate) fn ends(&self) -> [f64; 2] {
        self.0.iter().fold([0.0, 0.0], |[low, high], part| {
            [low + part.value.min(0.0), high + part.value.max(0.0)]
        })
    }
}

impl Bars {
    /// The same tonnes in a unit in which they are short.
    ///
    /// ```
    /// use zoning_export::content::{Bar, BarColumn, Bars, Part};
    /// use zoning_export::Bilingual;
    ///
    /// let tonnes = Bars {
    ///     title: Bilingual::same("Change"),
    ///     unit: Bilingual::same("t"),
    ///     decimals: 0,
    ///     known: Bilingual::default(),
    ///     keys: Vec::new(),
    ///     rows: vec![Bilingual::same("population")],
    ///     columns: vec![BarColumn {
    ///         heading: Bilingual::same("2010–2020"),
    ///         bars: vec![Some(Bar(vec![Part { key: 0, value: 2.5e6 }]))],
    ///     }],
    /// };
    /// let short = tonnes.in_short_tonnes();
    /// assert_eq!(short.unit.en, "Mt");
    /// assert_eq!(short.columns[0].bars[0].as_ref().unwrap().sum(), 2.5);
    /// ```
    #[must_use]
    pub fn in_short_tonnes(mut self) -> Self {
        let bars = self
            .columns
            .iter()
            .flat_map(|column| &column.bars)
            .flatten();
        let ends = bars.flat_map(Bar::ends);
        let largest = ends.fold(1.0, |most: f64, end| most.max(end.abs()));
        let (by, prefix) = tonnes_scale([largest].into_iter());
        let bars = self
            .columns
            .iter_mut()
            .flat_map(|column| &mut column.bars)
            .flatten();
        for part in bars.flat_map(|bar| &mut bar.0) {
            part.value /= by;
        }
        let Bilingual { en, zh } = &self.unit;
        self.unit = Bilingual::new(format!("{prefix}{en}"), format!("{prefix}{zh}"));
        self.decimals = if by > 1.0 { 2 } else { 0 };
        self
    }

    /// All texts that people read of them.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let keys = self.keys.iter().map(|key| &key.label);
        let headings = self.columns.iter().map(|column| &column.heading);
        let whole = [&self.title, &self.unit, &self.known].into_iter();
        let texts = whole.chain(keys).chain(&self.rows).chain(headings);
        texts.flat_map(|text| [&*text.en, &*text.zh])
    }
}

//! Partial tallies as files: a version, a digest, and the content that has it.

use std::collections::HashSet;
use std::ops::Range;

use carbon_core::LandClass;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use super::error::{FORMAT, PartialTallyError};
use super::identity::{Digests, hexadecimal};
use super::partial::{PartialRaster, PartialTally};
use crate::tally::frame::LedgerFrame;
use crate::tally::sums::Sums;

/// The largest area of a cell, in m²: of a side as long as the longest that a grid can have.
const LARGEST_CELL: f64 = 2.5e15;

/// No sum over a grid is larger (see [`CellAreas`](crate::cell_area::CellAreas)).
const LARGEST_SUM: u128 = 1 << 127;

#[derive(Serialize, Deserialize)]
struct PartialFile<'a> {
    landcarbon_partial_tally: u32,
    /// SHA-256 of the bytes of `content`. Files of earlier formats have neither.
    #[serde(default)]
    sha256: String,
    #[serde(borrow)]
    content: Option<&'a RawValue>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "PartialTally", deny_unknown_fields)]
struct Content {
    digests: Digests,
    rows: Range<u32>,
    covered: Range<u32>,
    frame: LedgerFrame,
    rasters: Vec<PartialRaster>,
}

impl PartialTally {
    /// The bytes of its file.
    ///
    /// # Errors
    /// None in practice: all of it can be written as JSON.
    pub fn to_json(&self) -> Result<Vec<u8>, PartialTallyError> {
        let mut content = Vec::new();
        Content::serialize(self, &mut serde_json::Serializer::new(&mut content))?;
        let file = PartialFile {
            landcarbon_partial_tally: FORMAT,
            sha256: hexadecimal(&Sha256::digest(&content)),
            content: Some(serde_json::from_slice(&content)?),
        };
        let mut json = serde_json::to_vec(&file)?;
        json.push(b'\n');
        Ok(json)
    }

    /// The partial tally of a file.
    ///
    /// # Errors
    /// The bytes are another file, of another format, or not those that were written; or no tally gives such numbers.
    pub fn from_json(json: &[u8]) -> Result<Self, PartialTallyError> {
        let file: PartialFile<'_> = serde_json::from_slice(json)?;
        if file.landcarbon_partial_tally != FORMAT {
            return Err(PartialTallyError::Format(file.landcarbon_partial_tally));
        }
        let content = file.content.map_or("", RawValue::get);
        if hexadecimal(&Sha256::digest(content)) != file.sha256 {
            return Err(PartialTallyError::Damaged);
        }
        let partial = Content::deserialize(&mut serde_json::Deserializer::from_str(content))?;
        partial.verify().map_err(PartialTallyError::Impossible)?;
        Ok(partial)
    }

    /// Verifies what every tally holds, so that nothing that is read later is out of range.
    ///
    /// # Errors
    /// What is wrong.
    fn verify(&self) -> Result<(), String> {
        let Range { start, end } = self.rows;
        if start > end || self.covered.start > self.covered.end {
            return Err(format!("rows {start}..{end}"));
        }
        let LedgerFrame {
            unit_m2,
            zones,
            classes,
        } = &self.frame;
        if !(*unit_m2 > 0.0 && *unit_m2 <= LARGEST_CELL) {
            return Err(format!("cells of {unit_m2} m²"));
        }
        refuse_twice("zone", zones.iter().map(|zone| zone.id.as_str()))?;
        refuse_twice("class", classes.all.iter().map(|class| class.as_str()))?;
        refuse_twice("raster", self.labels())?;
        if classes.codes.len() != classes.all.len() {
            return Err("codes of other classes".to_owned());
        }
        let is_unknown = |class: &&LandClass| !classes.all.contains(class);
        if let Some(class) = classes.outside_model.iter().find(is_unknown) {
            return Err(format!("no sums of the class {class}"));
        }
        for zone in zones {
            let area = zone.area.map_or(0.0, |area| area.0);
            let numbers = [zone.outside.0, area, zone.closure];
            if let Some(number) = numbers.iter().find(|n| !(n.is_finite() && **n >= 0.0)) {
                return Err(format!(
                    "{number} as an area or a closure of zone {}",
                    zone.id
                ));
            }
        }
        let mut first: Option<(&str, Vec<u128>)> = None;
        for PartialRaster { label, sums, .. } in &self.rasters {
            let inside = self
                .inside(sums)
                .map_err(|what| format!("{what} of \"{label}\""))?;
            match &first {
                Some((other, same)) if *same != inside => {
                    return Err(format!(
                        "other areas of zones for \"{label}\" than for \"{other}\""
                    ));
                }
                Some(_) => {}
                None => first = Some((label, inside)),
            }
        }
        Ok(())
    }

    /// The sum over all cells of each zone.
    ///
    /// # Errors
    /// Not all zones and classes have a sum, or one is too large.
    fn inside(&self, sums: &Sums) -> Result<Vec<u128>, String> {
        let (zones, slots) = (self.frame.zones.len(), self.frame.classes.all.len() + 1);
        let planned =
            sums.planned.len() == zones && sums.planned.iter().all(|zone| zone.len() == slots);
        if !planned
            || sums
                .unmapped
                .values()
                .any(|code| code.by_zone.len() != zones)
        {
            return Err("a sum too few or too many".to_owned());
        }
        (0..zones)
            .map(|zone| sums.inside(zone).filter(|sum| *sum <= LARGEST_SUM))
            .collect::<Option<_>>()
            .ok_or_else(|| "a sum larger than any grid".to_owned())
    }
}

fn refuse_twice<'a>(what: &str, mut names: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let mut known = HashSet::new();
    match names.find(|name| !known.insert(*name)) {
        Some(name) => Err(format!("the {what} \"{name}\" twice")),
        None => Ok(()),
    }
}

//! Which zone lies in which, by fields of the boundary file or by columns of a table.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use carbon_core::Zone;
use carbon_core::levels::{Hierarchy, UpperLevel};
use landuse_ingest::zones::Zones;

use super::names::distinct_names;
use crate::files::Table;
use crate::project::{CodeDigits, Plan};
use crate::study::study::model_zones;

/// Reads the zones above each zone of the boundary file.
pub(super) fn read_hierarchy(plan: &Plan, leaves: &Zones) -> Result<Hierarchy> {
    let zones = model_zones(leaves);
    let columns: Vec<&str> = plan
        .levels
        .iter()
        .flat_map(|level| level.columns().map(String::as_str))
        .collect();
    let cells: Vec<Option<Vec<String>>> = match &plan.parents {
        Some(path) => read_parents(path, &plan.boundary_options.id, &columns, &zones)
            .with_context(|| format!("the parents {}", path.display()))?,
        None => {
            let zones = leaves.zones.iter();
            zones.map(|zone| Some(zone.attributes.clone())).collect()
        }
    };
    let mut above = Vec::new();
    let mut first_column = 0;
    for (number, level) in plan.levels.iter().enumerate().skip(1) {
        let name_column = first_column + usize::from(level.id_column.is_some());
        let cell = |cells: &Option<Vec<String>>, column: usize| {
            let cell = cells.as_ref()?.get(column)?;
            (!cell.is_empty()).then(|| cell.clone())
        };
        let parent = |(zone, cells): (&Zone, &Option<Vec<String>>)| {
            let id = match level.digits {
                Some(digits) => Some(larger_code(zone.id.as_str(), digits)?),
                None => cell(cells, first_column),
            };
            let name = level
                .name_column
                .as_ref()
                .and_then(|_| cell(cells, name_column));
            Ok(id.map(|id| Zone::new(id.as_str(), name.as_ref().unwrap_or(&id).as_str())))
        };
        let of_leaf = zones.iter().zip(&cells).map(parent);
        above.push(UpperLevel {
            of_leaf: of_leaf
                .collect::<Result<_>>()
                .with_context(|| format!("[[level]] \"{}\"", name(plan, number)))?,
            name: name(plan, number),
        });
        first_column += level.columns().count();
    }
    let zones = tell_apart(zones, &mut above);
    Hierarchy::new(name(plan, 0), zones, above).context("[[level]]")
}

/// The code of the larger zone whose first digits a code has.
fn larger_code(code: &str, CodeDigits { digits }: CodeDigits) -> Result<String> {
    let is_code = code.bytes().all(|byte| byte.is_ascii_digit());
    if !is_code || digits == 0 || digits >= code.len() {
        bail!(
            "the zone \"{code}\" has no code of digits of which the first {digits} are those of a larger zone; name the field with its id, or a table of `parents`"
        );
    }
    Ok(format!(
        "{}{}",
        &code[..digits],
        "0".repeat(code.len() - digits)
    ))
}

/// Gives zones of one level names that tell them apart. Those of the lowest level are returned.
fn tell_apart(leaves: Vec<Zone>, above: &mut [UpperLevel]) -> Vec<Zone> {
    let leaves: Vec<Option<Zone>> = leaves.into_iter().map(Some).collect();
    let parents = above.first().map(|level| &level.of_leaf[..]);
    let leaf_names = distinct_names(&leaves, parents);
    for level in 0..above.len() {
        let parents = above.get(level + 1).map(|level| &level.of_leaf[..]);
        let names = distinct_names(&above[level].of_leaf, parents);
        let zones = above[level].of_leaf.iter_mut().zip(names);
        zones.for_each(|(zone, name)| rename(zone, name));
    }
    let leaves = leaves.into_iter().flatten().zip(leaf_names);
    leaves.map(|(leaf, name)| Zone { name, ..leaf }).collect()
}

fn rename(zone: &mut Option<Zone>, name: String) {
    if let Some(zone) = zone {
        zone.name = name;
    }
}

fn name(plan: &Plan, level: usize) -> String {
    let label = plan.levels[level].label.as_ref();
    label.map_or_else(String::new, |label| label.name.clone())
}

/// The cells of some columns, for each zone that has a row.
fn read_parents(
    path: &Path,
    id: &str,
    columns: &[&str],
    zones: &[Zone],
) -> Result<Vec<Option<Vec<String>>>> {
    let bytes = landuse_ingest::files::read(path).context("cannot read the table")?;
    let wanted = [&[id], columns].concat();
    let table = Table::from_bytes(&bytes, &wanted, &[])?;
    let mut parents: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for row in table.rows() {
        let line = || format!("line {}", row.line);
        let cells = columns.iter().map(|column| Ok(row.key(column)?.to_owned()));
        let cells = cells.collect::<Result<Vec<_>>>().with_context(line)?;
        let zone = row.key(id).with_context(line)?;
        if let Some(first) = parents.insert(zone, cells.clone())
            && first != cells
        {
            bail!(
                "line {}: the zone {zone} has a row already, with other cells; keep one",
                row.line
            );
        }
    }
    let cells = zones
        .iter()
        .map(|zone| parents.get(zone.id.as_str()).cloned());
    Ok(cells.collect())
}

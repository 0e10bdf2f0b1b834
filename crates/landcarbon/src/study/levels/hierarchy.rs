//! Which zone lies in which, by fields of the boundary file or by columns of a table.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use carbon_core::Zone;
use carbon_core::levels::{Hierarchy, UpperLevel};
use landuse_ingest::zones::Zones;

use super::names::distinct_names;
use crate::files::Table;
use crate::project::Plan;
use crate::study::study::model_zones;

/// Reads the zones above each zone of the boundary file.
pub(super) fn read_hierarchy(plan: &Plan, leaves: &Zones) -> Result<Hierarchy> {
    let zones = model_zones(leaves);
    let columns: Vec<&str> = plan
        .levels
        .iter()
        .flat_map(|level| level.columns.iter().map(String::as_str))
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
        let last_column = first_column + level.columns.len() - 1;
        let parents = cells.iter().map(|cells| {
            let cells = cells.as_ref()?;
            let id = cells.get(first_column).filter(|id| !id.is_empty())?;
            // Without a column of names the last one is that of the ids.
            let name = cells.get(last_column).filter(|name| !name.is_empty());
            Some(Zone::new(id.as_str(), name.unwrap_or(id).as_str()))
        });
        above.push(UpperLevel {
            name: name(plan, number),
            of_leaf: parents.collect(),
        });
        first_column = last_column + 1;
    }
    let zones = tell_apart(zones, &mut above);
    Hierarchy::new(name(plan, 0), zones, above).context("[[level]]")
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

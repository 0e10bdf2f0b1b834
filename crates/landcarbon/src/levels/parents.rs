//! What lies in which, as a project says it.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use carbon_core::Zone;
use carbon_core::levels::{Hierarchy, UpperLevel};
use landuse_ingest::zones::Zones;

use crate::project::Project;
use crate::table::Table;

/// The hierarchy, by fields of the boundary file or by columns of a table.
pub(super) fn hierarchy(project: &Project, leaves: &Zones) -> Result<Hierarchy> {
    let zones = leaves.zones.iter();
    let own: Vec<Zone> = zones
        .clone()
        .map(|zone| Zone::new(zone.id.clone(), zone.name.clone()))
        .collect();
    let columns = project.level_columns();
    let cells: Vec<Option<Vec<String>>> = match project.parents_path() {
        Some(path) => parents(&path, &project.boundaries.id, &columns, &own)
            .with_context(|| format!("the parents {}", path.display()))?,
        None => zones.map(|zone| Some(zone.attributes.clone())).collect(),
    };
    let mut above = Vec::new();
    let mut column = 0;
    for choice in project.levels.iter().skip(1) {
        let (id, name) = (column, choice.zone_name.as_ref().map(|_| column + 1));
        column += 1 + usize::from(name.is_some());
        let zone = |cells: &Option<Vec<String>>| {
            let cells = cells.as_ref()?;
            let id = cells.get(id).filter(|id| !id.is_empty())?;
            let name = name.and_then(|name| cells.get(name));
            let name = name.filter(|name| !name.is_empty()).unwrap_or(id);
            Some(Zone::new(id.as_str(), name.as_str()))
        };
        above.push(UpperLevel {
            name: choice.name.clone(),
            of_leaf: cells.iter().map(zone).collect(),
        });
    }
    let name = project.levels.first().map_or("", |level| &level.name);
    Hierarchy::new(name, own, above).context("[[level]]")
}

/// The cells of some columns, for each zone.
fn parents(
    path: &Path,
    id: &str,
    columns: &[String],
    zones: &[Zone],
) -> Result<Vec<Option<Vec<String>>>> {
    let bytes = std::fs::read(path).context("cannot read the table")?;
    let wanted: Vec<&str> = std::iter::once(id)
        .chain(columns.iter().map(String::as_str))
        .collect();
    let table = Table::from_bytes(&bytes, &wanted, &[])?;
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for row in table.rows() {
        let cells = columns.iter().map(|column| Ok(row.key(column)?.to_owned()));
        let cells = cells
            .collect::<Result<Vec<_>>>()
            .with_context(|| format!("line {}", row.line))?;
        let zone = row.key(id).with_context(|| format!("line {}", row.line))?;
        if let Some(first) = found.insert(zone, cells.clone())
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
        .map(|zone| found.get(zone.id.as_str()).cloned());
    Ok(cells.collect())
}

//! The levels of a study: a project without `[[level]]` has one.

mod hierarchy;
mod level_table;

use anyhow::{Context, Result};
use carbon_core::ZoneId;
use carbon_core::levels::Hierarchy;
use landuse_ingest::zones::Zones;
use zoning_export::Language;

use super::study::StudyLevel;
use crate::project::{LevelPlan, Plan};
use crate::statistics::Statistics;
use level_table::{LevelTable, level_tables};

/// Which zone lies in which, and the levels of which there are results, the main one first. It also takes the warnings about inputs.
pub(super) fn build_levels(
    plan: &Plan,
    leaves: &Zones,
    statistics: Statistics,
    warnings: Vec<String>,
) -> Result<(Hierarchy, Vec<StudyLevel>)> {
    let hierarchy = hierarchy::read_hierarchy(plan, leaves)?;
    let (tables, contradictions) = level_tables(plan, &hierarchy, statistics)?;
    let mut levels = Vec::new();
    for (number, table) in tables.into_iter().enumerate() {
        if plan.levels[number].output {
            levels.push(build_level(plan, leaves, &hierarchy, number, table)?);
        }
    }
    levels.sort_by_key(|level| level.number != plan.main_level);
    let main = &mut levels[0];
    main.warnings.splice(0..0, warnings);
    main.warnings.extend(contradictions);
    Ok((hierarchy, levels))
}

fn build_level(
    plan: &Plan,
    leaves: &Zones,
    hierarchy: &Hierarchy,
    number: usize,
    table: LevelTable,
) -> Result<StudyLevel> {
    let level = &plan.levels[number];
    let zones = zones_of_level(leaves, hierarchy, number)?;
    Ok(StudyLevel {
        number,
        label: level.label.clone(),
        title: title(plan, level),
        note: note(plan, &table),
        parents: parents(hierarchy, number),
        contiguity: plan.requests.neighbours(&zones),
        warnings: table.warning(level.label.as_ref()).into_iter().collect(),
        statistics: table.statistics,
        downscaled: table.downscaled,
        zones,
    })
}

/// The zones of a level: those of the boundary file, or unions of them.
fn zones_of_level(leaves: &Zones, hierarchy: &Hierarchy, number: usize) -> Result<Zones> {
    if number == 0 {
        return Ok(leaves.clone());
    }
    let level = &hierarchy.levels()[number];
    let zones = leaves.at(level);
    zones.with_context(|| format!("the outlines of the level \"{}\"", level.name))
}

/// The id of the zone above each zone; none at the highest level.
fn parents(hierarchy: &Hierarchy, number: usize) -> Option<Vec<ZoneId>> {
    let above = &hierarchy.levels().get(number + 1)?.zones;
    (0..hierarchy.levels()[number].zones.len())
        .map(|zone| Some(above[hierarchy.parent(number, zone)?].id.clone()))
        .collect()
}

/// The title of all results of a level: the project's, with the level's.
fn title(plan: &Plan, level: &LevelPlan) -> String {
    let comma = match plan.language {
        Language::Zh => "，",
        Language::En | Language::Both => ", ",
    };
    match &level.label {
        Some(label) => format!("{}{comma}{}", plan.title, label.title),
        None => plan.title.clone(),
    }
}

/// The status of the data: the project's note, and which statistics are downscaled.
fn note(plan: &Plan, table: &LevelTable) -> Option<String> {
    let Some(downscaled) = table.note(plan.years.len(), plan.language) else {
        return plan.note.clone();
    };
    let comma = match plan.language {
        Language::Zh => "；",
        Language::En | Language::Both => "; ",
    };
    Some(match &plan.note {
        Some(note) => format!("{note}{comma}{downscaled}"),
        None => downscaled,
    })
}

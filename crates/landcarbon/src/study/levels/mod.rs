//! The levels of a study: a project without `[[level]]` has one.

mod hierarchy;
mod level_table;
mod names;

use anyhow::{Context, Result};
use carbon_core::Said;
use carbon_core::levels::{Figure, Hierarchy};
use carbon_core::{Hectares, ZoneId};
use geo::{ChamberlainDuquetteArea, MultiPolygon};
use landuse_ingest::zones::Zones;
use zoning_export::Language;

use super::study::{StudyLevel, model_zones};
use super::without_effect::{choices_without_effect, weights_without_effect};
use crate::project::{LevelPlan, Plan};
use crate::statistics::{Statistics, find_implausible, take_totals};
use level_table::{LevelTable, level_tables};

/// Which zone lies in which, and the levels of which there are results, the main one first. It also takes the warnings about inputs.
/// Zones of one name get names that tell them apart.
pub(super) fn build_levels(
    plan: &Plan,
    leaves: &mut Zones,
    mut statistics: Statistics,
    mut warnings: Vec<Said>,
) -> Result<(Hierarchy, Vec<StudyLevel>)> {
    let hierarchy = hierarchy::read_hierarchy(plan, leaves)?;
    let named = &hierarchy.levels()[0].zones;
    warnings.extend(names::warning(&model_zones(leaves), named));
    for (leaf, named) in leaves.zones.iter_mut().zip(named) {
        leaf.name.clone_from(&named.name);
    }
    let totals = take_totals(&mut statistics, &hierarchy);
    warnings.extend(totals.into_iter().map(Said::from));
    warnings.extend(choices_without_effect(plan, &statistics));
    let implausible = implausible_statistics(plan, leaves, &hierarchy, &statistics);
    let (tables, contradictions) = level_tables(plan, &hierarchy, statistics)?;
    let downscaled = tables
        .iter()
        .flat_map(|table| table.downscaled.iter().cloned());
    let downscaled: Vec<Figure> = downscaled.collect();
    warnings.extend(weights_without_effect(&plan.downscaling, &downscaled));
    let mut levels = Vec::new();
    for (number, table) in tables.into_iter().enumerate() {
        if plan.levels[number].output {
            levels.push(build_level(plan, leaves, &hierarchy, number, table)?);
        }
    }
    levels.sort_by_key(|level| level.number != plan.main_level);
    let main = &mut levels[0];
    main.warnings.splice(0..0, warnings);
    main.implausible = implausible;
    main.warnings.extend(contradictions);
    Ok((hierarchy, levels))
}

/// What looks wrong by a power of ten in the statistics, at each level.
fn implausible_statistics(
    plan: &Plan,
    leaves: &Zones,
    hierarchy: &Hierarchy,
    statistics: &Statistics,
) -> Vec<String> {
    let price_year = plan.statistics_options.price_year;
    let areas = rough_hectares(leaves);
    let mut implausible = Vec::new();
    for level in hierarchy.levels() {
        let mut zones: Vec<_> = level
            .zones
            .iter()
            .map(|zone| (zone.id.clone(), None))
            .collect();
        for (area, zone) in areas.iter().zip(&level.of_leaf) {
            if let (Some(Hectares(area)), (_, sum)) = (area, &mut zones[*zone]) {
                sum.get_or_insert(Hectares(0.0)).0 += area;
            }
        }
        implausible.extend(find_implausible(
            statistics,
            &zones,
            price_year,
            &plan.fuels,
        ));
    }
    implausible
}

/// The area of each zone on a sphere of the Earth's size, which is right to half a percent; none of a zone without a place.
fn rough_hectares(zones: &Zones) -> Vec<Option<Hectares>> {
    let Ok(places) = zones.in_wgs84() else {
        return vec![None; zones.zones.len()];
    };
    let area = |place: &MultiPolygon<f64>| {
        let square_metres = place.chamberlain_duquette_unsigned_area();
        (square_metres > 0.0).then_some(Hectares(square_metres / 1e4))
    };
    places.iter().map(area).collect()
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
        implausible: Vec::new(),
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

//! The case of a level: all that its results follow from.

use anyhow::{Context, Result};
use carbon_core::{
    Case, Hectares, HectaresRow, Inputs, LandUseTable, LedgerClass, RawInputs, Scheme,
};

use super::study::{Study, StudyLevel};
use crate::project::refuse_fuels_without_carbon;

/// The case of a level, from the rows of its land-use table.
///
/// # Errors
/// Statistics, land use and zones do not fit together, or the compensation lacks a number.
pub(super) fn build_case(
    study: &Study,
    level: &StudyLevel,
    scheme: Option<Scheme>,
    rows: Vec<HectaresRow>,
) -> Result<Case> {
    let plan = &study.plan;
    let raw = RawInputs {
        zones: level.model_zones(),
        years: plan.years.clone(),
        land_use: LandUseTable::new(rows)?.with_min_coverage(plan.min_coverage),
        observations: level.statistics.observations.clone(),
        deflator: plan.deflator.clone(),
        price_year: plan.price_year,
    };
    if plan.coefficients.sigma().is_none() {
        refuse_fuels_without_carbon(&plan.fuels, &raw.observations)?;
    }
    let inputs = Inputs::with_fuels(raw, &plan.fuels)?;
    let scheme = scheme.map(|scheme| scheme.completed(&inputs)).transpose();
    Ok(Case {
        scheme: scheme.context("[compensation]")?,
        coefficients: plan.coefficients.clone(),
        zoning: plan.zoning.clone(),
        inputs,
    })
}

/// The case of a level before the rasters are read: with a hectare of each class in each zone, so that whatever statistics and choices
/// alone decide can be tried out.
///
/// # Errors
/// Statistics and zones do not fit together.
pub(super) fn expected_case(
    study: &Study,
    level: &StudyLevel,
    scheme: Option<Scheme>,
) -> Result<Case> {
    let legend = &study.legend;
    let mut classes = legend.classes.clone();
    if legend.is_raw() {
        // Only the cells tell which codes there are; each must have a coefficient, or be listed as having none.
        let coefficients = study.plan.coefficients.land();
        classes = coefficients.map(|(class, _)| class.clone()).collect();
    }
    classes.retain(|class| !legend.outside_model.contains(class));
    let classes = classes.into_iter().map(LedgerClass::Class);
    let classes: Vec<_> = classes.chain([LedgerClass::NoData]).collect();
    let mut rows = Vec::new();
    for zone in &level.zones.zones {
        for year in &study.plan.years {
            rows.extend(classes.iter().map(|class| HectaresRow {
                zone: zone.id.clone(),
                name: zone.name.clone(),
                label: year.to_string(),
                class: class.clone(),
                hectares: Hectares(1.0),
            }));
        }
    }
    build_case(study, level, scheme, rows)
}

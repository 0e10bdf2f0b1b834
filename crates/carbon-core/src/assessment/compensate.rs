//! The compensation of an assessment.

use super::annual::Assessment;
use crate::compensation::{
    Alternatives, Compensation, CompensationError, CompensationOptions, SchemeYear, SchemeZone,
    Sensitivity, compensate_years, sensitivity_of_years,
};
use crate::units::Year;

/// Computes what every zone pays or receives for a target year, compared with a base year
/// (formulas 8–14, a *reconstruction*).
///
/// # Units
///
/// Yuan of the target year. Tonnes as the assessment counts them; a price per tonne multiplies them
/// whatever they are of.
///
/// # Errors
///
/// [`CompensationError`] if an option is impossible or lacks a number of the region or the year, a
/// year was not assessed, the target year is not after the base year, or a carbon intensity is not
/// positive.
pub fn compensate(
    assessment: &Assessment,
    base: Year,
    target: Year,
    options: &CompensationOptions,
) -> Result<Compensation, CompensationError> {
    compensate_years(&scheme_years(assessment), [base, target], options)
}

/// Computes the compensation for every combination of the alternatives.
///
/// The same inputs give the same results, in the same order.
///
/// # Errors
///
/// [`CompensationError`] if combinations × zones exceed 11 million, or [`compensate`] fails for a
/// combination.
pub fn sensitivity(
    assessment: &Assessment,
    base: Year,
    target: Year,
    options: &CompensationOptions,
    alternatives: &Alternatives,
) -> Result<Sensitivity, CompensationError> {
    let years = [base, target];
    sensitivity_of_years(&scheme_years(assessment), years, options, alternatives)
}

fn scheme_years(assessment: &Assessment) -> Vec<SchemeYear<'_>> {
    let years = assessment.years.iter().map(|annual| SchemeYear {
        year: annual.year,
        region: &annual.region,
        zones: annual
            .zones
            .iter()
            .map(|zone| SchemeZone {
                zone: &zone.zone.id,
                account: &zone.account,
                ecc: zone.ecc,
                is_covered: zone.is_covered(),
            })
            .collect(),
    });
    years.collect()
}

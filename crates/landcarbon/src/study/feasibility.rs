//! What a level can answer of the questions of a plan.

use carbon_core::{Said, say, speaks_chinese};
use std::fmt;

use anyhow::Result;
use carbon_core::{Case, PresetDoubt, Scheme};

use super::case::expected_case;
use super::study::{Study, StudyLevel};
use crate::analyses::Requests;
use crate::project::{Plan, UncertaintyPlan};

/// What a level is asked and can answer.
#[derive(Debug, Clone)]
pub struct Questions {
    /// Its compensation, if there is to be one.
    pub scheme: Option<Scheme>,
    /// What is uncertain, and how many runs are drawn.
    pub uncertainty: Option<UncertaintyPlan>,
    /// What to work out beyond budgets.
    pub requests: Requests,
    /// The doubt whether numbers that its compensation takes from a preset are of this region and year.
    pub preset_doubt: Option<PresetDoubt>,
    /// What the level leaves out.
    pub omissions: Vec<Omission>,
}

/// Why a level leaves out something that the plan asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Omission {
    level: String,
    why: Said,
}

impl fmt::Display for Omission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match speaks_chinese() {
            true => write!(f, "层级 {}：{}", self.level, self.why),
            false => write!(f, "level {}: {}", self.level, self.why),
        }
    }
}

/// What a level can answer of a plan, with its case as it is expected before the rasters are read. The main level leaves out nothing but
/// the compensation of a single zone: anything else that it cannot answer is an error.
///
/// # Errors
/// The inputs of the level do not fit together, or a field is unknown.
pub(super) fn feasible(study: &Study, level: &StudyLevel) -> Result<(Questions, Case)> {
    let plan = &study.plan;
    let mut reasons = Vec::new();
    let scheme = feasible_scheme(plan, level, &mut reasons);
    let case = expected_case(study, level, scheme)?;
    let mut uncertainty = plan.uncertainty.clone();
    let mut requests = plan.requests.clone();
    if level.number != plan.main_level {
        uncertainty = feasible_uncertainty(plan, scheme.is_some(), &mut reasons);
        let (answerable, left_out) = requests.reduce(level.contiguity.as_ref(), &case)?;
        requests = answerable;
        reasons.extend(left_out.into_iter().map(Said::from));
    }
    if let Some(plan) = &uncertainty {
        plan.refuse_costly(level.zones.zones.len() * case.inputs.years().count())?;
    }
    let name = level.label.as_ref().map_or("", |label| &label.name);
    let omissions = reasons.into_iter().map(|why| Omission {
        level: name.to_owned(),
        why,
    });
    let questions = Questions {
        preset_doubt: scheme.and_then(|scheme| scheme.preset_doubt(&case.inputs)),
        scheme,
        uncertainty,
        requests,
        omissions: omissions.collect(),
    };
    Ok((questions, case))
}

/// The compensation of a level. With levels, that of a single zone is left out.
fn feasible_scheme(plan: &Plan, level: &StudyLevel, reasons: &mut Vec<Said>) -> Option<Scheme> {
    let scheme = plan.levels[level.number].scheme;
    if scheme.is_some() && level.label.is_some() && level.zones.zones.len() == 1 {
        reasons.push(say!(
            "its only zone has nobody to pay or to be paid by, so no compensation is computed for it",
            "只有一个区域，没有支付或受偿的对方，因此不计算补偿"
        ));
        return None;
    }
    scheme
}

/// The uncertainty that can be drawn at a level beside the main one.
fn feasible_uncertainty(
    plan: &Plan,
    has_payments: bool,
    reasons: &mut Vec<Said>,
) -> Option<UncertaintyPlan> {
    let mut drawn = plan.uncertainty.clone()?;
    let alone = drawn.uncertainty.of_single_zones();
    if !alone.is_empty() {
        reasons.push(say!(
            "uncertainty is drawn at the main level only, since {} errs in each zone there by itself or by an amount; with `zones = \"together\"` and a relative spread it is drawn at all levels",
            "不确定性只在主层级抽样，因为主层级各区域的 {} 各自独立或按绝对量变动；使用 `zones = \"together\"` 和相对离散程度时，各层级都抽样",
            alone.join(", ")
        ));
        return None;
    }
    if !has_payments {
        drawn.uncertainty.price = None;
        drawn.uncertainty.engel = None;
        drawn.uncertainty.choices = None;
    }
    Some(drawn)
}

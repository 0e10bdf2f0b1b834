//! What the numbers rest on: coefficients, the rule of the zones, the ledger, warnings, where the
//! inputs come from.

use std::collections::{BTreeMap, BTreeSet};

use carbon_core::{
    Assessment, Coefficient, Coefficients, HectaresRow, LedgerClass, Measure, Provenance, Variable,
    Warning,
};

use super::land;
use super::words::{bilingual, both, exact};
use crate::tables;
use crate::text::Bilingual;
use crate::text::json::{self, Object};

/// σ, θ and the λ of the assessment's classes, each with value, unit, basis, standing, source and
/// note. A class without λ has a name only.
pub(super) fn coefficients(assessment: &Assessment, coefficients: &Coefficients) -> String {
    let mut list = vec![
        coefficient(both("σ, energy", "σ，能源"), coefficients.sigma()),
        coefficient(both("θ, respiration", "θ，呼吸"), coefficients.theta()),
    ];
    for class in &assessment.classes {
        let (en, zh) = (class.label_en(), class.label_zh());
        let name = both(&format!("λ, {}", en.to_lowercase()), &format!("λ，{zh}"));
        list.push(match coefficients.lambda(class) {
            Some(lambda) => coefficient(name, lambda),
            None => Object::new().member("name", name).finish(),
        });
    }
    json::array(list)
}

fn coefficient<Q: Measure>(name: String, of: &Coefficient<Q>) -> String {
    let standing = match of.provenance() {
        Provenance::Stated => "stated",
        Provenance::Inferred => "inferred",
        Provenance::User => "user",
    };
    Object::new()
        .member("name", name)
        .member("value", exact(of.value()))
        .member("unit", both(of.unit(), &unit_zh(of.unit())))
        .member("basis", bilingual(&tables::basis_in_words(of.basis())))
        .text("standing", standing)
        .member(
            "known",
            bilingual(&tables::standing_in_words(of.provenance())),
        )
        .text("source", of.source())
        .text("note", of.note().unwrap_or_default())
        .finish()
}

/// The unit of a coefficient, of which the model says what it is per in English.
fn unit_zh(unit: &str) -> String {
    let per = [
        (" per tce", "/吨标准煤"),
        (" per person and year", "/(人·年)"),
        (" per ha and year", "/(公顷·年)"),
    ];
    per.iter()
        .fold(unit.to_owned(), |unit, (en, zh)| unit.replace(en, zh))
}

/// The rule of the functional zones in words, with its thresholds.
pub(super) fn zoning(assessment: &Assessment) -> String {
    bilingual(&tables::rule_in_words(&assessment.zoning))
}

/// The ledger: `labels`, `rows` (a class each, hectares over all zones a label) and `closures` (the
/// largest relative difference of any zone, a label; `null` where it is not known).
pub(super) fn ledger(rows: &[HectaresRow], closures: &BTreeMap<String, f64>) -> String {
    let labels: BTreeSet<&str> = rows.iter().map(|row| row.label.as_str()).collect();
    let mut classes: Vec<&LedgerClass> = Vec::new();
    let mut sums: BTreeMap<(&LedgerClass, &str), f64> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for row in rows {
        if seen.insert(&row.class) {
            classes.push(&row.class);
        }
        *sums.entry((&row.class, &row.label)).or_default() += row.hectares.0;
    }
    // Land first, in its order; then what closes the ledger.
    classes.sort_by_key(|class| !matches!(class, LedgerClass::Class(_)));
    let lines = classes.into_iter().map(|class| {
        let hectares = labels.iter().map(|label| {
            let sum = sums.get(&(class, label)).copied().unwrap_or_default();
            json::number(sum, 6)
        });
        Object::new()
            .text("class", &class.to_string())
            .member("label", ledger_label(class))
            .member("hectares", json::array(hectares))
            .finish()
    });
    let closures = labels.iter().map(|label| {
        let closure = closures.get(*label);
        closure.map_or("null".to_owned(), |closure| format!("{closure:e}"))
    });
    Object::new()
        .member("rows", json::array(lines))
        .member("closures", json::array(closures))
        .member("labels", json::array(labels.iter().map(|l| json::text(l))))
        .finish()
}

fn ledger_label(class: &LedgerClass) -> String {
    match class {
        LedgerClass::Class(class) => land::label(class),
        LedgerClass::NoData => both("No data", "无数据"),
        LedgerClass::Outside => both("Outside the raster or the model", "栅格或模型之外"),
        LedgerClass::Unmapped(code) => both(
            &format!("Code {code}, not in the legend"),
            &format!("代码 {code}（图例未收录）"),
        ),
    }
}

/// Warnings in both languages where the model gave them, and otherwise as they are.
pub(super) fn warnings(assessment: &Assessment, warnings: &[String]) -> String {
    json::array(warnings.iter().map(|text| {
        let known = assessment.warnings.iter();
        let same = known
            .into_iter()
            .find(|warning| warning.to_string() == *text);
        let zh = same.and_then(in_chinese).unwrap_or_else(|| text.clone());
        bilingual(&Bilingual::new(text.clone(), zh))
    }))
}

fn in_chinese(warning: &Warning) -> Option<String> {
    match warning {
        Warning::MixedBases {
            bases,
            year,
            budget,
            restated,
        } => {
            let (carbon, dioxide) = (bases.carbon.join("、"), bases.carbon_dioxide.join("、"));
            Some(format!(
                "系数口径混用：{dioxide} 以 CO₂ 计，{carbon} 以碳计；{year}年全区碳收支 {:.2} Mt 由两者直接相加，统一折算为 \
                 CO₂ 则为 {:.2} Mt。",
                budget.megatonnes(),
                restated.megatonnes()
            ))
        }
        Warning::RegionTotal {
            year,
            variable,
            given,
            sum,
        } => {
            let unit = variable.unit();
            Some(format!(
                "{year}年全区{}给定值为 {given:.0} {unit}，各区域之和为 {sum:.0} {unit}。",
                variable_zh(*variable)
            ))
        }
        _ => None,
    }
}

fn variable_zh(variable: Variable) -> String {
    match variable {
        Variable::Population => "人口".to_owned(),
        Variable::Energy => "能源".to_owned(),
        Variable::Absorption => "碳吸收".to_owned(),
        other => other.to_string(),
    }
}

/// How many values each statistical variable has of each status: `[variable, status, count]`.
pub(super) fn statuses(of: &BTreeMap<String, BTreeMap<String, usize>>) -> String {
    let counts = of.iter().flat_map(|(variable, counts)| {
        counts.iter().map(move |(status, count)| {
            json::array([json::text(variable), json::text(status), count.to_string()])
        })
    });
    json::array(counts)
}

/// The inputs with their digests: `[path, SHA-256]`.
pub(super) fn inputs(digests: &BTreeMap<String, String>) -> String {
    let pairs = digests.iter();
    json::array(pairs.map(|(path, digest)| json::array([path, digest].map(|t| json::text(t)))))
}

//! What the numbers rest on: coefficients, the ledger, warnings, where the inputs come from.

use carbon_core::Said;
use std::collections::{BTreeMap, BTreeSet};

use carbon_core::uncertainty::UncertainInput;
use carbon_core::{
    Assessment, Coefficient, Coefficients, HectaresRow, LedgerClass, Listed, Measure, Provenance,
    UnclassifiedZone, Variable, Warning,
};
use serde::Serialize;

use crate::content::input_label;
use crate::tables;
use crate::text::{Bilingual, Decimals, Exact, ledger_label};

/// A coefficient, with the words that go with its value. A class without λ has a name only.
#[derive(Serialize)]
pub(super) struct CoefficientEntry<'a> {
    name: Bilingual,
    #[serde(flatten)]
    found: Option<CoefficientValue<'a>>,
}

#[derive(Serialize)]
struct CoefficientValue<'a> {
    value: Exact,
    unit: Bilingual,
    basis: Bilingual,
    standing: &'static str,
    known: Bilingual,
    source: &'a str,
    note: &'a str,
}

/// σ, θ and the λ of the assessment's classes.
pub(super) fn coefficients<'a>(
    assessment: &Assessment,
    coefficients: &'a Coefficients,
) -> Vec<CoefficientEntry<'a>> {
    let sigma = coefficients.sigma().map(coefficient);
    let sigma = sigma.map(|sigma| (UncertainInput::Sigma, Some(sigma)));
    let theta = coefficient(coefficients.theta());
    let mut named: Vec<_> = sigma.into_iter().collect();
    named.push((UncertainInput::Theta, Some(theta)));
    named.extend(assessment.classes.iter().map(|class| {
        let found = coefficients.lambda(class).map(coefficient);
        (UncertainInput::Lambda(class.clone()), found)
    }));
    let entries = named.into_iter().map(|(input, found)| {
        let name = input_label(&input);
        CoefficientEntry { name, found }
    });
    entries.collect()
}

fn coefficient<Q: Measure>(coefficient: &Coefficient<Q>) -> CoefficientValue<'_> {
    let provenance = coefficient.provenance();
    CoefficientValue {
        value: Exact(coefficient.value()),
        unit: Bilingual::new(coefficient.unit(), unit_zh(coefficient.unit())),
        basis: tables::basis_in_words(coefficient.basis()),
        standing: match provenance {
            Provenance::Stated => "stated",
            Provenance::Inferred => "inferred",
            Provenance::User => "user",
        },
        known: tables::standing_in_words(provenance),
        source: coefficient.source(),
        note: coefficient.note().unwrap_or_default(),
    }
}

/// The unit of a coefficient, of which the model says what it is per in English.
fn unit_zh(unit: &str) -> String {
    let per = [
        (" per tce", "/吨标准煤"),
        (" per person and year", "/(人·年)"),
        (" per ha and year", "/(公顷·年)"),
    ];
    let per = per.iter();
    per.fold(unit.to_owned(), |unit, (en, zh)| unit.replace(en, zh))
}

/// The ledger: a row for each class, and the largest relative difference of any zone for each label where it is known.
#[derive(Serialize)]
pub(super) struct LedgerTable<'a> {
    rows: Vec<LedgerLine>,
    closures: Vec<Option<f64>>,
    labels: Vec<&'a str>,
}

/// Hectares over all zones, for each label.
#[derive(Serialize)]
struct LedgerLine {
    class: String,
    label: Bilingual,
    hectares: Vec<Decimals>,
}

pub(super) fn ledger<'a>(
    rows: &'a [HectaresRow],
    closures: &BTreeMap<String, f64>,
) -> LedgerTable<'a> {
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
        let sum = |label: &&str| sums.get(&(class, label)).copied().unwrap_or_default();
        let hectares = labels.iter().map(|label| Decimals(sum(label), 6));
        LedgerLine {
            class: class.to_string(),
            label: ledger_label(class),
            hectares: hectares.collect(),
        }
    });
    let closures = labels.iter().map(|label| closures.get(*label).copied());
    LedgerTable {
        rows: lines.collect(),
        closures: closures.collect(),
        labels: labels.iter().copied().collect(),
    }
}

/// Warnings in both languages where the model gave them, and otherwise as they are.
pub(super) fn warnings(assessment: &Assessment, warnings: &[Said]) -> Vec<Bilingual> {
    let in_both = |said: &Said| {
        let mut known = assessment.warnings.iter();
        let same = known.find(|warning| warning.to_string() == said.en);
        let zh = same.map_or_else(|| said.zh.clone(), in_chinese);
        Bilingual::new(said.en.clone(), zh)
    };
    warnings.iter().map(in_both).collect()
}

fn in_chinese(warning: &Warning) -> String {
    match warning {
        Warning::MixedBases {
            bases,
            year,
            budget,
            restated,
        } => {
            let (carbon, dioxide) = (bases.carbon.join("、"), bases.carbon_dioxide.join("、"));
            format!(
                "系数口径混用：{dioxide} 以 CO₂ 计，{carbon} 以碳计；{year}年全区碳收支 {:.2} Mt 由两者直接相加，统一折算为 \
                 CO₂ 则为 {:.2} Mt。",
                budget.megatonnes(),
                restated.megatonnes()
            )
        }
        Warning::RegionTotal {
            year,
            variable,
            given,
            sum,
        } => {
            let (name, unit) = in_chinese_words(*variable);
            format!("{year}年全区{name}给定值为 {given:.0} {unit}，各区域之和为 {sum:.0} {unit}。")
        }
        Warning::UnclassifiedLand(found) => {
            let zones = found.zones.iter().take(5).map(unclassified_in_chinese);
            let zones: Vec<_> = zones.collect();
            match found.zones.len() {
                1 => zones.concat(),
                number => format!(
                    "{number} 个区域有 1 % 以上的面积没有地类，最多者：{}",
                    zones.join("；")
                ),
            }
        }
        Warning::LeftOut {
            zones,
            min_coverage,
        } => {
            let named = zones.iter().map(|(zone, years)| {
                let years: Vec<_> = years.iter().map(ToString::to_string).collect();
                format!("{}（{}）{} 年", zone.name, zone.id, years.join("、"))
            });
            format!(
                "以下区域有地类的面积不足 {} %，不划分功能区，不参与补偿和排序：{}（该下限由 min_coverage 设定）",
                100.0 * min_coverage,
                Listed(named.collect::<Vec<_>>())
            )
        }
    }
}

fn unclassified_in_chinese(found: &UnclassifiedZone) -> String {
    let coverage = found.coverage;
    let parts = [
        (coverage.nodata, "无数据"),
        (coverage.outside, "栅格以外"),
        (coverage.unmapped, "代码未收录"),
    ];
    let parts = parts.iter().filter(|(area, _)| area.0 > 0.0);
    let parts: Vec<_> = parts
        .map(|(area, what)| format!("{what} {:.2} %", coverage.percent(*area)))
        .collect();
    format!(
        "{}（{}）{} 年：没有地类的面积{}占 {:.2} %（{}）",
        found.zone.name,
        found.zone.id,
        found.labels.join("、"),
        if found.labels.len() > 1 { "最多" } else { "" },
        100.0 * (1.0 - coverage.share()),
        parts.join("，")
    )
}

/// The Chinese name and unit of a statistical variable of which the region may have a total.
fn in_chinese_words(variable: Variable) -> (String, String) {
    let known = [
        (Variable::Population, "人口", "人"),
        (Variable::Gdp, "生产总值（当年价）", "万元"),
        (Variable::GdpConstant, "生产总值（不变价）", "万元"),
        (Variable::Energy, "能源消费", "吨标准煤"),
        (Variable::Absorption, "碳吸收", "吨"),
    ];
    match known.into_iter().find(|(known, ..)| *known == variable) {
        Some((_, name, unit)) => (name.to_owned(), unit.to_owned()),
        None => (variable.to_string(), variable.unit().to_owned()),
    }
}

/// How many values each statistical variable has of each status.
pub(super) fn statuses(
    statuses: &BTreeMap<String, BTreeMap<String, usize>>,
) -> Vec<(&str, &str, usize)> {
    let counts = statuses.iter().flat_map(|(variable, counts)| {
        let counts = counts.iter();
        counts.map(|(status, count)| (variable.as_str(), status.as_str(), *count))
    });
    counts.collect()
}

//! Where the numbers come from: what the workbook's last sheet says.

use carbon_core::Said;
use std::collections::BTreeMap;

use carbon_core::{Assessment, Coefficient, Coefficients, FuelTable, Measure};

use super::{functional_zones, notes};
use crate::text::{Bilingual, Caption};

/// What the caller knows of a run beyond its results.
#[derive(Debug, Clone, Copy)]
pub struct Provenance<'a> {
    /// The program with its version, such as `landcarbon 0.1.0`.
    pub program: &'a str,
    /// How many values each statistical variable has of each status (`census`, `reconstructed`).
    pub statuses: &'a BTreeMap<String, BTreeMap<String, usize>>,
    /// The factors of fuels, where emissions follow from them.
    pub fuels: Option<&'a FuelTable>,
    /// What the user should know.
    pub warnings: &'a [Said],
}

/// A headed list of the sheet.
pub(super) struct Block {
    pub(super) heading: Bilingual,
    /// Headings of the columns; none where lines speak for themselves.
    pub(super) columns: Vec<Bilingual>,
    pub(super) lines: Vec<Vec<Entry>>,
}

/// One field of a line.
pub(super) enum Entry {
    Text(Bilingual),
    Number(f64),
}

impl Entry {
    fn same(text: impl Into<String>) -> Self {
        Self::Text(Bilingual::same(text))
    }
}

/// The blocks of the sheet.
pub(super) fn blocks(
    provenance: &Provenance<'_>,
    assessment: &Assessment,
    coefficients: &Coefficients,
    caption: &Caption,
) -> Vec<Block> {
    let mut blocks = vec![
        project(provenance, assessment, caption),
        coefficient_block(assessment, coefficients),
    ];
    blocks.extend(provenance.fuels.map(fuel_block));
    blocks.extend([
        zoning(assessment),
        statistics(provenance),
        warnings(provenance),
    ]);
    for block in &mut blocks {
        if block.lines.is_empty() {
            block.columns.clear();
            block.lines.push(vec![Entry::Text(none())]);
        }
    }
    blocks
}

fn project(provenance: &Provenance<'_>, assessment: &Assessment, caption: &Caption) -> Block {
    let years: Vec<_> = assessment
        .years
        .iter()
        .map(|annual| annual.year.to_string())
        .collect();
    let note = caption.note.as_deref().unwrap_or("—");
    let prices = assessment.price_year.to_string();
    let line = |en: &str, zh: &str, value: Entry| vec![Entry::Text(Bilingual::new(en, zh)), value];
    Block {
        heading: Bilingual::new("Project", "项目"),
        columns: Vec::new(),
        lines: vec![
            line("Title", "名称", Entry::same(&caption.title)),
            line("Status of the data", "数据状态", Entry::same(note)),
            line("Years", "年份", Entry::same(years.join(", "))),
            line(
                "GDP at the prices of",
                "GDP 价格基准年",
                Entry::same(prices),
            ),
            line("Program", "程序", Entry::same(provenance.program)),
            line("Method", "方法", Entry::same(notes::PAPER)),
        ],
    }
}

fn coefficient_block(assessment: &Assessment, coefficients: &Coefficients) -> Block {
    let sigma = coefficients.sigma();
    let sigma = sigma.map(|sigma| coefficient(Bilingual::new("σ, energy", "σ，能源"), sigma));
    let mut lines: Vec<_> = sigma.into_iter().collect();
    lines.push(coefficient(
        Bilingual::new("θ, respiration", "θ，呼吸"),
        coefficients.theta(),
    ));
    for class in &assessment.classes {
        let (en, zh) = (class.label_en(), class.label_zh());
        let name = Bilingual::new(format!("λ, {en}"), format!("λ，{zh}"));
        lines.push(match coefficients.lambda(class) {
            Some(lambda) => coefficient(name, lambda),
            None => vec![Entry::Text(name), Entry::Text(none())],
        });
    }
    let headings = [
        ("Coefficient", "系数"),
        ("Value", "数值"),
        ("Unit", "单位"),
        ("Basis", "口径"),
        ("Standing", "可靠程度"),
        ("Source", "来源"),
        ("Note", "备注"),
    ];
    Block {
        heading: Bilingual::new("Coefficients", "系数"),
        columns: headings.map(|(en, zh)| Bilingual::new(en, zh)).to_vec(),
        lines,
    }
}

/// The carbon in each fuel, and what was emitted for heat and electricity.
fn fuel_block(fuels: &FuelTable) -> Block {
    let headings = [
        ("Fuel", "燃料"),
        ("Value", "数值"),
        ("Unit", "单位"),
        ("Share that burns", "氧化率"),
        ("Standing", "可靠程度"),
        ("Source", "来源"),
        ("Note", "备注"),
    ];
    let lines = fuels.entries().filter_map(|(fuel, entry)| {
        let factor = entry.emission_factor.as_ref();
        let factor = factor.or(entry.carbon_content.as_ref())?;
        let burnt = entry.oxidation.as_ref().map_or(1.0, |share| share.value);
        Some(vec![
            Entry::same(fuel.name()),
            Entry::Number(factor.value),
            Entry::same(factor.unit),
            Entry::Number(burnt),
            Entry::Text(notes::standing(factor.provenance)),
            Entry::same(&factor.source),
            Entry::same(factor.note.as_deref().unwrap_or_default()),
        ])
    });
    Block {
        heading: Bilingual::new("Carbon in fuels", "燃料含碳量"),
        columns: headings.map(|(en, zh)| Bilingual::new(en, zh)).to_vec(),
        lines: lines.collect(),
    }
}

fn coefficient<Q: Measure>(name: Bilingual, coefficient: &Coefficient<Q>) -> Vec<Entry> {
    vec![
        Entry::Text(name),
        Entry::Number(coefficient.value()),
        Entry::same(coefficient.unit()),
        Entry::Text(notes::basis(coefficient.basis())),
        Entry::Text(notes::standing(coefficient.provenance())),
        Entry::same(coefficient.source()),
        Entry::same(coefficient.note().unwrap_or_default()),
    ]
}

fn none() -> Bilingual {
    Bilingual::new("none", "无")
}

fn zoning(assessment: &Assessment) -> Block {
    let rule = &assessment.zoning;
    let mut lines = vec![vec![Entry::Text(functional_zones::rule_in_words(rule))]];
    let thresholds = rule.thresholds().into_iter();
    lines.extend(thresholds.map(|(name, value)| vec![Entry::same(name), Entry::Number(value)]));
    Block {
        heading: Bilingual::new("Zoning rule and thresholds", "分区规则与阈值"),
        columns: Vec::new(),
        lines,
    }
}

fn statistics(provenance: &Provenance<'_>) -> Block {
    let counts = provenance.statuses.iter().flat_map(|(variable, counts)| {
        counts.iter().map(move |(status, &count)| {
            vec![
                Entry::same(variable),
                Entry::Number(count as f64),
                Entry::same(status),
            ]
        })
    });
    let headings = [
        ("Variable", "变量"),
        ("Values", "数据个数"),
        ("Status", "状态"),
    ];
    Block {
        heading: Bilingual::new("Status of the statistics", "统计数据状态"),
        columns: headings.map(|(en, zh)| Bilingual::new(en, zh)).to_vec(),
        lines: counts.collect(),
    }
}

fn warnings(provenance: &Provenance<'_>) -> Block {
    let lines = provenance.warnings.iter();
    Block {
        heading: Bilingual::new("Warnings", "警告"),
        columns: Vec::new(),
        lines: lines
            .map(|warning| vec![Entry::Text(Bilingual::new(&*warning.en, &*warning.zh))])
            .collect(),
    }
}

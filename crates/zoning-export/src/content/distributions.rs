//! What of a run is uncertain, in words, with its sources.

use carbon_core::uncertainty::{
    Dependence, Distribution, Scale, Shape, UncertainInput, UncertainStatistic, Uncertainty,
};

use crate::style::plain;
use crate::text::Bilingual;
use serde::Serialize;

/// An uncertain input.
#[derive(Serialize)]
pub(crate) struct Distributed {
    /// Which.
    pub input: Bilingual,
    /// How it is distributed about the value of the base run.
    pub distribution: Bilingual,
    /// Where the spread comes from, as the project says.
    pub source: String,
}

/// All uncertain inputs, in the order of the Sobol indices.
pub(crate) fn distributed(uncertainty: &Uncertainty) -> Vec<Distributed> {
    let mut all = Vec::new();
    let coefficients = &uncertainty.coefficients;
    let single = [
        (UncertainInput::Sigma, &coefficients.sigma),
        (UncertainInput::Theta, &coefficients.theta),
    ];
    let land = coefficients.land.iter();
    let land = land.map(|(class, entry)| (UncertainInput::Lambda(class.clone()), entry));
    let named = single
        .into_iter()
        .filter_map(|(input, entry)| Some((input, entry.as_ref()?)));
    for (input, entry) in named.chain(land) {
        all.push(Distributed {
            input: input_label(&input),
            distribution: in_words(&entry.distribution),
            source: entry.source.clone(),
        });
    }
    let statistics = &uncertainty.statistics;
    for (input, entry) in [
        (UncertainInput::Energy, &statistics.energy),
        (UncertainInput::Population, &statistics.population),
        (UncertainInput::Gdp, &statistics.gdp),
    ] {
        all.extend(entry.iter().map(|entry| Distributed {
            input: input_label(&input),
            distribution: statistic_in_words(entry),
            source: entry.uncertain.source.clone(),
        }));
    }
    for (input, entry) in [
        (UncertainInput::Price, &uncertainty.price),
        (UncertainInput::Engel, &uncertainty.engel),
    ] {
        all.extend(entry.iter().map(|entry| Distributed {
            input: input_label(&input),
            distribution: in_words(&entry.distribution),
            source: entry.source.clone(),
        }));
    }
    all.extend(choices(uncertainty));
    for (entry, accuracy) in uncertainty.map_accuracy.iter().enumerate() {
        all.push(Distributed {
            input: input_label(&UncertainInput::MapAccuracy(entry)),
            distribution: Bilingual::new("confusion matrix", "混淆矩阵"),
            source: accuracy.source.clone(),
        });
    }
    all
}

/// The inferred choices of formulas, of which more than one alternative is drawn.
fn choices(uncertainty: &Uncertainty) -> Vec<Distributed> {
    let Some(choices) = &uncertainty.choices else {
        return Vec::new();
    };
    let counts = [
        (UncertainInput::Weight, choices.weights.len()),
        (UncertainInput::Form, choices.forms.len()),
        (UncertainInput::Reference, choices.references.len()),
        (
            UncertainInput::MeanEmissions,
            choices.mean_emissions_t.len(),
        ),
        (UncertainInput::PriceRule, choices.price_rules.len()),
        (UncertainInput::EngelReading, choices.engel_readings.len()),
    ];
    let drawn = counts.into_iter().filter(|(_, count)| *count > 1);
    drawn
        .map(|(input, count)| Distributed {
            input: input_label(&input),
            distribution: Bilingual::new(
                format!("{count} alternatives, equally likely"),
                format!("{count} 种取法，概率相等"),
            ),
            source: "choices that the paper leaves open; equal probability is a convention"
                .to_owned(),
        })
        .collect()
}

/// The sources of all spreads, each once, in their order.
pub(super) fn sources(uncertainty: &Uncertainty) -> Vec<String> {
    let mut sources: Vec<String> = Vec::new();
    for entry in distributed(uncertainty) {
        if !sources.contains(&entry.source) {
            sources.push(entry.source);
        }
    }
    sources
}

/// What an uncertain input is called.
pub(crate) fn input_label(input: &UncertainInput) -> Bilingual {
    let (en, zh) = match input {
        UncertainInput::Sigma => ("σ, energy", "σ，能源"),
        UncertainInput::Theta => ("θ, respiration", "θ，呼吸"),
        UncertainInput::Lambda(class) => {
            return Bilingual::new(
                format!("λ, {}", class.label_en().to_lowercase()),
                format!("λ，{}", class.label_zh()),
            );
        }
        UncertainInput::Energy => ("Energy", "能源消费"),
        UncertainInput::Population => ("Population", "人口"),
        UncertainInput::Gdp => ("GDP", "GDP"),
        UncertainInput::Price => ("Price α", "单价 α"),
        UncertainInput::Engel => ("Engel coefficient", "恩格尔系数"),
        UncertainInput::Weight => ("Weight w", "权重 w"),
        UncertainInput::Form => ("Form of formula 11", "公式 11 的形式"),
        UncertainInput::Reference => ("Reference of s", "s 的参照"),
        UncertainInput::MeanEmissions => ("Mean emissions D", "平均排放 D"),
        UncertainInput::PriceRule => ("Price rule", "价格规则"),
        UncertainInput::EngelReading => ("Reading of t", "t 的读法"),
        UncertainInput::MapAccuracy(entry) => {
            let number = entry + 1;
            return Bilingual::new(
                format!("Land-use map {number}"),
                format!("土地利用图 {number}"),
            );
        }
    };
    Bilingual::new(en, zh)
}

fn statistic_in_words(statistic: &UncertainStatistic) -> Bilingual {
    let distribution = in_words(&statistic.uncertain.distribution);
    let how = |dependence| match dependence {
        Dependence::Independent => ("each by itself", "各自独立"),
        Dependence::Together => ("all alike", "一致"),
    };
    let (zones, years) = (how(statistic.zones), how(statistic.years));
    Bilingual::new(
        format!(
            "{}; zones err {}, years {}",
            distribution.en, zones.0, years.0
        ),
        format!(
            "{}；各区域误差{}，各年误差{}",
            distribution.zh, zones.1, years.1
        ),
    )
}

fn in_words(distribution: &Distribution) -> Bilingual {
    let print = |value: f64| match distribution.scale {
        // Rounded, since 0.07 × 100 is 7.000000000000001.
        Scale::Relative => format!("{} %", plain((value * 1e6).round() / 1e4)),
        Scale::Absolute => plain(value),
    };
    let end = |value: f64| match (distribution.scale, value > 0.0) {
        (Scale::Relative, true) => format!("+{}", print(value)),
        _ => print(value),
    };
    match distribution.shape {
        Shape::Normal { sd } => Bilingual::new(
            format!("normal, sd {}", print(sd)),
            format!("正态，标准差 {}", print(sd)),
        ),
        Shape::Lognormal { sd } => Bilingual::new(
            format!("lognormal, sd {}", print(sd)),
            format!("对数正态，标准差 {}", print(sd)),
        ),
        Shape::Triangular { minimum, maximum } => Bilingual::new(
            format!("triangular, {} to {}", end(minimum), end(maximum)),
            format!("三角，{} 至 {}", end(minimum), end(maximum)),
        ),
        Shape::Uniform { minimum, maximum } => Bilingual::new(
            format!("uniform, {} to {}", end(minimum), end(maximum)),
            format!("均匀，{} 至 {}", end(minimum), end(maximum)),
        ),
    }
}

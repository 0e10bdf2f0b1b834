//! What of a run is uncertain, in words, with its sources.

use carbon_core::uncertainty::{
    Dependence, Distribution, Scale, Shape, Uncertain, UncertainInput, UncertainStatistic,
    Uncertainty,
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
pub(crate) fn distributed<'a>(uncertainty: &'a Uncertainty) -> Vec<Distributed> {
    use UncertainInput as Input;
    let mut all = Vec::new();
    let mut push = |input: &Input, distribution, source: &str| {
        all.push(Distributed {
            input: input_label(input),
            distribution,
            source: source.to_owned(),
        });
    };
    let coefficients = &uncertainty.coefficients;
    let single = |input, entry: &'a Option<Uncertain>| Some((input, entry.as_ref()?));
    let [sigma, theta, price, engel] = [
        single(Input::Sigma, &coefficients.sigma),
        single(Input::Theta, &coefficients.theta),
        single(Input::Price, &uncertainty.price),
        single(Input::Engel, &uncertainty.engel),
    ];
    let land = coefficients.land.iter();
    let land = land.map(|(class, entry)| (Input::Lambda(class.clone()), entry));
    for (input, entry) in sigma.into_iter().chain(theta).chain(land) {
        push(&input, in_words(&entry.distribution), &entry.source);
    }
    let statistics = &uncertainty.statistics;
    for (input, entry) in [
        (Input::Energy, &statistics.energy),
        (Input::Population, &statistics.population),
        (Input::Gdp, &statistics.gdp),
    ] {
        if let Some(entry) = entry {
            push(&input, statistic_in_words(entry), &entry.uncertain.source);
        }
    }
    for (input, entry) in price.into_iter().chain(engel) {
        push(&input, in_words(&entry.distribution), &entry.source);
    }
    for (input, count) in choices(uncertainty) {
        let distribution = Bilingual::new(
            format!("{count} alternatives, equally likely"),
            format!("{count} 种取法，概率相等"),
        );
        let source = "choices that the paper leaves open; equal probability is a convention";
        push(&input, distribution, source);
    }
    for (entry, accuracy) in uncertainty.map_accuracy.iter().enumerate() {
        let distribution = Bilingual::new("confusion matrix", "混淆矩阵");
        push(&Input::MapAccuracy(entry), distribution, &accuracy.source);
    }
    all
}

/// The inferred choices of formulas, of which more than one alternative is drawn.
fn choices(uncertainty: &Uncertainty) -> Vec<(UncertainInput, usize)> {
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
    counts.into_iter().filter(|(_, count)| *count > 1).collect()
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
    let how = |dependence| match dependence {
        Dependence::Independent => ("each by itself", "各自独立"),
        Dependence::Together => ("all alike", "一致"),
    };
    let (zones, years) = (how(statistic.zones), how(statistic.years));
    let Bilingual { en, zh } = in_words(&statistic.uncertain.distribution);
    Bilingual::new(
        format!("{en}; zones err {}, years {}", zones.0, years.0),
        format!("{zh}；各区域误差{}，各年误差{}", zones.1, years.1),
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
    let spread = |en, zh, sd| {
        let sd = print(sd);
        Bilingual::new(format!("{en}, sd {sd}"), format!("{zh}，标准差 {sd}"))
    };
    let range = |en, zh, minimum, maximum| {
        let (from, to) = (end(minimum), end(maximum));
        Bilingual::new(
            format!("{en}, {from} to {to}"),
            format!("{zh}，{from} 至 {to}"),
        )
    };
    match distribution.shape {
        Shape::Normal { sd } => spread("normal", "正态", sd),
        Shape::Lognormal { sd } => spread("lognormal", "对数正态", sd),
        Shape::Triangular { minimum, maximum } => range("triangular", "三角", minimum, maximum),
        Shape::Uniform { minimum, maximum } => range("uniform", "均匀", minimum, maximum),
    }
}

//! How sure results are, as fields: quantiles of each quantity, probabilities of each functional
//! zone, of each class of the maps asked for, of paying, and of each compensation class.

use std::collections::BTreeMap;

use carbon_core::uncertainty::{Interval, PayingChances, ZoneYearIntervals};
use carbon_core::{Assessment, CompensationClass, FunctionalZone, Year};

use super::distributions::sources;
use super::field::{FieldClass, Group, ZoneField};
use super::supplement::{Spread, SupplementError, unit_of};
use crate::style::{Breaks, Topic, TopicThemes, functional_zones, palette, plain, range_label};
use crate::text::{Bilingual, Language, grouped};

/// Decimals of probabilities.
const DECIMALS: usize = 4;

/// Where classes of certainty part: more likely than not, likely, very likely, virtually certain,
/// by the likelihood scale of the IPCC (Mastrandrea et al. 2010, "Guidance note for lead authors of
/// the IPCC Fifth Assessment Report on consistent treatment of uncertainties").
const LIKELIHOOD: [f64; 4] = [0.5, 0.66, 0.9, 0.99];

/// Where classes of the probability of paying part: symmetrical about one half.
const ABOUT_HALF: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// A quantile as a field has it: the end of its name, what it is called, and where it stands.
type Quantile = (&'static str, [&'static str; 2], fn(&Interval) -> f64);

const QUANTILES: [Quantile; 3] = [
    ("p05", ["5 % quantile", "5 % 分位数"], |interval| {
        interval.p05
    }),
    ("p50", ["median", "中位数"], |interval| interval.median),
    ("p95", ["95 % quantile", "95 % 分位数"], |interval| {
        interval.p95
    }),
];

/// Values of all zones by year, in the order of the zones.
type Rows<T> = BTreeMap<Year, Vec<Option<T>>>;

/// The fields of a propagation.
///
/// # Errors
///
/// None that a propagation of this assessment can have.
pub(super) fn fields(
    themes: &TopicThemes<'_>,
    spread: &Spread<'_>,
) -> Result<Vec<ZoneField>, SupplementError> {
    let assessment = themes.assessment;
    let mut fields = Vec::new();
    for quantity in spread.quantities() {
        for (suffix, [en, zh], quantile) in QUANTILES {
            let title = Bilingual::new(
                format!("{}, {en}", quantity.label_en()),
                format!("{}，{zh}", quantity.label_zh()),
            );
            let rows = rows(assessment, spread, |zone| {
                zone.interval(&quantity).map(quantile)
            });
            fields.push(ZoneField::numbers(
                format!("{}_{suffix}", quantity.field_name()),
                title,
                unit_of(&quantity, assessment),
                Group::Uncertainty,
                quantity.decimals(),
                rows,
            ));
        }
    }
    fields.extend(of_zoning(assessment, spread)?);
    for topic in spread.topics() {
        fields.extend(of_classes(topic, themes, spread)?);
    }
    fields.extend(of_paying(assessment, spread)?);
    Ok(fields)
}

/// What each zone and year has; without the years in which none has anything.
fn rows<T: Clone>(
    assessment: &Assessment,
    spread: &Spread<'_>,
    value: impl Fn(&ZoneYearIntervals) -> Option<T>,
) -> Rows<T> {
    let zones = &spread.propagation.zones;
    let of_year = |year: Year| -> Vec<Option<T>> {
        zones
            .iter()
            .map(|zone| value(zone.years.iter().find(|annual| annual.year == year)?))
            .collect()
    };
    let years = assessment.years.iter().map(|annual| annual.year);
    years
        .map(|year| (year, of_year(year)))
        .filter(|(_, row)| row.iter().any(Option::is_some))
        .collect()
}

fn of_zoning(
    assessment: &Assessment,
    spread: &Spread<'_>,
) -> Result<Vec<ZoneField>, SupplementError> {
    let mut fields = Vec::new();
    for (place, zone) in FunctionalZone::ALL.into_iter().enumerate() {
        fields.push(probability(
            format!("probability_{}", zone.id().replace('-', "_")),
            Bilingual::new(
                format!("Probability: {}", zone.label_en()),
                format!("概率：{}", zone.label_zh()),
            ),
            rows(assessment, spread, |zone| Some(zone.functions[place])),
        ));
    }
    let likeliest = ZoneField::categories(
        "likeliest_functional_zone",
        Bilingual::new("Most probable functional zone", "最可能的功能区"),
        Group::Uncertainty,
        functional_zone_classes(),
        rows(assessment, spread, |zone| {
            Some(zone.likeliest_function().0.id().to_owned())
        }),
    );
    fields.push(ZoneField {
        maps: Vec::new(),
        ..likeliest
    });
    let certainty = rows(assessment, spread, |zone| Some(zone.likeliest_function().1));
    let years = certainty.keys().copied().collect();
    let colors = palette::BU_PU.colors(LIKELIHOOD.len() + 1);
    let (en, zh) = (
        "how often the zone falls in its most probable functional zone; breaks after the \
         likelihood scale of the IPCC (Mastrandrea et al. 2010)",
        "该区落入其最可能功能区的频率；分级界限参照 IPCC 可能性等级（Mastrandrea 等，2010）",
    );
    let certainty = probability(
        "zone_certainty",
        Bilingual::new(
            "Probability of the most probable functional zone",
            "最可能功能区的概率",
        ),
        certainty,
    );
    fields.push(mapped(
        certainty,
        &LIKELIHOOD,
        colors,
        years,
        spread,
        [en, zh],
    )?);
    Ok(fields)
}

/// The name of the field of how sure the class of a topic's map is.
pub(crate) fn class_certainty(topic: Topic) -> String {
    format!("{}_class_certainty", topic.key())
}

/// Of a topic's map the probability of each class, the most probable one, and how probable that is.
fn of_classes(
    topic: Topic,
    themes: &TopicThemes<'_>,
    spread: &Spread<'_>,
) -> Result<Vec<ZoneField>, SupplementError> {
    let assessment = themes.assessment;
    let (key, quantity) = (topic.key(), topic.quantity());
    let year = assessment
        .years
        .last()
        .map_or(Year(0), |annual| annual.year);
    let [en, zh] = [Language::En, Language::Zh].map(|language| themes.theme(topic, year, language));
    let (en, zh) = (en?, zh?);
    let classes = en.classes.iter().zip(&zh.classes);
    let classes = classes.map(|(en, zh)| FieldClass {
        id: en.id.clone(),
        label: Bilingual::new(&*en.label, &*zh.label),
        color: en.color,
    });
    let classes: Vec<FieldClass> = classes.collect();
    let mut fields = Vec::new();
    for (place, class) in classes.iter().enumerate() {
        fields.push(probability(
            format!("probability_{key}_class_{}", class.id),
            Bilingual::new(
                format!("Probability: {} {}", en.name, class.label.en),
                format!("概率：{} {}", zh.name, class.label.zh),
            ),
            rows(assessment, spread, |zone| {
                zone.map(&quantity)?.classes.get(place).copied()
            }),
        ));
    }
    let likeliest = ZoneField::categories(
        format!("likeliest_{key}_class"),
        Bilingual::new(
            format!("Most probable class: {}", en.name),
            format!("最可能的分级：{}", zh.name),
        ),
        Group::Uncertainty,
        classes.clone(),
        rows(assessment, spread, |zone| {
            let (place, _) = zone.map(&quantity)?.likeliest()?;
            Some(classes.get(place)?.id.clone())
        }),
    );
    fields.push(ZoneField {
        maps: Vec::new(),
        ..likeliest
    });
    let certainty = rows(assessment, spread, |zone| {
        Some(zone.map(&quantity)?.likeliest()?.1)
    });
    let years = certainty.keys().copied().collect();
    let certainty = probability(
        class_certainty(topic),
        Bilingual::new(
            format!("Probability of the most probable class: {}", en.name),
            format!("最可能分级的概率：{}", zh.name),
        ),
        certainty,
    );
    let said = [
        format!(
            "how often the zone falls in its most probable class of the map; the classes are: {}; \
             breaks after the likelihood scale of the IPCC (Mastrandrea et al. 2010)",
            en.known
        ),
        format!(
            "该区落入其最可能分级的频率；所涉分级：{}；分级界限参照 IPCC 可能性等级（Mastrandrea 等，2010）",
            zh.known
        ),
    ];
    let colors = palette::BU_PU.colors(LIKELIHOOD.len() + 1);
    let said = [&*said[0], &*said[1]];
    fields.push(mapped(certainty, &LIKELIHOOD, colors, years, spread, said)?);
    Ok(fields)
}

fn of_paying(
    assessment: &Assessment,
    spread: &Spread<'_>,
) -> Result<Vec<ZoneField>, SupplementError> {
    let in_years = |chance: &dyn Fn(&PayingChances) -> f64| {
        rows(assessment, spread, |zone| zone.paying.as_ref().map(chance))
    };
    let paying = in_years(&|chances| chances.paying);
    if paying.is_empty() {
        return Ok(Vec::new());
    }
    let years = paying.keys().copied().collect();
    let colors = palette::BG_BR.colors(3, false, 3);
    let (en, zh) = (
        "how often the zone pays; breaks of this program, symmetrical about one half",
        "该区支付的频率；分级界限由本程序设定，以二分之一为中心对称",
    );
    let title = Bilingual::new("Probability of paying", "支付概率");
    let paying = probability("probability_paying", title, paying);
    let mut fields = vec![
        mapped(paying, &ABOUT_HALF, colors, years, spread, [en, zh])?,
        probability(
            "probability_receiving",
            Bilingual::new("Probability of receiving", "受偿概率"),
            in_years(&|chances| chances.receiving),
        ),
    ];
    for (place, class) in CompensationClass::ALL.into_iter().enumerate() {
        fields.push(probability(
            format!("probability_{}", class.id().replace('-', "_")),
            Bilingual::new(
                format!("Probability: {}", class.label_en()),
                format!("概率：{}", class.label_zh()),
            ),
            in_years(&|chances| chances.classes[place]),
        ));
    }
    Ok(fields)
}

fn probability(name: impl Into<String>, title: Bilingual, rows: Rows<f64>) -> ZoneField {
    let unit = Bilingual::default();
    ZoneField::numbers(name, title, unit, Group::Uncertainty, DECIMALS, rows)
}

/// A map of probabilities, with the draws and the sources of the spreads.
fn mapped(
    field: ZoneField,
    breaks: &[f64],
    colors: impl Iterator<Item = palette::Color>,
    years: Vec<Year>,
    spread: &Spread<'_>,
    [en, zh]: [&str; 2],
) -> Result<ZoneField, SupplementError> {
    let breaks = Breaks::new(breaks.to_vec())?;
    let labels = breaks.ranges().map(|range| {
        let in_language = |language| range_label(range, language, plain);
        Bilingual::new(in_language(Language::En), in_language(Language::Zh))
    });
    let classes: Vec<_> = labels.zip(colors).collect();
    let words = draws_in_words(spread);
    Ok(field.mapped(breaks, classes, years).known(Bilingual::new(
        format!("{en}; {}", words.en),
        format!("{zh}；{}", words.zh),
    )))
}

/// How many draws there were, and where the spreads come from.
pub(crate) fn draws_in_words(spread: &Spread<'_>) -> Bilingual {
    let (draws, seed) = (
        grouped(&spread.propagation.draws.to_string()),
        spread.propagation.seed,
    );
    let sources = sources(spread.inputs);
    Bilingual::new(
        format!(
            "{draws} draws, seed {seed}; sources of the spreads: {}",
            sources.join("; ")
        ),
        format!(
            "抽样 {draws} 次，种子 {seed}；分布来源：{}",
            sources.join("；")
        ),
    )
}

/// The functional zones with their colours.
pub fn functional_zone_classes() -> Vec<FieldClass> {
    let classes = functional_zones(Language::En).1.into_iter();
    let labels = FunctionalZone::ALL
        .into_iter()
        .map(|zone| Bilingual::new(zone.label_en(), zone.label_zh()));
    classes
        .zip(labels)
        .map(|(class, label)| FieldClass {
            id: class.id,
            label,
            color: class.color,
        })
        .collect()
}

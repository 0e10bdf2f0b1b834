//! How sure results are, as fields: quantiles of each quantity, probabilities of each functional
//! zone, of each class of the maps asked for, of paying, and of each compensation class.

use std::collections::BTreeMap;

use carbon_core::uncertainty::{Interval, PayingChances, ZoneIntervals, ZoneYearIntervals};
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
    ("p05", ["5 % quantile", "5 % 分位数"], |found| found.p05),
    ("p50", ["median", "中位数"], |found| found.median),
    ("p95", ["95 % quantile", "95 % 分位数"], |found| {
        found.p95
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
    let years = assessment.years.iter().map(|annual| {
        let found = |zone: &ZoneIntervals| value(zone.year(annual.year)?);
        (annual.year, zones.iter().map(found).collect::<Vec<_>>())
    });
    years
        .filter(|(_, row)| row.iter().any(Option::is_some))
        .collect()
}

fn of_zoning(
    assessment: &Assessment,
    spread: &Spread<'_>,
) -> Result<Vec<ZoneField>, SupplementError> {
    let mut fields = Vec::new();
    for (place, zone) in FunctionalZone::ALL.into_iter().enumerate() {
        let rows = rows(assessment, spread, |zone| Some(zone.functions?[place]));
        fields.push(chance(zone.id(), [zone.label_en(), zone.label_zh()], rows));
    }
    let likeliest = rows(assessment, spread, |zone| {
        Some(zone.likeliest_function()?.0.id().to_owned())
    });
    fields.push(unmapped(
        "likeliest_functional_zone".to_owned(),
        Bilingual::new("Most probable functional zone", "最可能的功能区"),
        functional_zone_classes(),
        likeliest,
    ));
    let (en, zh) = (
        "Probability of the most probable functional zone",
        "最可能功能区的概率",
    );
    let said = Bilingual::new(
        "how often the zone falls in its most probable functional zone",
        "该区落入其最可能功能区的频率",
    );
    let certainty = rows(assessment, spread, |zone| {
        Some(zone.likeliest_function()?.1)
    });
    let certainty = probability("zone_certainty", Bilingual::new(en, zh), certainty);
    fields.push(certainty_map(certainty, spread, said)?);
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
        let label = &class.label;
        let [en, zh] =
            [[&en.name, &label.en], [&zh.name, &label.zh]].map(|[a, b]| format!("{a} {b}"));
        let rows = rows(assessment, spread, |zone| {
            zone.map(&quantity)?.classes.get(place).copied()
        });
        fields.push(chance(
            &format!("{key}_class_{}", class.id),
            [&en, &zh],
            rows,
        ));
    }
    let likeliest = rows(assessment, spread, |zone| {
        let (place, _) = zone.map(&quantity)?.likeliest()?;
        Some(classes.get(place)?.id.clone())
    });
    let title = Bilingual::new(
        format!("Most probable class: {}", en.name),
        format!("最可能的分级：{}", zh.name),
    );
    let name = format!("likeliest_{key}_class");
    fields.push(unmapped(name, title, classes.clone(), likeliest));
    let title = Bilingual::new(
        format!("Probability of the most probable class: {}", en.name),
        format!("最可能分级的概率：{}", zh.name),
    );
    let said = Bilingual::new(
        format!(
            "how often the zone falls in its most probable class of the map; the classes are: {}",
            en.known
        ),
        format!("该区落入其最可能分级的频率；所涉分级：{}", zh.known),
    );
    let certainty = rows(assessment, spread, |zone| {
        Some(zone.map(&quantity)?.likeliest()?.1)
    });
    let certainty = probability(class_certainty(topic), title, certainty);
    fields.push(certainty_map(certainty, spread, said)?);
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
    let colors = palette::BG_BR.colors(3, false, 3);
    let (en, zh) = (
        "how often the zone pays; breaks of this program, symmetrical about one half",
        "该区支付的频率；分级界限由本程序设定，以二分之一为中心对称",
    );
    let title = Bilingual::new("Probability of paying", "支付概率");
    let paying = probability("probability_paying", title, paying);
    let receiving = in_years(&|chances| chances.receiving);
    let title = Bilingual::new("Probability of receiving", "受偿概率");
    let mut fields = vec![
        mapped(paying, &ABOUT_HALF, colors, spread, Bilingual::new(en, zh))?,
        probability("probability_receiving", title, receiving),
    ];
    for (place, class) in CompensationClass::ALL.into_iter().enumerate() {
        let rows = in_years(&|chances| chances.classes[place]);
        fields.push(chance(
            class.id(),
            [class.label_en(), class.label_zh()],
            rows,
        ));
    }
    Ok(fields)
}

/// The probability of a class.
fn chance(id: &str, [en, zh]: [&str; 2], rows: Rows<f64>) -> ZoneField {
    let title = Bilingual::new(format!("Probability: {en}"), format!("概率：{zh}"));
    probability(format!("probability_{}", id.replace('-', "_")), title, rows)
}

/// Categories of which there is no map.
fn unmapped(
    name: String,
    title: Bilingual,
    classes: Vec<FieldClass>,
    rows: Rows<String>,
) -> ZoneField {
    ZoneField {
        maps: Vec::new(),
        ..ZoneField::categories(name, title, Group::Uncertainty, classes, rows)
    }
}

/// A map of how sure classes are.
fn certainty_map(
    field: ZoneField,
    spread: &Spread<'_>,
    said: Bilingual,
) -> Result<ZoneField, SupplementError> {
    let colors = palette::BU_PU.colors(LIKELIHOOD.len() + 1);
    let (en, zh) = (
        "breaks after the likelihood scale of the IPCC (Mastrandrea et al. 2010)",
        "分级界限参照 IPCC 可能性等级（Mastrandrea 等，2010）",
    );
    let said = Bilingual::new(format!("{}; {en}", said.en), format!("{}；{zh}", said.zh));
    mapped(field, &LIKELIHOOD, colors, spread, said)
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
    spread: &Spread<'_>,
    said: Bilingual,
) -> Result<ZoneField, SupplementError> {
    let breaks = Breaks::new(breaks.to_vec())?;
    let labels = breaks.ranges().map(|range| {
        let in_language = |language| range_label(range, language, plain);
        Bilingual::new(in_language(Language::En), in_language(Language::Zh))
    });
    let classes: Vec<_> = labels.zip(colors).collect();
    let words = draws_in_words(spread);
    let (en, zh) = (
        format!("{}; {}", said.en, words.en),
        format!("{}；{}", said.zh, words.zh),
    );
    let years = field.years();
    Ok(field
        .mapped(breaks, classes, years)
        .known(Bilingual::new(en, zh)))
}

/// How many draws there were, and where the spreads come from.
pub(crate) fn draws_in_words(spread: &Spread<'_>) -> Bilingual {
    let seed = spread.propagation.seed;
    let draws = grouped(&spread.propagation.draws.to_string());
    let sources = sources(spread.inputs);
    let (en, zh) = (sources.join("; "), sources.join("；"));
    Bilingual::new(
        format!("{draws} draws, seed {seed}; sources of the spreads: {en}"),
        format!("抽样 {draws} 次，种子 {seed}；分布来源：{zh}"),
    )
}

/// The functional zones with their colours.
pub fn functional_zone_classes() -> Vec<FieldClass> {
    let classes = functional_zones(Language::En)
        .1
        .into_iter()
        .zip(FunctionalZone::ALL);
    let classes = classes.map(|(class, zone)| FieldClass {
        id: class.id,
        label: Bilingual::new(zone.label_en(), zone.label_zh()),
        color: class.color,
    });
    classes.collect()
}

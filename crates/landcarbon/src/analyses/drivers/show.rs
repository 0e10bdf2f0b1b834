//! What drove emissions: bars of the whole region, and fields of layers with the effect of each driver since the assessment before, and a map of the largest.

use std::collections::BTreeMap;

use carbon_core::lmdi::{Decomposition, Effects};
use carbon_core::{Assessment, Quantity, Year};
use zoning_export::content::{BarColumn, Bars, FieldClass, Group, ZoneField};
use zoning_export::palette::QUALITATIVE_8;
use zoning_export::{Bilingual, fixed, with_sign};

use crate::analyses::signed_bars::{
    green_and_brown, period, signed_bar, signed_keys, sum_bar, unit,
};

/// Tonnes in a million.
const MT: f64 = 1e6;

/// Below, Mt of two decimals are 0.
const WORTH_PRINTING: f64 = 0.005;

/// The effects of the drivers on the emissions of the region, a column a period.
pub(super) fn driver_bars(found: &[Decomposition], assessment: &Assessment) -> Option<Bars> {
    let first = found.first()?;
    let ids: Vec<&str> = parts(&first.region).map(|(id, _)| id).collect();
    let column = |decomposition: &Decomposition| {
        let effects: BTreeMap<_, _> = parts(&decomposition.region).collect();
        let each = ids
            .iter()
            .map(|id| effects.get(id).copied().map(signed_bar));
        let sum = sum_bar(decomposition.region.change.amount);
        let Decomposition { from, to, .. } = decomposition;
        BarColumn {
            heading: period(&from.to_string(), &to.to_string()),
            bars: each.chain([Some(sum)]).collect(),
        }
    };
    let [green, brown] = green_and_brown();
    let labels = ids.iter().map(|id| label(id));
    let sum = Bilingual::new("change of emissions", "排放变化");
    let bars = Bars {
        title: Bilingual::new(
            "What drove emissions of the whole region",
            "全区排放变化的驱动因素",
        ),
        unit: unit(&Quantity::Emissions, assessment),
        decimals: 0,
        known: Bilingual::new(
            "additive LMDI (Ang 2005), the sums over the zones; it shares out a change and proves no cause",
            "加法 LMDI 分解（Ang，2005），为各区之和；仅分摊变化，不证明因果",
        ),
        keys: signed_keys(
            [brown, green],
            [
                Bilingual::new("raises emissions", "增排"),
                Bilingual::new("lowers emissions", "减排"),
            ],
        ),
        rows: labels.chain([sum]).collect(),
        columns: found.iter().map(column).collect(),
    };
    Some(bars.in_short_tonnes())
}

/// The fields of decompositions; none if there are none.
pub(super) fn driver_fields(drivers: &[Decomposition], assessment: &Assessment) -> Vec<ZoneField> {
    let years: Vec<Year> = assessment.years.iter().map(|annual| annual.year).collect();
    let is_step =
        |found: &&Decomposition| years.windows(2).any(|pair| pair == [found.from, found.to]);
    let steps: Vec<&Decomposition> = drivers.iter().filter(is_step).collect();
    let Some(first) = steps.first() else {
        return Vec::new();
    };
    let ids = parts(&first.region).map(|(id, _)| id);
    let effects = ids.map(|id| effect(id, &steps));
    let remarks = drivers.iter().map(change).collect();
    let largest = largest(&steps);
    effects.chain([ZoneField { remarks, ..largest }]).collect()
}

/// The effects that exist.
fn parts(effects: &Effects) -> impl Iterator<Item = (&'static str, f64)> {
    let each = effects.each().into_iter();
    each.filter_map(|(id, tonnes)| Some((id, tonnes?.amount)))
}

/// The effect of one driver.
fn effect(id: &str, steps: &[&Decomposition]) -> ZoneField {
    let of_zone = |effects: &Effects| {
        let found = parts(effects).find(|(known, _)| *known == id);
        found.map(|(_, tonnes)| tonnes)
    };
    let row = |step: &&Decomposition| {
        let values = step.zones.iter().map(|zone| of_zone(&zone.effects));
        (step.to, values.collect())
    };
    let Bilingual { en, zh } = label(id);
    ZoneField::numbers(
        format!("driver_{id}_t"),
        Bilingual::new(
            format!("Change of emissions since the assessment before, by: {en}"),
            format!("较上一评估年的排放变化，归因于{zh}"),
        ),
        Bilingual::same("t"),
        Group::Analysis,
        0,
        steps.iter().map(row).collect(),
    )
}

/// The driver with the largest effect, up or down.
fn largest(steps: &[&Decomposition]) -> ZoneField {
    let of_zone = |effects: &Effects| {
        let largest = parts(effects).max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()));
        largest.filter(|(_, tonnes)| *tonnes != 0.0)
    };
    let rows = steps.iter().map(|step| {
        let zones = step.zones.iter().map(|zone| of_zone(&zone.effects));
        (step.to, zones.map(|largest| largest.map(signed)).collect())
    });
    let rows: BTreeMap<Year, Vec<Option<String>>> = rows.collect();
    let found = |id: &String| rows.values().flatten().flatten().any(|found| found == id);
    let ids = steps.iter().flat_map(|step| parts(&step.region));
    let mut classes: Vec<FieldClass> = Vec::new();
    for id in ids.flat_map(|(id, _)| [signed((id, 1.0)), signed((id, -1.0))]) {
        if found(&id) && classes.iter().all(|class| class.id != id) {
            let color = QUALITATIVE_8[classes.len() % QUALITATIVE_8.len()];
            classes.push(FieldClass {
                label: signed_label(&id),
                id,
                color,
            });
        }
    }
    ZoneField::categories(
        "largest_driver",
        Bilingual::new(
            "Largest driver of emissions since the assessment before",
            "较上一评估年排放变化的最大驱动因素",
        ),
        Group::Analysis,
        classes,
        rows,
    )
    .known(Bilingual::new(
        "by LMDI (Ang 2005); which effect is largest, not how large it is",
        "按 LMDI 分解（Ang，2005）；仅表示作用最大的因素，不表示其大小",
    ))
}

/// A driver with the direction of its effect.
fn signed((id, tonnes): (&str, f64)) -> String {
    let direction = if tonnes < 0.0 { "down" } else { "up" };
    format!("{id}-{direction}")
}

fn signed_label(id: &str) -> Bilingual {
    let (driver, en, zh) = match id.strip_suffix("-down") {
        Some(driver) => (driver, "down", "减排"),
        None => (id.trim_end_matches("-up"), "up", "增排"),
    };
    let label = label(driver);
    Bilingual::new(format!("{}: {en}", label.en), format!("{}：{zh}", label.zh))
}

/// What a driver is called.
fn label(driver: &str) -> Bilingual {
    let (en, zh) = match driver {
        "population" => ("population (energy)", "人口（能源）"),
        "gdp_per_person" => ("GDP per person", "人均 GDP"),
        "energy_per_gdp" => ("energy per GDP", "单位 GDP 能耗"),
        "carbon_per_energy" => ("carbon per energy", "单位能耗碳排放"),
        "respiration_population" => ("population (respiration)", "人口（呼吸）"),
        "respiration_per_person" => ("respiration per person", "人均呼吸排放"),
        _ => ("land", "土地"),
    };
    Bilingual::new(en, zh)
}

/// The region's change and its parts, in a sentence.
fn change(decomposition: &Decomposition) -> Bilingual {
    let Decomposition {
        from, to, region, ..
    } = decomposition;
    let parts = parts(region).map(|(id, tonnes)| (label(id), tonnes / MT));
    let printed = parts.filter(|(_, mt)| mt.abs() >= WORTH_PRINTING);
    let printed = printed
        .map(|(Bilingual { en, zh }, mt)| (format!("{en} {mt:+.2}"), format!("{zh} {mt:+.2}")));
    let (en, zh): (Vec<_>, Vec<_>) = printed.unzip();
    let (en, zh) = (en.join(", "), zh.join("，"));
    let total = with_sign(&fixed(region.change.amount / MT, 2));
    Bilingual::new(
        format!("{from} to {to}: emissions {total} Mt, by {en}"),
        format!("{from}—{to} 年：排放 {total} Mt，其中 {zh}"),
    )
}

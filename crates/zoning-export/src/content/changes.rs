//! What scenarios change, as fields: differences to the base, and the functional zones.
//!
//! Fields are numbered by the scenario's place in the project, since its name may be any text and
//! the titles carry it. They stand beside the base in its own layers rather than in layers of their
//! own: zones are the same, so that one table compares all scenarios, and expressions can use them
//! together.

use std::collections::BTreeMap;

use carbon_core::scenario::{Amount, Change, Changed};
use carbon_core::{Assessment, Quantity, Value, Year};

use super::certainty::functional_zone_classes;
use super::field::{Group, ZoneField};
use super::supplement::{ScenarioRun, SupplementError, unit_of};
use crate::style::{Breaks, Color, palette, range_label, round_step, scaled_tonnes, tonnes_scale};
use crate::text::{Bilingual, Language};

/// The quantities whose differences are fields.
const COMPARED: [Quantity; 7] = [
    Quantity::Emissions,
    Quantity::Absorption,
    Quantity::Budget,
    Quantity::Intensity,
    Quantity::Ecc,
    Quantity::Esc,
    Quantity::Compensation,
];

/// Tonnes below which a budget has not changed: what no layer prints.
const NOTHING: f64 = 0.5;

/// The name of a field of a scenario, which are counted from 1.
pub(crate) fn scenario_field(scenario: usize, what: &str) -> String {
    format!("scenario_{scenario}_{what}")
}

/// The name of the field of differences of a quantity.
fn difference_field(scenario: usize, quantity: &Quantity) -> String {
    scenario_field(scenario, &format!("difference_{}", quantity.field_name()))
}

/// The fields of all scenarios. Maps of their budgets have the same classes, so that they compare.
///
/// # Errors
///
/// [`SupplementError::Breaks`] if budgets are so large that their breaks are not finite.
pub(super) fn fields(
    assessment: &Assessment,
    scenarios: &[ScenarioRun<'_>],
) -> Result<Vec<ZoneField>, SupplementError> {
    let runs = scenarios.iter();
    let budgets = runs.flat_map(|run| differences(run, &Quantity::Budget).into_values().flatten());
    let step = round_step(budgets.flatten().filter(|change| change.abs() >= NOTHING));
    let breaks = [-2.0 * step, -step, -NOTHING, NOTHING, step, 2.0 * step];
    let breaks = Breaks::new(breaks.to_vec())?;
    let mut fields = Vec::new();
    for (number, run) in (1..).zip(scenarios) {
        let quantities = COMPARED.iter().filter(|quantity| {
            **quantity != Quantity::Compensation || run.comparison.base.compensation.is_some()
        });
        for quantity in quantities {
            let field = difference(assessment, number, run, quantity);
            fields.push(match quantity {
                Quantity::Budget => {
                    let years = changed_years(&differences(run, quantity));
                    let unit = unit_of(quantity, assessment);
                    let classes = budget_classes(&breaks, &unit);
                    field.mapped(breaks.clone(), classes, years).known(known())
                }
                _ => field,
            });
        }
        fields.push(functional_zone(number, run));
    }
    Ok(fields)
}

fn difference(
    assessment: &Assessment,
    number: usize,
    run: &ScenarioRun<'_>,
    quantity: &Quantity,
) -> ZoneField {
    let name = &run.scenario.name;
    let title = Bilingual::new(
        format!("{}, change by “{name}”", quantity.label_en()),
        format!("“{name}”情景下的{}变化", quantity.label_zh()),
    );
    ZoneField::numbers(
        difference_field(number, quantity),
        title,
        unit_of(quantity, assessment),
        Group::Scenarios,
        quantity.decimals(),
        differences(run, quantity),
    )
}

/// The scenario less the base of each zone, in the years that have the quantity.
fn differences(run: &ScenarioRun<'_>, quantity: &Quantity) -> BTreeMap<Year, Vec<Option<f64>>> {
    let comparison = run.comparison;
    let years = comparison.base.years.iter().zip(&comparison.scenario.years);
    let rows = years.map(|(base, scenario)| {
        let pairs = base.zones.iter().zip(&scenario.zones);
        let row = pairs.map(|(base, scenario)| {
            match (quantity.value(base)?, quantity.value(scenario)?) {
                (Value::Number(base), Value::Number(scenario)) => Some(scenario - base),
                _ => None,
            }
        });
        (base.year, row.collect::<Vec<_>>())
    });
    rows.filter(|(_, row)| row.iter().any(Option::is_some))
        .collect()
}

/// The years in which a difference would be printed.
fn changed_years(rows: &BTreeMap<Year, Vec<Option<f64>>>) -> Vec<Year> {
    let is_changed =
        |row: &[Option<f64>]| row.iter().flatten().any(|number| number.abs() >= NOTHING);
    let changed = rows.iter().filter(|(_, row)| is_changed(row));
    changed.map(|(year, _)| *year).collect()
}

/// The functional zone with the changes, with maps of the years in which any zone's changes.
fn functional_zone(number: usize, run: &ScenarioRun<'_>) -> ZoneField {
    let name = &run.scenario.name;
    let rows = run.comparison.scenario.years.iter().map(|annual| {
        let zones = annual.zones.iter();
        let ids = zones.map(|zone| Some(zone.function.as_ref()?.zone.id().to_owned()));
        (annual.year, ids.collect())
    });
    let mut years: Vec<_> = run.comparison.function_changes();
    years.sort_by_key(|change| change.year);
    years.dedup_by_key(|change| change.year);
    let field = ZoneField::categories(
        scenario_field(number, "functional_zone"),
        Bilingual::new(
            format!("Functional zone with “{name}”"),
            format!("“{name}”情景下的功能区"),
        ),
        Group::Scenarios,
        functional_zone_classes(),
        rows.collect(),
    );
    ZoneField {
        maps: years.into_iter().map(|change| change.year).collect(),
        ..field
    }
    .known(Bilingual::new(
        "by the rule of the base run",
        "按基准情形的划分规则",
    ))
}

/// Browns where the budget rises, greens where it falls, as in maps of the budget itself.
fn budget_classes(breaks: &Breaks, unit: &Bilingual) -> Vec<(Bilingual, Color)> {
    let (below, straddling, above) = breaks.sides();
    let colors = palette::BG_BR.colors(below, straddling, above);
    let outer: Vec<_> = breaks.as_slice().iter().copied().map(f64::abs).collect();
    let scale = tonnes_scale(outer.into_iter().filter(|&end| end > NOTHING));
    let labels = breaks.ranges().map(|(from, to)| {
        if (from, to) == (Some(-NOTHING), Some(NOTHING)) {
            return Bilingual::new("no change", "无变化");
        }
        // What is called zero is the class of no change.
        let end = |end: Option<f64>| end.map(|end| if end.abs() == NOTHING { 0.0 } else { end });
        let range = (end(from), end(to));
        let label = |language| range_label(range, language, |tonnes| scaled_tonnes(tonnes, scale));
        let (_, prefix) = scale;
        Bilingual::new(
            format!("{} {prefix}{}", label(Language::En), unit.en),
            format!("{} {prefix}{}", label(Language::Zh), unit.zh),
        )
    });
    labels.zip(colors).collect()
}

fn known() -> Bilingual {
    Bilingual::new(
        "the scenario less the base; breaks of this program, symmetrical about zero and the same \
         for all scenarios and years",
        "情景减去基准；分级界限由本程序设定，以零为中心对称，各情景各年相同",
    )
}

/// A change in words: `energy −10 %, 2020`.
pub(crate) fn change_in_words(change: &Change, assessment: &Assessment) -> Bilingual {
    let mut words = vec![changed(&change.changed)];
    words.push(amount(change.amount));
    let names = change.zones.iter().map(|id| {
        let zone = assessment.zones.iter().find(|zone| zone.id == *id);
        zone.map_or(id.as_str(), |zone| &zone.name)
    });
    let names: Vec<_> = names.collect();
    let years: Vec<_> = change.years.iter().map(Year::to_string).collect();
    let is_of_zones = matches!(
        change.changed,
        Changed::Energy | Changed::Population | Changed::Gdp | Changed::Land { .. }
    );
    if is_of_zones {
        words.push(match names.is_empty() {
            true => Bilingual::new("all zones", "全部区域"),
            false => Bilingual::new(names.join(", "), names.join("、")),
        });
        words.push(match years.is_empty() {
            true => Bilingual::new("all years", "各年"),
            false => Bilingual::same(years.join(", ")),
        });
    }
    let join = |pick: fn(&Bilingual) -> &str, between: &str| {
        words.iter().map(pick).collect::<Vec<_>>().join(between)
    };
    Bilingual::new(join(|text| &text.en, ", "), join(|text| &text.zh, "，"))
}

fn changed(what: &Changed) -> Bilingual {
    match what {
        Changed::Energy => Bilingual::new("energy", "能源"),
        Changed::Population => Bilingual::new("population", "人口"),
        Changed::Gdp => Bilingual::new("GDP", "GDP"),
        Changed::Land { from, to } => {
            let [lost, won] = [from, to].map(|class| class.label_en().to_lowercase());
            let zh = format!("{}转为{}", from.label_zh(), to.label_zh());
            Bilingual::new(format!("{lost} becomes {won}"), zh)
        }
        Changed::Sigma => Bilingual::same("σ"),
        Changed::Theta => Bilingual::same("θ"),
        Changed::Lambda(class) => Bilingual::new(
            format!("λ of {}", class.label_en().to_lowercase()),
            format!("{} λ", class.label_zh()),
        ),
        Changed::Price => Bilingual::new("price α", "单价 α"),
        Changed::Engel => Bilingual::new("Engel coefficient", "恩格尔系数"),
    }
}

fn amount(amount: Amount) -> Bilingual {
    let signed = |value: f64| {
        let text = format!("{value:+}");
        text.replace('-', "−")
    };
    match amount {
        // Rounded, since 0.07 × 100 is 7.000000000000001.
        Amount::Relative(share) => {
            Bilingual::same(format!("{} %", signed((share * 1e6).round() / 1e4)))
        }
        Amount::Absolute(amount) => Bilingual::same(signed(amount)),
        Amount::Value(value) => Bilingual::new(format!("set to {value}"), format!("设为 {value}")),
    }
}

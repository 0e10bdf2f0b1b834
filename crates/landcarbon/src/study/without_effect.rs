//! Choices that change nothing in the study at hand, so that nobody believes that they do.

use carbon_core::{Said, say};
use std::collections::BTreeSet;

use carbon_core::levels::{Downscaling, Figure, Topic};
use carbon_core::{IntensityPrices, Observation, Statistic, Subject, Variable};
use zoning_export::Classifications;
use zoning_export::figures::FigureOptions;

use crate::project::Plan;
use crate::statistics::Statistics;

/// A sentence for each choice that neither the statistics nor other choices give anything to do.
pub(super) fn choices_without_effect(plan: &Plan, statistics: &Statistics) -> Vec<Said> {
    let observations = &statistics.observations;
    let has = |is_meant: &dyn Fn(&Observation) -> bool| observations.iter().any(is_meant);
    let mut found = Vec::new();
    if plan.deflator.is_some() && !needs_deflator(plan, observations) {
        found.push(
            say!("[statistics] deflator changes nothing: GDP is given at constant prices wherever it is needed", "[statistics] deflator 不起作用：所需的 GDP 都已按不变价给出"),
        );
    }
    if let Some(region) = &plan.statistics_options.region
        && !has(&|o| o.subject == Subject::Region)
    {
        found.push(say!(
            "[statistics] region changes nothing: no row has the zone \"{region}\"",
            "[statistics] region 不起作用：没有区域为 \"{region}\" 的行"
        ));
    }
    let source = &plan.raw.statistics;
    if statistics.parts.is_empty() {
        for (is_given, key) in [
            (!source.sheets.is_empty(), "sheets"),
            (!source.read.is_empty(), "read"),
            (!source.units.is_empty(), "units"),
        ] {
            if is_given {
                found.push(say!(
                    "[statistics] {key} changes nothing: the table has one value a row, with its variable and its unit", "[statistics] {key} 不起作用：统计表每行一个值，并写明变量和单位"
                ));
            }
        }
    }
    let has_intensity = has(&|o| matches!(o.statistic, Statistic::EnergyIntensity(_)));
    if plan.statistics_options.prices == IntensityPrices::Current && !has_intensity {
        found.push(say!(
            "[statistics] intensity_prices changes nothing: there is no energy_intensity",
            "[statistics] intensity_prices 不起作用：没有 energy_intensity"
        ));
    }
    for name in plan.raw.fuels.keys() {
        if !has(&|o| o.statistic.variable().name() == name) {
            found.push(say!(
                "[fuels.{name}] changes nothing: the statistics have no {name}",
                "[fuels.{name}] 不起作用：统计数据中没有 {name}"
            ));
        }
    }
    if plan.allow_unmapped && plan.raw.landuse.legend == "raw" {
        found.push(say!(
            "[landuse] allow_unmapped changes nothing: each code is a class of the legend raw",
            "[landuse] allow_unmapped 不起作用：图例 raw 把每个代码作为一个地类"
        ));
    }
    let export = &plan.export;
    if !export.figures && plan.raw.figures != FigureOptions::default() {
        found.push(say!(
            "[figures] changes nothing: [export] leaves out the figures",
            "[figures] 不起作用：[export] 不输出图件"
        ));
    }
    let shows_maps = export.figures || export.report || export.geopackage || export.geojson;
    let draws_classes = plan
        .uncertainty
        .as_ref()
        .is_some_and(|drawn| !drawn.maps.is_empty());
    if plan.classes != Classifications::default() && !shows_maps && !draws_classes {
        found.push(say!(
            "[classes] changes nothing: [export] leaves out all maps",
            "[classes] 不起作用：[export] 不输出任何地图"
        ));
    }
    found
}

/// A sentence for each weight by which nothing is shared out.
pub(super) fn weights_without_effect(
    downscaling: &Downscaling,
    downscaled: &[Figure],
) -> Vec<Said> {
    let is_shared = |topic: Topic| {
        let mut figures = downscaled.iter();
        figures.any(|figure| Topic::from_variable(figure.statistic.variable()) == Some(topic))
    };
    let topics = Topic::ALL.into_iter();
    let idle = topics.filter(|topic| downscaling.by(*topic).is_some() && !is_shared(*topic));
    idle.map(|topic| {
        say!(
            "[downscaling] {} changes nothing: each zone has a value of its own, or none above it has one",
            "[downscaling] {} 不起作用：各区域都有自己的值，或其上级没有值",
            topic.label_en().to_lowercase()
        )
    })
    .collect()
}

/// Whether prices of a year must be converted: GDP is given at its own year's alone, or an intensity is by a GDP that is not given.
fn needs_deflator(plan: &Plan, observations: &[Observation]) -> bool {
    let price_year = plan.statistics_options.price_year;
    let places = observations
        .iter()
        .map(|o| (&o.subject, o.year, o.statistic.variable()));
    let given: BTreeSet<_> = places.collect();
    let needs = |observation: &Observation| {
        let year = observation.year;
        let given = |variable| given.contains(&(&observation.subject, year, variable));
        match observation.statistic {
            Statistic::Gdp(_) => year != price_year && !given(Variable::GdpConstant),
            Statistic::EnergyIntensity(intensity) => {
                intensity.prices == IntensityPrices::Current
                    && year != price_year
                    && !given(Variable::Gdp)
            }
            _ => false,
        }
    };
    let mut assessed = observations.iter().filter(|o| plan.years.contains(&o.year));
    assessed.any(needs)
}

//! Other zonings as fields with maps, and how many of them place a zone differently.

use std::collections::BTreeMap;

use anyhow::Result;
use carbon_core::zonings::{Compared, FUNCTIONAL, Profile, ZoningResult};
use carbon_core::{AnnualAssessment, Assessment, Year};
use zoning_export::content::{FieldClass, Group, ZoneField, functional_zone_classes};
use zoning_export::palette::{BU_PU, QUALITATIVE_8, Sequential};
use zoning_export::{Bilingual, Breaks, fixed};

use super::compute::ComparedZonings;
use crate::analyses::signed_bars::field_label;

/// Zones named in a remark at most.
const NAMED: usize = 12;

/// The fields of all zonings but the functional zones, and of their disagreement with these.
pub(super) fn zoning_fields(
    found: &ComparedZonings,
    assessment: &Assessment,
) -> Result<Vec<ZoneField>> {
    let zonings = found.zonings.iter();
    let others = zonings.filter(|zoned| zoned.name != FUNCTIONAL);
    let fields = (1..).zip(others).map(|(number, zoned)| ZoneField {
        remarks: agreements(&zoned.name, &found.compared, assessment),
        ..zoning(number, zoned, assessment)
    });
    let mut fields: Vec<ZoneField> = fields.collect();
    if !fields.is_empty() {
        fields.push(disagreement(found, assessment)?);
    }
    Ok(fields)
}

fn zoning(number: usize, zoned: &ZoningResult, assessment: &Assessment) -> ZoneField {
    let rows: BTreeMap<Year, Vec<Option<String>>> = zoned
        .years
        .iter()
        .map(|annual| {
            let ids = annual
                .zones
                .iter()
                .map(|class| Some(class.as_ref()?.id.clone()));
            (annual.year, ids.collect())
        })
        .collect();
    let classes: Vec<FieldClass> = match &zoned.classes {
        Some(ids) => in_order(ids.iter().enumerate().map(|(place, id)| class(place, id))),
        None => {
            let profiles = zoned.profiles.iter().enumerate();
            profiles
                .map(|(place, profile)| cluster(place, profile, assessment))
                .collect()
        }
    };
    ZoneField::categories(
        format!("zoning_{number}"),
        Bilingual::same(&*zoned.name),
        Group::Zonings,
        classes,
        rows,
    )
    .known(match zoned.classes {
        Some(_) => Bilingual::new(
            "another zoning, as the project defines it",
            "项目自定义的另一种分区",
        ),
        None => Bilingual::new(
            "clusters; a number means the cluster nearest to that of the year before, high and low are half a standard deviation from the mean or more",
            "聚类结果；各年份按最近的聚类中心沿用编号，高、低指偏离均值半个标准差以上",
        ),
    })
}

/// How many of the other zonings do not place a zone as the functional zones do.
fn disagreement(found: &ComparedZonings, assessment: &Assessment) -> Result<ZoneField> {
    let others = found.zonings.len() - 1;
    let row = |annual: &AnnualAssessment| {
        let mut counts = vec![0_u32; annual.zones.len()];
        let pairs = against_functional(&found.compared);
        for pair in pairs.filter(|pair| pair.first.year == annual.year) {
            for zone in &pair.differing {
                counts[zone.place] += 1;
            }
        }
        let counts = counts.into_iter().zip(&annual.zones);
        let counts = counts.map(|(count, zone)| zone.is_covered().then(|| f64::from(count)));
        (annual.year, counts.collect())
    };
    let years = assessment.years.iter().map(|annual| annual.year).collect();
    let field = ZoneField::numbers(
        "zonings_differing",
        Bilingual::new(
            "Other zonings that place a zone differently",
            "划分结果与功能区不同的其他分区数",
        ),
        Bilingual::default(),
        Group::Zonings,
        0,
        assessment.years.iter().map(row).collect(),
    );
    let classes = others.min(Sequential::MOST - 1);
    let breaks = (0..classes).map(|count| count as f64 + 0.5);
    let label = |count: usize| match count < classes || classes == others {
        true => count.to_string(),
        false => format!("≥ {count}"),
    };
    let labels = (0..=classes).map(|count| Bilingual::same(label(count)));
    let mapped = field.mapped(
        Breaks::new(breaks.collect())?,
        labels.zip(BU_PU.colors(classes + 1)),
        years,
    );
    let known = Bilingual::new(
        format!("of {others}; clusters are matched to the functional zone of most of their zones"),
        format!("共 {others} 种；聚类按其多数区所属的功能区对应"),
    );
    Ok(mapped.known(known))
}

/// The comparisons of other zonings with the functional zones of the same year.
fn against_functional(compared: &[Compared]) -> impl Iterator<Item = &Compared> {
    compared.iter().filter(|pair| {
        pair.first.zoning == FUNCTIONAL
            && pair.second.zoning != FUNCTIONAL
            && pair.first.year == pair.second.year
    })
}

/// A cluster by its number and by what sets it apart.
fn cluster(place: usize, profile: &Profile, assessment: &Assessment) -> FieldClass {
    let number = profile.id.trim_start_matches("cluster-");
    let marks = profile.marked.iter().map(|(field, is_high)| {
        let label = field_label(field, assessment);
        match is_high {
            true => Bilingual::new(format!("high {}", label.en), format!("{}高", label.zh)),
            false => Bilingual::new(format!("low {}", label.en), format!("{}低", label.zh)),
        }
    });
    let marks: Vec<Bilingual> = marks.collect();
    let (en, zh): (Vec<_>, Vec<_>) = marks.iter().map(|mark| (&*mark.en, &*mark.zh)).unzip();
    let (en, zh) = match marks.is_empty() {
        true => ("near the mean".to_owned(), "接近均值".to_owned()),
        false => (en.join(", "), zh.join("、")),
    };
    FieldClass {
        id: profile.id.clone(),
        label: Bilingual::new(
            format!("Cluster {number}: {en}"),
            format!("第 {number} 类：{zh}"),
        ),
        color: QUALITATIVE_8[place % QUALITATIVE_8.len()],
    }
}

/// Functional zones in the order that they have everywhere, then other classes as their rules name
/// them.
fn in_order(classes: impl Iterator<Item = FieldClass>) -> Vec<FieldClass> {
    let functional = functional_zone_classes();
    let place = |class: &FieldClass| functional.iter().position(|known| known.id == class.id);
    let mut classes: Vec<FieldClass> = classes.collect();
    classes.sort_by_key(|class| place(class).unwrap_or(functional.len()));
    classes
}

/// A functional zone in its colour; any other class by its id.
fn class(place: usize, id: &str) -> FieldClass {
    let functional = functional_zone_classes()
        .into_iter()
        .find(|class| class.id == id);
    functional.unwrap_or_else(|| FieldClass {
        id: id.to_owned(),
        label: Bilingual::same(id),
        color: QUALITATIVE_8[place % QUALITATIVE_8.len()],
    })
}

/// How far a zoning agrees with the functional zones, a sentence a year.
fn agreements(zoning: &str, compared: &[Compared], assessment: &Assessment) -> Vec<Bilingual> {
    let pairs = against_functional(compared).filter(|pair| pair.second.zoning == zoning);
    pairs.map(|pair| agreement(pair, assessment)).collect()
}

fn agreement(pair: &Compared, assessment: &Assessment) -> Bilingual {
    let year = pair.first.year;
    let rand = fixed(pair.agreement.adjusted_rand, 2);
    let all: usize = pair.agreement.counts.iter().flatten().sum();
    let differing = pair.differing.len();
    let names: Vec<&str> = pair
        .differing
        .iter()
        .map(|zone| &*assessment.zones[zone.place].name)
        .collect();
    let shown = &names[..names.len().min(NAMED)];
    let more = if names.len() > NAMED { " …" } else { "" };
    let (en, zh) = match names.is_empty() {
        true => (String::new(), String::new()),
        false => (
            format!(": {}{more}", shown.join(", ")),
            format!("：{}{more}", shown.join("、")),
        ),
    };
    Bilingual::new(
        format!(
            "{year}: adjusted Rand index {rand} against the functional zones; {differing} of {all} zones differ{en}"
        ),
        format!(
            "{year} 年：与功能区的调整兰德指数为 {rand}；{all} 个区中有 {differing} 个不同{zh}"
        ),
    )
}

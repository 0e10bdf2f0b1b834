//! Analyses as fields of layers, with maps: other zonings, where neighbours resemble each other, how much is absorbed, what drove emissions.

use std::collections::BTreeMap;

use anyhow::Result;
use carbon_core::moran::{LocalMoran, Quadrant};
use carbon_core::zonings::{Compared, FUNCTIONAL, ZoningResult};
use carbon_core::{AnnualAssessment, Assessment, Quantity, Year, ZoneFields, ZoneYear};
use zoning_export::Bilingual;
use zoning_export::Breaks;
use zoning_export::content::{FieldClass, Group, ZoneField, functional_zone_classes};
use zoning_export::palette::{BU_PU, DARK_8, NEIGHBOURS, Sequential, YL_GN};

use super::{Analyses, MoranOf, driver_fields};

/// Zones named in a remark at most.
const NAMED: usize = 12;

/// The field of the share of its emissions that a zone absorbs.
const RATE: &str = "compensation_rate";

/// Where the classes of its map part, and what they are called.
const RATE_BREAKS: [f64; 4] = [0.25, 0.5, 0.75, 1.0];
const RATE_LABELS: [&str; 5] = ["< 0.25", "0.25–0.5", "0.5–0.75", "0.75–1", "≥ 1"];

/// The class of zones whose neighbours are as chance would have it.
const BY_CHANCE: &str = "not-significant";

/// The fields of all that has a value a zone and year.
///
/// # Errors
/// Classes of a map cannot be made.
pub fn of(analyses: &Analyses, assessment: &Assessment) -> Result<Vec<ZoneField>> {
    let others = analyses.zonings.iter().filter(|of| of.name != FUNCTIONAL);
    let zonings = (1..).zip(others).map(|(number, zoned)| {
        let remarks = agreements(&zoned.name, &analyses.compared, assessment);
        ZoneField {
            remarks,
            ..zoning(number, zoned)
        }
    });
    let moran = analyses.moran.iter().flat_map(|of| {
        let alike = of.results.chunk_by(|a, b| a.field == b.field);
        alike.map(|years| neighbours(years, assessment))
    });
    let rate = analyses.compensation_rate.then(|| rate(assessment));
    Ok(zonings
        .chain(disagreement(analyses, assessment)?)
        .chain(moran)
        .chain(rate.transpose()?)
        .chain(driver_fields::of(&analyses.drivers, assessment))
        .collect())
}

/// The share of its emissions that a zone absorbs.
fn rate(assessment: &Assessment) -> Result<ZoneField> {
    let fields = ZoneFields::new(assessment);
    let row = |annual: &AnnualAssessment| {
        let rate = |of: &ZoneYear| fields.value(RATE, annual, of);
        (annual.year, annual.zones.iter().map(rate).collect())
    };
    let years = assessment.years.iter().map(|annual| annual.year).collect();
    let labels = RATE_LABELS.map(Bilingual::same);
    let field = ZoneField::numbers(
        RATE,
        Bilingual::new("Share of emissions absorbed", "碳补偿率（吸收与排放之比）"),
        Bilingual::default(),
        Group::Analysis,
        3,
        assessment.years.iter().map(row).collect(),
    );
    let colors = YL_GN.colors(RATE_LABELS.len());
    let mapped = field.mapped(
        Breaks::new(RATE_BREAKS.to_vec())?,
        labels.into_iter().zip(colors),
        years,
    );
    Ok(mapped.known(Bilingual::new(
        "absorption / emissions; breaks of this program",
        "吸收量与排放量之比；分级为本程序所定",
    )))
}

fn zoning(number: usize, zoned: &ZoningResult) -> ZoneField {
    let rows: BTreeMap<Year, Vec<Option<String>>> = zoned
        .years
        .iter()
        .map(|annual| {
            let ids = annual.zones.iter().map(|class| Some(class.id.clone()));
            (annual.year, ids.collect())
        })
        .collect();
    let ids = zoned.classes.clone().unwrap_or_else(|| {
        let mut found: Vec<String> = rows.values().flatten().flatten().cloned().collect();
        found.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
        found.dedup();
        found
    });
    let classes = ids.iter().enumerate().map(|(place, id)| class(place, id));
    ZoneField::categories(
        format!("zoning_{number}"),
        Bilingual::same(&*zoned.name),
        Group::Zonings,
        classes.collect(),
        rows,
    )
    .known(match zoned.classes {
        Some(_) => Bilingual::new(
            "another zoning, as the project defines it",
            "项目自定义的另一种分区",
        ),
        None => Bilingual::new(
            "clusters, which are numbered anew in each year",
            "聚类结果，各年份分别编号",
        ),
    })
}

/// How many of the other zonings do not place a zone as the functional zones do; `None` without other zonings.
fn disagreement(analyses: &Analyses, assessment: &Assessment) -> Result<Option<ZoneField>> {
    let others = analyses.zonings.len().saturating_sub(1);
    if others == 0 {
        return Ok(None);
    }
    let row = |annual: &AnnualAssessment| {
        let mut counts = vec![0_u32; annual.zones.len()];
        let pairs = against_functional(&analyses.compared);
        for of in pairs.filter(|of| of.first.year == annual.year) {
            for zone in &of.differing {
                counts[zone.place] += 1;
            }
        }
        let counts = counts.into_iter().map(|count| Some(f64::from(count)));
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
    Ok(Some(mapped.known(known)))
}

/// The comparisons of other zonings with the functional zones of the same year.
fn against_functional(compared: &[Compared]) -> impl Iterator<Item = &Compared> {
    compared.iter().filter(|of| {
        of.first.zoning == FUNCTIONAL
            && of.second.zoning != FUNCTIONAL
            && of.first.year == of.second.year
    })
}

/// A functional zone in its colour; a cluster by its number; any other by its id.
fn class(place: usize, id: &str) -> FieldClass {
    let functional = functional_zone_classes().into_iter().find(|of| of.id == id);
    functional.unwrap_or_else(|| FieldClass {
        id: id.to_owned(),
        label: match id.strip_prefix("cluster-") {
            Some(number) => Bilingual::new(format!("Cluster {number}"), format!("第 {number} 类")),
            None => Bilingual::same(id),
        },
        color: DARK_8[place % DARK_8.len()],
    })
}

/// How far a zoning agrees with the functional zones, a sentence a year.
fn agreements(zoning: &str, compared: &[Compared], assessment: &Assessment) -> Vec<Bilingual> {
    let with_functional = compared.iter().filter(|of| {
        of.first.zoning == FUNCTIONAL
            && of.second.zoning == zoning
            && of.first.year == of.second.year
    });
    with_functional
        .map(|of| agreement(of, assessment))
        .collect()
}

fn agreement(of: &Compared, assessment: &Assessment) -> Bilingual {
    let (year, rand) = (of.first.year, of.agreement.adjusted_rand);
    let (differing, all) = (of.differing.len(), assessment.zones.len());
    let names: Vec<&str> = of
        .differing
        .iter()
        .map(|of| &*assessment.zones[of.place].name)
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
            "{year}: adjusted Rand index {rand:.2} against the functional zones; {differing} of {all} zones differ{en}"
        ),
        format!(
            "{year} 年：与功能区的调整兰德指数为 {rand:.2}；{all} 个区中有 {differing} 个不同{zh}"
        ),
    )
}

/// Hot and cold spots of a field, and zones unlike their neighbours.
fn neighbours(years: &[MoranOf], assessment: &Assessment) -> ZoneField {
    let field = &years[0].field;
    let label = label(field, assessment);
    let rows = years.iter().map(|of| {
        let spots = of.local.iter().map(|zone| spot(zone, of.significant_up_to));
        (of.year, spots.map(|id| id.map(str::to_owned)).collect())
    });
    let ids = Quadrant::ALL
        .map(Quadrant::id)
        .into_iter()
        .chain([BY_CHANCE]);
    let classes = ids
        .zip(spot_labels())
        .zip(NEIGHBOURS)
        .map(|((id, label), color)| FieldClass {
            id: id.to_owned(),
            label,
            color,
        });
    ZoneField::categories(
        format!("local_moran_{field}"),
        Bilingual::new(
            format!("Local Moran's I ({})", label.en),
            format!("局部莫兰指数（{}）", label.zh),
        ),
        Group::Analysis,
        classes.collect(),
        rows.collect(),
    )
    .known(Bilingual::new(
        "by random sets of neighbours; a twentieth of the zones called significant may be so by chance (Benjamini and Hochberg 1995)",
        "基于邻区的随机置换；显著的区中约二十分之一可能出于偶然（Benjamini 与 Hochberg，1995）",
    ))
}

/// What a field is called.
pub(super) fn label(field: &str, assessment: &Assessment) -> Bilingual {
    let quantity = Quantity::all(assessment)
        .into_iter()
        .find(|of| of.field_name() == field);
    quantity.map_or_else(
        || Bilingual::same(field),
        |of| Bilingual::new(of.label_en(), of.label_zh()),
    )
}

/// What a zone is to its neighbours; `None` for an island.
fn spot(zone: &LocalMoran, significant_up_to: Option<f64>) -> Option<&'static str> {
    let local = zone.local?;
    let is_significant = significant_up_to.is_some_and(|limit| local.p <= limit);
    Some(if is_significant {
        local.quadrant.id()
    } else {
        BY_CHANCE
    })
}

/// The names of [`Quadrant::ALL`], and of what is by chance.
fn spot_labels() -> [Bilingual; 5] {
    [
        ("High among high", "高—高"),
        ("Low among low", "低—低"),
        ("High among low", "高—低"),
        ("Low among high", "低—高"),
        ("Not significant", "不显著"),
    ]
    .map(|(en, zh)| Bilingual::new(en, zh))
}

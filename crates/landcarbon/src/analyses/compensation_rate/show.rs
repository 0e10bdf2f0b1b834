//! The share of its emissions that a zone absorbs, as a field with maps.

use anyhow::Result;
use carbon_core::{AnnualAssessment, Assessment, ZoneFields, ZoneYear};
use zoning_export::content::{Group, ZoneField};
use zoning_export::palette::YL_GN;
use zoning_export::{Bilingual, Breaks};

/// The name of the field.
const RATE: &str = "compensation_rate";

/// Where the classes of its map part.
const BREAKS: [f64; 4] = [0.25, 0.5, 0.75, 1.0];
const LABELS: [&str; 5] = ["< 0.25", "0.25–0.5", "0.5–0.75", "0.75–1", "≥ 1"];

/// The share of its emissions that a zone absorbs.
pub(super) fn rate_field(assessment: &Assessment) -> Result<ZoneField> {
    let fields = ZoneFields::new(assessment);
    let row = |annual: &AnnualAssessment| {
        let rate = |zone: &ZoneYear| {
            let rate = fields.value(RATE, annual, zone);
            rate.filter(|_| zone.is_covered())
        };
        (annual.year, annual.zones.iter().map(rate).collect())
    };
    let years = assessment.years.iter().map(|annual| annual.year).collect();
    let labels = LABELS.map(Bilingual::same);
    let field = ZoneField::numbers(
        RATE,
        Bilingual::new("Share of emissions absorbed", "碳补偿率（吸收与排放之比）"),
        Bilingual::default(),
        Group::Analysis,
        3,
        assessment.years.iter().map(row).collect(),
    );
    let colors = YL_GN.colors(LABELS.len());
    let breaks = Breaks::new(BREAKS.to_vec())?;
    let mapped = field.mapped(breaks, labels.into_iter().zip(colors), years);
    Ok(mapped.known(Bilingual::new(
        "absorption / emissions; breaks of this program",
        "吸收量与排放量之比；分级为本程序所定",
    )))
}

//! One self-contained HTML page of a whole study: maps, tables, land use, compensation, method,
//! ledger and provenance, to be sent by mail and opened anywhere.
//!
//! The page loads nothing: style, program and data stand in it, and a content security policy
//! forbids the rest. Data are one JSON object; names from inputs are data there, never markup. The
//! page shows English or Chinese, whichever the reader picks, and starts in the caption's language.
//!
//! Maps are drawn in an equal-area projection fitted to the region, with borders simplified
//! so that zones still share them: the picture is for reading, the numbers come from the whole
//! borders.

mod evidence;
mod intervals;
mod maps;
mod members;
mod outlines;
mod payments;
mod quantities;
mod region;
mod scenarios;

use std::collections::BTreeMap;
use std::io::Write;

use carbon_core::{
    AnnualAssessment, Assessment, Coefficients, HectaresRow, LandClass, Quantity, Sensitivity, Year,
};
use serde::Serialize;

use self::evidence::{CoefficientEntry, LedgerTable};
use self::intervals::Uncertainty;
use self::maps::MapTheme;
use self::outlines::{Drawing, Outlines};
use self::payments::Payments;
use self::quantities::Column;
use self::region::Region;
use self::scenarios::Scenario;
use crate::content::{Supplement, Themes};
use crate::error::ExportError;
use crate::geometry::ZoneShapes;
use crate::style::Color;
use crate::tables::{self, Provenance};
use crate::text::{Bilingual, Caption, Decimals, Language, write_json};

const PAGE: &str = include_str!("../../assets/report/report.html");
const STYLE: &str = include_str!("../../assets/report/report.css");
/// The program. Lines that end in [`OF_SUPPLEMENT`] and the files of [`SUPPLEMENT`] are part of it
/// where there is a supplement.
const PROGRAM: [&str; 7] = [
    include_str!("../../assets/report/strings.js"),
    include_str!("../../assets/report/page.js"),
    include_str!("../../assets/report/map.js"),
    include_str!("../../assets/report/zones.js"),
    include_str!("../../assets/report/land.js"),
    include_str!("../../assets/report/compensation.js"),
    include_str!("../../assets/report/method.js"),
];
const SUPPLEMENT: [&str; 6] = [
    include_str!("../../assets/report/supplement/strings.js"),
    include_str!("../../assets/report/supplement/section.js"),
    include_str!("../../assets/report/supplement/certainty.js"),
    include_str!("../../assets/report/supplement/scenarios.js"),
    include_str!("../../assets/report/supplement/zonings.js"),
    include_str!("../../assets/report/supplement/region.js"),
];
const SUPPLEMENT_STYLE: &str = include_str!("../../assets/report/supplement/supplement.css");
const START: &str = include_str!("../../assets/report/main.js");
const OF_SUPPLEMENT: &str = "// supplement";

/// What a report shows.
#[derive(Debug, Clone, Copy)]
pub struct ReportInput<'a> {
    /// The results, with the compensation if there is one.
    pub themes: &'a Themes<'a>,
    /// The coefficients that they were computed with.
    pub coefficients: &'a Coefficients,
    /// How the compensation depends on the choices that the paper leaves open.
    pub sensitivity: Option<&'a Sensitivity>,
    /// The rows of the tally.
    pub ledger: &'a [HectaresRow],
    /// The largest relative difference of any zone between its cells and its polygon, by label.
    pub closures: &'a BTreeMap<String, f64>,
    /// The land classes and the colours to draw them in.
    pub land: &'a [(LandClass, Color)],
    /// Title, status and language.
    pub caption: &'a Caption,
    /// The program, the statuses of the statistics, the warnings.
    pub provenance: &'a Provenance<'a>,
    /// SHA-256 of the inputs by their paths.
    pub inputs: &'a BTreeMap<String, String>,
}

/// Writes the report. The same input gives the same bytes.
///
/// # Errors
///
/// [`ExportError`] if the shapes lack a zone of the assessment, budgets are too large for class
/// breaks, or the stream takes no more bytes.
pub fn write(
    input: &ReportInput<'_>,
    shapes: &ZoneShapes,
    mut out: impl Write,
) -> Result<(), ExportError> {
    shapes.check_against(input.themes.assessment)?;
    let mut json = Vec::new();
    write_json(&data(input, shapes)?, &mut json)?;
    let data = in_script(&String::from_utf8_lossy(&json));
    let language = match input.caption.language {
        Language::Zh => "zh-Hans",
        Language::En | Language::Both => "en",
    };
    let has_supplement = input.themes.supplement().is_some();
    let (program, style) = (program(has_supplement), style(has_supplement));
    let parts: [(&str, &str); 5] = [
        ("language", language),
        ("title", &escaped(&input.caption.title)),
        ("style", &style),
        ("data", &data),
        ("program", &program),
    ];
    // Split rather than replaced, so that no part is searched for the marks of another.
    let mut page = PAGE;
    for (mark, part) in parts {
        if let Some((before, after)) = page.split_once(&format!("{{{{{mark}}}}}")) {
            out.write_all(before.as_bytes())?;
            out.write_all(part.as_bytes())?;
            page = after;
        }
    }
    out.write_all(page.as_bytes())?;
    Ok(out.flush()?)
}

/// The program, with what a supplement needs or without, so that a report without one has no byte of
/// it.
fn program(has_supplement: bool) -> String {
    let supplement = match has_supplement {
        true => &SUPPLEMENT[..],
        false => &[],
    };
    let files = PROGRAM.iter().chain(supplement).chain([&START]);
    let mut lines: Vec<_> = files.flat_map(|file| file.split_inclusive('\n')).collect();
    lines.retain(|line| has_supplement || !line.trim_end().ends_with(OF_SUPPLEMENT));
    lines.concat()
}

fn style(has_supplement: bool) -> String {
    let supplement = if has_supplement { SUPPLEMENT_STYLE } else { "" };
    [STYLE, supplement].concat()
}

/// The data of the page.
#[derive(Serialize)]
struct Data<'a> {
    title: &'a str,
    note: &'a str,
    program: &'a str,
    price_year: Year,
    years: Vec<Year>,
    ids: Vec<&'a str>,
    names: Vec<&'a str>,
    mean_emissions: Vec<Decimals>,
    shapes: Option<Outlines>,
    quantities: Vec<Column<'a>>,
    themes: Vec<MapTheme>,
    land: Vec<LandColor<'a>>,
    coefficients: Vec<CoefficientEntry<'a>>,
    zoning: Bilingual,
    ledger: LedgerTable<'a>,
    warnings: Vec<Bilingual>,
    /// Variable, status, count.
    statuses: Vec<(&'a str, &'a str, usize)>,
    /// Path, SHA-256.
    inputs: Vec<(&'a String, &'a String)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compensation: Option<Payments>,
    #[serde(skip_serializing_if = "Option::is_none")]
    supplement: Option<SupplementData<'a>>,
}

/// A land class with the field of its hectares.
#[derive(Serialize)]
struct LandColor<'a> {
    field: String,
    label: Bilingual,
    color: &'a Color,
}

/// What a run found beyond its assessment.
#[derive(Serialize)]
struct SupplementData<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    uncertainty: Option<Uncertainty>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scenarios: Vec<Scenario<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region<'a>>,
    fields: Vec<FieldRemarks<'a>>,
}

/// A field that has maps, with what is to be said of it.
#[derive(Serialize)]
struct FieldRemarks<'a> {
    field: &'a str,
    group: &'static str,
    remarks: &'a [Bilingual],
}

fn data<'a>(input: &ReportInput<'a>, shapes: &ZoneShapes) -> Result<Data<'a>, ExportError> {
    let assessment = input.themes.assessment;
    let (zones, years) = (&assessment.zones, assessment.years.iter());
    let drawing = Drawing::new(zones, shapes)?;
    let land = input.land.iter().map(|(class, color)| LandColor {
        field: Quantity::Land(class.clone()).field_name().into_owned(),
        label: Bilingual::new(class.label_en(), class.label_zh()),
        color,
    });
    let compensation = assessment.compensation.as_ref();
    let supplement = input.themes.supplement();
    let mean = |annual: &AnnualAssessment| Decimals(annual.mean_emissions.amount, 0);
    Ok(Data {
        title: &input.caption.title,
        note: input.caption.note.as_deref().unwrap_or_default(),
        program: input.provenance.program,
        price_year: assessment.price_year,
        years: years.clone().map(|annual| annual.year).collect(),
        ids: zones.iter().map(|zone| zone.id.as_str()).collect(),
        names: zones.iter().map(|zone| zone.name.as_str()).collect(),
        mean_emissions: years.map(mean).collect(),
        shapes: drawing.as_ref().map(Drawing::outlines),
        quantities: quantities::columns(input.themes),
        themes: maps::themes(input.themes)?,
        land: land.collect(),
        coefficients: evidence::coefficients(assessment, input.coefficients),
        zoning: tables::rule_in_words(&assessment.zoning),
        ledger: evidence::ledger(input.ledger, input.closures),
        warnings: evidence::warnings(assessment, input.provenance.warnings),
        statuses: evidence::statuses(input.provenance.statuses),
        inputs: input.inputs.iter().collect(),
        compensation: compensation
            .map(|scheme| Payments::new(&assessment.zones, scheme, input.sensitivity)),
        supplement: supplement
            .map(|supplement| supplement_data(assessment, supplement, drawing.as_ref())),
    })
}

fn supplement_data<'a>(
    assessment: &Assessment,
    supplement: &'a Supplement<'a>,
    drawing: Option<&Drawing>,
) -> SupplementData<'a> {
    let uncertainty = supplement.uncertainty.as_ref();
    let fields = supplement
        .fields
        .iter()
        .filter(|field| !field.maps.is_empty());
    let fields = fields.map(|field| FieldRemarks {
        field: &field.name,
        group: field.group.key(),
        remarks: &field.remarks,
    });
    SupplementData {
        uncertainty: uncertainty.map(|spread| Uncertainty::new(assessment, spread)),
        scenarios: Scenario::all(assessment, &supplement.scenarios),
        region: Region::new(supplement, drawing),
        fields: fields.collect(),
    }
}

/// JSON that ends no script element and opens no comment in one. `<` stands in texts only.
fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c")
}

/// Text in an element.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

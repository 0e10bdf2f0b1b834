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

mod error;
mod evidence;
mod land;
mod maps;
mod outlines;
mod payments;
mod quantities;
mod region;
mod scenarios;
mod spread;
mod words;

use std::collections::BTreeMap;
use std::io::Write;

use carbon_core::{Coefficients, HectaresRow, LandClass, Sensitivity};

pub use self::error::ReportError;
use crate::content::{Supplement, Themes};
use crate::geometry::ZoneShapes;
use crate::style::Color;
use crate::tables::Provenance;
use crate::text::json::{self, Object};
use crate::text::{Caption, Language};
use outlines::Drawing;

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
/// [`ReportError`] if the shapes lack a zone of the assessment, budgets are too large for class
/// breaks, or the stream takes no more bytes.
pub fn write(
    input: &ReportInput<'_>,
    shapes: &ZoneShapes,
    mut out: impl Write,
) -> Result<(), ReportError> {
    shapes.check_against(input.themes.assessment)?;
    let data = in_script(&data(input, shapes)?);
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
    let lines = files.flat_map(|file| file.split_inclusive('\n'));
    lines
        .filter(|line| has_supplement || !line.trim_end().ends_with(OF_SUPPLEMENT))
        .collect()
}

fn style(has_supplement: bool) -> String {
    let supplement = if has_supplement { SUPPLEMENT_STYLE } else { "" };
    [STYLE, supplement].concat()
}

fn data(input: &ReportInput<'_>, shapes: &ZoneShapes) -> Result<String, ReportError> {
    let assessment = input.themes.assessment;
    let zones = &assessment.zones;
    let drawing = Drawing::of(zones, shapes)?;
    let texts = |texts: Vec<&str>| json::array(texts.into_iter().map(json::text));
    let years = assessment.years.iter();
    let means = years
        .clone()
        .map(|annual| json::number(annual.mean_emissions.amount, 0));
    let mut object = Object::new()
        .text("title", &input.caption.title)
        .text("note", input.caption.note.as_deref().unwrap_or_default())
        .text("program", input.provenance.program)
        .member("price_year", assessment.price_year)
        .member(
            "years",
            json::array(years.map(|annual| annual.year.to_string())),
        )
        .member(
            "ids",
            texts(zones.iter().map(|zone| zone.id.as_str()).collect()),
        )
        .member(
            "names",
            texts(zones.iter().map(|zone| zone.name.as_str()).collect()),
        )
        .member("mean_emissions", json::array(means))
        .member(
            "shapes",
            drawing.as_ref().map_or("null".to_owned(), Drawing::json),
        )
        .member("quantities", quantities::json(input.themes))
        .member("themes", maps::json(input.themes)?)
        .member("land", land::json(input.land))
        .member(
            "coefficients",
            evidence::coefficients(assessment, input.coefficients),
        )
        .member("zoning", evidence::zoning(assessment))
        .member("ledger", evidence::ledger(input.ledger, input.closures))
        .member(
            "warnings",
            evidence::warnings(assessment, input.provenance.warnings),
        )
        .member("statuses", evidence::statuses(input.provenance.statuses))
        .member("inputs", evidence::inputs(input.inputs));
    if let Some(scheme) = &assessment.compensation {
        object = object.member("compensation", payments::json(scheme, input.sensitivity));
    }
    if let Some(supplement) = input.themes.supplement() {
        object = object.member(
            "supplement",
            of_supplement(input.themes, supplement, drawing.as_ref()),
        );
    }
    Ok(object.finish())
}

/// `uncertainty`, `scenarios` and what is of the whole `region`, if there are any, and the further
/// `fields` with what is to be said of each.
fn of_supplement(
    themes: &Themes<'_>,
    supplement: &Supplement<'_>,
    drawing: Option<&Drawing>,
) -> String {
    let assessment = themes.assessment;
    let mut object = Object::new();
    if let Some(of) = &supplement.uncertainty {
        object = object.member("uncertainty", spread::json(assessment, of));
    }
    if !supplement.scenarios.is_empty() {
        let scenarios = scenarios::json(assessment, &supplement.scenarios);
        object = object.member("scenarios", scenarios);
    }
    if let Some(region) = region::json(supplement, drawing) {
        object = object.member("region", region);
    }
    let fields = supplement.fields.iter().filter(|of| !of.maps.is_empty());
    let fields = fields.map(|field| {
        Object::new()
            .text("field", &field.name)
            .text("group", field.group.key())
            .member("remarks", words::list(&field.remarks))
            .finish()
    });
    object.member("fields", json::array(fields)).finish()
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

//! The themes of the report's maps: what a map shows, its classes in each year, and the class of
//! every zone, decided before any rounding.

use carbon_core::{Assessment, Quantity, Year, ZoneYear};
use serde::Serialize;

use crate::content::Themes;
use crate::error::ExportError;
use crate::style::{Color, Subject, Theme, Topic};
use crate::text::{Bilingual, Decimals, Language};

/// The maps of a quantity or a field: classes for each year, `None` for a year without a map. Those of a supplement have a group.
#[derive(Serialize)]
pub(super) struct MapTheme {
    quantity: String,
    title: Bilingual,
    /// How well the breaks are known.
    known: Bilingual,
    years: Vec<Option<ClassedYear>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'static str>,
}

/// The classes, and the position of each zone's class, or −1.
#[derive(Serialize)]
struct ClassedYear {
    classes: Vec<MapClass>,
    #[serde(rename = "of")]
    positions: Vec<isize>,
    /// What zones without a class are called, where it is not that they have no data.
    #[serde(skip_serializing_if = "Option::is_none")]
    without: Option<Bilingual>,
}

#[derive(Serialize)]
struct MapClass {
    id: String,
    label: Bilingual,
    color: Color,
    count: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Decimals>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Decimals>,
}

/// The topics in the order of their tabs, compensation only where there is one.
fn topics(assessment: &Assessment) -> impl Iterator<Item = Topic> {
    let compensation = assessment
        .compensation
        .as_ref()
        .map(|_| Topic::Compensation);
    [
        Topic::Emissions,
        Topic::Absorption,
        Topic::Intensity,
        Topic::Ecc,
        Topic::Esc,
        Topic::Budget,
        Topic::FunctionalZones,
    ]
    .into_iter()
    .chain(compensation)
}

/// All themes: those of the topics, then those of a supplement's fields.
pub(super) fn themes(from: &Themes<'_>) -> Result<Vec<MapTheme>, ExportError> {
    let assessment = from.assessment;
    let mut themes = Vec::new();
    for topic in topics(assessment) {
        let is_mapped = |year| Topic::in_year(assessment, year).contains(&topic);
        let (years, known) = years(from, Subject::Topic(topic), is_mapped)?;
        // Zones are sorted into classes of compensation; what they show is the amount.
        let quantity = match topic {
            Topic::Compensation => Quantity::Compensation,
            _ => topic.quantity(),
        };
        themes.push(MapTheme {
            quantity: quantity.field_name().into_owned(),
            title: Bilingual::new(quantity.label_en(), quantity.label_zh()),
            known,
            years,
            group: None,
        });
    }
    for (place, field) in from.fields().iter().enumerate() {
        if !field.maps.is_empty() {
            let is_mapped = |year| field.maps.contains(&year);
            themes.push(MapTheme {
                quantity: field.name.clone(),
                title: field.title.clone(),
                known: field.known.clone(),
                years: years(from, Subject::Field(place), is_mapped)?.0,
                group: Some(field.group.key()),
            });
        }
    }
    Ok(themes)
}

/// The classes of each year that has a map, with how they are known.
fn years(
    from: &Themes<'_>,
    subject: Subject,
    is_mapped: impl Fn(Year) -> bool,
) -> Result<(Vec<Option<ClassedYear>>, Bilingual), ExportError> {
    let (mut years, mut known) = (Vec::new(), Bilingual::default());
    for annual in &from.assessment.years {
        if !is_mapped(annual.year) {
            years.push(None);
            continue;
        }
        let theme = |language| from.theme(subject, annual.year, language);
        let (en, zh) = (theme(Language::En)?, theme(Language::Zh)?);
        years.push(Some(classed(&en, &zh, &annual.zones)));
        known = Bilingual::new(en.known, zh.known);
    }
    Ok((years, known))
}

fn classed(en: &Theme, zh: &Theme, zones: &[ZoneYear]) -> ClassedYear {
    let decimals = en.decimals.unwrap_or_default();
    let classes = en.classes.iter().zip(&zh.classes).zip(en.counts(zones));
    let classes = classes.map(|((en, zh), count)| MapClass {
        id: en.id.clone(),
        label: Bilingual::new(&*en.label, &*zh.label),
        color: en.color,
        count,
        from: en.from.map(|end| Decimals(end, decimals)),
        to: en.to.map(|end| Decimals(end, decimals)),
    });
    let positions = zones.iter().map(|zone| {
        let class = en.class_of(zone);
        let same = |id: &str| en.classes.iter().position(|other| other.id == id);
        class
            .and_then(|class| same(&class.id)?.try_into().ok())
            .unwrap_or(-1)
    });
    ClassedYear {
        classes: classes.collect(),
        positions: positions.collect(),
        without: en
            .min_coverage
            .map(|_| Bilingual::new(en.gap_label(Language::En), zh.gap_label(Language::Zh))),
    }
}

//! The themes of the report's maps: what a map shows, its classes in each year, and the class of
//! every zone, decided before any rounding.

use carbon_core::{Assessment, Quantity, ZoneYear};

use super::error::ReportError;
use super::words::{bilingual, both};
use crate::content::Themes;
use crate::style::{Subject, Theme, Topic};
use crate::text::json::{self, Object};
use crate::text::{Bilingual, Language};

/// The topics in the order of their tabs, compensation only where there is one.
fn topics(assessment: &Assessment) -> impl Iterator<Item = Topic> {
    let compensation = assessment
        .compensation
        .as_ref()
        .map(|_| Topic::Compensation);
    [
        Topic::Emissions,
        Topic::Intensity,
        Topic::Ecc,
        Topic::Esc,
        Topic::Budget,
        Topic::FunctionalZones,
    ]
    .into_iter()
    .chain(compensation)
}

/// All themes: `quantity` (a field), `title`, `known` (how well the breaks are known) and `years`,
/// of each its `classes` and `of`, the position of each zone's class or −1; `null` for a year without
/// a map. Those of a supplement have a `group`.
pub(super) fn json(from: &Themes<'_>) -> Result<String, ReportError> {
    let assessment = from.assessment;
    let mut themes = Vec::new();
    for topic in topics(assessment) {
        let mut years = Vec::new();
        let mut known = String::new();
        for annual in &assessment.years {
            if !Topic::in_year(assessment, annual.year).contains(&topic) {
                years.push("null".to_owned());
                continue;
            }
            let [en, zh] = [Language::En, Language::Zh]
                .map(|language| from.theme(topic, annual.year, language));
            let (en, zh) = (en?, zh?);
            known = both(&en.known, &zh.known);
            years.push(classified(&en, &zh, &annual.zones));
        }
        // Zones are sorted into classes of compensation; what they show is the amount.
        let quantity = match topic {
            Topic::Compensation => Quantity::Compensation,
            _ => topic.quantity(),
        };
        let title = Bilingual::new(quantity.label_en(), quantity.label_zh());
        themes.push(theme(&quantity.field_name(), &title, known, years).finish());
    }
    for (place, field) in from.fields().iter().enumerate() {
        if field.maps.is_empty() {
            continue;
        }
        let mut years = Vec::new();
        for annual in &assessment.years {
            if !field.maps.contains(&annual.year) {
                years.push("null".to_owned());
                continue;
            }
            let [en, zh] = [Language::En, Language::Zh]
                .map(|language| from.of(Subject::Field(place), annual.year, language));
            years.push(classified(&en?, &zh?, &annual.zones));
        }
        let known = bilingual(&field.known);
        let theme = theme(&field.name, &field.title, known, years);
        themes.push(theme.text("group", field.group.key()).finish());
    }
    Ok(json::array(themes))
}

fn theme(field: &str, title: &Bilingual, known: String, years: Vec<String>) -> Object {
    Object::new()
        .text("quantity", field)
        .member("title", bilingual(title))
        .member("known", known)
        .member("years", json::array(years))
}

fn classified(en: &Theme, zh: &Theme, zones: &[ZoneYear]) -> String {
    let decimals = en.decimals.unwrap_or_default();
    let classes = en.classes.iter().zip(&zh.classes).zip(en.counts(zones));
    let classes = classes.map(|((en, zh), count)| {
        let mut object = Object::new()
            .text("id", &en.id)
            .member("label", both(&en.label, &zh.label))
            .text("color", &en.color.to_string())
            .member("count", count);
        for (key, end) in [("from", en.from), ("to", en.to)] {
            if let Some(end) = end {
                object = object.number(key, end, decimals);
            }
        }
        object.finish()
    });
    let of = zones.iter().map(|of| {
        let class = en.class_of(of);
        let same = |id: &str| en.classes.iter().position(|other| other.id == id);
        position(class.and_then(|class| same(&class.id)))
    });
    Object::new()
        .member("classes", json::array(classes))
        .member("of", json::array(of))
        .finish()
}

fn position(class: Option<usize>) -> String {
    class.map_or("-1".to_owned(), |position| position.to_string())
}

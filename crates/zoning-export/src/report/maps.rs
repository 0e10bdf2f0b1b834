//! The themes of the report's maps: what a map shows, its classes in each year, and the class of
//! every zone, decided before any rounding.

use carbon_core::{Assessment, Compensation, CompensationClass, Quantity, ZoneYear};

use super::words::both;
use crate::json::{self, Object};
use crate::theme::{Theme, Topic};
use crate::{ExportError, Language};

/// The topics in the order of their tabs.
const TOPICS: [Topic; 6] = [
    Topic::Emissions,
    Topic::Intensity,
    Topic::Ecc,
    Topic::Esc,
    Topic::Budget,
    Topic::FunctionalZones,
];

/// Colours of the compensation classes: ColorBrewer's PuOr, safe for colour-blind readers.
const fn color(class: CompensationClass) -> &'static str {
    match class {
        CompensationClass::HighCompensation => "#e66101",
        CompensationClass::LowCompensation => "#fdb863",
        CompensationClass::Compensated => "#5e3c99",
    }
}

/// All themes: `quantity` (a field), `title`, `known` (how well the breaks are known) and `years`,
/// of each its `classes` and `of`, the position of each zone's class or −1.
pub(super) fn json(assessment: &Assessment) -> Result<String, ExportError> {
    let mut themes = Vec::new();
    for topic in TOPICS {
        let mut years = Vec::new();
        for annual in &assessment.years {
            let [en, zh] = [Language::En, Language::Zh]
                .map(|language| Theme::new(topic, assessment, annual.year, language));
            years.push(classified(&en?, &zh?, &annual.zones));
        }
        let known = [Language::En, Language::Zh].map(|language| topic.breaks_known(language));
        let quantity = topic.quantity();
        themes.push(theme(&quantity, both(&known[0], &known[1]), years));
    }
    if let Some(scheme) = &assessment.compensation {
        themes.push(compensation(assessment, scheme));
    }
    Ok(json::array(themes))
}

fn theme(quantity: &Quantity, known: String, years: Vec<String>) -> String {
    Object::new()
        .text("quantity", &quantity.field_name())
        .member("title", both(&quantity.label_en(), &quantity.label_zh()))
        .member("known", known)
        .member("years", json::array(years))
        .finish()
}

fn classified(en: &Theme, zh: &Theme, zones: &[ZoneYear]) -> String {
    let decimals = en.topic.quantity().decimals();
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

/// The compensation classes, which only the target year has.
fn compensation(assessment: &Assessment, scheme: &Compensation) -> String {
    let of = |class: CompensationClass| {
        let zones = scheme.zones.iter();
        zones.filter(move |of| of.class == Some(class)).count()
    };
    let years = assessment.years.iter().map(|annual| {
        if annual.year != scheme.target {
            return "null".to_owned();
        }
        let classes = CompensationClass::ALL.map(|class| {
            Object::new()
                .text("id", class.id())
                .member("label", both(class.label_en(), class.label_zh()))
                .text("color", color(class))
                .member("count", of(class))
                .finish()
        });
        let of = scheme.zones.iter().map(|of| {
            let mut all = CompensationClass::ALL.into_iter();
            position(all.position(|class| of.class == Some(class)))
        });
        Object::new()
            .member("classes", json::array(classes))
            .member("of", json::array(of))
            .finish()
    });
    let known = both(
        "classes of the paper (doi 10.3389/fenvs.2024.1404760), which prints no threshold; the split \
         of payers is a reconstruction",
        "补偿类型见论文（doi 10.3389/fenvs.2024.1404760），论文未给出界限；支付区的划分系重建",
    );
    theme(&Quantity::Compensation, known, years.collect())
}

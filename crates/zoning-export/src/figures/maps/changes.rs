//! How emissions, absorption and budget of the zones changed from the first year to the last.

use std::collections::BTreeMap;

use carbon_core::{AnnualAssessment, Quantity, Value, ZoneId, ZoneYear};

use super::thematic::{MapRenderer, Maps};
use crate::error::ExportError;
use crate::figures::figure::Figure;
use crate::style::{
    Breaks, Color, Scheme, ShownUnit, Subject, Theme, ThemeClass, ThemeError, ThemeValues, Topic,
    computed_breaks, palette, range_label, scaled_tonnes, thirds, tonnes_scale,
};
use crate::text::{Bilingual, with_sign};

/// What is compared, a panel each.
const COMPARED: [Topic; 3] = [Topic::Emissions, Topic::Absorption, Topic::Budget];

/// Classes of changes that all have one sign.
const ONE_SIDED: usize = 4;

impl MapRenderer<'_> {
    /// The figure of changes; none if there is one year.
    pub(crate) fn changes(&self, number: u8) -> Result<Option<Figure>, ExportError> {
        let years = &self.inputs.themes.assessment.years;
        let (Some(first), Some(last)) = (years.first(), years.last()) else {
            return Ok(None);
        };
        if first.year == last.year {
            return Ok(None);
        }
        let mut panels = Vec::new();
        let mut headings = Vec::new();
        for topic in COMPARED {
            let theme = self.change_theme(topic, [first, last])?;
            let quantity = topic.quantity();
            let amounts = [first, last].map(|annual| quantity.amount(&annual.region));
            let region = amounts[1].unwrap_or_default() - amounts[0].unwrap_or_default();
            let region = format!(
                "{} {}",
                with_sign(&theme.shown.digits(region)),
                theme.shown.name
            );
            let name = self.choose(&quantity.label_en(), &quantity.label_zh());
            headings.push([
                name,
                self.choose(&format!("region {region}"), &format!("全区 {region}")),
            ]);
            panels.push((theme, &*last.zones));
        }
        let (from, to) = (first.year, last.year);
        let title = Bilingual::new(
            format!("Change of emissions, absorption and budget, {from}–{to}"),
            format!("碳排放、碳吸收与碳收支的变化，{from}–{to}年"),
        );
        let maps = Maps {
            name: "changes",
            title: title.in_language(self.language()),
            legend: None,
            panels: &panels,
            headings,
            notes: self.basis_note(
                Subject::Topic(Topic::Emissions),
                panels.first().map(|(theme, _)| &*theme.shown.name),
            ),
        };
        Ok(Some(self.on_sheet(number, maps)))
    }

    /// The change of a topic's quantity as a theme of the later year.
    fn change_theme(
        &self,
        topic: Topic,
        [first, last]: [&AnnualAssessment; 2],
    ) -> Result<Theme, ThemeError> {
        let themes = self.inputs.themes;
        let language = self.language();
        let quantity = topic.quantity();
        let later = themes.theme(topic, last.year, language)?;
        let earlier = themes.theme(topic, first.year, language)?;
        let pairs = first.zones.iter().zip(&last.zones);
        let shown = pairs.filter(|(before, _)| earlier.class_of(before).is_some());
        let changes = shown.filter_map(|(before, after)| {
            let change = number(&quantity, after)? - number(&quantity, before)?;
            Some((after.zone.id.clone(), change))
        });
        let changes: BTreeMap<ZoneId, f64> = changes.collect();
        let numbers: Vec<f64> = changes.values().copied().collect();
        let breaks = change_breaks(numbers.clone())?;
        let largest = numbers.iter().fold(1.0, |most: f64, x| most.max(x.abs()));
        let scale = tonnes_scale([largest].into_iter());
        let unit = format!("{}{}", scale.1, quantity.unit_in(themes.assessment));
        let classes = breaks.ranges().zip(colors(topic, &breaks)).zip(1..);
        let classes = classes.map(|(((from, to), color), number)| ThemeClass {
            id: number.to_string(),
            label: range_label((from, to), language, |tonnes| scaled_tonnes(tonnes, scale)),
            color,
            from,
            to,
        });
        let name = Bilingual::new(
            format!("Change of {}", quantity.label_en().to_lowercase()),
            format!("{}变化", quantity.label_zh()),
        );
        let title = name
            .with_unit(&Bilingual::same(&*unit))
            .in_language(language);
        let (en, zh) = (
            "classes of this program, which part the changes of each panel into thirds about zero, or \
             by natural breaks (Fisher–Jenks) where all have one sign",
            "分级由本程序设定：各图以零为中心将变化量三等分；变化量同号时用自然断点（Fisher–Jenks）",
        );
        Ok(Theme {
            field: String::new(),
            name: name.in_language(language),
            title,
            unit: quantity.unit_in(themes.assessment),
            classes: classes.collect(),
            known: self.choose(en, zh),
            shown: ShownUnit {
                factor: scale.0,
                name: unit,
                decimals: if scale.0 > 1.0 { 2 } else { 0 },
            },
            scheme: Scheme::ByValue(breaks),
            values: ThemeValues::Numbers(changes),
            ..later
        })
    }
}

fn number(quantity: &Quantity, zone_year: &ZoneYear) -> Option<f64> {
    match quantity.value(zone_year)? {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

/// Breaks about zero that part the magnitudes into thirds; natural breaks where all have one sign.
fn change_breaks(mut numbers: Vec<f64>) -> Result<Breaks, ThemeError> {
    numbers.sort_by(f64::total_cmp);
    let is_two_sided =
        numbers.first().is_some_and(|&x| x < 0.0) && numbers.last().is_some_and(|&x| x > 0.0);
    Ok(match is_two_sided {
        true => Breaks::about_zero(&thirds(&numbers))?,
        false => computed_breaks::fisher_jenks(&numbers, ONE_SIDED),
    })
}

/// Browns where emissions or the budget rise or less is absorbed, greens for the opposite.
fn colors(topic: Topic, breaks: &Breaks) -> Vec<Color> {
    let (below, straddling, above) = breaks.sides();
    match topic {
        Topic::Absorption => {
            let mut colors: Vec<_> = palette::BG_BR.colors(above, straddling, below).collect();
            colors.reverse();
            colors
        }
        _ => palette::BG_BR.colors(below, straddling, above).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_part_into_thirds_about_zero_or_by_natural_breaks() {
        // Magnitudes 1, 2, 3, 4, 5, 6: thirds between 2 and 3 and between 4 and 5.
        let two_sided = change_breaks(vec![-1.0, 2.0, 3.0, -4.0, 5.0, 6.0]).unwrap();
        assert_eq!(two_sided.as_slice(), [-5.0, -3.0, 0.0, 3.0, 5.0]);
        let rising = change_breaks(vec![1.0, 1.1, 5.0, 5.1, 9.0, 20.0]).unwrap();
        assert_eq!(rising.classes(), 4);
        assert_eq!(rising.class_of(1.1), Some(0));
        assert_eq!(change_breaks(vec![0.0, 0.0]).unwrap(), Breaks::NONE);
    }

    #[test]
    fn what_is_worse_is_brown() {
        let breaks = Breaks::about_zero(&[1.0]).unwrap();
        let [budget, absorption] =
            [Topic::Budget, Topic::Absorption].map(|topic| colors(topic, &breaks));
        assert_eq!(budget.first(), absorption.last());
        assert_eq!(budget.last(), absorption.first());
    }
}

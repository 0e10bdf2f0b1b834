//! What stands below a figure.

use carbon_core::{CarbonBasis, Warning, with_minus};

use super::thematic::MapRenderer;
use crate::figures::options::MapLabels;
use crate::style::{Subject, Topic};
use crate::text::Language;

impl MapRenderer<'_> {
    /// The note on the basis of a subject, as a sentence.
    pub(crate) fn basis_note(&self, subject: Subject, unit: Option<&str>) -> Vec<String> {
        let note = match subject {
            Subject::Topic(topic) => self.basis(topic, unit.filter(|_| topic.is_tonnes())),
            Subject::Field(_) => None,
        };
        let end = self.language().choose(".", "。");
        note.map(|note| note + &end).into_iter().collect()
    }

    /// That a topic adds tonnes of CO₂ and of C, and what the budget is in CO₂ alone; `None` if it
    /// has one basis.
    fn basis(&self, topic: Topic, unit: Option<&str>) -> Option<String> {
        let assessment = self.inputs.themes.assessment;
        let region = &assessment.years.last()?.region;
        let (amount, is_budget) = match topic {
            Topic::Emissions | Topic::Intensity | Topic::Ecc => (region.emissions, false),
            Topic::Absorption => (region.absorption, false),
            Topic::Budget | Topic::Compensation => (region.budget, true),
            Topic::Esc | Topic::FunctionalZones => return None,
        };
        if amount.basis != CarbonBasis::Mixed {
            return None;
        }
        let unit = unit.unwrap_or("t");
        let mut en = format!("The unit {unit} adds {unit} CO₂ and {unit} C, mixed as in the paper");
        let mut zh = format!("单位 {unit} 为 {unit} CO₂ 与 {unit} C 之和，与论文一致");
        let restated = assessment
            .warnings
            .iter()
            .find_map(|warning| match warning {
                Warning::MixedBases { year, restated, .. } => Some((year, restated.amount)),
                _ => None,
            });
        if let (true, Some((year, tonnes))) = (is_budget, restated) {
            let million = with_minus(tonnes / 1e6, 2);
            let [net_en, net_zh] = match tonnes < 0.0 {
                true => ["sink", "碳汇"],
                false => ["source", "碳源"],
            };
            en += &format!(
                "; in CO₂ alone the whole region's budget of {year} is {million} Mt, a net {net_en}"
            );
            zh += &format!("；仅以 CO₂ 计，{year} 年全区碳收支为 {million} Mt，即净{net_zh}");
        }
        Some(self.choose(&en, &zh))
    }

    /// What stands below a figure.
    pub(crate) fn notes(
        &self,
        known: Option<String>,
        labelled: usize,
        naming: MapLabels,
    ) -> Vec<String> {
        let (en, zh) = self.region().plane.names();
        let projection = self.choose(&en, &zh);
        let naming = self.naming_note(naming, labelled);
        self.sentences(known.into_iter().chain([projection]).chain(naming))
    }

    /// Notes: these, each as a sentence, and where the data come from.
    pub(crate) fn sentences(&self, words: impl IntoIterator<Item = String>) -> Vec<String> {
        let words: Vec<_> = words.into_iter().map(capitalised).collect();
        let (period, end) = match self.language() {
            Language::Zh => ("。", "。"),
            Language::En | Language::Both => (". ", "."),
        };
        let mut notes = vec![format!("{}{end}", words.join(period))];
        if !self.inputs.source.is_empty() {
            let source = self.inputs.source;
            notes.push(match self.language() {
                Language::Zh => format!("资料来源：{source}"),
                Language::En | Language::Both => format!("Source: {source}"),
            });
        }
        notes
    }
}

pub(crate) fn capitalised(text: String) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => text,
    }
}

//! Figures of what a run found beyond its assessment.

use carbon_core::{Quantity, Year};

use super::figure::Figure;
use super::panels::MOST_PANELS;
use crate::content::{Group, ScenarioRun, Supplement, scenario_field};
use crate::error::ExportError;
use crate::figures::charts::{BarChart, IntervalChart};
use crate::figures::maps::{MapRenderer, Maps};
use crate::style::Subject;
use crate::text::{fixed, letter, with_sign};

/// How the fields end that tell how sure the zoning and the classes of maps are.
const CERTAINTY: &str = "_certainty";

/// The size of details beside a panel's year.
const DETAIL_SIZE: f64 = 6.0;

/// What a panel's letter and year take of its width.
const HEAD: f64 = 44.0;

impl MapRenderer<'_> {
    /// The figures of a supplement, numbered from one on: intervals, how sure the zoning and the classes of maps are,
    /// differences of scenarios, each further field that has maps, then what is of the whole region.
    pub(crate) fn supplement(
        &self,
        first: u8,
        supplement: &Supplement<'_>,
    ) -> Result<Vec<Figure>, ExportError> {
        let mut figures = Vec::new();
        let mut numbers = first..=u8::MAX;
        let mut next = || numbers.next().unwrap_or(u8::MAX);
        if let Some(spread) = &supplement.uncertainty {
            figures.push(IntervalChart::new(self, spread)?.draw(next()));
        }
        let fields = self.inputs.themes.fields();
        for (place, field) in fields.iter().enumerate() {
            if field.group == Group::Uncertainty && field.name.ends_with(CERTAINTY) {
                figures.push(self.theme(next(), Subject::Field(place))?);
            }
        }
        if let Some(figure) = self.scenarios(&supplement.scenarios, &mut next)? {
            figures.push(figure);
        }
        for (place, field) in fields.iter().enumerate() {
            let is_further = matches!(field.group, Group::Zonings | Group::Analysis);
            if is_further && !field.maps.is_empty() {
                figures.push(self.theme(next(), Subject::Field(place))?);
            }
        }
        if let Some(curves) = &supplement.curves {
            figures.push(self.lorenz(next(), curves));
        }
        for bars in &supplement.bars {
            figures.push(BarChart::new(self, bars).draw(next()));
        }
        if let Some(centres) = &supplement.centres {
            figures.push(self.centres(next(), centres));
        }
        Ok(figures)
    }

    /// What each scenario changes of the budget, in the last year in which it changes any.
    fn scenarios(
        &self,
        runs: &[ScenarioRun<'_>],
        next: &mut impl FnMut() -> u8,
    ) -> Result<Option<Figure>, ExportError> {
        let fields = self.inputs.themes.fields();
        let what = format!("difference_{}", Quantity::Budget.field_name());
        let shown = (1..).zip(runs).filter_map(|(number, run)| {
            let name = scenario_field(number, &what);
            let place = fields.iter().position(|field| field.name == name)?;
            Some((run, place, *fields[place].maps.last()?))
        });
        let shown: Vec<(&ScenarioRun<'_>, usize, Year)> = shown.take(MOST_PANELS).collect();
        if shown.is_empty() {
            return Ok(None);
        }
        let panels = shown.iter();
        let panels = panels.map(|(_, place, year)| self.panel(Subject::Field(*place), *year));
        let panels = panels.collect::<Result<Vec<_>, _>>()?;
        let width = self.panel_width(panels.len()) - HEAD;
        let mut headings = Vec::new();
        let mut listed = Vec::new();
        for (panel, (run, _, year)) in shown.iter().enumerate() {
            let name = &run.scenario.name;
            let region = self.region_change(run, *year);
            let detail = self.fonts.shortened(name, DETAIL_SIZE, width);
            headings.push([year.to_string(), detail]);
            listed.push(format!("{} {name}: {region}", letter(panel)));
        }
        let between = self.choose("; ", "；");
        let note = self.choose("Region: ", "全区：");
        let (en, zh) = (
            "Change of the carbon budget by scenario",
            "各情景下的碳收支变化",
        );
        let maps = Maps {
            name: "scenarios",
            title: self.choose(en, zh),
            legend: Some(self.choose("Change of the carbon budget", "碳收支变化")),
            panels: &panels,
            headings,
            notes: vec![format!("{note}{}", listed.join(&between))],
        };
        Ok(Some(self.on_sheet(next(), maps)))
    }

    /// What a scenario changes of the region's budget in a year.
    fn region_change(&self, run: &ScenarioRun<'_>, year: Year) -> String {
        let comparison = run.comparison;
        let budget = |results: &carbon_core::Assessment| {
            let region = results.year(year).map(|annual| annual.region.budget.amount);
            region.unwrap_or_default()
        };
        let change = budget(&comparison.scenario) - budget(&comparison.base);
        let unit = Quantity::Budget.unit_in(self.inputs.themes.assessment);
        format!("{} M{unit}", with_sign(&fixed(change / 1e6, 2)))
    }
}

//! What a study finds.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use carbon_core::scenario::{Comparison, Scenario};
use carbon_core::uncertainty::{Propagation, SobolIndices};
use carbon_core::{Alternatives, Assessment, Case, Scheme, Sensitivity, sensitivity};
use landuse_ingest::ledger::Ledger;
use landuse_ingest::transition::Transitions;
use zoning_export::Themes;

use crate::analyses::Analyses;
use crate::console::Console;
use crate::digest::InputDigest;
use crate::expect::Outcome;
use crate::levels::{Base, LevelFindings};
use crate::project::UncertaintyPlan;
use crate::study::Study;

/// All that a study finds.
#[derive(Debug)]
pub struct Findings {
    /// The tally of each year.
    pub ledgers: Vec<Ledger>,
    /// The assessment, with the compensation if the project has one.
    pub assessment: Assessment,
    /// How the compensation depends on the choices that the paper leaves open.
    pub sensitivity: Option<Sensitivity>,
    /// The scenarios of the project.
    pub scenarios: Vec<Scenario>,
    /// Each of them beside the base.
    pub comparisons: Vec<Comparison>,
    /// What is uncertain, if the project says.
    pub plan: Option<UncertaintyPlan>,
    /// How sure the results are by that.
    pub propagation: Option<Propagation>,
    /// Which input that is due to.
    pub sobol: Option<SobolIndices>,
    /// What the project asks beyond budgets.
    pub analyses: Analyses,
    /// The project's expected values with what was obtained.
    pub outcomes: Vec<Outcome>,
    /// What was found of the other levels that there are to be results of.
    pub levels: Vec<LevelFindings>,
    /// Digests of the files that were read, by their paths as the project gives them, and what is known of those on servers.
    pub inputs: BTreeMap<String, InputDigest>,
    /// What the user should know, of inputs and model.
    pub warnings: Vec<String>,
}

impl Study {
    /// What follows from a case, which scenarios change as `base`, and from what became of the land, if that was asked for.
    pub(crate) fn found(
        &self,
        case: &Case,
        base: Base<'_>,
        transitions: Vec<Transitions>,
        console: &Console,
    ) -> Result<Findings> {
        console.step("computing the budget, the coefficients, the zones and the compensation");
        let assessment = case.run()?;
        let sensitivity = case
            .scheme
            .map(
                |Scheme {
                     base,
                     target,
                     options,
                 }| {
                    sensitivity(&assessment, base, target, &Alternatives::all(options))
                },
            )
            .transpose()?;
        let scenarios = self.project.scenarios()?;
        let comparisons = compare(&scenarios, base, &assessment, console)?;
        let plan = self.project.uncertainty_plan()?;
        let (propagation, sobol) = match &plan {
            Some(plan) => self.propagate(plan, case, &assessment, console)?,
            None => (None, None),
        };
        let analyses = Analyses::of(self, base, &assessment, transitions, console)?;
        let of_model = assessment.warnings.iter().map(ToString::to_string);
        let warnings = self.warnings.iter().cloned().chain(of_model);
        let warnings = warnings.chain(analyses.warnings()).collect();
        Ok(Findings {
            ledgers: Vec::new(),
            assessment,
            sensitivity,
            scenarios,
            comparisons,
            plan,
            propagation,
            sobol,
            analyses,
            outcomes: Vec::new(),
            levels: Vec::new(),
            inputs: BTreeMap::new(),
            warnings,
        })
    }

    fn propagate(
        &self,
        plan: &UncertaintyPlan,
        case: &Case,
        assessment: &Assessment,
        console: &Console,
    ) -> Result<(Option<Propagation>, Option<SobolIndices>)> {
        console.step(format!("drawing {} runs", plan.draws));
        let themes = Themes::new(assessment, &self.project.classes)?;
        let maps = plan.maps.iter().filter_map(|map| themes.map_classes(*map));
        let monte_carlo = plan.monte_carlo(case, maps.collect());
        let propagation = monte_carlo.run(case, &plan.uncertainty);
        let sobol = plan.sobol().map(|sobol| sobol.run(case, &plan.uncertainty));
        Ok((
            Some(propagation.context("[uncertainty]")?),
            sobol.transpose().context("[uncertainty]")?,
        ))
    }
}

fn compare(
    scenarios: &[Scenario],
    base: Base<'_>,
    assessment: &Assessment,
    console: &Console,
) -> Result<Vec<Comparison>> {
    let run = |scenario: &Scenario| {
        console.step(format!("running the scenario {}", scenario.name));
        let failed = || format!("the scenario \"{}\"", scenario.name);
        base.run(scenario, assessment).with_context(failed)
    };
    scenarios.iter().map(run).collect()
}

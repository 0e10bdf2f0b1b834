//! Which analyses there are, and what each must be able to do.
//!
//! A new analysis is a folder beside this file and a line in `ANALYSES`. Nothing outside of its folder knows it by name.

use std::fmt;
use std::sync::Arc;

use anyhow::Result;
use carbon_core::scenario::LevelCases;
use carbon_core::{Assessment, Case};
use landuse_ingest::zones::{Contact, Contiguity, Zones};
use toml::Table;
use zoning_export::content::{Bars, Centres, Curves, ZoneField};

use super::context::{Context, Expected};
use super::settings::{Sections, Settings};
use super::tables::Put;
use super::{
    centres, compensation_rate, decoupling, drivers, goals, inequality, moran, transitions, zonings,
};

/// All analyses, in the order in which they are computed and shown.
pub(super) const ANALYSES: &[Analysis] = &[
    zonings::ANALYSIS,
    moran::ANALYSIS,
    compensation_rate::ANALYSIS,
    drivers::ANALYSIS,
    decoupling::ANALYSIS,
    transitions::ANALYSIS,
    inequality::ANALYSIS,
    centres::ANALYSIS,
    goals::ANALYSIS,
];

/// An analysis: how a project asks for it.
pub(super) struct Analysis {
    /// Its keys in `[analysis]`: the one that asks for it, then its settings. None if it has a section of its own.
    pub keys: &'static [&'static str],
    /// Reads what a project asks; `None` if it does not ask for this analysis.
    pub parse: fn(&Sections<'_>) -> Result<Asked>,
}

/// What a project asks of an analysis, if it asks for it.
pub(super) type Asked = Option<Arc<dyn Request>>;

/// What a project asks of one analysis.
pub trait Request: fmt::Debug + Send + Sync {
    /// What must be known beside the assessment.
    fn needs(&self) -> Needs {
        Needs::default()
    }

    /// The settings with their defaults, for the manifest.
    ///
    /// # Errors
    /// A setting cannot be written.
    fn settings(&self) -> Result<Table> {
        Ok(Table::new())
    }

    /// Refuses what a level cannot answer, before the rasters are read.
    ///
    /// # Errors
    /// A field is unknown, or there are too few zones or years.
    fn refuse_unfit(&self, _level: &Expected<'_>) -> Result<()> {
        Ok(())
    }

    /// Refuses what the cases of all levels cannot answer, before the rasters are read.
    ///
    /// # Errors
    /// There is no such zone, year, class, coefficient or result.
    fn refuse_unfit_cases(&self, _cases: &LevelCases<'_>) -> Result<()> {
        Ok(())
    }

    /// What a level beside the main one can answer; `None` if it can answer all.
    ///
    /// # Errors
    /// A field is unknown.
    fn reduce(&self, _level: &Expected<'_>) -> Result<Option<Reduced>> {
        Ok(None)
    }

    /// Computes what is asked.
    ///
    /// # Errors
    /// A method cannot be used on the results.
    fn compute(&self, context: &Context<'_>) -> Result<Box<dyn Computed>>;
}

/// What an analysis has found.
pub trait Computed: fmt::Debug + Send + Sync {
    /// Puts its long tables.
    ///
    /// # Errors
    /// A table cannot be written.
    fn put_tables(&self, assessment: &Assessment, put: &mut Put<'_>) -> Result<()>;

    /// Adds what layers, figures and the report show of it.
    ///
    /// # Errors
    /// Classes of a map cannot be made.
    fn show(&self, _assessment: &Assessment, _shown: &mut Shown) -> Result<()> {
        Ok(())
    }

    /// What the user should know of it.
    fn warnings(&self) -> Vec<String> {
        Vec::new()
    }
}

/// What an analysis must know beside the assessment.
#[derive(Debug, Clone, Copy, Default)]
pub struct Needs {
    /// Which zones are neighbours, by what neighbours have in common.
    pub contact: Option<Contact>,
    /// Where zones lie.
    pub places: bool,
    /// Which class became which.
    pub transitions: bool,
}

/// What a level can answer of a request.
#[derive(Debug, Default)]
pub struct Reduced {
    /// The rest of the request; `None` if nothing is left.
    pub request: Option<Arc<dyn Request>>,
    /// What is left out because the level has too few zones, with the number that it takes.
    pub too_few_zones: Vec<String>,
    /// Other reasons for leaving something out, as sentences.
    pub reasons: Vec<String>,
}

/// What layers, figures and the report show of all analyses.
#[derive(Debug, Default)]
pub struct Shown {
    /// Values of each zone and year.
    pub fields: Vec<ZoneField>,
    /// Values of the whole region.
    pub bars: Vec<Bars>,
    pub curves: Option<Curves>,
    pub centres: Option<Centres>,
}

/// All that a project asks beyond budgets, each request with the key that asks for it.
#[derive(Debug, Clone, Default)]
pub struct Requests(Vec<(&'static str, Arc<dyn Request>)>);

impl Requests {
    /// Reads what a project asks.
    ///
    /// # Errors
    /// A value is impossible, or a setting is one of an analysis that is not asked for.
    pub(crate) fn parse(sections: &Sections<'_>) -> Result<Self> {
        let mut requests = Vec::new();
        for analysis in ANALYSES {
            let key = analysis.keys.first().copied().unwrap_or_default();
            requests.extend((analysis.parse)(sections)?.map(|request| (key, request)));
        }
        Ok(Self(requests))
    }

    /// The settings as given, with the defaults of what is asked for.
    ///
    /// # Errors
    /// A setting cannot be written.
    pub(crate) fn complete(&self, given: Settings) -> Result<Settings> {
        let mut settings = given.0;
        for (_, request) in &self.0 {
            settings.extend(request.settings()?);
        }
        Ok(Settings(settings))
    }

    fn keys_that_need(&self, is_needed: impl Fn(Needs) -> bool) -> Vec<&'static str> {
        let needing = self
            .0
            .iter()
            .filter(|(_, request)| is_needed(request.needs()));
        needing.map(|(key, _)| *key).collect()
    }

    /// The keys that ask where zones lie.
    pub(crate) fn keys_that_need_places(&self) -> Vec<&'static str> {
        self.keys_that_need(|needs| needs.places)
    }

    /// The key that asks which class became which, if one does.
    pub(crate) fn key_that_needs_transitions(&self) -> Option<&'static str> {
        self.keys_that_need(|needs| needs.transitions)
            .first()
            .copied()
    }

    /// The neighbours of each zone, if neighbours are compared.
    pub(crate) fn neighbours(&self, zones: &Zones) -> Option<Contiguity> {
        Some(zones.contiguity(self.contact()?))
    }

    /// What neighbours have in common, if they are compared.
    pub(crate) fn contact(&self) -> Option<Contact> {
        self.0
            .iter()
            .find_map(|(_, request)| request.needs().contact)
    }

    /// Refuses what a level cannot answer, before the rasters are read.
    ///
    /// # Errors
    /// There is such a request.
    pub(crate) fn refuse_unfit(
        &self,
        contiguity: Option<&Contiguity>,
        case: &Case,
        trial: &Assessment,
    ) -> Result<()> {
        let level = Expected {
            trial: Some(trial),
            ..Expected::new(case, contiguity)
        };
        let mut requests = self.0.iter();
        requests.try_for_each(|(_, request)| request.refuse_unfit(&level))
    }

    /// Refuses what the cases of all levels cannot answer, before the rasters are read.
    ///
    /// # Errors
    /// There is such a request.
    pub(crate) fn refuse_unfit_cases(&self, cases: &LevelCases<'_>) -> Result<()> {
        let mut requests = self.0.iter();
        requests.try_for_each(|(_, request)| request.refuse_unfit_cases(cases))
    }

    /// What a level beside the main one can answer, and the reasons why it leaves out the rest.
    ///
    /// # Errors
    /// A field is unknown.
    pub(crate) fn reduce(
        &self,
        contiguity: Option<&Contiguity>,
        case: &Case,
    ) -> Result<(Self, Vec<String>)> {
        let level = Expected::new(case, contiguity);
        let mut kept = Vec::new();
        let (mut reasons, mut too_few) = (Vec::new(), Vec::new());
        for (key, request) in &self.0 {
            let Some(reduced) = request.reduce(&level)? else {
                kept.push((*key, Arc::clone(request)));
                continue;
            };
            kept.extend(reduced.request.map(|request| (*key, request)));
            too_few.extend(reduced.too_few_zones);
            reasons.extend(reduced.reasons);
        }
        if !too_few.is_empty() {
            let zones = level.zones;
            let noun = if zones == 1 { "zone" } else { "zones" };
            let listed = too_few.join(", ");
            reasons.push(format!("left out, since it has {zones} {noun}: {listed}"));
        }
        Ok((Self(kept), reasons))
    }

    /// Computes all that is asked.
    ///
    /// # Errors
    /// A method cannot be used on the results.
    pub(crate) fn compute(&self, context: &Context<'_>) -> Result<Analyses> {
        let computed = self.0.iter().map(|(_, request)| request.compute(context));
        Ok(Analyses(computed.collect::<Result<_>>()?))
    }
}

/// What all analyses of a level have found.
#[derive(Debug, Default)]
pub struct Analyses(Vec<Box<dyn Computed>>);

impl Analyses {
    /// Puts the long tables.
    ///
    /// # Errors
    /// A table cannot be written.
    pub fn put_tables(&self, assessment: &Assessment, put: &mut Put<'_>) -> Result<()> {
        let mut computed = self.0.iter();
        computed.try_for_each(|computed| computed.put_tables(assessment, put))
    }

    /// What layers, figures and the report show.
    ///
    /// # Errors
    /// Classes of a map cannot be made.
    pub fn show(&self, assessment: &Assessment) -> Result<Shown> {
        let mut shown = Shown::default();
        for computed in &self.0 {
            computed.show(assessment, &mut shown)?;
        }
        Ok(shown)
    }

    /// What the user should know.
    pub fn warnings(&self) -> Vec<String> {
        self.0
            .iter()
            .flat_map(|computed| computed.warnings())
            .collect()
    }
}

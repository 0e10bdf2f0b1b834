//! Which analyses there are, and what each must be able to do.
//!
//! A new analysis is a folder beside this file and a line in `ANALYSES`. Nothing outside of its folder knows it by name.

use std::fmt;
use std::sync::{Arc, LazyLock};

use anyhow::{Result, bail};
use carbon_core::scenario::LevelCases;
use carbon_core::{Assessment, Case};
use landuse_ingest::zones::{Contact, Contiguity, Zones};
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize};
use toml::{Table, Value};
use zoning_export::content::{Bars, Centres, Curves, ZoneField};

use super::context::{Context, Expected};
use super::tables::Put;
use super::{
    centres, compensation_rate, decoupling, drivers, goals, inequality, moran, transitions, zonings,
};
use crate::files::toml_text::parse_table;

/// All analyses, in the order in which they are computed and shown.
const ANALYSES: &[Analysis] = &[
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

/// `[analysis]` as it is written: the keys are those of the analyses that there are.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(transparent)]
pub struct Settings(Table);

impl<'de> Deserialize<'de> for Settings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let given = std::collections::BTreeMap::<Key, Value>::deserialize(deserializer)?;
        Ok(Self(
            given
                .into_iter()
                .map(|(Key(key), value)| (key, value))
                .collect(),
        ))
    }
}

/// A known key of `[analysis]`.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        static KNOWN: LazyLock<Vec<&str>> = LazyLock::new(|| {
            ANALYSES
                .iter()
                .flat_map(|analysis| analysis.keys)
                .copied()
                .collect()
        });
        let key = String::deserialize(deserializer)?;
        match KNOWN.contains(&key.as_str()) {
            true => Ok(Self(key)),
            false => Err(D::Error::unknown_field(&key, &KNOWN)),
        }
    }
}

/// The sections of a project that ask for analyses.
#[derive(Debug, Clone, Copy)]
pub struct Sections<'a> {
    /// `[analysis]`
    pub analysis: Option<&'a Settings>,
    /// `[[zoning.other]]`
    pub zonings: &'a [Table],
    /// `[[goal]]`
    pub goals: &'a [Table],
}

impl Sections<'_> {
    /// The settings of an analysis, if its first key asks for it by `true` or by a list of fields; `example` is such a list.
    ///
    /// # Errors
    /// A setting has an impossible value, or is one of an analysis that is not asked for.
    pub(super) fn settings<T: DeserializeOwned>(
        &self,
        keys: &[&str],
        example: &str,
    ) -> Result<Option<T>> {
        let Some(Settings(given)) = self.analysis else {
            return Ok(None);
        };
        let own = given.iter().filter(|(key, _)| keys.contains(&key.as_str()));
        let own: Table = own
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        let is_asked = match own.get(keys[0]) {
            None | Some(Value::Boolean(false)) => false,
            Some(Value::Array(fields)) => !fields.is_empty(),
            Some(_) => true,
        };
        if is_asked {
            return parse_table(own).map(Some);
        }
        match keys[1..].iter().find(|key| own.contains_key(**key)) {
            Some(key) => bail!(
                "[analysis] {key} is a setting of `{}`, which is not asked for; add the fields, as in {example}, or take {key} out",
                keys[0]
            ),
            None => Ok(None),
        }
    }

    /// Whether an analysis without settings is asked for.
    ///
    /// # Errors
    /// The value is neither `true` nor `false`.
    pub(super) fn is_on(&self, key: &str) -> Result<bool> {
        let flag = self.settings::<std::collections::BTreeMap<String, bool>>(&[key], "")?;
        Ok(flag.is_some())
    }
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

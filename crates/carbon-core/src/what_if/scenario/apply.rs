//! Applying the changes of a scenario to a case.

use ndarray::s;
use serde::{Deserialize, Serialize};

use super::change::{Amount, Change, Changed};
use super::comparison::Comparison;
use super::error::ScenarioError;
use crate::assessment::Assessment;
use crate::formulas::{OptionError, PriceRule};
use crate::inputs::ZoneInYear;
use crate::region::{LandClass, ZoneId};
use crate::text::Listed;
use crate::units::Yuan;
use crate::what_if::{Case, CaseNumbers, Scheme};

/// Changes of the inputs under a name.
///
/// A total of the region that was given keeps its ratio to the sum of its zones, and a given
/// absorption its ratio to that of the land, so that a change of a zone is not lost in them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The name for people.
    pub name: String,
    /// The changes, made one after another.
    pub changes: Vec<Change>,
}

impl Scenario {
    /// The case with the changes.
    ///
    /// # Errors
    ///
    /// [`ScenarioError`] if a change names what the case does not have, moves more land than there
    /// is, or leaves a number that cannot be.
    pub fn apply(&self, base: &Case) -> Result<Case, ScenarioError> {
        let mut case = base.clone();
        for change in &self.changes {
            change.make(&mut case)?;
        }
        Ok(case.keeping_ratios(base))
    }

    /// Runs the case with the changes, beside the assessment of the case without them.
    ///
    /// # Errors
    ///
    /// [`ScenarioError`] as [`apply`](Self::apply), or if the run fails.
    pub fn run(&self, base: &Case, assessment: &Assessment) -> Result<Comparison, ScenarioError> {
        let after = self.apply(base)?.run()?;
        let name = self.name.clone();
        Ok(Comparison::new(name, assessment.clone(), after))
    }

    /// Checks, without a run, that a case has everything that the changes name.
    ///
    /// # Errors
    ///
    /// [`ScenarioError`] for the first unknown zone, year, class, λ, or compensation.
    pub fn fits(&self, case: &Case) -> Result<(), ScenarioError> {
        self.changes.iter().try_for_each(|change| change.fits(case))
    }
}

impl Change {
    /// Checks, without a run, that a case has everything that the change names.
    pub(crate) fn fits(&self, case: &Case) -> Result<(), ScenarioError> {
        match &self.changed {
            Changed::Lambda(class) => match case.coefficients.lambda(class) {
                Some(_) => Ok(()),
                None => Err(ScenarioError::NoLambda(class.clone())),
            },
            Changed::Price => case.scheme.map(drop).ok_or(NO_PRICE),
            Changed::Engel => case.scheme.map(drop).ok_or(NO_ENGEL),
            Changed::Land { from, to } => {
                for class in [from, to] {
                    place_of(class, case.inputs.land_use().classes())?;
                }
                self.places(case).map(drop)
            }
            Changed::Energy | Changed::Population | Changed::Gdp => self.places(case).map(drop),
            Changed::Sigma => case
                .coefficients
                .sigma()
                .map(drop)
                .ok_or(ScenarioError::NoSigma),
            Changed::Theta => Ok(()),
        }
    }

    pub(crate) fn make(&self, case: &mut Case) -> Result<(), ScenarioError> {
        match &self.changed {
            Changed::Sigma => {
                let sigma = case.coefficients.sigma.as_mut();
                let sigma = sigma.ok_or(ScenarioError::NoSigma)?;
                let value = self.number("σ", sigma.value(), FROM_ZERO)?;
                *sigma = sigma.clone().with_value(value);
            }
            Changed::Theta => {
                let theta = &mut case.coefficients.theta;
                let value = self.number("θ", theta.value(), FROM_ZERO)?;
                *theta = theta.clone().with_value(value);
            }
            Changed::Lambda(class) => {
                let lambda = case.coefficients.lambda.get_mut(class);
                let lambda = lambda.and_then(Option::as_mut);
                let lambda = lambda.ok_or_else(|| ScenarioError::NoLambda(class.clone()))?;
                let value = self.number("λ", lambda.value(), NUMBER)?;
                *lambda = lambda.clone().with_value(value);
            }
            Changed::Price => {
                let scheme = complete_scheme(case)?.ok_or(NO_PRICE)?;
                let (alpha, _) = scheme.options.price_and_factor(scheme.target)?;
                let yuan_per_t = self.number("the price", alpha.yuan_per_t, FROM_ZERO)?;
                scheme.options.price.rule = PriceRule::Fixed { yuan_per_t };
            }
            Changed::Engel => {
                let scheme = complete_scheme(case)?.ok_or(NO_ENGEL)?;
                let engel = &mut scheme.options.engel.coefficient;
                let base = engel.unwrap_or_default();
                *engel = Some(self.number("the Engel coefficient", base, SHARE)?);
            }
            Changed::Energy => self.statistic(case, 0, "energy", 1.0)?,
            Changed::Population => self.statistic(case, 1, "population", 1.0)?,
            Changed::Gdp => {
                let ten_thousand = Yuan::from_ten_thousands(1.0, case.inputs.price_year());
                self.statistic(case, 2, "gdp", ten_thousand.amount)?;
            }
            Changed::Land { from, to } => self.land(case, from, to)?,
        }
        Ok(())
    }

    fn number(&self, input: &'static str, base: f64, legal: Legal) -> Result<f64, ScenarioError> {
        check(self.amount.apply(base), input, legal, String::new)
    }

    /// Changes a statistic. `unit` is the number of base units in one unit of the amount.
    fn statistic(
        &self,
        case: &mut Case,
        place: usize,
        input: &'static str,
        unit: f64,
    ) -> Result<(), ScenarioError> {
        let mut numbers = CaseNumbers::new(&case.inputs);
        for (at, ZoneInYear { zone, year }) in self.places(case)? {
            let number = &mut numbers.statistics[at][place];
            let legal = if input == "gdp" {
                ABOVE_ZERO
            } else {
                FROM_ZERO
            };
            let value = self.amount.apply(*number / unit);
            check(value, input, legal, || format!(" in {zone} in {year}"))?;
            *number = match self.amount {
                Amount::Relative(_) => self.amount.apply(*number),
                _ => value * unit,
            };
        }
        case.inputs = numbers.apply(case);
        Ok(())
    }

    fn land(&self, case: &mut Case, from: &LandClass, to: &LandClass) -> Result<(), ScenarioError> {
        let classes = case.inputs.land_use().classes();
        let (loses, gains) = (place_of(from, classes)?, place_of(to, classes)?);
        let mut numbers = CaseNumbers::new(&case.inputs);
        let mut lacking = [Vec::new(), Vec::new()];
        for (at, ZoneInYear { zone, year }) in self.places(case)? {
            let mut land = numbers.land.slice_mut(s![at[0], at[1], ..]);
            let moved = match self.amount {
                Amount::Relative(share) => land[loses] * share,
                Amount::Absolute(hectares) => hectares,
                Amount::Value(hectares) => hectares - land[gains],
            };
            let place = || format!(" in {zone} in {year}");
            check(moved, "the land moved", NUMBER, place)?;
            land[loses] -= moved;
            land[gains] += moved;
            for (lacking, class) in lacking.iter_mut().zip([loses, gains]) {
                if land[class] < 0.0 {
                    let zone = zone.clone();
                    lacking.push(ZoneInYear { zone, year });
                }
            }
        }
        for (places, class) in lacking.into_iter().zip([from, to]) {
            Listed::refuse(places, |places| {
                let class = class.clone();
                ScenarioError::NotEnoughLand { class, places }
            })?;
        }
        case.inputs = numbers.apply(case);
        Ok(())
    }

    /// The zones and years that are changed, each with its place among all.
    fn places(&self, case: &Case) -> Result<Vec<([usize; 2], ZoneInYear)>, ScenarioError> {
        let years: Vec<_> = case.inputs.years().collect();
        let zones = case.inputs.zones();
        let unknown = |id: &&ZoneId| zones.iter().all(|zone| zone.id != **id);
        let unknown = self.zones.iter().filter(unknown).cloned();
        Listed::refuse(unknown, ScenarioError::UnknownZones)?;
        let unknown = self.years.iter().filter(|year| !years.contains(year));
        Listed::refuse(unknown.copied(), ScenarioError::UnknownYears)?;
        let mut places = Vec::new();
        for (zone, known) in zones.iter().enumerate() {
            for (place, &year) in years.iter().enumerate() {
                let is_named = (self.zones.is_empty() || self.zones.contains(&known.id))
                    && (self.years.is_empty() || self.years.contains(&year));
                if is_named {
                    let id = known.id.clone();
                    places.push(([zone, place], ZoneInYear { zone: id, year }));
                }
            }
        }
        Ok(places)
    }
}

const NO_PRICE: ScenarioError = ScenarioError::NoCompensation("the price");
const NO_ENGEL: ScenarioError = ScenarioError::NoCompensation("the Engel coefficient");

/// The scheme of a case, with all numbers that it needs.
fn complete_scheme(case: &mut Case) -> Result<Option<&mut Scheme>, OptionError> {
    if let Some(scheme) = case.scheme {
        case.scheme = Some(scheme.completed(&case.inputs)?);
    }
    Ok(case.scheme.as_mut())
}

fn place_of(class: &LandClass, classes: &[LandClass]) -> Result<usize, ScenarioError> {
    let place = classes.iter().position(|known| known == class);
    place.ok_or_else(|| ScenarioError::UnknownClass {
        found: class.clone(),
        legal: Listed(classes.to_vec()),
    })
}

/// Checks a number; the error is the legal range in words.
/// Which values are legal, and how that is said.
type Legal = (fn(f64) -> bool, &'static str);

const NUMBER: Legal = (f64::is_finite, "a number");
const FROM_ZERO: Legal = (|x| x.is_finite() && x >= 0.0, "a number from 0 up");
const ABOVE_ZERO: Legal = (|x| x.is_finite() && x > 0.0, "a number above 0");
const SHARE: Legal = (|x| x > 0.0 && x <= 1.0, "a share above 0 and up to 1");

fn check(
    value: f64,
    input: &'static str,
    (is_legal, legal): Legal,
    place: impl FnOnce() -> String,
) -> Result<f64, ScenarioError> {
    if is_legal(value) {
        return Ok(value);
    }
    Err(ScenarioError::Impossible {
        input,
        value,
        place: place(),
        legal,
    })
}

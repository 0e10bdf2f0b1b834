//! Applying the changes of a scenario to a case.

use ndarray::s;
use serde::{Deserialize, Serialize};

use super::change::{Amount, Change, Changed};
use super::comparison::Comparison;
use super::error::ScenarioError;
use crate::assessment::Assessment;
use crate::formulas::PriceRule;
use crate::inputs::ZoneInYear;
use crate::region::{LandClass, ZoneId};
use crate::text::Listed;
use crate::units::Yuan;
use crate::what_if::{Case, CaseNumbers};

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
            Changed::Sigma | Changed::Theta => Ok(()),
        }
    }

    pub(crate) fn make(&self, case: &mut Case) -> Result<(), ScenarioError> {
        match &self.changed {
            Changed::Sigma => {
                let sigma = &mut case.coefficients.sigma;
                *sigma = sigma
                    .clone()
                    .with_value(self.number("σ", sigma.value(), from_zero)?);
            }
            Changed::Theta => {
                let theta = &mut case.coefficients.theta;
                *theta = theta
                    .clone()
                    .with_value(self.number("θ", theta.value(), from_zero)?);
            }
            Changed::Lambda(class) => {
                let lambda = case.coefficients.lambda.get_mut(class);
                let lambda = lambda.and_then(Option::as_mut);
                let lambda = lambda.ok_or_else(|| ScenarioError::NoLambda(class.clone()))?;
                *lambda = lambda
                    .clone()
                    .with_value(self.number("λ", lambda.value(), finite)?);
            }
            Changed::Price => {
                let scheme = case.scheme.as_mut().ok_or(NO_PRICE)?;
                let base = scheme.options.price.price(scheme.target).yuan_per_t;
                let yuan_per_t = self.number("the price", base, from_zero)?;
                scheme.options.price.rule = PriceRule::Fixed { yuan_per_t };
            }
            Changed::Engel => {
                let scheme = case.scheme.as_mut().ok_or(NO_ENGEL)?;
                let engel = &mut scheme.options.engel.coefficient;
                *engel = self.number("the Engel coefficient", *engel, share)?;
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
        let value = self.amount.apply(base);
        let place = String::new();
        legal(value)
            .map(|()| value)
            .map_err(|legal| ScenarioError::Impossible {
                input,
                value,
                place,
                legal,
            })
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
            let value = self.amount.apply(*number / unit);
            let legal = if input == "gdp" {
                above_zero
            } else {
                from_zero
            };
            legal(value).map_err(|legal| ScenarioError::Impossible {
                input,
                value,
                place: format!(" in {zone} in {year}"),
                legal,
            })?;
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
            if !moved.is_finite() {
                return Err(ScenarioError::Impossible {
                    input: "the land moved",
                    value: moved,
                    place: format!(" in {zone} in {year}"),
                    legal: "a number",
                });
            }
            land[loses] -= moved;
            land[gains] += moved;
            for (lacking, class) in lacking.iter_mut().zip([loses, gains]) {
                if land[class] < 0.0 {
                    lacking.push(ZoneInYear {
                        zone: zone.clone(),
                        year,
                    });
                }
            }
        }
        for (places, class) in lacking.into_iter().zip([from, to]) {
            if !places.is_empty() {
                return Err(ScenarioError::NotEnoughLand {
                    class: class.clone(),
                    places: Listed(places),
                });
            }
        }
        case.inputs = numbers.apply(case);
        Ok(())
    }

    /// The zones and years that are changed, each with its place among all.
    fn places(&self, case: &Case) -> Result<Vec<([usize; 2], ZoneInYear)>, ScenarioError> {
        let years: Vec<_> = case.inputs.years().collect();
        let zones = case.inputs.zones();
        let unknown = |id: &&ZoneId| zones.iter().all(|zone| zone.id != **id);
        let unknown: Vec<_> = self.zones.iter().filter(unknown).cloned().collect();
        if !unknown.is_empty() {
            return Err(ScenarioError::UnknownZones(Listed(unknown)));
        }
        let unknown = self.years.iter().filter(|year| !years.contains(year));
        let unknown: Vec<_> = unknown.copied().collect();
        if !unknown.is_empty() {
            return Err(ScenarioError::UnknownYears(Listed(unknown)));
        }
        let mut places = Vec::new();
        for (zone, known) in zones.iter().enumerate() {
            for (place, &year) in years.iter().enumerate() {
                let is_named = (self.zones.is_empty() || self.zones.contains(&known.id))
                    && (self.years.is_empty() || self.years.contains(&year));
                if is_named {
                    let zone_id = known.id.clone();
                    places.push((
                        [zone, place],
                        ZoneInYear {
                            zone: zone_id,
                            year,
                        },
                    ));
                }
            }
        }
        Ok(places)
    }
}

const NO_PRICE: ScenarioError = ScenarioError::NoCompensation("the price");
const NO_ENGEL: ScenarioError = ScenarioError::NoCompensation("the Engel coefficient");

fn place_of(class: &LandClass, classes: &[LandClass]) -> Result<usize, ScenarioError> {
    let place = classes.iter().position(|known| known == class);
    place.ok_or_else(|| ScenarioError::UnknownClass {
        found: class.clone(),
        legal: Listed(classes.to_vec()),
    })
}

/// Checks a number; the error is the legal range in words.
type Legal = fn(f64) -> Result<(), &'static str>;

fn check_range(is_legal: bool, legal: &'static str) -> Result<(), &'static str> {
    if is_legal { Ok(()) } else { Err(legal) }
}

fn finite(value: f64) -> Result<(), &'static str> {
    check_range(value.is_finite(), "a number")
}

fn from_zero(value: f64) -> Result<(), &'static str> {
    check_range(value.is_finite() && value >= 0.0, "a number from 0 up")
}

fn above_zero(value: f64) -> Result<(), &'static str> {
    check_range(value.is_finite() && value > 0.0, "a number above 0")
}

fn share(value: f64) -> Result<(), &'static str> {
    check_range(value > 0.0 && value <= 1.0, "a share above 0 and up to 1")
}

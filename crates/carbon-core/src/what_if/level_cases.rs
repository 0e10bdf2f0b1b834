//! Scenarios and goals of zones that lie in each other: one change, at every level.

use crate::assessment::Assessment;
use crate::inputs::{AnnualStatistics, Statistics, ZoneInYear};
use crate::levels::Hierarchy;
use crate::region::ZoneId;
use crate::what_if::goal::{Goal, GoalError, Outcome};
use crate::what_if::scenario::{Change, Changed, Comparison, Scenario, ScenarioError};
use crate::what_if::{Case, CaseNumbers, ratio};

/// The cases of levels whose zones lie in each other.
///
/// A change names zones of one level, or all zones of the main level, and is made there. Every
/// zone above grows by what its parts grow by. Every zone below takes its part of the change in
/// proportion to what it has: of a statistic to its amount, of land that is moved to its hectares
/// of the class that loses. So a change of a larger zone changes all its parts by one share, and
/// the sums at all levels agree as far as they did before. σ, θ, λ, price and Engel coefficient
/// change alike at all levels; levels without compensation lack the last two.
///
/// Statistics that were shared out are not shared out anew: energy by population stays where it is
/// if the population changes.
#[derive(Debug, Clone)]
pub struct LevelCases<'a> {
    hierarchy: &'a Hierarchy,
    /// By level, from the leaves upward; `None` for levels without results.
    cases: Vec<Option<Case>>,
    main: usize,
}

/// Where the zones of a level lie in another: for each its row there.
struct Within {
    lower: usize,
    rows: Vec<usize>,
}

impl<'a> LevelCases<'a> {
    /// The cases of some levels, from the leaves upward. Zones that are not named are those of the level `main`.
    pub fn new(hierarchy: &'a Hierarchy, main: usize, cases: Vec<Option<Case>>) -> Self {
        Self {
            hierarchy,
            cases,
            main,
        }
    }

    /// The cases with the changes of a scenario.
    ///
    /// # Errors
    ///
    /// [`ScenarioError`] as [`Scenario::apply`]; if a change names zones of two levels or of one
    /// without results, or cannot be shared out.
    pub fn apply(&self, scenario: &Scenario) -> Result<Vec<Option<Case>>, ScenarioError> {
        let mut cases = self.cases.clone();
        for change in &scenario.changes {
            self.make(change, &mut cases)?;
        }
        let pairs = cases.into_iter().zip(&self.cases);
        let kept = pairs.map(|(case, before)| Some(case?.keeping_ratios(before.as_ref()?)));
        Ok(kept.collect())
    }

    /// Runs a level with the changes, beside its assessment without them.
    ///
    /// # Errors
    ///
    /// As [`apply`](Self::apply), or if the run fails.
    pub fn run(
        &self,
        scenario: &Scenario,
        level: usize,
        assessment: &Assessment,
    ) -> Result<Comparison, ScenarioError> {
        let after = self.case_after(scenario, level)?.run()?;
        let name = scenario.name.clone();
        Ok(Comparison::new(name, assessment.clone(), after))
    }

    /// Looks for the amount of a goal: [`Goal::seek`] at the level of the zone whose result is sought; of the region, at the main
    /// level.
    ///
    /// # Errors
    ///
    /// [`GoalError`] as [`Goal::seek`].
    pub fn seek(&self, goal: &Goal) -> Result<Outcome, GoalError> {
        let level = self.level_of_goal(goal);
        goal.seek_by(&|scenario| self.case_after(scenario, level))
    }

    /// Checks, without a run, that a level has everything that the changes name.
    ///
    /// # Errors
    ///
    /// As [`Scenario::fits`]; if a change names zones of two levels or of one without results.
    pub fn fits(&self, scenario: &Scenario) -> Result<(), ScenarioError> {
        let mut changes = scenario.changes.iter();
        changes.try_for_each(|change| change.fits(self.case(self.level_of(change)?)?))
    }

    /// Checks, without a run, that a level has everything that a goal names.
    ///
    /// # Errors
    ///
    /// As [`Goal::fits`].
    pub fn goal_fits(&self, goal: &Goal) -> Result<(), GoalError> {
        let level = self.level_of(&goal.change);
        let changed = level.and_then(|level| goal.change.fits(self.case(level)?));
        changed.map_err(GoalError::Change)?;
        let sought = self.case(self.level_of_goal(goal));
        goal.result_fits(sought.map_err(GoalError::Change)?)
    }

    fn case(&self, level: usize) -> Result<&Case, ScenarioError> {
        self.cases[level]
            .as_ref()
            .ok_or_else(|| self.no_results(level))
    }

    fn no_results(&self, level: usize) -> ScenarioError {
        ScenarioError::NoResults(self.hierarchy.levels()[level].name.clone())
    }

    fn case_after(&self, scenario: &Scenario, level: usize) -> Result<Case, ScenarioError> {
        let mut cases = self.apply(scenario)?;
        cases[level].take().ok_or_else(|| self.no_results(level))
    }

    fn level_of_goal(&self, goal: &Goal) -> usize {
        let zone = goal.result.zone.as_ref();
        let place = zone.and_then(|zone| self.hierarchy.place(zone));
        place.map_or(self.main, |(level, _)| level)
    }

    /// The level whose zones a change names.
    fn level_of(&self, change: &Change) -> Result<usize, ScenarioError> {
        let mut found: Option<(usize, &ZoneId)> = None;
        for zone in &change.zones {
            // The main level's case names those that no level has.
            let Some((level, _)) = self.hierarchy.place(zone) else {
                return Ok(self.main);
            };
            match found {
                Some((other, first)) if other != level => {
                    let name = |level: usize| self.hierarchy.levels()[level].name.clone();
                    return Err(ScenarioError::TwoLevels {
                        first: first.clone(),
                        first_level: name(other),
                        second: zone.clone(),
                        second_level: name(level),
                    });
                }
                _ => found = Some((level, zone)),
            }
        }
        Ok(found.map_or(self.main, |(level, _)| level))
    }

    fn make(&self, change: &Change, cases: &mut [Option<Case>]) -> Result<(), ScenarioError> {
        if !change.changed.is_of_zones() {
            let is_of_payments = matches!(change.changed, Changed::Price | Changed::Engel);
            for (level, case) in cases.iter_mut().enumerate() {
                let Some(case) = case else { continue };
                if level == self.main || !is_of_payments || case.scheme.is_some() {
                    change.make(case)?;
                }
            }
            return Ok(());
        }
        let level = self.level_of(change)?;
        let before = cases[level].clone().ok_or_else(|| self.no_results(level))?;
        let mut after = before.clone();
        change.make(&mut after)?;
        for (other, case) in cases.iter_mut().enumerate() {
            let Some(case) = case else { continue };
            if other < level {
                let within = self.within(other, case, level, &before);
                within.share_out(change, case, &before, &after)?;
            } else if other > level {
                let within = self.within(level, &before, other, case);
                within.add_up(change, case, &before, &after)?;
            }
        }
        cases[level] = Some(after);
        Ok(())
    }

    /// Where the zones of a level lie in those of a higher one.
    fn within(&self, lower: usize, case: &Case, upper: usize, above: &Case) -> Within {
        let upper_zones = &self.hierarchy.levels()[upper].zones;
        let row = |zone: &ZoneId| {
            let (_, place) = self.hierarchy.place(zone)?;
            let id = &upper_zones[self.hierarchy.ancestor(lower, place, upper)?].id;
            above
                .inputs
                .zones()
                .iter()
                .position(|known| known.id == *id)
        };
        let zones = case.inputs.zones().iter();
        Within {
            lower: zones.len(),
            // Each zone lies in one of each level above.
            rows: zones.filter_map(|zone| row(&zone.id)).collect(),
        }
    }
}

impl Within {
    /// Each zone with the one that it lies in.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        debug_assert_eq!(self.rows.len(), self.lower, "each zone lies in one above");
        self.rows.iter().copied().enumerate()
    }

    /// Changes parts as the whole that they lie in was changed.
    fn share_out(
        &self,
        change: &Change,
        parts: &mut Case,
        before: &Case,
        after: &Case,
    ) -> Result<(), ScenarioError> {
        let [old, new] = [before, after].map(|case| CaseNumbers::new(&case.inputs));
        let mut numbers = CaseNumbers::new(&parts.inputs);
        for (part, whole) in self.pairs() {
            for (year, label) in parts.inputs.years().enumerate() {
                let [old, new] = [&old, &new].map(|numbers| numbers.statistics[(whole, year)]);
                for (place, (old, new)) in old.into_iter().zip(new).enumerate() {
                    if old == 0.0 && new != 0.0 {
                        let zone = before.inputs.zones()[whole].id.clone();
                        let whole = ZoneInYear { zone, year: label };
                        let input = change.changed.id();
                        return Err(ScenarioError::NothingToShare { input, whole });
                    }
                    numbers.statistics[(part, year)][place] *= ratio(new, old);
                }
            }
        }
        if let Changed::Land { from, to } = &change.changed {
            let classes = [&*parts, before].map(|case| {
                let classes = case.inputs.land_use().classes();
                let place = |class| classes.iter().position(|known| known == class);
                Some([place(from)?, place(to)?])
            });
            if let [Some(of_parts), Some(of_wholes)] = classes {
                self.move_land(&mut numbers, [of_parts, of_wholes], [&old, &new]);
            }
        }
        parts.inputs = numbers.apply(parts);
        Ok(())
    }

    /// Moves land of parts in proportion to what each has of the class that loses. The two classes
    /// are given by their places among those of the parts and among those of the wholes.
    fn move_land(
        &self,
        numbers: &mut CaseNumbers,
        [of_parts, of_wholes]: [[usize; 2]; 2],
        [old, new]: [&CaseNumbers; 2],
    ) {
        for (part, whole) in self.pairs() {
            for year in 0..numbers.statistics.ncols() {
                let [was, is] =
                    [old, new].map(|case| of_wholes.map(|class| case.land[(whole, year, class)]));
                let lost = [was[0] - is[0], was[1] - is[1]];
                // Land that is moved back is lost by the other class.
                let (loses, gains) = if lost[0] >= lost[1] { (0, 1) } else { (1, 0) };
                let (was, lost) = (was[loses], lost[loses]);
                let share = if lost == 0.0 { 0.0 } else { lost / was };
                let losing = (part, year, of_parts[loses]);
                let hectares = numbers.land[losing];
                numbers.land[losing] = hectares * (1.0 - share);
                numbers.land[(part, year, of_parts[gains])] += hectares * share;
            }
        }
    }

    /// Changes wholes by what their parts were changed by.
    fn add_up(
        &self,
        change: &Change,
        wholes: &mut Case,
        before: &Case,
        after: &Case,
    ) -> Result<(), ScenarioError> {
        let [old, new] = [before, after].map(|case| CaseNumbers::new(&case.inputs));
        let mut numbers = CaseNumbers::new(&wholes.inputs);
        let classes = wholes.inputs.land_use().classes();
        let part_classes = before.inputs.land_use().classes().iter();
        // The place of each class of the parts among the classes of the wholes.
        let class_places =
            part_classes.map(|class| classes.iter().position(|known| known == class));
        let class_places: Vec<_> = class_places.collect();
        for (part, whole) in self.pairs() {
            for year in 0..numbers.statistics.ncols() {
                let [old_row, new_row] =
                    [&old, &new].map(|numbers| numbers.statistics[(part, year)]);
                let statistics = &mut numbers.statistics[(whole, year)];
                for (total, (old, new)) in statistics.iter_mut().zip(old_row.iter().zip(new_row)) {
                    *total += new - old;
                }
                for (from, to) in class_places.iter().enumerate() {
                    if let Some(to) = *to {
                        let from = (part, year, from);
                        let hectares = &mut numbers.land[(whole, year, to)];
                        // Rounding may leave a little less than nothing of a class that is moved away.
                        *hectares = (*hectares + new.land[from] - old.land[from]).max(0.0);
                    }
                }
            }
        }
        refuse_below_zero(change, wholes, &numbers)?;
        let carbon = wholes.inputs.annual().to_vec();
        wholes.inputs = numbers.apply(wholes);
        self.add_up_carbon(wholes, &carbon, [before, after]);
        Ok(())
    }

    /// Adds up what goes with statistics: the carbon in fuels, and GDP at current prices. Mixes of fuels differ between parts.
    fn add_up_carbon(&self, wholes: &mut Case, was: &[AnnualStatistics], cases: [&Case; 2]) {
        let mut annual = wholes.inputs.annual().to_vec();
        let [before, after] = cases.map(|case| case.inputs.annual());
        for (year, of_year) in annual.iter_mut().enumerate() {
            for (zone, statistics) in of_year.zones.iter_mut().enumerate() {
                let old = &was[year].zones[zone];
                statistics.fuel_carbon = old.fuel_carbon;
                statistics.gdp_current = old.gdp_current;
            }
            for (part, whole) in self.pairs() {
                let [old, new] = [before, after].map(|annual| &annual[year].zones[part]);
                add_difference(&mut of_year.zones[whole], old, new);
            }
        }
        let land_use = wholes.inputs.land_use().clone();
        wholes.inputs = wholes.inputs.replaced(land_use, annual);
    }
}

/// Adds to the carbon in fuels and to GDP at current prices what a part gained.
fn add_difference(whole: &mut Statistics, old: &Statistics, new: &Statistics) {
    if let (Some(carbon), Some(old), Some(new)) =
        (&mut whole.fuel_carbon, old.fuel_carbon, new.fuel_carbon)
    {
        carbon.amount = carbon.amount + new.amount - old.amount;
    }
    if let (Some(gdp), Some(old), Some(new)) =
        (&mut whole.gdp_current, old.gdp_current, new.gdp_current)
    {
        gdp.amount = gdp.amount + new.amount - old.amount;
    }
}

/// Refuses a whole that would fall below zero, because its own figure is smaller than what its
/// parts lose.
fn refuse_below_zero(
    change: &Change,
    wholes: &Case,
    numbers: &CaseNumbers,
) -> Result<(), ScenarioError> {
    for ((zone, year), [energy, population, gdp]) in numbers.statistics.indexed_iter() {
        let least = energy.min(*population);
        let (value, legal) = if *gdp <= 0.0 {
            (*gdp, "a number above 0")
        } else if least < 0.0 {
            (least, "a number from 0 up")
        } else {
            continue;
        };
        let inputs = &wholes.inputs;
        let (zone, year) = (&inputs.zones()[zone].id, inputs.annual()[year].year);
        return Err(ScenarioError::Impossible {
            input: change.changed.id(),
            value,
            place: format!(" in {zone} in {year}"),
            legal,
        });
    }
    Ok(())
}

//! The carbon account of a zone, or of the region, in one year: formulas 1–5 applied.

use serde::Serialize;

use crate::coefficients::Coefficients;
use crate::formulas::kernel::Flows;
use crate::formulas::{absorption, budget, emissions};
use crate::inputs::Statistics;
use crate::region::{LandClass, LandCoverage};
use crate::units::{CarbonBasis, CarbonIntensity, CoalEquivalent, Hectares, Persons, Tonnes, Yuan};

/// The land, people, money and energy of a zone or of the region, and its carbon budget.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Account {
    /// The whole area, with what belongs to no class.
    pub area: Hectares,
    /// How much of it has a land class.
    pub coverage: LandCoverage,
    /// The area of each land class, in the order of the land-use table.
    pub land: Vec<(LandClass, Hectares)>,
    pub population: Persons,
    /// GDP at the prices of the assessment's price year.
    pub gdp: Yuan,
    /// GDP at the prices of its own year, if given.
    pub gdp_current: Option<Yuan>,
    /// Fossil energy used.
    pub energy: CoalEquivalent,
    /// Emissions of energy: formula 1, or those of each fuel where the coefficients have no σ.
    pub emissions_energy: Tonnes,
    /// The emissions of energy by the carbon content of each fuel, in t C, if fuels are given. Where the coefficients have a σ,
    /// they are part of no total.
    pub emissions_fuels: Option<Tonnes>,
    /// Emissions of respiration (formula 2).
    pub emissions_respiration: Tonnes,
    /// Emissions of each land class with a positive λ; empty in the paper.
    pub emissions_land: Vec<(LandClass, Tonnes)>,
    /// Total emissions (formula 3).
    pub emissions: Tonnes,
    /// Absorption of each land class with a λ that is not positive.
    pub absorption_land: Vec<(LandClass, Tonnes)>,
    /// Total absorption (formula 4); for the region, as given or the sum of its zones.
    pub absorption: Tonnes,
    /// Emissions less absorption (formula 5).
    pub budget: Tonnes,
    /// Emissions by GDP.
    pub intensity: CarbonIntensity,
}

/// Emissions, absorption and budget on one basis.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BudgetOnBasis {
    pub emissions: Tonnes,
    pub absorption: Tonnes,
    pub budget: Tonnes,
}

impl From<&Account> for Flows {
    fn from(account: &Account) -> Self {
        Self {
            energy: account.energy.0,
            population: account.population.0,
            gdp: account.gdp.amount,
            emissions_energy: account.emissions_energy.amount,
            emissions_respiration: account.emissions_respiration.amount,
            emissions_land: amounts(&account.emissions_land)
                .map(|land| land.amount)
                .sum(),
            emissions: account.emissions.amount,
            absorption: account.absorption.amount,
        }
    }
}

impl Account {
    pub(crate) fn new(
        (area, coverage): (Hectares, LandCoverage),
        land: Vec<(LandClass, Hectares)>,
        statistics: &Statistics,
        coefficients: &Coefficients,
    ) -> Self {
        let &Statistics {
            population,
            energy,
            fuel_carbon,
            gdp,
            gdp_current,
        } = statistics;
        let emissions_energy = match coefficients.sigma() {
            Some(sigma) => emissions::of_energy(energy, sigma),
            None => fuel_carbon.unwrap_or(Tonnes::new(0.0, CarbonBasis::Carbon)),
        };
        let emissions_respiration = emissions::of_respiration(population, coefficients.theta());
        let (mut emissions_land, mut absorption_land) = (Vec::new(), Vec::new());
        for (class, area) in &land {
            match coefficients.lambda(class) {
                Some(lambda) if lambda.value() > 0.0 => {
                    emissions_land.push((class.clone(), emissions::of_land(*area, lambda)));
                }
                Some(lambda) => {
                    absorption_land.push((class.clone(), absorption::of_land(*area, lambda)));
                }
                None => {}
            }
        }
        let emissions = emissions::total(
            emissions_energy,
            emissions_respiration,
            amounts(&emissions_land),
        );
        let nothing = Tonnes::new(0.0, emissions.basis);
        let absorption = Tonnes::total(amounts(&absorption_land)).unwrap_or(nothing);
        Self {
            area,
            coverage,
            land,
            population,
            gdp,
            gdp_current,
            energy,
            emissions_energy,
            emissions_fuels: fuel_carbon,
            emissions_respiration,
            emissions_land,
            emissions,
            absorption_land,
            absorption,
            budget: budget::net(emissions, absorption),
            intensity: budget::intensity(emissions, gdp),
        }
    }

    pub(crate) fn with_absorption(self, absorption: Tonnes) -> Self {
        Self {
            absorption,
            budget: budget::net(self.emissions, absorption),
            ..self
        }
    }

    /// The area of a class; zero if the land-use table lacks it.
    pub fn hectares(&self, class: &LandClass) -> Hectares {
        of_class(&self.land, class).unwrap_or_default()
    }

    /// The absorption of a class; `None` if the class does not absorb.
    pub fn absorption_of(&self, class: &LandClass) -> Option<Tonnes> {
        of_class(&self.absorption_land, class)
    }

    /// The emissions on one basis, each term restated by itself; `None` if the basis is mixed.
    pub fn emissions_restated_as(&self, basis: CarbonBasis) -> Option<Tonnes> {
        let terms = [self.emissions_energy, self.emissions_respiration];
        restated_sum(
            terms.into_iter().chain(amounts(&self.emissions_land)),
            basis,
        )
    }

    /// The absorption on one basis, each term restated by itself; `None` if the basis is mixed.
    pub fn absorption_restated_as(&self, basis: CarbonBasis) -> Option<Tonnes> {
        // A total that the region was given has one basis: only a sum over classes can be mixed.
        let by_class = || restated_sum(amounts(&self.absorption_land), basis);
        self.absorption.restated_as(basis).or_else(by_class)
    }

    /// The budget on one basis, each term restated by itself; `None` if the basis is mixed.
    ///
    /// The budget itself may be mixed, and must then never be multiplied by 44/12.
    pub fn budget_restated_as(&self, basis: CarbonBasis) -> Option<Tonnes> {
        self.restated_as(basis).map(|restated| restated.budget)
    }

    /// Emissions, absorption and budget on one basis, each term restated by itself; `None` if the
    /// basis is mixed.
    pub fn restated_as(&self, basis: CarbonBasis) -> Option<BudgetOnBasis> {
        let emissions = self.emissions_restated_as(basis)?;
        let absorption = self.absorption_restated_as(basis)?;
        Some(BudgetOnBasis {
            emissions,
            absorption,
            budget: budget::net(emissions, absorption),
        })
    }
}

fn amounts(land: &[(LandClass, Tonnes)]) -> impl Iterator<Item = Tonnes> {
    land.iter().map(|(_, amount)| *amount)
}

fn of_class<T: Copy>(land: &[(LandClass, T)], class: &LandClass) -> Option<T> {
    land.iter()
        .find(|(known, _)| known == class)
        .map(|(_, amount)| *amount)
}

fn restated_sum(terms: impl Iterator<Item = Tonnes>, basis: CarbonBasis) -> Option<Tonnes> {
    let restated: Option<Vec<_>> = terms.map(|term| term.restated_as(basis)).collect();
    Tonnes::total(restated?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coefficients::{Coefficient, Provenance};
    use crate::units::Year;

    fn account(lambda_forest: f64) -> Account {
        use CarbonBasis::{Carbon, CarbonDioxide};
        fn coefficient<Q: crate::units::Measure>(value: f64, basis: CarbonBasis) -> Coefficient<Q> {
            Coefficient::new(value, basis, "test", Provenance::User).unwrap()
        }
        let coefficients =
            Coefficients::new(coefficient(2.0, CarbonDioxide), coefficient(0.5, Carbon))
                .unwrap()
                .with_lambda(LandClass::forest(), coefficient(lambda_forest, Carbon))
                .with_lambda(LandClass::water(), coefficient(-11.0, CarbonDioxide))
                .without_lambda(LandClass::construction());
        let land = vec![
            (LandClass::forest(), Hectares(4.0)),
            (LandClass::water(), Hectares(2.0)),
            (LandClass::construction(), Hectares(1.0)),
        ];
        let statistics = Statistics {
            population: Persons(60.0),
            energy: CoalEquivalent(100.0),
            fuel_carbon: None,
            gdp: Yuan::from_ten_thousands(46.0, Year(2010)),
            gdp_current: None,
        };
        Account::new(
            (Hectares(7.5), LandCoverage::default()),
            land,
            &statistics,
            &coefficients,
        )
    }

    #[test]
    fn an_account_by_hand() {
        let account = account(-3.0);
        let mixed = |amount| Tonnes::new(amount, CarbonBasis::Mixed);
        assert_eq!(account.emissions, mixed(200.0 + 30.0));
        assert_eq!(account.absorption, mixed(12.0 + 22.0));
        assert_eq!(account.budget, mixed(196.0));
        assert_eq!(account.intensity.t_per_1e4_yuan, 5.0);
        assert_eq!(account.hectares(&LandClass::construction()), Hectares(1.0));
        assert_eq!(account.absorption_of(&LandClass::construction()), None);
    }

    #[test]
    fn a_mixed_budget_is_restated_term_by_term() {
        // In carbon: 200/(44/12) + 30 emitted, 12 + 22/(44/12) = 18 absorbed.
        let restated = account(-3.0)
            .budget_restated_as(CarbonBasis::Carbon)
            .unwrap();
        assert_eq!(restated.basis, CarbonBasis::Carbon);
        assert!((restated.amount - (600.0 / 11.0 + 30.0 - 18.0)).abs() < 1e-9);
        assert_eq!(account(-3.0).budget_restated_as(CarbonBasis::Mixed), None);
    }

    #[test]
    fn the_whole_account_is_restated_on_both_bases() {
        let account = account(-3.0);
        for basis in [CarbonBasis::Carbon, CarbonBasis::CarbonDioxide] {
            let restated = account.restated_as(basis).unwrap();
            assert_eq!(restated.budget, restated.emissions - restated.absorption);
            assert_eq!(restated.budget.basis, basis);
        }
        assert_eq!(account.restated_as(CarbonBasis::Mixed), None);
    }

    #[test]
    fn a_positive_lambda_adds_to_emissions_and_leaves_absorption_alone() {
        let account = account(3.0);
        assert_eq!(account.emissions.amount, 242.0);
        assert_eq!(account.absorption.amount, 22.0);
        assert_eq!(account.absorption_of(&LandClass::forest()), None);
        assert_eq!(account.intensity.t_per_1e4_yuan, 242.0 / 46.0);
        let restated = account
            .emissions_restated_as(CarbonBasis::CarbonDioxide)
            .unwrap();
        assert_eq!(restated.amount, 200.0 + 110.0 + 44.0);
    }
}

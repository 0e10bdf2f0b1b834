//! From observations, which may overlap or leave gaps, to one set of statistics a zone and year.

use std::collections::{BTreeMap, BTreeSet};

use super::error::{EnergyDisagreement, InputError, ValueAt};
use super::fuel::{Fuel, FuelQuantity};
use super::fuel_table::FuelTable;
use super::observation::{
    AnnualStatistics, Observation, Place, Statistic, Statistics, Subject, Variable,
};
use super::warning::Warning;
use crate::region::Zone;
use crate::text::Listed;
use crate::units::{
    CoalEquivalent, Deflator, EnergyIntensity, IntensityPrices, Persons, Tonnes, Year, Yuan,
};

/// Two figures for one quantity may differ by this share of the larger.
const TOLERANCE: f64 = 0.005;

/// The statistics given for one subject in one year.
#[derive(Clone, Default)]
struct Given {
    population: Option<Persons>,
    gdp: Option<Yuan>,
    gdp_constant: Option<Yuan>,
    energy: Option<CoalEquivalent>,
    intensity: Option<EnergyIntensity>,
    fuels: Vec<(Fuel, FuelQuantity)>,
    absorption: Option<Tonnes>,
}

impl Given {
    fn take(&mut self, statistic: Statistic) {
        match statistic {
            Statistic::Population(persons) => self.population = Some(persons),
            Statistic::Gdp(gdp) => self.gdp = Some(gdp),
            Statistic::GdpConstant(gdp) => self.gdp_constant = Some(gdp),
            Statistic::Energy(energy) => self.energy = Some(energy),
            Statistic::EnergyIntensity(intensity) => self.intensity = Some(intensity),
            Statistic::Fuel(fuel, quantity) => self.fuels.push((fuel, quantity)),
            Statistic::Absorption(absorption) => self.absorption = Some(absorption),
        }
    }

    fn has_energy(&self) -> bool {
        self.energy.is_some() || self.intensity.is_some() || !self.fuels.is_empty()
    }

    /// The energy of the fuels, if any are given.
    fn fuel_energy(&self, table: &FuelTable) -> Option<CoalEquivalent> {
        let fuels = self.fuels.iter();
        let energy = fuels
            .map(|(fuel, quantity)| table.energy(*fuel, *quantity))
            .sum();
        (!self.fuels.is_empty()).then_some(energy)
    }

    /// The carbon in the fuels; `None` if no fuel has any.
    fn fuel_carbon(&self, table: &FuelTable) -> Option<Tonnes> {
        let fuels = self.fuels.iter();
        Tonnes::total(fuels.filter_map(|(fuel, quantity)| table.carbon(*fuel, *quantity)))
    }
}

/// The observations and, as they are worked through, the problems found.
pub(crate) struct Reconciliation<'a> {
    fuels: &'a FuelTable,
    given: BTreeMap<(Subject, Year), Given>,
    price_year: Year,
    deflator: Option<Deflator>,
    missing: Vec<Place>,
    undeflated: Vec<Place>,
    disagreements: Vec<EnergyDisagreement>,
    zero_gdp: Vec<Place>,
    warnings: Vec<Warning>,
}

impl<'a> Reconciliation<'a> {
    /// Takes observations that are possible each by itself and occur once.
    pub(crate) fn new(
        observations: Vec<Observation>,
        price_year: Year,
        deflator: Option<Deflator>,
        fuels: &'a FuelTable,
    ) -> Result<Self, InputError> {
        let places_where = |wrong: fn(&Observation) -> bool| {
            let wrong = observations.iter().filter(move |o| wrong(o));
            wrong.map(Observation::place)
        };
        let absorptions =
            places_where(|o| o.zone().is_some() && matches!(o.statistic, Statistic::Absorption(_)));
        Listed::refuse(absorptions, InputError::AbsorptionOfZone)?;
        let constant =
            places_where(|o| matches!(o.statistic, Statistic::Gdp(g) if g.price_year != o.year));
        Listed::refuse(constant, InputError::GdpNotCurrent)?;
        refuse_impossible(&observations)?;

        let mut given: BTreeMap<_, Given> = BTreeMap::new();
        let (mut seen, mut duplicates) = (BTreeSet::new(), Vec::new());
        for observation in observations {
            let place = observation.place();
            let Observation {
                subject,
                year,
                statistic,
            } = observation;
            if !seen.insert((subject.clone(), year, statistic.variable())) {
                duplicates.push(place);
            }
            given.entry((subject, year)).or_default().take(statistic);
        }
        Listed::refuse(duplicates, InputError::DuplicateStatistics)?;
        Ok(Self {
            fuels,
            given,
            price_year,
            deflator,
            missing: Vec::new(),
            undeflated: Vec::new(),
            disagreements: Vec::new(),
            zero_gdp: Vec::new(),
            warnings: Vec::new(),
        })
    }

    /// The statistics of a year; `None` if something of a zone is wrong, which is noted.
    pub(crate) fn annual(&mut self, zones: &[Zone], year: Year) -> Option<AnnualStatistics> {
        let each: Vec<_> = zones.iter().map(|zone| self.zone(zone, year)).collect();
        let zones = each.into_iter().collect::<Option<Vec<_>>>()?;
        let sum = Statistics {
            population: zones.iter().map(|zone| zone.population).sum(),
            energy: zones.iter().map(|zone| zone.energy).sum(),
            fuel_carbon: zones
                .iter()
                .map(|zone| zone.fuel_carbon)
                .collect::<Option<Vec<_>>>()
                .and_then(Tonnes::total),
            gdp: Yuan::total(zones.iter().map(|zone| zone.gdp))?,
            gdp_current: zones
                .iter()
                .map(|zone| zone.gdp_current)
                .collect::<Option<Vec<_>>>()
                .and_then(Yuan::total),
        };
        let (region, region_absorption) = self.region(year, sum);
        Some(AnnualStatistics {
            year,
            zones,
            region,
            region_absorption,
        })
    }

    /// Fails with the problems found, if any.
    pub(crate) fn finish(self) -> Result<Vec<Warning>, InputError> {
        Listed::refuse(self.missing, InputError::MissingStatistics)?;
        Listed::refuse(self.undeflated, |places| InputError::NoDeflator {
            price_year: self.price_year,
            places,
        })?;
        Listed::refuse(self.zero_gdp, InputError::ZeroGdp)?;
        Listed::refuse(self.disagreements, InputError::EnergyDisagrees)?;
        Ok(self.warnings)
    }

    fn zone(&mut self, zone: &Zone, year: Year) -> Option<Statistics> {
        let subject = Subject::Zone(zone.id.clone());
        let given = self.given(&subject, year);
        let gdp = self.gdp(&given, &subject, year);
        let energy = self.energy(&given, gdp, given.gdp, &subject, year);
        for (is_missing, variable) in [
            (given.population.is_none(), Variable::Population),
            (
                given.gdp.is_none() && given.gdp_constant.is_none(),
                Variable::Gdp,
            ),
            (!given.has_energy(), Variable::Energy),
        ] {
            if is_missing {
                self.missing.push(Place {
                    subject: subject.clone(),
                    year,
                    variable,
                });
            }
        }
        Some(Statistics {
            population: given.population?,
            energy: energy?,
            fuel_carbon: given.fuel_carbon(self.fuels),
            gdp: gdp?,
            gdp_current: given.gdp,
        })
    }

    /// The region's statistics and absorption: as given, otherwise the sum of its zones.
    fn region(&mut self, year: Year, sum: Statistics) -> (Statistics, Option<Tonnes>) {
        let subject = Subject::Region;
        let given = self.given(&subject, year);
        let gdp = self.gdp(&given, &subject, year).unwrap_or(sum.gdp);
        let gdp_current = given.gdp.or(sum.gdp_current);
        let energy = self.energy(&given, Some(gdp), gdp_current, &subject, year);
        let region = Statistics {
            population: given.population.unwrap_or(sum.population),
            energy: energy.unwrap_or(sum.energy),
            fuel_carbon: given.fuel_carbon(self.fuels).or(sum.fuel_carbon),
            gdp,
            gdp_current,
        };
        for (variable, given, sum) in [
            (Variable::Population, region.population.0, sum.population.0),
            (
                Variable::GdpConstant,
                gdp.ten_thousands(),
                sum.gdp.ten_thousands(),
            ),
            (Variable::Energy, region.energy.0, sum.energy.0),
        ] {
            if differ(given, sum) {
                self.warnings.push(Warning::RegionTotal {
                    year,
                    variable,
                    given,
                    sum,
                });
            }
        }
        (region, given.absorption)
    }

    fn given(&self, subject: &Subject, year: Year) -> Given {
        self.given
            .get(&(subject.clone(), year))
            .cloned()
            .unwrap_or_default()
    }

    /// GDP at the price year's prices.
    fn gdp(&mut self, given: &Given, subject: &Subject, year: Year) -> Option<Yuan> {
        let (gdp, variable) = match given.gdp_constant {
            Some(gdp) => (gdp, Variable::GdpConstant),
            None => (given.gdp?, Variable::Gdp),
        };
        let place = Place {
            subject: subject.clone(),
            year,
            variable,
        };
        if gdp.amount == 0.0 {
            self.zero_gdp.push(place.clone());
        }
        let constant = self.at_prices_of(self.price_year, gdp);
        if constant.is_none() {
            self.undeflated.push(place);
        }
        constant
    }

    /// Energy as given, as fuels, or as intensity × GDP, which must agree where several are there.
    fn energy(
        &mut self,
        given: &Given,
        gdp: Option<Yuan>,
        gdp_current: Option<Yuan>,
        subject: &Subject,
        year: Year,
    ) -> Option<CoalEquivalent> {
        let place = |variable| Place {
            subject: subject.clone(),
            year,
            variable,
        };
        let implied = given.intensity.zip(gdp).and_then(|(intensity, gdp)| {
            let gdp = match intensity.prices {
                IntensityPrices::Constant => Some(gdp),
                IntensityPrices::Current => gdp_current.or_else(|| self.at_prices_of(year, gdp)),
            };
            if gdp.is_none() {
                self.undeflated.push(place(Variable::EnergyIntensity));
            }
            gdp.map(|gdp| intensity.energy_for(gdp))
        });
        let by_fuels = given.fuel_energy(self.fuels);
        for (energy, implied, by) in [
            (given.energy, by_fuels, "fuels"),
            (given.energy.or(by_fuels), implied, "intensity"),
        ] {
            if let (Some(energy), Some(implied)) = (energy, implied)
                && differ(energy.0, implied.0)
            {
                self.disagreements.push(EnergyDisagreement {
                    place: place(Variable::Energy),
                    energy,
                    implied,
                    by,
                });
            }
        }
        given.energy.or(by_fuels).or(implied)
    }

    fn at_prices_of(&self, year: Year, money: Yuan) -> Option<Yuan> {
        if money.price_year == year {
            return Some(money);
        }
        money.at_prices_of(year, self.deflator.as_ref()?)
    }
}

/// Refuses values below zero or not finite.
pub(crate) fn refuse_impossible(observations: &[Observation]) -> Result<(), InputError> {
    let impossible = observations.iter().filter_map(|o| {
        let value = o.statistic.value();
        let possible = value.is_finite() && value >= 0.0;
        let place = o.place();
        (!possible).then_some(ValueAt { place, value })
    });
    Listed::refuse(impossible, InputError::ImpossibleValues)
}

/// Whether two figures for one quantity differ by more than the tolerance.
pub(crate) fn differ(a: f64, b: f64) -> bool {
    (a - b).abs() > TOLERANCE * a.max(b)
}

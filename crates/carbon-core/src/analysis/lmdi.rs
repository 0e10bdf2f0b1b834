//! Drivers of a change of emissions: additive LMDI-I.
//!
//! Emissions of energy are P · (G/P) · (E/G) · (C/E): population, GDP per person, energy per GDP,
//! carbon per energy. Emissions of respiration are P · θ. Each factor x has the effect
//! L(C_1, C_0) · ln(x_1/x_0) with the logarithmic mean L(a, b) = (a − b) / (ln a − ln b), and the
//! effects add up to the change without a rest.
//!
//! Sources: Ang 2005, Energy Policy 33, 867–871 (the method); Ang & Liu 2007, Energy Policy 35,
//! 238–246 (zeros).

use bilingual::Bilingual;
use serde::Serialize;

use crate::accounts::Account;
use crate::region::ZoneId;
use crate::text::{Listed, phrase};
use crate::units::{CoalEquivalent, Persons, Tonnes, Year, Yuan};

/// The numbers that explain a zone's emissions in one year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drivers {
    pub population: Persons,
    /// GDP, in both years at the prices of one.
    pub gdp: Yuan,
    /// Energy used.
    pub energy: CoalEquivalent,
    /// Emissions of that energy.
    pub emissions_energy: Tonnes,
    /// Emissions of respiration.
    pub emissions_respiration: Tonnes,
    /// Emissions of land, which no factor explains; `None` where no class emits.
    pub emissions_land: Option<Tonnes>,
}

impl From<&Account> for Drivers {
    fn from(account: &Account) -> Self {
        Self {
            population: account.population,
            gdp: account.gdp,
            energy: account.energy,
            emissions_energy: account.emissions_energy,
            emissions_respiration: account.emissions_respiration,
            emissions_land: Tonnes::total(account.emissions_land.iter().map(|(_, land)| *land)),
        }
    }
}

/// The effects of the factors, in tonnes of the emissions that they changed. They add up to
/// [`change`](Self::change), but for rounding.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Effects {
    /// The effect of population on emissions of energy.
    pub population: Tonnes,
    /// The effect of GDP per person.
    pub gdp_per_person: Tonnes,
    /// The effect of energy per GDP.
    pub energy_per_gdp: Tonnes,
    /// The effect of carbon per energy; zero where one σ holds for both years.
    pub carbon_per_energy: Tonnes,
    /// The effect of population on emissions of respiration.
    pub respiration_population: Tonnes,
    /// The effect of respiration per person; zero where one θ holds for both years.
    pub respiration_per_person: Tonnes,
    /// The change of the emissions of land, as it is; `None` where no class emits.
    pub land: Option<Tonnes>,
    /// Emissions of the later year less those of the earlier.
    pub change: Tonnes,
}

/// The effects in a zone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ZoneEffects {
    pub zone: ZoneId,
    /// The effects.
    pub effects: Effects,
}

/// The decomposition for a region.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Decomposition {
    /// The earlier year.
    pub from: Year,
    /// The later year.
    pub to: Year,
    /// One entry a zone, in the order given.
    pub zones: Vec<ZoneEffects>,
    /// The sums over the zones. That is not the decomposition of the region's totals, in which a
    /// shift from one zone to another would count as a change of the factors.
    pub region: Effects,
}

/// Drivers without a decomposition.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum LmdiError {
    /// No zones.
    #[en("there are no zones to decompose a change of")]
    #[zh("没有可供分解变化的区域")]
    NoZones,
    /// Amounts below zero or not numbers.
    #[en("the {what} is below zero or not a number: {zones}; logarithms need amounts from 0 up")]
    #[zh("{}为负或不是数：{zones}；对数要求数值不为负", phrase(what))]
    Impossible {
        /// What is impossible.
        what: &'static str,
        zones: Listed<ZoneId>,
    },
    /// GDP at the prices of different years.
    #[en("GDP is at the prices of different years: {0}; give both years at constant prices")]
    #[zh("GDP 的价格年份不一致：{0}；请把两年都换成不变价")]
    Prices(Listed<ZoneId>),
    /// Emissions of one kind counted as carbon in one year and as CO₂ in the other.
    #[en("emissions are of carbon in one year and of CO₂ in the other: {0}; restate one")]
    #[zh("碳排放一年按碳计、另一年按二氧化碳计：{0}；请统一口径")]
    Bases(Listed<ZoneId>),
    /// A factor that is zero where the emissions are not.
    #[en(
        "the {what} is zero in one year although there are emissions in both: {zones}; no \
         logarithm says how much of them it explains"
    )]
    #[zh(
        "{}在一年中为零，而两年都有碳排放：{zones}；对数分解无法说明其贡献",
        phrase(what)
    )]
    ZeroFactor {
        what: &'static str,
        zones: Listed<ZoneId>,
    },
}

/// An amount, or the infinitely small one that stands for zero: `amount` · δ^`order`.
#[derive(Clone, Copy)]
struct Limit {
    amount: f64,
    order: i32,
}

impl Limit {
    fn new(amount: f64) -> Self {
        let zero = amount == 0.0;
        Self {
            amount: if zero { 1.0 } else { amount },
            order: i32::from(zero),
        }
    }

    fn by(self, other: Self) -> Self {
        Self {
            amount: self.amount / other.amount,
            order: self.order - other.order,
        }
    }
}

/// A factor's names and its values in both years.
type Factor = (&'static str, [Limit; 2]);

/// The effects of factors on an amount that is their product in both years, in the limit δ → 0 of
/// the small value that stands for zeros; or the factor that has no limit.
fn effects(amounts: [f64; 2], factors: &[Factor]) -> Result<Vec<f64>, &'static str> {
    let [before, after] = amounts;
    let orders = |[start, end]: [Limit; 2]| f64::from(start.order - end.order);
    let effect = |&(name, values): &Factor| match (before > 0.0, after > 0.0) {
        (true, true) if orders(values) != 0.0 => Err(name),
        (true, true) => {
            let [start, end] = values;
            Ok(logarithmic_mean(after, before) * (end.amount / start.amount).ln())
        }
        // L tends to after / −ln δ, or before / −ln δ, and the factor's logarithm to a multiple of
        // ln δ.
        (false, true) => Ok(after * orders(values)),
        (true, false) => Ok(before * orders(values)),
        (false, false) => Ok(0.0),
    };
    factors.iter().map(effect).collect()
}

/// (a − b) / (ln a − ln b), which tends to a as b tends to a; from the greater to the smaller, so
/// that neither logarithm loses digits.
fn logarithmic_mean(a: f64, b: f64) -> f64 {
    let (less, more) = (a.min(b), a.max(b));
    if less == more {
        less
    } else {
        (more - less) / ((more - less) / less).ln_1p()
    }
}

/// Decomposes the change of each zone's emissions, and the region's as the sum over the zones.
///
/// Zeros are replaced by a small value δ and the limit for δ → 0 is taken, exactly: where a zone
/// begins or ceases to emit, the factors that begin or cease take the whole change. The sums close
/// to about 1e-15 of the emissions, which for a small change is a larger share of it.
///
/// # Units
///
/// Tonnes on the basis of the emissions that the factors changed; `change` adds both kinds, and
/// is of mixed basis where they are.
///
/// # Errors
///
/// [`LmdiError`] if there are no zones, an amount is negative, prices or bases differ between the
/// years, or a factor is zero in one year although there are emissions in both.
///
/// ```
/// use carbon_core::lmdi::{Drivers, decompose};
/// use carbon_core::{CarbonBasis, CoalEquivalent, Persons, Tonnes, Year, Yuan};
///
/// let drivers = |persons, gdp, tce| Drivers {
///     population: Persons(persons),
///     gdp: Yuan::new(gdp, Year(2010)),
///     energy: CoalEquivalent(tce),
///     emissions_energy: Tonnes::new(2.0 * tce, CarbonBasis::Carbon),
///     emissions_respiration: Tonnes::new(0.1 * persons, CarbonBasis::Carbon),
///     emissions_land: None,
/// };
/// // As many people, twice the GDP, and as much energy: two effects that cancel out.
/// let city = ("city".into(), drivers(100.0, 1e6, 50.0), drivers(100.0, 2e6, 50.0));
/// let region = decompose(Year(2010), Year(2020), &[city])?.region;
/// assert_eq!(region.change.amount, 0.0);
/// assert_eq!(region.gdp_per_person.amount, 100.0 * 2f64.ln());
/// assert_eq!(region.energy_per_gdp.amount, -100.0 * 2f64.ln());
/// # Ok::<(), carbon_core::lmdi::LmdiError>(())
/// ```
pub fn decompose(
    from: Year,
    to: Year,
    zones: &[(ZoneId, Drivers, Drivers)],
) -> Result<Decomposition, LmdiError> {
    check(zones)?;
    let (mut each, mut undefined) = (Vec::with_capacity(zones.len()), Vec::new());
    for (zone, before, after) in zones {
        match of_zone(before, after) {
            Ok(effects) => each.push(ZoneEffects {
                zone: zone.clone(),
                effects,
            }),
            Err(what) => undefined.push((what, zone.clone())),
        }
    }
    if let Some(&(what, _)) = undefined.first() {
        let same = undefined.into_iter().filter(|(other, _)| *other == what);
        let zones = Listed(same.map(|(_, zone)| zone).collect());
        return Err(LmdiError::ZeroFactor { what, zones });
    }
    let region = each.iter().map(|zone| zone.effects).reduce(Effects::plus);
    Ok(Decomposition {
        from,
        to,
        region: region.ok_or(LmdiError::NoZones)?,
        zones: each,
    })
}

fn of_zone(before: &Drivers, after: &Drivers) -> Result<Effects, &'static str> {
    let limits =
        |amount: fn(&Drivers) -> f64| [before, after].map(|drivers| Limit::new(amount(drivers)));
    let by = |[a, b]: [Limit; 2], [c, d]: [Limit; 2]| [a.by(c), b.by(d)];
    let (population, gdp) = (
        limits(|drivers| drivers.population.0),
        limits(|drivers| drivers.gdp.amount),
    );
    let (energy, carbon) = (
        limits(|drivers| drivers.energy.0),
        limits(|drivers| drivers.emissions_energy.amount),
    );
    let respiration = limits(|drivers| drivers.emissions_respiration.amount);
    let both = |amount: fn(&Drivers) -> Tonnes| [before, after].map(amount);

    let of_energy = both(|drivers| drivers.emissions_energy);
    let explained = effects(
        of_energy.map(|emissions| emissions.amount),
        &[
            ("population", population),
            ("GDP per person", by(gdp, population)),
            ("energy per GDP", by(energy, gdp)),
            ("carbon per energy", by(carbon, energy)),
        ],
    )?;
    let of_respiration = both(|drivers| drivers.emissions_respiration);
    let breathed = effects(
        of_respiration.map(|emissions| emissions.amount),
        &[
            ("population", population),
            ("respiration per person", by(respiration, population)),
        ],
    )?;
    let land = match (before.emissions_land, after.emissions_land) {
        (None, None) => None,
        (Some(before), None) => Some(Tonnes::new(0.0, before.basis) - before),
        (None, after) => after,
        (Some(before), Some(after)) => Some(after - before),
    };
    let change = (of_energy[1] - of_energy[0]) + (of_respiration[1] - of_respiration[0]);
    let energy = |index: usize| Tonnes::new(explained[index], of_energy[0].basis);
    let respiration = |index: usize| Tonnes::new(breathed[index], of_respiration[0].basis);
    Ok(Effects {
        population: energy(0),
        gdp_per_person: energy(1),
        energy_per_gdp: energy(2),
        carbon_per_energy: energy(3),
        respiration_population: respiration(0),
        respiration_per_person: respiration(1),
        land,
        change: land.map_or(change, |land| change + land),
    })
}

impl Effects {
    fn plus(self, other: Self) -> Self {
        Self {
            population: self.population + other.population,
            gdp_per_person: self.gdp_per_person + other.gdp_per_person,
            energy_per_gdp: self.energy_per_gdp + other.energy_per_gdp,
            carbon_per_energy: self.carbon_per_energy + other.carbon_per_energy,
            respiration_population: self.respiration_population + other.respiration_population,
            respiration_per_person: self.respiration_per_person + other.respiration_per_person,
            land: Tonnes::total(self.land.into_iter().chain(other.land)),
            change: self.change + other.change,
        }
    }

    /// The effects, each with an id for tables, in the order of the formula.
    pub fn each(&self) -> [(&'static str, Option<Tonnes>); 7] {
        [
            ("population", Some(self.population)),
            ("gdp_per_person", Some(self.gdp_per_person)),
            ("energy_per_gdp", Some(self.energy_per_gdp)),
            ("carbon_per_energy", Some(self.carbon_per_energy)),
            ("respiration_population", Some(self.respiration_population)),
            ("respiration_per_person", Some(self.respiration_per_person)),
            ("land", self.land),
        ]
    }
}

fn check(zones: &[(ZoneId, Drivers, Drivers)]) -> Result<(), LmdiError> {
    let found = |holds: &dyn Fn(&Drivers, &Drivers) -> bool| {
        let odd = zones
            .iter()
            .filter(|(_, before, after)| holds(before, after));
        odd.map(|(zone, ..)| zone.clone()).collect::<Vec<_>>()
    };
    type Amount = fn(&Drivers) -> f64;
    let amounts: [(_, Amount); 6] = [
        ("population", |drivers| drivers.population.0),
        ("GDP", |drivers| drivers.gdp.amount),
        ("energy", |drivers| drivers.energy.0),
        ("emission of energy", |found| found.emissions_energy.amount),
        ("emission of respiration", |found| {
            found.emissions_respiration.amount
        }),
        ("emission of land", |found| {
            found.emissions_land.map_or(0.0, |land| land.amount)
        }),
    ];
    for (what, amount) in amounts {
        let odd = |drivers: &Drivers| !(amount(drivers).is_finite() && amount(drivers) >= 0.0);
        let odd = found(&|before, after| odd(before) || odd(after));
        Listed::refuse(odd, |zones| LmdiError::Impossible { what, zones })?;
    }
    let odd = found(&|one, other| one.gdp.price_year != other.gdp.price_year);
    Listed::refuse(odd, LmdiError::Prices)?;
    let bases = |drivers: &Drivers| {
        [
            drivers.emissions_energy.basis,
            drivers.emissions_respiration.basis,
        ]
    };
    let odd = found(&|one, other| bases(one) != bases(other));
    Listed::refuse(odd, LmdiError::Bases)
}

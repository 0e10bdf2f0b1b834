//! Coefficients, fuels, compensation and price levels, as the model takes them.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use carbon_core::{
    CarbonBasis, Coefficient, Coefficients, CompensationOptions, Deflator, Fuel, FuelTable,
    Hectares, LandClass, Measure, Observation, Provenance, Scheme, Statistic, Tonnes, Year,
};
use toml::Table;

use super::raw::{
    CoefficientChoices, CoefficientEntry, EmissionMethod, FuelChoice, StatisticsSource,
};
use crate::files::toml_text::parse_table;

/// Tonnes per unit that no coefficient reaches; beyond, results might leave the range of numbers.
const LARGEST_COEFFICIENT: f64 = 1e9;

/// The coefficients: the preset with the project's own in its place, and no σ where emissions are those of each fuel.
pub(super) fn parse_coefficients(
    choices: &CoefficientChoices,
    method: EmissionMethod,
) -> Result<Coefficients> {
    let mut coefficients = Coefficients::preset(&choices.preset)?;
    if let Some(entry) = &choices.energy {
        coefficients = coefficients.with_sigma(entry.parse("[coefficients.energy]")?)?;
    }
    if method == EmissionMethod::Fuels {
        if choices.energy.is_some() {
            bail!(
                "[coefficients.energy] is without effect with `method = \"fuels\"` under [emissions]: emissions follow from the carbon in each fuel; take one of both out"
            );
        }
        coefficients = coefficients.with_emissions_by_fuel();
    }
    if let Some(entry) = &choices.respiration {
        coefficients = coefficients.with_theta(entry.parse("[coefficients.respiration]")?)?;
    }
    for (class, entry) in &choices.land {
        let place = format!("[coefficients.land.{class}]");
        let class = LandClass::new(class).with_context(|| place.clone())?;
        coefficients = coefficients.with_lambda(class, entry.parse::<Hectares>(&place)?);
    }
    for class in &choices.without {
        if choices.land.contains_key(class) {
            bail!(
                "[coefficients] lists `{class}` in `without`, but gives it a coefficient too; keep one of both"
            );
        }
        let class = LandClass::new(class).context("[coefficients] without")?;
        coefficients = coefficients.without_lambda(class);
    }
    Ok(coefficients)
}

impl CoefficientEntry {
    fn parse<Q: Measure>(&self, place: &str) -> Result<Coefficient<Q>> {
        if self.value.is_finite() && self.value.abs() > LARGEST_COEFFICIENT {
            bail!(
                "{place} has the value {:e}, which is too large for any coefficient; look at its digits",
                self.value
            );
        }
        let basis: CarbonBasis = self.basis.parse().with_context(|| place.to_owned())?;
        Coefficient::new(self.value, basis, &*self.source, Provenance::User)
            .with_context(|| place.to_owned())
    }
}

/// The factors of fuels: the built-in ones with the project's own in their place.
pub(super) fn parse_fuels(
    choices: &BTreeMap<String, FuelChoice>,
    method: EmissionMethod,
) -> Result<FuelTable> {
    let mut table = FuelTable::default();
    for (name, choice) in choices {
        let fuel: Fuel = name.parse().context("[fuels]")?;
        let carbon = choice.carbon();
        if let (Some(key), EmissionMethod::Sigma) = (carbon, method) {
            bail!(
                "[fuels.{name}] {key} is without effect: emissions follow from the energy of all fuels and σ; take it out, or write `method = \"fuels\"` under [emissions]"
            );
        }
        if carbon.is_none() && choice.coal_equivalent.is_none() {
            bail!(
                "[fuels.{name}] gives no `coal_equivalent`, so it is without effect; take it out"
            );
        }
        let changed = choice.put_into(table, fuel);
        table = changed.with_context(|| format!("[fuels.{name}]"))?;
    }
    Ok(table)
}

impl FuelChoice {
    /// A key that is about the fuel's carbon, if one is given.
    fn carbon(&self) -> Option<&'static str> {
        let keys = [
            (self.carbon_content.is_some(), "carbon_content"),
            (self.oxidation.is_some(), "oxidation"),
            (self.emission_factor.is_some(), "emission_factor"),
        ];
        keys.into_iter()
            .find_map(|(given, key)| given.then_some(key))
    }

    fn put_into(&self, mut table: FuelTable, fuel: Fuel) -> Result<FuelTable> {
        let source = self.source.as_str();
        if let Some(value) = self.coal_equivalent {
            table = table.with_coal_equivalent(fuel, value, source)?;
        }
        if let Some(value) = self.carbon_content {
            table = table.with_carbon_content(fuel, value, source)?;
        }
        if let Some(value) = self.oxidation {
            table = table.with_oxidation(fuel, value, source)?;
        }
        if let Some(factor) = &self.emission_factor {
            let tonnes = Tonnes::new(factor.value, factor.basis.parse()?);
            table = table.with_emission_factor(fuel, tonnes, source)?;
        }
        Ok(table)
    }
}

/// Refuses fuels of which emissions are to follow, and of which nothing says how much carbon they stand for.
pub(crate) fn refuse_fuels_without_carbon(
    table: &FuelTable,
    observations: &[Observation],
) -> Result<()> {
    let without = observations.iter().find_map(|o| match o.statistic {
        Statistic::Fuel(fuel, amount) if table.carbon(fuel, amount).is_none() => Some(fuel),
        _ => None,
    });
    let Some(fuel) = without else {
        return Ok(());
    };
    let unit = if fuel == Fuel::Electricity {
        "MWh"
    } else {
        "GJ"
    };
    bail!(
        "the statistics have {fuel}, and emissions are to be those of each fuel, but nothing says what was emitted for it; give `emission_factor = {{ value = …, basis = \"CO2\" }}` in t per {unit}, with its source, under [fuels.{fuel}] (0 if the fuels that it was made of are in the table)"
    )
}

/// The compensation scheme, if the project has one.
pub(super) fn parse_compensation(
    section: Option<&Table>,
    years: &[Year],
) -> Result<Option<Scheme>> {
    let Some(section) = section else {
        return Ok(None);
    };
    let mut section = section.clone();
    let base = take_year(&mut section, "base_year", years)?;
    let target = take_year(&mut section, "target_year", years)?;
    if target <= base {
        bail!(
            "[compensation] target_year {target} is not after base_year {base}; swap or change them"
        );
    }
    let options: CompensationOptions = parse_table(section).context("[compensation]")?;
    options.check()?;
    Ok(Some(Scheme {
        base,
        target,
        options,
    }))
}

/// Takes one of the project's years out of `[compensation]`.
fn take_year(section: &mut Table, key: &str, years: &[Year]) -> Result<Year> {
    let value = section
        .remove(key)
        .with_context(|| format!("[compensation] lacks `{key}`"))?;
    let year = value
        .as_integer()
        .and_then(|year| i32::try_from(year).ok())
        .map(Year);
    year.filter(|year| years.contains(year)).with_context(|| {
        format!("[compensation] {key} is {value}, which is not among the project's years")
    })
}

/// Price levels relative to the price year, if the project has any.
pub(super) fn parse_deflator(
    source: &StatisticsSource,
    years: &[Year],
) -> Result<Option<Deflator>> {
    if source.deflator.is_empty() {
        return Ok(None);
    }
    let base = source.price_year.map_or(years[0], Year);
    let levels = source.deflator.iter();
    let levels = levels.map(|(year, level)| Ok((year.parse::<Year>()?, *level)));
    let levels = levels.collect::<Result<Vec<_>>>();
    let deflator = levels.and_then(|levels| Ok(Deflator::new(base, levels)?));
    deflator.map(Some).context("[statistics.deflator]")
}

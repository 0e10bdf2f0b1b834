//! A project's choices, as the model takes them.

use anyhow::{Context, Result, bail};
use carbon_core::{
    CarbonBasis, Coefficient, Coefficients, CompensationOptions, Deflator, Fuel, FuelTable,
    Hectares, IntensityPrices, LandClass, Measure, Scheme, Standing, Year,
};

use super::{CoefficientEntry, Prices, Project, text};

/// Tonnes per unit that no coefficient reaches; beyond, results might leave the range of numbers.
const LARGEST_COEFFICIENT: f64 = 1e9;

impl Project {
    /// The coefficients: the preset with the project's own in its place.
    ///
    /// # Errors
    /// There is no such preset or class, or a value is impossible.
    pub fn coefficients(&self) -> Result<Coefficients> {
        let choices = &self.coefficients;
        let mut coefficients = Coefficients::preset(&choices.preset)?;
        if let Some(entry) = &choices.energy {
            coefficients = coefficients.with_sigma(entry.coefficient("[coefficients.energy]")?)?;
        }
        if let Some(entry) = &choices.respiration {
            coefficients =
                coefficients.with_theta(entry.coefficient("[coefficients.respiration]")?)?;
        }
        for (class, entry) in &choices.land {
            let place = format!("[coefficients.land.{class}]");
            let class = LandClass::new(class).with_context(|| place.clone())?;
            coefficients = coefficients.with_lambda(class, entry.coefficient::<Hectares>(&place)?);
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

    /// The factors of fuels: the built-in ones with the project's own in their place.
    ///
    /// # Errors
    /// There is no such fuel, or a value is impossible.
    pub fn fuel_table(&self) -> Result<FuelTable> {
        let mut table = FuelTable::default();
        for (name, choice) in &self.fuels {
            let fuel: Fuel = name.parse().context("[fuels]")?;
            if let Some(value) = choice.coal_equivalent {
                table = table.with_coal_equivalent(fuel, value, &*choice.source)?;
            }
            if let Some(value) = choice.carbon_content {
                table = table.with_carbon_content(fuel, value, &*choice.source)?;
            }
        }
        Ok(table)
    }

    /// The compensation scheme, if the project has one.
    ///
    /// # Errors
    /// A year is missing, not among the project's or not after the base year, or an option is unknown or impossible.
    pub fn compensation_plan(&self) -> Result<Option<Scheme>> {
        let Some(table) = &self.compensation else {
            return Ok(None);
        };
        let mut table = table.clone();
        let years = self.years();
        let mut year = |key: &str| -> Result<Year> {
            let value = table
                .remove(key)
                .with_context(|| format!("[compensation] lacks `{key}`"))?;
            let year = value
                .as_integer()
                .and_then(|year| i32::try_from(year).ok())
                .map(Year);
            year.filter(|year| years.contains(year)).with_context(|| {
                format!("[compensation] {key} is {value}, which is not among the project's years")
            })
        };
        let (base, target) = (year("base_year")?, year("target_year")?);
        if target <= base {
            bail!(
                "[compensation] target_year {target} is not after base_year {base}; swap or change them"
            );
        }
        let options: CompensationOptions = table
            .try_into()
            .map_err(|error: toml::de::Error| text::with_hint(&error.to_string()))
            .context("[compensation]")?;
        options.check()?;
        Ok(Some(Scheme {
            base,
            target,
            options,
        }))
    }

    /// Price levels, if the project has any.
    ///
    /// # Errors
    /// A label is no year, or a level is impossible.
    pub fn deflator(&self) -> Result<Option<Deflator>> {
        if self.statistics.deflator.is_empty() {
            return Ok(None);
        }
        let base = self.price_year().or_else(|| self.years().first().copied());
        let levels = self
            .statistics
            .deflator
            .iter()
            .map(|(year, level)| Ok((year.parse::<Year>()?, *level)))
            .collect::<Result<Vec<_>>>()
            .context("[statistics.deflator]")?;
        let base = base.context("the project has no years")?;
        Ok(Some(
            Deflator::new(base, levels).context("[statistics.deflator]")?,
        ))
    }

    /// The year at whose prices GDP is compared, if the project says.
    #[must_use]
    pub fn price_year(&self) -> Option<Year> {
        self.statistics.price_year.map(Year)
    }

    /// The prices that energy intensities refer to.
    #[must_use]
    pub fn intensity_prices(&self) -> IntensityPrices {
        match self.statistics.intensity_prices {
            Prices::Constant => IntensityPrices::Constant,
            Prices::Current => IntensityPrices::Current,
        }
    }
}

impl CoefficientEntry {
    fn coefficient<Q: Measure>(&self, place: &str) -> Result<Coefficient<Q>> {
        if self.value.is_finite() && self.value.abs() > LARGEST_COEFFICIENT {
            bail!(
                "{place} has the value {:e}, which is too large for any coefficient; look at its digits",
                self.value
            );
        }
        let basis: CarbonBasis = self.basis.parse().with_context(|| place.to_owned())?;
        Coefficient::new(self.value, basis, &*self.source, Standing::User)
            .with_context(|| place.to_owned())
    }
}

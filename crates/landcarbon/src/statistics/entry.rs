//! A row of the table.

use std::ops::RangeInclusive;

use anyhow::{Result, anyhow, bail};
use carbon_core::levels::ColumnValue;
use carbon_core::{Fuel, FuelQuantity, Observation, Statistic, Subject, Year, ZoneId};

use super::variables::{Reading, VARIABLES, fuel_units, variable_kind};
use super::{Place, STATUS, SourceRow, StatisticsOptions};
use crate::files::{Row, number};

/// Amounts, in the model's own units, within which sums, products and quotients of a region's values stay far from the ends of the
/// range of numbers.
const PLAUSIBLE: RangeInclusive<f64> = 1e-9..=1e16;

/// What a row says.
pub(super) struct Entry<'a> {
    pub(super) zone: &'a str,
    pub(super) year: &'a str,
    /// The variable, or one of the [words](super::words) for it.
    pub(super) variable: &'a str,
    pub(super) value: &'a str,
    pub(super) unit: &'a str,
}

impl<'a> Entry<'a> {
    pub(super) fn parse(row: &Row<'a>) -> Result<Self> {
        Ok(Self {
            zone: row.key("zone")?,
            year: row.key("year")?,
            variable: row.key("variable")?,
            value: row.cell("value").unwrap_or_default(),
            unit: row.key("unit")?,
        })
    }

    pub(super) fn source_row(&self, row: &Row<'_>) -> SourceRow {
        SourceRow {
            place: Place::Line(row.line),
            name: row.cell("name").unwrap_or_default().to_owned(),
            value: self.value.to_owned(),
            unit: self.unit.to_owned(),
            status: row.cell(STATUS).map(str::to_owned),
        }
    }

    /// The value of a variable of the user's own; none of the region, which is shared out whole.
    pub(super) fn column_value(&self, options: &StatisticsOptions) -> Result<Option<ColumnValue>> {
        self.refuse_no_zone()?;
        let value = number(self.value)?;
        if !(value.is_finite() && value >= 0.0) {
            bail!(
                "{} is {}; something is shared out by it, so it must be a finite number from 0 up",
                self.variable,
                self.value
            );
        }
        let value = ColumnValue {
            column: self.variable.to_owned(),
            zone: self.zone.into(),
            year: self.year.parse()?,
            value,
        };
        Ok((options.region.as_deref() != Some(self.zone)).then_some(value))
    }

    fn refuse_no_zone(&self) -> Result<()> {
        if self.zone.is_empty() {
            bail!("the zone is empty");
        }
        Ok(())
    }

    pub(super) fn observation(&self, options: &StatisticsOptions) -> Result<Observation> {
        self.refuse_no_zone()?;
        let year: Year = self.year.parse()?;
        let reading = Reading {
            year,
            price_year: options.price_year,
            prices: options.prices,
        };
        let statistic = match variable_kind(self.variable) {
            Some(kind) => (kind.statistic)(self.value_in(kind.units)?, &reading),
            None => {
                let fuel: Fuel = self.variable.parse().map_err(|_| self.unknown_variable())?;
                Statistic::Fuel(fuel, FuelQuantity(self.value_in(fuel_units(fuel))?))
            }
        };
        let subject = match &options.region {
            Some(region) if region == self.zone => Subject::Region,
            _ => Subject::Zone(ZoneId::from(self.zone)),
        };
        Ok(Observation {
            subject,
            year,
            statistic,
        })
    }

    fn unknown_variable(&self) -> anyhow::Error {
        let fuels = Fuel::ALL.map(Fuel::name);
        let names: Vec<&str> = VARIABLES
            .iter()
            .map(|kind| kind.name)
            .chain(fuels)
            .collect();
        let near = names
            .iter()
            .map(|name| (strsim::jaro_winkler(name, self.variable), name));
        let near = near.max_by(|a, b| a.0.total_cmp(&b.0));
        let hint = near.filter(|(likeness, _)| *likeness > 0.85);
        anyhow!(
            "there is no variable \"{}\"{}; legal are {}",
            self.variable,
            hint.map_or(String::new(), |(_, name)| format!(
                " (did you mean {name}?)"
            )),
            names.join(", ")
        )
    }

    /// The value in the first of some units.
    fn value_in(&self, units: &[(&str, f64)]) -> Result<f64> {
        let unit = units
            .iter()
            .find(|(unit, _)| unit.eq_ignore_ascii_case(self.unit));
        let (_, factor) = unit.ok_or_else(|| {
            let legal: Vec<&str> = units.iter().map(|(unit, _)| *unit).collect();
            anyhow!(
                "{} has the unit \"{}\"; legal are {}",
                self.variable,
                self.unit,
                legal.join(", ")
            )
        })?;
        let value = number(self.value)? * factor;
        if value != 0.0 && value.is_finite() && !PLAUSIBLE.contains(&value.abs()) {
            bail!(
                "the value {} {} is too {} for any region; look at its digits and its unit",
                self.value,
                self.unit,
                if value.abs() < *PLAUSIBLE.start() {
                    "small"
                } else {
                    "large"
                }
            );
        }
        Ok(value)
    }
}

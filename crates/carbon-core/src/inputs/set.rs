//! Validated inputs: zones, years, land use and statistics that fit together.

use std::collections::BTreeSet;

use super::error::{InputError, ZoneInYear};
use super::fuel_table::FuelTable;
use super::observation::{AnnualStatistics, Observation};
use super::reconciliation::Reconciliation;
use super::warning::Warning;
use crate::region::{LandUseTable, Zone};
use crate::text::Listed;
use crate::units::{Deflator, Year};

/// Inputs before validation.
#[derive(Debug, Clone, PartialEq)]
pub struct RawInputs {
    /// The zones, in the order in which results list them.
    pub zones: Vec<Zone>,
    /// The years to assess, in any order.
    pub years: Vec<Year>,
    /// Hectares of every zone in every year. Further years are ignored.
    pub land_use: LandUseTable,
    /// Statistics of the zones, and totals of the region where they are not the sum of its
    /// zones. Those of further years are ignored.
    pub observations: Vec<Observation>,
    /// Price levels, needed where GDP is not given at the price year's prices.
    pub deflator: Option<Deflator>,
    /// The year at whose prices GDP is compared; by default the first of the years.
    pub price_year: Option<Year>,
}

/// Inputs that fit together.
///
/// Every zone has land use and statistics in every year, all quantities are finite and not
/// negative, GDP is positive and at the prices of one year. What the statistics leave open is
/// decided so:
///
/// - GDP is `gdp_constant` if given, otherwise `gdp` by the deflator.
/// - Energy is `energy` if given, otherwise the sum of the fuels by a [`FuelTable`], otherwise
///   `energy_intensity` × GDP: GDP at the price year's prices, or at its own year's, as the
///   intensity's [`IntensityPrices`](crate::units::IntensityPrices) says. Any two that are given must
///   agree to 0.5 %.
/// - A total of the region is the sum of its zones unless given.
#[derive(Debug, Clone, PartialEq)]
pub struct Inputs {
    zones: Vec<Zone>,
    price_year: Year,
    land_use: LandUseTable,
    annual: Vec<AnnualStatistics>,
    warnings: Vec<Warning>,
}

impl Inputs {
    /// Validates inputs. Fuels, if there are any, are converted by the default [`FuelTable`].
    ///
    /// # Errors
    ///
    /// [`InputError`], one kind at a time, with every problem of that kind.
    pub fn new(raw: RawInputs) -> Result<Self, InputError> {
        Self::with_fuels(raw, &FuelTable::default())
    }

    /// Validates inputs, and converts fuels by a table of the user's.
    ///
    /// # Errors
    ///
    /// [`InputError`], one kind at a time, with every problem of that kind.
    pub fn with_fuels(raw: RawInputs, fuels: &FuelTable) -> Result<Self, InputError> {
        let RawInputs {
            zones,
            mut years,
            land_use,
            observations,
            deflator,
            price_year,
        } = raw;
        years.sort_unstable();
        let Some(&first_year) = years.first() else {
            return Err(InputError::NoYears);
        };
        if zones.is_empty() {
            return Err(InputError::NoZones);
        }
        let ids = zones.iter().map(|zone| &zone.id);
        Listed::refuse(repeated(ids), InputError::DuplicateZones)?;
        Listed::refuse(repeated(&years), InputError::DuplicateYears)?;
        check_zones(&zones, &observations, &land_use)?;
        let mut without_land_use = Vec::new();
        for &year in &years {
            let missing = zones
                .iter()
                .filter(|zone| land_use.area(&zone.id, year).is_none());
            without_land_use.extend(missing.map(|zone| ZoneInYear {
                zone: zone.id.clone(),
                year,
            }));
        }
        Listed::refuse(without_land_use, InputError::MissingLandUse)?;

        let observed = observations
            .into_iter()
            .filter(|o| years.contains(&o.year))
            .collect();
        let price_year = price_year.unwrap_or(first_year);
        let mut reconciliation = Reconciliation::new(observed, price_year, deflator, fuels)?;
        let annual = years
            .iter()
            .filter_map(|&year| reconciliation.annual(&zones, year))
            .collect();
        let warnings = reconciliation.finish()?;
        Ok(Self {
            zones,
            price_year,
            land_use,
            annual,
            warnings,
        })
    }

    /// The same zones and years with other numbers.
    pub(crate) fn replaced(&self, land_use: LandUseTable, annual: Vec<AnnualStatistics>) -> Self {
        Self {
            land_use,
            annual,
            ..self.clone()
        }
    }

    /// The zones, in the order given.
    pub fn zones(&self) -> &[Zone] {
        &self.zones
    }

    /// The years, ascending.
    pub fn years(&self) -> impl Iterator<Item = Year> {
        self.annual.iter().map(|annual| annual.year)
    }

    /// The year at whose prices GDP is compared.
    pub fn price_year(&self) -> Year {
        self.price_year
    }

    /// Hectares by zone, year and class.
    pub fn land_use(&self) -> &LandUseTable {
        &self.land_use
    }

    /// The statistics, a year at a time, ascending.
    pub fn annual(&self) -> &[AnnualStatistics] {
        &self.annual
    }

    /// Doubts about the inputs.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }
}

/// Fails if the boundaries lack a zone of the statistics or of the land use, or the statistics
/// lack a zone of the boundaries.
fn check_zones(
    zones: &[Zone],
    observations: &[Observation],
    land_use: &LandUseTable,
) -> Result<(), InputError> {
    let known: BTreeSet<_> = zones.iter().map(|zone| &zone.id).collect();
    let observed: BTreeSet<_> = observations.iter().filter_map(Observation::zone).collect();
    let used = land_use.zone_years().map(|(zone, _)| zone).collect();
    for (table, ids) in [("statistics", &observed), ("land-use table", &used)] {
        let unknown = ids.difference(&known).copied().cloned();
        Listed::refuse(unknown, |found| InputError::UnknownZones {
            table,
            found,
            known: Listed(zones.iter().map(|zone| zone.id.clone()).collect()),
        })?;
    }
    let ids = zones.iter().map(|zone| &zone.id);
    let unobserved = ids.filter(|id| !observed.contains(id));
    Listed::refuse(unobserved.cloned(), InputError::ZonesWithoutStatistics)
}

/// Items that occur more than once, each named once.
fn repeated<'a, T: Ord + Clone + 'a>(items: impl IntoIterator<Item = &'a T>) -> Vec<T> {
    let mut seen = BTreeSet::new();
    let again = items.into_iter().filter(|item| !seen.insert(*item));
    let again: BTreeSet<_> = again.collect();
    again.into_iter().cloned().collect()
}

//! The results of an assessment, a year and a zone at a time.

use std::borrow::Cow;

use serde::Serialize;

use crate::accounts::Account;
use crate::compensation::{Compensation, ZoneCompensation};
use crate::inputs::Warning;
use crate::region::{LandClass, Zone, ZoneId};
use crate::text::{Said, say};
use crate::units::{Tonnes, Year};
use crate::zoning::{Assignment, Indicators, ZoningRule};

/// The results for all zones and years.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Assessment {
    /// The zones, in the order of the inputs.
    pub zones: Vec<Zone>,
    /// The land classes, in the order of the land-use table.
    pub classes: Vec<LandClass>,
    /// The year at whose prices GDP is compared.
    pub price_year: Year,
    /// The rule that assigned the functional zones: a reconstruction, or the user's own.
    pub zoning: ZoningRule,
    /// The share of a zone that must be classified for a functional zone and a compensation.
    pub min_coverage: f64,
    /// The results, a year at a time, ascending.
    pub years: Vec<AnnualAssessment>,
    /// The compensation scheme, if one was [attached](Self::with_compensation).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compensation: Option<Compensation>,
    /// Doubts that the user should know.
    pub warnings: Vec<Warning>,
}

/// The results of one year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnnualAssessment {
    pub year: Year,
    /// One entry a zone, in the order of the zones.
    pub zones: Vec<ZoneYear>,
    /// The region's totals.
    pub region: Account,
    /// The unweighted mean of the zones' emissions.
    pub mean_emissions: Tonnes,
}

/// The results of one zone in one year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ZoneYear {
    pub zone: Zone,
    pub year: Year,
    /// Land, people, money, energy, and the carbon budget.
    pub account: Account,
    /// The economic contribution coefficient (formula 6).
    pub ecc: f64,
    /// The ecological support coefficient (formula 7).
    pub esc: f64,
    /// The functional zone and why, by a reconstructed rule; `None` where too little of the zone is
    /// classified.
    pub function: Option<Assignment>,
    /// What the zone pays or receives, in the target year of an attached
    /// [`Assessment::compensation`].
    #[serde(skip)]
    pub compensation: Option<ZoneCompensation>,
}

impl AnnualAssessment {
    /// The same year with the zones alone that can be compared, of which enough is classified. The
    /// region and the mean stay those of all zones.
    pub fn covered(&self) -> Cow<'_, Self> {
        if self.zones.iter().all(ZoneYear::is_covered) {
            return Cow::Borrowed(self);
        }
        let mut covered = self.clone();
        covered.zones.retain(ZoneYear::is_covered);
        Cow::Owned(covered)
    }

    /// The indicators that decide the function of a zone in this year.
    pub fn indicators(&self, zone: &ZoneYear) -> Indicators {
        Indicators {
            emissions: zone.account.emissions,
            mean_emissions: self.mean_emissions,
            ecc: zone.ecc,
            esc: zone.esc,
        }
    }
}

impl ZoneYear {
    /// Whether enough of the zone is classified to know its absorption. Other zones have no
    /// functional zone and no compensation, and are not compared with others.
    pub fn is_covered(&self) -> bool {
        self.function.is_some()
    }
}

impl Assessment {
    /// The assessment with a compensation scheme that was computed from it: its results become
    /// quantities of the zones in the scheme's target year.
    pub fn with_compensation(mut self, compensation: Compensation) -> Self {
        for zone in self.years.iter_mut().flat_map(|annual| &mut annual.zones) {
            let in_target = zone.year == compensation.target;
            let found = in_target.then(|| compensation.zone(&zone.zone.id));
            zone.compensation = found.flatten().cloned();
        }
        self.compensation = Some(compensation);
        self
    }

    /// What the user should know of zones of which the compensation makes more than there is.
    pub fn runaway_warnings(&self) -> Vec<Said> {
        let schemes = self.compensation.iter();
        let runaways = schemes.flat_map(|scheme| &scheme.runaways);
        let named = runaways.map(|found| {
            let mut zones = self.zones.iter();
            let name = zones
                .find(|zone| zone.id == found.zone)
                .map_or("", |zone| &zone.name);
            say!("{} ({name}): {found}", "{}（{name}）：{found}", found.zone)
        });
        named.collect()
    }

    /// The results of a year.
    pub fn year(&self, year: Year) -> Option<&AnnualAssessment> {
        self.years.iter().find(|annual| annual.year == year)
    }

    /// The results of a zone in a year.
    pub fn zone_year(&self, zone: &ZoneId, year: Year) -> Option<&ZoneYear> {
        let mut zones = self.year(year)?.zones.iter();
        zones.find(|found| found.zone.id == *zone)
    }

    /// All zones of the first year, then all of the next.
    pub fn zone_years(&self) -> impl Iterator<Item = &ZoneYear> {
        self.years.iter().flat_map(|annual| &annual.zones)
    }

    /// Whether a land class emits (λ > 0), which none does in the paper.
    pub fn has_emitting_land(&self) -> bool {
        self.years
            .iter()
            .any(|annual| !annual.region.emissions_land.is_empty())
    }
}

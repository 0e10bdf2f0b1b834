//! Zones of next to no emissions for their GDP, of which formulas 9 and 10 make more than there is.

use bilingual::Bilingual;
use std::fmt;

use serde::Serialize;

use super::options::{CompensationOptions, LEAST_INTENSITY};
use super::scheme::{SchemeYear, SchemeZone};
use crate::formulas::kernel;
use crate::numeric::median;
use crate::region::ZoneId;
use crate::text::speaks_chinese;
use crate::units::Year;

/// A zone whose carbon intensity is next to nothing beside that of the median zone and of the region.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Runaway {
    pub zone: ZoneId,
    /// The target or the base year.
    pub year: Year,
    /// Its intensity as a share of the median zone's, or of the region's where that is lower.
    pub intensity_share: f64,
    /// What runs away.
    pub term: RunawayTerm,
    /// Whether it takes part in the scheme all the same.
    pub takes_part: bool,
}

/// What runs away where intensity is next to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Bilingual)]
#[serde(rename_all = "kebab-case")]
pub enum RunawayTerm {
    /// In the target year the threshold P, here as a share of the region's emissions.
    #[en("its threshold P = ECC · D is {0:.2} times the emissions of the whole region")]
    #[zh("其阈值 P = ECC · D 为全区碳排放的 {0:.2} 倍")]
    Threshold(f64),
    /// In the base year τ; infinite where nothing was emitted.
    #[en("its τ is {0:.1}")]
    #[zh("其 τ 为 {0:.1}")]
    Tau(f64),
}

/// What stands behind the zone in a warning.
impl fmt::Display for Runaway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if speaks_chinese() {
            let part = match self.takes_part {
                true => "仍按 least_intensity 的设定参与补偿",
                false => "不参与补偿（在 [compensation] 下写 `least_intensity = 0` 则会参与）",
            };
            return write!(
                f,
                "{} 年的碳强度仅为区域中位数或全区值的 {:.2} %，{}；该区域{part}",
                self.year,
                100.0 * self.intensity_share,
                self.term
            );
        }
        write!(
            f,
            "its carbon intensity of {} is {:.2} % of the median zone's or the region's, so that {}; it ",
            self.year,
            100.0 * self.intensity_share,
            self.term
        )?;
        match self.takes_part {
            true => write!(
                f,
                "takes part in the compensation all the same, by least_intensity"
            ),
            false => write!(
                f,
                "takes no part in the compensation (`least_intensity = 0` in [compensation] would \
                 let it)"
            ),
        }
    }
}

/// The intensity that those of zones are held against: of the median zone, or of the region where
/// that is lower, so that neither many clean zones nor one dirty one decide. `None` if there are no
/// zones.
fn usual_intensity(year: &SchemeYear<'_>) -> Option<f64> {
    let mut intensities: Vec<f64> = year.zones.iter().map(intensity).collect();
    intensities.sort_by(f64::total_cmp);
    Some(median(&intensities)?.min(year.region.intensity.t_per_1e4_yuan))
}

fn intensity(zone: &SchemeZone<'_>) -> f64 {
    zone.account.intensity.t_per_1e4_yuan
}

/// The zones of next to no intensity in the target or else in the base year.
pub(super) fn find_runaways(
    [before, after]: [&SchemeYear<'_>; 2],
    mean_emissions: f64,
    options: &CompensationOptions,
) -> Vec<Runaway> {
    let usual = [before, after].map(usual_intensity);
    let region = [before, after].map(|year| year.region.intensity.t_per_1e4_yuan);
    let found = before
        .zones
        .iter()
        .zip(&after.zones)
        .filter_map(|(earlier, later)| {
            let shares = [intensity(earlier) / usual[0]?, intensity(later) / usual[1]?];
            let limit = LEAST_INTENSITY.max(options.least_intensity);
            let (year, intensity_share, term) = if shares[1] < limit {
                let threshold = kernel::threshold(later.ecc, mean_emissions);
                let share = threshold / after.region.emissions.amount;
                (after.year, shares[1], RunawayTerm::Threshold(share))
            } else if shares[0] < limit {
                let tau = (intensity(later) / intensity(earlier)) / (region[1] / region[0]);
                (before.year, shares[0], RunawayTerm::Tau(tau))
            } else {
                return None;
            };
            Some(Runaway {
                zone: later.zone.clone(),
                year,
                intensity_share,
                term,
                takes_part: shares.iter().all(|share| *share >= options.least_intensity),
            })
        });
    found.collect()
}

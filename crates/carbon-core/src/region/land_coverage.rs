//! How much of a zone's area has a land class, and where the rest lies.

use std::collections::BTreeMap;
use std::fmt;
use std::iter::Sum;
use std::ops::Add;

use serde::Serialize;

use super::land_use::LedgerClass;
use super::zone::Zone;
use crate::text::{Listed, speaks_chinese};
use crate::units::Hectares;

/// Land without a class is worth a word above this share of a zone.
const NOTABLE: f64 = 0.01;

/// So many zones with land without a class have a warning each; more share one.
const WARNED_EACH: usize = 3;

/// So many zones are named by a warning that several share.
const NAMED: usize = 5;

/// The area of a zone by whether it has a land class: three kinds of area have none.
///
/// ```
/// use carbon_core::{Hectares, LandClass, LandCoverage, LedgerClass};
///
/// let land = [
///     (LedgerClass::Class(LandClass::forest()), Hectares(30.0)),
///     (LedgerClass::NoData, Hectares(60.0)),
///     (LedgerClass::Outside, Hectares(10.0)),
/// ];
/// let coverage: LandCoverage = land.iter().map(|(class, area)| (class, *area)).collect();
/// assert_eq!(coverage.share(), 0.3);
/// assert!(coverage.share() < LandCoverage::DEFAULT_MINIMUM);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct LandCoverage {
    /// Land of any class of the legend, also of classes outside the model.
    pub classified: Hectares,
    /// Cells without data.
    pub nodata: Hectares,
    /// What the raster does not reach.
    pub outside: Hectares,
    /// Cells whose code the legend lacks.
    pub unmapped: Hectares,
}

impl LandCoverage {
    /// A zone of which less than this share is classified has no functional zone and no compensation,
    /// unless a project says otherwise.
    pub const DEFAULT_MINIMUM: f64 = 0.5;

    pub(crate) fn count(&mut self, class: &LedgerClass, area: Hectares) {
        let part = match class {
            LedgerClass::Class(_) | LedgerClass::OutsideModel(_) => &mut self.classified,
            LedgerClass::NoData => &mut self.nodata,
            LedgerClass::Outside => &mut self.outside,
            LedgerClass::Unmapped(_) => &mut self.unmapped,
        };
        *part = *part + area;
    }

    /// The share of the area that is classified, from 0 to 1; 1 if there is no area.
    pub fn share(self) -> f64 {
        let missing = (self.nodata + self.outside + self.unmapped).0;
        match missing == 0.0 {
            true => 1.0,
            false => self.classified.0 / (self.classified.0 + missing),
        }
    }

    /// A part of the area in per cent.
    pub fn percent(self, part: Hectares) -> f64 {
        let area = self.classified + self.nodata + self.outside + self.unmapped;
        100.0 * part.0 / area.0
    }
}

impl<'a> FromIterator<(&'a LedgerClass, Hectares)> for LandCoverage {
    fn from_iter<I: IntoIterator<Item = (&'a LedgerClass, Hectares)>>(land: I) -> Self {
        let mut coverage = Self::default();
        for (class, area) in land {
            coverage.count(class, area);
        }
        coverage
    }
}

impl Add for LandCoverage {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            classified: self.classified + other.classified,
            nodata: self.nodata + other.nodata,
            outside: self.outside + other.outside,
            unmapped: self.unmapped + other.unmapped,
        }
    }
}

impl Sum for LandCoverage {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::default(), Self::add)
    }
}

/// Zones of which more than 1 % has no land class.
///
/// Prints a sentence about one zone, or one about all of them with the five that miss most.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnclassifiedLand {
    /// Those that miss most first.
    pub zones: Vec<UnclassifiedZone>,
}

/// A zone of which more than 1 % has no land class.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnclassifiedZone {
    pub zone: Zone,
    /// The rasters, or years, that lack more than 1 % of it; none where rasters are not told apart.
    pub labels: Vec<String>,
    /// The coverage by that raster which lacks most.
    pub coverage: LandCoverage,
}

impl UnclassifiedLand {
    /// Finds what the user should know of land without a class: a warning for each zone, or one for
    /// all if there are many. Entries are of a zone by one raster, those of a zone in any order.
    pub fn find<'a>(entries: impl IntoIterator<Item = (Zone, &'a str, LandCoverage)>) -> Vec<Self> {
        let mut zones: Vec<UnclassifiedZone> = Vec::new();
        let mut places = BTreeMap::new();
        for (zone, label, coverage) in entries {
            if coverage.share() >= 1.0 - NOTABLE {
                continue;
            }
            let place = *places.entry(zone.id.clone()).or_insert(zones.len());
            if place == zones.len() {
                zones.push(UnclassifiedZone {
                    zone,
                    labels: Vec::new(),
                    coverage,
                });
            }
            let known = &mut zones[place];
            if coverage.share() < known.coverage.share() {
                known.coverage = coverage;
            }
            if !label.is_empty() {
                known.labels.push(label.to_owned());
            }
        }
        if zones.len() <= WARNED_EACH {
            let alone = |zone| Self { zones: vec![zone] };
            return zones.into_iter().map(alone).collect();
        }
        zones.sort_by(|a, b| a.coverage.share().total_cmp(&b.coverage.share()));
        vec![Self { zones }]
    }
}

impl fmt::Display for UnclassifiedLand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let [zone] = &self.zones[..] {
            return match speaks_chinese() {
                true => write!(f, "区域 {zone}"),
                false => write!(f, "zone {zone}"),
            };
        }
        let worst = self.zones.iter().take(NAMED).map(ToString::to_string);
        let worst: Vec<_> = worst.collect();
        if speaks_chinese() {
            return write!(
                f,
                "{} 个区域有 1 % 以上的面积没有地类，最多的是：{}",
                self.zones.len(),
                worst.join("；")
            );
        }
        write!(
            f,
            "{} zones have no land class on more than 1 % of their area, most of all: {}",
            self.zones.len(),
            worst.join("; ")
        )
    }
}

impl fmt::Display for UnclassifiedZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            zone,
            labels,
            coverage,
        } = self;
        if speaks_chinese() {
            return self.describe_in_chinese(f);
        }
        write!(f, "{} ({})", zone.id, zone.name)?;
        let up_to = match labels.len() {
            0 | 1 => "",
            _ => "up to ",
        };
        if !labels.is_empty() {
            write!(f, " in {}", Listed(labels.clone()))?;
        }
        let parts = [
            (coverage.nodata, "nodata"),
            (coverage.outside, "outside the raster"),
            (coverage.unmapped, "codes without a class"),
        ];
        let parts = parts.iter().filter(|(area, _)| area.0 > 0.0);
        let parts: Vec<_> = parts
            .map(|(area, what)| format!("{:.2} % {what}", coverage.percent(*area)))
            .collect();
        write!(
            f,
            ": {up_to}{:.2} % of its area has no land class ({})",
            100.0 * (1.0 - coverage.share()),
            parts.join(", ")
        )
    }
}

impl UnclassifiedZone {
    fn describe_in_chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let coverage = &self.coverage;
        write!(f, "{}（{}）", self.zone.id, self.zone.name)?;
        if !self.labels.is_empty() {
            write!(f, "{} 年", Listed(self.labels.clone()))?;
        }
        let at_most = if self.labels.len() > 1 { "最多" } else { "" };
        let parts = [
            (coverage.nodata, "为无数据"),
            (coverage.outside, "在栅格之外"),
            (coverage.unmapped, "的代码没有地类"),
        ];
        let parts = parts.iter().filter(|(area, _)| area.0 > 0.0);
        let parts: Vec<_> = parts
            .map(|(area, what)| format!("{:.2} % {what}", coverage.percent(*area)))
            .collect();
        write!(
            f,
            "{at_most}有 {:.2} % 的面积没有地类（{}）",
            100.0 * (1.0 - coverage.share()),
            parts.join("，")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of 100 hectares: the rest is forest.
    fn coverage(nodata: f64, outside: f64, unmapped: f64) -> LandCoverage {
        LandCoverage {
            classified: Hectares(100.0 - nodata - outside - unmapped),
            nodata: Hectares(nodata),
            outside: Hectares(outside),
            unmapped: Hectares(unmapped),
        }
    }

    #[test]
    fn what_has_no_class_is_told_apart() {
        let land = [
            ("forest", 40.0),
            ("outside-model:sea", 8.0),
            ("nodata", 32.0),
            ("outside", 16.0),
            ("unmapped:7", 3.0),
            ("unmapped:9", 1.0),
        ];
        let land = land.map(|(class, area)| (class.parse().unwrap(), Hectares(area)));
        let found: LandCoverage = land.iter().map(|(class, area)| (class, *area)).collect();
        assert_eq!(
            found,
            LandCoverage {
                classified: Hectares(48.0),
                ..coverage(32.0, 16.0, 4.0)
            }
        );
        assert_eq!(found.share(), 0.48);
        assert_eq!(LandCoverage::default().share(), 1.0);
        assert_eq!((found + coverage(0.0, 0.0, 0.0)).share(), 0.74);
    }

    #[test]
    fn a_zone_is_warned_of_once_from_one_per_cent_on() {
        let [city, hills] = [Zone::new("36", "City"), Zone::new("37", "Hills")];
        let found = UnclassifiedLand::find([
            (city.clone(), "2010", coverage(2.0, 0.0, 0.0)),
            (hills.clone(), "2010", coverage(0.5, 0.5, 0.0)),
            (city, "2020", coverage(60.0, 2.5, 0.25)),
            (hills, "2020", coverage(0.0, 50.0, 0.0)),
        ]);
        let found: Vec<_> = found.iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "zone 36 (City) in 2010, 2020: up to 62.75 % of its area has no land class \
                 (60.00 % nodata, 2.50 % outside the raster, 0.25 % codes without a class)",
                "zone 37 (Hills) in 2020: 50.00 % of its area has no land class \
                 (50.00 % outside the raster)",
            ]
        );
    }

    #[test]
    fn many_zones_share_a_line() {
        let zones: Vec<_> = (1..=40)
            .map(|number| Zone::new(format!("{number}"), "County"))
            .collect();
        let entries = zones.into_iter().zip(1..);
        let entries =
            entries.map(|(zone, share)| (zone, "", coverage(f64::from(share) + 1.0, 0.0, 0.0)));
        let found = UnclassifiedLand::find(entries);
        let [found] = &found[..] else {
            panic!("{found:?}");
        };
        assert_eq!(found.zones.len(), 40);
        let message = found.to_string();
        assert!(message.starts_with(
            "40 zones have no land class on more than 1 % of their area, most of all: \
             40 (County): 41.00 % of its area has no land class (41.00 % nodata); 39 (County)"
        ));
        assert_eq!(message.matches("County").count(), 5);
    }
}

//! Statements of the paper that compare all years or ask for a reason. Five of them fail.

use carbon_core::{LandClass, Year, ZoneYear};

use super::statements::{Amount, Cities, Verdict, YEARS, budget, emissions, esc, intensity};

/// "Stable" is taken as a change of at most this share.
const STABLE: f64 = 0.1;

fn absorption(zone: &ZoneYear) -> f64 {
    zone.account.absorption.megatonnes()
}

fn energy_intensity(zone: &ZoneYear) -> f64 {
    zone.account.energy.0 / zone.account.gdp.ten_thousands()
}

fn construction(zone: &ZoneYear) -> f64 {
    zone.account.hectares(&LandClass::construction()).0
}

fn percent(now: f64, then: f64) -> f64 {
    (now / then - 1.0) * 100.0
}

impl Cities<'_> {
    /// Decides a statement by its id; `None` for an id that is not known.
    pub(super) fn decide_more(&self, id: &str) -> Option<Verdict> {
        Some(match id {
            "emissions.largest" => self.first_in_all_years(emissions, 1, &["Nanchang"]),
            "budget.largest" => {
                self.first_in_all_years(budget, 3, &["Jiujiang", "Nanchang", "Yichun"])
            }
            "absorption.smallest" => {
                self.first_in_all_years(|zone| -absorption(zone), 1, &["Nanchang"])
            }
            "emissions.increment" => {
                let (name, grown) =
                    self.most(2010, |now, then| emissions(now) - emissions(then))?;
                verdict(name == "Ganzhou", format!("{name} {grown:+.2} Mt"))
            }
            "intensity.fastest" => {
                let fallen =
                    |now: &ZoneYear, then: &ZoneYear| -percent(intensity(now), intensity(then));
                let (name, fall) = self.most(2010, fallen)?;
                let nanchang = fallen(self.city("Nanchang", 2020)?, self.city("Nanchang", 2010)?);
                let evidence = format!("{name} −{fall:.2} %, Nanchang −{nanchang:.2} %");
                verdict(name == "Nanchang", evidence)
            }
            "intensity.each.year" => self.falls_each_year(intensity),
            "esc.stable" => {
                let moved = |now: &ZoneYear, then: &ZoneYear| percent(esc(now), esc(then)).abs();
                let (name, most) = self.most(2015, moved)?;
                let ends = [2015, 2020].map(|year| self.city(name, year).map(esc));
                let [Some(then), Some(now)] = ends else {
                    return None;
                };
                let evidence = format!("{name} {then:.2} to {now:.2}, {most:.0} %");
                verdict(most <= 100.0 * STABLE, evidence)
            }
            "energy.shangrao" => {
                let then = energy_intensity(self.city("Shangrao", 2015)?);
                let now = energy_intensity(self.city("Shangrao", 2020)?);
                verdict(
                    now < then,
                    format!("{then:.3} to {now:.3} tce per 10⁴ yuan"),
                )
            }
            "construction.smallest" => {
                let last = self.ranked(construction).pop()?;
                let evidence = format!("{} {:.0} ha", last.zone.name, construction(last));
                verdict(last.zone.name == "Yingtan", evidence)
            }
            "low.both" => self.low_in_both(&["Yingtan", "Jingdezhen"])?,
            "zones.shangrao" => {
                let own = intensity(self.city("Shangrao", 2020)?);
                let region = self
                    .assessment
                    .year(Year(2020))?
                    .region
                    .intensity
                    .t_per_1e4_yuan;
                let evidence = format!("Shangrao {own:.3}, province {region:.3} t per 10⁴ yuan");
                verdict(own > region, evidence)
            }
            _ => self.decide_of_province(id)?,
        })
    }

    fn decide_of_province(&self, id: &str) -> Option<Verdict> {
        let region = |year| Some(&self.assessment.year(Year(year))?.region);
        Some(match id {
            "emissions.half" => {
                let ends = [region(2010)?, region(2020)?].map(|found| found.emissions.megatonnes());
                let grown = percent(ends[1], ends[0]);
                verdict(grown > 50.0, format!("{grown:+.1} %"))
            }
            "absorption.forest" => {
                let mut shares = Vec::new();
                for year in YEARS {
                    let found = region(year)?;
                    let forest = found.absorption_of(&LandClass::forest())?;
                    shares.push(100.0 * forest.amount / found.absorption.amount);
                }
                let least = shares.into_iter().fold(f64::INFINITY, f64::min);
                verdict(least > 95.0, format!("at least {least:.1} %"))
            }
            "construction.points" => {
                let share = |year| {
                    let found = region(year)?;
                    let classified: f64 = found.land.iter().map(|(_, hectares)| hectares.0).sum();
                    Some(100.0 * found.hectares(&LandClass::construction()).0 / classified)
                };
                let points = share(2020)? - share(2010)?;
                verdict(
                    (points - 1.21).abs() < 0.005,
                    format!("{points:+.3} points"),
                )
            }
            _ => return None,
        })
    }

    /// Whether the cities with the largest amounts are these in every year.
    fn first_in_all_years(&self, amount: Amount, count: usize, expected: &[&str]) -> Verdict {
        let mut evidence = Vec::new();
        let mut holds = true;
        for year in YEARS {
            let mut zones: Vec<_> = self.zones(year).iter().collect();
            zones.sort_by(|a, b| amount(b).total_cmp(&amount(a)));
            let mut names: Vec<&str> = zones[..count].iter().map(|zone| &*zone.zone.name).collect();
            names.sort_unstable();
            holds &= names == expected;
            evidence.push(format!("{year}: {}", names.join(", ")));
        }
        verdict(holds, evidence.join("; "))
    }

    /// The city in which something is most between a year and 2020.
    fn most(&self, from: i32, amount: impl Fn(&ZoneYear, &ZoneYear) -> f64) -> Option<(&str, f64)> {
        let zones = self.zones(2020).iter();
        let amounts = zones.filter_map(|now| {
            let name = now.zone.name.as_str();
            Some((name, amount(now, self.city(name, from)?)))
        });
        amounts.max_by(|a, b| a.1.total_cmp(&b.1))
    }

    fn falls_each_year(&self, amount: Amount) -> Verdict {
        let mut evidence = Vec::new();
        for years in YEARS.windows(2) {
            let rises = |zone: &ZoneYear| {
                let then = self.city(&zone.zone.name, years[0]);
                then.is_some_and(|then| amount(zone) > amount(then))
            };
            let names = self.names(years[1], rises);
            if !names.is_empty() {
                evidence.push(format!("rises to {}: {}", years[1], names.join(", ")));
            }
        }
        verdict(evidence.is_empty(), evidence.join("; "))
    }

    /// Below the mean of the cities' emissions, and below the province's intensity.
    fn low_in_both(&self, names: &[&str]) -> Option<Verdict> {
        let annual = self.assessment.year(Year(2020))?;
        let mut holds = true;
        let mut evidence = Vec::new();
        for name in names {
            let zone = self.city(name, 2020)?;
            holds &= emissions(zone) < annual.mean_emissions.megatonnes()
                && intensity(zone) < annual.region.intensity.t_per_1e4_yuan;
            let (emissions, intensity) = (emissions(zone), intensity(zone));
            evidence.push(format!(
                "{name} {emissions:.2} Mt, {intensity:.3} t per 10⁴ yuan"
            ));
        }
        Some(verdict(holds, evidence.join("; ")))
    }
}

fn verdict(holds: bool, evidence: String) -> Verdict {
    Verdict { holds, evidence }
}

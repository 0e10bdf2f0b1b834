//! The paper's qualitative statements, decided from the example's assessment.

use carbon_core::{Assessment, CompensationClass, FunctionalZone, Year, ZoneYear};

/// Whether a statement holds, and the figures that decide it.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Whether it holds.
    pub holds: bool,
    /// What was obtained.
    pub evidence: String,
}

/// The assessment of the Jiangxi example, asked for cities by name.
pub(super) struct Cities<'a> {
    pub(super) assessment: &'a Assessment,
}

pub(super) type Amount = fn(&ZoneYear) -> f64;

pub(super) const YEARS: [i32; 3] = [2010, 2015, 2020];

pub(super) fn emissions(zone: &ZoneYear) -> f64 {
    zone.account.emissions.megatonnes()
}

pub(super) fn budget(zone: &ZoneYear) -> f64 {
    zone.account.budget.megatonnes()
}

pub(super) fn intensity(zone: &ZoneYear) -> f64 {
    zone.account.intensity.t_per_1e4_yuan
}

fn ecc(zone: &ZoneYear) -> f64 {
    zone.ecc
}

pub(super) fn esc(zone: &ZoneYear) -> f64 {
    zone.esc
}

/// Million yuan; nothing for a zone without compensation.
fn compensation(zone: &ZoneYear) -> f64 {
    zone.compensation
        .as_ref()
        .map_or(f64::NEG_INFINITY, |c| c.compensation.amount / 1e6)
}

impl<'a> Cities<'a> {
    pub(super) fn zones(&self, year: i32) -> &'a [ZoneYear] {
        self.assessment
            .year(Year(year))
            .map_or(&[], |annual| &annual.zones)
    }

    /// The cities for which something holds in a year, in the order of their ids.
    pub(super) fn names(&self, year: i32, holds: impl Fn(&ZoneYear) -> bool) -> Vec<&'a str> {
        self.zones(year)
            .iter()
            .filter(|zone| holds(zone))
            .map(|zone| zone.zone.name.as_str())
            .collect()
    }

    pub(super) fn city(&self, name: &str, year: i32) -> Option<&'a ZoneYear> {
        self.zones(year).iter().find(|zone| zone.zone.name == name)
    }

    /// The cities of 2020 by an amount, largest first.
    pub(super) fn ranked(&self, amount: Amount) -> Vec<&'a ZoneYear> {
        let mut zones: Vec<_> = self.zones(2020).iter().collect();
        zones.sort_by(|a, b| amount(b).total_cmp(&amount(a)));
        zones
    }

    fn largest(&self, amount: Amount, count: usize, unit: &str, expected: &[&str]) -> Verdict {
        let first = &self.ranked(amount)[..count];
        let mut names: Vec<&str> = first.iter().map(|zone| zone.zone.name.as_str()).collect();
        let evidence = first
            .iter()
            .map(|zone| format!("{} {:.2}", zone.zone.name, amount(zone)))
            .collect::<Vec<_>>();
        let mut expected = expected.to_vec();
        names.sort_unstable();
        expected.sort_unstable();
        Verdict {
            holds: names == expected,
            evidence: format!("{} {unit}", evidence.join(", ")),
        }
    }

    /// Exactly these cities, in any order.
    fn exactly(&self, what: &str, mut found: Vec<&str>, expected: &[&str]) -> Verdict {
        let evidence = format!(
            "{what}: {}",
            if found.is_empty() {
                "none".to_owned()
            } else {
                found.join(", ")
            }
        );
        let mut expected = expected.to_vec();
        found.sort_unstable();
        expected.sort_unstable();
        Verdict {
            holds: found == expected,
            evidence,
        }
    }

    fn fell(&self, amount: Amount) -> Vec<&'a str> {
        self.names(2020, |zone| {
            self.city(&zone.zone.name, 2010)
                .is_some_and(|then| amount(zone) < amount(then))
        })
    }

    /// The smallest and the largest of an amount over cities and years.
    fn range(&self, names: &[&str], years: &[i32], amount: Amount) -> (f64, f64) {
        let zones = years.iter().flat_map(|&year| self.zones(year));
        let wanted =
            zones.filter(|zone| names.is_empty() || names.contains(&zone.zone.name.as_str()));
        wanted.map(amount).fold(
            (f64::INFINITY, f64::NEG_INFINITY),
            |(least, most), value| (least.min(value), most.max(value)),
        )
    }

    fn of_function(&self, function: FunctionalZone) -> Vec<&'a str> {
        self.names(2020, |zone| {
            zone.function
                .as_ref()
                .is_some_and(|found| found.zone == function)
        })
    }

    /// Decides a statement by its id; `None` for an id that is not known.
    pub(super) fn decide(&self, id: &str) -> Option<Verdict> {
        const NORTH: [&str; 3] = ["Nanchang", "Jiujiang", "Yichun"];
        const SINKS: [&str; 3] = ["Ganzhou", "Ji'an", "Fuzhou"];
        const LOW: [&str; 3] = ["Nanchang", "Xinyu", "Pingxiang"];
        let negative = |year| self.names(year, |zone| budget(zone) < 0.0);
        Some(match id {
            "emissions.2020.top3" => self.largest(emissions, 3, "Mt", &NORTH),
            "budget.2020.top3" => self.largest(budget, 3, "Mt", &NORTH),
            "emissions.smallest" => {
                let ranked = self.ranked(emissions);
                let last = ranked.last()?;
                Verdict {
                    holds: last.zone.name == "Yingtan",
                    evidence: format!("{} {:.2} Mt", last.zone.name, emissions(last)),
                }
            }
            "emissions.fell" => self.exactly(
                "lower",
                self.fell(emissions),
                &["Nanchang", "Pingxiang", "Yingtan"],
            ),
            "budget.fell" => self.exactly("lower", self.fell(budget), &["Nanchang", "Pingxiang"]),
            "budget.negative.2010" => self.exactly(
                "negative",
                negative(2010),
                &["Fuzhou", "Ganzhou", "Shangrao"],
            ),
            "budget.negative.2015" => {
                self.exactly("negative", negative(2015), &["Ganzhou", "Ji'an"])
            }
            "budget.negative.2020" => self.exactly("negative", negative(2020), &[]),
            "intensity.2020.highest" => {
                self.largest(intensity, 2, "t per 10⁴ yuan", &["Pingxiang", "Xinyu"])
            }
            "intensity.ganzhou" => {
                let mut values = YEARS
                    .into_iter()
                    .map(|year| self.city("Ganzhou", year).map(intensity));
                let (then, later, last) = (values.next()??, values.next()??, values.next()??);
                Verdict {
                    holds: then < later && (later - last).abs() < 0.001,
                    evidence: format!("{then:.3}, {later:.3}, {last:.3} t per 10⁴ yuan"),
                }
            }
            "ecc.2010.high" => self.exactly(
                "above 1.8",
                self.names(2010, |zone| zone.ecc > 1.8),
                &["Ganzhou", "Shangrao"],
            ),
            "ecc.2015.2020.range" => {
                let (least_2015, most_2015) = self.range(&[], &[2015], ecc);
                let (least, most) = self.range(&[], &[2020], ecc);
                Verdict {
                    holds: most_2015 < 1.8 && least >= 0.6 && most <= 1.8,
                    evidence: format!(
                        "2015: {least_2015:.2} to {most_2015:.2}; 2020: {least:.2} to {most:.2}"
                    ),
                }
            }
            "esc.high" => {
                let (least, most) = self.range(&SINKS, &YEARS, esc);
                Verdict {
                    holds: least > 1.8,
                    evidence: format!("{least:.2} to {most:.2}"),
                }
            }
            "esc.ganzhou.2010" => {
                let (value, _) = self.range(&["Ganzhou"], &[2010], esc);
                Verdict {
                    holds: value > 5.0,
                    evidence: format!("{value:.2}"),
                }
            }
            "esc.low" => {
                let (least, most) = self.range(&LOW, &YEARS, esc);
                Verdict {
                    holds: most < 0.6,
                    evidence: format!("{least:.2} to {most:.2}"),
                }
            }
            "zones.2020" => self.functional_zones(),
            "compensation.payers" => self.compensation_classes(),
            "compensation.top" => self.largest_payers(),
            _ => self.decide_more(id)?,
        })
    }

    fn of_class(&self, class: CompensationClass) -> Vec<&'a str> {
        self.names(2020, |zone| {
            zone.compensation
                .as_ref()
                .is_some_and(|c| c.class == Some(class))
        })
    }

    fn compensation_classes(&self) -> Verdict {
        let expected: [&[&str]; 3] = [
            &["Jiujiang", "Yichun", "Ganzhou", "Xinyu"],
            &["Shangrao", "Nanchang", "Pingxiang"],
            &["Ji'an", "Fuzhou", "Yingtan", "Jingdezhen"],
        ];
        let verdicts = CompensationClass::ALL
            .into_iter()
            .zip(expected)
            .map(|(class, expected)| self.exactly(class.label_en(), self.of_class(class), expected))
            .collect();
        all(verdicts)
    }

    fn largest_payers(&self) -> Verdict {
        let ranked = self.ranked(compensation);
        let first: Vec<&str> = ranked[..2]
            .iter()
            .map(|zone| zone.zone.name.as_str())
            .collect();
        let evidence = ranked[..2]
            .iter()
            .map(|zone| format!("{} {:.2}", zone.zone.name, compensation(zone)));
        Verdict {
            holds: first == ["Jiujiang", "Yichun"],
            evidence: format!("{} million yuan", evidence.collect::<Vec<_>>().join(", ")),
        }
    }

    fn functional_zones(&self) -> Verdict {
        let expected: [&[&str]; 4] = [
            &["Ganzhou", "Ji'an", "Fuzhou"],
            &["Yingtan", "Jingdezhen"],
            &["Nanchang"],
            &["Jiujiang", "Yichun", "Xinyu", "Pingxiang", "Shangrao"],
        ];
        let verdicts = FunctionalZone::ALL
            .into_iter()
            .zip(expected)
            .map(|(function, expected)| {
                self.exactly(function.label_en(), self.of_function(function), expected)
            })
            .collect();
        all(verdicts)
    }
}

/// All of several verdicts.
fn all(verdicts: Vec<Verdict>) -> Verdict {
    Verdict {
        holds: verdicts.iter().all(|verdict| verdict.holds),
        evidence: verdicts
            .into_iter()
            .map(|verdict| verdict.evidence)
            .collect::<Vec<_>>()
            .join("; "),
    }
}

//! Results by name: `region.emissions.2020`, `360100.ecc.2020`, `Nanchang.intensity.change`.
//!
//! A name is a subject (`region`, also `province`; a zone's id or name), a quantity and a year. Quantities and their units:
//!
//! | quantity | unit |
//! |---|---|
//! | `emissions`, `emissions.energy`, `emissions.respiration`, `absorption`, `absorption.CLASS`, `budget` | Mt |
//! | `emissions.share`, `absorption.share`, `budget.share`, `energy.share` (a zone's, in the region's) | % |
//! | `emissions.growth.total`, `intensity.change` (from the first year to the last; no year in the name) | % |
//! | `emissions.growth.annual` (likewise, by the years between) | Mt/a |
//! | `intensity` | t per 1e4 yuan |
//! | `energy` | Mtce |
//! | `energy.intensity` | tce per 1e4 yuan |
//! | `population` | persons |
//! | `gdp` (current prices) | 1e9 yuan |
//! | `ecc`, `esc` (of a zone) | 1 |
//! | `compensation` (of a zone, in the target year; below 0 it receives) | million yuan |
//! | `landuse.CLASS`, `landuse.CLASS.change` (without a year) | hm2 |
//! | `landuse.CLASS.share` (of the classified area) | % |

use bilingual::Bilingual;
use carbon_core::{Account, Assessment, LandClass, Year, ZoneYear};

/// A result with the unit that its name implies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// The value.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
}

/// A name that no result has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
pub enum MeasureError {
    /// The subject is neither the region nor a zone.
    #[en(
        "\"{id}\" begins with \"{subject}\", which is neither `region` nor the id or name of a zone"
    )]
    #[zh("\"{id}\" 以 \"{subject}\" 开头，它既不是 `region`，也不是区域的编码或名称")]
    Subject {
        /// The whole name.
        id: String,
        /// Its first part.
        subject: String,
    },
    /// A year that was not assessed.
    #[en("\"{id}\" asks for {year}, which was not assessed")]
    #[zh("\"{id}\" 所问的 {year} 年没有核算")]
    Year {
        /// The whole name.
        id: String,
        /// The year.
        year: Year,
    },
    /// No such quantity.
    #[en("\"{0}\" names no quantity of a result; docs/formats.md lists them")]
    #[zh("\"{0}\" 不是结果中的指标；全部指标见 docs/formats.md")]
    Quantity(String),
    /// What a zone pays that takes no part.
    #[en(
        "\"{id}\" asks what a zone pays that takes no part in the compensation of {year}: too little of it has a land class (min_coverage), or it has next to no emissions (least_intensity); take the row out"
    )]
    #[zh(
        "\"{id}\" 所问的区域不参与 {year} 年的补偿：有地类的面积过少（min_coverage），或几乎没有碳排放（least_intensity）；请去掉该行"
    )]
    NoPart {
        /// The whole name.
        id: String,
        /// The year.
        year: Year,
    },
}

/// The result of a name.
///
/// # Errors
/// There is no such subject, year or quantity.
pub fn measure(id: &str, assessment: &Assessment) -> Result<Measured, MeasureError> {
    let (subject, rest) =
        subject_and_rest(id, assessment).ok_or_else(|| MeasureError::Quantity(id.to_owned()))?;
    let (path, year) = match rest.rsplit_once('.') {
        Some((path, last)) => match last.parse::<Year>() {
            Ok(year) => (path, Some(year)),
            Err(_) => (rest, None),
        },
        None => (rest, None),
    };
    let subject = Subject::find(subject, assessment).ok_or_else(|| MeasureError::Subject {
        id: id.to_owned(),
        subject: subject.to_owned(),
    })?;
    if let Some(year) = year.filter(|&year| assessment.year(year).is_none()) {
        return Err(MeasureError::Year {
            id: id.to_owned(),
            year,
        });
    }
    let words: Vec<&str> = path.split('.').collect();
    if let (["compensation"], Some(year)) = (&words[..], year)
        && subject.takes_no_part(year)
    {
        let id = id.to_owned();
        return Err(MeasureError::NoPart { id, year });
    }
    let measured = match year {
        Some(year) => subject.in_year(&words, year),
        None => subject.over_time(&words),
    };
    measured.ok_or_else(|| MeasureError::Quantity(id.to_owned()))
}

/// The subject, which may have points in it, and what follows.
fn subject_and_rest<'i>(id: &'i str, assessment: &Assessment) -> Option<(&'i str, &'i str)> {
    let points = id.match_indices('.').map(|(place, _)| place);
    let known = |place: &usize| Subject::find(&id[..*place], assessment).is_some();
    let place = points.clone().find(known).or(points.min())?;
    Some((&id[..place], &id[place + 1..]))
}

/// What a result belongs to: the region, or a zone.
struct Subject<'a> {
    assessment: &'a Assessment,
    /// The position of the zone; none for the region.
    zone: Option<usize>,
}

impl<'a> Subject<'a> {
    fn find(name: &str, assessment: &'a Assessment) -> Option<Self> {
        if ["region", "province"].contains(&name) {
            return Some(Self {
                assessment,
                zone: None,
            });
        }
        let zones = &assessment.zones;
        let zone = zones
            .iter()
            .position(|zone| zone.id.as_str() == name)
            .or_else(|| zones.iter().position(|zone| zone.name == name))?;
        Some(Self {
            assessment,
            zone: Some(zone),
        })
    }

    fn region(&self, year: Year) -> Option<&'a Account> {
        Some(&self.assessment.year(year)?.region)
    }

    fn zone(&self, year: Year) -> Option<&'a ZoneYear> {
        self.assessment.year(year)?.zones.get(self.zone?)
    }

    /// Whether the zone has no part in the compensation of a year, in which others have one.
    fn takes_no_part(&self, year: Year) -> bool {
        let scheme = self.assessment.compensation.as_ref();
        let (Some(zone), Some(scheme)) = (self.zone(year), scheme) else {
            return false;
        };
        let id = &zone.zone.id;
        year == scheme.target && (scheme.zone(id).is_none() || !scheme.has_part(id))
    }

    fn account(&self, year: Year) -> Option<&'a Account> {
        match self.zone {
            Some(_) => Some(&self.zone(year)?.account),
            None => self.region(year),
        }
    }

    fn in_year(&self, words: &[&str], year: Year) -> Option<Measured> {
        let account = self.account(year)?;
        let share = |amount: fn(&Account) -> f64| {
            self.zone?;
            Some(100.0 * amount(account) / amount(self.region(year)?))
        };
        let (value, unit) = match words {
            ["emissions"] => (account.emissions.megatonnes(), "Mt"),
            ["emissions", "energy"] => (account.emissions_energy.megatonnes(), "Mt"),
            ["emissions", "respiration"] => (account.emissions_respiration.megatonnes(), "Mt"),
            ["emissions", "share"] => (share(|a| a.emissions.amount)?, "%"),
            ["absorption"] => (account.absorption.megatonnes(), "Mt"),
            ["absorption", "share"] => (share(|a| a.absorption.amount)?, "%"),
            ["absorption", class] => (
                account
                    .absorption_of(&LandClass::new(class).ok()?)?
                    .megatonnes(),
                "Mt",
            ),
            ["budget"] => (account.budget.megatonnes(), "Mt"),
            ["budget", "share"] => (share(|a| a.budget.amount)?, "%"),
            ["intensity"] => (account.intensity.t_per_1e4_yuan, "t per 1e4 yuan"),
            ["energy"] => (account.energy.0 / 1e6, "Mtce"),
            ["energy", "share"] => (share(|a| a.energy.0)?, "%"),
            ["energy", "intensity"] => (
                account.energy.0 / account.gdp.ten_thousands(),
                "tce per 1e4 yuan",
            ),
            ["population"] => (account.population.0, "persons"),
            ["gdp"] => (account.gdp_current?.amount / 1e9, "1e9 yuan"),
            ["ecc"] => (self.zone(year)?.ecc, "1"),
            ["esc"] => (self.zone(year)?.esc, "1"),
            ["compensation"] => (
                self.zone(year)?.compensation.as_ref()?.compensation.amount / 1e6,
                "million yuan",
            ),
            ["landuse", class] => (self.hectares(class, year)?, "hm2"),
            ["landuse", class, "share"] => {
                let classified: f64 = account.land.iter().map(|(_, area)| area.0).sum();
                (100.0 * self.hectares(class, year)? / classified, "%")
            }
            _ => return None,
        };
        Some(Measured { value, unit })
    }

    fn over_time(&self, words: &[&str]) -> Option<Measured> {
        let years = &self.assessment.years;
        let (first, last) = (years.first()?.year, years.last()?.year);
        let (then, now) = (self.account(first)?, self.account(last)?);
        let growth = now.emissions.megatonnes() - then.emissions.megatonnes();
        let (value, unit) = match words {
            ["emissions", "growth", "total"] => (100.0 * growth / then.emissions.megatonnes(), "%"),
            ["emissions", "growth", "annual"] => (growth / f64::from(last.0 - first.0), "Mt/a"),
            ["intensity", "change"] => (
                100.0 * (now.intensity.t_per_1e4_yuan / then.intensity.t_per_1e4_yuan - 1.0),
                "%",
            ),
            ["landuse", class, "change"] => (
                self.hectares(class, last)? - self.hectares(class, first)?,
                "hm2",
            ),
            _ => return None,
        };
        Some(Measured { value, unit })
    }

    fn hectares(&self, class: &str, year: Year) -> Option<f64> {
        let class = LandClass::new(class).ok()?;
        self.assessment
            .classes
            .contains(&class)
            .then_some(self.account(year)?.hectares(&class).0)
    }
}

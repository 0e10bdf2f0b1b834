//! Finds values that are off by a power of ten: of a whole table, of a year, of a zone in a year.

use std::ops::Range;

use super::evidence::{Evidence, Explanation, explain, mend};
use super::panel::{COLUMNS, Panel, RATIOS, Ratio, Row, Sorted};
use super::yardsticks;
use crate::inputs::{FuelTable, Observation, Variable};
use crate::region::ZoneId;
use crate::units::{Hectares, Year};

/// How far a region's median usually moves between years beside what China's does.
const YEARS_OF_REGION: [f64; COLUMNS.len()] = [0.15, 0.25, 0.3, 0.25, 0.25];

/// How far a zone usually moves between years beside what the other zones do.
const YEARS_OF_ZONE: [f64; COLUMNS.len()] = [0.15, 0.2, 0.2, 0.25, 0.25];

/// How far apart the densities of zones usually are.
const DENSITIES: f64 = 0.6;

/// Beyond the least and the most crowded places of the world there is next to nothing.
const BEYOND_THE_WORLD: f64 = 0.05;

/// How far a single zone usually is from China.
const ZONE_FROM_CHINA: f64 = 0.8;

/// A region of a single year says less than one that is like itself in all years.
const ONE_YEAR: f64 = 1.3;

/// Where values are off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlipScope {
    /// In all zones and years.
    Everywhere,
    /// In all zones in one year.
    Year(Year),
    /// In one zone and year.
    Zone(ZoneId, Year),
}

/// Values that look wrong by a power of ten.
#[derive(Debug, Clone, PartialEq)]
pub struct Slip {
    pub scope: SlipScope,
    /// The variables that are off, all by the same factor.
    pub variables: Vec<Variable>,
    /// They are too large by ten to this power; too small if it is below zero.
    pub power: i32,
    /// Whether only a bound is overstepped, so that the power may be greater.
    pub at_least: bool,
    /// What looks odd, as given: yuan per person.
    pub gdp_per_person: Option<f64>,
    /// Tonnes of coal equivalent per person.
    pub energy_per_person: Option<f64>,
    pub persons_per_hectare: Option<f64>,
}

/// Finds statistics that look wrong by a power of ten.
///
/// Population, GDP and energy are compared, as logarithms:
///
/// - in each zone with its other years, beside what the other zones do,
/// - with the other zones of the same year: GDP and energy per person, energy per GDP, persons per
///   hectare,
/// - the median of all zones with China in that year, and the persons per hectare with the least and
///   the most crowded places of the world.
///
/// A slip is reported if it explains clearly more of the deviations than it costs; otherwise nothing
/// is. What concerns a variable as a whole is one slip. Zones are those of one level, with their
/// areas where they are known; fuels count by their sum in coal equivalent, and totals of the region
/// are not looked at.
///
/// Some slips of 10 cannot be told from what is real: all values of a zone that is odd already, or
/// population, GDP and energy all too small by the same factor.
pub fn find_slips(
    zones: &[(ZoneId, Option<Hectares>)],
    observations: &[Observation],
    price_year: Year,
    fuels: &FuelTable,
) -> Vec<Slip> {
    let mut search = Search {
        given: Vec::new(),
        panel: Panel::new(zones, observations, price_year, fuels),
        found: Vec::new(),
    };
    search.given = search.panel.given();
    search.everywhere();
    if search.panel.years.len() > 1 {
        search.years();
    }
    if zones.len() > 1 {
        search.zones(zones);
    }
    search.found
}

struct Search {
    panel: Panel,
    given: Vec<usize>,
    found: Vec<Slip>,
}

impl Search {
    /// Variables that are off in all zones and years.
    fn everywhere(&mut self) {
        let years = 0..self.panel.years.len();
        let evidence: Vec<Evidence> = years
            .clone()
            .flat_map(|year| self.beside_china(year, 1.0))
            .chain(self.beside_the_world(years.clone()))
            .collect();
        let Some(found) = explain(&evidence, &self.given, 3, years.len()) else {
            return;
        };
        let last = years.end - 1;
        self.report(SlipScope::Everywhere, &found, &self.medians(last), last);
        let rows = self.panel.values.iter_mut().flatten();
        rows.for_each(|row| mend(row, &found.slips));
    }

    /// Variables that are off in all zones in a year: the clearest first, since each other year looks off beside it.
    fn years(&mut self) {
        let mut open: Vec<usize> = (0..self.panel.years.len()).collect();
        loop {
            let candidates = open.iter().filter_map(|year| {
                let mut evidence = self.beside_china(*year, ONE_YEAR);
                evidence.extend(self.beside_the_world(*year..*year + 1));
                evidence.extend(self.beside_other_years(*year));
                Some((*year, explain(&evidence, &self.given, 3, 1)?))
            });
            let clearest = candidates.max_by(|a, b| a.1.gain.total_cmp(&b.1.gain));
            let Some((year, found)) = clearest else {
                return;
            };
            let scope = SlipScope::Year(self.panel.years[year]);
            self.report(scope, &found, &self.medians(year), year);
            let rows = self.panel.values[year].iter_mut();
            rows.for_each(|row| mend(row, &found.slips));
            open.retain(|other| *other != year);
        }
    }

    /// Variables that are off in one zone and year: the clearest first.
    fn zones(&mut self, zones: &[(ZoneId, Option<Hectares>)]) {
        let mut peers: Vec<Peers> = (0..self.panel.years.len())
            .map(|year| Peers::new(&self.panel, year))
            .collect();
        let mut suspects = Vec::new();
        for year in 0..self.panel.years.len() {
            for zone in 0..zones.len() {
                if let Some(found) = self.explain_zone(&peers, zone, year) {
                    suspects.push((found.gain, zone, year));
                }
            }
        }
        suspects.sort_by(|a, b| b.0.total_cmp(&a.0));
        for (_, zone, year) in suspects {
            // What is mended before may have made it suspect.
            let Some(found) = self.explain_zone(&peers, zone, year) else {
                continue;
            };
            let scope = SlipScope::Zone(zones[zone].0.clone(), self.panel.years[year]);
            let row = self.panel.values[year][zone];
            self.report(scope, &found, &row, year);
            mend(&mut self.panel.values[year][zone], &found.slips);
            peers[year] = Peers::new(&self.panel, year);
        }
    }

    fn explain_zone(&self, peers: &[Peers], zone: usize, year: usize) -> Option<Explanation> {
        let row = &self.panel.values[year][zone];
        let mut evidence = Vec::new();
        for (ratio, others) in RATIOS.iter().zip(&peers[year].ratios) {
            let Some(value) = ratio.value(row) else {
                continue;
            };
            if let Some((median, number)) = others.median_without(value) {
                let spread = ratio.among_zones * (1.0 + 1.0 / number as f64).sqrt();
                evidence.push(beside(ratio, value, [median; 2], spread));
            }
            let china = self.panel.china(ratio, year);
            evidence.push(beside(ratio, value, china, ZONE_FROM_CHINA));
        }
        if let (Some(density), Some(area)) = (self.panel.density(zone, row), self.panel.areas[zone])
        {
            let world = yardsticks::density(area);
            evidence.push(of_population(density, world, BEYOND_THE_WORLD));
            if let Some((median, _)) = peers[year].densities.median_without(density) {
                evidence.push(of_population(density, [median; 2], DENSITIES));
            }
        }
        evidence.extend(self.beside_own_years(peers, zone, year));
        let given = self.given.iter().copied();
        let given: Vec<usize> = given.filter(|column| row[*column].is_some()).collect();
        explain(&evidence, &given, 2, 1)
    }

    /// The medians of a year beside China.
    fn beside_china(&self, year: usize, widened: f64) -> Vec<Evidence> {
        let mut evidence = Vec::new();
        for ratio in &RATIOS {
            let sorted = self.panel.sorted(year, |_, row| ratio.value(row));
            let china = self.panel.china(ratio, year);
            if let Some(median) = sorted.median_near(china) {
                evidence.push(beside(ratio, median, china, ratio.from_china * widened));
            }
        }
        evidence
    }

    /// The density of the region, as it mostly is in some years, beside the world's; once for each of them.
    fn beside_the_world(&self, years: Range<usize>) -> Vec<Evidence> {
        let known = years.filter_map(|year| self.panel.density_of_region(year));
        let known: Vec<[f64; 2]> = known.collect();
        let median =
            |column: usize| Sorted::new(known.iter().map(|pair| pair[column]).collect()).median();
        let (Some(density), Some(area)) = (median(0), median(1)) else {
            return Vec::new();
        };
        let world = yardsticks::density(area);
        vec![of_population(density, world, BEYOND_THE_WORLD); known.len()]
    }

    /// By how much the zones have moved from their other years to this one, beside what China has.
    fn beside_other_years(&self, year: usize) -> Vec<Evidence> {
        let mut evidence = Vec::new();
        for column in &self.given {
            let mut moves = Vec::new();
            for other in (0..self.panel.years.len()).filter(|other| *other != year) {
                let growth = self.panel.growth(*column, other, year);
                let pairs = self.panel.values[year]
                    .iter()
                    .zip(&self.panel.values[other]);
                moves.extend(
                    pairs.filter_map(|(now, then)| Some(now[*column]? - then[*column]? - growth)),
                );
            }
            let median = Sorted::new(moves).median_near([0.0, 0.0]);
            evidence.extend(moved(*column, median, YEARS_OF_REGION[*column]));
        }
        evidence
    }

    /// By how much a zone has moved from its other years to this one, beside what the other zones have.
    fn beside_own_years(&self, peers: &[Peers], zone: usize, year: usize) -> Vec<Evidence> {
        let mut evidence = Vec::new();
        for column in &self.given {
            let Some(now) = self.panel.values[year][zone][*column] else {
                continue;
            };
            let level =
                |year: usize, value| Some(peers[year].levels[*column].median_without(value)?.0);
            let mut moves = Vec::new();
            for other in (0..self.panel.years.len()).filter(|other| *other != year) {
                let Some(then) = self.panel.values[other][zone][*column] else {
                    continue;
                };
                let growth = match (level(year, now), level(other, then)) {
                    (Some(now), Some(then)) => now - then,
                    _ => self.panel.growth(*column, other, year),
                };
                moves.push(now - then - growth);
            }
            let median = Sorted::new(moves).median();
            evidence.extend(moved(*column, median, YEARS_OF_ZONE[*column]));
        }
        evidence
    }

    /// The median of each variable in a year.
    fn medians(&self, year: usize) -> Row {
        let mut medians = Row::default();
        for (column, median) in medians.iter_mut().enumerate() {
            *median = self.panel.sorted(year, |_, row| row[column]).median();
        }
        medians
    }

    /// Adds what was found, variables with the same power together.
    fn report(&mut self, scope: SlipScope, found: &Explanation, row: &Row, year: usize) {
        let mut powers: Vec<i32> = found
            .slips
            .iter()
            .copied()
            .filter(|power| *power != 0)
            .collect();
        powers.sort_unstable();
        powers.dedup();
        for power in powers {
            let columns = self.given.iter().copied();
            let columns: Vec<usize> = columns
                .filter(|column| found.slips[*column] == power)
                .collect();
            let all = columns.len() == self.given.len();
            let per_person = |ratios: &[usize]| {
                let ratios = ratios.iter().map(|ratio| RATIOS[*ratio].value(row));
                ratios.flatten().next().map(|value| 10_f64.powf(value))
            };
            let density = match &scope {
                SlipScope::Zone(..) => None,
                _ => self
                    .panel
                    .density_of_region(year)
                    .map(|[density, _]| 10_f64.powf(density)),
            };
            self.found.push(Slip {
                scope: scope.clone(),
                variables: columns.iter().map(|column| COLUMNS[*column]).collect(),
                power,
                at_least: all && scope == SlipScope::Everywhere && power < 0,
                gdp_per_person: per_person(&[0, 1]),
                energy_per_person: per_person(&[2]),
                persons_per_hectare: density,
            });
        }
    }
}

/// The other zones of a year.
struct Peers {
    /// Each of [`RATIOS`].
    ratios: Vec<Sorted>,
    densities: Sorted,
    /// Each of [`COLUMNS`].
    levels: Vec<Sorted>,
}

impl Peers {
    fn new(panel: &Panel, year: usize) -> Self {
        let ratios = RATIOS.iter();
        let columns = 0..COLUMNS.len();
        Self {
            ratios: ratios
                .map(|ratio| panel.sorted(year, |_, row| ratio.value(row)))
                .collect(),
            densities: panel.sorted(year, |zone, row| panel.density(zone, row)),
            levels: columns
                .map(|column| panel.sorted(year, |_, row| row[column]))
                .collect(),
        }
    }
}

fn beside(ratio: &Ratio, value: f64, range: [f64; 2], spread: f64) -> Evidence {
    Evidence {
        plus: ratio.plus,
        minus: ratio.minus,
        value,
        range,
        spread,
    }
}

fn of_population(value: f64, range: [f64; 2], spread: f64) -> Evidence {
    Evidence {
        plus: 0,
        minus: None,
        value,
        range,
        spread,
    }
}

/// By how much a variable has moved; nothing is expected to move by itself.
fn moved(column: usize, median: Option<f64>, spread: f64) -> Option<Evidence> {
    Some(Evidence {
        plus: column,
        minus: None,
        value: median?,
        range: [0.0, 0.0],
        spread,
    })
}

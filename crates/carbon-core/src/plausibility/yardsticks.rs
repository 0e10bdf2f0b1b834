//! What is usual, from published figures. All of them are in decimal logarithms, and broad: they tell
//! powers of ten apart, not regions.

use crate::units::Year;

/// China's GDP per person in yuan at the prices of the year, and its energy per person in tce.
///
/// Source: National Bureau of Statistics, China Statistical Yearbook (national accounts, total
/// consumption of energy, population), rounded to two or three digits.
const CHINA: [(i32, f64, f64); 5] = [
    (1980, 470.0, 0.61),
    (1990, 1_660.0, 0.86),
    (2000, 7_940.0, 1.16),
    (2010, 30_800.0, 2.69),
    (2020, 71_800.0, 3.53),
];

/// The most crowded places of their size: hectares, and persons per hectare.
///
/// Manila (2020) and Greater Mumbai (2011) by their censuses, Bangladesh (2020) by the World Bank
/// (EN.POP.DNST).
const CROWDED: [(f64, f64); 3] = [(4_288.0, 431.0), (60_300.0, 206.0), (13_017_000.0, 12.8)];

/// Hectares from which on a region has at least the [`EMPTIEST_LAND`]'s density.
const LARGE: f64 = 1e6;

/// Half of the persons per hectare of Mongolia, the country with the fewest (2020, World Bank,
/// EN.POP.DNST).
const EMPTIEST_LAND: f64 = 0.01;

/// Persons per hectare that a smaller zone has at least; the emptiest counties of Tibet have about
/// as many (census of 2020).
const EMPTIEST_ZONE: f64 = 0.001;

/// China's GDP per person in a year.
pub(super) fn gdp_per_person(year: Year) -> f64 {
    interpolate(year, |(_, gdp, _)| gdp)
}

/// China's energy per person in a year.
pub(super) fn energy_per_person(year: Year) -> f64 {
    interpolate(year, |(_, _, energy)| energy)
}

/// The least and the most persons per hectare that so much land has, all as logarithms.
pub(super) fn density(hectares: f64) -> [f64; 2] {
    let emptiest = match hectares >= LARGE.log10() {
        true => EMPTIEST_LAND,
        false => EMPTIEST_ZONE,
    };
    let [small, medium, large] = CROWDED.map(|(area, density)| (area.log10(), density.log10()));
    let (from, to) = match hectares < medium.0 {
        true => (small, medium),
        false => (medium, large),
    };
    let slope = (to.1 - from.1) / (to.0 - from.0);
    [emptiest.log10(), from.1 + slope * (hectares - from.0)]
}

/// Between the years of the table along a straight line of logarithms; before and after it as in
/// the nearest year.
fn interpolate(year: Year, column: impl Fn((i32, f64, f64)) -> f64) -> f64 {
    let last = CHINA[CHINA.len() - 1];
    let year = year.0.clamp(CHINA[0].0, last.0);
    let pairs = CHINA.iter().zip(&CHINA[1..]);
    let within = pairs.into_iter().find(|(_, to)| year <= to.0);
    let (from, to) = within.map_or((last, last), |(from, to)| (*from, *to));
    let share = f64::from(year - from.0) / f64::from((to.0 - from.0).max(1));
    let (start, end) = (column(from).log10(), column(to).log10());
    start + share * (end - start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_between_those_of_the_table_lie_between_its_values() {
        assert_eq!(gdp_per_person(Year(2010)), 30_800_f64.log10());
        assert_eq!(gdp_per_person(Year(2035)), 71_800_f64.log10());
        assert_eq!(energy_per_person(Year(1950)), 0.61_f64.log10());
        // √(30,800 · 71,800) = 47,026; the yearbook has 49,922.
        assert_eq!(10_f64.powf(gdp_per_person(Year(2015))).round(), 47_026.0);
    }

    #[test]
    fn a_city_may_be_more_crowded_than_a_country() {
        // Shanghai, 634,050 ha, has 39 persons per hectare; a country of 13 million hectares, 12.8.
        let most = |hectares: f64| 10_f64.powf(density(hectares.log10())[1]);
        assert!(most(634_050.0) > 39.0);
        assert!((most(13_017_000.0) - 12.8).abs() < 1e-9);
        assert_eq!(density(7.0)[0], -2.0);
    }
}

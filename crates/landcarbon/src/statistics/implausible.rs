//! What looks wrong by a power of ten, in a sentence each, with the unit that would be right.

use std::collections::BTreeSet;

use carbon_core::{
    FuelTable, Hectares, Observation, Slip, SlipScope, Subject, Variable, Year, ZoneId, find_slips,
};

use super::variables::variable_kind;
use super::{Place, SourceRow, Statistics};

/// Statistics of the zones of a level that look wrong by a power of ten, a sentence for each value or,
/// where all are off, for the variable: see [`find_slips`].
pub(crate) fn find_implausible(
    statistics: &Statistics,
    zones: &[(ZoneId, Option<Hectares>)],
    price_year: Year,
    fuels: &FuelTable,
) -> Vec<String> {
    let slips = find_slips(zones, &statistics.observations, price_year, fuels);
    let sentences = slips.iter().map(|slip| describe(slip, statistics, zones));
    sentences.collect()
}

fn describe(slip: &Slip, statistics: &Statistics, zones: &[(ZoneId, Option<Hectares>)]) -> String {
    let rows = rows_of(slip, statistics, zones);
    let names: Vec<&str> = slip
        .variables
        .iter()
        .map(|variable| variable.name())
        .collect();
    let names = names.join(", ");
    let (what, beside) = match &slip.scope {
        SlipScope::Zone(zone, year) => (
            format!("{names} of zone {zone} in {year}"),
            "its other years and the other zones",
        ),
        SlipScope::Year(year) => (
            format!("{names} of all zones in {year}"),
            "the other years and China's figures",
        ),
        SlipScope::Everywhere => (
            format!("{names} of all zones in all years"),
            "China's figures and the density of any place",
        ),
    };
    let value = match &rows[..] {
        [row] => format!(", {} {},", row.value, row.unit),
        _ => String::new(),
    };
    let at_least = if slip.at_least { "at least " } else { "about " };
    let side = if slip.power > 0 { "large" } else { "small" };
    let factor = thousands(10_u64.pow(slip.power.unsigned_abs()));
    format!(
        "{}{what}{value} looks {at_least}{factor} times too {side} beside {beside}{}{}",
        lines(&rows),
        ratios(slip),
        advice(slip, &rows)
    )
}

/// The rows of a slip; none for the energy of fuels, which several rows make up.
fn rows_of<'a>(
    slip: &Slip,
    statistics: &'a Statistics,
    zones: &[(ZoneId, Option<Hectares>)],
) -> Vec<&'a SourceRow> {
    let zones: BTreeSet<&ZoneId> = zones.iter().map(|(zone, _)| zone).collect();
    let is_meant = |observation: &Observation| {
        let Subject::Zone(zone) = &observation.subject else {
            return false;
        };
        slip.variables.contains(&observation.statistic.variable())
            && match &slip.scope {
                SlipScope::Everywhere => zones.contains(zone),
                SlipScope::Year(year) => observation.year == *year && zones.contains(zone),
                SlipScope::Zone(one, year) => observation.year == *year && zone == one,
            }
    };
    let rows = statistics.observations.iter().zip(&statistics.rows);
    let rows = rows.filter(|(observation, _)| is_meant(observation));
    rows.map(|(_, row)| row).collect()
}

fn lines(rows: &[&SourceRow]) -> String {
    let places = rows.iter().map(|row| &row.place);
    match (places.clone().min(), places.max()) {
        (Some(first), Some(last)) if first == last => format!("{first}: "),
        (Some(Place::Line(first)), Some(Place::Line(last))) => format!("lines {first} to {last}: "),
        (Some(first), Some(last)) => format!("{first} to {last}: "),
        _ => String::new(),
    }
}

/// What follows from the value as it is given.
fn ratios(slip: &Slip) -> String {
    let ratios = [
        (slip.gdp_per_person, "yuan of GDP per person"),
        (slip.energy_per_person, "tce of energy per person"),
        (slip.persons_per_hectare, "persons per hectare"),
    ];
    let ratios = ratios.into_iter();
    let ratios: Vec<String> = ratios
        .filter_map(|(value, unit)| Some(format!("{} {unit}", short(value?))))
        .collect();
    match ratios.is_empty() {
        true => String::new(),
        false => format!(" ({})", ratios.join(", ")),
    }
}

/// The unit that mends the values, if there is one.
fn advice(slip: &Slip, rows: &[&SourceRow]) -> String {
    let unit = match (&slip.variables[..], rows) {
        ([variable, ..], [first, others @ ..])
            if !slip.at_least && others.iter().all(|row| row.unit == first.unit) =>
        {
            likely_unit(*variable, &first.unit, slip.power)
        }
        _ => None,
    };
    match unit {
        Some(unit) => format!("; if it is in {unit}, write that unit"),
        None => "; look at the digits and the unit".to_owned(),
    }
}

/// The unit in which the same number is less by a power of ten, in the script of the unit given.
fn likely_unit(variable: Variable, given: &str, power: i32) -> Option<&'static str> {
    let units = variable_kind(variable.name())?.units;
    let (_, factor) = units
        .iter()
        .find(|(unit, _)| unit.eq_ignore_ascii_case(given))?;
    let right = factor / 10_f64.powi(power);
    let is_right = |(_, factor): &&(&str, f64)| (factor / right - 1.0).abs() < 1e-9;
    let right: Vec<_> = units.iter().filter(is_right).collect();
    let alike = right
        .iter()
        .find(|(unit, _)| unit.is_ascii() == given.is_ascii());
    alike.or(right.first()).map(|(unit, _)| *unit)
}

/// Three significant digits.
fn short(value: f64) -> String {
    match value.abs() {
        1e-3..1e6 => {
            let digits = 10_f64.powi(2 - value.abs().log10().floor() as i32);
            ((value * digits).round() / digits).to_string()
        }
        _ => format!("{value:.2e}"),
    }
}

/// A power of ten with commas.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likely_unit_is_in_the_script_of_the_one_given() {
        let likely = |unit, power| likely_unit(Variable::Population, unit, power);
        assert_eq!(likely("persons", -4), Some("1e4 persons"));
        assert_eq!(likely("人", -4), Some("万人"));
        assert_eq!(likely("万人", 4), Some("人"));
        assert_eq!(likely("persons", -3), None);
        assert_eq!(likely_unit(Variable::Gdp, "亿元", 4), Some("万元"));
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(short(25_371.7), "25400");
        assert_eq!(short(0.012_34), "0.0123");
        assert_eq!(short(9.185_468e12), "9.19e12");
        assert_eq!(thousands(10), "10");
        assert_eq!(thousands(100_000_000), "100,000,000");
    }
}

//! The year that the name of a raster says.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// Years that a land-use raster may be of.
const YEARS: RangeInclusive<i32> = 1900..=2100;

/// The years in a name: its groups of four digits that are one, and dates of eight digits.
pub(crate) fn years_in(name: &str) -> BTreeSet<i32> {
    name.split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| {
            let year = digits.get(..4)?.parse().ok()?;
            let is_date = || {
                let [month, day] = [4..6, 6..8].map(|place| digits.get(place));
                let is_in = |text: Option<&str>, most: u32| {
                    text.and_then(|text| text.parse().ok())
                        .is_some_and(|number: u32| (1..=most).contains(&number))
                };
                is_in(month, 12) && is_in(day, 31)
            };
            let is_year = match digits.len() {
                4 => true,
                8 => is_date(),
                _ => false,
            };
            (is_year && YEARS.contains(&year)).then_some(year)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_four_digits_or_begins_a_date() {
        for (name, years) in [
            ("lucc2010", &[2010][..]),
            ("CLCD_v01_2020_albert", &[2020]),
            ("土地利用2015年", &[2015]),
            ("2010/lucc_2010", &[2010]),
            ("change-2010-2020", &[2010, 2020]),
            ("ld20180630", &[2018]),
            ("20209999", &[]),
            ("h28v05-30m-12345", &[]),
            ("dem1800", &[]),
        ] {
            let found: Vec<_> = years_in(name).into_iter().collect();
            assert_eq!(found, years, "{name}");
        }
    }
}

//! Numbers of one region and one year that a scheme may take by name, and where numbers come from.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::options::CompensationOptions;
use crate::formulas::{EngelOptions, OptionError, PriceOptions};
use crate::text::{Listed, Said, say, speaks_chinese};
use crate::units::{CarbonPrice, Persons, Year, Yuan};

/// How far GDP per person by the statistics may be from that of a preset for the preset to be of
/// this region, as a share.
const SAME_REGION: f64 = 0.01;

/// The numbers of a region and a year that price and Pearl curve need, under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CompensationPreset {
    /// Jiangxi in 2020.
    ///
    /// | | value | from |
    /// |---|---|---|
    /// | yuan per US$ | 6.8976 | the paper |
    /// | GDP per person of the region, 10⁴ yuan | 5.6871 | official, unchecked; revised: 5.7065 |
    /// | GDP per person of the nation, 10⁴ yuan | 7.2 | official, unchecked; revised: 7.2447 |
    /// | Engel coefficient | 0.32 | a plausible value; that of Jiangxi was not found |
    #[serde(rename = "paper-2024")]
    Paper2024,
}

impl CompensationPreset {
    /// The year that the numbers are of.
    pub const fn year(self) -> Year {
        match self {
            Self::Paper2024 => Year(2020),
        }
    }

    /// The default options with these numbers.
    pub fn options(self) -> CompensationOptions {
        let Self::Paper2024 = self;
        CompensationOptions {
            preset: Some(self),
            price: PriceOptions {
                yuan_per_usd: Some(6.8976),
                region_gdp_per_person_1e4_yuan: Some(5.6871),
                nation_gdp_per_person_1e4_yuan: Some(7.2),
                ..PriceOptions::default()
            },
            engel: EngelOptions {
                coefficient: Some(0.32),
                ..EngelOptions::default()
            },
            ..CompensationOptions::default()
        }
    }
}

impl fmt::Display for CompensationPreset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Paper2024 => f.pad("paper-2024"),
        }
    }
}

/// GDP per person in 10⁴ yuan at the prices of a year; `None` if GDP is not known at these.
pub(crate) fn gdp_per_person_1e4_yuan(
    gdp: [Option<Yuan>; 2],
    population: Persons,
    year: Year,
) -> Option<f64> {
    let mut known = gdp.into_iter().flatten();
    let gdp = known.find(|gdp| gdp.price_year == year)?;
    Some(gdp.ten_thousands() / population.0).filter(|per_person| per_person.is_finite())
}

impl CompensationOptions {
    /// The options with numbers of the region and the target year where none are given: those of
    /// the preset, or else, for the region's GDP per person, that of the statistics.
    pub(crate) fn filled(&self, gdp_per_person_1e4_yuan: Option<f64>) -> Self {
        let preset = self.preset.map(CompensationPreset::options);
        let preset = preset.unwrap_or_default();
        let mut options = *self;
        let price = &mut options.price;
        price.yuan_per_usd = price.yuan_per_usd.or(preset.price.yuan_per_usd);
        price.region_gdp_per_person_1e4_yuan = price
            .region_gdp_per_person_1e4_yuan
            .or(preset.price.region_gdp_per_person_1e4_yuan)
            .or(gdp_per_person_1e4_yuan);
        price.nation_gdp_per_person_1e4_yuan = price
            .nation_gdp_per_person_1e4_yuan
            .or(preset.price.nation_gdp_per_person_1e4_yuan);
        let engel = &mut options.engel.coefficient;
        *engel = engel.or(preset.engel.coefficient);
        options
    }

    /// α and the factor γ / K.
    ///
    /// # Errors
    ///
    /// [`OptionError::Missing`] with all numbers that they need and the options lack.
    pub(crate) fn price_and_factor(&self, target: Year) -> Result<(CarbonPrice, f64), OptionError> {
        if let Some((alpha, t)) = self.price.price(target).zip(self.engel.t()) {
            return Ok((alpha, self.pearl.factor(t)));
        }
        let missing = self.needed_numbers().into_iter();
        let missing = missing.filter(|(_, number)| number.is_none());
        Err(OptionError::Missing {
            missing: Listed(missing.map(|(key, _)| describe(key)).collect()),
            year: target,
        })
    }

    /// The numbers of a region and a year that the options need, with their keys.
    fn needed_numbers(&self) -> Vec<(&'static str, Option<f64>)> {
        let mut needed = self.price.needed_parts();
        needed.push(("engel.coefficient", self.engel.coefficient));
        needed
    }

    /// The doubt whether the numbers taken from a preset are of this region and year; `None` if
    /// none is taken, or they are.
    pub(crate) fn preset_doubt(
        &self,
        gdp_per_person_1e4_yuan: Option<f64>,
        target: Year,
    ) -> Option<PresetDoubt> {
        let preset = self.preset?;
        let numbers = preset.options();
        let of_preset = numbers.price.region_gdp_per_person_1e4_yuan?;
        let is_near = |found: f64| (found / of_preset - 1.0).abs() <= SAME_REGION;
        let given = self.needed_numbers().into_iter();
        let taken = given.filter(|(_, number)| number.is_none());
        let taken: Vec<_> = taken.map(|(key, _)| key).collect();
        let fits = target == preset.year() && gdp_per_person_1e4_yuan.is_some_and(is_near);
        (!fits && !taken.is_empty()).then_some(PresetDoubt {
            preset,
            taken,
            target,
            gdp_per_person_1e4_yuan,
        })
    }
}

fn describe(key: &str) -> Said {
    match key {
        "price.yuan_per_usd" => say!("`{key}` (the exchange rate)", "`{key}`（汇率）"),
        "price.region_gdp_per_person_1e4_yuan" => say!(
            "`{key}` (of the region, which follows from `gdp` at current prices if the statistics have it)",
            "`{key}`（本地区的值；统计数据中有当年价 `gdp` 时可自动算出）"
        ),
        "price.nation_gdp_per_person_1e4_yuan" => {
            say!("`{key}` (of the nation)", "`{key}`（全国的值）")
        }
        _ => say!(
            "`{key}` (the share of spending on food)",
            "`{key}`（食品支出所占比重）"
        ),
    }
}

/// Numbers of another region or year in a scheme.
#[derive(Debug, Clone, PartialEq)]
pub struct PresetDoubt {
    /// Where the numbers are from.
    pub preset: CompensationPreset,
    /// The keys of these numbers.
    pub taken: Vec<&'static str>,
    /// The target year of the scheme.
    pub target: Year,
    /// The region's GDP per person in the target year by the statistics, if they tell.
    pub gdp_per_person_1e4_yuan: Option<f64>,
}

impl fmt::Display for PresetDoubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            preset,
            taken,
            target,
            gdp_per_person_1e4_yuan,
        } = self;
        if speaks_chinese() {
            write!(
                f,
                "{target} 年的补偿中，{} 取自预设 {preset}，即江西省 {} 年的值；",
                taken.join("、"),
                preset.year()
            )?;
            match gdp_per_person_1e4_yuan {
                Some(found) => {
                    write!(f, "按统计数据，全区 {target} 年人均 GDP 为 {found:.4} 万元")?
                }
                None => write!(
                    f,
                    "统计数据中没有 {target} 年价格的 GDP，无法判断该地区是否为江西省"
                )?,
            }
            return write!(f, "；请给出本地区、本年份的值");
        }
        write!(
            f,
            "the compensation of {target} takes {} of Jiangxi in {} from the preset {preset}; ",
            taken.join(", "),
            preset.year()
        )?;
        match gdp_per_person_1e4_yuan {
            Some(found) => write!(
                f,
                "the region's GDP per person in {target} is {found:.4} by the statistics (10⁴ yuan)"
            )?,
            None => write!(
                f,
                "the statistics have no GDP at the prices of {target} that would show whether the \
                 region is Jiangxi"
            )?,
        }
        write!(f, "; give the numbers of your region and year")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::PriceRule;

    const TARGET: Year = Year(2020);

    fn engel() -> CompensationOptions {
        let mut options = CompensationOptions::default();
        options.engel.coefficient = Some(0.3);
        options
    }

    #[test]
    fn what_only_the_user_can_know_is_demanded_by_name() {
        let told = |options: CompensationOptions, known| {
            let found = options.filled(known).price_and_factor(TARGET);
            found.unwrap_err().to_string()
        };
        let nothing = told(CompensationOptions::default(), None);
        for key in [
            "price.yuan_per_usd",
            "price.region_gdp_per_person_1e4_yuan",
            "price.nation_gdp_per_person_1e4_yuan",
            "engel.coefficient",
            "preset = \"paper-2024\"",
            "2020",
        ] {
            assert!(nothing.contains(key), "{key} is not in: {nothing}");
        }
        let known = told(engel(), Some(4.0));
        assert!(
            !known.contains("region_gdp") && !known.contains("engel.c"),
            "{known}"
        );
        let mut fixed = engel();
        fixed.price.rule = PriceRule::Fixed { yuan_per_t: 60.0 };
        assert!(fixed.price_and_factor(TARGET).is_ok());
    }

    #[test]
    fn a_given_number_goes_before_the_preset_and_the_preset_before_the_statistics() {
        let mut options = engel();
        options.preset = Some(CompensationPreset::Paper2024);
        let found = options.filled(Some(4.0));
        assert_eq!(found.engel.coefficient, Some(0.3));
        assert_eq!(found.price, CompensationPreset::Paper2024.options().price);
        options = CompensationOptions {
            preset: None,
            ..found
        };
        options.price.region_gdp_per_person_1e4_yuan = None;
        let found = options.filled(Some(4.0));
        assert_eq!(found.price.region_gdp_per_person_1e4_yuan, Some(4.0));
    }

    #[test]
    fn numbers_of_jiangxi_are_doubted_elsewhere_and_in_other_years() {
        let mut options = engel();
        options.preset = Some(CompensationPreset::Paper2024);
        let doubt = |known, year| options.preset_doubt(known, Year(year));
        // Jiangxi's GDP of 2020, 2,569.149 billion yuan, over 45,188,635 persons.
        assert_eq!(doubt(Some(5.685_39), 2020), None);
        let elsewhere = doubt(Some(8.1), 2020).unwrap();
        assert_eq!(elsewhere.taken.len(), 3);
        assert!(elsewhere.to_string().contains("8.1000"), "{elsewhere}");
        assert!(doubt(Some(5.685_39), 2015).is_some() && doubt(None, 2020).is_some());
        assert_eq!(
            CompensationPreset::Paper2024
                .options()
                .preset_doubt(Some(8.1), TARGET),
            None
        );
    }

    #[test]
    fn gdp_per_person_is_at_the_prices_of_the_year() {
        let of_year = |year| Some(Yuan::from_ten_thousands(800.0, Year(year)));
        let found = |gdp| gdp_per_person_1e4_yuan(gdp, Persons(100.0), TARGET);
        assert_eq!(found([of_year(2020), of_year(2010)]), Some(8.0));
        assert_eq!(found([None, of_year(2020)]), Some(8.0));
        assert_eq!(found([None, of_year(2010)]), None);
    }
}

//! Checks of the options of formulas 9–14.

use crate::text::{Listed, Said, phrase};
use crate::units::Year;
use bilingual::Bilingual;

/// An option of the compensation that has an impossible value.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum OptionError {
    /// A value that the option cannot have.
    #[en("the compensation option {option} is {value}; it must be {legal}")]
    #[zh("补偿选项 {option} 为 {value}；必须是{}", phrase(legal))]
    Value {
        option: &'static str,
        value: f64,
        legal: &'static str,
    },
    /// Numbers of a region and a year that nothing gives.
    #[en(
        "the compensation lacks {missing} of {year}; give each of them, as no default fits every \
         region and year; `preset = \"paper-2024\"` takes those of Jiangxi in 2020, and a fixed \
         price needs none but the Engel coefficient"
    )]
    #[zh(
        "补偿计算缺少 {year} 年的 {missing}；请逐项给出，因为没有适合所有地区和年份的默认值；`preset = \"paper-2024\"` 采用江西省 2020 年的值，固定价格则只需恩格尔系数"
    )]
    Missing {
        /// The options, each with what it is.
        missing: Listed<Said>,
        /// The target year.
        year: Year,
    },
    /// The lower price bound is above the upper one.
    #[en("the price bounds are reversed: from {minimum} to {maximum} US$ per t")]
    #[zh("碳价上下限颠倒：从 {minimum} 到 {maximum} 美元/吨")]
    PriceBounds {
        /// In US dollars per tonne.
        minimum: f64,
        /// In US dollars per tonne.
        maximum: f64,
    },
}

/// Succeeds if a value is legal.
pub(crate) fn check_option(
    option: &'static str,
    value: f64,
    is_legal: bool,
    legal: &'static str,
) -> Result<(), OptionError> {
    if is_legal {
        return Ok(());
    }
    Err(OptionError::Value {
        option,
        value,
        legal,
    })
}

/// Succeeds if a value is finite and above zero.
pub(crate) fn check_positive(option: &'static str, value: f64) -> Result<(), OptionError> {
    let is_legal = value.is_finite() && value > 0.0;
    check_option(option, value, is_legal, "a number above 0")
}

/// Succeeds if a value is finite and not below zero.
pub(crate) fn check_not_negative(option: &'static str, value: f64) -> Result<(), OptionError> {
    let is_legal = value.is_finite() && value >= 0.0;
    check_option(option, value, is_legal, "a number from 0 up")
}

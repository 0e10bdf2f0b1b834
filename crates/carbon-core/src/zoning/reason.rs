//! Why a zone has its function, as data, and how it is printed in English and in Chinese.

use std::fmt;

use serde::{Serialize, Serializer};

use super::condition::{Comparison, Condition, Language, Operand, Operator, print_number};
use super::indicators::{Indicator, Indicators};

/// Why a zone has its function. Prints in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    en: String,
    zh: String,
}

impl Reason {
    /// The comparisons of a built-in rule that decided.
    pub(super) fn from_comparisons(
        comparisons: &[Comparison<Indicator>],
        indicators: &Indicators,
    ) -> Self {
        let [en, zh] = [Language::English, Language::Chinese]
            .map(|language| sentences(comparisons, indicators, language));
        Self {
            en: join_english(&en),
            zh: zh.join("，"),
        }
    }

    /// The condition of a user's rule that holds.
    pub(super) fn from_condition(
        condition: &Condition<Indicator>,
        indicators: &Indicators,
    ) -> Self {
        let print = |name: Name, language| {
            condition.print(
                &|operand| name_and_value(operand, indicators, name),
                language,
            )
        };
        Self {
            en: print(Indicator::field_name, Language::English),
            zh: print(Indicator::label_zh, Language::Chinese),
        }
    }

    /// No rule of the user's holds; these are the indicators that they name.
    pub(super) fn without_condition(named: &[&Indicator], indicators: &Indicators) -> Self {
        let numbers = |name: Name| {
            let fields = named.iter().map(|indicator| Operand::Field(**indicator));
            join(fields.map(|field| name_and_value(&field, indicators, name)))
        };
        Self {
            en: format!("no rule holds: {}", numbers(Indicator::field_name)),
            zh: format!("各条件均不成立：{}", numbers(Indicator::label_zh)),
        }
    }

    /// The reason in Chinese.
    pub fn in_chinese(&self) -> String {
        self.zh.clone()
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.en)
    }
}

/// How an indicator is called.
type Name = fn(Indicator) -> &'static str;

fn join(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

/// `a`, `a and b`, `a, b, and c`. A sentence that has a comma is set off by one.
fn join_english(sentences: &[String]) -> String {
    let Some((last, rest)) = sentences.split_last() else {
        return String::new();
    };
    let is_joined = last.contains(" and ");
    let has_comma = sentences.iter().any(|sentence| sentence.contains(','));
    match rest {
        [] => last.clone(),
        _ if is_joined => format!("{}, {last}", rest.join(", ")),
        [first] if !has_comma => format!("{first} and {last}"),
        _ => format!("{}, and {last}", rest.join(", ")),
    }
}

/// One sentence an indicator: `ESC 0.5000 < 1.8`, or emissions in per cent of the mean.
fn sentences(
    comparisons: &[Comparison<Indicator>],
    indicators: &Indicators,
    language: Language,
) -> Vec<String> {
    let same_indicator = |a: &Comparison<Indicator>, b: &Comparison<Indicator>| a.left == b.left;
    let groups = comparisons.chunk_by(same_indicator);
    let sentences = groups.map(|group| match &group[0].left {
        Operand::Field(Indicator::EmissionsShareOfMean) => {
            let share = 100.0 * indicators.value(Indicator::EmissionsShareOfMean);
            let bounds = group.iter().map(|comparison| bound(comparison, language));
            let bounds: Vec<_> = bounds.collect();
            match language {
                Language::English => format!(
                    "emissions are {share:.2} % of the zones' mean, {}",
                    bounds.join(" and ")
                ),
                Language::Chinese => {
                    format!("碳排放为各区均值的 {share:.2} %，{}", bounds.join("，且"))
                }
            }
        }
        _ => {
            let print = |operand: &_| name_and_value(operand, indicators, Indicator::label_zh);
            join(
                group
                    .iter()
                    .map(|comparison| comparison.print(&print, language)),
            )
        }
    });
    sentences.collect()
}

/// `ESC 0.5000`, or a number as typed.
fn name_and_value(operand: &Operand<Indicator>, indicators: &Indicators, name: Name) -> String {
    match operand {
        Operand::Field(indicator) => {
            let value = print_number(indicators.value(*indicator));
            format!("{} {value}", name(*indicator))
        }
        Operand::Number(number) => number.to_string(),
    }
}

/// A bound of the share of the mean emissions in per cent: `at least 150 %`.
fn bound(comparison: &Comparison<Indicator>, language: Language) -> String {
    let threshold = match comparison.right {
        Operand::Number(threshold) => percent(threshold),
        Operand::Field(_) => f64::NAN,
    };
    let side = side_in_words(comparison.operator, language);
    format!("{side} {threshold} %")
}

/// How a threshold of a built-in rule bounds a number.
pub(super) fn side_in_words(operator: Operator, language: Language) -> &'static str {
    match (operator, language) {
        (Operator::Below, Language::English) => "below",
        (Operator::Below, Language::Chinese) => "低于",
        (_, Language::English) => "at least",
        (_, Language::Chinese) => "不低于",
    }
}

/// A threshold in per cent, as typed: 0.55 is 55 and not 55.00000000000001.
pub(super) fn percent(threshold: f64) -> f64 {
    (threshold * 1e6).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::super::{FunctionRules, ZoningRule};
    use super::*;
    use crate::units::{CarbonBasis, Tonnes};

    fn indicators(esc: f64, ecc: f64, emissions: f64, mean_emissions: f64) -> Indicators {
        let tonnes = |amount| Tonnes::new(amount, CarbonBasis::Carbon);
        Indicators {
            emissions: tonnes(emissions),
            mean_emissions: tonnes(mean_emissions),
            ecc,
            esc,
        }
    }

    #[test]
    fn percentages_are_as_typed() {
        assert_eq!((percent(0.55), percent(0.125)), (55.0, 12.5));
    }

    #[test]
    fn reasons_of_own_rules_are_printed_in_both_languages() {
        let condition = "esc >= 1.8 and (ecc < 1 or emissions_t != 8)";
        let rules = FunctionRules::new([(condition, "carbon-sink")], "total-carbon-control");
        let reason = rules
            .unwrap()
            .assign(&indicators(2.49, 0.5, 7.0, 10.0))
            .reason;
        assert_eq!(
            reason.to_string(),
            "esc 2.4900 >= 1.8 and (ecc 0.5000 < 1 or emissions_t 7.0000 != 8)"
        );
        assert_eq!(
            reason.in_chinese(),
            "ESC 2.4900 ≥ 1.8 且 (ECC 0.5000 < 1 或 碳排放 7.0000 ≠ 8)"
        );
        let rules = [("esc > 5 or emissions_share_of_mean > 5", "carbon-sink")];
        let rules = FunctionRules::new(rules, "total-carbon-control").unwrap();
        let reason = rules.assign(&indicators(1.0, 0.5, 7.0, 10.0)).reason;
        assert_eq!(
            reason.to_string(),
            "no rule holds: esc 1.0000, emissions_share_of_mean 0.7000"
        );
        assert_eq!(
            reason.in_chinese(),
            "各条件均不成立：ESC 1.0000, 碳排放与各区均值之比 0.7000"
        );
    }

    #[test]
    fn reasons_of_built_in_rules_are_printed_in_chinese() {
        let reason = |ecc, emissions| {
            let rule = ZoningRule::default();
            let indicators = indicators(0.5, ecc, emissions, 64.0);
            rule.assign(&indicators).reason.in_chinese()
        };
        assert_eq!(
            reason(1.0, 96.0),
            "碳排放为各区均值的 150.00 %，不低于 150 %，ECC 1.0000 ≥ 1"
        );
        assert_eq!(
            reason(2.0, 32.0),
            "ESC 0.5000 < 1.8，碳排放为各区均值的 50.00 %，不低于 50 %，且低于 150 %"
        );
    }
}

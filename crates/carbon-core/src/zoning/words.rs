//! Rules for the functional zones in English and in Chinese.

use super::condition::{Comparison, Condition, Language, Operand};
use super::function_rules::{FunctionRules, Wording};
use super::indicators::Indicator;
use super::reason::{percent, side_in_words};
use super::rule_list::RuleList;

impl FunctionRules {
    /// The rules in English.
    pub fn in_words_en(&self) -> String {
        let introduction = match self.wording {
            Wording::Paper => {
                "Rule “paper”, a reconstruction: the paper prints no thresholds. The first \
                 condition that holds decides: "
            }
            Wording::Quadrant => {
                "Rule “quadrant”, common in the literature and not the paper's. The first \
                 condition that holds decides: "
            }
            Wording::Own => "The project's own rules. The first condition that holds decides: ",
        };
        let last = self.rules.len() + 1;
        let rules = self.numbered(Language::English);
        let otherwise = match self.wording {
            Wording::Own => self.otherwise.id(),
            _ => self.otherwise.label_en(),
        };
        format!("{introduction}{rules}({last}) otherwise: {otherwise}.")
    }

    /// The rules in Chinese.
    pub fn in_words_zh(&self) -> String {
        let introduction = match self.wording {
            Wording::Paper => {
                "规则“paper”，系重建：论文未给出阈值。依次判断，首个成立的条件决定类型："
            }
            Wording::Quadrant => {
                "规则“quadrant”，为文献常用的四象限法，并非论文规则。依次判断，首个成立的条件决定类型："
            }
            Wording::Own => "项目自定义规则。依次判断，首个成立的条件决定类型：",
        };
        let last = self.rules.len() + 1;
        let rules = self.numbered(Language::Chinese);
        let otherwise = match self.wording {
            Wording::Own => format!("({last}) 其他：{}", self.otherwise.id()),
            _ => format!("（{last}）其他：{}", self.otherwise.label_zh()),
        };
        format!("{introduction}{rules}{otherwise}。")
    }

    /// Each rule with its number. A user's rules are printed as they are written.
    fn numbered(&self, language: Language) -> String {
        if self.wording == Wording::Own {
            let list = RuleList::from(self);
            let rules = list.rules().iter().zip(1..);
            return rules
                .map(|(rule, number)| format!("({number}) {rule}; "))
                .collect();
        }
        let rules = self.rules.iter().zip(1..);
        let rules = rules.map(|((when, zone), number)| {
            let words = condition_in_words(when, language);
            match language {
                Language::English => format!("({number}) {words}: {}; ", zone.label_en()),
                Language::Chinese => format!("（{number}）{words}：{}；", zone.label_zh()),
            }
        });
        rules.collect()
    }
}

fn condition_in_words(condition: &Condition<Indicator>, language: Language) -> String {
    let joint = match language {
        Language::English => " and ",
        Language::Chinese => " 且 ",
    };
    let comparisons = condition.comparisons().into_iter();
    let words = comparisons.map(|comparison| comparison_in_words(comparison, language));
    words.collect::<Vec<_>>().join(joint)
}

/// `ESC at least 1.8`, `emissions below 50 % of the zones' mean`.
fn comparison_in_words(comparison: &Comparison<Indicator>, language: Language) -> String {
    let side = side_in_words(comparison.operator, language);
    let (Operand::Field(indicator), Operand::Number(threshold)) =
        (&comparison.left, &comparison.right)
    else {
        return comparison.print(&|_| String::new(), language);
    };
    let share = percent(*threshold);
    match (indicator, language) {
        (Indicator::EmissionsShareOfMean, Language::English) => {
            format!("emissions {side} {share} % of the zones' mean")
        }
        (Indicator::EmissionsShareOfMean, Language::Chinese) => {
            format!("碳排放{side}各区均值的 {share} %")
        }
        _ => format!("{} {side} {threshold}", indicator.label_zh()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{PaperThresholds, QuadrantThresholds, ZoningRule};
    use super::*;

    #[test]
    fn own_rules_are_printed_in_their_order() {
        let own = FunctionRules::new([("esc > 1", "carbon-sink")], "total-carbon-control");
        let own = own.unwrap();
        assert_eq!(
            own.in_words_en(),
            "The project's own rules. The first condition that holds decides: (1) esc > 1: \
             carbon-sink; (2) otherwise: total-carbon-control."
        );
        assert!(
            own.in_words_zh()
                .contains("(1) esc > 1: carbon-sink; (2) 其他")
        );
    }

    #[test]
    fn built_in_rules_are_printed_with_their_thresholds() {
        let rule = ZoningRule::Paper(PaperThresholds {
            sink_esc: 1.75,
            low_emissions: 0.55,
            ..PaperThresholds::default()
        });
        let rules = rule.rules();
        assert_eq!(
            rules.in_words_en(),
            "Rule “paper”, a reconstruction: the paper prints no thresholds. The first condition \
             that holds decides: (1) ESC at least 1.75: Carbon sink functional area; (2) emissions \
             below 55 % of the zones' mean: Low-carbon optimization area; (3) emissions at least \
             150 % of the zones' mean and ECC at least 1: Total carbon control area; (4) otherwise: \
             Carbon intensity control area."
        );
        assert_eq!(
            rules.in_words_zh(),
            "规则“paper”，系重建：论文未给出阈值。依次判断，首个成立的条件决定类型：（1）ESC 不低于 1.75：\
             碳汇功能区；（2）碳排放低于各区均值的 55 %：低碳优化区；（3）碳排放不低于各区均值的 150 % 且 ECC \
             不低于 1：碳总量控制区；（4）其他：碳强度控制区。"
        );
        let quadrant = ZoningRule::Quadrant(QuadrantThresholds::default()).rules();
        assert!(quadrant.in_words_en().contains("not the paper's"));
        assert!(quadrant.in_words_zh().contains("四象限"));
    }
}

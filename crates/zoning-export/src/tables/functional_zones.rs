//! Table 6: the functional zones, what decided them, and the rule in words.

use carbon_core::{
    AnnualAssessment, Assessment, FunctionalZone, PaperThresholds, QuadrantThresholds, Quantity,
    ZoneYear, ZoningRule,
};

use super::table::{Cell, Column, Row};
use super::{Contents, notes, zone_rows};
use crate::text::Bilingual;

const DECIDING: [Quantity; 3] = [Quantity::Emissions, Quantity::Ecc, Quantity::Esc];

pub(super) fn contents(assessment: &Assessment) -> Contents {
    let mut columns = zone_rows::columns(assessment, &DECIDING);
    columns.extend([
        Column::number(
            "emissions_of_mean_pct",
            Bilingual::new("Emissions against the zones' mean", "碳排放与各区均值之比"),
            Bilingual::same("%"),
            2,
        ),
        Column::of(&Quantity::FunctionalZone, assessment),
        Column::text("reason", Bilingual::new("What decided", "划分依据")),
    ]);
    let mut rows = Vec::new();
    for annual in &assessment.years {
        let zones = annual.zones.iter();
        rows.extend(zones.map(|of| zone_row(of, annual, &assessment.zoning)));
        rows.push(mean_row(annual));
    }

    let mut lines = vec![notes::layout(6), rule_in_words(&assessment.zoning)];
    lines.push(Bilingual::new(
        "ECC and ESC are those of Table 5. The mean is the unweighted one of the zones' emissions \
         of the year.",
        "ECC 与 ESC 见表5；均值为当年各区域碳排放的算术平均。",
    ));
    let basis = assessment
        .years
        .first()
        .map(|annual| annual.region.emissions.basis);
    lines.extend(basis.and_then(notes::mixed));
    Contents {
        title: Bilingual::new(
            "Functional zones and what decides them",
            "碳功能分区及划分依据",
        ),
        columns,
        rows,
        notes: lines,
    }
}

fn zone_row(of: &ZoneYear, annual: &AnnualAssessment, rule: &ZoningRule) -> Row {
    let subject = zone_rows::Subject::Zone(of);
    let leading = [Quantity::Year, Quantity::Zone, Quantity::Name];
    let quantities = leading.iter().chain(&DECIDING);
    let mut cells: Vec<_> = quantities.map(|quantity| subject.cell(quantity)).collect();
    cells.extend([
        Cell::percent(of.account.emissions.amount, annual.mean_emissions.amount),
        Cell::Text(label(of.function.zone)),
        Cell::Text(reason(of, annual, rule)),
    ]);
    Row::item(cells)
}

fn mean_row(annual: &AnnualAssessment) -> Row {
    Row::total(vec![
        Cell::Integer(annual.year.0.into()),
        Cell::Empty,
        Cell::Text(Bilingual::new("Mean of the zones", "各区均值")),
        Cell::Number(annual.mean_emissions.amount),
        Cell::Empty,
        Cell::Empty,
        Cell::Number(100.0),
        Cell::Empty,
        Cell::Empty,
    ])
}

fn label(zone: FunctionalZone) -> Bilingual {
    Bilingual::new(zone.label_en(), zone.label_zh())
}

/// How the reason of a rule list begins where no condition holds.
const NO_RULE: &str = "no rule holds: ";

/// Why a zone has its function: in English as the model says it, in Chinese the same conditions.
fn reason(of: &ZoneYear, annual: &AnnualAssessment, rule: &ZoningRule) -> Bilingual {
    let en = of.function.reason.clone();
    let share = of.account.emissions.amount / annual.mean_emissions.amount;
    let esc = |threshold| compared("ESC", of.esc, threshold);
    let ecc = |threshold| compared("ECC", of.ecc, threshold);
    let zone = of.function.zone;
    let conditions = match rule {
        ZoningRule::Paper(paper) => match zone {
            FunctionalZone::CarbonSink => vec![esc(paper.sink_esc)],
            FunctionalZone::LowCarbonOptimization => vec![against(share, paper.low_emissions)],
            FunctionalZone::TotalCarbonControl => vec![
                against(share, paper.high_emissions),
                ecc(paper.total_control_ecc),
            ],
            FunctionalZone::CarbonIntensityControl if share < paper.high_emissions => {
                let high = format!("低于 {} %", percent(paper.high_emissions));
                let both = format!("{}，且{high}", against(share, paper.low_emissions));
                vec![esc(paper.sink_esc), both]
            }
            FunctionalZone::CarbonIntensityControl => vec![
                esc(paper.sink_esc),
                against(share, paper.high_emissions),
                ecc(paper.total_control_ecc),
            ],
        },
        ZoningRule::Quadrant(quadrant) => match zone {
            FunctionalZone::CarbonSink => vec![esc(quadrant.sink_esc)],
            FunctionalZone::CarbonIntensityControl => {
                vec![esc(quadrant.sink_esc), ecc(quadrant.intensity_ecc)]
            }
            FunctionalZone::TotalCarbonControl | FunctionalZone::LowCarbonOptimization => vec![
                esc(quadrant.sink_esc),
                ecc(quadrant.intensity_ecc),
                against(share, quadrant.high_emissions),
            ],
        },
        _ => vec![own_in_chinese(&en)],
    };
    Bilingual::new(en, conditions.join("，"))
}

/// A reason that a rule of the project's own gives, in Chinese: the same conditions with the same numbers.
fn own_in_chinese(reason: &str) -> String {
    let (start, conditions) = match reason.strip_prefix(NO_RULE) {
        Some(numbers) => ("各条件均不成立：", numbers),
        None => ("", reason),
    };
    let words = conditions.split(' ').map(|word| {
        let bare = word.trim_start_matches('(');
        let open = &word[..word.len() - bare.len()];
        let zh = match bare {
            "and" => "且",
            "or" => "或",
            ">=" => "≥",
            "<=" => "≤",
            "!=" => "≠",
            "==" => "=",
            "ecc" => "ECC",
            "esc" => "ESC",
            "emissions_t" => "碳排放",
            "emissions_share_of_mean" => "碳排放与各区均值之比",
            other => other,
        };
        format!("{open}{zh}")
    });
    let words: Vec<String> = words.collect();
    format!("{start}{}", words.join(" "))
}

fn compared(name: &str, value: f64, threshold: f64) -> String {
    let sign = if value >= threshold { "≥" } else { "<" };
    format!("{name} {value:.4} {sign} {threshold}")
}

fn against(share: f64, threshold: f64) -> String {
    let side = if share >= threshold {
        "不低于"
    } else {
        "低于"
    };
    let (share, threshold) = (100.0 * share, percent(threshold));
    format!("碳排放为各区均值的 {share:.2} %，{side} {threshold} %")
}

/// A share in per cent as typed: 0.55 is 55 and not 55.00000000000001.
fn percent(share: f64) -> f64 {
    (share * 1e6).round() / 1e4
}

/// The rule with its thresholds.
pub(crate) fn rule_in_words(rule: &ZoningRule) -> Bilingual {
    use FunctionalZone::{
        CarbonIntensityControl, CarbonSink, LowCarbonOptimization, TotalCarbonControl,
    };

    let [sink, low, total, intensity] = [
        label(CarbonSink),
        label(LowCarbonOptimization),
        label(TotalCarbonControl),
        label(CarbonIntensityControl),
    ];
    match rule {
        ZoningRule::Paper(PaperThresholds {
            sink_esc,
            low_emissions,
            high_emissions,
            total_control_ecc,
        }) => {
            let (below, from) = (percent(*low_emissions), percent(*high_emissions));
            Bilingual::new(
                format!(
                    "Rule “paper”, a reconstruction: the paper prints no thresholds. The first \
                     condition that holds decides: (1) ESC at least {sink_esc}: {}; (2) emissions \
                     below {below} % of the zones' mean: {}; (3) emissions at least {from} % of \
                     the mean and ECC at least {total_control_ecc}: {}; (4) otherwise: {}.",
                    sink.en, low.en, total.en, intensity.en
                ),
                format!(
                    "规则“paper”，系重建：论文未给出阈值。依次判断，首个成立的条件决定类型：（1）ESC 不低于 \
                     {sink_esc}：{}；（2）碳排放低于各区均值的 {below} %：{}；（3）碳排放不低于均值的 {from} % 且 ECC \
                     不低于 {total_control_ecc}：{}；（4）其他：{}。",
                    sink.zh, low.zh, total.zh, intensity.zh
                ),
            )
        }
        ZoningRule::Quadrant(QuadrantThresholds {
            sink_esc,
            intensity_ecc,
            high_emissions,
        }) => {
            let from = percent(*high_emissions);
            Bilingual::new(
                format!(
                    "Rule “quadrant”, common in the literature and not the paper's. The first \
                     condition that holds decides: (1) ESC at least {sink_esc}: {}; (2) ECC below \
                     {intensity_ecc}: {}; (3) emissions at least {from} % of the zones' mean: {}; \
                     (4) otherwise: {}.",
                    sink.en, intensity.en, total.en, low.en
                ),
                format!(
                    "规则“quadrant”，为文献常用的四象限法，并非论文规则。依次判断，首个成立的条件决定类型：（1）ESC \
                     不低于 {sink_esc}：{}；（2）ECC 低于 {intensity_ecc}：{}；（3）碳排放不低于各区均值的 {from} %：{}；\
                     （4）其他：{}。",
                    sink.zh, intensity.zh, total.zh, low.zh
                ),
            )
        }
        ZoningRule::Own(own) => Bilingual::new(own.in_words_en(), own.in_words_zh()),
        other => {
            let thresholds = other.thresholds().into_iter();
            let list: Vec<_> = thresholds
                .map(|(name, value)| format!("{name} {value}"))
                .collect();
            let list = list.join(", ");
            Bilingual::new(
                format!("The rule's thresholds: {list}."),
                format!("规则阈值：{list}。"),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_of_own_rules_are_said_in_chinese() {
        let said = own_in_chinese("esc 2.4900 >= 1.8 and (ecc 0.5000 < 1 or emissions_t 7 != 8)");
        assert_eq!(said, "ESC 2.4900 ≥ 1.8 且 (ECC 0.5000 < 1 或 碳排放 7 ≠ 8)");
        assert_eq!(
            own_in_chinese("no rule holds: esc 1.0000, emissions_share_of_mean 0.7000"),
            "各条件均不成立：ESC 1.0000, 碳排放与各区均值之比 0.7000"
        );
    }

    #[test]
    fn the_rule_is_said_with_its_thresholds() {
        let rule = ZoningRule::Paper(PaperThresholds {
            sink_esc: 1.75,
            low_emissions: 0.55,
            ..PaperThresholds::default()
        });
        let words = rule_in_words(&rule);
        for part in [
            "ESC at least 1.75",
            "below 55 %",
            "at least 150 %",
            "ECC at least 1:",
        ] {
            assert!(words.en.contains(part), "{}", words.en);
        }
        for part in ["不低于 1.75", "低于各区均值的 55 %", "碳总量控制区"] {
            assert!(words.zh.contains(part), "{}", words.zh);
        }
        let quadrant = rule_in_words(&ZoningRule::Quadrant(QuadrantThresholds::default()));
        assert!(quadrant.en.contains("not the paper's") && quadrant.zh.contains("四象限"));
    }
}

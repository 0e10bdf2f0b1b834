//! Decoupling as fields of layers: the elasticity, and the state with a map.

use carbon_core::Assessment;
use carbon_core::decoupling::{Decoupling, DecouplingState};
use zoning_export::content::{FieldClass, Group, ZoneField};
use zoning_export::palette::BG_BR;
use zoning_export::{Bilingual, fixed};

use super::request::Period;
use crate::analyses::signed_bars::key;

/// The elasticity since the assessment before, and its state; none with a single year.
pub(super) fn decoupling_fields(periods: &[Period], assessment: &Assessment) -> Vec<ZoneField> {
    let years = assessment.years.windows(2);
    let years: Vec<_> = years.map(|pair| (pair[0].year, pair[1].year)).collect();
    let periods_of_years = periods.iter();
    let steps = periods_of_years.filter(|period| years.contains(&(period.from, period.to)));
    let elasticity = |found: &Option<Decoupling>| found.map(|found| found.elasticity);
    let state = |found: &Option<Decoupling>| found.map(|found| found.state.id().to_owned());
    let rows = steps
        .clone()
        .map(|step| (step.to, step.zones.iter().map(elasticity).collect()));
    let states = steps.map(|step| (step.to, step.zones.iter().map(state).collect()));
    let number = ZoneField::numbers(
        "decoupling_elasticity",
        Bilingual::new(
            "Elasticity of emissions to GDP since the assessment before",
            "较上一评估年的碳排放—GDP 弹性系数",
        ),
        Bilingual::default(),
        Group::Analysis,
        3,
        rows.collect(),
    );
    let map = ZoneField::categories(
        "decoupling_state",
        Bilingual::new(
            "Decoupling of emissions from GDP since the assessment before",
            "较上一评估年的碳排放与 GDP 脱钩状态",
        ),
        Group::Analysis,
        state_classes(),
        states.collect(),
    )
    .known(Bilingual::new(
        "Tapio 2005: the elasticity parts at 0, 0.8 and 1.2; GDP at constant prices",
        "按 Tapio（2005）：弹性系数以 0、0.8、1.2 为界；GDP 按不变价",
    ));
    let remarks = periods.iter().map(describe).collect();
    vec![number, ZoneField { remarks, ..map }]
}

/// The states from green to brown, as they are wished for.
fn state_classes() -> Vec<FieldClass> {
    let states = DecouplingState::ALL
        .into_iter()
        .zip(BG_BR.colors(4, false, 4));
    states
        .map(|(state, color)| key(state.id(), label(state), color))
        .collect()
}

fn label(state: DecouplingState) -> Bilingual {
    let (en, zh) = match state {
        DecouplingState::StrongDecoupling => ("Strong decoupling", "强脱钩"),
        DecouplingState::WeakDecoupling => ("Weak decoupling", "弱脱钩"),
        DecouplingState::RecessiveDecoupling => ("Recessive decoupling", "衰退脱钩"),
        DecouplingState::ExpansiveCoupling => ("Expansive coupling", "扩张连结"),
        DecouplingState::RecessiveCoupling => ("Recessive coupling", "衰退连结"),
        DecouplingState::WeakNegativeDecoupling => ("Weak negative decoupling", "弱负脱钩"),
        DecouplingState::ExpansiveNegativeDecoupling => {
            ("Expansive negative decoupling", "扩张负脱钩")
        }
        DecouplingState::StrongNegativeDecoupling => ("Strong negative decoupling", "强负脱钩"),
    };
    Bilingual::new(en, zh)
}

/// The region's elasticity in a sentence.
fn describe(period: &Period) -> Bilingual {
    let Period { from, to, .. } = period;
    let Some(found) = period.region else {
        return Bilingual::new(
            format!("{from} to {to}: GDP of the region did not change, so there is no elasticity"),
            format!("{from}—{to} 年：全区 GDP 未变，弹性系数不存在"),
        );
    };
    let (state, beta) = (label(found.state), fixed(found.elasticity, 2));
    let (en, zh) = (state.en.to_lowercase(), state.zh);
    Bilingual::new(
        format!("{from} to {to}, whole region: elasticity {beta}, {en}"),
        format!("{from}—{to} 年全区：弹性系数 {beta}，{zh}"),
    )
}

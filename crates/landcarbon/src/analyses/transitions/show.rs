//! The change of absorption by land-use transition, as bars of the whole region.

use std::collections::BTreeMap;

use carbon_core::transition_absorption::AbsorptionChange;
use carbon_core::{Assessment, LedgerClass, Quantity};
use zoning_export::content::{BarColumn, Bars};
use zoning_export::{Bilingual, ledger_label};

use crate::analyses::signed_bars::{
    green_and_brown, period, signed_bar, signed_keys, sum_bar, unit,
};

/// Transitions with a row of their own: those that change most.
const TRANSITIONS: usize = 12;

/// What transitions changed, by the classes from and to which land went.
type Changes = BTreeMap<(LedgerClass, LedgerClass), f64>;

/// How transitions changed the absorption of the region, a column a period; `None` if nothing changed.
pub(super) fn absorption_bars(found: &[AbsorptionChange], assessment: &Assessment) -> Option<Bars> {
    bars_in_unit(found, unit(&Quantity::Absorption, assessment))
}

fn bars_in_unit(found: &[AbsorptionChange], unit: Bilingual) -> Option<Bars> {
    let same = |a: &AbsorptionChange, b: &AbsorptionChange| {
        (&a.from_label, &a.to_label) == (&b.from_label, &b.to_label)
    };
    let pairs = found.chunk_by(same).map(|zones| {
        let heading = period(&zones[0].from_label, &zones[0].to_label);
        (heading, changes_of_region(zones))
    });
    let pairs: Vec<(Bilingual, Changes)> = pairs.collect();
    let mut largest = Changes::new();
    for (classes, tonnes) in pairs.iter().flat_map(|(_, changes)| changes) {
        let most = largest.entry(classes.clone()).or_default();
        *most = most.max(tonnes.abs());
    }
    let mut order: Vec<_> = largest
        .into_iter()
        .filter(|(_, most)| *most > 0.0)
        .collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    if order.is_empty() {
        return None;
    }
    let has_others = order.len() > TRANSITIONS;
    order.truncate(TRANSITIONS);
    let column = |(heading, changes): &(Bilingual, Changes)| {
        let own = order
            .iter()
            .map(|(classes, _)| changes.get(classes).copied());
        let own: Vec<Option<f64>> = own.collect();
        let all: f64 = changes.values().sum();
        let others = has_others.then(|| Some(signed_bar(all - own.iter().flatten().sum::<f64>())));
        let bars = own.iter().map(|tonnes| tonnes.map(signed_bar));
        BarColumn {
            heading: heading.clone(),
            bars: bars.chain(others).chain([Some(sum_bar(all))]).collect(),
        }
    };
    let columns = pairs.iter().map(column).collect();
    let rows = order.iter().map(|((from, to), _)| {
        let (from, to) = (class_label(from), class_label(to));
        let [en, zh] = [[from.en, to.en], [from.zh, to.zh]].map(|names| names.join(" → "));
        Bilingual::new(en, zh)
    });
    let others = has_others.then(|| Bilingual::new("all others", "其余合计"));
    let all = Bilingual::new("all transitions", "全部转移");
    let [green, brown] = green_and_brown();
    let bars = Bars {
        title: Bilingual::new(
            "Change of absorption by land-use transition",
            "土地利用转移引起的碳吸收变化",
        ),
        unit,
        decimals: 0,
        known: Bilingual::new(
            "hectares that went from class to class × the difference of their coefficients (formula 4); a transition to or from no data is a gap in the data",
            "各类间转移面积与系数之差的乘积（公式 4）；与无数据之间的转移反映数据缺口",
        ),
        keys: signed_keys(
            [green, brown],
            [
                Bilingual::new("more is absorbed", "吸收增加"),
                Bilingual::new("less is absorbed", "吸收减少"),
            ],
        ),
        rows: rows.chain(others).chain([all]).collect(),
        columns,
    };
    Some(bars.in_short_tonnes())
}

fn changes_of_region(zones: &[AbsorptionChange]) -> Changes {
    let mut changes = Changes::new();
    for term in zones.iter().flat_map(|zone| &zone.terms) {
        let classes = (term.from.clone(), term.to.clone());
        *changes.entry(classes).or_default() += term.change.amount;
    }
    changes
}

/// The label of a class of transitions, among which `outside` stands for classes outside the model too.
fn class_label(class: &LedgerClass) -> Bilingual {
    match class {
        LedgerClass::Outside => Bilingual::new("Outside the raster or the model", "栅格或模型之外"),
        _ => ledger_label(class),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use carbon_core::transition_absorption::TransitionTerm;
    use carbon_core::{CarbonBasis, Hectares, LandClass, Tonnes};
    use zoning_export::content::Bar;

    #[test]
    fn transitions_are_added_up_over_zones_and_the_largest_stand_first() {
        let t = |amount| Tonnes {
            amount,
            basis: CarbonBasis::Carbon,
        };
        let zone = |id: &str, terms: Vec<(LandClass, LandClass, f64)>| AbsorptionChange {
            zone: id.into(),
            from_label: "2010".to_owned(),
            to_label: "2020".to_owned(),
            terms: terms
                .into_iter()
                .map(|(from, to, change)| TransitionTerm {
                    from: LedgerClass::Class(from),
                    to: LedgerClass::Class(to),
                    hectares: Hectares(1.0),
                    change: t(change),
                })
                .collect(),
            before: t(0.0),
            after: t(0.0),
            unclassified: t(0.0),
        };
        let (forest, fields) = (LandClass::forest(), LandClass::cultivated());
        let found = [
            zone(
                "a",
                vec![
                    (fields.clone(), LandClass::water(), 5.0),
                    (forest.clone(), fields.clone(), -30.0),
                ],
            ),
            zone(
                "b",
                vec![
                    (fields.clone(), LandClass::water(), 2.0),
                    (forest, fields, -10.0),
                ],
            ),
        ];
        let bars = bars_in_unit(&found, Bilingual::same("t C")).unwrap();
        let rows: Vec<&str> = bars.rows.iter().map(|row| &*row.en).collect();
        assert_eq!(
            rows,
            [
                "Forest land → Cultivated land",
                "Cultivated land → Water area",
                "all transitions"
            ]
        );
        let column = &bars.columns[0];
        let sums: Vec<f64> = column.bars.iter().flatten().map(Bar::sum).collect();
        assert_eq!(
            (&*column.heading.en, &*sums),
            ("2010–2020", &[-40.0, 7.0, -33.0][..])
        );
    }
}

//! What is of the whole region, as bars: effects of drivers, absorption by transition, Theil's indices between and within parents.

use std::collections::BTreeMap;

use carbon_core::inequality::TheilIndex;
use carbon_core::lmdi::Decomposition;
use carbon_core::transition_absorption::AbsorptionChange;
use carbon_core::{Assessment, LedgerClass, Quantity};
use zoning_export::content::{Bar, BarColumn, Bars, FieldClass, Part};
use zoning_export::palette::{BG_BR, BORDER, Color, PAIRED_4};
use zoning_export::{Bilingual, ledger_label};

use super::driver_fields::{self, parts};
use super::{Analyses, Inequality};

/// Transitions with a row of their own: those that change most.
const TRANSITIONS: usize = 12;

/// The key of sums.
const SUM: usize = 2;

/// All bars of what was found.
pub(super) fn of(analyses: &Analyses, assessment: &Assessment) -> Vec<Bars> {
    let drivers = drivers(&analyses.drivers, assessment);
    let absorption = absorption(
        &analyses.absorption,
        tonnes(&Quantity::Absorption, assessment),
    );
    let all = [drivers, absorption, theil(&analyses.inequality)];
    all.into_iter().flatten().collect()
}

fn key(id: &str, label: Bilingual, color: Color) -> FieldClass {
    let id = id.to_owned();
    FieldClass { id, label, color }
}

/// Keys of what grows, what shrinks, and sums, in two colours and grey.
fn signed_keys(colors: [Color; 2], [more, less]: [Bilingual; 2]) -> Vec<FieldClass> {
    vec![
        key("more", more, colors[0]),
        key("less", less, colors[1]),
        key("sum", Bilingual::new("sum", "合计"), BORDER),
    ]
}

/// Green and brown, as in maps of the budget.
fn green_and_brown() -> [Color; 2] {
    let mut colors = BG_BR.colors(1, false, 1);
    [colors.next(), colors.next()].map(|color| color.unwrap_or(BORDER))
}

fn signed(value: f64) -> Bar {
    let key = usize::from(value < 0.0);
    Bar(vec![Part { key, value }])
}

fn sum(value: f64) -> Bar {
    Bar(vec![Part { key: SUM, value }])
}

fn tonnes(quantity: &Quantity, assessment: &Assessment) -> Bilingual {
    Bilingual::same(quantity.unit_in(assessment))
}

fn between(from: &str, to: &str) -> Bilingual {
    Bilingual::same(format!("{from}–{to}"))
}

fn drivers(found: &[Decomposition], assessment: &Assessment) -> Option<Bars> {
    let first = found.first()?;
    let ids: Vec<&str> = parts(&first.region).map(|(id, _)| id).collect();
    let column = |of: &Decomposition| {
        let effects: BTreeMap<_, _> = parts(&of.region).collect();
        let each = ids.iter().map(|id| effects.get(id).copied().map(signed));
        BarColumn {
            heading: between(&of.from.to_string(), &of.to.to_string()),
            bars: each.chain([Some(sum(of.region.change.amount))]).collect(),
        }
    };
    let [green, brown] = green_and_brown();
    let labels = ids.iter().map(|id| driver_fields::label(id));
    let bars = Bars {
        title: Bilingual::new(
            "What drove emissions of the whole region",
            "全区排放变化的驱动因素",
        ),
        unit: tonnes(&Quantity::Emissions, assessment),
        decimals: 0,
        known: Bilingual::new(
            "additive LMDI (Ang 2005), the sums over the zones; it shares out a change and proves no cause",
            "加法 LMDI 分解（Ang，2005），为各区之和；仅分摊变化，不证明因果",
        ),
        keys: signed_keys(
            [brown, green],
            [
                Bilingual::new("raises emissions", "增排"),
                Bilingual::new("lowers emissions", "减排"),
            ],
        ),
        rows: labels
            .chain([Bilingual::new("change of emissions", "排放变化")])
            .collect(),
        columns: found.iter().map(column).collect(),
    };
    Some(bars.in_short_tonnes())
}

/// What transitions changed, by the classes from and to which land went.
type Changes = BTreeMap<(LedgerClass, LedgerClass), f64>;

fn absorption(found: &[AbsorptionChange], unit: Bilingual) -> Option<Bars> {
    let same = |a: &AbsorptionChange, b: &AbsorptionChange| {
        (&a.from_label, &a.to_label) == (&b.from_label, &b.to_label)
    };
    let pairs: Vec<(Bilingual, Changes)> = found
        .chunk_by(same)
        .map(|of| (between(&of[0].from_label, &of[0].to_label), changes(of)))
        .collect();
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
        let others = has_others.then(|| Some(signed(all - own.iter().flatten().sum::<f64>())));
        let bars = own.iter().map(|of| of.map(signed));
        BarColumn {
            heading: heading.clone(),
            bars: bars.chain(others).chain([Some(sum(all))]).collect(),
        }
    };
    let columns = pairs.iter().map(column).collect();
    let rows = order.iter().map(|((from, to), _)| {
        let (from, to) = (class_label(from), class_label(to));
        Bilingual::new(
            format!("{} → {}", from.en, to.en),
            format!("{} → {}", from.zh, to.zh),
        )
    });
    let others = has_others.then(|| Bilingual::new("all others", "其余合计"));
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
        rows: rows
            .chain(others)
            .chain([Bilingual::new("all transitions", "全部转移")])
            .collect(),
        columns,
    };
    Some(bars.in_short_tonnes())
}

fn changes(of: &[AbsorptionChange]) -> Changes {
    let mut changes = Changes::new();
    for term in of.iter().flat_map(|zone| &zone.terms) {
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

fn theil(found: &[Inequality]) -> Option<Bars> {
    let mut years: Vec<_> = found.iter().map(|of| of.year).collect();
    years.dedup();
    let mut columns = Vec::new();
    for against in super::Against::ALL {
        for index in [TheilIndex::T, TheilIndex::L] {
            let split = |year| {
                let of = found
                    .iter()
                    .find(|of| of.year == year && of.against == against)?;
                of.splits.iter().find(|split| split.index == index)
            };
            let bars = years.iter().map(|year| {
                let parts = split(*year).map(|of| [of.between, of.within]);
                parts.map(|[between, within]| {
                    let part = |key, value| Part { key, value };
                    Bar(vec![part(0, between), part(1, within)])
                })
            });
            let bars: Vec<Option<Bar>> = bars.collect();
            if bars.iter().any(Option::is_some) {
                let (letter, weight) = (index.letter(), against.label());
                columns.push(BarColumn {
                    heading: Bilingual::new(
                        format!("{letter}, {}", weight.en),
                        format!("{letter}，{}", weight.zh),
                    ),
                    bars,
                });
            }
        }
    }
    let [_, blue, light_green, _] = PAIRED_4;
    (!columns.is_empty()).then(|| Bars {
        title: Bilingual::new("Theil's indices of emissions between and within parents", "排放的泰尔指数：上级区域之间与之内"),
        unit: Bilingual::default(),
        decimals: 3,
        known: Bilingual::new(
            "T weighs zones by emissions, L by what they are held against (Theil 1967; Shorrocks 1980); 0 is equality",
            "T 按排放加权，L 按对照量加权（Theil，1967；Shorrocks，1980）；0 为完全均等",
        ),
        keys: vec![
            key("between", Bilingual::new("between parents", "上级区域之间"), blue),
            key("within", Bilingual::new("within parents", "上级区域之内"), light_green),
        ],
        rows: years.iter().map(|year| Bilingual::same(year.to_string())).collect(),
        columns,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use carbon_core::transition_absorption::TransitionTerm;
    use carbon_core::{CarbonBasis, Hectares, LandClass, Tonnes};

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
        let bars = absorption(&found, Bilingual::same("t C")).unwrap();
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

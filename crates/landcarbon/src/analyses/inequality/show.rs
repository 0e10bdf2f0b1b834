//! Inequality as Lorenz curves, and as bars of Theil's indices between and within parents.

use carbon_core::inequality::TheilIndex;
use zoning_export::Bilingual;
use zoning_export::content::{Bar, BarColumn, Bars, Curve, CurvePanel, Curves, Part};
use zoning_export::palette::QUALITATIVE_8;

use super::compute::{Against, Inequality};
use crate::analyses::signed_bars::key;

/// The curves of what was found, a panel a weight; `None` if there are none.
pub(super) fn lorenz_curves(found: &[Inequality]) -> Option<Curves> {
    let panel = |against: Against| {
        let years = found.iter().filter(|year| year.against == against);
        let curves = years.filter_map(|found| {
            let lorenz = found.lorenz.as_ref()?;
            let points = lorenz.points.iter();
            let points = points.map(|point| [point.weight_share, point.value_share]);
            Some(Curve {
                year: found.year,
                gini: lorenz.gini,
                points: [[0.0, 0.0]].into_iter().chain(points).collect(),
            })
        });
        CurvePanel {
            weight: against.label(),
            curves: curves.collect(),
        }
    };
    let panels = Against::ALL.map(panel).into_iter();
    let panels: Vec<_> = panels.filter(|panel| !panel.curves.is_empty()).collect();
    (!panels.is_empty()).then(|| Curves {
        title: Bilingual::new("How unequally emissions are spread", "碳排放的不均等程度"),
        value: Bilingual::new("emissions", "碳排放"),
        known: Bilingual::new(
            "zones in ascending order of emissions per weight (Lorenz 1905); Gini coefficient: twice the area between curve and diagonal, 0 is equality",
            "各区按单位对照量的排放升序排列（Lorenz，1905）；基尼系数为曲线与对角线间面积的两倍，0 为完全均等",
        ),
        panels,
    })
}

/// Theil's indices, a column a weight and index; `None` without parents.
pub(super) fn theil_bars(found: &[Inequality]) -> Option<Bars> {
    let mut years: Vec<_> = found.iter().map(|found| found.year).collect();
    years.dedup();
    let mut columns = Vec::new();
    for against in Against::ALL {
        for index in [TheilIndex::T, TheilIndex::L] {
            let split = |year| {
                let mut found = found.iter();
                let found = found.find(|found| found.year == year && found.against == against)?;
                found.splits.iter().find(|split| split.index == index)
            };
            let bars = years.iter().map(|year| {
                let parts = split(*year).map(|split| [split.between, split.within]);
                parts.map(|[between, within]| {
                    let part = |key, value| Part { key, value };
                    Bar(vec![part(0, between), part(1, within)])
                })
            });
            let bars: Vec<Option<Bar>> = bars.collect();
            if bars.iter().any(Option::is_some) {
                let (letter, Bilingual { en, zh }) = (index.letter(), against.label());
                let (en, zh) = (format!("{letter}, {en}"), format!("{letter}，{zh}"));
                let heading = Bilingual::new(en, zh);
                columns.push(BarColumn { heading, bars });
            }
        }
    }
    let [first, second, ..] = QUALITATIVE_8;
    (!columns.is_empty()).then(|| Bars {
        title: Bilingual::new("Theil's indices of emissions between and within parents", "排放的泰尔指数：上级区域之间与之内"),
        unit: Bilingual::default(),
        decimals: 3,
        known: Bilingual::new(
            "T weighs zones by emissions, L by what they are held against (Theil 1967; Shorrocks 1980); 0 is equality",
            "T 按排放加权，L 按对照量加权（Theil，1967；Shorrocks，1980）；0 为完全均等",
        ),
        keys: vec![
            key("between", Bilingual::new("between parents", "上级区域之间"), first),
            key("within", Bilingual::new("within parents", "上级区域之内"), second),
        ],
        rows: years.iter().map(|year| Bilingual::same(year.to_string())).collect(),
        columns,
    })
}

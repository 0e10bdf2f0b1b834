//! How unequally emissions are spread, as Lorenz curves.

use zoning_export::Bilingual;
use zoning_export::content::{Curve, CurvePanel, Curves};

use super::{Against, Inequality};

/// The curves of what was found, a panel a weight; `None` if there are none.
pub(super) fn of(found: &[Inequality]) -> Option<Curves> {
    let panel = |against: Against| {
        let years = found.iter().filter(|of| of.against == against);
        let curves = years.filter_map(|of| {
            let lorenz = of.lorenz.as_ref()?;
            let points = lorenz.points.iter();
            let points = points.map(|of| [of.weight_share, of.value_share]);
            Some(Curve {
                year: of.year,
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
    let panels: Vec<_> = panels.filter(|of| !of.curves.is_empty()).collect();
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

//! Table 3: carbon absorption of zones and years, by land-use type.

use carbon_core::{Assessment, Coefficients, Quantity, Variable};

use super::table::{Cell, Column};
use super::{Contents, notes, zone_rows};
use crate::text::Bilingual;

pub(super) fn contents(assessment: &Assessment, coefficients: &Coefficients) -> Contents {
    let all = Quantity::all(assessment).into_iter();
    let mut quantities: Vec<_> = all
        .filter(|quantity| matches!(quantity, Quantity::AbsorptionLand(_)))
        .collect();
    quantities.push(Quantity::Absorption);
    let mut columns = zone_rows::columns(assessment, &quantities);
    columns.push(Column::percent(
        "absorption_share_pct",
        Bilingual::new("Share of the region's absorption", "占全区碳吸收比例"),
    ));
    let rows = zone_rows::rows(assessment, &quantities, |subject, annual| {
        let absorption = subject.account().absorption.amount;
        vec![Cell::percent(absorption, annual.region.absorption.amount)]
    });

    let mut lines = vec![
        notes::layout(3),
        Bilingual::new(
            "Formula 4, stated by the paper: C_a = Σ_k L_k · |λ_k| over the land-use types k with \
             L_k hectares. A negative λ is an absorption; types without λ take no part.",
            "公式4（论文载明）：C_a = Σ_k L_k · |λ_k|，L_k 为第 k 类土地面积（公顷）。λ 为负表示吸收；无 λ \
             的地类不参与计算。",
        ),
        notes::land_coefficients(assessment, coefficients),
    ];
    lines.extend(notes::mixed(assessment, |region| region.absorption.basis));
    lines.extend(notes::left_out(assessment));
    lines.extend(notes::given_totals(assessment, &[Variable::Absorption]));
    Contents {
        title: Bilingual::new(
            "Carbon absorption by zone, year and land-use type",
            "各区域历年碳吸收（按地类）",
        ),
        columns,
        rows,
        notes: lines,
    }
}

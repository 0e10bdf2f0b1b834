//! Table 5: carbon budget, intensity and coefficients of zones and years.

use carbon_core::{Assessment, Quantity, Variable};

use super::{Contents, notes, zone_rows};
use crate::text::Bilingual;

const QUANTITIES: [Quantity; 8] = [
    Quantity::Emissions,
    Quantity::Absorption,
    Quantity::Budget,
    Quantity::Gdp,
    Quantity::Intensity,
    Quantity::Ecc,
    Quantity::Esc,
    Quantity::Coverage,
];

pub(super) fn contents(assessment: &Assessment) -> Contents {
    let year = assessment.price_year;
    let mut lines = vec![
        notes::layout(5),
        Bilingual::new(
            "Formula 5, stated by the paper: C_t = C_z − C_a, emissions (Table 2) less absorption \
             (Table 3). Above zero a zone is a net source.",
            "公式5（论文载明）：C_t = C_z − C_a，即碳排放（表2）减碳吸收（表3）；大于零表示净碳源。",
        ),
        Bilingual::new(
            format!("Carbon intensity is C_z / G with G the GDP at the prices of {year}."),
            format!("碳排放强度为 C_z / G，G 为{year}年不变价GDP。"),
        ),
        Bilingual::new(
            "Formulas 6 and 7, stated by the paper: ECC = (G_i / G) / (C_z,i / C_z) and ESC = \
             (C_a,i / C_a) / (C_z,i / C_z). Those of the region are 1 by definition.",
            "公式6、7（论文载明）：ECC = (G_i / G) / (C_z,i / C_z)，ESC = (C_a,i / C_a) / (C_z,i / C_z)；\
             全区按定义为 1。",
        ),
    ];
    lines.extend(notes::mixed(assessment, |region| region.budget.basis));
    lines.extend(notes::left_out(assessment));
    use Variable::{Absorption, Energy, GdpConstant, Population};
    let given = [Population, Energy, Absorption, GdpConstant];
    lines.extend(notes::given_totals(assessment, &given));
    Contents {
        title: Bilingual::new("Carbon budget by zone and year", "各区域历年碳收支"),
        columns: zone_rows::columns(assessment, &QUANTITIES),
        rows: zone_rows::rows(assessment, &QUANTITIES, |_, _| Vec::new()),
        notes: lines,
    }
}

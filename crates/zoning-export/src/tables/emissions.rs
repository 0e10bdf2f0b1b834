//! Table 2: carbon emissions of zones and years.

use carbon_core::{Assessment, Coefficients, Quantity, Variable};

use super::table::{Cell, Column};
use super::{Contents, notes, zone_rows};
use crate::text::Bilingual;

pub(super) fn contents(assessment: &Assessment, coefficients: &Coefficients) -> Contents {
    let emitting_land = assessment.has_emitting_land();
    let mut quantities = vec![
        Quantity::Energy,
        Quantity::Population,
        Quantity::EmissionsEnergy,
        Quantity::EmissionsRespiration,
    ];
    quantities.extend(emitting_land.then_some(Quantity::EmissionsLand));
    quantities.push(Quantity::Emissions);
    let mut columns = zone_rows::columns(assessment, &quantities);
    columns.push(Column::percent(
        "emissions_share_pct",
        Bilingual::new("Share of the region's emissions", "占全区碳排放比例"),
    ));
    let rows = zone_rows::rows(assessment, &quantities, |subject, annual| {
        let emissions = subject.account().emissions.amount;
        vec![Cell::percent(emissions, annual.region.emissions.amount)]
    });

    let (added_en, added_zh) = match emitting_land {
        true => (
            "; this program adds the emissions of land classes with a positive λ",
            "；λ 为正的地类之排放由本程序另行计入",
        ),
        false => ("", ""),
    };
    let of_energy = notes::emissions_of_energy(coefficients);
    let mut lines = vec![
        notes::layout(2),
        Bilingual::new(
            format!(
                "{} of respiration C_p = P · θ with population P; in total C_z = C_e + C_p{added_en}.",
                of_energy.en
            ),
            format!(
                "{}呼吸碳排放 C_p = P · θ，P 为人口；\
                 碳排放 C_z = C_e + C_p{added_zh}。",
                of_energy.zh
            ),
        ),
        notes::emission_coefficients(coefficients),
    ];
    lines.extend(notes::mixed(assessment, |region| region.emissions.basis));
    let given = [Variable::Population, Variable::Energy];
    lines.extend(notes::given_totals(assessment, &given));
    Contents {
        title: Bilingual::new("Carbon emissions by zone and year", "各区域历年碳排放"),
        columns,
        rows,
        notes: lines,
    }
}

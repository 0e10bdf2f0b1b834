//! Table 8: land use by zone and year, zones × classes, as a tabulation of areas gives it.

use carbon_core::{Assessment, Quantity};

use super::{Contents, notes, zone_rows};
use crate::text::Bilingual;

pub(super) fn contents(assessment: &Assessment) -> Contents {
    let classes = assessment.classes.iter().cloned();
    let mut quantities: Vec<Quantity> = classes.map(Quantity::Land).collect();
    quantities.extend([Quantity::Area, Quantity::Coverage]);
    let mut lines = vec![
        notes::own(),
        Bilingual::new(
            "1 ha = 1 hm² = 10,000 m². The total area has what belongs to no class too: no data, land \
             outside the raster, classes outside the model. The long table hectares has each of them.",
            "1公顷 = 1 hm² = 10000 m²。总面积还包括不属于任何地类的部分：无数据、栅格以外、模型外地类；各项见长表 \
             hectares。",
        ),
    ];
    lines.extend(notes::left_out(assessment));
    Contents {
        title: Bilingual::new("Land use by zone and year", "各区域历年土地利用面积"),
        columns: zone_rows::columns(assessment, &quantities),
        rows: zone_rows::rows(assessment, &quantities, |_, _| Vec::new()),
        notes: lines,
    }
}

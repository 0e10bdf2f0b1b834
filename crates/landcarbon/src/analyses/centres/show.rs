//! Centres and ellipses as figures, report and layers show them.

use carbon_core::Assessment;
use carbon_core::centre::EllipseAxes;
use zoning_export::{Bilingual, content};

use super::compute::{CentresOf, Centrography};
use crate::analyses::signed_bars::field_label;

/// What figures, report and layers show of it.
pub(super) fn shown_centres(found: &Centrography, assessment: &Assessment) -> content::Centres {
    let of_field = |centres: &CentresOf| content::CentresOf {
        field: centres.field.clone(),
        title: field_label(&centres.field, assessment),
        years: centres.years.clone(),
    };
    let axes = found
        .fields
        .iter()
        .flat_map(|centres| &centres.years)
        .next();
    let axes = axes.map(|centre| centre.ellipse.axes).unwrap_or_default();
    let title = "Centres of gravity and standard deviational ellipses";
    content::Centres {
        title: Bilingual::new(title, "重心与标准差椭圆"),
        known: axes_in_words(axes),
        quantities: found.fields.iter().map(of_field).collect(),
    }
}

/// How long the half-axes of ellipses are.
fn axes_in_words(axes: EllipseAxes) -> Bilingual {
    let (factor, source_en, source_zh) = match axes {
        EllipseAxes::StandardDeviation => ("1", "Yuill 1971", "Yuill，1971"),
        EllipseAxes::RootTwo => ("√2", "as ArcGIS does", "同 ArcGIS"),
        EllipseAxes::CrimeStat => ("√2 · √(n / (n − 2))", "as CrimeStat does", "同 CrimeStat"),
    };
    Bilingual::new(
        format!(
            "each zone weighs at its centroid; half-axes of ellipses are {factor} standard deviations ({source_en})"
        ),
        format!("各区的权重置于其质心；椭圆半轴为 {factor} 倍标准差（{source_zh}）"),
    )
}

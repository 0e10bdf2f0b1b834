//! Notes that several tables need.

use carbon_core::{
    Account, Assessment, CarbonBasis, Coefficient, Coefficients, Measure, Provenance, Variable,
    Warning,
};

use crate::text::Bilingual;

/// The paper.
pub(super) const PAPER: &str =
    "Frontiers in Environmental Science 2024, doi 10.3389/fenvs.2024.1404760";

/// Where the subject of a table comes from. The paper's own tables are images, so that columns and
/// order are not taken from them.
pub(super) fn layout(number: u8) -> Bilingual {
    Bilingual::new(
        format!(
            "The subject is that of Table {number} of the paper ({PAPER}); columns and layout are \
             this program's."
        ),
        format!("表题对应论文（{PAPER}）的表{number}；栏目与版式由本程序设定。"),
    )
}

/// That the paper has no such table.
pub(super) fn own() -> Bilingual {
    Bilingual::new(
        format!("This table is this program's; the paper ({PAPER}) has none of its subject."),
        format!("本表由本程序提供，论文（{PAPER}）无对应表。"),
    )
}

/// What `t` alone means, if a total of this basis is shown.
pub(super) fn mixed(
    assessment: &Assessment,
    basis: impl Fn(&Account) -> CarbonBasis,
) -> Option<Bilingual> {
    let annual = assessment.years.first()?;
    (basis(&annual.region) == CarbonBasis::Mixed).then(mixed_bases)
}

pub(super) fn mixed_bases() -> Bilingual {
    Bilingual::new(
        "Mixed basis: t without C or CO₂ adds tonnes of carbon and tonnes of CO₂, since the \
         coefficients do (the workbook's sheet Provenance lists their bases). Such a total \
         must not be multiplied by 44/12; Table 4 restates the budget on one basis, term by \
         term.",
        "单位混用：仅标 t 的数值将碳（t C）与二氧化碳（t CO₂）直接相加，因系数本身如此（各系数口径见工作簿“来源”\
         表）。此类合计不得乘以 44/12；表4逐项折算为同一口径。",
    )
}

/// What tonnes on a basis are of.
pub(crate) fn basis(basis: CarbonBasis) -> Bilingual {
    match basis {
        CarbonBasis::Carbon => Bilingual::same("C"),
        CarbonBasis::CarbonDioxide => Bilingual::same("CO₂"),
        CarbonBasis::Mixed => Bilingual::new("C and CO₂, mixed", "C 与 CO₂ 混合"),
    }
}

/// Totals of the region that were given and are not the sums of its zones.
pub(super) fn given_totals(assessment: &Assessment, variables: &[Variable]) -> Vec<Bilingual> {
    let notes = assessment.warnings.iter().filter_map(|warning| match warning {
        Warning::RegionTotal {
            year,
            variable,
            given,
            sum,
        } if variables.contains(variable) => {
            let unit = variable.unit();
            Some(Bilingual::new(
                format!("The row of the region has what is given for it: {warning}."),
                format!(
                    "{year}年全区 {variable} 采用给定值 {given:.0} {unit}，与各区域之和 {sum:.0} {unit} \
                     不等。"
                ),
            ))
        }
        _ => None,
    });
    notes.collect()
}

/// Zones of which too little is classified, and what their numbers mean.
pub(super) fn left_out(assessment: &Assessment) -> Option<Bilingual> {
    let zones = assessment
        .warnings
        .iter()
        .find_map(|warning| match warning {
            Warning::LeftOut { zones, .. } => Some(zones),
            _ => None,
        })?;
    let percent = 100.0 * assessment.min_coverage;
    let named = |separator: &str| {
        let named = zones.iter().map(|(zone, years)| {
            let years: Vec<_> = years.iter().map(ToString::to_string).collect();
            format!("{} ({})", zone.name, years.join(separator))
        });
        named.collect::<Vec<_>>().join(separator)
    };
    Some(Bilingual::new(
        format!(
            "Zones of which less than {percent} % has a land class (column coverage of Table 5): {}. \
             Their absorption, budget and ESC count only the land that has one. They have no \
             functional zone and no compensation, and stay in the totals of the region.",
            named(", ")
        ),
        format!(
            "有地类面积不足 {percent} % 的区域（见表5“有地类面积占比”）：{}。其碳吸收、碳收支与 ESC 仅计有地类的土地；\
             不划分功能区，不参与补偿，但仍计入全区合计。",
            named("、")
        ),
    ))
}

/// σ and θ with units, and how well each is known.
pub(super) fn emission_coefficients(coefficients: &Coefficients) -> Bilingual {
    let theta = stated("θ", coefficients.theta());
    joined(match coefficients.sigma() {
        Some(sigma) => vec![stated("σ", sigma), theta],
        None => vec![theta],
    })
}

/// From what emissions of energy are computed.
pub(super) fn emissions_of_energy(coefficients: &Coefficients) -> Bilingual {
    match coefficients.sigma() {
        Some(_) => Bilingual::new(
            "Formulas 1–3, stated by the paper: emissions of energy C_e = E · σ with energy E;",
            "公式1–3（论文载明）：能源碳排放 C_e = E · σ，E 为能源消费；",
        ),
        None => Bilingual::new(
            "Formulas 2 and 3, stated by the paper; in place of its formula 1, emissions of energy are those of each fuel, \
             C_e = Σ E_i · K_i with the energy E_i of a fuel and its carbon content K_i (literature: doi \
             10.5846/stxb201603310591; the sheet Provenance lists K_i);",
            "公式2–3（论文载明）；公式1改为按燃料核算：能源碳排放 C_e = Σ E_i · K_i，E_i 为各燃料消费量，K_i 为其含碳量\
             （文献方法：doi 10.5846/stxb201603310591；K_i 见工作簿“来源”表）；",
        ),
    }
}

/// The λ of the classes of an assessment, and how well each is known.
pub(super) fn land_coefficients(assessment: &Assessment, coefficients: &Coefficients) -> Bilingual {
    let classes = assessment.classes.iter();
    let stated = classes.map(|class| {
        let (en, zh) = (class.label_en(), class.label_zh());
        match coefficients.lambda(class) {
            Some(lambda) => {
                let (en, zh) = (format!("λ {en}"), format!("λ {zh}"));
                Bilingual::new(stated(&en, lambda).en, stated(&zh, lambda).zh)
            }
            None => Bilingual::new(format!("{en}: no λ"), format!("{zh}：无 λ")),
        }
    });
    joined(stated.collect())
}

fn stated<Q: Measure>(symbol: &str, coefficient: &Coefficient<Q>) -> Bilingual {
    let value = coefficient.value().to_string().replace('-', "−");
    let unit = coefficient.unit();
    let standing = standing(coefficient.provenance());
    Bilingual::new(
        format!("{symbol} = {value} {unit} ({})", standing.en),
        format!("{symbol} = {value} {unit}（{}）", standing.zh),
    )
}

/// How well a coefficient is known.
pub(crate) fn standing(standing: Provenance) -> Bilingual {
    match standing {
        Provenance::Stated => Bilingual::new("stated by its source", "来源载明"),
        Provenance::Inferred => Bilingual::new("inferred", "推断"),
        Provenance::User => Bilingual::new("given by the user", "用户给定"),
    }
}

/// A list in a sentence of its own.
fn joined(parts: Vec<Bilingual>) -> Bilingual {
    let (en, zh): (Vec<_>, Vec<_>) = parts.into_iter().map(|part| (part.en, part.zh)).unzip();
    Bilingual::new(en.join("; ") + ".", zh.join("；") + "。")
}

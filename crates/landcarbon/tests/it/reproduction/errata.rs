//! Errors of the paper, with the arithmetic that shows each.

use carbon_core::{Assessment, LandClass, Year};

use landcarbon::study::measure::measure;

/// The errata in Markdown, one item each. Every result of a computation is computed here.
pub(super) fn errata(assessment: &Assessment) -> Vec<String> {
    let obtained = |id: &str| measure(id, assessment).map_or(f64::NAN, |measured| measured.value);
    let growth = 186.99 - 120.97;
    let land = |class: LandClass, year| {
        assessment
            .year(Year(year))
            .map_or(f64::NAN, |annual| annual.region.hectares(&class).0)
    };
    let ganzhou = 21.09 - 5.53;
    let absorbed = 60.56 - 59.69;
    let forest = 58.92;
    let changes = [
        -91_118.6, -150_045.6, 32_303.8, 26_895.0, 200_635.0, -16_343.0,
    ];
    vec![
        format!(
            "Annual growth of emissions: \"6.00\" and \"6.60\" Mt. {growth:.2}/11 = {:.2}, {growth:.2}/10 = {:.2}: the text divides ten years' growth by eleven in one place and by ten in the other. Likewise Ganzhou \"1.41\" ({ganzhou:.2}/11 = {:.2}; over ten years {:.3}) and absorption \"0.08\" ({absorbed:.2}/11 = {:.3}; over ten years {:.3}). Obtained: {:.3} Mt a year.",
            growth / 11.0,
            growth / 10.0,
            ganzhou / 11.0,
            ganzhou / 10.0,
            absorbed / 11.0,
            absorbed / 10.0,
            obtained("region.emissions.growth.annual"),
        ),
        format!(
            "Absorption of forest, \"8.92 Mt\", has lost its first digit: arbor forest's 47.75 Mt are 81.03 % of it, and 47.75/0.8103 = {:.2}. Cropland's \"5.73 Mt\" is 0.573: 58.92 + 5.73 = {:.2} Mt would exceed the total of 59.69. Obtained: {:.2} and {:.3} Mt.",
            47.75 / 0.8103,
            forest + 5.73,
            obtained("region.absorption.forest.2020"),
            obtained("region.absorption.cultivated.2020"),
        ),
        format!(
            "Construction land \"from 341,652.5 to 200,635 hm²\": 200,635 is the gain, 2020 is 341,652.5 + 200,635 = {:.1}. Obtained: {:.1}, then {:.1} hm².",
            341_652.5 + 200_635.0,
            land(LandClass::construction(), 2010),
            land(LandClass::construction(), 2020),
        ),
        format!(
            "The changes of area do not close: −91,118.6 − 150,045.6 + 32,303.8 + 26,895 + 200,635 − 16,343 = {:+.1} hm², though the province has not grown. In the example the difference is taken from cells without data.",
            changes.iter().sum::<f64>(),
        ),
        format!(
            "Arbor forest \"822.43 hm²\" and \"375.35 hm²\" are 10⁴ hm². Their ratio is {:.2} %, not 45.90 %, and 47.75/(822.43/100) = {:.3} t per hm², not 5.77.",
            100.0 * 375.35 / 822.43,
            47.75 / 8.2243,
        ),
        shangrao(assessment, &obtained),
        format!(
            "Energy makes \"more than 80 %\" of emissions: it is {:.1} % in 2010 and {:.1} % in 2020.",
            100.0 * obtained("region.emissions.energy.2010") / obtained("region.emissions.2010"),
            100.0 * obtained("region.emissions.energy.2020") / obtained("region.emissions.2020"),
        ),
        budgets_and_payments(assessment),
        format!(
            "\"ECC fell, so efficiency fell\" cannot follow: the mean of ECC, weighted by emissions, is 1 in any year by construction. Obtained: {}.",
            weighted_means(assessment),
        ),
        format!(
            "Intensities are at constant prices (0.80 and, for Nanchang, 0.57), Shangrao's GDP of 262.43 billion yuan at current ones. At the prices of 2010 the province has {:.3} and Nanchang {:.3} t per 10⁴ yuan; at current prices the province would have {:.3}.",
            obtained("region.intensity.2020"),
            obtained("Nanchang.intensity.2020"),
            nominal_intensity(assessment),
        ),
        format!(
            "Ganzhou's emissions grew \"by 280 %\": (21.09 − 5.53)/5.53 = {:.1} %. Nanchang's intensity fell \"by 61.06 %\": from the rounded figures 1 − 0.57/1.47 = {:.2} %; obtained {:.2} %.",
            100.0 * ganzhou / 5.53,
            100.0 * (1.0 - 0.57 / 1.47),
            -obtained("Nanchang.intensity.change"),
        ),
    ]
}

/// The fall that the text states implies an ECC that it contradicts.
fn shangrao(assessment: &Assessment, obtained: &impl Fn(&str) -> f64) -> String {
    let then = 0.346 / (1.0 - 0.745);
    let implied = obtained("region.energy.2010") * 1e6 / gdp_1e4_yuan(assessment, 2010) / then;
    format!(
        "Shangrao's energy intensity \"−74.5 %, to 0.346 tce per 10⁴ yuan\" implies 0.346/(1 − 0.745) = {then:.3} in 2010, and so an ECC of about {implied:.2}; the text says that it is above 1.8. Obtained: {:.2}. Its \"ECC > 1.2\" in 2020 is {:.2} with 0.346 tce on GDP at constant prices, and {:.2} on GDP at current ones.",
        obtained("Shangrao.ecc.2010"),
        obtained("Shangrao.ecc.2020"),
        shangrao_at_current_prices(obtained),
    )
}

/// Shangrao's ECC of 2020 if its 0.346 tce refer to GDP at current prices.
fn shangrao_at_current_prices(obtained: &impl Fn(&str) -> f64) -> f64 {
    let energy_mtce = 0.346 * obtained("Shangrao.gdp.2020") / 10.0;
    let emissions = energy_mtce * 1.87 + obtained("Shangrao.emissions.respiration.2020");
    let gdp_share = obtained("Shangrao.gdp.2020") / obtained("region.gdp.2020");
    gdp_share / (emissions / obtained("region.emissions.2020"))
}

fn gdp_1e4_yuan(assessment: &Assessment, year: i32) -> f64 {
    assessment
        .year(Year(year))
        .map_or(f64::NAN, |annual| annual.region.gdp.ten_thousands())
}

/// Larger budgets do not pay more.
fn budgets_and_payments(assessment: &Assessment) -> String {
    let budget = |name: &str| {
        measure(&format!("{name}.budget.2020"), assessment).map_or(f64::NAN, |m| m.value)
    };
    format!(
        "\"The larger the budget, the higher the payment\" is false of the paper's own cities: Nanchang has the largest budget (obtained {:.1} Mt) and is a low payer, Ganzhou a small one ({:.1} Mt) and is a high payer.",
        budget("Nanchang"),
        budget("Ganzhou"),
    )
}

fn weighted_means(assessment: &Assessment) -> String {
    let means = assessment.years.iter().map(|annual| {
        let weighted: f64 = annual
            .zones
            .iter()
            .map(|zone| zone.ecc * zone.account.emissions.amount)
            .sum();
        format!(
            "{:.6} ({})",
            weighted / annual.region.emissions.amount,
            annual.year
        )
    });
    means.collect::<Vec<_>>().join(", ")
}

fn nominal_intensity(assessment: &Assessment) -> f64 {
    let Some(annual) = assessment.year(Year(2020)) else {
        return f64::NAN;
    };
    let nominal = annual
        .region
        .gdp_current
        .map_or(f64::NAN, |gdp| gdp.ten_thousands());
    annual.region.emissions.amount / nominal
}

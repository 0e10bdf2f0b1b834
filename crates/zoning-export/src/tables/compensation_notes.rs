//! The notes of Table 7: each formula, how well it is known, and the options used.

use carbon_core::{
    Assessment, BalancedSide, CarbonBasis, Compensation, CorrectedForm, EngelReading,
    IntensityReference, MeanEmissionsFrom, PayerSplit, PriceRule,
};

use super::price::given;
use super::{PriceFormula, notes};
use crate::text::{Bilingual, amount};

pub(super) fn notes(assessment: &Assessment, scheme: &Compensation) -> Vec<Bilingual> {
    let mut lines = vec![
        notes::layout(7),
        Bilingual::new(
            "All columns but the class are amounts from which the next follow: each row can be \
             recomputed from what it shows and, for ECC, τ and K, from the row of the region. \
             Ratios are given to 8 or 10 decimals for that.",
            "除补偿类型外各栏依次推算：每行均可由本行数值复算，其中 ECC、τ、K 还需用到“全区”行；比值为此保留8至10位小数。",
        ),
    ];
    lines.extend(formulas(scheme));
    lines.extend(notes::left_out(assessment));
    let basis = scheme
        .zones
        .first()
        .map(|zone| zone.corrected_base_value.basis);
    lines.extend((basis == Some(CarbonBasis::Mixed)).then(notes::mixed_bases));
    let (prices, target) = (assessment.price_year, scheme.target);
    lines.push(Bilingual::new(
        format!("GDP and intensities are at the prices of {prices}, M is in yuan of {target}."),
        format!("GDP 与碳强度按{prices}年不变价，M 为{target}年人民币元。"),
    ));
    lines
}

/// Formulas 8 to 14, the classes and the balance: how well each is known, and the options used.
pub(crate) fn formulas(scheme: &Compensation) -> Vec<Bilingual> {
    vec![
        Bilingual::new(
            "Formula 8, stated by the paper: base value L = C_z − C_a.",
            "公式8（论文载明）：基础值 L = C_z − C_a。",
        ),
        threshold(scheme),
        corrected_emissions(scheme),
        corrected_base_value(scheme),
        Bilingual::new(
            "Formula 12, stated by the paper: compensation M = α · γ · L′. Above zero the zone \
             pays, below it receives.",
            "公式12（论文载明）：碳补偿 M = α · γ · L′；大于零为支付，小于零为受偿。",
        ),
        price(scheme),
        coefficient(scheme),
        classes(scheme),
        balance(scheme),
    ]
}

fn threshold(scheme: &Compensation) -> Bilingual {
    let source = match &scheme.mean_emissions_from {
        MeanEmissionsFrom::Options => Bilingual::new("given in the options", "由选项给定"),
        MeanEmissionsFrom::Years(years) => {
            let years: Vec<_> = years.iter().map(ToString::to_string).collect();
            Bilingual::new(
                format!("the mean over the zones and the years {}", years.join(", ")),
                format!("{}年各区域均值", years.join("、")),
            )
        }
    };
    Bilingual::new(
        format!(
            "Formula 9, symbols stated, product a reconstruction: threshold P = ECC · D. D, the \
             mean emissions of a zone, is {}.",
            source.en
        ),
        format!(
            "公式9（符号载明，乘积形式系重建）：排放阈值 P = ECC · D；D 为区域平均碳排放，{}。",
            source.zh
        ),
    )
}

fn corrected_emissions(scheme: &Compensation) -> Bilingual {
    let (base, target, weight) = (scheme.base, scheme.target, scheme.options.weight);
    let reference = match scheme.options.reference {
        IntensityReference::MeanOfZones => Bilingual::new(
            "the unweighted mean of the zones'",
            "各区域碳强度的算术平均",
        ),
        IntensityReference::Region => Bilingual::new("the region's", "全区碳强度"),
    };
    Bilingual::new(
        format!(
            "Formula 10, a reconstruction: corrected emissions C′ = C_z · [w·τ + (1 − w)·s], τ = \
             (I_{target} / I_{base}) of the zone by that of the region, s = I_{target} / Ī with Ī \
             {}. The paper does not print w; here w = {weight}.",
            reference.en
        ),
        format!(
            "公式10（系重建）：修正碳排放 C′ = C_z · [w·τ + (1 − w)·s]；τ 为区域 I_{target} / I_{base} \
             与全区之比；s = I_{target} / Ī，Ī 为{}。论文未给出 w，此处 w = {weight}。",
            reference.zh
        ),
    )
}

fn corrected_base_value(scheme: &Compensation) -> Bilingual {
    let (form, name) = match scheme.options.form {
        CorrectedForm::Net => ("L′ = C′ − C_a − P", "net"),
        CorrectedForm::Gross => ("L′ = C′ − P", "gross"),
    };
    Bilingual::new(
        format!("Formula 11, a reconstruction, form “{name}”: corrected base value {form}."),
        format!("公式11（系重建，形式“{name}”）：修正基础值 {form}。"),
    )
}

/// Formula 13 with the numbers put in.
fn price(scheme: &Compensation) -> Bilingual {
    let price = &scheme.options.price;
    let form = PriceFormula::new(price).numbers;
    if let PriceRule::Fixed { .. } = price.rule {
        return Bilingual::new(
            format!("Formula 13 is replaced by a fixed price: α = {form} yuan per t."),
            format!("公式13以固定价格代替：α = {form} 元/t。"),
        );
    }
    let [rate, region, nation] = [
        price.yuan_per_usd,
        price.region_gdp_per_person_1e4_yuan,
        price.nation_gdp_per_person_1e4_yuan,
    ]
    .map(given);
    let alpha = scheme.alpha.yuan_per_t;
    Bilingual::new(
        format!(
            "Formula 13, a reconstruction: α = {form} = {alpha:.8} yuan per t, from price bounds \
             in US$ per t, the exchange rate {rate} yuan per US$ and the GDP per person of region \
             and nation, {region} and {nation} (10⁴ yuan)."
        ),
        format!(
            "公式13（系重建）：α = {form} = {alpha:.8} 元/t；依据为以美元/t 计的价格上下限、汇率 {rate} 元/美元及区域与全国人均GDP \
             {region}、{nation}（万元）。"
        ),
    )
}

fn coefficient(scheme: &Compensation) -> Bilingual {
    let (curve, engel) = (scheme.options.pearl, scheme.options.engel);
    let (a, b) = (curve.a, curve.b);
    let [e, t] = [engel.coefficient, engel.t()].map(given);
    let reading = match engel.reading {
        EngelReading::Engel => format!("t = E = {t}"),
        EngelReading::InverseEngel => format!("t = 1/E = {t}"),
        EngelReading::InverseEngelMinus3 => format!("t = 1/E − 3 = {t}"),
    };
    let factor = scheme.pearl_factor;
    Bilingual::new(
        format!(
            "Formula 14, symbols stated, the curve is the standard Pearl curve: γ = K / (1 + \
             a·e^(−b·t)) with K = G_i / G, a = {a}, b = {b}, {reading} for an Engel coefficient E \
             = {e}; f = {factor:.10}. How t follows from E is a reconstruction."
        ),
        format!(
            "公式14（符号载明，采用标准皮尔曲线）：γ = K / (1 + a·e^(−b·t))，K = G_i / G，a = {a}，b = {b}，恩格尔系数 E = \
             {e}，{reading}；f = {factor:.10}。t 与 E 的关系系重建。"
        ),
    )
}

fn classes(scheme: &Compensation) -> Bilingual {
    let Some(from) = scheme.high_from else {
        return Bilingual::new("No zone pays.", "无支付区域。");
    };
    let from = amount(from.amount);
    let what = match scheme.options.split {
        PayerSplit::Median => Bilingual::new("the payers' median", "支付区中位数"),
        PayerSplit::Amount { .. } => Bilingual::new("given in the options", "由选项给定"),
    };
    Bilingual::new(
        format!(
            "Classes, a reconstruction: zones that pay at least {from} yuan ({}) are of high \
             compensation, other payers of low; receivers are compensated.",
            what.en
        ),
        format!(
            "补偿类型（系重建）：支付额不低于 {from} 元（{}）者为高补偿区，其他支付者为低补偿区，受偿者为受偿区。",
            what.zh
        ),
    )
}

fn balance(scheme: &Compensation) -> Bilingual {
    let imbalance = amount(scheme.imbalance.amount);
    match scheme.balance {
        None => Bilingual::new(
            format!(
                "The scheme does not close: payments and receipts add up to {imbalance} yuan. \
                 The paper has no step that balances them."
            ),
            format!("收支不平衡：支付与受偿相加为 {imbalance} 元；论文无平衡步骤。"),
        ),
        Some(balance) => {
            let factor = balance.factor;
            let side = match balance.side {
                BalancedSide::Payers => Bilingual::new("payers", "支付方"),
                BalancedSide::Receivers => Bilingual::new("receivers", "受偿方"),
            };
            Bilingual::new(
                format!(
                    "Formula 12 gives a sum of {imbalance} yuan. The amounts of the {} are \
                     multiplied by {factor:.10}, so that the scheme closes; this step is not the \
                     paper's.",
                    side.en
                ),
                format!(
                    "公式12各值相加为 {imbalance} 元；{}金额乘以 {factor:.10} 使收支平衡，此步骤并非论文内容。",
                    side.zh
                ),
            )
        }
    }
}

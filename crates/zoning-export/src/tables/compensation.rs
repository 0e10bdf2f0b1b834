//! Table 7: what each zone pays or receives, with everything that it follows from.

use carbon_core::{
    Account, Assessment, Compensation, CompensationClass, CorrectedForm, IntensityReference,
    Quantity, ZoneCompensation,
};

use self::Unit::{Amount, Given, Intensity, Price, Ratio, Share};
use super::table::{Cell, Column, Row};
use super::{Contents, compensation_notes, zone_rows};
use crate::text::Bilingual;

/// A column of numbers.
#[derive(Clone, Copy)]
struct Field {
    name: &'static str,
    /// The heading in English and in Chinese, in which `{base}`, `{target}`, `{form}` and `{reference}` stand for what the scheme has.
    label: [&'static str; 2],
    unit: Unit,
    value: fn(&Line<'_>) -> f64,
    /// What it is for the region; `None` where only zones have it.
    region: Option<fn(&Region<'_>) -> f64>,
    /// Whether it is summed up over the zones.
    summed: bool,
}

/// The unit of a column, and with it how many decimals are printed.
#[derive(Clone, Copy)]
enum Unit {
    /// That of a quantity.
    Amount(&'static Quantity),
    Intensity,
    Ratio,
    /// A share of GDP or what follows from it.
    Share,
    Price,
    /// A ratio with the decimals that people gave it.
    Given,
}

/// A zone and the scheme that it is in.
struct Line<'a> {
    scheme: &'a Compensation,
    zone: &'a ZoneCompensation,
    account: &'a Account,
}

/// The region and the scheme.
struct Region<'a> {
    scheme: &'a Compensation,
    account: &'a Account,
}

/// The fields of M, as formula 12 gives it where that is scaled, and as it is paid.
const UNSCALED: &str = "compensation_unscaled_yuan";
const PAYMENT: &str = "compensation_yuan";
const FORMULA_12: [&str; 2] = ["Compensation M = α · γ · L′", "碳补偿 M = α · γ · L′"];

/// The columns of numbers, in the order in which they are computed. Schemes that are not scaled do not have [`UNSCALED`].
#[rustfmt::skip]
const FIELDS: [Field; 21] = [
    Field::new("gdp_1e4_yuan", ["GDP G, {target}", "{target}年GDP G"],
        Amount(&Quantity::Gdp), |line| line.account.gdp.ten_thousands()).summed()
            .with_region(|region| region.account.gdp.ten_thousands()),
    Field::new("emissions_t", ["Emissions C_z, {target}", "{target}年碳排放 C_z"],
        Amount(&Quantity::Emissions), |line| line.zone.emissions.amount).summed()
            .with_region(|region| region.account.emissions.amount),
    Field::new("absorption_t", ["Absorption C_a, {target}", "{target}年碳吸收 C_a"],
        Amount(&Quantity::Absorption), |line| line.zone.absorption.amount).summed()
            .with_region(|region| region.account.absorption.amount),
    Field::new("base_value_t", ["Base value L = C_z − C_a", "基础值 L = C_z − C_a"],
        Amount(&Quantity::Budget), |line| line.zone.base_value.amount).summed()
            .with_region(|region| region.account.budget.amount),
    Field::new("ecc", ["ECC", "ECC"], Ratio, |line| line.zone.ecc),
    Field::new("mean_emissions_t", ["Mean emissions D", "平均碳排放 D"],
        Amount(&Quantity::Threshold), |line| line.scheme.mean_emissions.amount),
    Field::new("threshold_t", ["Threshold P = ECC · D", "排放阈值 P = ECC · D"],
        Amount(&Quantity::Threshold), |line| line.zone.threshold.amount).summed(),
    Field::new("intensity_base_t_per_1e4_yuan", ["Intensity I, {base}", "{base}年碳强度 I"],
        Intensity, |line| line.zone.intensity[0].t_per_1e4_yuan)
            .with_region(|region| region.scheme.region_intensity[0].t_per_1e4_yuan),
    Field::new("intensity_target_t_per_1e4_yuan", ["Intensity I, {target}", "{target}年碳强度 I"],
        Intensity, |line| line.zone.intensity[1].t_per_1e4_yuan)
            .with_region(|region| region.scheme.region_intensity[1].t_per_1e4_yuan),
    Field::new("tau", ["Change over time τ", "时间比 τ"], Ratio, |line| line.zone.tau),
    Field::new("reference_intensity_t_per_1e4_yuan", ["{reference}", "{reference}"],
        Intensity, |line| line.scheme.reference_intensity.t_per_1e4_yuan),
    Field::new("s", ["Comparison in space s", "空间比 s"], Ratio, |line| line.zone.s),
    Field::new("weight", ["Weight w", "权重 w"], Given, |line| line.scheme.options.weight),
    Field::new("corrected_emissions_t", ["Corrected emissions C′ = C_z · [w·τ + (1 − w)·s]", "修正碳排放 C′ = C_z · [w·τ + (1 − w)·s]"],
        Amount(&Quantity::CorrectedEmissions), |line| line.zone.corrected_emissions.amount).summed(),
    Field::new("corrected_base_value_t", ["Corrected base value {form}", "修正基础值 {form}"],
        Amount(&Quantity::CorrectedBaseValue), |line| line.zone.corrected_base_value.amount).summed(),
    Field::new("share_of_gdp", ["Share of GDP K = G_i / G", "GDP占比 K = G_i / G"],
        Share, |line| line.zone.share_of_gdp).summed(),
    Field::new("pearl_factor", ["Pearl factor f = 1 / (1 + a·e^(−b·t))", "皮尔曲线系数 f = 1 / (1 + a·e^(−b·t))"],
        Share, |line| line.scheme.pearl_factor),
    Field::new("gamma", ["Compensation coefficient γ = K · f", "补偿系数 γ = K · f"],
        Share, |line| line.zone.gamma).summed(),
    Field::new("alpha_yuan_per_t", ["Price α", "碳价 α"],
        Price, |line| line.scheme.alpha.yuan_per_t),
    Field::new(UNSCALED, FORMULA_12,
        Amount(&Quantity::Compensation), |line| line.zone.unscaled.amount).summed(),
    Field::new(PAYMENT, ["Compensation M, scaled to balance", "平衡后的碳补偿 M"],
        Amount(&Quantity::Compensation), |line| line.zone.compensation.amount).summed(),
];

pub(super) fn contents(assessment: &Assessment, scheme: &Compensation) -> Contents {
    let (base, target) = (scheme.base, scheme.target);
    let fields = fields(scheme);
    let mut rows = Vec::new();
    let mut sums = vec![0.0; fields.len()];
    for payment in &scheme.zones {
        let Some(zone) = assessment.zone_year(&payment.zone, target) else {
            continue;
        };
        let line = Line {
            scheme,
            zone: payment,
            account: &zone.account,
        };
        let mut cells = vec![
            Cell::name(payment.zone.as_str()),
            Cell::name(&zone.zone.name),
        ];
        for (field, sum) in fields.iter().zip(&mut sums) {
            let value = (field.value)(&line);
            *sum += value;
            cells.push(Cell::Number(value));
        }
        cells.push(payment.class.map_or(Cell::Empty, label));
        rows.push(Row::item(cells));
    }
    let total = |label: Bilingual, numbers: Vec<Option<f64>>| {
        let numbers = numbers.into_iter().map(Cell::known);
        let cells = [Cell::Empty, Cell::Text(label)].into_iter().chain(numbers);
        Row::total(cells.chain([Cell::Empty]).collect())
    };
    if let Some(annual) = assessment.year(target) {
        let region = Region {
            scheme,
            account: &annual.region,
        };
        let numbers = fields.iter().map(|field| Some((field.region?)(&region)));
        rows.push(total(zone_rows::region(), numbers.collect()));
    }
    let summed = fields.iter().zip(&sums);
    let numbers = summed.map(|(field, sum)| field.summed.then_some(*sum));
    let label = Bilingual::new("Sum of the zones", "各区域之和");
    rows.push(total(label, numbers.collect()));
    for (en, zh, sign) in [
        ("All payers", "支付区合计", 1.0),
        ("All receivers", "受偿区合计", -1.0),
    ] {
        let sum = |amount: fn(&ZoneCompensation) -> f64| {
            let amounts = scheme.zones.iter().map(amount);
            Some(amounts.filter(|amount| sign * amount > 0.0).sum())
        };
        let numbers = fields.iter().map(|field| match field.name {
            UNSCALED => sum(|zone| zone.unscaled.amount),
            PAYMENT => sum(|zone| zone.compensation.amount),
            _ => None,
        });
        rows.push(total(Bilingual::new(en, zh), numbers.collect()));
    }
    let leading = [Quantity::Zone, Quantity::Name];
    let mut columns = leading
        .map(|quantity| Column::from_quantity(&quantity, assessment))
        .to_vec();
    columns.extend(fields.iter().map(|field| field.column(assessment, scheme)));
    let class = Bilingual::new("Class", "补偿类型");
    columns.push(Column::text("compensation_class", class));
    Contents {
        title: Bilingual::new(
            format!("Carbon compensation of {target} against {base}"),
            format!("{target}年碳补偿（以{base}年为基期）"),
        ),
        columns,
        rows,
        notes: compensation_notes::notes(assessment, scheme),
    }
}

impl Field {
    const fn new(
        name: &'static str,
        label: [&'static str; 2],
        unit: Unit,
        value: fn(&Line<'_>) -> f64,
    ) -> Self {
        Self {
            name,
            label,
            unit,
            value,
            region: None,
            summed: false,
        }
    }

    const fn summed(self) -> Self {
        let summed = true;
        Self { summed, ..self }
    }

    const fn with_region(self, region: fn(&Region<'_>) -> f64) -> Self {
        let region = Some(region);
        Self { region, ..self }
    }

    fn column(&self, assessment: &Assessment, scheme: &Compensation) -> Column {
        let [en, zh] = self.label.map(|label| filled(label, scheme));
        let unit_of_quantity = |quantity| Column::from_quantity(quantity, assessment).unit;
        let (unit, decimals) = match self.unit {
            Amount(quantity) => (unit_of_quantity(quantity), 2),
            Intensity => (unit_of_quantity(&Quantity::Intensity), 8),
            Ratio => (Bilingual::default(), 8),
            Share => (Bilingual::default(), 10),
            Price => (Bilingual::new("yuan per t", "元/t"), 8),
            Given => (Bilingual::default(), decimals_of(scheme.options.weight)),
        };
        Column::number(self.name, Bilingual::new(en.en, zh.zh), unit, decimals)
    }
}

/// As many decimals as a number given by people has.
fn decimals_of(given: f64) -> usize {
    let digits = given.to_string();
    let parts = digits.split_once('.');
    parts.map_or(0, |(_, decimals)| decimals.len())
}

/// The fields that a scheme has.
fn fields(scheme: &Compensation) -> Vec<Field> {
    let mut fields = FIELDS.to_vec();
    if scheme.balance.is_none() {
        fields.retain(|field| field.name != UNSCALED);
        let payment = fields.iter_mut().filter(|field| field.name == PAYMENT);
        payment.for_each(|field| field.label = FORMULA_12);
    }
    fields
}

/// A label with what the scheme has in the place of names in braces.
fn filled(label: &str, scheme: &Compensation) -> Bilingual {
    let form = match scheme.options.form {
        CorrectedForm::Net => "L′ = C′ − C_a − P",
        CorrectedForm::Gross => "L′ = C′ − P",
    };
    let (en, zh) = match scheme.options.reference {
        IntensityReference::MeanOfZones => ("Mean intensity Ī of the zones", "各区域平均碳强度 Ī"),
        IntensityReference::Region => ("Intensity Ī of the region", "全区碳强度 Ī"),
    };
    let label = label
        .replace("{base}", &scheme.base.to_string())
        .replace("{target}", &scheme.target.to_string())
        .replace("{form}", form);
    let [en, zh] = [en, zh].map(|reference| label.replace("{reference}", reference));
    Bilingual::new(en, zh)
}

fn label(class: CompensationClass) -> Cell {
    Cell::Text(Bilingual::new(class.label_en(), class.label_zh()))
}

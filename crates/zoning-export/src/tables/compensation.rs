//! Table 7: what each zone pays or receives, with everything that it follows from.

use carbon_core::{
    Account, Assessment, CarbonIntensity, Compensation, CompensationClass, CorrectedForm,
    IntensityReference, Quantity, ZoneCompensation,
};

use self::Unit::{Ratio, Same, Text, YuanPerTonne};
use super::table::{Cell, Column, Row};
use super::{Contents, compensation_notes, zone_rows};
use crate::text::Bilingual;

/// Decimals of tonnes, 10⁴ yuan and yuan.
const AMOUNT: usize = 2;
/// Decimals of intensities, ratios and the price.
const RATIO: usize = 8;
/// Decimals of shares of GDP and what follows from them.
const SHARE: usize = 10;

/// A column of the table: what it is called, and what it holds.
#[derive(Clone, Copy)]
struct Field {
    name: &'static str,
    /// The heading in English and in Chinese, in which `{base}`, `{target}`, `{form}` and `{reference}` stand for what the scheme has.
    label: [&'static str; 2],
    unit: Unit,
    decimals: usize,
    cell: fn(&Line<'_>) -> Cell,
    /// What it holds for the region; empty where only zones have it.
    region: fn(&Region<'_>) -> Cell,
    /// Whether it is summed up over the zones.
    summed: bool,
}

/// The unit of a column.
#[derive(Clone, Copy)]
enum Unit {
    /// That of a quantity.
    Same(&'static Quantity),
    Ratio,
    YuanPerTonne,
    /// The column has text.
    Text,
}

/// A zone and the scheme that it is in.
struct Line<'a> {
    scheme: &'a Compensation,
    zone: &'a ZoneCompensation,
    name: &'a str,
    account: &'a Account,
}

/// The region and the scheme.
struct Region<'a> {
    scheme: &'a Compensation,
    account: &'a Account,
}

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
            name: &zone.zone.name,
            account: &zone.account,
        };
        let cells: Vec<_> = fields.iter().map(|field| (field.cell)(&line)).collect();
        for (sum, cell) in sums.iter_mut().zip(&cells) {
            if let Cell::Number(number) = cell {
                *sum += number;
            }
        }
        rows.push(Row::item(cells));
    }
    let named = |label: Bilingual, cells: Vec<Cell>| {
        let mut row = Row::total(cells);
        if let Some(name) = row.cells.get_mut(1) {
            *name = Cell::Text(label);
        }
        row
    };
    let sum = |(field, sum): (&Field, &f64)| match field.summed {
        true => Cell::Number(*sum),
        false => Cell::Empty,
    };
    if let Some(annual) = assessment.year(target) {
        let region = Region {
            scheme,
            account: &annual.region,
        };
        let cells = fields.iter().map(|field| (field.region)(&region));
        rows.push(named(zone_rows::region(), cells.collect()));
    }
    let label = Bilingual::new("Sum of the zones", "各区域之和");
    rows.push(named(label, fields.iter().zip(&sums).map(sum).collect()));
    for (label, sign) in [
        (Bilingual::new("All payers", "支付区合计"), 1.0),
        (Bilingual::new("All receivers", "受偿区合计"), -1.0),
    ] {
        let total = |amount: fn(&ZoneCompensation) -> f64| {
            let amounts = scheme.zones.iter().map(amount);
            Cell::Number(amounts.filter(|amount| sign * amount > 0.0).sum())
        };
        let cells = fields.iter().map(|field| match field.name {
            UNSCALED => total(|zone| zone.unscaled.amount),
            PAYMENT => total(|zone| zone.compensation.amount),
            _ => Cell::Empty,
        });
        rows.push(named(label, cells.collect()));
    }
    Contents {
        title: Bilingual::new(
            format!("Carbon compensation of {target} against {base}"),
            format!("{target}年碳补偿（以{base}年为基期）"),
        ),
        columns: fields
            .iter()
            .map(|field| field.column(assessment, scheme))
            .collect(),
        rows,
        notes: compensation_notes::notes(assessment, scheme),
    }
}

/// The fields of M, as formula 12 gives it where that is scaled, and as it is paid.
const UNSCALED: &str = "compensation_unscaled_yuan";
const PAYMENT: &str = "compensation_yuan";

const WEIGHT: &str = "weight";
const FORMULA_12: [&str; 2] = ["Compensation M = α · γ · L′", "碳补偿 M = α · γ · L′"];

/// As many decimals as a number given by people has.
fn decimals_of(given: f64) -> usize {
    let digits = given.to_string();
    digits
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len())
}

fn intensity(intensity: &CarbonIntensity) -> Cell {
    Cell::Number(intensity.t_per_1e4_yuan)
}

/// The columns, in the order in which they are computed.
const FIELDS: [Field; 24] = [
    Field::new("zone", ["", ""], Same(&Quantity::Zone), 0, |line| {
        Cell::name(line.zone.zone.as_str())
    }),
    Field::new("name", ["", ""], Same(&Quantity::Name), 0, |line| {
        Cell::name(line.name)
    }),
    Field::new(
        "gdp_1e4_yuan",
        ["GDP G, {target}", "{target}年GDP G"],
        Same(&Quantity::Gdp),
        AMOUNT,
        |line| Cell::Number(line.account.gdp.ten_thousands()),
    )
    .summed()
    .with_region(|region| Cell::Number(region.account.gdp.ten_thousands())),
    Field::new(
        "emissions_t",
        ["Emissions C_z, {target}", "{target}年碳排放 C_z"],
        Same(&Quantity::Emissions),
        AMOUNT,
        |line| Cell::Number(line.zone.emissions.amount),
    )
    .summed()
    .with_region(|region| Cell::Number(region.account.emissions.amount)),
    Field::new(
        "absorption_t",
        ["Absorption C_a, {target}", "{target}年碳吸收 C_a"],
        Same(&Quantity::Absorption),
        AMOUNT,
        |line| Cell::Number(line.zone.absorption.amount),
    )
    .summed()
    .with_region(|region| Cell::Number(region.account.absorption.amount)),
    Field::new(
        "base_value_t",
        ["Base value L = C_z − C_a", "基础值 L = C_z − C_a"],
        Same(&Quantity::Budget),
        AMOUNT,
        |line| Cell::Number(line.zone.base_value.amount),
    )
    .summed()
    .with_region(|region| Cell::Number(region.account.budget.amount)),
    Field::new("ecc", ["ECC", "ECC"], Ratio, RATIO, |line| {
        Cell::Number(line.zone.ecc)
    }),
    Field::new(
        "mean_emissions_t",
        ["Mean emissions D", "平均碳排放 D"],
        Same(&Quantity::Threshold),
        AMOUNT,
        |line| Cell::Number(line.scheme.mean_emissions.amount),
    ),
    Field::new(
        "threshold_t",
        ["Threshold P = ECC · D", "排放阈值 P = ECC · D"],
        Same(&Quantity::Threshold),
        AMOUNT,
        |line| Cell::Number(line.zone.threshold.amount),
    )
    .summed(),
    Field::new(
        "intensity_base_t_per_1e4_yuan",
        ["Intensity I, {base}", "{base}年碳强度 I"],
        Same(&Quantity::Intensity),
        RATIO,
        |line| intensity(&line.zone.intensity[0]),
    )
    .with_region(|region| intensity(&region.scheme.region_intensity[0])),
    Field::new(
        "intensity_target_t_per_1e4_yuan",
        ["Intensity I, {target}", "{target}年碳强度 I"],
        Same(&Quantity::Intensity),
        RATIO,
        |line| intensity(&line.zone.intensity[1]),
    )
    .with_region(|region| intensity(&region.scheme.region_intensity[1])),
    Field::new(
        "tau",
        ["Change over time τ", "时间比 τ"],
        Ratio,
        RATIO,
        |line| Cell::Number(line.zone.tau),
    ),
    Field::new(
        "reference_intensity_t_per_1e4_yuan",
        ["{reference}", "{reference}"],
        Same(&Quantity::Intensity),
        RATIO,
        |line| intensity(&line.scheme.reference_intensity),
    ),
    Field::new(
        "s",
        ["Comparison in space s", "空间比 s"],
        Ratio,
        RATIO,
        |line| Cell::Number(line.zone.s),
    ),
    // The weight has as many decimals as people give it.
    Field::new(WEIGHT, ["Weight w", "权重 w"], Ratio, 0, |line| {
        Cell::Number(line.scheme.options.weight)
    }),
    Field::new(
        "corrected_emissions_t",
        [
            "Corrected emissions C′ = C_z · [w·τ + (1 − w)·s]",
            "修正碳排放 C′ = C_z · [w·τ + (1 − w)·s]",
        ],
        Same(&Quantity::CorrectedEmissions),
        AMOUNT,
        |line| Cell::Number(line.zone.corrected_emissions.amount),
    )
    .summed(),
    Field::new(
        "corrected_base_value_t",
        ["Corrected base value {form}", "修正基础值 {form}"],
        Same(&Quantity::CorrectedBaseValue),
        AMOUNT,
        |line| Cell::Number(line.zone.corrected_base_value.amount),
    )
    .summed(),
    Field::new(
        "share_of_gdp",
        ["Share of GDP K = G_i / G", "GDP占比 K = G_i / G"],
        Ratio,
        SHARE,
        |line| Cell::Number(line.zone.share_of_gdp),
    )
    .summed(),
    Field::new(
        "pearl_factor",
        [
            "Pearl factor f = 1 / (1 + a·e^(−b·t))",
            "皮尔曲线系数 f = 1 / (1 + a·e^(−b·t))",
        ],
        Ratio,
        SHARE,
        |line| Cell::Number(line.scheme.pearl_factor),
    ),
    Field::new(
        "gamma",
        ["Compensation coefficient γ = K · f", "补偿系数 γ = K · f"],
        Ratio,
        SHARE,
        |line| Cell::Number(line.zone.gamma),
    )
    .summed(),
    Field::new(
        "alpha_yuan_per_t",
        ["Price α", "碳价 α"],
        YuanPerTonne,
        RATIO,
        |line| Cell::Number(line.scheme.alpha.yuan_per_t),
    ),
    // What formula 12 gives is left out of schemes that are not scaled, in which it is what is paid.
    Field::new(
        UNSCALED,
        FORMULA_12,
        Same(&Quantity::Compensation),
        AMOUNT,
        |line| Cell::Number(line.zone.unscaled.amount),
    )
    .summed(),
    Field::new(
        PAYMENT,
        ["Compensation M, scaled to balance", "平衡后的碳补偿 M"],
        Same(&Quantity::Compensation),
        AMOUNT,
        |line| Cell::Number(line.zone.compensation.amount),
    )
    .summed(),
    Field::new(
        "compensation_class",
        ["Class", "补偿类型"],
        Text,
        0,
        |line| line.zone.class.map_or(Cell::Empty, label),
    ),
];

impl Field {
    const fn new(
        name: &'static str,
        label: [&'static str; 2],
        unit: Unit,
        decimals: usize,
        cell: fn(&Line<'_>) -> Cell,
    ) -> Self {
        Self {
            name,
            label,
            unit,
            decimals,
            cell,
            region: |_| Cell::Empty,
            summed: false,
        }
    }

    const fn summed(self) -> Self {
        Self {
            summed: true,
            ..self
        }
    }

    const fn with_region(self, region: fn(&Region<'_>) -> Cell) -> Self {
        Self { region, ..self }
    }

    fn column(&self, assessment: &Assessment, scheme: &Compensation) -> Column {
        let [en, zh] = self.label;
        let label = Bilingual::new(filled(en, scheme).en, filled(zh, scheme).zh);
        let unit = match self.unit {
            Text => return Column::text(self.name, label),
            Same(quantity @ (Quantity::Zone | Quantity::Name)) => {
                return Column::of(quantity, assessment);
            }
            Same(quantity) => Column::of(quantity, assessment).unit,
            Ratio => Bilingual::default(),
            YuanPerTonne => Bilingual::new("yuan per t", "元/t"),
        };
        let decimals = match self.name {
            WEIGHT => decimals_of(scheme.options.weight),
            _ => self.decimals,
        };
        Column::number(self.name, label, unit, decimals)
    }
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
    Bilingual::new(
        label.replace("{reference}", en),
        label.replace("{reference}", zh),
    )
}

fn label(class: CompensationClass) -> Cell {
    Cell::Text(Bilingual::new(class.label_en(), class.label_zh()))
}

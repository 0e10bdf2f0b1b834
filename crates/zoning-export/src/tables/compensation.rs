//! Table 7: what each zone pays or receives, with everything that it follows from.

use carbon_core::{
    Account, Assessment, CarbonIntensity, Compensation, CompensationClass, CorrectedForm,
    IntensityReference, Quantity, ZoneCompensation,
};

use super::table::{Cell, Column, Row};
use super::{Contents, compensation_notes, zone_rows};
use crate::text::Bilingual;

/// Decimals of tonnes, 10⁴ yuan and yuan.
const AMOUNT: usize = 2;
/// Decimals of intensities, ratios and the price.
const RATIO: usize = 8;
/// Decimals of shares of GDP and what follows from them.
const SHARE: usize = 10;

/// A column and what it holds for a zone.
struct Field {
    column: Column,
    cell: fn(&Line<'_>) -> Cell,
    /// What it holds for the region; empty where only zones have it.
    region: fn(&Region<'_>) -> Cell,
    /// Whether it is summed up over the zones.
    summed: bool,
}

/// A zone and the scheme that it is in.
struct Line<'a> {
    scheme: &'a Compensation,
    of: &'a ZoneCompensation,
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
    let fields = fields(assessment, scheme);
    let mut rows = Vec::new();
    let mut sums = vec![0.0; fields.len()];
    for of in &scheme.zones {
        let Some(zone) = assessment.zone_year(&of.zone, target) else {
            continue;
        };
        let line = Line {
            scheme,
            of,
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
        let cells = fields.iter().map(|field| match &*field.column.field {
            UNSCALED => total(|of| of.unscaled.amount),
            PAYMENT => total(|of| of.compensation.amount),
            _ => Cell::Empty,
        });
        rows.push(named(label, cells.collect()));
    }
    Contents {
        title: Bilingual::new(
            format!("Carbon compensation of {target} against {base}"),
            format!("{target}年碳补偿（以{base}年为基期）"),
        ),
        columns: fields.into_iter().map(|field| field.column).collect(),
        rows,
        notes: compensation_notes::notes(assessment, scheme),
    }
}

/// The fields of M, as formula 12 gives it where that is scaled, and as it is paid.
const UNSCALED: &str = "compensation_unscaled_yuan";
const PAYMENT: &str = "compensation_yuan";

/// As many decimals as a number given by people has.
fn decimals_of(given: f64) -> usize {
    let digits = given.to_string();
    digits
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len())
}

fn intensity(of: &CarbonIntensity) -> Cell {
    Cell::Number(of.t_per_1e4_yuan)
}

/// The columns, in the order in which they are computed.
fn fields(assessment: &Assessment, scheme: &Compensation) -> Vec<Field> {
    fn nothing(_: &Region<'_>) -> Cell {
        Cell::Empty
    }
    let unit = |quantity: &Quantity| Column::of(quantity, assessment).unit;
    let per_gdp = || unit(&Quantity::Intensity);
    let ratio = Bilingual::default;
    let (base, target) = (scheme.base, scheme.target);
    let field = |name: &str, en: &str, zh: &str, unit, decimals, cell| Field {
        column: Column::number(name, Bilingual::new(en, zh), unit, decimals),
        cell,
        region: nothing,
        summed: false,
    };
    let sum = |field: Field| Field {
        summed: true,
        ..field
    };
    let corrected = match scheme.options.form {
        CorrectedForm::Net => "L′ = C′ − C_a − P",
        CorrectedForm::Gross => "L′ = C′ − P",
    };
    let mut fields = vec![
        Field {
            column: Column::of(&Quantity::Zone, assessment),
            cell: |line| Cell::name(line.of.zone.as_str()),
            region: nothing,
            summed: false,
        },
        Field {
            column: Column::of(&Quantity::Name, assessment),
            cell: |line| Cell::name(line.name),
            region: nothing,
            summed: false,
        },
        Field {
            region: |region| Cell::Number(region.account.gdp.ten_thousands()),
            ..sum(field(
                "gdp_1e4_yuan",
                &format!("GDP G, {target}"),
                &format!("{target}年GDP G"),
                unit(&Quantity::Gdp),
                AMOUNT,
                |line| Cell::Number(line.account.gdp.ten_thousands()),
            ))
        },
        Field {
            region: |region| Cell::Number(region.account.emissions.amount),
            ..sum(field(
                "emissions_t",
                &format!("Emissions C_z, {target}"),
                &format!("{target}年碳排放 C_z"),
                unit(&Quantity::Emissions),
                AMOUNT,
                |line| Cell::Number(line.of.emissions.amount),
            ))
        },
        Field {
            region: |region| Cell::Number(region.account.absorption.amount),
            ..sum(field(
                "absorption_t",
                &format!("Absorption C_a, {target}"),
                &format!("{target}年碳吸收 C_a"),
                unit(&Quantity::Absorption),
                AMOUNT,
                |line| Cell::Number(line.of.absorption.amount),
            ))
        },
        Field {
            region: |region| Cell::Number(region.account.budget.amount),
            ..sum(field(
                "base_value_t",
                "Base value L = C_z − C_a",
                "基础值 L = C_z − C_a",
                unit(&Quantity::Budget),
                AMOUNT,
                |line| Cell::Number(line.of.base_value.amount),
            ))
        },
        field("ecc", "ECC", "ECC", ratio(), RATIO, |line| {
            Cell::Number(line.of.ecc)
        }),
        field(
            "mean_emissions_t",
            "Mean emissions D",
            "平均碳排放 D",
            unit(&Quantity::Threshold),
            AMOUNT,
            |line| Cell::Number(line.scheme.mean_emissions.amount),
        ),
        sum(field(
            "threshold_t",
            "Threshold P = ECC · D",
            "排放阈值 P = ECC · D",
            unit(&Quantity::Threshold),
            AMOUNT,
            |line| Cell::Number(line.of.threshold.amount),
        )),
        Field {
            region: |region| intensity(&region.scheme.region_intensity[0]),
            ..field(
                "intensity_base_t_per_1e4_yuan",
                &format!("Intensity I, {base}"),
                &format!("{base}年碳强度 I"),
                per_gdp(),
                RATIO,
                |line| intensity(&line.of.intensity[0]),
            )
        },
        Field {
            region: |region| intensity(&region.scheme.region_intensity[1]),
            ..field(
                "intensity_target_t_per_1e4_yuan",
                &format!("Intensity I, {target}"),
                &format!("{target}年碳强度 I"),
                per_gdp(),
                RATIO,
                |line| intensity(&line.of.intensity[1]),
            )
        },
        field(
            "tau",
            "Change over time τ",
            "时间比 τ",
            ratio(),
            RATIO,
            |line| Cell::Number(line.of.tau),
        ),
    ];
    let (en, zh) = match scheme.options.reference {
        IntensityReference::MeanOfZones => ("Mean intensity Ī of the zones", "各区域平均碳强度 Ī"),
        IntensityReference::Region => ("Intensity Ī of the region", "全区碳强度 Ī"),
    };
    fields.extend([
        field(
            "reference_intensity_t_per_1e4_yuan",
            en,
            zh,
            per_gdp(),
            RATIO,
            |line| intensity(&line.scheme.reference_intensity),
        ),
        field(
            "s",
            "Comparison in space s",
            "空间比 s",
            ratio(),
            RATIO,
            |line| Cell::Number(line.of.s),
        ),
        field(
            "weight",
            "Weight w",
            "权重 w",
            ratio(),
            decimals_of(scheme.options.weight),
            |line| Cell::Number(line.scheme.options.weight),
        ),
        sum(field(
            "corrected_emissions_t",
            "Corrected emissions C′ = C_z · [w·τ + (1 − w)·s]",
            "修正碳排放 C′ = C_z · [w·τ + (1 − w)·s]",
            unit(&Quantity::CorrectedEmissions),
            AMOUNT,
            |line| Cell::Number(line.of.corrected_emissions.amount),
        )),
        sum(field(
            "corrected_base_value_t",
            &format!("Corrected base value {corrected}"),
            &format!("修正基础值 {corrected}"),
            unit(&Quantity::CorrectedBaseValue),
            AMOUNT,
            |line| Cell::Number(line.of.corrected_base_value.amount),
        )),
        sum(field(
            "share_of_gdp",
            "Share of GDP K = G_i / G",
            "GDP占比 K = G_i / G",
            ratio(),
            SHARE,
            |line| Cell::Number(line.of.share_of_gdp),
        )),
        field(
            "pearl_factor",
            "Pearl factor f = 1 / (1 + a·e^(−b·t))",
            "皮尔曲线系数 f = 1 / (1 + a·e^(−b·t))",
            ratio(),
            SHARE,
            |line| Cell::Number(line.scheme.pearl_factor),
        ),
        sum(field(
            "gamma",
            "Compensation coefficient γ = K · f",
            "补偿系数 γ = K · f",
            ratio(),
            SHARE,
            |line| Cell::Number(line.of.gamma),
        )),
        field(
            "alpha_yuan_per_t",
            "Price α",
            "碳价 α",
            Bilingual::new("yuan per t", "元/t"),
            RATIO,
            |line| Cell::Number(line.scheme.alpha.yuan_per_t),
        ),
    ]);
    let yuan = || unit(&Quantity::Compensation);
    let (en, zh) = ("Compensation M = α · γ · L′", "碳补偿 M = α · γ · L′");
    if scheme.balance.is_some() {
        fields.push(sum(field(UNSCALED, en, zh, yuan(), AMOUNT, |line| {
            Cell::Number(line.of.unscaled.amount)
        })));
        let (en, zh) = ("Compensation M, scaled to balance", "平衡后的碳补偿 M");
        fields.push(sum(field(PAYMENT, en, zh, yuan(), AMOUNT, |line| {
            Cell::Number(line.of.compensation.amount)
        })));
    } else {
        fields.push(sum(field(PAYMENT, en, zh, yuan(), AMOUNT, |line| {
            Cell::Number(line.of.compensation.amount)
        })));
    }
    fields.push(Field {
        column: Column::text("compensation_class", Bilingual::new("Class", "补偿类型")),
        cell: |line| line.of.class.map_or(Cell::Empty, label),
        region: nothing,
        summed: false,
    });
    fields
}

fn label(class: CompensationClass) -> Cell {
    Cell::Text(Bilingual::new(class.label_en(), class.label_zh()))
}

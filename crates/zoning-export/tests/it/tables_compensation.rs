//! Table 7 followed by hand: every row is recomputed from the digits that its CSV shows.

use std::collections::HashMap;

use crate::support;
use crate::support::jiangxi;
use carbon_core::{
    Assessment, CompensationOptions, CompensationPreset, CorrectedForm, IntensityReference,
    PriceOptions, PriceRule,
};
use zoning_export::Language;
use zoning_export::tables::{Table, Tables, write_table_csv};

/// A row: what its fields print.
type Printed = HashMap<String, String>;

fn table_7(assessment: &Assessment) -> Table {
    let (coefficients, caption) = (support::coefficients(), support::caption(Language::En));
    let tables = Tables::new(assessment, &[], &coefficients, &caption);
    tables.as_slice()[6].clone()
}

/// The rows of the CSV, by the field names of their columns.
fn printed(table: &Table) -> Vec<Printed> {
    let mut bytes = Vec::new();
    write_table_csv(table, Language::En, &mut bytes).expect("a CSV");
    let fields = table.columns.iter().map(|column| column.field.clone());
    let fields: Vec<_> = fields.collect();
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let records = reader.records().map(|record| {
        let record = record.expect("a record");
        let values = record.iter().map(str::to_owned);
        fields.iter().cloned().zip(values).collect()
    });
    records.collect()
}

/// A printed number and half a unit of its last digit: what rounding may have taken away.
fn read(row: &Printed, field: &str) -> (f64, f64) {
    let text = &row[field];
    let decimals = text.split_once('.').map_or(0, |(_, digits)| digits.len());
    let number = text.parse().expect(field);
    (number, 0.5 * 10_f64.powi(-(decimals as i32)))
}

/// A formula of printed numbers, and how far rounding of these may have moved its result.
fn recomputed<const N: usize>(
    numbers: [(f64, f64); N],
    formula: impl Fn([f64; N]) -> f64,
) -> (f64, f64) {
    let exact = formula(numbers.map(|(number, _)| number));
    let error = (0..N).map(|index| {
        let mut moved = numbers.map(|(number, _)| number);
        moved[index] += numbers[index].1;
        (formula(moved) - exact).abs()
    });
    (exact, error.sum())
}

#[track_caller]
fn agrees(row: &Printed, field: &str, (expected, error): (f64, f64)) {
    let (found, half) = read(row, field);
    // A little more than first order, and a bit for the arithmetic itself.
    let tolerance = 1.01 * error + half + 1e-12 * expected.abs();
    assert!(
        (found - expected).abs() <= tolerance,
        "{} of {}: printed {found}, recomputed {expected} ± {tolerance}",
        field,
        row["name"]
    );
    // The digits suffice: nothing is off by more than a millionth of the largest term.
    let scale = ["emissions_t", "threshold_t", "compensation_yuan"].map(|f| {
        row.get(f)
            .and_then(|text| text.parse::<f64>().ok())
            .unwrap_or(0.0)
            .abs()
    });
    let scale = scale.into_iter().fold(1.0, f64::max);
    assert!(tolerance <= 1e-6 * scale, "{field}: {tolerance} of {scale}");
}

/// The rows of zones, then those of the region, the sum, the payers and the receivers.
fn parts(rows: &[Printed]) -> (&[Printed], &[Printed]) {
    rows.split_at(rows.len() - 4)
}

/// Follows every zone through formulas 8–14 with the numbers of the table alone.
fn follow(rows: &[Printed], form: CorrectedForm, reference: IntensityReference) {
    let (zones, totals) = parts(rows);
    let region = &totals[0];
    assert_eq!(region["name"], "Region");
    let (base, target) = (
        "intensity_base_t_per_1e4_yuan",
        "intensity_target_t_per_1e4_yuan",
    );
    for row in zones {
        let read_field = |field| read(row, field);
        let all = |field| read(region, field);
        let emissions = read_field("emissions_t");
        let net = recomputed([emissions, read_field("absorption_t")], |[c, a]| c - a);
        agrees(row, "base_value_t", net);
        let numbers = [
            read_field("gdp_1e4_yuan"),
            all("gdp_1e4_yuan"),
            emissions,
            all("emissions_t"),
        ];
        agrees(
            row,
            "ecc",
            recomputed(numbers, |[g, of_g, c, of_c]| (g / of_g) / (c / of_c)),
        );
        let threshold = recomputed(
            [read_field("ecc"), read_field("mean_emissions_t")],
            |[ecc, d]| ecc * d,
        );
        agrees(row, "threshold_t", threshold);
        let numbers = [read_field(target), read_field(base), all(target), all(base)];
        agrees(
            row,
            "tau",
            recomputed(numbers, |[i, i0, r, r0]| (i / i0) / (r / r0)),
        );
        let mean = read_field("reference_intensity_t_per_1e4_yuan");
        agrees(
            row,
            "s",
            recomputed([read_field(target), mean], |[i, mean]| i / mean),
        );
        // An option is printed in full.
        let weight = (read_field("weight").0, 0.0);
        let numbers = [emissions, weight, read_field("tau"), read_field("s")];
        let corrected = recomputed(numbers, |[c, w, tau, s]| c * (w * tau + (1.0 - w) * s));
        agrees(row, "corrected_emissions_t", corrected);
        let numbers = [
            read_field("corrected_emissions_t"),
            read_field("absorption_t"),
            read_field("threshold_t"),
        ];
        let value = recomputed(numbers, |[c, a, p]| match form {
            CorrectedForm::Net => c - a - p,
            CorrectedForm::Gross => c - p,
        });
        agrees(row, "corrected_base_value_t", value);
        let numbers = [read_field("gdp_1e4_yuan"), all("gdp_1e4_yuan")];
        agrees(
            row,
            "share_of_gdp",
            recomputed(numbers, |[g, of_g]| g / of_g),
        );
        let numbers = [read_field("share_of_gdp"), read_field("pearl_factor")];
        agrees(row, "gamma", recomputed(numbers, |[k, f]| k * f));
        let numbers = [
            read_field("alpha_yuan_per_t"),
            read_field("gamma"),
            read_field("corrected_base_value_t"),
        ];
        let payment = match row.contains_key("compensation_unscaled_yuan") {
            true => "compensation_unscaled_yuan",
            false => "compensation_yuan",
        };
        agrees(
            row,
            payment,
            recomputed(numbers, |[alpha, gamma, l]| alpha * gamma * l),
        );
        let expected = match reference {
            IntensityReference::Region => all(target).0,
            IntensityReference::MeanOfZones => {
                zones.iter().map(|zone| read(zone, target).0).sum::<f64>() / zones.len() as f64
            }
        };
        assert!((mean.0 - expected).abs() <= 1.1e-8);
    }
    let sum = |field: &str, sign: f64| -> f64 {
        let amounts = zones.iter().map(|zone| read(zone, field).0);
        amounts
            .filter(|amount| sign == 0.0 || sign * amount > 0.0)
            .sum()
    };
    for (row, sign) in totals[1..].iter().zip([0.0, 1.0, -1.0]) {
        let tolerance = 0.01 * zones.len() as f64;
        let printed = read(row, "compensation_yuan").0;
        assert!(
            (printed - sum("compensation_yuan", sign)).abs() <= tolerance,
            "{row:?}"
        );
    }
}

/// Classes follow from the payments: high from the payers' median on.
fn check_classes(rows: &[Printed]) {
    let (zones, _) = parts(rows);
    let payment = |row: &Printed| read(row, "compensation_yuan").0;
    let mut payers: Vec<_> = zones.iter().map(payment).filter(|m| *m > 0.0).collect();
    payers.sort_by(f64::total_cmp);
    let middle = payers.len() / 2;
    let median = (payers[(payers.len() - 1) / 2] + payers[middle]) / 2.0;
    for row in zones {
        let expected = match payment(row) {
            m if m < 0.0 => "Compensated area",
            m if m >= median => "High compensation area",
            _ => "Low compensation area",
        };
        assert_eq!(row["compensation_class"], expected);
    }
}

#[test]
fn every_payment_of_jiangxi_can_be_followed_by_hand() {
    let rows = printed(&table_7(&jiangxi::compensated(&jiangxi::options())));
    assert_eq!(rows.len(), 11 + 4);
    follow(&rows, CorrectedForm::Net, IntensityReference::MeanOfZones);
    check_classes(&rows);
    let millions = |name| {
        let row = rows.iter().find(|row| row["name"] == name).expect(name);
        read(row, "compensation_yuan").0 / 1e6
    };
    assert!((millions("Jiujiang") - 114.31).abs() < 0.05);
    assert!((millions("Yichun") - 54.59).abs() < 0.05);
}

#[test]
fn a_row_can_be_followed_whatever_the_options() {
    for form in [CorrectedForm::Net, CorrectedForm::Gross] {
        for reference in [IntensityReference::MeanOfZones, IntensityReference::Region] {
            for scale_to_balance in [false, true] {
                let options = CompensationOptions {
                    form,
                    reference,
                    scale_to_balance,
                    weight: 0.125,
                    ..CompensationPreset::Paper2024.options()
                };
                let table = table_7(&support::compensated(&options));
                follow(&printed(&table), form, reference);
            }
        }
    }
}

#[test]
fn scaled_payments_add_up_to_nothing_and_say_so() {
    let options = CompensationOptions {
        scale_to_balance: true,
        ..jiangxi::options()
    };
    let table = table_7(&jiangxi::compensated(&options));
    let rows = printed(&table);
    let total = rows.iter().find(|row| row["name"] == "Sum of the zones");
    let total = total.expect("a total");
    assert!(read(total, "compensation_yuan").0.abs() < 0.01);
    assert!((read(total, "compensation_unscaled_yuan").0 - 143_190_072.26).abs() < 1.0);
    let notes: Vec<_> = table.notes.iter().map(|note| &*note.en).collect();
    assert!(
        notes
            .iter()
            .any(|note| note.contains("are multiplied by 0.37536")),
        "{notes:?}"
    );
}

#[test]
fn the_notes_name_the_options_used() {
    let notes = |options: &CompensationOptions| {
        let table = table_7(&jiangxi::compensated(options));
        let notes: Vec<_> = table.notes.iter().map(|note| note.en.clone()).collect();
        notes.join("\n")
    };
    let default = notes(&jiangxi::options());
    for part in [
        "here w = 0.8",
        "form “net”: corrected base value L′ = C′ − C_a − P",
        "D, the mean emissions of a zone, is given in the options",
        "α = 6.8976 × [10 + (15 − 10) × 5.6871 / 7.2] = 96.21720900 yuan per t",
        "a = 1, b = 1, t = E = 0.32",
        "(the payers' median)",
        "add up to 143,190,07",
    ] {
        assert!(default.contains(part), "{part} is not in:\n{default}");
    }
    let options = CompensationOptions {
        form: CorrectedForm::Gross,
        reference: IntensityReference::Region,
        price: PriceOptions {
            rule: PriceRule::Fixed { yuan_per_t: 50.0 },
            ..CompensationPreset::Paper2024.options().price
        },
        ..CompensationPreset::Paper2024.options()
    };
    let other = notes(&options);
    for part in [
        "form “gross”: corrected base value L′ = C′ − P",
        "with Ī the region's",
        "the mean over the zones and the years 2010, 2015, 2020",
        "a fixed price: α = 50 yuan per t",
    ] {
        assert!(other.contains(part), "{part} is not in:\n{other}");
    }
}

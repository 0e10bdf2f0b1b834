//! The compensation of the Jiangxi example against what the paper states: two amounts, and who
//! pays much, pays little or receives. The example's inputs were fitted to the paper's statements.

use crate::support::jiangxi;
use crate::support::jiangxi::{BASE, TARGET};
use carbon_core::{
    Alternatives, Assessment, Coefficients, Compensation, CompensationClass, CompensationOptions,
    CompensationPreset, Inputs, Quantity, Sensitivity, Value, ZoneCompensation, ZoningRule, assess,
    compensate, sensitivity,
};

fn assessment() -> Assessment {
    let inputs = Inputs::new(jiangxi::raw_inputs()).expect("inputs");
    let paper = Coefficients::preset("paper-2024").expect("the preset");
    assess(&inputs, &paper, &ZoningRule::default()).expect("an assessment")
}

/// The default options with the mean emissions that the paper's compensations imply.
fn options() -> CompensationOptions {
    CompensationOptions {
        mean_emissions_t: Some(13_243_930.0),
        ..CompensationPreset::Paper2024.options()
    }
}

fn compensation(assessment: &Assessment) -> Compensation {
    compensate(assessment, BASE, TARGET, &options()).expect("a compensation")
}

/// The names of the zones of a class, by payment, the highest first.
fn of_class(assessment: &Assessment, class: CompensationClass) -> Vec<String> {
    let compensation = compensation(assessment);
    let mut zones: Vec<&ZoneCompensation> = compensation
        .zones
        .iter()
        .filter(|zone| zone.class == Some(class))
        .collect();
    zones.sort_by(|a, b| b.compensation.amount.total_cmp(&a.compensation.amount));
    let name = |zone: &&ZoneCompensation| {
        let zone = assessment.zones.iter().find(|known| known.id == zone.zone);
        zone.expect("a zone").name.clone()
    };
    zones.iter().map(name).collect()
}

#[test]
fn the_amounts_of_the_paper_and_those_it_leaves_out() {
    let assessment = assessment();
    let compensation = compensation(&assessment);
    for (name, million_yuan) in [
        ("Nanchang", 1.00),
        ("Jingdezhen", -16.64),
        ("Pingxiang", 0.80),
        ("Jiujiang", 114.31),
        ("Xinyu", 21.78),
        ("Yingtan", -34.45),
        ("Ganzhou", 35.45),
        ("Ji'an", -32.65),
        ("Yichun", 54.59),
        ("Fuzhou", -2.31),
        ("Shangrao", 1.30),
    ] {
        let zone = assessment
            .zones
            .iter()
            .find(|zone| zone.name == name)
            .unwrap();
        let amount = compensation.zone(&zone.id).unwrap().compensation.amount / 1e6;
        assert!((amount - million_yuan).abs() < 0.006, "{name}: {amount}");
    }
    assert_eq!(
        format!("{:.1}", compensation.imbalance.amount / 1e6),
        "143.2"
    );
}

#[test]
fn the_classes_of_the_paper() {
    let assessment = assessment();
    let names = CompensationClass::ALL.map(|class| of_class(&assessment, class));
    let expected: [&[&str]; 3] = [
        &["Jiujiang", "Yichun", "Ganzhou", "Xinyu"],
        &["Shangrao", "Nanchang", "Pingxiang"],
        &["Fuzhou", "Jingdezhen", "Ji'an", "Yingtan"],
    ];
    assert_eq!(names, expected);
}

#[test]
fn every_payment_can_be_followed_from_the_result_alone() {
    let compensation = compensation(&assessment());
    let alpha = 6.8976 * (10.0 + 5.0 * 5.6871 / 7.2);
    let [region_2010, region_2020] = compensation
        .region_intensity
        .map(|intensity| intensity.t_per_1e4_yuan);
    for zone in &compensation.zones {
        let [in_2010, in_2020] = zone.intensity.map(|zone| zone.t_per_1e4_yuan);
        let tau = (in_2020 / in_2010) / (region_2020 / region_2010);
        let s = in_2020 / compensation.reference_intensity.t_per_1e4_yuan;
        let corrected = zone.emissions.amount * (0.8 * tau + 0.2 * s);
        let value = corrected - zone.absorption.amount - zone.ecc * 13_243_930.0;
        let gamma = zone.share_of_gdp / (1.0 + (-0.32_f64).exp());
        let amount = alpha * gamma * value;
        let difference = (zone.compensation.amount - amount).abs();
        assert!(difference < 1e-6 * amount.abs(), "{zone:?}");
        assert_eq!(zone.compensation.price_year, TARGET);
    }
}

#[test]
fn the_fields_of_a_compensation_have_values_in_the_target_year_alone() {
    let assessment = assessment();
    let before = Quantity::all(&assessment);
    let compensation = compensation(&assessment);
    let assessment = assessment.with_compensation(compensation);
    let added = Quantity::all(&assessment).split_off(before.len());
    let names: Vec<_> = added.iter().map(Quantity::field_name).collect();
    assert_eq!(
        names,
        [
            "base_value_t",
            "threshold_t",
            "tau",
            "s",
            "corrected_emissions_t",
            "corrected_base_value_t",
            "gamma",
            "compensation_yuan",
            "compensation_class",
        ]
    );
    let units: Vec<_> = added
        .iter()
        .map(|quantity| quantity.unit_in(&assessment))
        .collect();
    assert_eq!(units, ["t", "t", "", "", "t", "t", "", "yuan of 2020", ""]);
    assert_eq!(
        Quantity::Compensation.alias_zh(&assessment),
        "补偿金额（2020年元）"
    );
    let jiujiang = assessment.zone_year(&"360400".into(), TARGET).unwrap();
    let values: Vec<_> = added
        .iter()
        .map(|quantity| quantity.value(jiujiang).unwrap())
        .collect();
    let amount = jiujiang.compensation.as_ref().unwrap().compensation.amount;
    assert_eq!(values[7], Value::Number(amount));
    assert_eq!(values[8], Value::Text("high-compensation"));
    let before = assessment.zone_year(&"360400".into(), BASE).unwrap();
    assert!(
        added
            .iter()
            .all(|quantity| quantity.value(before).is_none())
    );
    let region = &assessment.year(TARGET).unwrap().region;
    assert!(
        added
            .iter()
            .all(|quantity| quantity.amount(region).is_none())
    );
}

#[test]
fn which_roles_depend_on_the_inferred_choices() {
    let assessment = assessment();
    let alternatives = Alternatives::all(&options());
    let run = || {
        sensitivity(&assessment, BASE, TARGET, &options(), &alternatives).expect("a sensitivity")
    };
    let Sensitivity {
        combinations,
        zones,
        ..
    } = run();
    assert_eq!(combinations, 6 * 2 * 2 * 2 * 5 * 3);
    let compensation = compensation(&assessment);
    for (zone, default) in zones.iter().zip(&compensation.zones) {
        assert_eq!(zone.zone, default.zone);
        let amount = default.compensation.amount;
        assert!(zone.minimum.amount <= amount && amount <= zone.maximum.amount);
        assert!(
            zone.minimum.amount <= zone.median.amount && zone.median.amount <= zone.maximum.amount
        );
        assert_eq!(
            zone.changes_role,
            zone.share_paying > 0.0 && zone.share_receiving > 0.0
        );
    }
    // Computed by a separate program.
    for (at, share_paying) in [
        0.5, 0.0, 0.8125, 1.0, 1.0, 0.0, 0.8333, 0.5, 1.0, 0.625, 0.7083,
    ]
    .into_iter()
    .enumerate()
    {
        let difference = zones[at].share_paying - share_paying;
        assert!(difference.abs() < 1e-4, "{:?}", zones[at]);
    }
    let jiujiang = &zones[3];
    let million = [jiujiang.minimum, jiujiang.median, jiujiang.maximum]
        .map(|amount| format!("{:.2}", amount.amount / 1e6));
    assert_eq!(million, ["54.46", "119.95", "285.76"]);
    assert_eq!(run().zones, zones);
}

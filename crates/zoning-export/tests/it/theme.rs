//! Themes of a small region, computed by hand.

use crate::support;
use carbon_core::Year;
use zoning_export::{
    Classification, Classifications, Language, Theme, ThemeError, Themes, Topic, palette,
};

const TOPICS: [Topic; 7] = [
    Topic::Emissions,
    Topic::Intensity,
    Topic::Ecc,
    Topic::Esc,
    Topic::Budget,
    Topic::Absorption,
    Topic::FunctionalZones,
];

fn theme(topic: Topic, language: Language) -> Theme {
    let assessment = support::assessment();
    let themes = support::themes(&assessment);
    themes.theme(topic, Year(2010), language).expect("a theme")
}

fn labels(topic: Topic, language: Language) -> Vec<String> {
    let classes = theme(topic, language).classes.into_iter();
    classes.map(|class| class.label).collect()
}

/// The ids of the classes of the three zones in 2010.
fn classes(topic: Topic) -> Vec<String> {
    let (assessment, theme) = (support::assessment(), theme(topic, Language::En));
    let zones = &assessment.years[0].zones;
    zones
        .iter()
        .map(|zone| theme.class_of(zone).expect("a class").id.clone())
        .collect()
}

#[test]
fn emissions_are_classed_by_the_mean_of_the_year() {
    // 2.186, 30.315 and 5.689 Mt: mean 12.73.
    assert_eq!(classes(Topic::Emissions), ["1", "4", "1"]);
    let theme = theme(Topic::Emissions, Language::En);
    let mean = support::assessment().years[0].mean_emissions.amount;
    assert_eq!(theme.classes[1].from, Some(0.5 * mean));
    assert_eq!(theme.classes[3].to, None);
    assert_eq!(theme.title, "Carbon emissions (Mt)");
    assert_eq!(theme.classes[1].label, "50–100 % of the mean");
}

#[test]
fn budgets_are_classed_about_zero_by_a_round_step_of_all_years() {
    // −3.008, 30.182, 5.401 Mt in 2010 and −2.23, 42.58, 7.72 in 2020: mean magnitude 15.2.
    assert_eq!(classes(Topic::Budget), ["3", "6", "4"]);
    let expected = [
        "< −20 Mt",
        "−20 to −10 Mt",
        "−10 to 0 Mt",
        "0–10 Mt",
        "10–20 Mt",
        "≥ 20 Mt",
    ];
    assert_eq!(labels(Topic::Budget, Language::En), expected);
    assert_eq!(labels(Topic::Budget, Language::Zh)[1], "−20 至 −10 Mt");
    let colors: Vec<_> = theme(Topic::Budget, Language::En).classes;
    assert_eq!(colors[0].color.to_string(), "#01665e");
}

#[test]
fn coefficients_and_intensity_are_classed_by_value() {
    // 0.243, 1.011 and 1.422 t per 10⁴ yuan; the region's is 0.888.
    assert_eq!(classes(Topic::Intensity), ["1", "3", "4"]);
    // ECC 3.66, 0.88, 0.62.
    assert_eq!(classes(Topic::Ecc), ["4", "2", "2"]);
    // ESC 16.2, 0.03, 0.35.
    assert_eq!(classes(Topic::Esc), ["4", "1", "1"]);
    let expected = ["< 0.6", "0.6–1.2", "1.2–1.8", "≥ 1.8"];
    assert_eq!(labels(Topic::Ecc, Language::En), expected);
    assert_eq!(
        theme(Topic::Intensity, Language::Zh).title,
        "碳排放强度（t/万元，2010年价）"
    );
}

#[test]
fn functional_zones_are_their_own_classes() {
    assert_eq!(
        classes(Topic::FunctionalZones),
        [
            "carbon-sink",
            "carbon-intensity-control",
            "low-carbon-optimization"
        ]
    );
    assert_eq!(
        labels(Topic::FunctionalZones, Language::Zh)[0],
        "碳汇功能区"
    );
}

#[test]
fn classes_have_distinct_ids_labels_and_colours_and_say_how_well_they_are_known() {
    for topic in TOPICS {
        for language in [Language::En, Language::Zh] {
            let theme = theme(topic, language);
            for (i, class) in theme.classes.iter().enumerate() {
                for other in &theme.classes[..i] {
                    assert!(class.id != other.id && class.label != other.label);
                    assert!(class.color != other.color && class.color != palette::NO_DATA);
                }
            }
            assert_eq!(theme.known, topic.breaks_known(language));
            assert!(!theme.known.is_empty());
        }
    }
}

#[test]
fn a_rule_of_the_literature_is_no_reconstruction() {
    let mut assessment = support::assessment();
    assessment.zoning = "quadrant".parse().unwrap();
    let themes = Themes::new(&assessment, &Classifications::default()).unwrap();
    for (language, said) in [(Language::En, "quadrant rule"), (Language::Zh, "象限规则")] {
        let theme = themes.theme(Topic::FunctionalZones, Year(2010), language);
        let known = theme.unwrap().known;
        assert!(
            known.contains(said) && !known.contains("reconstruction"),
            "{known}"
        );
    }
}

#[test]
fn every_zone_is_counted_once() {
    let assessment = support::assessment();
    for topic in TOPICS {
        let counts = theme(topic, Language::En).counts(&assessment.years[0].zones);
        assert_eq!(counts.iter().sum::<usize>(), 3, "{topic:?}");
    }
}

#[test]
fn a_zone_whose_value_is_not_finite_has_no_class_and_is_grey() {
    let mut zone = support::assessment().years[0].zones[0].clone();
    zone.ecc = f64::NAN;
    let theme = theme(Topic::Ecc, Language::En);
    assert_eq!(theme.class_of(&zone), None);
    assert_eq!(theme.color_of(&zone), palette::NO_DATA);
}

#[test]
fn a_year_that_was_not_assessed_is_named_with_those_that_were() {
    let assessment = support::assessment();
    let themes = support::themes(&assessment);
    let error = themes
        .theme(Topic::Ecc, Year(2015), Language::En)
        .unwrap_err();
    assert!(matches!(error, ThemeError::UnknownYear { .. }));
    assert_eq!(
        error.to_string(),
        "the assessment has no year 2015; it has 2010, 2020"
    );
}

/// The themes of a topic in both years, as a project chose its classes.
fn chosen(topic: Topic, choices: &Classifications) -> Vec<Theme> {
    let assessment = support::assessment();
    let themes = Themes::new(&assessment, choices).expect("themes");
    let years = support::YEARS.iter();
    years
        .map(|&year| themes.theme(topic, year, Language::En).expect("a theme"))
        .collect()
}

fn class_labels(theme: &Theme) -> Vec<&str> {
    theme.classes.iter().map(|class| &*class.label).collect()
}

#[test]
fn quantiles_are_of_all_zones_in_all_years_and_the_same_in_each() {
    // 2.186, 5.689, 30.315 Mt in 2010 and 2.96, 8.01, 42.7 in 2020: the median is between 5.7 and 8.
    let themes = chosen(
        Topic::Emissions,
        &Classifications {
            emissions: Some(Classification::Quantiles { classes: 2 }),
            ..Classifications::default()
        },
    );
    for theme in &themes {
        assert_eq!(class_labels(theme), ["< 7 Mt", "≥ 7 Mt"]);
        assert_eq!(
            theme.known,
            "breaks chosen for this project: quantiles of all zones in all years"
        );
        assert_eq!(theme.mean(), None);
    }
    let assessment = support::assessment();
    let counts = themes.iter().zip(&assessment.years);
    let counts: Vec<_> = counts
        .map(|(theme, annual)| theme.counts(&annual.zones))
        .collect();
    assert_eq!(counts, [[2, 1], [1, 2]]);
}

#[test]
fn the_colours_of_a_budget_turn_at_zero_whatever_its_breaks() {
    let value = |breaks: &[f64]| Classifications {
        budget: Some(Classification::Value {
            breaks: breaks.to_vec(),
        }),
        ..Classifications::default()
    };
    for (breaks, colors) in [
        (&[0.0, 1e7][..], &["#80b2aa", "#e0c184", "#7a4509"][..]),
        (&[-1e6, 1e6], &["#68c4bc", "#f5f5f5", "#c08a3e"]),
    ] {
        let theme = chosen(Topic::Budget, &value(breaks)).remove(0);
        let shown = theme.classes.iter().map(|class| class.color.to_string());
        assert_eq!(shown.collect::<Vec<_>>(), colors);
    }
}

#[test]
fn shares_of_the_mean_follow_the_mean_of_each_year() {
    let breaks = vec![1.0];
    let themes = chosen(
        Topic::Intensity,
        &Classifications {
            intensity: Some(Classification::ShareOfMean { breaks }),
            ..Classifications::default()
        },
    );
    let assessment = support::assessment();
    for (theme, annual) in themes.iter().zip(&assessment.years) {
        let intensities = annual
            .zones
            .iter()
            .map(|zone| zone.account.intensity.t_per_1e4_yuan);
        let mean = intensities.sum::<f64>() / 3.0;
        assert_eq!(theme.mean(), Some(mean));
        assert_eq!(theme.classes[1].from, Some(mean));
        assert_eq!(
            class_labels(theme),
            ["< 100 % of the mean", "≥ 100 % of the mean"]
        );
    }
}

//! Findings beyond the assessment of the fixture `jiangxi`, and further fields.

use std::collections::BTreeMap;

use carbon_core::centre::{Ellipse, EllipseAxes, Movement, Position};
use carbon_core::scenario::{Comparison, Scenario};
use carbon_core::uncertainty::{
    MapClasses, MonteCarlo, Propagation, Sobol, SobolIndices, Uncertainty,
};
use carbon_core::{Assessment, Case, Quantity, Year};
use serde_json::json;
use zoning_export::Bilingual;
use zoning_export::content::{
    Bar, BarColumn, Bars, Centre, Centres, CentresOf, Curve, CurvePanel, Curves, FieldClass, Group,
    Part, ScenarioRun, Spread, Supplement, ZoneField,
};
use zoning_export::palette::{Color, QUALITATIVE_12, YL_GN_BU};
use zoning_export::{Breaks, Classifications, Themes};

/// All that a supplement borrows from.
pub struct Beyond {
    pub assessment: Assessment,
    pub inputs: Uncertainty,
    pub propagation: Propagation,
    pub sobol: SobolIndices,
    pub scenarios: Vec<Scenario>,
    pub comparisons: Vec<Comparison>,
}

impl Beyond {
    /// A few hundred draws, and three scenarios, the last of which changes no budget.
    pub fn new(case: Case) -> Self {
        let inputs: Uncertainty = serde_json::from_value(json!({
            "coefficients": {
                "sigma": { "distribution": "normal", "relative_sd": 0.05, "source": "invented" },
                "land": { "forest": {
                    "distribution": "triangular",
                    "relative_minimum": -0.3,
                    "relative_maximum": 0.3,
                    "source": "虚构 & invented",
                } },
            },
            "statistics": { "energy": {
                "distribution": "normal",
                "relative_sd": 0.05,
                "years": "together",
                "source": "invented",
            } },
        }))
        .expect("an uncertainty");
        let scenarios: Vec<Scenario> = serde_json::from_value(json!([
            { "name": "Less <energy> & more", "changes": [
                { "input": "energy", "relative": -0.1, "years": [2020] },
            ] },
            { "name": "退耕还林", "changes": [
                { "input": "land", "from": "cultivated", "to": "forest", "relative": 0.1,
                  "zones": ["360700", "361000"] },
            ] },
            { "name": "A price of 120", "changes": [{ "input": "price", "value": 120.0 }] },
        ]))
        .expect("scenarios");
        let monte_carlo = MonteCarlo {
            seed: 7,
            draws: 300,
            maps: vec![MapClasses {
                quantity: Quantity::Ecc,
                breaks: vec![0.6, 1.2, 1.8],
                of_mean_emissions: false,
            }],
            ..MonteCarlo::new(&case)
        };
        let sobol = Sobol {
            seed: 7,
            samples: 200,
        };
        let assessment = case.run().expect("an assessment");
        Self {
            propagation: monte_carlo.run(&case, &inputs).expect("a propagation"),
            sobol: sobol.run(&case, &inputs).expect("indices"),
            comparisons: scenarios
                .iter()
                .map(|scenario| scenario.run(&case, &assessment).expect("a comparison"))
                .collect(),
            assessment,
            inputs,
            scenarios,
        }
    }

    /// All of it, with further fields.
    pub fn supplement(&self) -> Supplement<'_> {
        let runs = self.scenarios.iter().zip(&self.comparisons);
        Supplement {
            uncertainty: Some(Spread {
                inputs: &self.inputs,
                propagation: &self.propagation,
                sobol: Some(&self.sobol),
            }),
            scenarios: runs
                .map(|(scenario, comparison)| ScenarioRun {
                    scenario,
                    comparison,
                })
                .collect(),
            fields: further_fields(&self.assessment),
            curves: Some(curves()),
            bars: vec![bars()],
            centres: Some(centres()),
        }
    }

    /// Themes with a supplement of this.
    pub fn themes<'a>(&'a self, supplement: &'a Supplement<'a>) -> Themes<'a> {
        let themes = Themes::new(&self.assessment, &Classifications::default());
        let themes = themes.expect("themes").with_supplement(supplement);
        themes.expect("a supplement")
    }
}

fn category(id: &str, en: &str, zh: &str, color: Color) -> FieldClass {
    FieldClass {
        id: id.to_owned(),
        label: Bilingual::new(en, zh),
        color,
    }
}

/// A zoning in every year, in which the last zone is of no category; a score with a map of the last
/// year; and a number without maps.
pub fn further_fields(assessment: &Assessment) -> Vec<ZoneField> {
    let zones = assessment.zones.len();
    let years = || assessment.years.iter().map(|annual| annual.year);
    let clusters = |year: Year| {
        let cluster = |zone: usize| ["1", "2", "3"][(zone + year.0 as usize / 5) % 3].to_owned();
        let cluster_of_zone = |zone| (zone + 1 < zones).then(|| cluster(zone));
        (year, (0..zones).map(cluster_of_zone).collect())
    };
    let classes = vec![
        category("1", "Cluster 1", "第 1 类", QUALITATIVE_12[0]),
        category("2", "Cluster 2", "第 2 类", QUALITATIVE_12[3]),
        category("3", "Cluster 3", "第 3 类", QUALITATIVE_12[4]),
    ];
    let title = Bilingual::new("K-means, k = 3", "K 均值聚类，k = 3");
    let rows = years().map(clusters).collect();
    let clusters = ZoneField::categories("k_means", title, Group::Zonings, classes, rows)
        .known(Bilingual::new("invented for a test", "为测试虚构"));
    let clusters = ZoneField {
        remarks: vec![Bilingual::new(
            "Adjusted Rand index against the functional zones: 0.12",
            "与功能区的调整兰德指数：0.12",
        )],
        ..clusters
    };
    let scores = |year: Year| {
        (
            year,
            (0..zones).map(|zone| Some(zone as f64 / 4.0)).collect(),
        )
    };
    let rows: BTreeMap<_, _> = years().map(scores).collect();
    let score = ZoneField::numbers(
        "moran_local",
        Bilingual::new("Local Moran's I", "局部莫兰指数"),
        Bilingual::default(),
        Group::Analysis,
        3,
        rows.clone(),
    );
    let classes = ["< 1", "1–2", "≥ 2"].map(Bilingual::same);
    let last = assessment.years.last().expect("a year").year;
    let score = score.mapped(
        Breaks::new(vec![1.0, 2.0]).expect("breaks"),
        classes.into_iter().zip(YL_GN_BU.colors(3)),
        vec![last],
    );
    let rate = ZoneField::numbers(
        "rate_m3",
        Bilingual::new("A rate", "某比率"),
        Bilingual::new("m3 per ha", "立方米/公顷"),
        Group::Analysis,
        1,
        rows,
    );
    // Out of the order of groups, which outputs restore.
    vec![score, clusters, rate]
}

/// A curve a year, all of a city that has three quarters of the value and a quarter of the weight.
pub fn curves() -> Curves {
    let curve = |year: i32| Curve {
        year: Year(year),
        gini: 0.5,
        points: vec![[0.0, 0.0], [0.75, 0.25], [1.0, 1.0]],
    };
    Curves {
        title: Bilingual::new("How unequal", "不均等"),
        value: Bilingual::new("emissions", "碳排放"),
        known: Bilingual::new("invented for a test", "为测试虚构"),
        panels: vec![CurvePanel {
            weight: Bilingual::new("population", "人口"),
            curves: [2010, 2015, 2020].map(curve).to_vec(),
        }],
    }
}

/// Bars of which one rises, one falls, and one has two parts.
pub fn bars() -> Bars {
    let bar = |parts: &[(usize, f64)]| {
        let parts = parts.iter().map(|&(key, value)| Part { key, value });
        Some(Bar(parts.collect()))
    };
    Bars {
        title: Bilingual::new("What drove it", "驱动因素"),
        unit: Bilingual::same("Mt"),
        decimals: 1,
        known: Bilingual::new("invented for a test", "为测试虚构"),
        keys: vec![
            category("more", "more", "增加", QUALITATIVE_12[0]),
            category("less", "less", "减少", QUALITATIVE_12[3]),
        ],
        rows: ["people & money", "thrift", "both"]
            .map(Bilingual::same)
            .to_vec(),
        columns: vec![BarColumn {
            heading: Bilingual::same("2010–2020"),
            bars: vec![
                bar(&[(0, 40.0)]),
                bar(&[(1, -10.0)]),
                bar(&[(0, 20.0), (0, 10.0)]),
            ],
        }],
    }
}

/// A centre that moves to the south, with a diamond for an ellipse.
pub fn centres() -> Centres {
    let centre = |year: i32, latitude: f64| Centre {
        year: Year(year),
        ellipse: Ellipse {
            centre: Position {
                east_m: 0.0,
                north_m: 0.0,
            },
            major_m: 150e3,
            minor_m: 100e3,
            bearing: Some(0.0),
            axes: EllipseAxes::RootTwo,
        },
        moved: (year > 2010).then_some(Movement {
            from: Year(year - 5),
            to: Year(year),
            distance_m: 5e3,
            bearing: Some(180.0),
        }),
        place: [115.5, latitude],
        outline: vec![
            [116.5, latitude],
            [115.5, latitude + 1.5],
            [114.5, latitude],
            [115.5, latitude - 1.5],
            [116.5, latitude],
        ],
    };
    Centres {
        title: Bilingual::new("Centres", "重心"),
        known: Bilingual::new("invented for a test", "为测试虚构"),
        quantities: vec![CentresOf {
            field: "emissions_t".to_owned(),
            title: Bilingual::new("Carbon emissions", "碳排放"),
            years: [(2010, 28.1), (2015, 28.0), (2020, 27.9)]
                .map(|(year, latitude)| centre(year, latitude))
                .to_vec(),
        }],
    }
}

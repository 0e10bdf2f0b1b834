use carbon_core::clustering::{KMeansOptions, Linkage, Method as Clustering, Standardisation};
use carbon_core::rule_list::RuleList;
use carbon_core::zonings::{Clusters, Compared, Evidence, Method, Zoning, ZoningResult, compare};
use carbon_core::{
    Assessment, Case, CompensationPreset, FunctionRules, Quantity, Scheme, Year, ZoneFields,
    ZoningRule,
};

use crate::analysis::jiangxi;
use crate::analysis::oracle::{assert_close, number, rows};

const PAPER: [(&str, &str); 3] = [
    ("esc >= 1.8", "carbon-sink"),
    ("emissions_share_of_mean < 0.5", "low-carbon-optimization"),
    (
        "emissions_share_of_mean >= 1.5 and ecc >= 1",
        "total-carbon-control",
    ),
];
const SCORES: &str = include_str!("../../../../../fixtures/oracle/analysis/clustering_scores.csv");

fn zoning(name: &str, method: Method) -> Zoning {
    let name = name.to_owned();
    Zoning { name, method }
}

fn zoned(assessment: &Assessment, method: Method) -> ZoningResult {
    zoning("other", method)
        .classify(assessment)
        .expect("a zoning")
}

fn clusters(method: Clustering, number: Option<usize>) -> Method {
    let indicators = ["ecc", "esc", "emissions_share_of_mean", "intensity"];
    Method::Clusters(Clusters {
        indicators: indicators.map(str::to_owned).to_vec(),
        standardisation: Standardisation::ZScore,
        method,
        number,
        most: 6,
    })
}

/// The pairs of a year, in their order.
fn of_year(compared: &[Compared], year: i32) -> Vec<&Compared> {
    let of_year =
        |pair: &&Compared| pair.first.year == Year(year) && pair.second.year == Year(year);
    compared.iter().filter(of_year).collect()
}

#[test]
fn the_papers_rule_written_out_is_the_papers_rule() {
    let own = FunctionRules::new(PAPER, "carbon-intensity-control").expect("rules");
    let [built_in, own] = [ZoningRule::default(), ZoningRule::Own(own)]
        .map(|rule| ZoningResult::functional(&jiangxi::assessment(&rule)));
    for (built_in, own) in built_in.years.iter().zip(&own.years) {
        for (built_in, own) in built_in.zones.iter().zip(&own.zones) {
            assert_eq!(built_in.as_ref().unwrap().id, own.as_ref().unwrap().id);
        }
    }
    let seventh = own.years[2].zones[6].as_ref().unwrap();
    assert_eq!(seventh.reason, "esc 2.4897 >= 1.8");
}

#[test]
fn the_quadrants_differ_in_shangrao_alone() {
    let assessment = jiangxi::assessment(&ZoningRule::default());
    let quadrant = zoned(&assessment, Method::Rule("quadrant".parse().unwrap()));
    let ids = jiangxi::zones(&assessment.years[0]);
    let compared = compare(&[ZoningResult::functional(&assessment), quadrant], &ids).unwrap();
    let [pair] = of_year(&compared, 2020)[..] else {
        unreachable!("one pair a year")
    };
    let [differing] = &pair.differing[..] else {
        unreachable!("{:?}", pair.differing)
    };
    assert_eq!(assessment.zones[differing.place].name, "Shangrao");
    assert_eq!(
        pair.agreement.differing[0].first,
        "carbon-intensity-control"
    );
    assert!(differing.first_reason.starts_with("ESC"), "{differing:?}");
    assert_eq!(pair.first.zoning, "functional_zone");
    // Three years of one pair; two zonings from year to year and over all.
    assert_eq!(compared.len(), 3 + 2 * 3);
}

#[test]
fn classes_of_other_names_are_matched_by_the_majority() {
    let assessment = jiangxi::assessment(&ZoningRule::default());
    let names = ["esc"];
    let sinks = RuleList::new([("esc >= 1.8", "green")], "grey", &names).unwrap();
    let zonings = [
        ZoningResult::functional(&assessment),
        zoned(&assessment, Method::List(sinks)),
    ];
    let ids = jiangxi::zones(&assessment.years[0]);
    let compared = compare(&zonings, &ids).unwrap();
    let [pair] = of_year(&compared, 2020)[..] else {
        unreachable!("one pair a year")
    };
    // `green` are the sinks, `grey` mostly those of intensity control, which three others are not.
    let others = pair.agreement.differing.iter();
    assert!(others.clone().all(|class| class.second == "grey"));
    assert_eq!(others.count(), 3);
}

#[test]
fn clusters_are_those_of_scikit_learn_and_scipy() {
    let assessment = jiangxi::assessment(&ZoningRule::default());
    for (name, method) in [
        ("k-means", Clustering::KMeans(KMeansOptions::default())),
        ("ward", Clustering::Hierarchy(Linkage::Ward)),
    ] {
        let found = zoned(&assessment, clusters(method, Some(4)));
        assert_eq!(found.classes, None);
        let last = found.years.last().expect("a year");
        let Evidence::Clusters(clustered) = &last.evidence else {
            unreachable!("clusters")
        };
        assert_eq!(clustered.indicators[3], "intensity_t_per_1e4_yuan");
        let scores = rows(SCORES);
        for score in &clustered.scores {
            let expected = scores.iter().find(|row| {
                row["set"] == "jiangxi"
                    && row["scale"] == "z-score"
                    && row["method"] == name
                    && row["clusters"] == score.clusters.to_string()
            });
            if let Some(expected) = expected {
                assert_close(score.silhouette, number(expected["silhouette"]), 1e-12);
            }
        }
        let best = |a: f64, b: f64| if b > a { b } else { a };
        let most = clustered
            .scores
            .iter()
            .map(|score| score.silhouette)
            .fold(-1.0, best);
        let suggested = clustered
            .scores
            .iter()
            .find(|score| score.silhouette == most);
        assert_eq!(clustered.suggested, suggested.expect("a score").clusters);
        let free = zoned(&assessment, clusters(method, None));
        let Evidence::Clusters(free) = &free.years[2].evidence else {
            unreachable!("clusters")
        };
        assert_eq!((free.number, clustered.number), (clustered.suggested, 4));
    }
}

#[test]
fn a_zone_is_of_the_field_in_which_it_has_its_largest_advantage() {
    let assessment = jiangxi::assessment(&ZoningRule::default());
    let fields = ["absorption", "emissions_t"].map(str::to_owned).to_vec();
    let found = zoned(&assessment, Method::Advantages(fields));
    for (annual, zoned) in assessment.years.iter().zip(&found.years) {
        for (zone, class) in annual.zones.iter().zip(&zoned.zones) {
            let expected = if zone.esc >= 1.0 {
                "absorption_t"
            } else {
                "emissions_t"
            };
            assert_eq!(class.as_ref().unwrap().id, expected);
        }
    }
}

#[test]
fn what_cannot_be_is_told_without_an_assessment() {
    let case = Case {
        scheme: None,
        ..jiangxi_case()
    };
    let fields = case.fields();
    let assessment = jiangxi::assessment(&ZoningRule::default());
    assert_eq!(fields.names(), ZoneFields::new(&assessment).names());
    let compensated = jiangxi_case();
    let run = compensated.run().expect("a run");
    assert_eq!(compensated.quantities(), Quantity::all(&run));

    let k_means = Clustering::KMeans(KMeansOptions::default());
    let error = |method: Method| {
        zoning("x", method)
            .fits(&fields, 11)
            .unwrap_err()
            .to_string()
    };
    assert!(error(clusters(k_means, Some(11))).contains("take 2 to 10"));
    assert!(error(Method::Advantages(vec!["esc".into()])).contains("give at least 2"));
    let unknown = error(Method::Advantages(
        ["emission", "gdp"].map(str::to_owned).to_vec(),
    ));
    assert!(unknown.contains("did you mean `emissions`?"), "{unknown}");
    let few = zoning("x", clusters(k_means, None)).fits(&fields, 2);
    assert!(few.unwrap_err().to_string().contains("at least 3"));
    assert!(
        zoning("x", clusters(k_means, None))
            .fits(&fields, 3)
            .is_ok()
    );
}

fn jiangxi_case() -> Case {
    let options = CompensationPreset::Paper2024.options();
    let (base, target) = (Year(2010), Year(2020));
    Case {
        scheme: Some(Scheme {
            base,
            target,
            options,
        }),
        ..jiangxi::case(&ZoningRule::default())
    }
}

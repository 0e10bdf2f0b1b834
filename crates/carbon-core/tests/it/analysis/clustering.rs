use carbon_core::ZoningRule;
use carbon_core::clustering::{
    ClusteringError, IndicatorTable, KMeansOptions, Linkage, Method, Standardisation,
    StandardisedTable, k_means, merge, partition, silhouette, suggest,
};
use proptest::prelude::*;

use crate::analysis::jiangxi;
use crate::analysis::oracle::{assert_close, number, random, random_zones, rows};

const HEIGHTS: &str =
    include_str!("../../../../../fixtures/oracle/analysis/clustering_heights.csv");
const SCORES: &str = include_str!("../../../../../fixtures/oracle/analysis/clustering_scores.csv");
const ZONES: &str = include_str!("../../../../../fixtures/oracle/analysis/clustering_zones.csv");
const TOLERANCE: f64 = 1e-12;

fn table(set: &str, scale: &str) -> StandardisedTable {
    let (zones, names, columns) = if set == "random" {
        let names = ["a", "b", "c"].map(str::to_owned).to_vec();
        let columns: Vec<_> = names.iter().map(|name| random(name)).collect();
        (random_zones(), names, columns)
    } else {
        let assessment = jiangxi::assessment(&ZoningRule::default());
        let names = ["ecc", "esc", "emissions_share_of_mean", "intensity"].map(str::to_owned);
        let column = |name: &String| jiangxi::column(&assessment, 2020, name);
        let columns = names.iter().map(column).collect();
        (
            jiangxi::zones(&assessment.years[0]),
            names.to_vec(),
            columns,
        )
    };
    let row = |place: usize| columns.iter().map(|column| column[place]).collect();
    let rows = (0..zones.len()).map(row).collect();
    let by = match scale {
        "z-score" => Standardisation::ZScore,
        _ => Standardisation::MinMax,
    };
    let table = IndicatorTable::new(zones, names, rows).expect("a table");
    table.standardised(by).expect("differences")
}

fn method(name: &str) -> Method {
    match name {
        "k-means" => Method::KMeans(KMeansOptions::default()),
        "ward" => Method::Hierarchy(Linkage::Ward),
        _ => Method::Hierarchy(Linkage::Average),
    }
}

#[test]
fn heights_agree_with_scipy() {
    let expected = rows(HEIGHTS);
    let mut compared = 0;
    for (set, scale) in [
        ("jiangxi", "z-score"),
        ("jiangxi", "min-max"),
        ("random", "z-score"),
        ("random", "min-max"),
    ] {
        for (name, linkage) in [("ward", Linkage::Ward), ("average", Linkage::Average)] {
            let found = merge(&table(set, scale), linkage);
            let these = expected
                .iter()
                .filter(|row| row["set"] == set && row["scale"] == scale && row["method"] == name);
            for (merge, row) in found.merges.iter().zip(these) {
                assert_close(merge.height, number(row["height"]), TOLERANCE);
                compared += 1;
            }
        }
    }
    assert_eq!(compared, expected.len());
}

#[test]
fn clusters_and_silhouettes_agree_with_scikit_learn_and_scipy() {
    let expected = rows(ZONES);
    for score in rows(SCORES) {
        let table = table(score["set"], score["scale"]);
        let clusters = score["clusters"].parse().expect("a number");
        let found = partition(&table, clusters, method(score["method"])).unwrap();
        let widths = silhouette(&table, &found).unwrap();
        let these: Vec<_> = expected
            .iter()
            .filter(|row| {
                ["set", "scale", "method", "clusters"]
                    .iter()
                    .all(|key| row[key] == score[key])
            })
            .collect();
        let labels: Vec<usize> = these
            .iter()
            .map(|row| row["cluster"].parse().expect("a cluster"))
            .collect();
        assert_eq!(found.clusters, labels, "{score:?}");
        for (width, row) in widths.zones.iter().zip(&these) {
            assert_close(*width, number(row["silhouette"]), TOLERANCE);
        }
        assert_close(widths.mean, number(score["silhouette"]), TOLERANCE);
        if !score["inertia"].is_empty() {
            let found = k_means(&table, clusters, KMeansOptions::default()).unwrap();
            assert_close(found.inertia, number(score["inertia"]), TOLERANCE);
        }
    }
}

#[test]
fn the_suggested_number_has_the_highest_silhouette() {
    let scores = rows(SCORES);
    for name in ["k-means", "ward", "average"] {
        let suggestion = suggest(&table("random", "z-score"), 2..=6, method(name)).unwrap();
        let these = scores.iter().filter(|row| {
            row["set"] == "random" && row["scale"] == "z-score" && row["method"] == name
        });
        let best = these.max_by(|a, b| number(a["silhouette"]).total_cmp(&number(b["silhouette"])));
        let best = best.expect("scores")["clusters"];
        assert_eq!(suggestion.clusters.to_string(), best);
        assert_eq!(suggestion.scores.len(), 5);
    }
    let table = table("random", "z-score");
    assert_eq!(
        suggest(&table, std::ops::RangeInclusive::new(3, 2), method("ward")),
        Err(ClusteringError::NothingToTry)
    );
}

#[test]
fn a_seed_fixes_k_means_and_more_starts_are_never_worse() {
    let table = table("random", "min-max");
    let found = |seed, starts| {
        let options = KMeansOptions {
            seed,
            starts,
            ..KMeansOptions::default()
        };
        k_means(&table, 6, options).unwrap()
    };
    assert_eq!(found(1, 3), found(1, 3));
    assert!(found(1, 30).inertia <= found(1, 3).inertia);
}

/// The least inertia of all ways to part the rows into 3 clusters.
fn least_inertia(rows: &[Vec<f64>]) -> f64 {
    let inertia = |labels: &[usize]| -> f64 {
        let of_cluster = |cluster: usize| {
            let own = rows
                .iter()
                .zip(labels)
                .filter(|(_, label)| **label == cluster);
            let own: Vec<_> = own.map(|(row, _)| row).collect();
            let size = own.len() as f64;
            let deviation = |column: usize| {
                let mean = own.iter().map(|row| row[column]).sum::<f64>() / size;
                own.iter()
                    .map(|row| (row[column] - mean).powi(2))
                    .sum::<f64>()
            };
            if own.is_empty() {
                f64::INFINITY
            } else {
                deviation(0) + deviation(1)
            }
        };
        (0..3).map(of_cluster).sum()
    };
    let all = (0..3usize.pow(rows.len() as u32)).map(|code| {
        let digit = |place: usize| code / 3usize.pow(place as u32) % 3;
        inertia(&(0..rows.len()).map(digit).collect::<Vec<_>>())
    });
    all.fold(f64::INFINITY, f64::min)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn no_way_to_part_few_zones_is_better(
        values in proptest::collection::vec((0.0..1.0, 0.0..1.0), 4..9),
    ) {
        let zones = (0..values.len()).map(|place| format!("z{place}").into()).collect();
        let rows: Vec<_> = values.iter().map(|&(a, b)| vec![a, b]).collect();
        let table = IndicatorTable::new(zones, vec!["a".into(), "b".into()], rows).unwrap();
        let table = table.standardised(Standardisation::ZScore).unwrap();
        let found = k_means(&table, 3, KMeansOptions::default()).unwrap();
        let rows: Vec<_> = (0..values.len()).map(|place| table.row(place).to_vec()).collect();
        prop_assert!((found.inertia - least_inertia(&rows)).abs() < 1e-12);
    }
}

#[test]
fn as_many_clusters_as_different_zones_and_no_more() {
    let zones = ["a", "b", "c", "d"].map(Into::into).to_vec();
    let rows = [1.0, 3.0, 1.0, 9.0].map(|value| vec![value]).to_vec();
    let table = IndicatorTable::new(zones, vec!["x".into()], rows).unwrap();
    let table = table.standardised(Standardisation::ZScore).unwrap();
    let three = k_means(&table, 3, KMeansOptions::default()).unwrap();
    assert_eq!(three.partition.clusters, [0, 1, 0, 2]);
    assert_eq!(three.inertia, 0.0);
    let four = k_means(&table, 4, KMeansOptions::default()).unwrap_err();
    assert_eq!(
        four.to_string(),
        "4 clusters cannot be made of 3 different zones; take 1 to 3"
    );
    let one = IndicatorTable::new(vec!["a".into()], vec!["x".into()], vec![vec![1.0]]).unwrap();
    let error = one.standardised(Standardisation::MinMax);
    assert_eq!(error, Err(ClusteringError::Constant("x".into())));
    assert_eq!(merge(&table, Linkage::Ward).cut(1).unwrap().number, 1);
    assert!(merge(&table, Linkage::Ward).cut(5).is_err());
    let none = KMeansOptions {
        starts: 0,
        ..KMeansOptions::default()
    };
    assert_eq!(k_means(&table, 2, none), Err(ClusteringError::NoStarts));
}

#[test]
fn tables_that_say_nothing_are_errors() {
    let new = |values: [f64; 2]| {
        let zones = ["a", "b"].map(Into::into).to_vec();
        let rows = values.map(|value| vec![value]).to_vec();
        IndicatorTable::new(zones, vec!["esc".into()], rows)
    };
    let odd = new([1.0, f64::NAN]).unwrap_err().to_string();
    assert!(odd.contains("indicator esc is not a finite number: b;"));
    let constant = new([0.1, 0.1])
        .unwrap()
        .standardised(Standardisation::ZScore);
    assert_eq!(constant, Err(ClusteringError::Constant("esc".into())));
    let zones = vec!["a".into()];
    let shape = IndicatorTable::new(zones, vec!["x".into()], vec![vec![1.0, 2.0]]);
    assert!(matches!(shape, Err(ClusteringError::Shape { .. })));
    let empty = IndicatorTable::new(vec![], vec!["x".into()], vec![]);
    assert!(matches!(empty, Err(ClusteringError::Empty { .. })));
}

use carbon_core::ZoneId;
use carbon_core::agreement::{Matching, agreement};

use crate::analysis::oracle::{assert_close, number, rows};

const EXPECTED: &str = include_str!("../../../../../fixtures/oracle/analysis/agreement.csv");
const LABELS: &str = include_str!("../../../../../fixtures/oracle/analysis/agreement_labels.csv");

#[test]
fn the_adjusted_rand_index_and_the_table_agree_with_scikit_learn() {
    let labels = rows(LABELS);
    for row in rows(EXPECTED) {
        let these = || labels.iter().filter(|label| label["case"] == row["case"]);
        let zones: Vec<ZoneId> = these().map(|label| label["zone"].into()).collect();
        let [first, second] =
            ["first", "second"].map(|side| these().map(|label| label[side]).collect::<Vec<_>>());
        let found = agreement(&zones, &first, &second, Matching::Majority).unwrap();
        assert_close(found.adjusted_rand, number(row["adjusted_rand"]), 1e-15);

        let sorted = |names: &[String]| {
            let mut places: Vec<usize> = (0..names.len()).collect();
            places.sort_by_key(|&place| &names[place]);
            places
        };
        let columns = sorted(&found.second);
        let table = sorted(&found.first).into_iter().map(|row| {
            let counts = columns
                .iter()
                .map(|&column| found.counts[row][column].to_string());
            counts.collect::<Vec<_>>().join(" ")
        });
        assert_eq!(table.collect::<Vec<_>>().join("/"), row["sorted_table"]);
    }
}

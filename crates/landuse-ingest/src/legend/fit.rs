//! Which legends fit the codes of a raster.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use carbon_core::LandClass;

use super::legend::Legend;

/// How a legend reads the codes of a raster.
#[derive(Debug, Clone, PartialEq)]
pub struct LegendFit {
    /// The legend.
    pub legend: Legend,
    /// The classes that occur, in the order of the legend, each with its codes and its number of cells.
    pub classes: Vec<(LandClass, Vec<i64>, u64)>,
    /// The codes that the legend lacks, each with its number of cells.
    pub unknown: Vec<(i64, u64)>,
}

impl LegendFit {
    /// Whether the legend has all codes that occur.
    #[must_use]
    pub fn fits(&self) -> bool {
        self.unknown.is_empty()
    }

    /// Cells of codes that the legend lacks.
    #[must_use]
    pub fn unknown_cells(&self) -> u64 {
        self.unknown.iter().map(|(_, cells)| cells).sum()
    }

    /// How a legend reads codes, of which each has a number of cells.
    #[must_use]
    pub fn new(legend: Legend, counts: &BTreeMap<i64, u64>) -> Self {
        let classes = legend.all_classes().filter_map(|class| {
            let of_class = |(code, cells): (&i64, &u64)| {
                (legend.class_of(*code) == Some(class)).then_some((*code, *cells))
            };
            let (codes, cells): (Vec<_>, Vec<u64>) = counts.iter().filter_map(of_class).unzip();
            (!codes.is_empty()).then(|| (class.clone(), codes, cells.iter().sum()))
        });
        let unknown = counts
            .iter()
            .filter(|(code, _)| legend.class_of(**code).is_none());
        Self {
            classes: classes.collect(),
            unknown: unknown.map(|(code, cells)| (*code, *cells)).collect(),
            legend,
        }
    }

    /// Those that lack the fewest cells first; of those that fit, the ones of which most codes occur.
    fn rank(&self) -> (u64, Reverse<usize>) {
        let occurring: usize = self.classes.iter().map(|(_, codes, _)| codes.len()).sum();
        let known = self.legend.codes().count().max(1);
        (self.unknown_cells(), Reverse(1000 * occurring / known))
    }
}

/// All built-in legends but `raw`, which fits any codes: those that fit first, the likeliest at the front. `counts` are the cells of each
/// code that occurs.
#[must_use]
pub fn fit_legends(counts: &BTreeMap<i64, u64>) -> Vec<LegendFit> {
    let legends = Legend::built_in_names()
        .filter_map(|name| Legend::built_in(name)?.ok())
        .filter(|legend| !legend.is_raw());
    let mut fits: Vec<_> = legends
        .map(|legend| LegendFit::new(legend, counts))
        .collect();
    fits.sort_by_key(LegendFit::rank);
    fits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(codes: &[i64]) -> Vec<LegendFit> {
        fit_legends(&codes.iter().map(|code| (*code, 10)).collect())
    }

    #[test]
    fn two_digit_codes_fit_one_legend_and_six_codes_several() {
        let names = |codes: &[i64]| -> Vec<String> {
            let fits = fit(codes).into_iter().filter(LegendFit::fits);
            fits.map(|fit| fit.legend.name).collect()
        };
        assert_eq!(names(&[11, 12, 21, 33, 43, 51, 66]), ["cnlucc"]);
        let six = names(&[1, 2, 3, 4, 5, 6]);
        assert_eq!(six[..3], ["cnlucc-level1", "clcd", "dynamic-world"]);
        assert!(names(&[-7]).is_empty());
    }

    #[test]
    fn each_class_has_its_codes_and_cells_and_the_rest_is_unknown() {
        let fits = fit(&[11, 12, 21, 77]);
        let cnlucc = fits.iter().find(|fit| fit.legend.name == "cnlucc").unwrap();
        assert_eq!(
            cnlucc.classes,
            [
                (LandClass::cultivated(), vec![11, 12], 20),
                (LandClass::forest(), vec![21], 10)
            ]
        );
        assert_eq!(cnlucc.unknown, [(77, 10)]);
    }
}

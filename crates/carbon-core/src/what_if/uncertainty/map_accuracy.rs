//! Areas of a classified map, adjusted by what a sample says of its errors.
//!
//! Source: Olofsson, Foody, Herold, Stehman, Woodcock and Wulder, "Good practices for estimating
//! area and assessing accuracy of land change", Remote Sensing of Environment 148 (2014), doi
//! 10.1016/j.rse.2014.02.015, formulas 1–11: the stratified estimator whose strata are the mapped
//! classes.

use bilingual::Bilingual;
use serde::{Deserialize, Serialize};

use crate::numeric::Stream;
use crate::numeric::quantile;
use crate::region::LandClass;
use crate::text::Listed;
use crate::units::Hectares;

/// The fewest sample points of a class whose row of the matrix can be drawn.
const LEAST_POINTS: u64 = 3;

/// Sample points by mapped class (row) and true class (column).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawMatrix")]
pub struct ConfusionMatrix {
    classes: Vec<LandClass>,
    counts: Vec<Vec<u64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMatrix {
    classes: Vec<LandClass>,
    counts: Vec<Vec<u64>>,
}

/// A matrix from which no areas follow.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum AccuracyError {
    /// Not one row and one column a class.
    #[en("the confusion matrix must have {0} rows and {0} columns, one for each class")]
    #[zh("混淆矩阵必须为 {0} 行 {0} 列，每个地类一行一列")]
    NotSquare(usize),
    /// A class twice.
    #[en("the confusion matrix names {0} twice; keep one")]
    #[zh("混淆矩阵中 {0} 出现两次；请保留一个")]
    Twice(LandClass),
    /// A class that the land use lacks.
    #[en("the confusion matrix names {class}; the classes of the land use are {legal}")]
    #[zh("混淆矩阵中有 {class}；土地利用的地类有 {legal}")]
    UnknownClass {
        class: LandClass,
        /// The classes of the land use.
        legal: Listed<LandClass>,
    },
    /// Too few points of a class.
    #[en("{points} sample points lie where {class} is mapped; at least {LEAST_POINTS} are needed")]
    #[zh("图上为 {class} 的样点只有 {points} 个；至少需要 {LEAST_POINTS} 个")]
    TooFewPoints {
        /// The mapped class.
        class: LandClass,
        /// How many points its row has.
        points: u64,
    },
    /// Another number of areas than of classes, or nothing mapped.
    #[en("there must be one mapped area, from 0 up, for each of {0} classes, and not all zero")]
    #[zh("{0} 个地类各需一个不小于 0 的制图面积，且不能全为零")]
    Areas(usize),
}

/// An estimate and its standard error.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Its standard error.
    pub standard_error: f64,
}

/// The area of a class, as mapped and as the sample says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AdjustedArea {
    pub class: LandClass,
    /// The mapped area.
    pub mapped: Hectares,
    /// The area-adjusted estimate in hectares (formulas 9–11).
    pub adjusted: Estimate,
    /// The share of the mapped area that is of the class (formulas 2 and 6).
    pub users_accuracy: Estimate,
    /// The share of the class's area that is mapped so (formulas 3 and 7); `None` if the sample
    /// has no point of the class.
    pub producers_accuracy: Option<Estimate>,
}

/// The areas of all classes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AdjustedAreas {
    /// One entry a class, in the order of the matrix.
    pub classes: Vec<AdjustedArea>,
    /// The share of the area that is mapped as what it is (formulas 1 and 5).
    pub overall_accuracy: Estimate,
}

impl TryFrom<RawMatrix> for ConfusionMatrix {
    type Error = AccuracyError;

    fn try_from(raw: RawMatrix) -> Result<Self, AccuracyError> {
        Self::new(raw.classes, raw.counts)
    }
}

impl ConfusionMatrix {
    /// A matrix of sample points: one row a mapped class, in it one count a true class, both in
    /// the order of `classes`.
    ///
    /// # Errors
    ///
    /// [`AccuracyError`] if the matrix is not square, names a class twice, or has a row of fewer
    /// than 3 points.
    pub fn new(classes: Vec<LandClass>, counts: Vec<Vec<u64>>) -> Result<Self, AccuracyError> {
        let size = classes.len();
        if size == 0 || counts.len() != size || counts.iter().any(|row| row.len() != size) {
            return Err(AccuracyError::NotSquare(size));
        }
        for (index, class) in classes.iter().enumerate() {
            if classes[..index].contains(class) {
                return Err(AccuracyError::Twice(class.clone()));
            }
        }
        for (class, row) in classes.iter().zip(&counts) {
            let points = row.iter().sum();
            if points < LEAST_POINTS {
                let class = class.clone();
                return Err(AccuracyError::TooFewPoints { class, points });
            }
        }
        Ok(Self { classes, counts })
    }

    /// The classes, in the order of rows and of columns.
    pub fn classes(&self) -> &[LandClass] {
        &self.classes
    }

    /// The share of a mapped class (row) that is of a true class (column).
    fn share(&self, mapped: usize, truth: usize) -> f64 {
        self.counts[mapped][truth] as f64 / self.points(mapped)
    }

    fn points(&self, mapped: usize) -> f64 {
        self.counts[mapped].iter().sum::<u64>() as f64
    }

    /// The variance of a row's share: p (1 − p) / (n − 1).
    fn variance(&self, mapped: usize, truth: usize) -> f64 {
        let share = self.share(mapped, truth);
        share * (1.0 - share) / (self.points(mapped) - 1.0)
    }

    /// The areas that the sample says the classes have, with accuracies and standard errors.
    ///
    /// ```
    /// use carbon_core::uncertainty::ConfusionMatrix;
    /// use carbon_core::{Hectares, LandClass};
    ///
    /// // A tenth of the mapped forest is water.
    /// let classes = vec![LandClass::forest(), LandClass::water()];
    /// let matrix = ConfusionMatrix::new(classes, vec![vec![90, 10], vec![0, 50]])?;
    /// let areas = matrix.adjusted(&[Hectares(1000.0), Hectares(500.0)])?;
    /// let water = &areas.classes[1];
    /// assert!((water.adjusted.value - 600.0).abs() < 1e-9);
    /// // 1000 ha · √(0.1 · 0.9 / 99)
    /// assert_eq!(format!("{:.2}", water.adjusted.standard_error), "30.15");
    /// # Ok::<(), carbon_core::uncertainty::AccuracyError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`AccuracyError::Areas`] unless there is one area from 0 up for each class, and not all are
    /// zero.
    pub fn adjusted(&self, mapped: &[Hectares]) -> Result<AdjustedAreas, AccuracyError> {
        let size = self.classes.len();
        let possible = |area: &Hectares| area.0.is_finite() && area.0 >= 0.0;
        let total: f64 = mapped.iter().map(|area| area.0).sum();
        if mapped.len() != size || !mapped.iter().all(possible) || total <= 0.0 {
            return Err(AccuracyError::Areas(size));
        }
        let of_rows = |term: &dyn Fn(usize) -> f64| (0..size).map(term).sum::<f64>();
        let classes = (0..size).map(|class| AdjustedArea {
            class: self.classes[class].clone(),
            mapped: mapped[class],
            adjusted: Estimate {
                value: of_rows(&|row| mapped[row].0 * self.share(row, class)),
                standard_error: of_rows(&|row| mapped[row].0.powi(2) * self.variance(row, class))
                    .sqrt(),
            },
            users_accuracy: Estimate {
                value: self.share(class, class),
                standard_error: self.variance(class, class).sqrt(),
            },
            producers_accuracy: self.producers_accuracy(mapped, class),
        });
        let shares = |row: usize| mapped[row].0 / total;
        Ok(AdjustedAreas {
            classes: classes.collect(),
            overall_accuracy: Estimate {
                value: of_rows(&|row| shares(row) * self.share(row, row)),
                standard_error: of_rows(&|row| shares(row).powi(2) * self.variance(row, row))
                    .sqrt(),
            },
        })
    }

    fn producers_accuracy(&self, mapped: &[Hectares], class: usize) -> Option<Estimate> {
        let rows = 0..self.classes.len();
        let area: f64 = rows
            .clone()
            .map(|row| mapped[row].0 * self.share(row, class))
            .sum();
        if area <= 0.0 {
            return None;
        }
        let value = mapped[class].0 * self.share(class, class) / area;
        let own = (mapped[class].0 * (1.0 - value)).powi(2) * self.variance(class, class);
        let others: f64 = rows
            .filter(|row| *row != class)
            .map(|row| mapped[row].0.powi(2) * self.variance(row, class))
            .sum();
        Some(Estimate {
            value,
            standard_error: (own + value.powi(2) * others).sqrt() / area,
        })
    }

    /// One draw of all shares, row by row.
    ///
    /// A row is Dirichlet-distributed with parameters (n − 2) · n_j / n: its means are the sample's
    /// shares, its variances those of the estimator, p (1 − p) / (n − 1), and a share without
    /// points stays 0.
    pub(crate) fn draw(&self, stream: &mut Stream) -> Vec<f64> {
        let size = self.classes.len();
        let mut shares = Vec::with_capacity(size * size);
        for row in 0..size {
            let weight = self.points(row) - 2.0;
            let gammas = (0..size).map(|column| gamma(weight * self.share(row, column), stream));
            shares.extend(gammas);
            let row = &mut shares[row * size..];
            let sum: f64 = row.iter().sum();
            row.iter_mut().for_each(|share| *share /= sum);
        }
        shares
    }
}

/// A gamma variate of a shape; 0 for a shape of 0.
///
/// Source: Marsaglia and Tsang, "A simple method for generating gamma variables", ACM Transactions
/// on Mathematical Software 26 (2000), doi 10.1145/358407.358414.
fn gamma(shape: f64, stream: &mut Stream) -> f64 {
    if shape == 0.0 {
        return 0.0;
    }
    if shape < 1.0 {
        let boost = stream.uniform().powf(1.0 / shape);
        return gamma(shape + 1.0, stream) * boost;
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let z = quantile(stream.uniform());
        let v = (1.0 + c * z).powi(3);
        if v > 0.0 && stream.uniform().ln() < z * z / 2.0 + d * (1.0 - v + v.ln()) {
            return d * v;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix() -> ConfusionMatrix {
        let classes = vec![LandClass::forest(), LandClass::water(), LandClass::unused()];
        let counts = vec![vec![80, 19, 1], vec![3, 27, 0], vec![0, 0, 5]];
        ConfusionMatrix::new(classes, counts).unwrap()
    }

    /// Means and variances of 20,000 draws, within 5 standard errors of the sample's shares and
    /// of the estimator's variances (a variance's relative error taken as √(6/n)).
    #[test]
    fn draws_have_the_means_and_the_variances_of_the_estimator() {
        let (matrix, draws) = (matrix(), 20_000);
        let all: Vec<_> = (0..draws)
            .map(|draw| matrix.draw(&mut Stream::new([1, 0], draw, 0, 0)))
            .collect();
        for row in 0..3 {
            for column in 0..3 {
                let values = all.iter().map(|shares| shares[row * 3 + column]);
                let mean = values.clone().sum::<f64>() / draws as f64;
                let squares = values.map(|share| (share - mean).powi(2));
                let variance = squares.sum::<f64>() / draws as f64;
                let expected = matrix.variance(row, column);
                let error = 5.0 * (expected / draws as f64).sqrt();
                assert!((mean - matrix.share(row, column)).abs() <= error);
                let skewed = if matrix.counts[row][column] == 1 {
                    4.0
                } else {
                    1.0
                };
                let spread = 5.0 * skewed * (6.0 / draws as f64).sqrt() * expected;
                assert!(
                    (variance - expected).abs() <= spread,
                    "{row} {column}: {variance}"
                );
            }
        }
    }

    #[test]
    fn every_drawn_row_adds_up_and_keeps_its_zeros() {
        for draw in 0..100 {
            let shares = matrix().draw(&mut Stream::new([2, 0], draw, 0, 0));
            for row in shares.chunks(3) {
                assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            }
            assert_eq!((shares[5], shares[8]), (0.0, 1.0));
        }
    }

    #[test]
    fn what_is_no_matrix_is_said() {
        let classes = || vec![LandClass::forest(), LandClass::water()];
        let told = |classes, counts| {
            let error = ConfusionMatrix::new(classes, counts).unwrap_err();
            error.to_string()
        };
        assert!(told(classes(), vec![vec![3, 1]]).contains("2 rows and 2 columns"));
        let few = vec![vec![2, 0], vec![3, 3]];
        assert!(told(classes(), few).contains("2 sample points lie where forest is mapped"));
        let twice = vec![LandClass::water(), LandClass::water()];
        assert!(told(twice, vec![vec![3, 3], vec![3, 3]]).contains("water twice"));
    }
}

//! Class breaks: which class a value falls in, and what the class is called.
//!
//! Classes are half-open: between breaks a < b lies the class a ≤ x < b. The first class has no
//! lower end, the last no upper, so every finite number falls in exactly one. The zoning rules
//! compare in the same way ("at least 1.8", "below 50 %").

use bilingual::Bilingual;
use std::borrow::Cow;

use carbon_core::{Listed, Value};

use crate::text::{Language, grouped};

/// Ascending numbers between classes: n breaks make n + 1 classes.
#[derive(Debug, Clone, PartialEq)]
pub struct Breaks(Vec<f64>);

/// Numbers that separate no classes.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
#[en("{0} cannot be class breaks; they must be finite and each larger than the one before")]
#[zh("{0} 不能作为分级界限；界限必须有限且依次增大")]
pub struct BreaksError(Listed<f64>);

impl Breaks {
    /// No breaks: one class.
    pub const NONE: Self = Self(Vec::new());

    /// These breaks.
    ///
    /// # Errors
    ///
    /// [`BreaksError`] unless they are finite and strictly ascending.
    pub fn new(breaks: Vec<f64>) -> Result<Self, BreaksError> {
        let ascending = breaks.windows(2).all(|pair| pair[0] < pair[1]);
        match ascending && breaks.iter().all(|b| b.is_finite()) {
            true => Ok(Self(breaks)),
            false => Err(BreaksError(Listed(breaks))),
        }
    }

    /// A diverging scheme: these positive breaks, zero, and the same below zero. Zero itself
    /// belongs to the upper half.
    ///
    /// # Errors
    ///
    /// [`BreaksError`] unless the breaks are positive, finite and strictly ascending.
    ///
    /// ```
    /// use zoning_export::Breaks;
    ///
    /// let breaks = Breaks::about_zero(&[5.0, 10.0])?;
    /// assert_eq!(breaks.as_slice(), [-10.0, -5.0, 0.0, 5.0, 10.0]);
    /// assert_eq!(breaks.class_of(0.0), Some(3));
    /// # Ok::<(), zoning_export::BreaksError>(())
    /// ```
    pub fn about_zero(positive: &[f64]) -> Result<Self, BreaksError> {
        let negative = positive.iter().rev().map(|b| -b);
        let breaks = negative.chain([0.0]).chain(positive.iter().copied());
        Self::new(breaks.collect())
    }

    /// The breaks.
    pub fn as_slice(&self) -> &[f64] {
        &self.0
    }

    /// The class of a value, counted from 0; `None` if it is not finite.
    pub fn class_of(&self, value: f64) -> Option<usize> {
        let class = || self.0.partition_point(|&b| b <= value);
        value.is_finite().then(class)
    }

    /// The number of classes.
    pub fn classes(&self) -> usize {
        self.0.len() + 1
    }

    /// How many classes lie wholly below zero, whether one lies on both sides, and how many lie
    /// wholly above; zero itself is above.
    pub fn sides(&self) -> (usize, bool, usize) {
        let below = self.0.partition_point(|&b| b <= 0.0);
        let above = self.0.len() - self.0.partition_point(|&b| b < 0.0);
        (below, below + above < self.classes(), above)
    }

    /// The ends of each class: from (inclusive) and to (exclusive), `None` where it is open.
    pub fn ranges(&self) -> impl Iterator<Item = (Option<f64>, Option<f64>)> {
        (0..=self.0.len()).map(|class| {
            let from = class.checked_sub(1).map(|below| self.0[below]);
            (from, self.0.get(class).copied())
        })
    }
}

/// How values become classes.
#[derive(Debug, Clone, PartialEq)]
pub enum Scheme {
    /// By the value itself.
    ByValue(Breaks),
    /// By the value as a share of a mean.
    ByShareOfMean {
        /// Breaks of the share: 0.5 is half the mean.
        breaks: Breaks,
        /// The mean, in the unit of the values.
        mean: f64,
    },
    /// One class a text.
    Categories(Vec<Cow<'static, str>>),
}

impl Scheme {
    /// The class of a value, counted from 0; `None` for what the scheme does not classify.
    pub fn class_of(&self, value: &Value<'_>) -> Option<usize> {
        match (self, value) {
            (Self::ByValue(breaks), Value::Number(x)) => breaks.class_of(*x),
            (Self::ByShareOfMean { breaks, mean }, Value::Number(x)) => breaks.class_of(x / mean),
            (Self::Categories(ids), Value::Text(id)) => ids.iter().position(|known| known == id),
            _ => None,
        }
    }
}

/// The name of the class from ≤ x < to: `< 0.6`, `0.6–1.2`, `≥ 1.8`; where an end is negative,
/// `−5 to 0`, `−5 至 0` or, for readers of both, `−5 … 0`.
pub fn range_label(
    (from, to): (Option<f64>, Option<f64>),
    language: Language,
    print: impl Fn(f64) -> String,
) -> String {
    match (from, to) {
        (Some(from), Some(to)) => {
            let between = match language {
                _ if from >= 0.0 => "–",
                Language::En => " to ",
                Language::Zh => " 至 ",
                Language::Both => " … ",
            };
            format!("{}{between}{}", print(from), print(to))
        }
        (Some(from), None) => format!("≥ {}", print(from)),
        (None, Some(to)) => format!("< {}", print(to)),
        (None, None) => language.choose("all", "全部"),
    }
}

/// A number as printed in a label: the shortest decimals, and a minus sign of its width.
pub(crate) fn plain(value: f64) -> String {
    grouped(&value.to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn breaks(list: &[f64]) -> Breaks {
        Breaks::new(list.to_vec()).unwrap()
    }

    #[test]
    fn a_break_belongs_to_the_class_above_it() {
        let breaks = breaks(&[0.6, 1.2, 1.8]);
        for (value, class) in [
            (f64::MIN, 0),
            (0.0, 0),
            (0.6_f64.next_down(), 0),
            (0.6, 1),
            (1.2_f64.next_down(), 1),
            (1.2, 2),
            (1.8, 3),
            (f64::MAX, 3),
        ] {
            assert_eq!(breaks.class_of(value), Some(class), "{value}");
        }
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(breaks.class_of(value), None);
        }
    }

    #[test]
    fn both_zeros_are_in_the_upper_half() {
        let breaks = Breaks::about_zero(&[1.0]).unwrap();
        assert_eq!(breaks.class_of(0.0), Some(2));
        assert_eq!(breaks.class_of(-0.0), Some(2));
        assert_eq!(breaks.class_of(-f64::MIN_POSITIVE), Some(1));
    }

    #[test]
    fn without_breaks_all_is_one_class() {
        let breaks = breaks(&[]);
        assert_eq!(breaks.class_of(7.0), Some(0));
        assert_eq!(breaks.ranges().collect::<Vec<_>>(), [(None, None)]);
    }

    #[test]
    fn classes_are_below_zero_or_above_or_both() {
        for (list, sides) in [
            (&[-1.0, 0.0, 1.0][..], (2, false, 2)),
            (&[-1.0, 1.0], (1, true, 1)),
            (&[5.0], (0, true, 1)),
            (&[-5.0, -4.0], (2, true, 0)),
            (&[0.0], (1, false, 1)),
            (&[], (0, true, 0)),
        ] {
            assert_eq!(breaks(list).sides(), sides, "{list:?}");
        }
    }

    #[test]
    fn breaks_ascend_and_are_finite() {
        for wrong in [
            vec![1.0, 1.0],
            vec![2.0, 1.0],
            vec![f64::NAN],
            vec![0.0, f64::INFINITY],
        ] {
            assert!(Breaks::new(wrong).is_err());
        }
        for wrong in [&[0.0][..], &[-1.0], &[2.0, 1.0]] {
            assert!(Breaks::about_zero(wrong).is_err());
        }
        let message = Breaks::new(vec![2.0, 1.0]).unwrap_err().to_string();
        assert!(message.starts_with("2, 1 cannot"), "{message}");
    }

    #[test]
    fn a_share_of_the_mean_is_compared_as_the_zoning_rule_does() {
        let scheme = Scheme::ByShareOfMean {
            breaks: breaks(&[0.5, 1.0, 1.5]),
            mean: 40.0,
        };
        let class = |x| scheme.class_of(&Value::Number(x));
        assert_eq!(class(19.9), Some(0));
        assert_eq!([20.0, 40.0, 60.0].map(class), [Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn a_category_is_itself_and_nothing_else() {
        let scheme = Scheme::Categories(vec!["a".into(), "b".into()]);
        assert_eq!(scheme.class_of(&Value::Text("b")), Some(1));
        assert_eq!(scheme.class_of(&Value::Text("c")), None);
        assert_eq!(scheme.class_of(&Value::Number(1.0)), None);
    }

    #[test]
    fn labels_in_both_languages() {
        let labels = |breaks: &Breaks, language| -> Vec<String> {
            let ranges = breaks.ranges();
            ranges.map(|r| range_label(r, language, plain)).collect()
        };
        let positive = breaks(&[0.6, 1.2, 1.8]);
        let expected = ["< 0.6", "0.6–1.2", "1.2–1.8", "≥ 1.8"];
        assert_eq!(labels(&positive, Language::En), expected);
        assert_eq!(labels(&positive, Language::Zh), expected);
        let diverging = Breaks::about_zero(&[5.0]).unwrap();
        let expected = ["< −5", "−5 to 0", "0–5", "≥ 5"];
        assert_eq!(labels(&diverging, Language::En), expected);
        assert_eq!(labels(&diverging, Language::Zh)[1], "−5 至 0");
        assert_eq!(labels(&diverging, Language::Both)[1], "−5 … 0");
        assert_eq!(labels(&breaks(&[]), Language::Both), ["all / 全部"]);
    }

    proptest! {
        #[test]
        fn every_finite_value_is_in_exactly_one_class(
            mut list in prop::collection::vec(-1e9..1e9_f64, 0..8),
            value in prop::num::f64::NORMAL | prop::num::f64::ZERO | prop::num::f64::SUBNORMAL,
            picked in any::<prop::sample::Index>(),
        ) {
            list.sort_by(f64::total_cmp);
            list.dedup();
            let breaks = Breaks::new(list.clone()).unwrap();
            let on_a_break = (!list.is_empty()).then(|| list[picked.index(list.len())]);
            for value in [Some(value), on_a_break].into_iter().flatten() {
                let holding: Vec<_> = breaks
                    .ranges()
                    .enumerate()
                    .filter(|(_, (from, to))| {
                        from.is_none_or(|from| from <= value) && to.is_none_or(|to| value < to)
                    })
                    .map(|(class, _)| class)
                    .collect();
                prop_assert_eq!(holding, vec![breaks.class_of(value).unwrap()]);
            }
        }
    }
}

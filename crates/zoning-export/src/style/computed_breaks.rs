//! Class breaks computed from values. All take finite values in ascending order.

use super::breaks::Breaks;

/// Breaks between classes of as many values as can be.
pub(crate) fn quantiles(sorted: &[f64], classes: usize) -> Breaks {
    let Some(last) = sorted.len().checked_sub(1) else {
        return Breaks::NONE;
    };
    separating(
        sorted,
        (1..classes).map(|k| {
            let place = last as f64 * k as f64 / classes as f64;
            let (below, part) = (place.floor(), place.fract());
            let (a, b) = (sorted[below as usize], sorted[place.ceil() as usize]);
            // Not a + (b − a)·part alone: at part 0 it must be the value itself.
            if part == 0.0 { a } else { a + (b - a) * part }
        }),
    )
}

/// Breaks between classes of one width, rounded by less than a twentieth of it where this moves
/// no value.
pub(crate) fn equal_interval(sorted: &[f64], classes: usize) -> Breaks {
    let [min, .., max] = *sorted else {
        return Breaks::NONE;
    };
    if min == max {
        return Breaks::NONE;
    }
    let width = (max - min) / classes as f64;
    let breaks = (1..classes).map(|k| {
        let exact = min + width * k as f64;
        let (below, above) = gap(sorted, exact);
        let low = below.max(exact - width / 20.0);
        let high = above.min(exact + width / 20.0);
        shortest_between(low, high, exact)
    });
    ascending(breaks)
}

/// Breaks between the classes with the smallest sum of squared deviations from their means.
pub(crate) fn fisher_jenks(sorted: &[f64], classes: usize) -> Breaks {
    let mut distinct = sorted.to_vec();
    distinct.dedup();
    let classes = classes.min(distinct.len());
    let clusters = u8::try_from(classes)
        .ok()
        .filter(|&classes| classes > 1)
        .and_then(|classes| ckmeans::ckmeans(sorted, classes).ok())
        .unwrap_or_default();
    let halfway = clusters.windows(2).filter_map(|pair| {
        let (below, above) = (*pair[0].last()?, *pair[1].first()?);
        Some(f64::midpoint(below, above))
    });
    separating(sorted, halfway)
}

/// The shortest numbers that separate the same values as these breaks; of breaks that separate the
/// same, one.
fn separating(sorted: &[f64], breaks: impl Iterator<Item = f64>) -> Breaks {
    let shortest = breaks.filter_map(|near| {
        let (below, above) = gap(sorted, near);
        (below.is_finite() && above.is_finite()).then(|| shortest_between(below, above, near))
    });
    ascending(shortest)
}

fn ascending(breaks: impl Iterator<Item = f64>) -> Breaks {
    let mut breaks: Vec<f64> = breaks.collect();
    breaks.dedup();
    Breaks::new(breaks).unwrap_or(Breaks::NONE)
}

/// The largest value below a break and the smallest that is not; infinite where there is none.
fn gap(sorted: &[f64], near: f64) -> (f64, f64) {
    let above = sorted.partition_point(|&value| value < near);
    let below = above.checked_sub(1).map(|below| sorted[below]);
    (
        below.unwrap_or(f64::NEG_INFINITY),
        sorted.get(above).copied().unwrap_or(f64::INFINITY),
    )
}

/// The number x with low < x ≤ high of the fewest decimal places (or the most trailing zeros), and
/// of these the nearest to `near`, which is between them itself.
fn shortest_between(low: f64, high: f64, near: f64) -> f64 {
    let largest = low.abs().max(high.abs());
    if !(low < high && largest.is_finite() && largest > 0.0) {
        return near;
    }
    let top = largest.log10().ceil() as i32;
    (top - 17..=top)
        .rev()
        .find_map(|power| {
            let units = near / 10_f64.powi(power);
            let candidates = [units.floor(), units.ceil()].map(|units| decimal(units, power));
            let inside = candidates.into_iter().filter(|x| low < *x && *x <= high);
            inside.min_by(|a, b| (a - near).abs().total_cmp(&(b - near).abs()))
        })
        .unwrap_or(near)
}

/// The number nearest to units × 10^power, as it would be read from print.
fn decimal(units: f64, power: i32) -> f64 {
    let number = format!("{units}e{power}").parse::<f64>();
    number.map_or(f64::NAN, |x| x + 0.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sizes(sorted: &[f64], breaks: &Breaks) -> Vec<usize> {
        let mut sizes = vec![0; breaks.classes()];
        for &value in sorted {
            sizes[breaks.class_of(value).unwrap()] += 1;
        }
        sizes
    }

    #[test]
    fn quantiles_of_ten_values_by_hand() {
        let values: Vec<f64> = (1..=10).map(f64::from).collect();
        // Quartiles 3.25, 5.5, 7.75; 4, 6 and 8 separate the same values.
        let breaks = quantiles(&values, 4);
        assert_eq!(breaks.as_slice(), [4.0, 6.0, 8.0]);
        assert_eq!(sizes(&values, &breaks), [3, 2, 2, 3]);
        // Thirds 4 and 7 are values themselves, and belong to the class above.
        assert_eq!(quantiles(&values, 3).as_slice(), [4.0, 7.0]);
    }

    #[test]
    fn equal_values_are_not_parted() {
        let values = [1.0, 1.0, 1.0, 1.0, 5.0];
        assert_eq!(sizes(&values, &quantiles(&values, 4)), [5]);
        assert_eq!(sizes(&values, &fisher_jenks(&values, 4)), [4, 1]);
        for few in [&[][..], &[3.0], &[3.0, 3.0]] {
            for breaks in [
                quantiles(few, 4),
                equal_interval(few, 4),
                fisher_jenks(few, 4),
            ] {
                assert_eq!(breaks, Breaks::NONE);
            }
        }
    }

    #[test]
    fn intervals_are_equal_even_where_they_are_empty() {
        let breaks = equal_interval(&[0.0, 10.0], 5);
        assert_eq!(breaks.as_slice(), [2.0, 4.0, 6.0, 8.0]);
        // Thirds of 0.01 … 1: 0.34 and 0.67.
        let breaks = equal_interval(&[0.01, 0.335, 1.0], 3);
        assert_eq!(breaks.as_slice(), [0.34, 0.67]);
    }

    #[test]
    fn natural_breaks_lie_in_the_gaps() {
        let values = [1.0, 1.1, 1.2, 4.95, 5.05, 9.0, 9.2];
        let breaks = fisher_jenks(&values, 3);
        assert_eq!(sizes(&values, &breaks), [3, 2, 2]);
        assert_eq!(breaks.as_slice(), [3.0, 7.0]);
    }

    #[test]
    fn the_shortest_number_of_a_gap() {
        for (low, high, near, expected) in [
            (0.61, 1.79, 1.2, 1.0),
            (0.611, 0.614, 0.6125, 0.613),
            (-0.4, 0.3, -0.1, 0.0),
            (12_345_600.0, 12_399_900.0, 12_355_000.0, 12_350_000.0),
            (-30.0, -28.0, -29.0, -29.0),
            (1.0, 1.0_f64.next_up(), 1.0_f64.next_up(), 1.0_f64.next_up()),
        ] {
            assert_eq!(shortest_between(low, high, near), expected);
        }
        assert!(shortest_between(-0.4, 0.3, -0.1).is_sign_positive());
    }

    /// The sum of squared deviations from the means of the classes.
    fn deviation(classes: &[&[f64]]) -> f64 {
        let squares = |class: &&[f64]| {
            let mean = class.iter().sum::<f64>() / class.len() as f64;
            class.iter().map(|x| (x - mean).powi(2)).sum::<f64>()
        };
        classes.iter().map(squares).sum()
    }

    /// The smallest deviation of all ways to cut sorted values into classes.
    fn least_deviation(sorted: &[f64], classes: usize) -> f64 {
        if classes == 1 {
            return deviation(&[sorted]);
        }
        (1..=sorted.len() + 1 - classes)
            .map(|first| {
                deviation(&[&sorted[..first]]) + least_deviation(&sorted[first..], classes - 1)
            })
            .fold(f64::INFINITY, f64::min)
    }

    proptest! {
        #[test]
        fn natural_breaks_are_the_best_of_all(
            mut values in prop::collection::vec(-1000_i32..1000, 4..14),
            classes in 2_usize..5,
        ) {
            values.sort_unstable();
            values.dedup();
            prop_assume!(values.len() >= classes);
            let sorted: Vec<f64> = values.into_iter().map(f64::from).collect();
            let breaks = fisher_jenks(&sorted, classes);
            prop_assert_eq!(breaks.classes(), classes);
            let mut rest = &sorted[..];
            let mut cut = Vec::new();
            for size in sizes(&sorted, &breaks) {
                let (class, others) = rest.split_at(size);
                cut.push(class);
                rest = others;
            }
            let best = least_deviation(&sorted, classes);
            prop_assert!(deviation(&cut) <= best * (1.0 + 1e-9) + 1e-9);
        }

        #[test]
        fn quantiles_of_distinct_values_are_even(
            values in prop::collection::btree_set(-1_000_000_i32..1_000_000, 1..60),
            classes in 2_usize..10,
        ) {
            let sorted: Vec<f64> = values.into_iter().map(|x| f64::from(x) / 997.0).collect();
            prop_assume!(sorted.len() >= classes);
            let sizes = sizes(&sorted, &quantiles(&sorted, classes));
            let (least, most) = (sizes.iter().min().unwrap(), sizes.iter().max().unwrap());
            prop_assert!(most - least <= 1);
            prop_assert_eq!(sizes.len(), classes);
        }
    }
}

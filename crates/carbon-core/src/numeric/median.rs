//! The median.

/// The middle of sorted amounts, or the mean of the two in the middle; `None` if there are none.
pub(crate) fn median(sorted: &[f64]) -> Option<f64> {
    let (below, above) = (sorted.len().checked_sub(1)? / 2, sorted.len() / 2);
    Some((sorted.get(below)? + sorted.get(above)?) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3.0]), Some(3.0));
        assert_eq!(median(&[1.0, 4.0]), Some(2.5));
        assert_eq!(median(&[1.0, 4.0, 10.0]), Some(4.0));
    }
}

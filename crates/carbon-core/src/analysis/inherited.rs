//! Quantities that have one value in all zones of a larger zone, because what they follow from was
//! shared out among these.

use crate::assessment::Assessment;
use crate::region::ZoneId;
use crate::results::{Quantity, Value};
use crate::units::Year;

/// How far apart, as a share of the larger, values of one parent may be that are the same but for
/// rounding.
const ROUNDING: f64 = 1e-9;

/// Whether zones have only the values of the zones above them: a parent has several zones, and the
/// zones of each parent have one value. Each zone comes with its parent.
///
/// ```
/// use carbon_core::{ZoneId, inherited::is_inherited};
///
/// let parents = ["x", "x", "y"].map(ZoneId::from);
/// assert!(is_inherited(&[1.5, 1.5, 2.0], &parents));
/// assert!(!is_inherited(&[1.5, 1.6, 2.0], &parents));
/// assert!(!is_inherited(&[1.5, 2.0], &parents[1..]));
/// ```
pub fn is_inherited(values: &[f64], parents: &[ZoneId]) -> bool {
    let mut first: Vec<(&ZoneId, f64)> = Vec::new();
    let mut has_siblings = false;
    for (parent, &value) in parents.iter().zip(values) {
        match first.iter().find(|(known, _)| *known == parent) {
            Some((_, known)) => {
                has_siblings = true;
                if (known - value).abs() > ROUNDING * known.abs().max(value.abs()) {
                    return false;
                }
            }
            None => first.push((parent, value)),
        }
    }
    has_siblings
}

/// The quantities that all zones with a number have only from the zones above them, with the years.
/// `parents` are in the order of the assessment's zones.
pub fn inherited_quantities(assessment: &Assessment, parents: &[ZoneId]) -> Vec<(Quantity, Year)> {
    let mut found = Vec::new();
    for annual in &assessment.years {
        for quantity in Quantity::all(assessment) {
            let numbers = annual
                .zones
                .iter()
                .zip(parents)
                .filter_map(|(zone, parent)| match quantity.value(zone)? {
                    Value::Number(number) => Some((number, parent.clone())),
                    _ => None,
                });
            let (values, parents): (Vec<_>, Vec<_>) = numbers.unzip();
            if is_inherited(&values, &parents) {
                found.push((quantity, annual.year));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_parents_are_found_whatever_the_rounding() {
        let parents = ["x", "x", "y", "y", "z"].map(ZoneId::from);
        let third = 1.0 / 3.0;
        assert!(is_inherited(
            &[third, third + 1e-16, 0.0, 0.0, -2.0],
            &parents
        ));
        assert!(!is_inherited(
            &[third, third + 1e-8, 0.0, 0.0, -2.0],
            &parents
        ));
        assert!(!is_inherited(&[1.0, 1.0, 2.0, 3.0, 4.0], &parents));
        assert!(!is_inherited(&[], &[]));
    }
}

//! How each land-use transition changed a zone's absorption.

use bilingual::Bilingual;
use serde::Serialize;

use crate::coefficients::{Coefficient, Coefficients};
use crate::formulas::absorption;
use crate::region::{LandClass, LedgerClass, TransitionRow, ZoneId};
use crate::text::Listed;
use crate::units::{Hectares, Tonnes};

/// How a zone's absorption changed between two rasters, transition by transition.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AbsorptionChange {
    pub zone: ZoneId,
    /// What the earlier raster is called.
    pub from_label: String,
    /// What the later raster is called.
    pub to_label: String,
    /// The terms, one a row of the zone's transitions, in their order; land that stayed what it
    /// was changes nothing and is left out.
    pub terms: Vec<TransitionTerm>,
    /// The absorption of all land of the zone on the earlier raster.
    pub before: Tonnes,
    /// The absorption of all land of the zone on the later raster.
    pub after: Tonnes,
    /// The part of the change from or to land that is classified on one raster only: a gap in the
    /// data and not in the land.
    pub unclassified: Tonnes,
}

/// The change of absorption by one transition.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TransitionTerm {
    /// The class, or row of the ledger, that the land left.
    pub from: LedgerClass,
    /// The class, or row of the ledger, that it joined.
    pub to: LedgerClass,
    /// How much land.
    pub hectares: Hectares,
    /// How much more is absorbed a year; below zero, how much less.
    pub change: Tonnes,
}

/// Transitions whose effect on absorption is not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
#[en(
    "the transitions have classes without a coefficient: {0}; give each a λ or say that it has none"
)]
#[zh("土地利用转移中有些地类没有系数：{0}；请为每个地类给出 λ，或注明该地类没有 λ")]
pub struct UnknownClasses(pub Listed<LandClass>);

/// Splits the change of absorption of each zone and pair of rasters by transition: hectares from
/// class j to class k change it by hectares · (a_k − a_j), a = |λ| of a class that absorbs and 0 of
/// one that does not (λ above zero or none, no data, outside).
///
/// The terms add up to `after − before`, which is the difference of formula 4 between the two
/// rasters, since the rows of a zone add up to its classes on either.
///
/// # Units
///
/// Hectares × t per hectare and year → t a year, on the basis of the λ; mixed where theirs differ.
///
/// # Errors
///
/// [`UnknownClasses`] if the coefficients lack a class.
///
/// ```
/// use carbon_core::transition_absorption::by_transition;
/// use carbon_core::{Coefficients, Hectares, LandClass, LedgerClass, TransitionRow};
///
/// let row = |from, to, hectares| TransitionRow {
///     zone: "360100".into(),
///     name: "Nanchang".into(),
///     from_label: "2010".into(),
///     to_label: "2020".into(),
///     from: LedgerClass::Class(from),
///     to: LedgerClass::Class(to),
///     hectares: Hectares(hectares),
/// };
/// let rows = [
///     row(LandClass::forest(), LandClass::forest(), 900.0),
///     row(LandClass::forest(), LandClass::construction(), 100.0),
/// ];
/// let paper = Coefficients::preset("paper-2024")?;
/// let change = &by_transition(&rows, &paper)?[0];
/// assert_eq!(change.terms[0].change.amount, -577.0);
/// assert_eq!((change.after - change.before).amount, 5193.0 - 5770.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn by_transition(
    rows: &[TransitionRow],
    coefficients: &Coefficients,
) -> Result<Vec<AbsorptionChange>, UnknownClasses> {
    check(rows, coefficients)?;
    let mut changes: Vec<AbsorptionChange> = Vec::new();
    for row in rows {
        let (before, after) = both(row, coefficients);
        let same = |change: &&mut AbsorptionChange| {
            change.zone == row.zone
                && change.from_label == row.from_label
                && change.to_label == row.to_label
        };
        // Rows of a zone stand together, so that the last is nearly always the one.
        let place = changes.iter_mut().rev().find(same);
        match place {
            Some(change) => change.add(row, before, after),
            None => {
                let mut change = AbsorptionChange::none(row, before);
                change.add(row, before, after);
                changes.push(change);
            }
        }
    }
    Ok(changes)
}

fn check(rows: &[TransitionRow], coefficients: &Coefficients) -> Result<(), UnknownClasses> {
    let mut unknown = Vec::new();
    for class in rows.iter().flat_map(|row| [&row.from, &row.to]) {
        if let LedgerClass::Class(class) = class
            && !coefficients.knows(class)
            && !unknown.contains(class)
        {
            unknown.push(class.clone());
        }
    }
    Listed::refuse(unknown, UnknownClasses)
}

/// The absorption of the row's land before and after. Land that absorbs nothing does so on the basis of the
/// other side, so that no basis is mixed for nothing.
fn both(row: &TransitionRow, coefficients: &Coefficients) -> (Tonnes, Tonnes) {
    let absorbed_by = |class: &LedgerClass| {
        let lambda = absorbing(class, coefficients)?;
        Some(absorption::of_land(row.hectares, lambda))
    };
    let nothing = |basis| Tonnes::new(0.0, basis);
    match (absorbed_by(&row.from), absorbed_by(&row.to)) {
        (Some(before), Some(after)) => (before, after),
        (Some(before), None) => (before, nothing(before.basis)),
        (None, Some(after)) => (nothing(after.basis), after),
        (None, None) => {
            let any = coefficients.land().find_map(|(_, lambda)| lambda);
            let basis = any.map_or(coefficients.theta().basis(), Coefficient::basis);
            (nothing(basis), nothing(basis))
        }
    }
}

fn absorbing<'a>(
    class: &LedgerClass,
    coefficients: &'a Coefficients,
) -> Option<&'a Coefficient<Hectares>> {
    let LedgerClass::Class(class) = class else {
        return None;
    };
    let lambda = coefficients.lambda(class)?;
    (lambda.value() <= 0.0).then_some(lambda)
}

impl AbsorptionChange {
    fn none(row: &TransitionRow, like: Tonnes) -> Self {
        let nothing = Tonnes::new(0.0, like.basis);
        Self {
            zone: row.zone.clone(),
            from_label: row.from_label.clone(),
            to_label: row.to_label.clone(),
            terms: Vec::new(),
            before: nothing,
            after: nothing,
            unclassified: nothing,
        }
    }

    fn add(&mut self, row: &TransitionRow, before: Tonnes, after: Tonnes) {
        self.before = self.before + before;
        self.after = self.after + after;
        if row.from == row.to {
            return;
        }
        let change = after - before;
        let classified = |class: &LedgerClass| matches!(class, LedgerClass::Class(_));
        if !(classified(&row.from) && classified(&row.to)) {
            self.unclassified = self.unclassified + change;
        }
        self.terms.push(TransitionTerm {
            from: row.from.clone(),
            to: row.to.clone(),
            hectares: row.hectares,
            change,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coefficients::Provenance;
    use crate::units::CarbonBasis;
    use crate::units::CarbonBasis::{Carbon, CarbonDioxide, Mixed};

    fn row(zone: &str, from: &str, to: &str, hectares: f64) -> TransitionRow {
        TransitionRow {
            zone: zone.into(),
            name: String::new(),
            from_label: "2010".into(),
            to_label: "2020".into(),
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
            hectares: Hectares(hectares),
        }
    }

    fn with(classes: &[(&str, f64, CarbonBasis)]) -> Coefficients {
        let start = Coefficients::preset("paper-2024").unwrap().of_classes(&[]);
        classes.iter().fold(start, |all, &(class, lambda, basis)| {
            let lambda = Coefficient::new(lambda, basis, "test", Provenance::User).unwrap();
            all.with_lambda(class.parse().unwrap(), lambda)
        })
    }

    #[test]
    fn terms_close_to_the_difference_and_gaps_are_told_apart() {
        let rows = [
            row("a", "forest", "forest", 50.0),
            row("a", "forest", "peat", 10.0),
            row("b", "water", "forest", 4.0),
            row("a", "nodata", "forest", 2.0),
            row("a", "peat", "water", 8.0),
        ];
        let coefficients = with(&[
            ("forest", -2.0, Carbon),
            ("water", -0.5, Carbon),
            ("peat", 3.0, Carbon),
        ]);
        let changes = by_transition(&rows, &coefficients).unwrap();
        let amounts: Vec<_> = changes[0].terms.iter().map(|t| t.change.amount).collect();
        // Peat emits and absorbs nothing; what becomes peat loses its absorption, no more.
        assert_eq!(amounts, [-20.0, 4.0, 4.0]);
        assert_eq!(changes[0].before, Tonnes::new(120.0, Carbon));
        assert_eq!(changes[0].after, Tonnes::new(108.0, Carbon));
        assert_eq!(changes[0].unclassified.amount, 4.0);
        assert_eq!(changes[1].zone.as_str(), "b");
        assert_eq!(changes[1].terms[0].change.amount, 6.0);
    }

    #[test]
    fn bases_mix_only_where_both_sides_absorb_on_another() {
        let coefficients = with(&[("forest", -2.0, Carbon), ("water", -0.5, CarbonDioxide)]);
        let mixed = by_transition(&[row("a", "forest", "water", 1.0)], &coefficients).unwrap();
        assert_eq!(mixed[0].terms[0].change, Tonnes::new(-1.5, Mixed));
        let one = by_transition(&[row("a", "nodata", "water", 1.0)], &coefficients).unwrap();
        assert_eq!(one[0].terms[0].change, Tonnes::new(0.5, CarbonDioxide));
    }

    #[test]
    fn a_class_without_coefficient_is_named() {
        let rows = [
            row("a", "forest", "orchard", 1.0),
            row("a", "orchard", "forest", 1.0),
        ];
        let error = by_transition(&rows, &with(&[("forest", -2.0, Carbon)])).unwrap_err();
        assert_eq!(
            error,
            UnknownClasses(Listed(vec!["orchard".parse().unwrap()]))
        );
    }
}

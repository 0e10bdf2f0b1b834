//! One coefficient: tonnes per tce, per person or per hectare, with basis and source.

use bilingual::Bilingual;
use std::marker::PhantomData;

use serde::Serialize;

use crate::text::{Listed, phrase};
use crate::units::{CarbonBasis, Measure, Tonnes};

/// How well a coefficient is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Provenance {
    /// Printed in its source.
    Stated,
    /// Inferred from its source's wording or numbers.
    Inferred,
    /// Given by the user.
    User,
}

/// Tonnes of carbon or CO₂ per tce, per person and year, or per hectare and year, as `Q` says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Coefficient<Q> {
    value: f64,
    basis: CarbonBasis,
    unit: String,
    source: String,
    provenance: Provenance,
    note: Option<String>,
    #[serde(skip)]
    measure: PhantomData<Q>,
}

/// A coefficient that the model cannot use.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum CoefficientError {
    /// Not a number, or infinite.
    #[en("a coefficient in t per {per} is {value}; it must be a finite number")]
    #[zh("单位为「t / {}」的系数为 {value}；必须是有限数", phrase(per))]
    NotFinite { value: f64, per: &'static str },
    /// A coefficient without one basis.
    #[en(
        "a coefficient in t per {0} has a mixed basis; one coefficient counts either carbon or CO₂"
    )]
    #[zh(
        "单位为「t / {}」的系数口径混杂；一个系数只能按碳计或按二氧化碳计",
        phrase(_0)
    )]
    MixedBasis(&'static str),
    /// σ or θ below zero.
    #[en("{symbol} is {value}; an emission coefficient cannot be negative")]
    #[zh("{symbol} 为 {value}；排放系数不能为负")]
    Negative {
        /// σ or θ.
        symbol: &'static str,
        value: f64,
    },
    /// No preset has this name.
    #[en("there is no preset `{found}`; legal are {legal}")]
    #[zh("没有预设 `{found}`；可用的有 {legal}")]
    UnknownPreset {
        found: String,
        /// The names that there are.
        legal: Listed<&'static str>,
    },
}

impl<Q: Measure> Coefficient<Q> {
    /// A coefficient in tonnes, on a basis, per unit of `Q`.
    ///
    /// # Errors
    ///
    /// [`CoefficientError`] if the value is not finite or the basis is mixed.
    pub fn new(
        value: f64,
        basis: CarbonBasis,
        source: impl Into<String>,
        provenance: Provenance,
    ) -> Result<Self, CoefficientError> {
        if !value.is_finite() {
            return Err(CoefficientError::NotFinite { value, per: Q::PER });
        }
        if basis == CarbonBasis::Mixed {
            return Err(CoefficientError::MixedBasis(Q::PER));
        }
        Ok(Self::unchecked(value, basis, source.into(), provenance))
    }

    pub(crate) fn unchecked(
        value: f64,
        basis: CarbonBasis,
        source: String,
        provenance: Provenance,
    ) -> Self {
        let unit = format!("{} per {}", basis.unit(), Q::PER);
        Self {
            value,
            basis,
            unit,
            source,
            provenance,
            note: None,
            measure: PhantomData,
        }
    }

    /// The same coefficient with a remark for people, such as a doubt about its value.
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The same coefficient with another value.
    pub(crate) fn with_value(self, value: f64) -> Self {
        Self { value, ..self }
    }

    /// The value, in [`unit`](Self::unit).
    pub fn value(&self) -> f64 {
        self.value
    }

    /// Carbon or CO₂, never mixed.
    pub fn basis(&self) -> CarbonBasis {
        self.basis
    }

    /// The unit in words.
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// Where the value comes from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// How well the value is known.
    pub fn provenance(&self) -> Provenance {
        self.provenance
    }

    /// A remark for people.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The coefficient times an amount, in tonnes a year, with the coefficient's sign.
    pub fn times(&self, amount: Q) -> Tonnes {
        Tonnes::new(self.value * amount.amount(), self.basis)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Hectares;

    fn per_hectare(
        value: f64,
        basis: CarbonBasis,
    ) -> Result<Coefficient<Hectares>, CoefficientError> {
        Coefficient::new(value, basis, "test", Provenance::User)
    }

    #[test]
    fn a_coefficient_times_an_amount_has_its_sign_and_basis() {
        let lambda = per_hectare(-0.25, CarbonBasis::Carbon).unwrap();
        assert_eq!(
            lambda.times(Hectares(8.0)),
            Tonnes::new(-2.0, CarbonBasis::Carbon)
        );
        assert_eq!(lambda.unit(), "t C per ha and year");
    }

    #[test]
    fn a_coefficient_is_finite_and_on_one_basis() {
        assert!(matches!(
            per_hectare(f64::NAN, CarbonBasis::Carbon),
            Err(CoefficientError::NotFinite {
                per: "ha and year",
                ..
            })
        ));
        assert_eq!(
            per_hectare(1.0, CarbonBasis::Mixed),
            Err(CoefficientError::MixedBasis("ha and year"))
        );
    }
}

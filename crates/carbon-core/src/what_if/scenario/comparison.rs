//! A scenario compared with the run without it.

use serde::Serialize;

use crate::assessment::{Assessment, ZoneYear};
use crate::region::ZoneId;
use crate::results::{Quantity, Value};
use crate::units::Year;
use crate::zoning::FunctionalZone;

/// A run and the one that it is compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The scenario's name.
    pub name: String,
    /// The run without the changes.
    pub base: Assessment,
    /// The run with them.
    pub scenario: Assessment,
}

/// A number without and with the changes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// The zone; the region, if there is none.
    pub zone: Option<ZoneId>,
    pub year: Year,
    /// The quantity.
    #[serde(serialize_with = "Quantity::by_field_name")]
    pub quantity: Quantity,
    /// Without the changes, in the quantity's unit.
    pub base: f64,
    /// With them.
    pub scenario: f64,
}

/// A zone whose function changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FunctionChange {
    pub zone: ZoneId,
    pub year: Year,
    /// Without the changes.
    pub base: FunctionalZone,
    /// With them.
    pub scenario: FunctionalZone,
}

impl Difference {
    /// With the changes less without.
    pub fn difference(&self) -> f64 {
        self.scenario - self.base
    }

    /// The difference as a share of the base; `None` if that is zero.
    pub fn relative(&self) -> Option<f64> {
        (self.base != 0.0).then(|| self.difference() / self.base.abs())
    }
}

impl Comparison {
    pub(crate) fn new(name: String, base: Assessment, scenario: Assessment) -> Self {
        Self {
            name,
            base,
            scenario,
        }
    }

    /// Every number of every zone and year, then those of the region, as far as both runs have
    /// them. Years and coverage are left out: no scenario changes them.
    pub fn differences(&self) -> Vec<Difference> {
        let quantities = Quantity::all(&self.base);
        let quantities = quantities
            .iter()
            .filter(|quantity| !matches!(quantity, Quantity::Year | Quantity::Coverage));
        let quantities: Vec<_> = quantities.collect();
        let mut differences = Vec::new();
        for (base, scenario) in self.pairs() {
            for &quantity in &quantities {
                let values = [quantity.value(base), quantity.value(scenario)];
                if let [Some(Value::Number(base_value)), Some(Value::Number(value))] = values {
                    differences.push(Difference {
                        zone: Some(base.zone.id.clone()),
                        year: base.year,
                        quantity: quantity.clone(),
                        base: base_value,
                        scenario: value,
                    });
                }
            }
        }
        for (base, scenario) in self.base.years.iter().zip(&self.scenario.years) {
            for &quantity in &quantities {
                let values = [&base.region, &scenario.region].map(|region| quantity.amount(region));
                if let [Some(base_value), Some(value)] = values {
                    differences.push(Difference {
                        zone: None,
                        year: base.year,
                        quantity: quantity.clone(),
                        base: base_value,
                        scenario: value,
                    });
                }
            }
        }
        differences
    }

    /// The zones whose function changes.
    pub fn function_changes(&self) -> Vec<FunctionChange> {
        let changed = self.pairs().filter_map(|(base, scenario)| {
            let before = base.function.as_ref()?.zone;
            let after = scenario.function.as_ref()?.zone;
            (before != after).then(|| FunctionChange {
                zone: base.zone.id.clone(),
                year: base.year,
                base: before,
                scenario: after,
            })
        });
        changed.collect()
    }

    fn pairs(&self) -> impl Iterator<Item = (&ZoneYear, &ZoneYear)> {
        self.base.zone_years().zip(self.scenario.zone_years())
    }
}

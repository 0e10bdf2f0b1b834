//! The numbers of a zone in a draw, by quantity.

use super::UncertaintyError;
use crate::formulas::kernel::{Flows, Payment, absorption_of_land};
use crate::region::LandClass;
use crate::results::{Getter, Quantity};

/// A quantity whose number a draw has.
#[derive(Clone, Copy)]
pub(crate) struct Column {
    getter: &'static Getter,
    /// The place of the quantity's land class, if it is about one.
    class: usize,
}

/// A zone, or the region, in a year of a draw.
pub(crate) struct Numbers<'a> {
    pub(crate) flows: &'a Flows,
    /// ECC and ESC.
    pub(crate) contributions: [f64; 2],
    /// The hectares of each class.
    pub(crate) land: &'a [f64],
    /// The λ of each class.
    pub(crate) lambda: &'a [f64],
    /// What the zone pays, in the target year.
    pub(crate) payment: Option<Payment>,
}

impl Column {
    pub(crate) fn new(
        quantity: &Quantity,
        classes: &[LandClass],
    ) -> Result<Self, UncertaintyError> {
        let not_numeric = || UncertaintyError::NotNumeric(quantity.field_name().into_owned());
        let class = match quantity.class() {
            Some(class) => {
                let place = classes.iter().position(|known| known == class);
                place.ok_or_else(not_numeric)?
            }
            None => 0,
        };
        match quantity.getter() {
            Getter::Text(_) | Getter::Year | Getter::Area | Getter::Coverage => Err(not_numeric()),
            getter => Ok(Self { getter, class }),
        }
    }

    /// Whether only a zone in the target year of a compensation has it.
    pub(crate) fn is_of_compensation(self) -> bool {
        matches!(self.getter, Getter::Payment(_))
    }

    /// Whether the region has it too.
    pub(crate) fn is_of_region(self) -> bool {
        !matches!(self.getter, Getter::Payment(_) | Getter::Contribution(_))
    }

    /// The number in the unit of the quantity; NaN where there is no number.
    pub(crate) fn number(self, numbers: &Numbers<'_>) -> f64 {
        match self.getter {
            Getter::Flow(amount) => amount(numbers.flows),
            Getter::Land => numbers.land[self.class],
            Getter::AbsorptionLand => {
                absorption_of_land(numbers.land[self.class], numbers.lambda[self.class])
            }
            Getter::Contribution(place) => numbers.contributions[*place],
            Getter::Payment(amount) => numbers.payment.as_ref().map_or(f64::NAN, amount),
            Getter::Text(_) | Getter::Year | Getter::Area | Getter::Coverage => f64::NAN,
        }
    }
}

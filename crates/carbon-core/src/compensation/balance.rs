//! Scaling payments so that they sum to zero.

use serde::Serialize;

/// How payments were scaled to sum to zero.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Balance {
    /// The side that was scaled down, the one with the larger total.
    pub side: BalancedSide,
    /// The factor, from 0 to 1, by which each amount of that side was multiplied. Zero where the
    /// other side is empty.
    pub factor: f64,
}

/// The two sides of a compensation scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BalancedSide {
    /// Those that pay.
    Payers,
    /// Those that receive.
    Receivers,
}

impl Balance {
    /// Scales the side with the larger total down to the smaller.
    pub(crate) fn new(payments: impl Iterator<Item = f64> + Clone) -> Self {
        let total = |sign: f64| -> f64 {
            let amounts = payments.clone().map(|amount| sign * amount);
            amounts.filter(|amount| *amount > 0.0).sum()
        };
        let (paid, received) = (total(1.0), total(-1.0));
        let (side, larger, smaller) = if paid >= received {
            (BalancedSide::Payers, paid, received)
        } else {
            (BalancedSide::Receivers, received, paid)
        };
        let factor = if larger > 0.0 { smaller / larger } else { 1.0 };
        Self { side, factor }
    }

    /// A payment after scaling.
    pub(crate) fn scale(&self, payment: f64) -> f64 {
        let is_scaled = match self.side {
            BalancedSide::Payers => payment > 0.0,
            BalancedSide::Receivers => payment < 0.0,
        };
        if is_scaled {
            payment * self.factor
        } else {
            payment
        }
    }
}

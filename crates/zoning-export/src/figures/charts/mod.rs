//! Charts.

mod axis;
mod bars;
mod intervals;
mod lorenz;
mod rows;

pub(crate) use self::bars::BarChart;
pub(crate) use self::intervals::IntervalChart;

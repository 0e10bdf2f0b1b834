//! Charts.

mod axis;
mod bars;
mod intervals;
mod lorenz;
mod rows;
mod scale;
mod scatter;
mod time_lines;

pub(crate) use self::bars::BarChart;
pub(crate) use self::intervals::IntervalChart;

//! Numerical methods that know nothing of carbon: random numbers, the median, the normal
//! distribution, roots.

mod brent;
mod median;
mod normal;
mod philox;

pub(crate) use brent::{Point, root};
pub(crate) use median::median;
pub(crate) use normal::{density, probability, quantile, quantile_between};
pub(crate) use philox::{Purpose, Stream};

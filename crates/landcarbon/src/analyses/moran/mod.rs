//! `moran`: whether neighbours resemble each other (Moran's I).

mod compute;
mod csv;
mod request;
mod show;

pub use compute::{Autocorrelation, MoranOf, NeighboursOf};
pub(super) use request::ANALYSIS;

//! `drivers`: what drove emissions (LMDI).

mod compute;
mod csv;
mod request;
mod show;

pub(super) use request::ANALYSIS;

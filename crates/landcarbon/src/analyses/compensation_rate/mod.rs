//! `compensation_rate`: the share of its emissions that each zone absorbs.

mod csv;
mod request;
mod show;

pub(super) use request::ANALYSIS;

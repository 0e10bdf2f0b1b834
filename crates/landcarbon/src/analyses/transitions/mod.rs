//! `transitions`: which class became which, and how much absorption that changed.

mod compute;
mod csv;
mod request;
mod show;

pub(super) use request::ANALYSIS;

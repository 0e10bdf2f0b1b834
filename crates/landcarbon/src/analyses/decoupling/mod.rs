//! `decoupling`: whether emissions grow with GDP (Tapio 2005).

mod request;
mod show;

pub(super) use request::ANALYSIS;

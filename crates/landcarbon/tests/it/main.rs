//! The built program: what it prints, writes and refuses, and what holds under faults.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr
)]

mod analysis;
mod bad_inputs;
mod beyond;
mod cli;
mod drafts;
#[cfg(unix)]
mod faults;
mod figure_options;
mod fuels;
mod keys;
mod levels;
mod other_region;
mod paper;
mod partial_tallies;
mod plausibility;
mod real_land_cover;
mod remote;
mod reproduction;
mod shell;
mod strangers;
mod support;
mod tiles;
mod typography;
mod unclassified_land;
mod what_if;
mod yearbooks;
mod zone_choices;

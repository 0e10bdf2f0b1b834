//! Writes an invented region to try the program on: `cargo run --release -p landcarbon --example region -- ZONES FOLDER`.

#![allow(clippy::unwrap_used)]

#[path = "../tests/it/support/region.rs"]
mod region;

use std::path::Path;

use anyhow::{Context, Result};

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let zones = arguments.next().context("how many zones?")?.parse()?;
    let folder = arguments.next().context("into which folder?")?;
    region::write(Path::new(&folder), zones);
    Ok(())
}

//! Times reading alone: the blocks that a tally would read, by the same route, with as many workers.
//!
//! ```sh
//! cargo run --release -p landuse-ingest --example decode -- ZONES ID_FIELD ROUNDS RASTER…
//! ```
//!
//! Prints the seconds of each round. Laying the zones over the grid is not timed.

#![allow(clippy::print_stdout)]

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use landuse_ingest::boundaries::BoundaryOptions;
use landuse_ingest::overlay::OverlayOptions;
use landuse_ingest::raster::{Raster, RasterOptions};
use landuse_ingest::zones::Zones;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [zones, id, rounds, rasters @ ..] = &arguments[..] else {
        return Err("arguments: ZONES ID_FIELD ROUNDS RASTER…".into());
    };
    let options = BoundaryOptions {
        id: id.clone(),
        ..BoundaryOptions::default()
    };
    let zones = Zones::read(Path::new(zones), &options)?;
    let rasters = rasters
        .iter()
        .map(|path| Raster::open(Path::new(path), &RasterOptions::default()))
        .collect::<Result<Vec<_>, _>>()?;
    let first = rasters.first().ok_or("no raster")?;
    let (overlay, _) = zones.over(&first.grid, OverlayOptions::default())?;
    let rasters: Vec<&Raster> = rasters.iter().collect();
    for _ in 0..rounds.parse()? {
        let start = Instant::now();
        overlay.decode(&rasters)?;
        println!("{:.4}", start.elapsed().as_secs_f64());
    }
    Ok(())
}

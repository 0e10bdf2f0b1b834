//! Zones, rasters and legend as the command line names them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use landuse_ingest::boundaries::{BoundaryOptions, ZoneChoice, boundary_files};
use landuse_ingest::crs::Crs;
use landuse_ingest::legend::Legend;
use landuse_ingest::overlay::OverlayOptions;
use landuse_ingest::overlay::Overlays;
use landuse_ingest::raster::{Raster, RasterName, RasterOptions, find_repeated};
use landuse_ingest::zones::Zones;

use crate::cli::OverlayArgs;
use crate::files::{InputStamps, raster_labels::labelled};
use crate::terminal::Console;

/// Legend, zones and rasters of a tally, opened and checked.
pub(super) struct OverlayInputs {
    pub(super) legend: Legend,
    pub(super) zones: Zones,
    /// With their labels, in the order given.
    pub(super) rasters: Vec<(String, Raster)>,
    options: OverlayOptions,
    stamps: InputStamps,
}

impl OverlayInputs {
    /// Reads the zones and opens the rasters; warnings go to the console.
    ///
    /// # Errors
    /// A file cannot be read, or an option does not fit it.
    pub(super) fn read(
        args: &OverlayArgs,
        labelled: Vec<(String, RasterName)>,
        console: &Console,
    ) -> Result<Self> {
        let crs = |definition: &Option<String>| {
            definition.as_deref().map(Crs::from_definition).transpose()
        };
        let options = RasterOptions {
            band: args.band,
            part: None,
            crs: crs(&args.raster_crs).context("--raster-crs")?,
        };
        let named = labelled
            .into_iter()
            .map(|(label, name)| {
                let options = name.options(&options);
                Ok((label, name.find()?, options))
            })
            .collect::<Result<Vec<_>>>()?;
        let mut files: Vec<_> = named.iter().flat_map(|(_, at, _)| at.files()).collect();
        files.extend(boundary_files(&args.zones));
        files.extend(Some(PathBuf::from(&args.legend)).filter(|legend| legend.is_file()));
        let stamps = InputStamps::take(&files)?;
        let legend = Legend::find(&args.legend).context("--legend")?;
        let zones = Zones::read(
            &args.zones,
            &BoundaryOptions {
                layer: args.layer.clone(),
                id: args.zone_id.clone(),
                name: args.zone_name.clone(),
                filter: args.filter.clone(),
                only: match args.only.is_empty() {
                    true => ZoneChoice::All,
                    false => ZoneChoice::Ids(args.only.clone()),
                },
                datum: args.datum,
                crs: crs(&args.zones_crs).context("--zones-crs")?,
                dissolve: args.dissolve,
                repair: args.repair,
                attributes: Vec::new(),
            },
        )?;
        zones
            .warnings
            .iter()
            .for_each(|warning| console.warning(warning));
        let rasters = named
            .into_iter()
            .map(|(label, at, options)| Ok((label, Raster::open(at, &options)?)))
            .collect::<Result<Vec<_>>>()?;
        let labels = rasters
            .iter()
            .map(|(label, raster)| (label.clone(), raster));
        for repeated in find_repeated(labels) {
            console.warning(repeated.to_string());
        }
        Ok(Self {
            legend,
            zones,
            rasters,
            options: OverlayOptions {
                coverage: args.coverage,
                area: args.area,
            },
            stamps,
        })
    }

    /// Refuses an output in the place of anything that is read, also of what an input leads to.
    ///
    /// # Errors
    /// It is one of the inputs.
    pub(super) fn refuse_output(&self, out: &Path) -> Result<()> {
        refuse_input_as_output(self.stamps.files(), out)
    }

    /// Makes sure that what was read is still there.
    ///
    /// # Errors
    /// A file has changed, or has gone.
    pub(super) fn refuse_changes(&self) -> Result<()> {
        self.stamps.refuse_changes()
    }

    /// Lays the zones over the grids of all rasters; warnings go to the console.
    ///
    /// # Errors
    /// The zones cannot be laid over a grid.
    pub(super) fn overlays(&self, console: &Console) -> Result<Overlays<'_>> {
        let mut overlays = Overlays::new(&self.zones, self.options);
        for (_, raster) in &self.rasters {
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
        Ok(overlays)
    }

    /// The rasters with their labels, to be tallied.
    pub(super) fn labelled(&self) -> Vec<(&str, &Raster)> {
        let rasters = self.rasters.iter();
        rasters
            .map(|(label, raster)| (label.as_str(), raster))
            .collect()
    }

    /// The rows of all rasters.
    pub(super) fn rows(&self) -> u64 {
        let heights = self.rasters.iter();
        heights
            .map(|(_, raster)| u64::from(raster.grid.height))
            .sum()
    }
}

/// The rasters with their labels. An input is never replaced by the output, whatever `--overwrite` says.
///
/// # Errors
/// A raster has no label of its own, or `out` is one of the inputs.
pub(super) fn name_rasters(args: &OverlayArgs, out: &Path) -> Result<Vec<(String, RasterName)>> {
    let labelled = labelled(&args.rasters)?;
    let places = labelled.iter().flat_map(|(_, name)| name.places());
    let rasters = places.map(|place| place.path().to_owned());
    let others = boundary_files(&args.zones).into_iter();
    let others = others.chain([PathBuf::from(&args.legend)]);
    let inputs: Vec<_> = rasters.chain(others).collect();
    refuse_input_as_output(inputs.iter().map(PathBuf::as_path), out)?;
    Ok(labelled)
}

fn refuse_input_as_output<'a>(
    mut inputs: impl Iterator<Item = &'a Path>,
    out: &Path,
) -> Result<()> {
    let Ok(place) = out.canonicalize() else {
        return Ok(());
    };
    if inputs.any(|input| input.canonicalize().is_ok_and(|input| input == place)) {
        bail!(
            "{} is one of the inputs; choose another name with --out",
            out.display()
        );
    }
    Ok(())
}

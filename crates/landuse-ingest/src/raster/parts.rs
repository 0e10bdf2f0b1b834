//! Which band of a file, and which of several rasters in it.

use std::path::Path;

use gdal::raster::ColorInterpretation;
use gdal::{Dataset, Metadata};

use super::error::RasterProblem;
use super::location::{Location, Part};
use super::raster::RasterOptions;

/// As many bands or parts are listed in a message.
const LISTED: usize = 20;

/// One of several rasters in a file, as GDAL lists them.
struct Listed {
    gdal_name: String,
    description: String,
}

/// What a band seems to hold.
pub(super) struct BandSummary {
    /// Opacity.
    pub(super) is_alpha: bool,
    /// One of the three colours of a picture.
    pub(super) is_colour: bool,
    pub(super) description: String,
}

/// The raster in a file of several that is asked for, and how to read it; nothing if the file is one raster.
///
/// # Errors
/// None is asked for, or there is none of that name.
pub(super) fn choose(
    location: &Location,
    dataset: &Dataset,
    options: &RasterOptions,
) -> Result<Option<(Location, RasterOptions)>, RasterProblem> {
    if matches!(location, Location::Part(_)) {
        return Ok(None);
    }
    let parts = list(dataset);
    if parts.is_empty() && options.part.is_none() {
        return Ok(None);
    }
    let file = location.path();
    let name = |number: usize| parts[number].name(number, dataset);
    let found = match (&options.part, options.band) {
        (Some(asked), _) => (0..parts.len()).find(|&number| name(number) == *asked),
        (None, Some(number)) => number.checked_sub(1).filter(|&index| index < parts.len()),
        (None, None) => None,
    };
    match found.filter(|_| location.url().is_none()) {
        Some(number) => {
            let part = Part {
                file: file.to_owned(),
                name: name(number),
                gdal_name: parts[number].gdal_name.clone(),
            };
            let options = RasterOptions {
                band: options.band.filter(|_| options.part.is_some()),
                part: None,
                crs: options.crs.clone(),
            };
            Ok(Some((Location::Part(Box::new(part)), options)))
        }
        None => {
            let all = parts.iter().enumerate();
            let all = all.map(|(number, part)| format!("#{} ({})", name(number), part.description));
            Err(RasterProblem::ChoosePart {
                asked: options.part.clone().or(options.band.map(|n| n.to_string())),
                example: match parts.len() {
                    0 => stem(file),
                    _ => format!("{}#{}", stem(file), name(0)),
                },
                parts: listed(all),
            })
        }
    }
}

/// The band to read: the one that is asked for, or the only one that may hold codes.
///
/// # Errors
/// There is none, none of that number, or several to choose from.
pub(super) fn choose_band(
    all: &[BandSummary],
    asked: Option<usize>,
) -> Result<usize, RasterProblem> {
    let bands = all.len();
    match asked {
        _ if bands == 0 => return Err(RasterProblem::NoBands),
        Some(band) if band == 0 || band > bands => {
            return Err(RasterProblem::NoSuchBand { band, bands });
        }
        Some(band) => return Ok(band),
        None => {}
    }
    let codes = (1..).zip(all).filter(|(_, band)| !band.is_alpha);
    let codes: Vec<_> = codes.collect();
    let is_picture = bands >= 3 && all.iter().any(|band| band.is_colour);
    let are_named = all.iter().any(|band| !band.description.is_empty());
    match codes[..] {
        [] => Ok(1),
        [(only, _)] => Ok(only),
        _ if is_picture && !are_named => Err(RasterProblem::Colours { bands }),
        _ => Err(RasterProblem::ChooseBand {
            bands,
            list: listed(codes.iter().map(|(number, band)| match &*band.description {
                "" => number.to_string(),
                text => format!("{number} ({text})"),
            })),
        }),
    }
}

/// What the bands of a file seem to hold.
pub(super) fn summaries(dataset: &Dataset) -> Result<Vec<BandSummary>, RasterProblem> {
    use ColorInterpretation::{AlphaBand, BlueBand, GreenBand, RedBand};
    let summary = |number| {
        let band = dataset.rasterband(number)?;
        let kind = band.color_interpretation();
        let description = band.description().unwrap_or_default();
        Ok(BandSummary {
            is_alpha: kind == AlphaBand,
            is_colour: matches!(kind, RedBand | GreenBand | BlueBand),
            description: description.trim().to_owned(),
        })
    };
    (1..=dataset.raster_count()).map(summary).collect()
}

/// The rasters that a file says it holds: pages of a TIFF, variables of a NetCDF.
fn list(dataset: &Dataset) -> Vec<Listed> {
    let lines = dataset.metadata_domain("SUBDATASETS").unwrap_or_default();
    let value = |key: String| {
        let mut lines = lines.iter().filter_map(|line| line.split_once('='));
        lines
            .find(|(known, _)| *known == key)
            .map(|(_, value)| value.to_owned())
    };
    (1..)
        .map_while(|number| {
            Some(Listed {
                gdal_name: value(format!("SUBDATASET_{number}_NAME"))?,
                description: value(format!("SUBDATASET_{number}_DESC")).unwrap_or_default(),
            })
        })
        .collect()
}

impl Listed {
    /// What tells it from the others: of a TIFF the number of the page, otherwise the last word of GDAL's name.
    fn name(&self, number: usize, dataset: &Dataset) -> String {
        let word = self.gdal_name.rsplit([':', '/']).next().unwrap_or_default();
        match dataset.driver().short_name().as_str() {
            "GTiff" => (number + 1).to_string(),
            _ => word.trim_matches('"').to_owned(),
        }
    }
}

fn stem(file: &Path) -> String {
    let name = file.file_name().unwrap_or(file.as_os_str());
    name.to_string_lossy().into_owned()
}

/// Some of the texts, with the number of those that are left out.
fn listed(texts: impl Iterator<Item = String>) -> String {
    let texts: Vec<_> = texts.collect();
    match texts.len().checked_sub(LISTED) {
        None | Some(0) => texts.join(", "),
        Some(more) => format!("{}, and {more} more", texts[..LISTED].join(", ")),
    }
}

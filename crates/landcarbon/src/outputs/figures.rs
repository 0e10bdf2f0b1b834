//! The figures of a run.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use carbon_core::{Assessment, LandClass, ZoneId};
use landuse_ingest::legend::{Legend, raw_class};
use rayon::prelude::*;
use zoning_export::Caption;
use zoning_export::figures::{
    CaptionPlace, Figure, FigureInputs, FigureOptions, Figures, LandUse, LandUsePicture,
    ParentZones,
};

use crate::files::{OutputFolder, file_name};
use crate::outputs::land_use_style::class_color;
use crate::outputs::run::Part;
use crate::study::{Study, StudyLevel};
use crate::terminal::Console;

/// The most cells of a land-use picture along its longer side: more than a full page has dots.
const LONGEST: u32 = 2400;

/// Draws and writes all figures. Returns what the user should know of them.
///
/// # Errors
/// A raster cannot be read, a figure cannot be drawn, or a file cannot be written.
pub(crate) fn write(
    part: &Part<'_>,
    folder: &OutputFolder,
    console: &Console,
) -> Result<Vec<String>> {
    let Part {
        themes,
        shapes,
        caption,
        ..
    } = *part;
    let study = part.study;
    let options = &study.plan.raw.figures;
    let land_use = land_use(study, themes.assessment)?;
    let parents = parents(study, part.level);
    let drawn = Figures::draw(&FigureInputs {
        themes,
        shapes,
        caption,
        source: &source(study, caption),
        parents: parents.as_ref(),
        options,
        land_use: Some(&land_use),
    })?;
    let bar = console.rows_bar("writing the figures", drawn.figures.len() as u64);
    let write = |figure| {
        write_figure(figure, options, folder)?;
        bar.add(1);
        Ok(())
    };
    drawn
        .figures
        .par_iter()
        .map(write)
        .collect::<Result<()>>()?;
    bar.clear();
    Ok(drawn.warnings)
}

/// The zones of the level above.
fn parents(study: &Study, level: &StudyLevel) -> Option<ParentZones> {
    let above = &study.hierarchy.levels().get(level.number + 1)?.zones;
    let place = |id: &ZoneId| above.iter().position(|zone| zone.id == *id);
    Some(ParentZones {
        names: above.iter().map(|zone| zone.name.clone()).collect(),
        of_zones: level
            .parents
            .as_ref()?
            .iter()
            .map(place)
            .collect::<Option<_>>()?,
    })
}

fn write_figure(figure: &Figure, options: &FigureOptions, folder: &OutputFolder) -> Result<()> {
    let mut files = figure.files(&options.formats)?;
    if options.caption == CaptionPlace::File {
        files.push(("txt", figure.caption().into_bytes()));
    }
    for (extension, bytes) in files {
        let path = folder.path(&format!("figures/{}.{extension}", figure.file_stem()))?;
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// The line on where the data come from: the sources that the project names, else the files; and the
/// program.
fn source(study: &Study, caption: &Caption) -> String {
    let name =
        |source: &Option<String>, path: &Path| source.clone().unwrap_or_else(|| file_name(path));
    let (plan, raw) = (&study.plan, &study.plan.raw);
    let boundaries = name(&raw.boundaries.source, &plan.boundaries);
    let statistics = name(&raw.statistics.source, &plan.statistics);
    let legend = match caption.language {
        zoning_export::Language::Zh => study.legend.title_zh(),
        _ => &study.legend.title,
    };
    let land_use = raw.landuse.source.as_ref();
    let legend = land_use.map_or(legend.to_owned(), |source| format!("{legend}: {source}"));
    let program = concat!(env!("CARGO_PKG_NAME"), "\u{a0}", env!("CARGO_PKG_VERSION"));
    match caption.language {
        zoning_export::Language::Zh => format!(
            "边界 {boundaries}；土地利用分类 {legend}；统计数据 {statistics}。由 {program} 制图。"
        ),
        _ => format!(
            "boundaries {boundaries}; land use classified as {legend}; statistics {statistics}. \
             Drawn by {program}."
        ),
    }
}

/// What figure 8 shows: the rasters at a glance.
fn land_use(study: &Study, assessment: &Assessment) -> Result<LandUse> {
    let legend = &study.legend;
    let mut classes = assessment.classes.clone();
    let outside = legend.outside_model.iter();
    classes.extend(
        outside
            .filter(|class| !assessment.classes.contains(class))
            .cloned(),
    );
    let mut pictures = Vec::new();
    for (year, raster) in &study.rasters {
        let overview = raster.overview(LONGEST)?;
        let position = |code: i64| {
            let class = class_of(legend, code)?;
            let position = classes.iter().position(|known| *known == class)?;
            u8::try_from(position)
                .ok()
                .filter(|&position| position < u8::MAX)
        };
        let cells = overview
            .codes
            .iter()
            .map(|code| code.and_then(position))
            .collect();
        pictures.push(LandUsePicture {
            year: *year,
            width: overview.width,
            height: overview.height,
            cells,
            transform: overview.transform,
            crs_wkt: raster.grid.crs.wkt().to_owned(),
        });
    }
    // What lies outside the model is shown only where it occurs.
    let occurs = |class: &LandClass, position: usize| {
        assessment.classes.contains(class)
            || pictures
                .iter()
                .flat_map(|picture| &picture.cells)
                .any(|cell| cell.is_some_and(|cell| usize::from(cell) == position))
    };
    let shown = (0..)
        .zip(&classes)
        .filter(|(position, class)| occurs(class, *position));
    // They come last, so that leaving some out moves no other's position.
    let last = shown.map(|(position, _)| position).last().unwrap_or(0);
    classes.truncate(last + 1);
    let classes = classes
        .into_iter()
        .enumerate()
        .map(|(position, class)| {
            let color = class_color(legend, &class, position);
            (class, color)
        })
        .collect();
    Ok(LandUse { classes, pictures })
}

fn class_of(legend: &Legend, code: i64) -> Option<LandClass> {
    if legend.is_raw() {
        raw_class(code)
    } else {
        legend.class_of(code).cloned()
    }
}

//! The layers of a run: GeoJSON, GeoPackage, QGIS project.

use std::io::Write;

use anyhow::Result;
use landuse_ingest::cell_area::keeps_areas;
use landuse_ingest::raster::Location;
use zoning_export::qgis::{
    LevelName, ProjectLevel, ProjectRaster, QgisLevels, QgisProject, RasterStyle, choropleth_qml,
    layer_styles,
};
use zoning_export::{Choropleth, LayerSet, set_name};

use crate::files::{OutputFolder, digest::slashed, relative_path};
use crate::outputs::{
    land_use_style,
    run::{Part, write_file},
};
use crate::study::Study;

/// Writes the choropleths of each year, with their styles.
///
/// # Errors
/// A file cannot be written.
pub(crate) fn write_geojson(part: &Part<'_>, folder: &OutputFolder) -> Result<()> {
    let Part {
        themes,
        shapes,
        caption,
        ..
    } = *part;
    for annual in &themes.assessment.years {
        for choropleth in Choropleth::ALL {
            let stem = choropleth.file_stem(annual.year);
            write_file(&folder.path(&format!("layers/{stem}.geojson"))?, |out| {
                Ok(choropleth.write(themes, annual.year, shapes, caption, out)?)
            })?;
            let style = choropleth_qml(choropleth, themes, annual.year, caption.language)?;
            write_file(&folder.path(&format!("layers/{stem}.qml"))?, |out| {
                Ok(out.write_all(style.as_bytes())?)
            })?;
        }
    }
    Ok(())
}

/// Writes the GeoPackage of all levels and the QGIS project over it.
///
/// # Errors
/// A file cannot be written.
pub(crate) fn write_geopackage(parts: &[Part<'_>], folder: &OutputFolder) -> Result<()> {
    let Some(main) = parts.first() else {
        return Ok(());
    };
    let name = &main.study.plan.name;
    let names: Vec<_> = parts
        .iter()
        .map(|part| match &part.level.label {
            Some(label) => set_name(name, &label.name),
            None => name.clone(),
        })
        .collect();
    let sets = parts.iter().zip(&names).map(|(part, name)| {
        Ok(LayerSet {
            name,
            themes: part.themes,
            shapes: part.shapes,
            caption: part.caption,
            styles: layer_styles(name, part.themes, part.caption)?,
        })
    });
    let path = folder.path(&format!("layers/{name}.gpkg"))?;
    zoning_export::write_geopackage(&path, &sets.collect::<Result<Vec<_>>>()?)?;
    write_qgis_project(parts, main, folder)
}

fn write_qgis_project<'a>(
    parts: &[Part<'a>],
    main: &Part<'a>,
    folder: &OutputFolder,
) -> Result<()> {
    let study = main.study;
    let rasters = rasters(study, folder)?;
    let style = raster_style(main);
    let project = |part: &Part<'a>| QgisProject {
        name: &study.plan.name,
        themes: part.themes,
        shapes: part.shapes,
        caption: part.caption,
        rasters: &rasters,
        raster_style: &style,
        crs_wkt: equal_area(study),
    };
    let levels = parts.iter().filter_map(|part| {
        let label = part.level.label.as_ref()?;
        Some(ProjectLevel {
            level: LevelName {
                name: &label.name,
                title: &label.title,
            },
            project: project(part),
        })
    });
    let levels: Vec<_> = levels.collect();
    let name = &study.plan.name;
    write_file(&folder.path(&format!("{name}.qgz"))?, |out| {
        if levels.is_empty() {
            return Ok(project(main).write(out)?);
        }
        let of_all = QgisLevels {
            title: &study.plan.title,
            levels: &levels,
        };
        Ok(of_all.write(out)?)
    })
}

/// The land-use rasters. One behind a URL has GDAL's name for it; one to which no relative path leads, and one of several in a file, are
/// left out, as are those of several tiles.
fn rasters(study: &Study, folder: &OutputFolder) -> Result<Vec<ProjectRaster>> {
    let mut rasters = Vec::new();
    for (year, raster) in &study.rasters {
        let path = match &raster.location {
            Location::Part(_) => None,
            Location::Mosaic(name, _) if !name.is_file() => None,
            location if location.url().is_some() => Some(slashed(&location.gdal_name())),
            location => relative_path::between(folder.place(), location.path())?,
        };
        if let Some(path) = path {
            rasters.push(ProjectRaster {
                year: *year,
                path,
                band: raster.storage.band,
                crs_wkt: raster.grid.crs.wkt().to_owned(),
            });
        }
    }
    Ok(rasters)
}

fn raster_style(part: &Part<'_>) -> RasterStyle {
    let study = part.study;
    let ledgers = part.findings.ledgers.iter();
    let found = ledgers.flat_map(|ledger| &ledger.classes);
    land_use_style::build(&study.legend, 1, part.caption.language, found)
}

/// The CRS of the latest raster, if it keeps areas.
fn equal_area(study: &Study) -> Option<&str> {
    let (_, raster) = study.rasters.last()?;
    let keeps_areas = keeps_areas(&raster.grid).unwrap_or(false);
    keeps_areas.then(|| raster.grid.crs.wkt())
}

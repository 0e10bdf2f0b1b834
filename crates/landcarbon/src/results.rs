//! The files of a run.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use carbon_core::{Assessment, HectaresRow, Sensitivity};
use landuse_ingest::crs::{Crs, Plane};
use landuse_ingest::ledger::Ledger;
use zoning_export::qgis::{ProjectRaster, QgisProject, choropleth_qml};
use zoning_export::report::{self, ReportInput};
use zoning_export::tables::{Provenance, Tables};
use zoning_export::{
    Caption, Choropleth, HectaresFormat, Themes, ZoneShapes, write_geopackage, write_hectares,
};

use crate::console::Console;
use crate::levels::{LevelFindings, tables};
use crate::output::OutputFolder;
use crate::study::{Findings, Study};
use crate::{
    analyses, expect, figures, land_use_style, relative_path, scenario_table, supplement,
    uncertainty_tables,
};

/// Writes everything but the manifest. Returns what the user should know of it.
///
/// # Errors
/// A file cannot be written.
pub fn write(
    study: &Study,
    findings: &Findings,
    folder: &OutputFolder,
    console: &Console,
) -> Result<Vec<String>> {
    console.step("writing the results");
    let rows: Vec<_> = findings.ledgers.iter().flat_map(Ledger::rows).collect();
    write_file(&folder.path("hectares.csv")?, |out| {
        Ok(write_hectares(&rows, HectaresFormat::Csv, out)?)
    })?;
    let shapes = shapes(study)?;
    let supplement = supplement::of(findings)?;
    let themes =
        Themes::new(&findings.assessment, &study.project.classes)?.with_supplement(&supplement)?;
    write_layers(study, findings, &themes, &shapes, folder)?;
    write_tables(study, findings, &rows, folder)?;
    write_report(study, findings, &rows, &themes, &shapes, folder)?;
    if let Some(sensitivity) = &findings.sensitivity {
        write_file(&folder.path("tables/sensitivity.csv")?, |out| {
            write_sensitivity(study, sensitivity, out)
        })?;
    }
    write_what_ifs(findings, &themes, folder)?;
    analyses::files::write(findings, folder)?;
    if !findings.outcomes.is_empty() {
        write_file(&folder.path("expect.csv")?, |out| {
            expect::write(&findings.outcomes, out)
        })?;
    }
    write_level(study, &findings.assessment, folder)?;
    let mut notes = Vec::new();
    if study.project.export.figures {
        console.step("drawing the figures");
        notes = figures::write(study, &themes, &shapes, &caption(study), folder)?;
    }
    for LevelFindings { study, findings } in &findings.levels {
        let folder = folder.inside(&study.level_folder());
        notes.extend(write(study, findings, &folder, console)?);
    }
    Ok(notes)
}

/// What each zone is to the larger ones, and which statistics are downscaled, if the project has levels.
fn write_level(study: &Study, assessment: &Assessment, folder: &OutputFolder) -> Result<()> {
    let Some(view) = &study.level else {
        return Ok(());
    };
    if view.has_ancestors() {
        write_file(&folder.path("tables/coefficients-within.csv")?, |out| {
            tables::write_within(view, assessment, out)
        })?;
    }
    if view.has_downscaled() {
        write_file(&folder.path("tables/downscaled.csv")?, |out| {
            tables::write_downscaled(view, out)
        })?;
    }
    Ok(())
}

/// Scenarios and uncertainty, if the project asks for them.
fn write_what_ifs(findings: &Findings, themes: &Themes<'_>, folder: &OutputFolder) -> Result<()> {
    let assessment = &findings.assessment;
    if !findings.comparisons.is_empty() {
        write_file(&folder.path("tables/scenarios.csv")?, |out| {
            scenario_table::write(&findings.comparisons, out)
        })?;
    }
    if let Some(propagation) = &findings.propagation {
        write_file(&folder.path("tables/uncertainty.csv")?, |out| {
            uncertainty_tables::write_intervals(propagation, assessment, out)
        })?;
        write_file(&folder.path("tables/probabilities.csv")?, |out| {
            uncertainty_tables::write_probabilities(propagation, themes, out)
        })?;
    }
    if let Some(sobol) = &findings.sobol {
        write_file(&folder.path("tables/sobol.csv")?, |out| {
            uncertainty_tables::write_sobol(sobol, assessment, out)
        })?;
    }
    Ok(())
}

fn shapes(study: &Study) -> Result<ZoneShapes> {
    let zones = &study.zones.zones;
    Ok(ZoneShapes::new(
        zones.iter().map(|zone| zone.id.clone()).collect(),
        study.zones.crs.wkt(),
        zones.iter().map(|zone| zone.polygons.clone()).collect(),
        study.zones.in_wgs84()?,
    )?)
}

fn write_layers(
    study: &Study,
    findings: &Findings,
    themes: &Themes<'_>,
    shapes: &ZoneShapes,
    folder: &OutputFolder,
) -> Result<()> {
    let project = &study.project;
    let caption = caption(study);
    if project.export.geopackage {
        let name = &project.project.name;
        let path = folder.path(&format!("layers/{name}.gpkg"))?;
        write_geopackage(&path, name, themes, shapes, &caption)?;
        write_qgis_project(study, findings, themes, folder, shapes, &caption)?;
    }
    if project.export.geojson {
        for annual in &themes.assessment.years {
            for choropleth in Choropleth::ALL {
                let stem = choropleth.file_stem(annual.year);
                write_file(&folder.path(&format!("layers/{stem}.geojson"))?, |out| {
                    Ok(choropleth.write(themes, annual.year, shapes, &caption, out)?)
                })?;
                let style = choropleth_qml(choropleth, themes, annual.year, caption.language)?;
                write_file(&folder.path(&format!("layers/{stem}.qml"))?, |out| {
                    Ok(out.write_all(style.as_bytes())?)
                })?;
            }
        }
    }
    Ok(())
}

/// The project over the GeoPackage. A raster to which no relative path leads is left out.
fn write_qgis_project(
    study: &Study,
    findings: &Findings,
    themes: &Themes<'_>,
    folder: &OutputFolder,
    shapes: &ZoneShapes,
    caption: &Caption,
) -> Result<()> {
    let mut rasters = Vec::new();
    for (year, raster) in &study.rasters {
        if let Some(path) = relative_path::between(folder.place(), &raster.path)? {
            rasters.push(ProjectRaster {
                year: *year,
                path,
                crs_wkt: raster.grid.crs.wkt().to_owned(),
            });
        }
    }
    let band = study.rasters.first().map_or(1, |(_, raster)| raster.band);
    let found = findings.ledgers.iter().flat_map(|ledger| &ledger.classes);
    let crs = study.rasters.last().map(|(_, raster)| &raster.grid.crs);
    let name = &study.project.project.name;
    let project = QgisProject {
        name,
        themes,
        shapes,
        caption,
        rasters: &rasters,
        raster_style: &land_use_style::of(&study.legend, band, caption.language, found),
        crs_wkt: crs
            .filter(|crs| *crs.plane() == Plane::EqualArea)
            .map(Crs::wkt),
    };
    write_file(&folder.path(&format!("{name}.qgz"))?, |out| {
        Ok(project.write(out)?)
    })
}

fn write_tables(
    study: &Study,
    findings: &Findings,
    ledger: &[HectaresRow],
    folder: &OutputFolder,
) -> Result<()> {
    if !study.project.export.tables {
        return Ok(());
    }
    let caption = caption(study);
    let tables = Tables::of(&findings.assessment, ledger, &study.coefficients, &caption);
    let provenance = provenance(study, findings);
    Ok(tables.write_files(&provenance, |name| {
        let path = folder
            .path(&format!("tables/{name}"))
            .map_err(std::io::Error::other)?;
        File::create(path).map(BufWriter::new)
    })?)
}

fn write_report(
    study: &Study,
    findings: &Findings,
    ledger: &[HectaresRow],
    themes: &Themes<'_>,
    shapes: &ZoneShapes,
    folder: &OutputFolder,
) -> Result<()> {
    if !study.project.export.report {
        return Ok(());
    }
    let closures: BTreeMap<_, _> = findings
        .ledgers
        .iter()
        .map(|ledger| (ledger.label.clone(), ledger.worst_closure()))
        .collect();
    let digests = findings.inputs.iter();
    let inputs = digests
        .map(|(path, digest)| (path.clone(), digest.sha256.clone()))
        .collect();
    let classes = findings.assessment.classes.iter().enumerate();
    let land: Vec<_> = classes
        .map(|(position, class)| {
            let color = land_use_style::class_color(&study.legend, class, position);
            (class.clone(), color)
        })
        .collect();
    let input = ReportInput {
        land: &land,
        themes,
        coefficients: &study.coefficients,
        sensitivity: findings.sensitivity.as_ref(),
        ledger,
        closures: &closures,
        caption: &caption(study),
        provenance: &provenance(study, findings),
        inputs: &inputs,
    };
    write_file(&folder.path("report.html")?, |out| {
        Ok(report::write(&input, shapes, out)?)
    })
}

fn provenance<'a>(study: &'a Study, findings: &'a Findings) -> Provenance<'a> {
    Provenance {
        program: concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")),
        statuses: &study.statistics.statuses,
        warnings: &findings.warnings,
    }
}

fn caption(study: &Study) -> Caption {
    Caption {
        title: study.title(),
        note: study.note(),
        language: study.project.project.language.into(),
    }
}

/// What each zone pays over all combinations of the choices that the paper leaves open, in yuan.
fn write_sensitivity(study: &Study, sensitivity: &Sensitivity, out: impl Write) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "zone",
        "name",
        "minimum_yuan",
        "median_yuan",
        "maximum_yuan",
        "share_paying",
        "share_receiving",
        "changes_role",
    ])?;
    for (zone, of) in study.zones.zones.iter().zip(&sensitivity.zones) {
        writer.write_record([
            zone.id.to_string(),
            zone.name.clone(),
            format!("{:.0}", of.minimum.amount),
            format!("{:.0}", of.median.amount),
            format!("{:.0}", of.maximum.amount),
            format!("{:.4}", of.share_paying),
            format!("{:.4}", of.share_receiving),
            of.changes_role.to_string(),
        ])?;
    }
    Ok(writer.flush()?)
}

/// Writes a file of the results.
///
/// # Errors
/// It cannot be written.
pub(crate) fn write_file(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<()>,
) -> Result<()> {
    let context = || format!("cannot write {}", path.display());
    let mut out = BufWriter::new(File::create(path).with_context(context)?);
    write(&mut out)?;
    out.flush().with_context(context)
}

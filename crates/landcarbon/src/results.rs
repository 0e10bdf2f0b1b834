//! The files of a run.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use carbon_core::HectaresRow;
use landuse_ingest::ledger::Ledger;
use zoning_export::long_tables::{AreaRow, LongTable};
use zoning_export::report::{self, ReportInput};
use zoning_export::tables::{Provenance, Tables};
use zoning_export::{Caption, Themes, ZoneShapes};

use crate::console::Console;
use crate::findings::Findings;
use crate::levels::LevelFindings;
use crate::output::OutputFolder;
use crate::study::Study;
use crate::{figures, land_use_style, layers, result_tables, supplement};

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
    with_parts(study, findings, |parts| {
        let mut notes = Vec::new();
        for (part, folder) in parts.iter().zip(folders(parts, folder)) {
            notes.extend(write_part(part, &folder, console)?);
        }
        write_geopackage(parts, folder)?;
        Ok(notes)
    })
}

/// Writes the layers of a study with their styles and the QGIS project, as [`write()`] does, and nothing else.
///
/// # Errors
/// A file cannot be written.
pub fn write_maps(study: &Study, findings: &Findings, folder: &OutputFolder) -> Result<()> {
    with_parts(study, findings, |parts| {
        for (part, folder) in parts.iter().zip(folders(parts, folder)) {
            write_geojson(part, &folder)?;
        }
        write_geopackage(parts, folder)
    })
}

/// The folder of each part: that of the main level is that of all.
fn folders(parts: &[Part<'_>], main: &OutputFolder) -> Vec<OutputFolder> {
    let others = parts.iter().skip(1);
    let others = others.map(|part| main.inside(&part.study.level_folder()));
    std::iter::once(main.clone()).chain(others).collect()
}

fn write_geojson(part: &Part<'_>, folder: &OutputFolder) -> Result<()> {
    if !part.study.project.export.geojson {
        return Ok(());
    }
    layers::write_geojson(part, folder)
}

fn write_geopackage(parts: &[Part<'_>], folder: &OutputFolder) -> Result<()> {
    let asked_for = |part: &Part<'_>| part.study.project.export.geopackage;
    if !parts.first().is_some_and(asked_for) {
        return Ok(());
    }
    layers::write_geopackage(parts, folder)
}

/// Does something with what is to be written of each level, that of the main level first.
fn with_parts<T>(
    study: &Study,
    findings: &Findings,
    write: impl FnOnce(&[Part<'_>]) -> Result<T>,
) -> Result<T> {
    let others = findings.levels.iter();
    let others = others.map(|LevelFindings { study, findings }| (study, findings));
    let all: Vec<_> = std::iter::once((study, findings)).chain(others).collect();
    let grounds: Vec<_> = all
        .iter()
        .map(|(study, _)| Ground::of(study))
        .collect::<Result<_>>()?;
    let supplements: Vec<_> = all
        .iter()
        .map(|(_, findings)| supplement::of(findings))
        .collect::<Result<_>>()?;
    let themes: Vec<_> = all
        .iter()
        .zip(&supplements)
        .map(|((study, of), supplement)| {
            Themes::new(&of.assessment, &study.project.classes)?.with_supplement(supplement)
        })
        .collect::<Result<_, _>>()?;
    let parts = all
        .iter()
        .zip(&grounds)
        .zip(&themes)
        .map(|((of, ground), themes)| {
            let (shapes, caption) = (&ground.shapes, &ground.caption);
            let (study, findings) = *of;
            Part {
                study,
                findings,
                themes,
                shapes,
                caption,
            }
        });
    write(&parts.collect::<Vec<_>>())
}

/// What a part of the results is drawn from, beside what was found.
struct Ground {
    shapes: ZoneShapes,
    caption: Caption,
}

impl Ground {
    fn of(study: &Study) -> Result<Self> {
        Ok(Self {
            shapes: shapes(study)?,
            caption: caption(study),
        })
    }
}

/// A level of the results; all of them, if the project has no levels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part<'a> {
    pub study: &'a Study,
    pub findings: &'a Findings,
    pub themes: &'a Themes<'a>,
    pub shapes: &'a ZoneShapes,
    pub caption: &'a Caption,
}

/// Writes what stands in the folder of a level.
fn write_part(part: &Part<'_>, folder: &OutputFolder, console: &Console) -> Result<Vec<String>> {
    let Part {
        study, findings, ..
    } = *part;
    let rows: Vec<_> = findings.ledgers.iter().flat_map(Ledger::rows).collect();
    let mut put = |name: &str, table: &dyn LongTable| {
        for format in &study.project.export.long_tables {
            let path = folder.path(&format!("{name}.{}", format.extension()))?;
            write_file(&path, |out| Ok(table.write(*format, out)?))?;
        }
        Ok(())
    };
    put("hectares", &|| rows.iter().cloned().map(AreaRow::from))?;
    result_tables::put_tables(study, findings, &mut put)?;
    write_geojson(part, folder)?;
    write_tables(part, &rows, folder)?;
    write_report(part, &rows, folder)?;
    if !study.project.export.figures {
        return Ok(Vec::new());
    }
    console.step("drawing the figures");
    figures::write(study, part.themes, part.shapes, part.caption, folder)
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

fn write_tables(part: &Part<'_>, ledger: &[HectaresRow], folder: &OutputFolder) -> Result<()> {
    let Part {
        study, findings, ..
    } = *part;
    if !study.project.export.tables {
        return Ok(());
    }
    let tables = Tables::of(
        &findings.assessment,
        ledger,
        &study.coefficients,
        part.caption,
    );
    let provenance = provenance(study, findings);
    Ok(tables.write_files(&provenance, |name| {
        let path = folder
            .path(&format!("tables/{name}"))
            .map_err(std::io::Error::other)?;
        File::create(path).map(BufWriter::new)
    })?)
}

fn write_report(part: &Part<'_>, ledger: &[HectaresRow], folder: &OutputFolder) -> Result<()> {
    let Part {
        study, findings, ..
    } = *part;
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
        .map(|(path, digest)| (path.clone(), digest.to_string()))
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
        themes: part.themes,
        coefficients: &study.coefficients,
        sensitivity: findings.sensitivity.as_ref(),
        ledger,
        closures: &closures,
        caption: part.caption,
        provenance: &provenance(study, findings),
        inputs: &inputs,
    };
    write_file(&folder.path("report.html")?, |out| {
        Ok(report::write(&input, part.shapes, out)?)
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

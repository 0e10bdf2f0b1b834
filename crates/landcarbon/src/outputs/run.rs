//! The files of a run.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::Deref;
use std::path::Path;

use anyhow::{Context, Result};
use carbon_core::HectaresRow;
use carbon_core::inherited::inherited_quantities;
use landuse_ingest::ledger::Ledger;
use zoning_export::long_tables::{AreaRow, LongTable, write_for_people};
use zoning_export::report::{self, ReportInput};
use zoning_export::tables::{LongSheet, Provenance, Tables};
use zoning_export::{Caption, Themes, ZoneShapes};

use crate::files::OutputFolder;
use crate::outputs::{csv::result_tables, figures, land_use_style, layers, supplement};
use crate::study::{LevelResults, StudyLevel};
use crate::terminal::Console;

/// Where the tables are that people open.
const TABLES: &str = "tables/";

/// Writes everything but the manifest. Returns what the user should know of it.
///
/// # Errors
/// A file cannot be written.
pub fn write(
    results: &[LevelResults<'_>],
    folder: &OutputFolder,
    console: &Console,
) -> Result<Vec<String>> {
    with_parts(results, |parts| {
        let mut notes = Vec::new();
        for (part, folder) in parts.iter().zip(folders(parts, folder)) {
            notes.extend(write_part(part, &folder, console)?);
        }
        console.step("writing the layers");
        write_geopackage(parts, folder)?;
        Ok(notes)
    })
}

/// Writes the layers of a study with their styles and the QGIS project, as [`write()`] does, and nothing else.
///
/// # Errors
/// A file cannot be written.
pub fn write_maps(results: &[LevelResults<'_>], folder: &OutputFolder) -> Result<()> {
    with_parts(results, |parts| {
        for (part, folder) in parts.iter().zip(folders(parts, folder)) {
            write_geojson(part, &folder)?;
        }
        write_geopackage(parts, folder)
    })
}

/// The folder of each part: that of the main level is that of all.
fn folders(parts: &[Part<'_>], main: &OutputFolder) -> Vec<OutputFolder> {
    let others = parts.iter().skip(1);
    let others = others.map(|part| main.inside(&part.level.folder()));
    std::iter::once(main.clone()).chain(others).collect()
}

fn write_geojson(part: &Part<'_>, folder: &OutputFolder) -> Result<()> {
    if !part.study.plan.export.geojson {
        return Ok(());
    }
    layers::write_geojson(part, folder)
}

fn write_geopackage(parts: &[Part<'_>], folder: &OutputFolder) -> Result<()> {
    let asked_for = |part: &Part<'_>| part.study.plan.export.geopackage;
    if !parts.first().is_some_and(asked_for) {
        return Ok(());
    }
    layers::write_geopackage(parts, folder)
}

/// Does something with what is to be written of each level, that of the main level first.
fn with_parts<T>(
    results: &[LevelResults<'_>],
    write: impl FnOnce(&[Part<'_>]) -> Result<T>,
) -> Result<T> {
    let mut grounds = Vec::new();
    let mut supplements = Vec::new();
    for results in results {
        grounds.push((shapes(results.level)?, caption(results)));
        supplements.push(supplement::gather(results)?);
    }
    let mut themes = Vec::new();
    for (results, supplement) in results.iter().zip(&supplements) {
        let plain = Themes::new(&results.findings.assessment, &results.study.plan.classes)?;
        let parents = results.level.parents.as_ref();
        let parents = parents.filter(|_| !results.level.downscaled.is_empty());
        let inherited =
            parents.map(|parents| inherited_quantities(&results.findings.assessment, parents));
        let themes_of_level = plain.with_supplement(supplement)?;
        themes.push(themes_of_level.with_inherited(inherited.unwrap_or_default()));
    }
    let parts = results.iter().zip(&grounds).zip(&themes);
    let parts = parts.map(|((results, (shapes, caption)), themes)| Part {
        results: *results,
        themes,
        shapes,
        caption,
    });
    write(&parts.collect::<Vec<_>>())
}

/// A level of the results, with what its files show.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part<'a> {
    pub results: LevelResults<'a>,
    pub themes: &'a Themes<'a>,
    pub shapes: &'a ZoneShapes,
    pub caption: &'a Caption,
}

impl<'a> Deref for Part<'a> {
    type Target = LevelResults<'a>;

    fn deref(&self) -> &Self::Target {
        &self.results
    }
}

/// Writes what stands in the folder of a level.
fn write_part(part: &Part<'_>, folder: &OutputFolder, console: &Console) -> Result<Vec<String>> {
    let LevelResults {
        study, findings, ..
    } = part.results;
    console.step("writing the results");
    let rows: Vec<_> = findings.ledgers.iter().flat_map(Ledger::rows).collect();
    let mut sheets = Vec::new();
    let mut put = |name: &str, table: &dyn LongTable| {
        if study.plan.export.tables {
            let name = name.strip_prefix(TABLES).unwrap_or(name);
            sheets.push(LongSheet::new(name, table)?);
        }
        for format in &study.plan.export.long_tables {
            let path = folder.path(&format!("{name}.{}", format.extension()))?;
            // Tables are for people; what lies beside them is for programs, which need names as they are.
            write_file(&path, |out| {
                format.write_mark(out)?;
                match name.starts_with(TABLES) {
                    true => Ok(write_for_people(table, *format, out)?),
                    false => Ok(table.write(*format, out)?),
                }
            })?;
        }
        Ok(())
    };
    put("hectares", &|| {
        let ledgers = findings.ledgers.iter();
        let rows = ledgers.flat_map(Ledger::rows_with_codes);
        rows.map(|(row, codes)| AreaRow::new(row, codes))
    })?;
    result_tables::put_tables(&part.results, &mut put)?;
    write_geojson(part, folder)?;
    write_tables(part, &rows, sheets, folder)?;
    write_report(part, &rows, folder)?;
    if !study.plan.export.figures {
        return Ok(Vec::new());
    }
    console.step("drawing the figures");
    figures::write(part, folder, console)
}

fn shapes(level: &StudyLevel) -> Result<ZoneShapes> {
    let zones = &level.zones.zones;
    Ok(ZoneShapes::new(
        zones.iter().map(|zone| zone.id.clone()).collect(),
        level.zones.crs.wkt(),
        zones.iter().map(|zone| zone.polygons.clone()).collect(),
        level.zones.in_wgs84()?,
    )?)
}

fn write_tables(
    part: &Part<'_>,
    ledger: &[HectaresRow],
    sheets: Vec<LongSheet>,
    folder: &OutputFolder,
) -> Result<()> {
    let LevelResults {
        study, findings, ..
    } = part.results;
    if !study.plan.export.tables {
        return Ok(());
    }
    let tables = Tables::new(
        &findings.assessment,
        ledger,
        &study.plan.coefficients,
        part.caption,
    )
    .with_long_tables(sheets);
    let provenance = provenance(&part.results);
    Ok(tables.write_files(&provenance, |name| {
        let path = folder
            .path(&format!("tables/{name}"))
            .map_err(std::io::Error::other)?;
        File::create(path).map(BufWriter::new)
    })?)
}

fn write_report(part: &Part<'_>, ledger: &[HectaresRow], folder: &OutputFolder) -> Result<()> {
    let LevelResults {
        study, findings, ..
    } = part.results;
    if !study.plan.export.report {
        return Ok(());
    }
    let closures: BTreeMap<_, _> = findings
        .ledgers
        .iter()
        .map(|ledger| (ledger.label.clone(), ledger.worst_closure()))
        .collect();
    let digests = part.inputs.iter();
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
        coefficients: &study.plan.coefficients,
        sensitivity: findings.sensitivity.as_ref(),
        ledger,
        closures: &closures,
        caption: part.caption,
        provenance: &provenance(&part.results),
        inputs: &inputs,
    };
    write_file(&folder.path("report.html")?, |out| {
        Ok(report::write(&input, part.shapes, out)?)
    })
}

fn provenance<'a>(results: &LevelResults<'a>) -> Provenance<'a> {
    let plan = &results.study.plan;
    Provenance {
        program: concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")),
        statuses: &results.level.statistics.statuses,
        fuels: plan.coefficients.sigma().is_none().then_some(&plan.fuels),
        warnings: &results.findings.warnings,
    }
}

fn caption(results: &LevelResults<'_>) -> Caption {
    Caption {
        title: results.level.title.clone(),
        note: results.level.note.clone(),
        language: results.study.plan.language,
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

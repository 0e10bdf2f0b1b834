//! The files of a run.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use carbon_core::scenario::Scenario;
use carbon_core::{Assessment, HectaresRow, Sensitivity};
use landuse_ingest::ledger::Ledger;
use zoning_export::report::{self, ReportInput};
use zoning_export::tables::{Provenance, Tables};
use zoning_export::{Caption, HectaresFormat, Themes, ZoneShapes, write_hectares};

use crate::console::Console;
use crate::levels::{LevelFindings, tables};
use crate::output::OutputFolder;
use crate::project::UncertaintyPlan;
use crate::study::{Findings, Study};
use crate::{
    analyses, expect, figures, land_use_style, layers, scenario_table, supplement,
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
    let others = findings.levels.iter();
    let others = others.map(|LevelFindings { study, findings }| (study, findings));
    let all: Vec<_> = std::iter::once((study, findings)).chain(others).collect();
    let grounds: Vec<_> = all
        .iter()
        .map(|(study, _)| Ground::of(study))
        .collect::<Result<_>>()?;
    let with_grounds = || all.iter().zip(&grounds);
    let supplements: Vec<_> = with_grounds()
        .map(|((_, of), ground)| supplement::of(of, &ground.scenarios, ground.plan.as_ref()))
        .collect::<Result<_>>()?;
    let themes: Vec<_> = all
        .iter()
        .zip(&supplements)
        .map(|((study, of), supplement)| {
            Themes::new(&of.assessment, &study.project.classes)?.with_supplement(supplement)
        })
        .collect::<Result<_, _>>()?;
    let parts = with_grounds().zip(&themes).map(|((of, ground), themes)| {
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
    let parts: Vec<_> = parts.collect();
    let mut notes = Vec::new();
    for (part, place) in parts.iter().zip(0..) {
        let folder = match place {
            0 => folder.clone(),
            _ => folder.inside(&part.study.level_folder()),
        };
        notes.extend(write_part(part, &folder, console)?);
    }
    if study.project.export.geopackage {
        layers::write_geopackage(&parts, folder)?;
    }
    Ok(notes)
}

/// What a part of the results is drawn from, beside what was found.
struct Ground {
    scenarios: Vec<Scenario>,
    plan: Option<UncertaintyPlan>,
    shapes: ZoneShapes,
    caption: Caption,
}

impl Ground {
    fn of(study: &Study) -> Result<Self> {
        Ok(Self {
            scenarios: study.project.scenarios()?,
            plan: study.project.uncertainty_plan()?,
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
    write_file(&folder.path("hectares.csv")?, |out| {
        Ok(write_hectares(&rows, HectaresFormat::Csv, out)?)
    })?;
    if study.project.export.geojson {
        layers::write_geojson(part, folder)?;
    }
    write_tables(part, &rows, folder)?;
    write_report(part, &rows, folder)?;
    if let Some(sensitivity) = &findings.sensitivity {
        write_file(&folder.path("tables/sensitivity.csv")?, |out| {
            write_sensitivity(study, sensitivity, out)
        })?;
    }
    write_what_ifs(findings, folder)?;
    analyses::files::write(findings, folder)?;
    if !findings.outcomes.is_empty() {
        write_file(&folder.path("expect.csv")?, |out| {
            expect::write(&findings.outcomes, out)
        })?;
    }
    write_level(study, &findings.assessment, folder)?;
    if !study.project.export.figures {
        return Ok(Vec::new());
    }
    console.step("drawing the figures");
    figures::write(study, part.themes, part.shapes, part.caption, folder)
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
fn write_what_ifs(findings: &Findings, folder: &OutputFolder) -> Result<()> {
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
            uncertainty_tables::write_probabilities(propagation, assessment, out)
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

//! `landcarbon run`

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use carbon_core::Assessment;
use landuse_ingest::ledger::Ledger;
use zoning_export::{Caption, Choropleth, HectaresFormat, ZoneShapes, write_hectares};

use crate::cli::RunArgs;
use crate::console::Console;
use crate::manifest;
use crate::output::OutputFolder;
use crate::project::Project;
use crate::study::Study;
use crate::summary;

/// The folder of results beside the project file.
const OUT: &str = "out";

pub(super) fn run(args: &RunArgs, console: &Console) -> Result<()> {
    let project = Project::read(&args.project)?;
    let out = args
        .out
        .clone()
        .unwrap_or_else(|| project.folder().join(OUT));
    let folder = OutputFolder::create(&out, args.overwrite)?;
    let mut study = Study::open(project, console)?;
    let ledgers = study.tally(console)?;
    console.step("computing the budget, the coefficients and the zones");
    let assessment = study.assess(&ledgers)?;
    let warnings: Vec<String> = study
        .warnings
        .iter()
        .cloned()
        .chain(assessment.warnings.iter().map(ToString::to_string))
        .collect();
    write_results(&study, &ledgers, &assessment, &folder, console)?;
    manifest::write(&study, &ledgers, &warnings, &folder)?;
    let results = folder.results()?;
    folder.finish()?;
    for line in summary::lines(&assessment, &ledgers, &study.project) {
        console.say(line);
    }
    warnings.iter().for_each(|warning| console.warning(warning));
    console.say(format!(
        "Wrote {} files to {}:",
        results.len(),
        out.display()
    ));
    results
        .iter()
        .for_each(|path| console.say(format!("  {}", path.display())));
    Ok(())
}

fn write_results(
    study: &Study,
    ledgers: &[Ledger],
    assessment: &Assessment,
    folder: &OutputFolder,
    console: &Console,
) -> Result<()> {
    let project = &study.project;
    let rows: Vec<_> = ledgers.iter().flat_map(Ledger::rows).collect();
    write_file(&folder.path("hectares.csv")?, |out| {
        Ok(write_hectares(&rows, HectaresFormat::Csv, out)?)
    })?;

    let shapes = ZoneShapes::new(
        study
            .zones
            .zones
            .iter()
            .map(|zone| zone.id.clone())
            .collect(),
        study.zones.crs.wkt().to_owned(),
        study
            .zones
            .zones
            .iter()
            .map(|zone| zone.polygons.clone())
            .collect(),
        study.zones.in_wgs84()?,
    )?;
    let caption = Caption {
        title: project.title().to_owned(),
        note: project.project.note.clone(),
        language: project.project.language.into(),
    };
    if project.export.geopackage {
        let name = &project.project.name;
        console.step("writing the GeoPackage");
        let path = folder.path(&format!("layers/{name}.gpkg"))?;
        zoning_export::write_geopackage(&path, name, assessment, &shapes, &caption)?;
    }
    if project.export.geojson {
        console.step("writing GeoJSON");
        for annual in &assessment.years {
            for choropleth in Choropleth::ALL {
                let path = folder.path(&format!(
                    "layers/{}.geojson",
                    choropleth.file_stem(annual.year)
                ))?;
                write_file(&path, |out| {
                    Ok(choropleth.write(assessment, annual.year, &shapes, &caption, out)?)
                })?;
            }
        }
    }
    Ok(())
}

fn write_file(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> Result<()>) -> Result<()> {
    let context = || format!("cannot write {}", path.display());
    let mut out = BufWriter::new(File::create(path).with_context(context)?);
    write(&mut out)?;
    out.flush().with_context(context)
}

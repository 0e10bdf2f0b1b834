//! `landcarbon run`

use anyhow::{Result, bail};

use crate::cli::RunArgs;
use crate::console::Console;
use crate::output::Output;
use crate::project::Project;
use crate::study::Study;
use crate::{manifest, results, summary};

/// The folder of results beside the project file.
const OUT: &str = "out";

pub(super) fn run(args: &RunArgs, console: &Console) -> Result<()> {
    let project = Project::read(&args.project)?;
    let out = args
        .out
        .clone()
        .unwrap_or_else(|| project.folder().join(OUT));
    let output = Output::create(&out, args.overwrite)?;
    output
        .warnings
        .iter()
        .for_each(|warning| console.warning(warning));
    let mut study = Study::open(project, console)?;
    output.refuse_inputs(&study.input_files()?)?;
    let mut findings = study.compute(console)?;
    let of_results = results::write(&study, &findings, output.folder(), console)?;
    findings.warnings.extend(of_results);
    manifest::write(&study, &findings, &output)?;
    study.stamps.refuse_changes()?;
    let files = output.results()?;
    output.finish()?;

    summary::lines(&findings, &study)
        .into_iter()
        .for_each(|line| console.say(line));
    findings
        .warnings
        .iter()
        .for_each(|warning| console.warning(warning));
    console.say(format!("Wrote {} files to {}:", files.len(), out.display()));
    files
        .iter()
        .for_each(|path| console.say(format!("  {}", path.display())));

    let failed = findings
        .outcomes
        .iter()
        .filter(|outcome| !outcome.holds)
        .count();
    if args.strict_expect && failed > 0 {
        bail!(
            "{failed} of {} expected values do not hold: see expect.csv among the results",
            findings.outcomes.len()
        );
    }
    Ok(())
}

//! `landcarbon run`

use anyhow::{Result, bail};
use carbon_core::{Said, counted};

use super::inputs_summary::say_inputs;
use crate::cli::RunArgs;
use crate::files::Output;
use crate::outputs::{manifest, run, summary};
use crate::project::Plan;
use crate::study::{compute, open, refuse_implausible};
use crate::terminal::Console;

/// The folder of results beside the project file.
const OUT: &str = "out";

pub(super) fn run(args: &RunArgs, console: &Console) -> Result<()> {
    let plan = Plan::read(&args.project)?;
    let out = args.out.clone().unwrap_or_else(|| plan.folder.join(OUT));
    let output = Output::create(&out, args.overwrite)?;
    output
        .warnings
        .iter()
        .for_each(|warning| console.warning(warning));
    let study = open(plan, console)?;
    say_inputs(&study, console);
    if args.strict {
        refuse_implausible(&study)?;
    }
    output.refuse_inputs(study.stamps.files())?;
    let mut findings = compute(&study, console)?;
    let notes = run::write(&findings.by_level(&study), output.folder(), console)?;
    let notes = notes.into_iter().map(Said::from);
    findings.levels[0].warnings.extend(notes);
    let results = findings.by_level(&study);
    manifest::write(&results, &output)?;
    study.stamps.refuse_changes()?;
    let files = output.results()?;
    output.finish()?;

    let main = findings.main();
    console.warnings(&main.warnings);
    let say = |line: String| console.say(line);
    let detail = |line: String| console.detail(line);
    summary::lines(&results).into_iter().for_each(say);
    summary::details(&results[0]).into_iter().for_each(detail);
    console.say(match main.warnings.len() {
        0 => "No warnings.".to_owned(),
        count => format!("{}, all in manifest.json.", counted(count, "warning")),
    });
    summary::file_lines(&files, &out).into_iter().for_each(say);
    let names = files.iter().map(|path| format!("  {}", path.display()));
    names.for_each(detail);

    let outcomes = main.outcomes.iter();
    let failed = outcomes.filter(|outcome| !outcome.holds).count();
    if args.strict_expect && failed > 0 {
        bail!(
            "{failed} of {} expected values do not hold: see expect.csv among the results",
            main.outcomes.len()
        );
    }
    Ok(())
}

//! `landcarbon run`

use anyhow::{Result, bail};

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
    if args.strict {
        refuse_implausible(&study)?;
    }
    output.refuse_inputs(study.stamps.files())?;
    let mut findings = compute(&study, console)?;
    let notes = run::write(&findings.by_level(&study), output.folder(), console)?;
    findings.levels[0].warnings.extend(notes);
    let results = findings.by_level(&study);
    manifest::write(&results, &output)?;
    study.stamps.refuse_changes()?;
    let files = output.results()?;
    output.finish()?;

    summary::lines(&results)
        .into_iter()
        .for_each(|line| console.say(line));
    let main = findings.main();
    console.warnings(&main.warnings);
    console.say(format!("Wrote {} files to {}:", files.len(), out.display()));
    files
        .iter()
        .for_each(|path| console.say(format!("  {}", path.display())));

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

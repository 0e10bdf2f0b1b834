//! The commands, one file each.

mod check;
mod completions;
mod demo;
mod init;
mod inputs_summary;
mod legend;
mod manual;
mod merge;
mod overlay_inputs;
mod run;
mod standard_output;
mod table_output;
mod tally;
mod transition;

use anyhow::{Context, Result};

use crate::cli::{Cli, Command};
use crate::terminal::{Console, Vocabulary};

/// The words in which errors of a command name what mends them.
pub fn vocabulary(command: &Command) -> Vocabulary {
    match command {
        Command::Run(_) | Command::Check(_) => Vocabulary::ProjectKeys,
        _ => Vocabulary::Options,
    }
}

/// Carries out a command line.
///
/// # Errors
/// Whatever stops the command, as sentences for people.
pub fn dispatch(cli: Cli, console: &Console) -> Result<()> {
    for (limit, value) in &cli.common.limits {
        limit.set(*value);
    }
    // With 0 there is one for each processor.
    rayon::ThreadPoolBuilder::new()
        .num_threads(cli.common.threads.unwrap_or(0).into())
        .build_global()
        .context("cannot start the threads; fewer may do, with --threads 1")?;
    match cli.command {
        Command::Run(args) => run::run(&args, console),
        Command::Demo(args) => demo::demo(&args, console),
        Command::Init(args) => init::init(&args, cli.common.language, console),
        Command::Check(args) => check::check(&args, console),
        Command::Legend(args) => legend::legend(&args, cli.common.language.unwrap_or_default()),
        Command::Completions(args) => completions::completions(&args),
        Command::Manual(args) => manual::manual(&args),
        Command::Tally(args) => tally::tally(&args, console),
        Command::Merge(args) => merge::merge(&args, console),
        Command::Transition(args) => transition::transition(&args, console),
    }
}

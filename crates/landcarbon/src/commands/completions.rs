//! `landcarbon completions`

use anyhow::Result;
use clap::CommandFactory;

use super::standard_output;
use crate::cli::{Cli, CompletionsArgs};

pub(super) fn completions(args: &CompletionsArgs) -> Result<()> {
    let mut script = Vec::new();
    let program = env!("CARGO_PKG_NAME");
    clap_complete::generate(args.shell, &mut Cli::command(), program, &mut script);
    standard_output::print(&script)
}

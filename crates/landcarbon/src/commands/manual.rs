//! `landcarbon manual`

use anyhow::{Context, Result};
use clap::CommandFactory;

use crate::cli::{Cli, ManualArgs};

pub(super) fn manual(args: &ManualArgs) -> Result<()> {
    let failed = || format!("cannot write manual pages into {}", args.dir.display());
    std::fs::create_dir_all(&args.dir).with_context(failed)?;
    clap_mangen::generate_to(Cli::command(), &args.dir).with_context(failed)
}

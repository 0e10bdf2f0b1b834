//! Writes `docs/reproduction.md` from the rasters of `fixtures/jiangxi`.

#[path = "../tests/it/reproduction/mod.rs"]
mod reproduction;

use std::path::Path;

use anyhow::{Context, Result};
use landcarbon::project::Plan;
use landcarbon::study::{compute, open};
use landcarbon::terminal::Console;
use reproduction::Reproduction;

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let console = Console::silent();
    let plan = Plan::read(&root.join("fixtures/jiangxi/project.toml"))?;
    let study = open(plan, &console)?;
    let findings = compute(&study, &console)?;
    let page = Reproduction::new(&findings.main().assessment)?;
    let page = page.page(&study.main().statistics.statuses);
    let path = root.join("docs/reproduction.md");
    std::fs::write(&path, page).with_context(|| format!("cannot write {}", path.display()))
}

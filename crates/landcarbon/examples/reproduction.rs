//! Writes `docs/reproduction.md` from the rasters of `fixtures/jiangxi`.

use std::path::Path;

use anyhow::{Context, Result};
use landcarbon::console::Console;
use landcarbon::project::Project;
use landcarbon::reproduction::Reproduction;
use landcarbon::study::Study;

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let console = Console::silent();
    let mut study = Study::open(
        Project::read(&root.join("fixtures/jiangxi/project.toml"))?,
        &console,
    )?;
    let ledgers = study.tally(&console)?;
    let assessment = study.assess(&ledgers)?;
    let page = Reproduction::of(&assessment)?.page(&study.statistics.statuses);
    let path = root.join("docs/reproduction.md");
    std::fs::write(&path, page).with_context(|| format!("cannot write {}", path.display()))
}

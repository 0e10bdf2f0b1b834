//! `landcarbon init`

use std::fs;

use anyhow::{Context, Result, bail};

use crate::cli::InitArgs;
use crate::files::write_file;
use crate::terminal::Console;

/// The files of a new project.
const FILES: [(&str, &str); 2] = [
    ("project.toml", include_str!("../../templates/project.toml")),
    (
        "statistics.csv",
        include_str!("../../templates/statistics.csv"),
    ),
];

pub(super) fn init(args: &InitArgs, console: &Console) -> Result<()> {
    if let Some((name, _)) = FILES.iter().find(|(name, _)| args.dir.join(name).exists()) {
        bail!(
            "{} exists; init never replaces a file",
            args.dir.join(name).display()
        );
    }
    if args.dir.is_file() {
        bail!(
            "{} is a file; name a folder for the new project",
            args.dir.display()
        );
    }
    fs::create_dir_all(&args.dir)
        .with_context(|| format!("cannot make the folder {}", args.dir.display()))?;
    for (name, text) in FILES {
        let path = args.dir.join(name);
        write_file(&path, text.as_bytes(), false)?;
        console.say(format!("wrote {}", path.display()));
    }
    let project = args.dir.join(FILES[0].0);
    console.say(format!(
        "Edit both, then: landcarbon check {0} && landcarbon run {0}",
        project.display()
    ));
    Ok(())
}

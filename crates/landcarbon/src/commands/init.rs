//! `landcarbon init`

use std::fs;

use anyhow::{Context, Result, bail};

use crate::cli::InitArgs;
use crate::draft::{Asker, Draft, DraftRequest};
use crate::files::write_file;
use crate::project::{Language, Plan};
use crate::study::{open, verify};
use crate::terminal::{Console, Vocabulary, causes, chinese_is_wanted};

/// The project file.
const PROJECT: &str = "project.toml";

/// The files of a new project that is made of nothing.
const FILES: [(&str, &str); 2] = [
    (PROJECT, include_str!("../../templates/project.toml")),
    (
        "statistics.csv",
        include_str!("../../templates/statistics.csv"),
    ),
];

pub(super) fn init(
    args: &InitArgs,
    language: Option<zoning_export::Language>,
    console: &Console,
) -> Result<()> {
    let written = match (&args.boundaries, &args.statistics) {
        (None, _) => vec![PROJECT, FILES[1].0],
        (Some(_), None) => vec![PROJECT, Draft::STATISTICS],
        (Some(_), Some(_)) => vec![PROJECT],
    };
    if let Some(name) = written.iter().find(|name| args.dir.join(name).exists()) {
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
    let Some(request) = request(args, language) else {
        write_files(
            args,
            FILES.map(|(name, text)| (name, text.as_bytes())),
            false,
            console,
        )?;
        let project = args.dir.join(PROJECT);
        console.say(format!(
            "Edit both, then: landcarbon check {0} && landcarbon run {0}",
            project.display()
        ));
        return Ok(());
    };
    let is_chinese = request.language == Language::Zh;
    let draft = Draft::make(&request, Asker::new(is_chinese, args.yes))?;
    draft.findings.iter().for_each(|line| console.say(line));
    let project = (PROJECT, draft.project.as_bytes());
    let statistics = draft.statistics.as_ref();
    let statistics = statistics.map(|(name, table)| (*name, table.as_slice()));
    let files = [project].into_iter().chain(statistics);
    write_files(args, files, is_chinese, console)?;
    say_what_is_next(args, statistics.map(|(name, _)| name), is_chinese, console);
    Ok(())
}

/// What the project is to be made of, if of anything.
fn request(args: &InitArgs, language: Option<zoning_export::Language>) -> Option<DraftRequest> {
    Some(DraftRequest {
        folder: args.dir.clone(),
        boundaries: args.boundaries.clone()?,
        rasters: args.rasters.clone(),
        statistics: args.statistics.clone(),
        read: args.read.iter().cloned().collect(),
        units: args.units.iter().cloned().collect(),
        layer: args.layer.clone(),
        zone_id: args.zone_id.clone(),
        zone_name: args.zone_name.clone(),
        zones_crs: args.zones_crs.clone(),
        legend: args.legend.clone(),
        raster_crs: args.raster_crs.clone(),
        language: match language {
            Some(zoning_export::Language::Both) => Language::Both,
            _ if chinese_is_wanted() => Language::Zh,
            _ => Language::En,
        },
    })
}

fn write_files<'f>(
    args: &InitArgs,
    files: impl IntoIterator<Item = (&'static str, &'f [u8])>,
    is_chinese: bool,
    console: &Console,
) -> Result<()> {
    fs::create_dir_all(&args.dir)
        .with_context(|| format!("cannot make the folder {}", args.dir.display()))?;
    for (name, bytes) in files {
        let path = args.dir.join(name);
        write_file(&path, bytes, false)?;
        let path = path.display();
        console.say(match is_chinese {
            true => format!("已写入 {path}"),
            false => format!("wrote {path}"),
        });
    }
    Ok(())
}

/// Tries the project out, and says what is left to do.
fn say_what_is_next(args: &InitArgs, blank: Option<&str>, is_chinese: bool, console: &Console) {
    let project = args.dir.join(PROJECT);
    let shown = project.display();
    if let Some(blank) = blank {
        let table = args.dir.join(blank);
        let table = table.display();
        console.say(match is_chinese {
            true => format!("请填写 {table}，然后运行：landcarbon run {shown}"),
            false => format!("Fill in {table}, then: landcarbon run {shown}"),
        });
        return;
    }
    let study = Plan::read(&project).and_then(|plan| open(plan, &Console::silent()));
    match study.and_then(|study| verify(&study).map(drop)) {
        Ok(()) => console.say(match is_chinese {
            true => format!("输入齐全。下一步：landcarbon run {shown}"),
            false => format!("All inputs fit together. Next: landcarbon run {shown}"),
        }),
        Err(error) => {
            let causes = causes(&error, Vocabulary::ProjectKeys).join(": ");
            console.say(match is_chinese {
                true => format!("运行之前还要解决：{causes}"),
                false => format!("To be mended before it runs: {causes}"),
            });
        }
    }
}

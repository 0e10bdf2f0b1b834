//! The end of power: what the disk may hold of the changes of a run, replayed from the calls that the program makes.
//!
//! A change of a folder (a name that comes, goes or moves) may be on the disk from the call on, and is on the disk for sure when the folder is
//! synchronized; the content of a file, when the file is. So that no power failure shows old and new results under one manifest, all
//! new results must be on the disk for sure before the new manifest may be, and the old manifest must be gone for sure before any
//! other result may change.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::faults::study::{run, short_example, stderr};

#[derive(Debug, PartialEq)]
enum Call {
    Rename(PathBuf, PathBuf),
    Unlink(PathBuf),
    Sync(PathBuf),
}

/// The calls of a run over earlier results, with absolute paths; none where there is no `strace`.
fn calls(folder: &Path, arguments: &[&str]) -> Option<Vec<Call>> {
    let output = Command::new("strace")
        .current_dir(folder)
        .args([
            "-f",
            "-y",
            "-s",
            "4096",
            "-o",
            "trace",
            "-e",
            "trace=rename,renameat,renameat2,unlink,unlinkat,linkat,fsync,fdatasync",
        ])
        .arg(env!("CARGO_BIN_EXE_landcarbon"))
        .args(arguments)
        .output();
    let Ok(output) = output else {
        eprintln!("no strace here: not tried");
        return None;
    };
    if !output.status.success() && stderr(&output).contains("ptrace") {
        eprintln!("no tracing here: not tried");
        return None;
    }
    assert!(output.status.success(), "{}", stderr(&output));
    let trace = std::fs::read_to_string(folder.join("trace")).unwrap();
    Some(
        trace
            .lines()
            .filter_map(|line| parse(folder, line))
            .collect(),
    )
}

/// A line such as `12 rename("a", "b") = 0`, `12 fsync(3</path>) = 0` or `12 unlinkat(3</path>, "a", 0) = 0`.
fn parse(folder: &Path, line: &str) -> Option<Call> {
    let (_, call) = line.split_once(' ')?;
    let (name, rest) = call.trim().split_once('(')?;
    let (arguments, result) = rest.rsplit_once(" = ")?;
    let arguments = arguments.trim_end().strip_suffix(')')?;
    if !result.starts_with('0') {
        return None;
    }
    let mut base = folder.to_owned();
    let mut paths = Vec::new();
    for argument in arguments.split(", ") {
        if let Some((_, path)) = argument.split_once('<') {
            let path = Path::new(path.trim_end_matches('>'));
            base = match argument.starts_with("AT_FDCWD") {
                true => folder.to_owned(),
                false => path.to_owned(),
            };
            if name.ends_with("sync") {
                return Some(Call::Sync(base));
            }
        } else if let Some(path) = argument.strip_prefix('"') {
            let path = path.trim_end_matches('"');
            paths.push(base.join(path).components().collect::<PathBuf>());
        }
    }
    match (name, &paths[..]) {
        ("unlink" | "unlinkat", [path]) => Some(Call::Unlink(path.clone())),
        (_, [from, to]) => Some(Call::Rename(from.clone(), to.clone())),
        _ => None,
    }
}

fn parent(path: &Path) -> &Path {
    path.parent().unwrap()
}

#[test]
fn no_power_failure_shows_old_and_new_results_under_one_manifest() {
    let folder = short_example();
    let root = folder.path().canonicalize().unwrap();
    let out = root.join("out");
    let first = run(&root, &[]);
    assert!(first.status.success(), "{}", stderr(&first));
    let arguments = ["run", "project.toml", "--quiet", "--overwrite"];
    let Some(calls) = calls(&root, &arguments) else {
        return;
    };
    let manifest = out.join("manifest.json");
    let is_result =
        |path: &Path| path.starts_with(&out) && !path.to_string_lossy().contains("/.landcarbon-");
    // Folders that have changes which may be lost, and files whose content is on the disk.
    let mut unsure: BTreeMap<PathBuf, usize> = BTreeMap::new();
    let mut whole: BTreeSet<PathBuf> = BTreeSet::new();
    let (mut old_is_gone, mut new_came, mut moved) = (false, false, 0);
    for (number, call) in calls.iter().enumerate() {
        match call {
            Call::Sync(path) => {
                unsure.remove(path);
                whole.insert(path.clone());
                old_is_gone |= !unsure.contains_key(&out)
                    && calls[..number].contains(&Call::Unlink(manifest.clone()));
            }
            Call::Unlink(path) if *path == manifest => {
                unsure.insert(out.clone(), number);
            }
            Call::Unlink(path) => assert!(
                !is_result(path) || old_is_gone,
                "{path:?} goes while the old manifest may stand"
            ),
            Call::Rename(from, to) => {
                if to.ends_with(".landcarbon-moving") {
                    // The whole folder: its files have new names.
                    let renamed = |path: &PathBuf| {
                        path.strip_prefix(from)
                            .map(|rest| to.join(rest))
                            .unwrap_or(path.clone())
                    };
                    whole = whole.iter().map(renamed).collect();
                    unsure.insert(parent(to).to_owned(), number);
                    continue;
                }
                if !is_result(to) {
                    continue;
                }
                assert!(old_is_gone, "{to:?} comes while the old manifest may stand");
                assert!(
                    whole.contains(from),
                    "{from:?} is moved, but its content may be lost"
                );
                assert!(
                    whole.contains(parent(from)),
                    "{from:?} may not have its name yet"
                );
                if *to == manifest {
                    assert_eq!(
                        unsure,
                        BTreeMap::new(),
                        "the new manifest comes before this is sure"
                    );
                    new_came = true;
                }
                moved += 1;
                unsure.insert(parent(to).to_owned(), number);
            }
        }
    }
    assert!(new_came && moved > 20, "{moved}");
    assert_eq!(
        unsure,
        BTreeMap::new(),
        "the program ends before this is sure"
    );
}

#[test]
fn a_table_is_on_the_disk_when_the_program_ends() {
    let folder = short_example();
    let root = folder.path().canonicalize().unwrap();
    let arguments = [
        "tally",
        "--quiet",
        "--zones",
        "boundaries.geojson",
        "--zone-id",
        "adcode",
        "--legend",
        "cnlucc",
        "--raster",
        "landuse-2010.tif",
        "--out",
        "t.csv",
        "--overwrite",
    ];
    let Some(calls) = calls(&root, &arguments) else {
        return;
    };
    let place = calls
        .iter()
        .position(|call| matches!(call, Call::Rename(_, to) if *to == root.join("t.csv")));
    let place = place.unwrap();
    let Call::Rename(from, _) = &calls[place] else {
        unreachable!()
    };
    assert!(
        calls[..place].contains(&Call::Sync(from.clone())),
        "{calls:?}"
    );
    assert!(
        calls[place..].contains(&Call::Sync(root.clone())),
        "{calls:?}"
    );
}

//! Files that can be read twice and end: a pipe would be waited for, a device read for ever.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// Opens a file.
///
/// # Errors
/// It cannot be read, or is a pipe or a device.
pub fn open(path: &Path) -> io::Result<File> {
    refuse_pipe(path)?;
    File::open(path)
}

/// The bytes of a file.
///
/// # Errors
/// As [`open`].
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The text of a file.
///
/// # Errors
/// As [`open`], or it is not UTF-8.
pub fn read_text(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    open(path)?.read_to_string(&mut text)?;
    Ok(text)
}

/// Refuses pipes and devices among what GDAL may open with a file: the file itself, and what lies beside it under its name or, of a
/// folder, in it. What is not there is left to its reader.
///
/// # Errors
/// There is one.
pub fn refuse_companions(path: &Path) -> io::Result<()> {
    refuse_pipe_if_any(path)?;
    let is_table = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("adf"));
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let beside = parent.unwrap_or(Path::new("."));
    let folder = if path.is_dir() { path } else { beside };
    let stem = path.file_stem().unwrap_or_default().to_ascii_lowercase();
    let stem = stem.as_encoded_bytes();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_ascii_lowercase();
        let is_companion = || {
            let rest = name.as_encoded_bytes().strip_prefix(stem);
            rest.is_some_and(|rest| rest.starts_with(b"."))
        };
        if is_table || folder == path || is_companion() {
            refuse_pipe_if_any(&entry.path())?;
        }
    }
    Ok(())
}

fn refuse_pipe_if_any(path: &Path) -> io::Result<()> {
    match refuse_pipe(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn refuse_pipe(path: &Path) -> io::Result<()> {
    let file = fs::metadata(path)?;
    match file.is_file() || file.is_dir() {
        true => Ok(()),
        false => Err(io::Error::other(format!(
            "{} is neither a file nor a folder; write it to a file first",
            path.display()
        ))),
    }
}

//! TOML that people write: its text, its tables, and what people get wrong in it.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use landuse_ingest::files;
use serde::de::DeserializeOwned;

/// Words of messages of TOML, and what is likely to mend the mistake.
const HINTS: [(&str, &str); 5] = [
    ("escape", BACKSLASH),
    ("invalid float", QUOTES),
    ("values must be quoted", QUOTES),
    ("basic string", QUOTES),
    (
        "missing field",
        "`landcarbon init DIR` writes a project that has all keys",
    ),
];

/// TOML takes a backslash for the beginning of an escape.
const BACKSLASH: &str = "write paths with /, as in \"data/zones.shp\", or in single quotes";

const QUOTES: &str =
    "texts stand in straight quotation marks, as in \"code\"; numbers, true and false in none";

/// The text of a file.
///
/// # Errors
/// It is a folder, cannot be read, or is not UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    if path.is_dir() {
        bail!("it is a folder; name the project file in it, such as project.toml");
    }
    let bytes = files::read(path)?;
    let utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    if bytes.contains(&0) && !utf16 {
        bail!("it is not a text; name the project file, such as project.toml");
    }
    String::from_utf8(bytes)
        .ok()
        .context("it is not text in UTF-8; save it with the encoding UTF-8 (in Notepad: Save as)")
}

/// A message of TOML with what is likely to mend it.
pub(crate) fn add_hint(message: &str) -> anyhow::Error {
    let message = message.trim_end();
    match hint(message) {
        Some(hint) => anyhow!("{message}\n{hint}"),
        None => anyhow!("{message}"),
    }
}

/// Parses a table; an unknown key is named with the nearest known one.
///
/// # Errors
/// A key is missing or unknown, or a value is impossible.
pub(crate) fn parse_table<T: DeserializeOwned>(table: toml::Table) -> Result<T> {
    table
        .try_into()
        .map_err(|error: toml::de::Error| add_hint(&error.to_string()))
}

/// Takes a text out of a table.
///
/// # Errors
/// It is not there, or no text.
pub(crate) fn take_text(table: &mut toml::Table, key: &str) -> Result<String> {
    match table.remove(key) {
        Some(toml::Value::String(text)) if !text.trim().is_empty() => Ok(text),
        Some(other) => bail!("`{key}` is {other}; it must be a text, as in {key} = \"a\""),
        None => bail!("it lacks `{key}`, a text that it is told by"),
    }
}

fn hint(message: &str) -> Option<String> {
    if let Some((_, listed)) = message.rsplit_once("unknown field ") {
        let mut quoted = listed.split('`').skip(1).step_by(2);
        let found = quoted.next()?;
        let known = quoted.min_by_key(|known| strsim::damerau_levenshtein(known, found))?;
        return Some(format!("did you mean `{known}`?"));
    }
    let (_, hint) = HINTS.iter().find(|(words, _)| message.contains(words))?;
    Some((*hint).to_owned())
}

/// Refuses a path that cannot be meant: none, or one with control characters. `"new\table.shp"` holds a tab, as TOML reads it.
pub(crate) fn refuse_no_path(path: &Path) -> Result<()> {
    let text = path.to_string_lossy();
    if text.is_empty() {
        bail!("a path is empty; name the file, as seen from the folder of the project");
    }
    if text.chars().any(char::is_control) {
        bail!(
            "the path \"{}\" has a backslash, which TOML takes for the beginning of an escape; {BACKSLASH}",
            text.escape_debug()
        );
    }
    Ok(())
}

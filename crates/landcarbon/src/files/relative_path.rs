//! Paths from one place to another, as projects of other programs hold them.

use std::io;
use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf, absolute};

/// The path from a folder to a file, with `/` between folders on every system; `None` if none leads there (another drive).
///
/// Symbolic links are not followed: the path is what the user sees.
///
/// # Errors
/// The working directory has gone.
pub fn between(folder: &Path, file: &Path) -> io::Result<Option<String>> {
    let Some(path) = pathdiff::diff_paths(without_dots(file)?, without_dots(folder)?) else {
        return Ok(None);
    };
    // A path on another drive has no way from the folder.
    if path.is_absolute() {
        return Ok(None);
    }
    let path = path.to_string_lossy().replace(MAIN_SEPARATOR, "/");
    Ok(Some(match path.starts_with("..") {
        true => path,
        false => format!("./{path}"),
    }))
}

/// An absolute path without `.` and `..`.
fn without_dots(path: &Path) -> io::Result<PathBuf> {
    let mut plain = PathBuf::new();
    for component in absolute(path)?.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_beside_above_and_below() {
        for (folder, file, expected) in [
            ("a/out", "a/landuse.tif", "../landuse.tif"),
            ("a/out", "a/./out/../data/x.tif", "../data/x.tif"),
            ("a", "a/x.tif", "./x.tif"),
            ("/results", "/data/南昌/x.tif", "../data/南昌/x.tif"),
        ] {
            let path = between(folder.as_ref(), file.as_ref()).unwrap();
            assert_eq!(path.as_deref(), Some(expected));
        }
    }
}

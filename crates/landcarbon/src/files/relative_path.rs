//! Paths from one place to another, as projects of other programs hold them.

use std::io;
use std::path::{Component, Path, PathBuf, absolute};

/// The path from a folder to a file, with `/` between folders on every system; `None` if none leads there (another drive).
///
/// Symbolic links are not followed: the path is what the user sees.
///
/// # Errors
/// The working directory has gone.
pub fn between(folder: &Path, file: &Path) -> io::Result<Option<String>> {
    let (folder, file) = (without_dots(folder)?, without_dots(file)?);
    let mut from = folder.components().peekable();
    let mut to = file.components().peekable();
    while from.peek().is_some() && from.peek() == to.peek() {
        from.next();
        to.next();
    }
    let outside =
        |component: &Component<'_>| matches!(component, Component::Prefix(_) | Component::RootDir);
    if to.peek().is_some_and(outside) {
        return Ok(None);
    }
    let up = from.map(|_| "..".to_owned());
    let down = to.map(|component| component.as_os_str().to_string_lossy().into_owned());
    let steps: Vec<_> = up.chain(down).collect();
    let path = steps.join("/");
    Ok(Some(if path.starts_with("..") {
        path
    } else {
        format!("./{path}")
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

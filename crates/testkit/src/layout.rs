//! Checks where the code of a crate stands: what is in its root, and which folder imports from which.
//!
//! `lib.rs` declares the folders of a crate from bottom to top. A folder imports only from folders that are declared before it, and by
//! their paths: what `lib.rs` re-exports is for users of the crate. Unit tests may import from everywhere.

use std::path::Path;

use crate::source::{SourceFile, line_number, words};

/// The folders that a crate's root file declares, bottom first.
pub fn declared_folders(root: &SourceFile) -> Vec<String> {
    let code = root.code();
    let declared = code.lines().filter_map(|line| {
        let name = line.strip_suffix(';')?;
        let name = name.strip_prefix("pub ").unwrap_or(name);
        name.strip_prefix("pub(crate) ")
            .unwrap_or(name)
            .strip_prefix("mod ")
    });
    declared.map(str::to_owned).collect()
}

/// Complains of files in the root of a crate other than `lib.rs` and `main.rs`.
pub fn check_root(files: &[SourceFile]) -> Vec<String> {
    let stray = files.iter().filter(|file| {
        let in_root = file
            .path
            .parent()
            .is_some_and(|folder| folder.as_os_str().is_empty());
        in_root && file.path != Path::new("lib.rs") && file.path != Path::new("main.rs")
    });
    stray
        .map(|file| format!("{}: belongs in a folder", file.path.display()))
        .collect()
}

/// Complains of imports from a folder that is declared later, and from the crate's root.
pub fn check_imports(folders: &[String], file: &SourceFile) -> Vec<String> {
    let Some(own) = own_folder(folders, &file.path) else {
        return Vec::new();
    };
    let code = file.code();
    let mut complaints = Vec::new();
    for (place, name) in paths_from_root(&code, module_depth(&file.path)) {
        let fault = match folders.iter().position(|folder| folder == name) {
            Some(folder) if folder <= own => continue,
            Some(_) => format!(
                "{} imports from {name}, which is declared later",
                folders[own]
            ),
            None => format!("{name} is taken from the root of the crate, not from its folder"),
        };
        let line = line_number(&code, place);
        complaints.push(format!("{}:{line}: {fault}", file.path.display()));
    }
    complaints
}

/// The place of a file's folder among the folders; none for the root files.
fn own_folder(folders: &[String], path: &Path) -> Option<usize> {
    let first = path.components().next()?.as_os_str().to_str()?;
    let first = first.strip_suffix(".rs").unwrap_or(first);
    folders.iter().position(|folder| folder == first)
}

/// How many modules a file is below the root of its crate.
fn module_depth(path: &Path) -> usize {
    let is_door = path.file_name().is_some_and(|name| name == "mod.rs");
    path.components().count() - usize::from(is_door)
}

/// The first names of all paths from the root of the crate, written with `crate::` or with as many `super::` as lead there.
fn paths_from_root(code: &str, depth: usize) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (place, word) in words(code) {
        let mut rest = &code[place..];
        if word == "crate" {
            rest = &rest[word.len()..];
        } else if word == "super" && !code[..place].ends_with("super::") {
            let mut steps = 0;
            while let Some(after) = rest.strip_prefix("super") {
                steps += 1;
                let Some(next) = after
                    .strip_prefix("::")
                    .filter(|next| next.starts_with("super"))
                else {
                    rest = after;
                    break;
                };
                rest = next;
            }
            if steps != depth {
                continue;
            }
        } else {
            continue;
        }
        if let Some(path) = rest.strip_prefix("::") {
            found.extend(first_names(path).map(|name| (place, name)));
        }
    }
    found
}

/// The first name of a path, or the first names of all paths in its braces.
fn first_names(path: &str) -> impl Iterator<Item = &str> {
    let mut parts = Vec::new();
    if let Some(group) = path.strip_prefix('{') {
        let (mut depth, mut begin) = (0_i32, 0);
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => {
                    parts.push(&group[begin..at]);
                    break;
                }
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    parts.push(&group[begin..at]);
                    begin = at + 1;
                }
                _ => {}
            }
        }
    } else {
        parts.push(path);
    }
    parts
        .into_iter()
        .filter_map(|part| words(part).next().map(|(_, word)| word))
        .filter(|word| *word != "self")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> SourceFile {
        SourceFile {
            path: path.into(),
            text: text.to_owned(),
        }
    }

    fn folders() -> Vec<String> {
        declared_folders(&file(
            "lib.rs",
            "//! | what | where |\npub mod units;\nmod region;\npub(crate) mod results;\npub use results::Results;\n",
        ))
    }

    #[test]
    fn folders_are_read_in_their_order() {
        assert_eq!(folders(), ["units", "region", "results"]);
    }

    #[test]
    fn folders_that_stand_before_are_fine() {
        let text = "use crate::units::{Tonnes, Year};\nuse crate::region::Zone;\nuse super::units::Area;\n";
        assert_eq!(
            check_imports(&folders(), &file("region/mod.rs", text)),
            [""; 0]
        );
    }

    #[test]
    fn a_folder_that_stands_after_is_refused() {
        for text in [
            "use crate::results::Results;",
            "use crate::{units::Year, results::{Results, Other}};",
            "fn f() { crate::results::f() }",
            "use super::super::results::Results;",
        ] {
            assert_eq!(
                check_imports(&folders(), &file("region/zone.rs", text)),
                ["region/zone.rs:1: region imports from results, which is declared later"],
                "{text}"
            );
        }
    }

    #[test]
    fn names_of_the_root_are_refused() {
        let text = "\nuse crate::{Results, units::Year};\n";
        assert_eq!(
            check_imports(&folders(), &file("results/mod.rs", text)),
            ["results/mod.rs:2: Results is taken from the root of the crate, not from its folder"]
        );
    }

    #[test]
    fn comments_strings_and_unit_tests_import_nothing() {
        let text = "// crate::results\nfn f() { \"crate::results\" }\n\n#[cfg(test)]\nmod tests {\n    use crate::results::Results;\n}\n";
        assert_eq!(
            check_imports(&folders(), &file("units/mod.rs", text)),
            [""; 0]
        );
    }

    #[test]
    fn only_the_two_root_files_are_in_the_root() {
        let files = ["lib.rs", "main.rs", "zone.rs", "units/mod.rs"].map(|path| file(path, ""));
        assert_eq!(check_root(&files), ["zone.rs: belongs in a folder"]);
    }
}

//! Checks of names and of documentation.

use crate::source::{SourceFile, before_tests, line_number, without_comments_and_strings, words};

/// Complains of every name `of`: of a variable, a field, a function.
pub fn check_of(file: &SourceFile) -> Vec<String> {
    let code = without_comments_and_strings(&file.text);
    let places = words(&code).filter(|(_, word)| *word == "of");
    places
        .map(|(place, _)| {
            let line = line_number(&code, place);
            format!("{}:{line}: the name `of` says nothing", file.path.display())
        })
        .collect()
}

/// Complains of public functions, types and variants without documentation. A field whose name says it all may go without: this is why
/// rustc's `missing_docs`, which asks for fields too, is not used.
pub fn check_docs(file: &SourceFile) -> Vec<String> {
    let text = before_tests(&file.text);
    let code = without_comments_and_strings(text);
    let lines: Vec<&str> = text.lines().collect();
    let mut complaints = Vec::new();
    // The indentation of the enum whose variants are read.
    let mut enum_indent = None;
    for (number, line) in code.lines().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let item = public_item(line.trim_start());
        match enum_indent {
            Some(outer) if indent == outer && line.trim_start().starts_with('}') => {
                enum_indent = None;
            }
            Some(outer) if indent == outer + 4 => {
                let name = words(line).next().map_or("", |(_, word)| word);
                if name.starts_with(char::is_uppercase) && !documented(&lines[..number]) {
                    complaints.push(undocumented(file, number, name));
                }
            }
            _ => {}
        }
        let Some((kind, name)) = item else { continue };
        if kind == "enum" && !line.trim_end().ends_with('}') && !exempt(&lines[..number]) {
            enum_indent = Some(indent);
        }
        if !documented(&lines[..number]) {
            complaints.push(undocumented(file, number, name));
        }
    }
    complaints
}

fn undocumented(file: &SourceFile, number: usize, name: &str) -> String {
    format!(
        "{}:{}: {name} has no documentation",
        file.path.display(),
        number + 1
    )
}

/// The kind and name of a public item that a line of code begins.
fn public_item(line: &str) -> Option<(&str, &str)> {
    let mut words = words(line.strip_prefix("pub ")?).map(|(_, word)| word);
    let mut kind = words.next()?;
    if kind == "const" || kind == "async" {
        let name = words.next()?;
        if name != "fn" {
            return Some((kind, name));
        }
        kind = name;
    }
    let known = ["fn", "struct", "enum", "trait", "type", "static"].contains(&kind);
    Some((kind, words.next().filter(|_| known)?))
}

/// Whether an attribute says that the variants of an enum speak for themselves.
fn exempt(above: &[&str]) -> bool {
    let attributes = above
        .iter()
        .rev()
        .take_while(|line| line.trim().starts_with("#["));
    attributes
        .into_iter()
        .any(|line| line.contains("allow(missing_docs)"))
}

/// Whether documentation stands above the attributes that end these lines.
fn documented(above: &[&str]) -> bool {
    let mut inside_attribute = false;
    for line in above.iter().rev().map(|line| line.trim()) {
        if ["///", "#[doc", "$(#["]
            .iter()
            .any(|start| line.starts_with(start))
        {
            return true;
        }
        if line.starts_with("#[") {
            inside_attribute = false;
        } else if line.ends_with(")]") || line.ends_with("}]") || line == "]" {
            inside_attribute = true;
        } else if !inside_attribute && !line.starts_with("//") {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> SourceFile {
        SourceFile {
            path: "a.rs".into(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn names_of_all_kinds_are_found() {
        for text in [
            "let of = 1;",
            "fn of(x: u8) {}",
            "struct A { of: u8 }",
            "list.map(|of| of.len())",
            "Self::of(1)",
        ] {
            assert!(!check_of(&file(text)).is_empty(), "{text}");
        }
    }

    #[test]
    fn words_that_hold_the_name_and_texts_are_fine() {
        let text = "fn of_zone() {} // of all\nlet sum_of = \"of\"; let offset = 1;";
        assert_eq!(check_of(&file(text)), [""; 0]);
    }

    #[test]
    fn functions_types_and_variants_need_documentation() {
        let text = "pub fn f() {}\n\npub enum E {\n    A,\n}\n\nimpl E {\n    #[must_use]\n    pub const fn g() {}\n}\n";
        assert_eq!(
            check_docs(&file(text)),
            [
                "a.rs:1: f has no documentation",
                "a.rs:3: E has no documentation",
                "a.rs:4: A has no documentation",
                "a.rs:9: g has no documentation"
            ]
        );
    }

    #[test]
    fn fields_and_documented_items_are_fine() {
        let text = "/// Says it.\n#[derive(\n    Debug,\n)]\npub struct S {\n    pub year: i32,\n}\n/// E.\npub enum E {\n    /// A.\n    #[serde(rename = \"a\")]\n    A {\n        year: i32,\n    },\n}\npub(crate) fn f() {}\n/// Types.\n#[allow(missing_docs)]\npub enum T {\n    U8,\n}\npub use a::B;\npub mod c;\n";
        assert_eq!(check_docs(&file(text)), [""; 0]);
    }
}

//! Rust source as text: without comments and strings, and the crate's files.

use std::path::{Path, PathBuf};

/// A source file of a crate.
pub struct SourceFile {
    /// The path below the crate's `src`.
    pub path: PathBuf,
    /// The text as it is written.
    pub text: String,
}

impl SourceFile {
    /// All source files below a folder, in the order of their paths.
    pub fn read_all(folder: &Path) -> Vec<Self> {
        let mut files = Vec::new();
        let mut open = vec![folder.to_owned()];
        while let Some(next) = open.pop() {
            for entry in std::fs::read_dir(&next).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    files.push(Self {
                        text: std::fs::read_to_string(&path).unwrap(),
                        path: path.strip_prefix(folder).unwrap().to_owned(),
                    });
                }
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }

    /// The code before the unit tests, without comments and the contents of strings.
    pub fn code(&self) -> String {
        without_comments_and_strings(before_tests(&self.text))
    }
}

/// The text before `#[cfg(test)]`, which opens the unit tests at the end of a file.
pub fn before_tests(text: &str) -> &str {
    match text.find("\n#[cfg(test)]\nmod tests") {
        Some(end) => &text[..end],
        None => text,
    }
}

/// Replaces comments and the contents of strings by blanks; line breaks stay, so that lines keep their numbers.
pub fn without_comments_and_strings(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            '"' => string(rest),
            'r' if raw_string(rest).is_some() && !ends_with_word(&code) => {
                raw_string(rest).unwrap_or(1)
            }
            '\'' => character(rest),
            _ => {
                code.push(first);
                rest = &rest[first.len_utf8()..];
                continue;
            }
        };
        let (gone, left) = rest.split_at(length);
        code.extend(gone.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = left;
    }
    code
}

fn ends_with_word(code: &str) -> bool {
    code.ends_with(|last: char| last.is_alphanumeric() || last == '_')
        && !code.ends_with(" b")
        && !code.ends_with("(b")
}

/// The length of a block comment, which may hold others.
fn block_comment(text: &str) -> usize {
    let (mut depth, mut end) = (0, 0);
    while end < text.len() {
        if text[end..].starts_with("/*") {
            depth += 1;
            end += 2;
        } else if text[end..].starts_with("*/") {
            depth -= 1;
            end += 2;
            if depth == 0 {
                return end;
            }
        } else {
            end += text[end..].chars().next().map_or(1, char::len_utf8);
        }
    }
    end
}

/// The length of a string in quotes.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of a raw string such as `r#"…"#`, if there is one.
fn raw_string(text: &str) -> Option<usize> {
    let after = text.strip_prefix('r')?;
    let marks = after.len() - after.trim_start_matches('#').len();
    let body = after[marks..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(marks));
    let end = body.find(&close)?;
    Some(1 + marks + 1 + end + close.len())
}

/// The length of a character such as `'a'` or `'\''`; of a lifetime, that of its mark.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), Some((escaped, _))) => text[escaped + 1..]
            .find('\'')
            .map_or(1, |end| escaped + end + 2),
        (Some(_), Some((end, '\''))) => end + 1,
        _ => 1,
    }
}

/// The words of a line of code with the place at which each begins.
pub fn words(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    code.split(move |c| !is_word(c))
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - code.as_ptr() as usize, word))
}

/// The number of the line that holds a place of a text, from 1.
pub fn line_number(text: &str, place: usize) -> usize {
    text[..place].matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_blanks() {
        let text = "let a = \"of\"; // of\nlet b = r#\"of \" of\"#; /* of /* of */ of */ let c = '\"'; let d = \"\\\"of\";\n";
        let code = without_comments_and_strings(text);
        assert_eq!(code.len(), text.len());
        assert!(!code.contains("of"), "{code}");
        for name in ["let a", "let b", "let c", "let d"] {
            assert!(code.contains(name), "{code}");
        }
        assert_eq!(code.matches('\n').count(), 2);
    }

    #[test]
    fn lifetimes_open_no_character() {
        let code = without_comments_and_strings("fn of<'a>(of: &'a str) -> char { '\\'' }");
        assert_eq!(words(&code).filter(|(_, word)| *word == "of").count(), 2);
    }

    #[test]
    fn unit_tests_are_cut_off() {
        assert_eq!(before_tests("a\n#[cfg(test)]\nmod tests {\n"), "a");
        assert_eq!(before_tests("a\n"), "a\n");
    }
}

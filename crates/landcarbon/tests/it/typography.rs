//! Numbers and brackets as people read them, in everything that a run prints and draws: the minus sign of typography, the brackets of the
//! language, no sign before a zero.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use testkit::fixtures::copy_fixture;
use testkit::program::{landcarbon, stderr, stdout, succeed};

/// What a run leaves for people to read: by file, without markup.
fn texts(language: &str) -> Vec<(PathBuf, String)> {
    let folder = copy_fixture("jiangxi");
    let project = folder.path().join("beyond.toml");
    let text = fs::read_to_string(&project).unwrap();
    let chosen = format!("[project]\nlanguage = \"{language}\"\n");
    let figures = "\n[figures]\nformats = [\"svg\"]\n";
    fs::write(&project, text.replace("[project]\n", &chosen) + figures).unwrap();
    let said = succeed(landcarbon(folder.path()).args(["run", "beyond.toml", "-v"]));
    let mut texts = vec![
        ("stdout".into(), stdout(&said)),
        ("stderr".into(), stderr(&said)),
    ];
    let out = folder.path().join("out");
    for (name, extension) in [("figures", "svg"), ("tables", "md")] {
        for entry in fs::read_dir(out.join(name)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|found| found == extension) {
                let text = fs::read_to_string(&path).unwrap();
                texts.push((path, visible(&text)));
            }
        }
    }
    texts.push((
        "QGIS".into(),
        inside(&out.join("jiangxi-beyond.qgz"), "jiangxi-beyond.qgs"),
    ));
    texts.push((
        "styles.xml".into(),
        inside(&out.join("tables/tables.xlsx"), "xl/styles.xml"),
    ));
    let strings = inside(&out.join("tables/tables.xlsx"), "xl/sharedStrings.xml");
    texts.push(("tables.xlsx".into(), visible(&strings)));
    texts
}

/// A file of an archive.
fn inside(archive: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(archive).unwrap()).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// What stands between tags.
fn visible(markup: &str) -> String {
    let texts = markup.split('>').filter_map(|part| part.split('<').next());
    texts.collect::<Vec<_>>().join("\n")
}

/// The places of a text at which something begins, each with what stands around.
fn found(text: &str, is_fault: impl Fn(&[char]) -> bool) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let faults = (1..chars.len().saturating_sub(2)).filter(|&at| is_fault(&chars[at - 1..at + 3]));
    let around = |at: usize| {
        chars[at.saturating_sub(20)..(at + 20).min(chars.len())]
            .iter()
            .collect()
    };
    faults.map(around).collect()
}

/// Whether the second of some characters is a hyphen before a number.
fn is_hyphen_before_number(chars: &[char]) -> bool {
    let follows = chars[0].is_alphanumeric() || "-_–/.#&=".contains(chars[0]);
    chars[1] == '-' && chars[2].is_ascii_digit() && !follows
}

/// Whether a half-width bracket, other than a panel's letter, follows Chinese.
fn is_english_bracket(chars: &[char]) -> bool {
    let is_chinese = ('\u{4e00}'..='\u{9fff}').contains(&chars[0]);
    let opens = chars[1] == '(' || (chars[1] == ' ' && chars[2] == '(');
    is_chinese && opens && chars[3] != ')'
}

/// Whether a sign stands before nothing but zeros.
fn has_signed_zero(text: &str) -> bool {
    let words = text.split_whitespace();
    let mut signed = words.filter_map(|word| word.strip_prefix(['+', '−', '-']));
    signed.any(|digits| digits.starts_with("0.") && digits.chars().all(|c| c == '0' || c == '.'))
}

#[test]
fn every_output_has_one_minus_sign_and_the_brackets_of_its_language() {
    for language in ["en", "zh"] {
        for (file, text) in texts(language) {
            let file = file.display();
            // Expressions are for QGIS, the cells of long tables for programs.
            let is_for_people = !["QGIS", "tables.xlsx"].contains(&&*file.to_string());
            if is_for_people {
                let hyphens = found(&text, is_hyphen_before_number);
                assert!(hyphens.is_empty(), "{file}: {hyphens:?}");
            }
            assert!(!has_signed_zero(&text), "{file}");
            if language == "zh" {
                let brackets = found(&text, is_english_bracket);
                assert!(brackets.is_empty(), "{file}: {brackets:?}");
            }
            match &*file.to_string() {
                "QGIS" => {
                    let count = |what: &str| text.matches(what).count();
                    assert!(count("format_number(") > 30);
                    assert_eq!(count("format_number("), count("replace(format_number("));
                }
                "styles.xml" => assert!(text.contains("#,##0.00;&quot;−&quot;#,##0.00")),
                _ => (),
            }
        }
    }
}

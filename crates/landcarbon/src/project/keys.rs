//! Messages in the words of a project file.

use anyhow::{Error, anyhow};

/// Options of `tally` that messages advise, and the keys of a project that do the same.
const KEYS: [(&str, &str); 11] = [
    ("--zones-crs", "`crs` under [boundaries]"),
    ("--zone-id", "`id` under [boundaries]"),
    ("--layer", "`layer` under [boundaries]"),
    ("--dissolve", "`dissolve = true` under [boundaries]"),
    ("--repair", "`repair = true` under [boundaries]"),
    ("--raster-crs", "`crs` under [landuse]"),
    ("--legend", "`legend` under [landuse]"),
    (
        "--allow-unmapped",
        "`allow_unmapped = true` under [landuse]",
    ),
    ("--band N", "`band = N` under [landuse]"),
    ("--band 1 to", "`band` = 1 to"),
    ("`--area planar`", "`area = \"planar\"` under [landuse]"),
];

/// The error with keys of a project in the place of options of `tally`.
#[must_use]
pub fn in_words_of_a_project(error: &Error) -> Error {
    let mut messages: Vec<String> = error
        .chain()
        .map(|cause| advice(&cause.to_string()))
        .collect();
    let innermost = messages.pop().unwrap_or_default();
    messages
        .into_iter()
        .rev()
        .fold(anyhow!(innermost), Error::context)
}

/// A message with keys of a project in the place of options of `tally`.
#[must_use]
pub fn advice(message: &str) -> String {
    KEYS.iter()
        .fold(message.to_owned(), |message, (option, key)| {
            message.replace(option, key)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_become_keys_in_every_cause() {
        let error = anyhow!("mend it, or use --repair").context("give it with --zones-crs");
        assert_eq!(
            format!("{:#}", in_words_of_a_project(&error)),
            "give it with `crs` under [boundaries]: mend it, or use `repair = true` under [boundaries]"
        );
    }
}

//! Errors as sentences: what was found, and what mends it in the words of an interface.

use std::error::Error as StdError;

use anyhow::{Error, anyhow};
use carbon_core::speaks_chinese;
use landuse_ingest::boundaries::BoundaryError;
use landuse_ingest::overlay::OverlayError;
use landuse_ingest::raster::RasterError;
use landuse_ingest::remedy::{Remedy, Setting};
use landuse_ingest::tally::{MergeError, TallyError};
use landuse_ingest::zones::ZonesError;

/// The words in which an interface names the choices of its user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vocabulary {
    /// Options of the command line.
    Options,
    /// Keys of a project file.
    ProjectKeys,
    /// Parameters of the Python package.
    Parameters,
}

impl Vocabulary {
    fn name(self, setting: Setting) -> &'static str {
        let [option, key, parameter] = match setting {
            Setting::ZoneId => ["--zone-id", "`id` under [boundaries]", "zone_id"],
            Setting::Layer => ["--layer", "`layer` under [boundaries]", "layer"],
            Setting::ZonesCrs => ["--zones-crs", "`crs` under [boundaries]", "zones_crs"],
            Setting::Dissolve => [
                "--dissolve",
                "`dissolve = true` under [boundaries]",
                "dissolve",
            ],
            Setting::Repair => ["--repair", "`repair = true` under [boundaries]", "repair"],
            Setting::RasterCrs => ["--raster-crs", "`crs` under [landuse]", "raster_crs"],
            Setting::Band => ["--band", "`band` =", "band"],
            Setting::BandNumber => ["--band N", "`band = N` under [landuse]", "band N"],
            Setting::Legend => ["--legend", "`legend` under [landuse]", "legend"],
            Setting::AllowUnmapped => [
                "--allow-unmapped",
                "`allow_unmapped = true` under [landuse]",
                "allow_unmapped",
            ],
            Setting::PlanarArea => [
                "`--area planar`",
                "`area = \"planar\"` under [landuse]",
                "`area=\"planar\"`",
            ],
            Setting::Rows => ["--rows", "--rows", "rows"],
        };
        match self {
            Self::Options => option,
            Self::ProjectKeys if speaks_chinese() => key_in_chinese(setting),
            Self::ProjectKeys => key,
            Self::Parameters => parameter,
        }
    }
}

/// The key of a project file, with its section.
fn key_in_chinese(setting: Setting) -> &'static str {
    match setting {
        Setting::ZoneId => "[boundaries] 下的 `id`",
        Setting::Layer => "[boundaries] 下的 `layer`",
        Setting::ZonesCrs => "[boundaries] 下的 `crs`",
        Setting::Dissolve => "[boundaries] 下的 `dissolve = true`",
        Setting::Repair => "[boundaries] 下的 `repair = true`",
        Setting::RasterCrs => "[landuse] 下的 `crs`",
        Setting::Band => "`band` =",
        Setting::BandNumber => "[landuse] 下的 `band = N`",
        Setting::Legend => "[landuse] 下的 `legend`",
        Setting::AllowUnmapped => "[landuse] 下的 `allow_unmapped = true`",
        Setting::PlanarArea => "[landuse] 下的 `area = \"planar\"`",
        Setting::Rows => "--rows",
    }
}

/// The messages of an error and its causes, each with what mends it, without those that a message before them already holds.
pub fn causes(error: &Error, vocabulary: Vocabulary) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut sentences = Vec::new();
    for cause in error.chain() {
        let message = cause.to_string();
        if found.iter().any(|known| known.contains(&message)) {
            continue;
        }
        sentences.push(match remedy(cause) {
            Some(remedy) => {
                let advice = remedy.advice(|setting| vocabulary.name(setting));
                format!("{message}{advice}")
            }
            None => message.clone(),
        });
        found.push(message);
    }
    sentences
}

/// The error with what mends each cause in the words of a project file, whoever prints it.
pub fn in_words_of_a_project(error: &Error) -> Error {
    let mut sentences = causes(error, Vocabulary::ProjectKeys);
    let innermost = sentences.pop().unwrap_or_default();
    let outer = sentences.into_iter().rev();
    outer.fold(anyhow!(innermost), Error::context)
}

/// What mends a cause, if it is an error of the library that a choice of the user mends.
fn remedy(cause: &(dyn StdError + 'static)) -> Option<Remedy> {
    if let Some(error) = cause.downcast_ref::<TallyError>() {
        error.remedy()
    } else if let Some(error) = cause.downcast_ref::<RasterError>() {
        error.problem.remedy()
    } else if let Some(error) = cause.downcast_ref::<BoundaryError>() {
        error.problem.remedy()
    } else if let Some(error) = cause.downcast_ref::<OverlayError>() {
        error.remedy()
    } else if let Some(error) = cause.downcast_ref::<ZonesError>() {
        error.remedy()
    } else {
        cause.downcast_ref::<MergeError>()?.remedy()
    }
}

#[cfg(test)]
mod tests {
    use landuse_ingest::boundaries::BoundaryProblem;

    use super::*;

    #[test]
    fn each_interface_names_what_mends_an_error_in_its_own_words() {
        let problem = BoundaryProblem::IdTwice {
            ids: "a".to_owned(),
        };
        let path = "zones.shp".into();
        let error = Error::from(BoundaryError { path, problem }).context("reading");
        let advice = |vocabulary| causes(&error, vocabulary).join(" | ");
        let found = "reading | zones.shp: several features have the same id: a";
        for (vocabulary, [id, dissolve]) in [
            (Vocabulary::Options, ["--zone-id", "--dissolve"]),
            (
                Vocabulary::ProjectKeys,
                [
                    "`id` under [boundaries]",
                    "`dissolve = true` under [boundaries]",
                ],
            ),
            (Vocabulary::Parameters, ["zone_id", "dissolve"]),
        ] {
            assert_eq!(
                advice(vocabulary),
                format!(
                    "{found}; choose a field that tells them apart with {id}, or unite them with {dissolve}"
                )
            );
        }
        let flat = in_words_of_a_project(&error);
        assert!(format!("{flat:#}").ends_with("`dissolve = true` under [boundaries]"));
    }
}

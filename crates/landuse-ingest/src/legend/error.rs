//! What can be wrong with a legend.

use std::path::PathBuf;

use carbon_core::{LandClass, LandClassError};

/// A legend that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LegendError {
    /// Neither built in nor a file.
    #[error("there is no legend \"{name}\", and no file of that name{}; built in are {}", near.map(|near| format!(" (did you mean \"{near}\"?)")).unwrap_or_default(), built_in.join(", "))]
    NotFound {
        /// What was asked for.
        name: String,
        /// The built-in legend that is most like it, if one is.
        near: Option<&'static str>,
        /// The names of the built-in legends.
        built_in: Vec<&'static str>,
    },
    /// The file cannot be read.
    #[error("cannot read the legend {}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Text in another encoding.
    #[error(
        "legend {}: it is not text in UTF-8; save it with the encoding UTF-8 (in Notepad: Save as)",
        path.display()
    )]
    NotUtf8 {
        /// The file.
        path: PathBuf,
    },
    /// An error inside a legend file.
    #[error("legend {}: {source}", path.display())]
    InFile {
        /// The file.
        path: PathBuf,
        /// What is wrong in it.
        source: Box<LegendError>,
    },
    /// No TOML, or other keys than a legend's.
    #[error("{}", .0.to_string().trim_end())]
    Toml(#[from] toml::de::Error),
    /// An id that no class can have.
    #[error(transparent)]
    Class(#[from] LandClassError),
    /// A class that `classes` and `outside_model` name twice.
    #[error(
        "the class `{class}` is declared twice; name it once, in `classes` or in `outside_model`"
    )]
    ClassTwice {
        /// The class.
        class: LandClass,
    },
    /// A code whose class is not declared.
    #[error(
        "code {code} has the class `{class}`, which neither `classes` nor `outside_model` declares; add it to one of them"
    )]
    UndeclaredClass {
        /// The code.
        code: i64,
        /// Its class.
        class: LandClass,
    },
    /// A colour that is none.
    #[error(
        "code {code} has the color \"{color}\"; write it as \"#rrggbb\", in hexadecimal digits"
    )]
    Color {
        /// The code.
        code: i64,
        /// What stands there.
        color: String,
    },
    /// A code that stands twice.
    #[error("code {code} stands twice; keep one entry")]
    CodeTwice {
        /// The code.
        code: i64,
    },
}

//! What can be wrong with a legend.

use bilingual::Bilingual;
use std::path::PathBuf;

use carbon_core::{LandClass, LandClassError};

/// A legend that cannot be used.
#[derive(Debug, thiserror::Error, Bilingual)]
pub enum LegendError {
    /// Neither built in nor a file.
    #[en("there is no legend \"{name}\", and no file of that name{}; built in are {}", near.map(|near| format!(" (did you mean \"{near}\"?)")).unwrap_or_default(), built_in.join(", "))]
    #[zh("没有图例 \"{name}\"，也没有同名文件；内置图例有 {}", built_in.join("、"))]
    NotFound {
        /// What was asked for.
        name: String,
        /// The built-in legend that is most like it, if one is.
        near: Option<&'static str>,
        /// The names of the built-in legends.
        built_in: Vec<&'static str>,
    },
    /// The file cannot be read.
    #[en("cannot read the legend {}", path.display())]
    #[zh("无法读取图例 {}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Text in another encoding.
    #[en(
        "legend {}: it is not text in UTF-8; save it with the encoding UTF-8 (in Notepad: Save as)",
        path.display()
    )]
    #[zh("图例 {}：不是 UTF-8 文本；请以 UTF-8 编码保存（记事本：另存为）", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
    },
    /// An error inside a legend file.
    #[en("legend {}: {source}", path.display())]
    #[zh("图例 {}：{source}", path.display())]
    InFile {
        /// The file.
        path: PathBuf,
        /// What is wrong in it.
        source: Box<LegendError>,
    },
    /// No TOML, or other keys than a legend's.
    #[en("{}", .0.to_string().trim_end())]
    #[zh("{}", .0.to_string().trim_end())]
    Toml(#[from] toml::de::Error),
    /// An id that no class can have.
    #[error(transparent)]
    Class(#[from] LandClassError),
    /// A class that `classes` and `outside_model` name twice.
    #[en("the class `{class}` is declared twice; name it once, in `classes` or in `outside_model`")]
    #[zh("地类 `{class}` 声明了两次；请只在 `classes` 或 `outside_model` 中写一次")]
    ClassTwice {
        /// The class.
        class: LandClass,
    },
    /// A code whose class is not declared.
    #[en(
        "code {code} has the class `{class}`, which neither `classes` nor `outside_model` declares; add it to one of them"
    )]
    #[zh(
        "代码 {code} 的地类 `{class}` 在 `classes` 和 `outside_model` 中都没有声明；请加入其中之一"
    )]
    UndeclaredClass {
        /// The code.
        code: i64,
        /// Its class.
        class: LandClass,
    },
    /// A colour that is none.
    #[en("code {code} has the color \"{color}\"; write it as \"#rrggbb\", in hexadecimal digits")]
    #[zh("代码 {code} 的颜色为 \"{color}\"；请写成十六进制的 \"#rrggbb\"")]
    Color {
        /// The code.
        code: i64,
        /// What stands there.
        color: String,
    },
    /// A code that stands twice.
    #[en("code {code} stands twice; keep one entry")]
    #[zh("代码 {code} 出现两次；请保留一条")]
    CodeTwice {
        /// The code.
        code: i64,
    },
}

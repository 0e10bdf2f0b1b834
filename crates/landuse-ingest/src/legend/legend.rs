//! Legends: from the codes of a raster to land-use classes.

use std::collections::BTreeMap;
use std::path::Path;

use carbon_core::{LandClass, LandClassError};
use serde::Deserialize;

use super::error::LegendError;
use crate::files;

/// Legends by the names of their files: each with the text of the file.
macro_rules! built_in {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../legends/", $name, ".toml")))),*]
    };
}

/// The built-in legends, in the order in which they are listed. This is the one list of them: the help of the command line and messages are
/// made from it, and a test compares the folder and the texts that list legends with it.
const BUILT_IN: &[(&str, &str)] = built_in! {
    "cnlucc"
    "cnlucc-level1"
    "clcd"
    "globeland30"
    "esa-worldcover"
    "esa-cci"
    "mcd12q1-igbp"
    "dynamic-world"
    "glc-fcs30d"
    "from-glc10"
    "nlcd"
    "lc100"
    "corine"
    "mapbiomas"
    "gbt21010"
    "tdt1055"
};

/// The legend in which each code of the raster is a class of its own.
const RAW: &str = "raw";

/// What the codes of a land-use raster mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Legend {
    /// Its name, as given on the command line.
    pub name: String,
    /// The data set that it belongs to.
    pub title: String,
    title_zh: String,
    /// The publication that defines the codes.
    pub source: String,
    /// Who says which code belongs to which class, and why.
    pub mapping: String,
    /// Classes in the order of tables. Empty in the legend `raw`.
    pub classes: Vec<LandClass>,
    /// Classes that are tallied but take no part in the carbon model, such as the sea.
    pub outside_model: Vec<LandClass>,
    codes: BTreeMap<i64, LegendCode>,
    raw: bool,
}

/// One code of a legend.
#[derive(Debug, Clone, PartialEq)]
pub struct LegendCode {
    /// What the data set calls it.
    pub label: String,
    /// The same in Chinese; empty if the legend has none.
    pub label_zh: String,
    /// The class that it counts for.
    pub class: LandClass,
    /// The colour to draw it in, red, green and blue: a choice of ours or the legend's author, no part of the data set.
    pub color: Option<[u8; 3]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LegendFile {
    name: String,
    title: String,
    #[serde(default)]
    title_zh: String,
    source: String,
    #[serde(default)]
    mapping: String,
    classes: Vec<String>,
    #[serde(default)]
    outside_model: Vec<String>,
    code: Vec<CodeEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeEntry {
    value: i64,
    #[serde(default)]
    label: String,
    #[serde(default)]
    label_zh: String,
    class: String,
    color: Option<String>,
}

impl Legend {
    /// Names of the built-in legends.
    pub fn built_in_names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name).chain([RAW])
    }

    /// A built-in legend by its name, or else the TOML file of that path.
    ///
    /// # Errors
    /// Neither is there, or the file is no legend.
    pub fn find(name_or_path: &str) -> Result<Self, LegendError> {
        if let Some(legend) = Self::built_in(name_or_path) {
            return legend;
        }
        let path = Path::new(name_or_path);
        match files::read_text(path) {
            Ok(text) => Self::from_toml(&text).map_err(|source| LegendError::InFile {
                path: path.to_owned(),
                source: Box::new(source),
            }),
            Err(source) if source.kind() == std::io::ErrorKind::NotFound => {
                Err(LegendError::NotFound {
                    near: nearest(name_or_path),
                    name: name_or_path.to_owned(),
                    built_in: Self::built_in_names().collect(),
                })
            }
            Err(source) if source.kind() == std::io::ErrorKind::InvalidData => {
                Err(LegendError::NotUtf8 {
                    path: path.to_owned(),
                })
            }
            Err(source) => Err(LegendError::Unreadable {
                path: path.to_owned(),
                source,
            }),
        }
    }

    /// A built-in legend, if there is one of this name.
    pub fn built_in(name: &str) -> Option<Result<Self, LegendError>> {
        if name == RAW {
            return Some(Ok(Self::raw()));
        }
        BUILT_IN
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, text)| Self::from_toml(text))
    }

    /// The legend in which each code is a class `code-N` of its own, whatever codes the raster has.
    pub fn raw() -> Self {
        Self {
            name: RAW.to_owned(),
            title: "Codes as they are".to_owned(),
            title_zh: "原始代码".to_owned(),
            source: String::new(),
            mapping: "Each code is a class.".to_owned(),
            classes: Vec::new(),
            outside_model: Vec::new(),
            codes: BTreeMap::new(),
            raw: true,
        }
    }

    /// Reads a legend from TOML.
    ///
    /// # Errors
    /// The text is no legend: a key is missing or unknown, a code stands twice, or a class is undeclared, misspelt or declared twice.
    pub fn from_toml(text: &str) -> Result<Self, LegendError> {
        let file: LegendFile = toml::from_str(text)?;
        let classes = parse_classes(&file.classes)?;
        let outside_model = parse_classes(&file.outside_model)?;
        let mut declared = classes.iter().chain(&outside_model).collect::<Vec<_>>();
        declared.sort();
        if let Some(pair) = declared.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(LegendError::ClassTwice {
                class: pair[0].clone(),
            });
        }
        let mut codes = BTreeMap::new();
        for CodeEntry {
            value,
            label,
            label_zh,
            class,
            color,
        } in file.code
        {
            let class = LandClass::new(&class)?;
            if !declared.contains(&&class) {
                return Err(LegendError::UndeclaredClass { code: value, class });
            }
            let color = color.map(|color| parse_color(value, color)).transpose()?;
            if codes
                .insert(
                    value,
                    LegendCode {
                        label,
                        label_zh,
                        class,
                        color,
                    },
                )
                .is_some()
            {
                return Err(LegendError::CodeTwice { code: value });
            }
        }
        Ok(Self {
            name: file.name,
            title: file.title,
            title_zh: file.title_zh,
            source: file.source,
            mapping: file.mapping,
            classes,
            outside_model,
            codes,
            raw: false,
        })
    }

    /// All declared classes in the order of the ledger.
    pub fn all_classes(&self) -> impl Iterator<Item = &LandClass> {
        self.classes.iter().chain(&self.outside_model)
    }

    /// The class of a code. `None` for codes that the legend lacks.
    pub fn class_of(&self, code: i64) -> Option<&LandClass> {
        self.codes.get(&code).map(|c| &c.class)
    }

    /// The data set in Chinese, or as its author calls it.
    pub fn title_zh(&self) -> &str {
        match &*self.title_zh {
            "" => &self.title,
            title => title,
        }
    }

    /// The declared codes in ascending order.
    pub fn codes(&self) -> impl Iterator<Item = (i64, &LegendCode)> {
        self.codes.iter().map(|(value, code)| (*value, code))
    }

    /// Whether each code is a class of its own.
    pub fn is_raw(&self) -> bool {
        self.raw
    }
}

/// The built-in legend that is probably meant.
fn nearest(name: &str) -> Option<&'static str> {
    let wanted = name.to_lowercase().replace(['_', ' '], "-");
    let distance = |known: &&'static str| strsim::damerau_levenshtein(known, &wanted);
    let near = Legend::built_in_names().min_by_key(distance)?;
    // Of a short name most letters must be there, or anything would be like it.
    (distance(&near) * 3 <= near.len()).then_some(near)
}

fn parse_classes(ids: &[String]) -> Result<Vec<LandClass>, LandClassError> {
    ids.iter().map(|id| LandClass::new(id)).collect()
}

/// `#rrggbb`.
fn parse_color(code: i64, color: String) -> Result<[u8; 3], LegendError> {
    let digits = color.strip_prefix('#').filter(|digits| digits.len() == 6);
    let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    match number.map(u32::to_be_bytes) {
        Some([_, red, green, blue]) => Ok([red, green, blue]),
        None => Err(LegendError::Color { code, color }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOREST_TYPES: &str = r#"
        name = "forest-types"
        title = "Two kinds of forest"
        source = "a survey"
        classes = ["arbor-forest", "other-forest"]
        [[code]]
        value = 21
        class = "arbor-forest"
        [[code]]
        value = 22
        class = "other-forest"
    "#;

    #[test]
    fn every_built_in_legend_reads_and_names_its_source() {
        for name in Legend::built_in_names() {
            let legend = Legend::built_in(name).unwrap().unwrap();
            assert_eq!(legend.name, name);
            let published = ["doi:", "GB/T ", "TD/T "];
            let has_source = published.iter().any(|kind| legend.source.contains(kind));
            assert!(legend.is_raw() || has_source, "{name} has no source");
            assert!(!legend.title_zh.is_empty(), "{name}");
            let mut codes = legend.codes();
            assert!(
                codes.all(|(_, code)| !code.label.is_empty() && !code.label_zh.is_empty()),
                "{name}"
            );
            assert!(
                legend.is_raw() || legend.classes == LandClass::paper(),
                "{name}"
            );
        }
    }

    #[test]
    fn the_two_digit_codes_of_cas_follow_their_tens() {
        let legend = Legend::built_in("cnlucc").unwrap().unwrap();
        for (code, entry) in legend.codes() {
            let expected = match code / 10 {
                9 => "sea",
                tens => LandClass::paper()[tens as usize - 1]
                    .clone()
                    .to_string()
                    .leak(),
            };
            assert_eq!(entry.class.as_str(), expected, "code {code}");
        }
        assert_eq!(legend.codes().count(), 26);
        assert_eq!(legend.outside_model, [LandClass::new("sea").unwrap()]);
    }

    #[test]
    fn a_legend_of_the_users_may_split_a_class() {
        let legend = Legend::from_toml(FOREST_TYPES).unwrap();
        assert_eq!(legend.class_of(22).unwrap().as_str(), "other-forest");
        assert_eq!(legend.class_of(23), None);
    }

    #[test]
    fn mistakes_are_named() {
        let message = |text: &str| Legend::from_toml(text).unwrap_err().to_string();
        assert!(
            message(&FOREST_TYPES.replace("value = 22", "value = 21"))
                .contains("code 21 stands twice")
        );
        assert!(
            message(&FOREST_TYPES.replace(r#"class = "other-forest""#, r#"class = "wood""#))
                .contains("`wood`")
        );
        assert!(
            message(&FOREST_TYPES.replace(r#""other-forest"]"#, r#""arbor-forest"]"#))
                .contains("declared twice")
        );
        assert!(
            message(&FOREST_TYPES.replace(r#""other-forest"]"#, r#""nodata"]"#))
                .contains("reserved")
        );
        assert!(message(&FOREST_TYPES.replace("title", "titel")).contains("titel"));
        for (name, near) in [
            ("CNLUCC-level1", "cnlucc-level1"),
            ("cnlucc2", "cnlucc"),
            ("GLC_FCS30D", "glc-fcs30d"),
            ("worldcover", "esa-worldcover"),
        ] {
            let message = Legend::find(name).unwrap_err().to_string();
            let asked = format!("did you mean \"{near}\"?");
            assert!(message.contains(&asked), "{message}");
        }
    }
}

//! Land-use classes: the six of the paper, and any that a user's legend adds.

use bilingual::Bilingual;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Ids that no class may take: the ledger and the field names use them.
const RESERVED: [&str; 4] = ["area", "nodata", "outside", "unmapped"];

/// Ids and labels of the paper's six classes, in its order.
const PAPER: [(&str, &str, &str); 6] = [
    ("cultivated", "Cultivated land", "耕地"),
    ("forest", "Forest land", "林地"),
    ("grassland", "Grassland", "草地"),
    ("water", "Water area", "水域"),
    ("construction", "Construction land", "建设用地"),
    ("unused", "Unused land", "未利用地"),
];

/// The id of a land-use class, such as `forest`. Clones are cheap.
///
/// An id has lower-case ASCII letters, digits, `-` and `_`; `area`, `nodata`, `outside` and
/// `unmapped` are reserved.
///
/// ```
/// use carbon_core::LandClass;
///
/// let class: LandClass = "forest-broadleaf".parse()?;
/// assert_eq!(class.as_str(), "forest-broadleaf");
/// assert_eq!(LandClass::forest().label_zh(), "林地");
/// assert!("nodata".parse::<LandClass>().is_err());
/// # Ok::<(), carbon_core::LandClassError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LandClass(Arc<str>);

/// The text cannot be the id of a land-use class.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
pub enum LandClassError {
    /// An empty id, or a character outside `a-z 0-9 - _`.
    #[en("`{0}` is not the id of a land class; use lower-case ASCII letters, digits, `-` and `_`")]
    #[zh("`{0}` 不能作为地类的标识；请用小写 ASCII 字母、数字、`-` 和 `_`")]
    Malformed(String),
    /// A word that the ledger or a field name uses.
    #[en(
        "`{0}` is reserved and cannot be the id of a land class; choose another word \
         (reserved are area, nodata, outside, unmapped)"
    )]
    #[zh(
        "`{0}` 是保留字，不能作为地类的标识；请换一个词（保留字为 area、nodata、outside、unmapped）"
    )]
    Reserved(String),
}

impl LandClass {
    /// The class with this id.
    ///
    /// # Errors
    ///
    /// [`LandClassError`] if the id is malformed or reserved.
    pub fn new(id: &str) -> Result<Self, LandClassError> {
        let legal = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
        if id.is_empty() || !id.bytes().all(legal) {
            Err(LandClassError::Malformed(id.to_owned()))
        } else if RESERVED.contains(&id) {
            Err(LandClassError::Reserved(id.to_owned()))
        } else {
            Ok(Self(id.into()))
        }
    }

    /// The paper's six classes in its order: cultivated, forest, grassland, water, construction,
    /// unused.
    pub fn paper() -> [Self; 6] {
        PAPER.map(|(id, ..)| Self(id.into()))
    }

    /// Cropland: paddy and dry land.
    pub fn cultivated() -> Self {
        Self("cultivated".into())
    }

    /// Forest, shrubs, open woodland and orchards.
    pub fn forest() -> Self {
        Self("forest".into())
    }

    /// Grassland of any cover.
    pub fn grassland() -> Self {
        Self("grassland".into())
    }

    /// Rivers, lakes, reservoirs and their shoals.
    pub fn water() -> Self {
        Self("water".into())
    }

    /// Towns, villages, industry and traffic.
    pub fn construction() -> Self {
        Self("construction".into())
    }

    /// Sand, marsh, bare soil and rock.
    pub fn unused() -> Self {
        Self("unused".into())
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A label for people in English; for classes beyond the paper's six, the id.
    pub fn label_en(&self) -> &str {
        self.paper_labels().map_or(self.as_str(), |(en, _)| en)
    }

    /// A label for people in Chinese; for classes beyond the paper's six, the id.
    pub fn label_zh(&self) -> &str {
        self.paper_labels().map_or(self.as_str(), |(_, zh)| zh)
    }

    fn paper_labels(&self) -> Option<(&'static str, &'static str)> {
        let found = PAPER.iter().find(|(id, ..)| *id == self.as_str());
        found.map(|&(_, en, zh)| (en, zh))
    }
}

impl fmt::Display for LandClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for LandClass {
    type Err = LandClassError;

    fn from_str(id: &str) -> Result<Self, LandClassError> {
        Self::new(id)
    }
}

impl Serialize for LandClass {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for LandClass {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_papers_classes_are_in_its_order_and_have_labels() {
        let expected = [
            LandClass::cultivated(),
            LandClass::forest(),
            LandClass::grassland(),
            LandClass::water(),
            LandClass::construction(),
            LandClass::unused(),
        ];
        assert_eq!(LandClass::paper(), expected);
        let labels = expected.map(|class| class.label_zh().to_owned());
        assert_eq!(
            labels,
            ["耕地", "林地", "草地", "水域", "建设用地", "未利用地"]
        );
    }

    #[test]
    fn a_class_of_a_user_is_its_own_label() {
        let class = LandClass::new("forest_type-2").unwrap();
        assert_eq!(
            (class.label_en(), class.label_zh()),
            ("forest_type-2", "forest_type-2")
        );
    }

    #[test]
    fn malformed_and_reserved_ids_are_told_apart() {
        for id in ["", "Forest", "forest land", "林地", "unmapped:7"] {
            assert_eq!(
                LandClass::new(id),
                Err(LandClassError::Malformed(id.to_owned()))
            );
        }
        for id in RESERVED {
            assert_eq!(
                LandClass::new(id),
                Err(LandClassError::Reserved(id.to_owned()))
            );
        }
    }
}

//! Values of features as text.

use std::path::Path;

use carbon_core::counted;
use encoding_rs::Encoding;
use gdal::errors::GdalError;
use gdal::vector::{Feature, Layer, LayerAccess, OGRFieldType};

use super::encoding::text::{decode, field_name, latin1_bytes};
use super::error::BoundaryProblem;
use super::formats::plain_geojson;

/// Formats that keep a number with each feature. In others it is the place of the feature in the file.
const NUMBERED: [&str; 2] = ["GPKG", "OpenFileGDB"];

/// Names by which programs show the numbers of features.
const NUMBERS: [&str; 3] = ["fid", "ogc_fid", "objectid"];

/// The member of a feature of GeoJSON that identifies it.
const ID: &str = "id";

/// The fields of a layer, and how their values become text.
pub(super) struct Columns<'a> {
    path: &'a Path,
    driver: String,
    fields: Vec<(String, OGRFieldType::Type)>,
    /// The encoding of a layer that was opened as Latin-1.
    encoding: Option<&'static Encoding>,
    /// Values that end within a character.
    cut: Vec<String>,
}

/// Where a value of each feature is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// In the field at this position.
    Field(usize),
    /// In the number that the feature has in its file.
    FeatureNumber,
}

impl<'a> Columns<'a> {
    pub(super) fn new(
        path: &'a Path,
        driver: String,
        layer: &Layer<'_>,
        encoding: Option<&'static Encoding>,
    ) -> Self {
        let name = |raw: String| match encoding {
            Some(encoding) => field_name(encoding, &latin1_bytes(&raw)),
            None => raw,
        };
        let fields = layer.defn().fields();
        Self {
            path,
            driver,
            fields: fields
                .map(|field| (name(field.name()), field.field_type()))
                .collect(),
            encoding,
            cut: Vec::new(),
        }
    }

    /// The names of the fields.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|(name, _)| name.as_str())
    }

    /// Where the values of a name are: in a field, or in the numbers of the features.
    ///
    /// # Errors
    /// There is nothing of that name.
    pub(super) fn find(&self, wanted: &str) -> Result<Column, BoundaryProblem> {
        if let Some(field) = self.names().position(|name| name == wanted) {
            return Ok(Column::Field(field));
        }
        let is_number = match self.driver.as_str() {
            "GeoJSON" => wanted == ID && plain_geojson::has_ids(self.path),
            _ => NUMBERS.iter().any(|name| name.eq_ignore_ascii_case(wanted)),
        };
        match is_number {
            true => Ok(Column::FeatureNumber),
            false => Err(BoundaryProblem::NoSuchField {
                field: wanted.to_owned(),
                available: self.names().map(str::to_owned).collect(),
            }),
        }
    }

    /// A warning, if ids are numbers that change with the file.
    pub(super) fn doubt(&self, id: Column) -> Option<String> {
        let is_kept = self.driver == "GeoJSON" || NUMBERED.contains(&self.driver.as_str());
        (id == Column::FeatureNumber && !is_kept).then(|| {
            "the ids are the places of the features in the file; they change as soon as a feature is added, taken out or moved".to_owned()
        })
    }

    /// A value as text; empty if it is missing. Whole numbers have no decimals.
    pub(super) fn text(
        &mut self,
        feature: &Feature<'_>,
        column: Column,
    ) -> Result<String, GdalError> {
        let field = match column {
            Column::Field(field) => field,
            Column::FeatureNumber => {
                return Ok(feature
                    .fid()
                    .map(|number| number.to_string())
                    .unwrap_or_default());
            }
        };
        if self.fields[field].1 == OGRFieldType::OFTReal {
            let number = feature.field_as_double(field)?;
            return Ok(number.map(|number| number.to_string()).unwrap_or_default());
        }
        let raw = feature.field_as_string(field)?.unwrap_or_default();
        let Some(encoding) = self.encoding else {
            return Ok(raw);
        };
        let bytes = latin1_bytes(&raw);
        Ok(match decode(encoding, &bytes) {
            Some((text, is_cut)) => {
                if is_cut {
                    self.cut.push(text.clone());
                }
                text
            }
            None => encoding.decode_without_bom_handling(&bytes).0.into_owned(),
        })
    }

    /// A warning of values that end within a character.
    pub(super) fn cut(&self) -> Option<String> {
        let first = self.cut.first()?;
        Some(format!(
            "{} cut within the last character by the width of the field; that character is left out, such as \"{first}\"",
            counted(self.cut.len(), "value")
        ))
    }

    /// A condition as the layer must hear it: its text in the encoding of the layer, each byte as the character of its number.
    ///
    /// # Errors
    /// It has characters that the encoding lacks.
    pub(super) fn condition(&self, text: &str) -> Result<String, BoundaryProblem> {
        let Some(encoding) = self.encoding else {
            return Ok(text.to_owned());
        };
        let (bytes, _, lacks) = encoding.encode(text);
        match lacks {
            false => Ok(bytes.iter().copied().map(char::from).collect()),
            true => Err(BoundaryProblem::Condition {
                condition: text.to_owned(),
                said: format!(
                    "it has characters that the encoding of the file, {}, lacks",
                    encoding.name()
                ),
            }),
        }
    }
}

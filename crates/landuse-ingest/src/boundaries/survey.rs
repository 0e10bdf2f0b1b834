//! What a boundary file holds, before anyone has chosen its fields.

use std::path::Path;

use gdal::vector::LayerAccess;

use super::columns::{Column, Columns};
use super::encoding::attributes;
use super::encoding::text::{field_name, latin1_bytes};
use super::error::{BoundaryError, BoundaryProblem};
use super::formats::shapefile_parts;
use super::formats::vector_file::{VectorFile, pick_layer};
use super::layer::SHAPEFILE;
use crate::crs::{Crs, ExtentGuess};
use crate::files;
use crate::raster::is_remote_name;

/// The attributes of a layer of a boundary file.
#[derive(Debug, Clone)]
pub struct BoundarySurvey {
    /// The layer, if it had to be chosen.
    pub layer: Option<String>,
    /// The number of features.
    pub features: usize,
    /// The fields, in the order of the file.
    pub fields: Vec<SurveyedField>,
    /// The CRS; none if the file names none that can be used.
    pub crs: Option<Crs>,
    /// Where the features lie, in numbers of the file.
    pub extent: ExtentGuess,
}

/// A field with its values as text, one for each feature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyedField {
    /// Its name.
    pub name: String,
    /// Its values, trimmed; empty where there is none.
    pub values: Vec<String>,
}

impl BoundarySurvey {
    /// Reads all attributes of a layer, of which the geometries are not looked at.
    ///
    /// # Errors
    /// The file cannot be read, has no features, or has several layers of which none is chosen.
    pub fn read(path: &Path, layer: Option<&str>) -> Result<Self, BoundaryError> {
        survey(path, layer).map_err(|problem| BoundaryError {
            path: path.to_owned(),
            problem,
        })
    }
}

fn survey(path: &Path, chosen: Option<&str>) -> Result<BoundarySurvey, BoundaryProblem> {
    if is_remote_name(path) {
        return Err(BoundaryProblem::NoFileName);
    }
    files::refuse_companions(path).map_err(|error| {
        let said = error.to_string();
        BoundaryProblem::Unreadable { said }
    })?;
    let mut file = VectorFile::open(path, &[])?;
    let driver = file.dataset.driver().short_name();
    if driver == SHAPEFILE {
        shapefile_parts::verify(path)?;
        file = VectorFile::open(path, &["ENCODING=ISO-8859-1"])?;
    }
    let mut layer = pick_layer(&file.dataset, chosen)?;
    let encoding = match driver == SHAPEFILE {
        true => {
            let names = names_in_any_encoding(&layer);
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            Some(attributes::find(path, &mut layer, &names)?.0)
        }
        false => None,
    };
    let mut columns = Columns::new(path, driver, &layer, encoding);
    let mut fields: Vec<_> = columns
        .names()
        .map(|name| SurveyedField {
            name: name.to_owned(),
            values: Vec::new(),
        })
        .collect();
    let mut features = 0;
    for feature in layer.features() {
        features += 1;
        for (index, field) in fields.iter_mut().enumerate() {
            let value = columns.text(&feature, Column::Field(index))?;
            field.values.push(value.trim().to_owned());
        }
    }
    if features == 0 {
        return Err(BoundaryProblem::NoFeatures);
    }
    let corners = layer.get_extent()?;
    let crs = layer.spatial_ref();
    Ok(BoundarySurvey {
        layer: chosen.map(str::to_owned),
        features,
        fields,
        crs: crs.and_then(|crs| Crs::from_spatial_ref(&crs).ok()),
        extent: ExtentGuess::new((corners.MinX, corners.MinY), (corners.MaxX, corners.MaxY)),
    })
}

/// The names of all fields of a layer that was opened as Latin-1, in each encoding that they may be in, so that all values are judged.
fn names_in_any_encoding(layer: &gdal::vector::Layer<'_>) -> Vec<String> {
    let raw: Vec<_> = layer.defn().fields().map(|field| field.name()).collect();
    let encodings = [
        encoding_rs::UTF_8,
        encoding_rs::GB18030,
        encoding_rs::GBK,
        encoding_rs::BIG5,
        encoding_rs::WINDOWS_1252,
    ];
    let decoded = raw.iter().flat_map(|name| {
        let bytes = latin1_bytes(name);
        encodings.map(|encoding| field_name(encoding, &bytes))
    });
    decoded.collect()
}

//! GeoJSON as nearly everyone writes it, read directly: many times quicker than through GDAL.
//!
//! Whatever is unusual about a file (another CRS, an id that is a fraction, a coordinate that is no number) is left to GDAL, which
//! also says what is wrong with it.

use std::io::{BufRead, BufReader};
use std::path::Path;

use geo::{Coord, coord};
use geojson::feature::Id;
use geojson::{FeatureCollection, GeometryValue, Position};
use serde::Deserialize;
use serde_json::Value;

use crate::boundaries::error::BoundaryProblem;
use crate::boundaries::features::{Feature, Outline};
use crate::files;

/// Bytes of a file at most. A larger one is better read piece by piece.
const LARGEST: u64 = 1 << 28;

/// What names the CRS that a file without one has.
const LONGITUDE_LATITUDE: &str = "urn:ogc:def:crs:OGC:1.3:CRS84";

/// The mark of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// What marks a map for ECharts whose coordinates are packed into texts.
const PACKED: &[u8] = b"\"UTF8Encoding\"";

/// Features of longitudes and latitudes.
pub(crate) struct PlainFeatures {
    pub(crate) features: Vec<Feature>,
    /// The names of the properties of the first.
    pub(crate) fields: Vec<String>,
}

/// The features of a file of longitudes and latitudes with the properties `id` and `name`, and `attributes`; `None` if GDAL should
/// read it.
///
/// # Errors
/// Its coordinates are packed.
pub(crate) fn read(
    path: &Path,
    id: &str,
    name: Option<&str>,
    attributes: &[String],
) -> Result<Option<PlainFeatures>, BoundaryProblem> {
    let Some(text) = text(path) else {
        return Ok(None);
    };
    let features = parse(&text, id, name, attributes);
    if features.is_none() && text.windows(PACKED.len()).any(|bytes| bytes == PACKED) {
        return Err(BoundaryProblem::Unreadable {
            said: "it is a map for ECharts, whose coordinates are packed into texts and rounded to 1/1024 of a degree (some 100 m), good for a picture; get the boundaries themselves".to_owned(),
        });
    }
    Ok(features)
}

/// What a file holds that is JSON by its name, and not too large.
fn text(path: &Path) -> Option<Vec<u8>> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    let size = path.metadata().ok()?.len();
    if !["geojson", "json"].contains(&extension.as_str()) || size > LARGEST {
        return None;
    }
    files::read(path).ok()
}

/// Whether the CRS of a GeoJSON lies behind a URL, from which GDAL would fetch it.
pub(crate) fn links_to_crs(path: &Path) -> bool {
    #[derive(Deserialize)]
    struct Head {
        #[serde(default)]
        crs: Value,
    }
    let read = || -> Option<bool> {
        let mut file = BufReader::new(files::open(path).ok()?);
        if file.fill_buf().ok()?.starts_with(MARK) {
            file.consume(MARK.len());
        }
        let head: Head = serde_json::from_reader(file).ok()?;
        let mut keys = head.crs["properties"].as_object()?.keys();
        Some(keys.any(|key| ["href", "url"].contains(&key.to_lowercase().as_str())))
    };
    read().unwrap_or(false)
}

/// Whether all features have whole numbers as their ids, beside their properties.
pub(crate) fn has_ids(path: &Path) -> bool {
    let read = || -> Option<bool> {
        let collection: Value = serde_json::from_slice(&files::read(path).ok()?).ok()?;
        let mut features = collection["features"].as_array()?.iter();
        Some(features.all(|feature| feature["id"].is_i64()))
    };
    read().unwrap_or(false)
}

/// The number, from 1, of the first feature that has a geometry in the file although GDAL, which read these, found none.
pub(crate) fn lost_geometry(path: &Path, features: &[Feature]) -> Option<usize> {
    let collection: Value = serde_json::from_slice(&files::read(path).ok()?).ok()?;
    let written = collection["features"].as_array()?;
    let lost = |(feature, written): (&Feature, &Value)| {
        feature.outline.is_none() && holds_something(&written["geometry"]["coordinates"])
    };
    let index = features.iter().zip(written).position(lost)?;
    Some(index + 1)
}

fn holds_something(value: &Value) -> bool {
    match value {
        Value::Array(values) => values.iter().any(holds_something),
        Value::Null => false,
        _ => true,
    }
}

fn parse(
    text: &[u8],
    id: &str,
    name: Option<&str>,
    attributes: &[String],
) -> Option<PlainFeatures> {
    let collection: FeatureCollection = serde_json::from_slice(text).ok()?;
    let members = collection.foreign_members.unwrap_or_default();
    let crs = members.get("crs").filter(|crs| !crs.is_null());
    if crs.is_some_and(|crs| crs["properties"]["name"] != LONGITUDE_LATITUDE) {
        return None;
    }
    let features = collection.features;
    let properties = features
        .first()?
        .properties
        .iter()
        .flat_map(|all| all.keys());
    let fields = properties.cloned().collect();
    let ids = match texts(&features, id) {
        Some(ids) => ids,
        None if id == "id" => own_ids(&features)?,
        None => return None,
    };
    let names = match name {
        Some(name) => texts(&features, name)?,
        None => ids.clone(),
    };
    let attributes = attributes.iter().map(|field| texts(&features, field));
    let mut attributes: Vec<_> = attributes
        .map(|values| Some(values?.into_iter()))
        .collect::<Option<_>>()?;
    let outlines = features.into_iter().map(|feature| match feature.geometry {
        None => Some(None),
        Some(geometry) => outline(geometry.value).map(Some),
    });
    let features = ids
        .into_iter()
        .zip(names)
        .zip(outlines)
        .map(|((id, name), outline)| {
            let attributes = attributes.iter_mut().map(|values| values.next().flatten());
            let attributes = attributes.map(Option::unwrap_or_default).collect();
            Feature::new(id?, name, attributes, outline?)
        })
        .collect::<Option<_>>()?;
    Some(PlainFeatures { features, fields })
}

/// The ids that features have beside their properties, if none has a property `id`.
fn own_ids(features: &[geojson::Feature]) -> Option<Vec<Option<String>>> {
    let text = |feature: &geojson::Feature| match (feature.property("id"), &feature.id) {
        (None, Some(Id::String(text))) if !text.contains('\0') => Some(Some(text.clone())),
        (None, Some(Id::Number(number))) if number.is_i64() => Some(Some(number.to_string())),
        _ => None,
    };
    features.iter().map(text).collect()
}

/// A property of all features as text; nothing where it is missing. Texts or whole numbers throughout: others are not the same to
/// every reader.
fn texts(features: &[geojson::Feature], property: &str) -> Option<Vec<Option<String>>> {
    if features.iter().any(|feature| feature.properties.is_none()) {
        return None;
    }
    let values = || features.iter().map(|feature| feature.property(property));
    let known = || values().flatten().filter(|value| !value.is_null());
    let is_text = |value: &Value| value.as_str().is_some_and(|text| !text.contains('\0'));
    known().next()?;
    if !known().all(is_text) && !known().all(Value::is_i64) {
        return None;
    }
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Null => None,
        number => Some(number.to_string()),
    };
    Some(values().map(|value| value.and_then(text)).collect())
}

/// The rings of polygons of two coordinates; `None` of anything else, or if there are no rings, or one without a vertex.
fn outline(geometry: GeometryValue) -> Option<Outline> {
    let parts = match geometry {
        GeometryValue::Polygon { coordinates } => vec![coordinates],
        GeometryValue::MultiPolygon { coordinates } => coordinates,
        _ => return None,
    };
    let is_empty = |part: &Vec<Vec<Position>>| part.is_empty() || part.iter().any(Vec::is_empty);
    if parts.is_empty() || parts.iter().any(is_empty) {
        return None;
    }
    let ring = |ring: Vec<Position>| ring.iter().map(coordinate).collect();
    let part = |part: Vec<Vec<Position>>| part.into_iter().map(ring).collect();
    let parts = parts.into_iter().map(part).collect::<Option<_>>()?;
    Some(Outline::of_rings(parts))
}

/// With a height a position has another CRS to GDAL.
fn coordinate(position: &Position) -> Option<Coord<f64>> {
    match *position.as_slice() {
        [x, y] => Some(coord! { x: x, y: y }),
        _ => None,
    }
}

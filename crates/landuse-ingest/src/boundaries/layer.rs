//! The layer of a boundary file, as GDAL reads it.

use std::path::Path;

use encoding_rs::Encoding;
use gdal::errors::GdalError;
use gdal::vector::{Layer, LayerAccess};

use super::encoding::attributes;
use super::encoding::text::{field_name, latin1_bytes};
use super::error::BoundaryProblem;
use super::features::{Feature, Outline, extent};
use super::formats::plain_geojson;
use super::formats::shapefile_parts;
use super::formats::vector_file::{VectorFile, pick_layer};
use super::options::BoundaryOptions;
use crate::crs::Crs;
use crate::gdal::{Messages, listen};

/// The name of Esri's driver, whose attributes are in encodings of all kinds.
const SHAPEFILE: &str = "ESRI Shapefile";

/// The name of the driver that hands over a geometry that it cannot read as none.
const GEOJSON: &str = "GeoJSON";

/// The features of a layer, in its order.
pub(crate) struct BoundaryLayer {
    pub(crate) features: Vec<Feature>,
    pub(crate) crs: Crs,
    pub(crate) warnings: Vec<String>,
}

impl BoundaryLayer {
    /// Reads a layer with ids, names and attributes as text.
    ///
    /// # Errors
    /// The file, the layer or a field is not there, an id is missing, nothing has a geometry, or GDAL fails upon a part of the file.
    pub(crate) fn read(path: &Path, options: &BoundaryOptions) -> Result<Self, BoundaryProblem> {
        LayerReader { path, options }.read()
    }
}

struct LayerReader<'a> {
    path: &'a Path,
    options: &'a BoundaryOptions,
}

impl LayerReader<'_> {
    fn read(self) -> Result<BoundaryLayer, BoundaryProblem> {
        let mut warnings = Vec::new();
        let mut file = VectorFile::open(self.path, &[])?;
        self.refuse_if_damaged(&file.messages)?;
        let shapefile = file.dataset.driver().short_name() == SHAPEFILE;
        if shapefile {
            shapefile_parts::verify(self.path)?;
            // Every byte of the attributes becomes the character of its number, so that none is lost.
            file = VectorFile::open(self.path, &["ENCODING=ISO-8859-1"])?;
        }
        let mut layer = pick_layer(&file.dataset, self.options.layer.as_deref())?;
        let encoding = if shapefile {
            let (encoding, doubt) = attributes::find(self.path, &mut layer)?;
            warnings.extend(doubt);
            Some(encoding)
        } else {
            None
        };
        if layer.feature_count() == 0 {
            return Err(BoundaryProblem::NoFeatures);
        }
        let features = self.features(&mut layer, encoding)?;
        if file.dataset.driver().short_name() == GEOJSON {
            self.refuse_lost_geometry(&features)?;
        }
        if features.iter().all(|feature| feature.outline.is_none()) {
            return Err(BoundaryProblem::NoGeometry);
        }
        let crs = self.crs(&layer, &features)?;
        Ok(BoundaryLayer {
            features,
            crs,
            warnings,
        })
    }

    fn refuse_if_damaged(&self, messages: &Messages) -> Result<(), BoundaryProblem> {
        let Some(failure) = messages.failure() else {
            return Ok(());
        };
        let said = failure.trim_end().to_owned();
        match (failure.starts_with("PROJ"), &self.options.crs) {
            (false, _) => Err(BoundaryProblem::Damaged { said }),
            (true, None) => Err(BoundaryProblem::UnknownCrs { said }),
            (true, Some(_)) => Ok(()),
        }
    }

    fn refuse_lost_geometry(&self, features: &[Feature]) -> Result<(), BoundaryProblem> {
        if features.iter().all(|feature| feature.outline.is_some()) {
            return Ok(());
        }
        match plain_geojson::lost_geometry(self.path, features) {
            Some(feature) => Err(BoundaryProblem::LostGeometry { feature }),
            None => Ok(()),
        }
    }

    /// All features, with ids and names as text.
    fn features(
        &self,
        layer: &mut Layer<'_>,
        encoding: Option<&'static Encoding>,
    ) -> Result<Vec<Feature>, BoundaryProblem> {
        let text = |raw: String| match encoding {
            Some(encoding) => encoding
                .decode_without_bom_handling(&latin1_bytes(&raw))
                .0
                .into_owned(),
            None => raw,
        };
        let name_of = |raw: String| match encoding {
            Some(encoding) => field_name(encoding, &latin1_bytes(&raw)),
            None => raw,
        };
        let fields: Vec<String> = layer.defn().fields().map(|f| name_of(f.name())).collect();
        let index = |wanted: &str| {
            fields
                .iter()
                .position(|field| field == wanted)
                .ok_or_else(|| BoundaryProblem::NoSuchField {
                    field: wanted.to_owned(),
                    available: fields.clone(),
                })
        };
        let id = index(&self.options.id)?;
        let name = self.options.name.as_deref().map(index).transpose()?;
        let attributes = self.options.attributes.iter().map(|field| index(field));
        let attributes = attributes.collect::<Result<Vec<_>, _>>()?;
        let mut features = Vec::new();
        let mut reading = layer.features();
        for number in 1.. {
            let (feature, messages) = listen(|| reading.next());
            // GDAL hands over a feature that it cannot read as one without geometry, or none at all.
            self.refuse_if_damaged(&messages)?;
            let Some(feature) = feature else { break };
            let value = |field: usize| -> Result<String, GdalError> {
                Ok(text(feature.field_as_string(field)?.unwrap_or_default()))
            };
            let geometry = feature.geometry().filter(|g| !g.is_empty());
            let outline = geometry.map(Outline::of_geometry);
            let name = name.map(value).transpose()?;
            let attributes = attributes.iter().map(|&field| value(field));
            let attributes = attributes.collect::<Result<_, _>>()?;
            let feature = Feature::new(value(id)?, name, attributes, outline);
            features.push(feature.ok_or_else(|| BoundaryProblem::NoId {
                field: self.options.id.clone(),
                feature: number,
            })?);
        }
        Ok(features)
    }

    fn crs(&self, layer: &Layer<'_>, features: &[Feature]) -> Result<Crs, BoundaryProblem> {
        match (&self.options.crs, layer.spatial_ref()) {
            (Some(crs), _) => Ok(crs.clone()),
            (None, Some(srs)) => Ok(Crs::from_spatial_ref(&srs)?),
            (None, None) => Err(BoundaryProblem::NoCrs(extent(features))),
        }
    }
}

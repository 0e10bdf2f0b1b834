//! The layer of a boundary file, as GDAL reads it.

use std::path::Path;

use gdal::vector::{Layer, LayerAccess};

use super::columns::{Column, Columns};
use super::encoding::attributes;
use super::error::BoundaryProblem;
use super::features::{Feature, Outline, extent};
use super::formats::plain_geojson;
use super::formats::shapefile_parts;
use super::formats::vector_file::{VectorFile, pick_layer};
use super::options::BoundaryOptions;
use crate::crs::Crs;
use crate::gdal::{Messages, listen};

/// The name of Esri's driver, whose attributes are in encodings of all kinds.
pub(super) const SHAPEFILE: &str = "ESRI Shapefile";

/// The name of the driver that hands over a geometry that it cannot read as none.
const GEOJSON: &str = "GeoJSON";

/// The features of a layer, in its order.
pub(crate) struct BoundaryLayer {
    pub(crate) features: Vec<Feature>,
    pub(crate) crs: Crs,
    /// The names of all fields.
    pub(crate) fields: Vec<String>,
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
        let driver = file.dataset.driver().short_name();
        if driver == SHAPEFILE {
            shapefile_parts::verify(self.path)?;
            // Every byte of the attributes becomes the character of its number, so that none is lost.
            file = VectorFile::open(self.path, &["ENCODING=ISO-8859-1"])?;
        }
        let mut layer = pick_layer(&file.dataset, self.options.layer.as_deref())?;
        let encoding = if driver == SHAPEFILE {
            let wanted: Vec<&str> = self.options.fields().collect();
            let (encoding, doubt) = attributes::find(self.path, &mut layer, &wanted)?;
            warnings.extend(doubt);
            Some(encoding)
        } else {
            None
        };
        if layer.feature_count() == 0 {
            return Err(BoundaryProblem::NoFeatures);
        }
        let mut columns = Columns::new(self.path, driver.clone(), &layer, encoding);
        self.filter(&mut layer, &columns)?;
        let features = self.features(&mut layer, &mut columns, &mut warnings)?;
        if driver == GEOJSON && self.options.filter.is_none() {
            self.refuse_lost_geometry(&features)?;
        }
        if features.iter().all(|feature| feature.outline.is_none()) {
            return Err(BoundaryProblem::NoGeometry);
        }
        let crs = self.crs(&layer, &features)?;
        Ok(BoundaryLayer {
            features,
            crs,
            fields: columns.names().map(str::to_owned).collect(),
            warnings,
        })
    }

    /// Has the layer hand over only the features that the filter wants.
    fn filter(&self, layer: &mut Layer<'_>, columns: &Columns<'_>) -> Result<(), BoundaryProblem> {
        let Some(filter) = &self.options.filter else {
            return Ok(());
        };
        filter
            .fields()
            .try_for_each(|field| columns.find(field).map(drop))?;
        let condition = columns.condition(filter.sql())?;
        let problem = |said: &str| BoundaryProblem::Condition {
            condition: filter.text().to_owned(),
            said: said.to_owned(),
        };
        let (set, messages) = listen(|| layer.set_attribute_filter(&condition));
        set.map_err(|error| problem(messages.reason().unwrap_or(&error.to_string())))?;
        match layer.feature_count() {
            0 => Err(problem("no feature meets it")),
            _ => Ok(()),
        }
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
        columns: &mut Columns<'_>,
        warnings: &mut Vec<String>,
    ) -> Result<Vec<Feature>, BoundaryProblem> {
        let id = columns.find(&self.options.id)?;
        let name = self.options.name.as_deref();
        let name = name.map(|name| columns.find(name)).transpose()?;
        let attributes = self.options.attributes.iter();
        let attributes = attributes.map(|field| columns.find(field));
        let attributes = attributes.collect::<Result<Vec<_>, _>>()?;
        let mut features = Vec::new();
        let mut reading = layer.features();
        for number in 1.. {
            let (feature, messages) = listen(|| reading.next());
            // GDAL hands over a feature that it cannot read as one without geometry, or none at all.
            self.refuse_if_damaged(&messages)?;
            let Some(feature) = feature else { break };
            let geometry = feature.geometry().filter(|g| !g.is_empty());
            let outline = geometry.map(Outline::of_geometry);
            let mut text = |column: Column| columns.text(&feature, column);
            let name = name.map(&mut text).transpose()?;
            let attributes = attributes.iter().map(|column| text(*column));
            let attributes = attributes.collect::<Result<_, _>>()?;
            let feature = Feature::new(text(id)?, name, attributes, outline);
            features.push(feature.ok_or_else(|| BoundaryProblem::NoId {
                field: self.options.id.clone(),
                feature: number,
            })?);
        }
        warnings.extend(columns.doubt(id));
        warnings.extend(columns.cut());
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

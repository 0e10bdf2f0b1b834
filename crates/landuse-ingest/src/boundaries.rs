//! Reading boundary files.

use std::collections::HashMap;
use std::path::Path;

use carbon_core::ZoneId;
use encoding_rs::Encoding;
use gdal::errors::GdalError;
use gdal::vector::{Layer, LayerAccess};
use geo::MultiPolygon;

use crate::attribute_encoding;
pub use crate::boundary_error::{BoundaryError, BoundaryProblem};
use crate::crs::Crs;
use crate::degrees;
use crate::extent_guess::ExtentGuess;
use crate::gdal_log::{Said, listen};
use crate::plain_geojson;
use crate::polygons::{Rings, area, hectares, ring_at};
use crate::shapefile_parts;
use crate::shapes::{Feature, Outline, Shape, shapes};
use crate::text_encoding::{field_name, latin1_bytes};
use crate::validity::{GeosError, Validity, dissolve};
use crate::vector_file::{open, pick_layer};
use crate::zones::{Zone, Zones};

/// The name of Esri's driver, whose attributes are in encodings of all kinds.
const SHAPEFILE: &str = "ESRI Shapefile";

/// The CRS of a GeoJSON that names none.
const WGS84: &str = "WGS84";

/// The name of the driver that hands over a geometry that it cannot read as none.
const GEOJSON: &str = "GeoJSON";

/// Ids listed in a message at most.
const LISTED: usize = 10;

/// What to read of a boundary file, and how.
#[derive(Debug, Clone, Default)]
pub struct BoundaryOptions {
    /// The layer. Default: the only one.
    pub layer: Option<String>,
    /// The field with the zones' ids.
    pub id: String,
    /// The field with their names. Default: the ids.
    pub name: Option<String>,
    /// The CRS instead of the file's.
    pub crs: Option<Crs>,
    /// Unites features of the same id.
    pub dissolve: bool,
    /// Mends polygons that cross or overlap themselves.
    pub repair: bool,
}

impl Zones {
    /// Reads the zones of a boundary file: Shapefile, GeoPackage, GeoJSON, FlatGeobuf, File Geodatabase, or whatever else GDAL reads.
    ///
    /// # Errors
    /// The file, the layer or a field is not there, an id is missing or stands twice, a geometry is no polygon or encloses no
    /// definite area. See [`BoundaryError`].
    pub fn read(path: &Path, options: &BoundaryOptions) -> Result<Self, BoundaryError> {
        let reader = BoundaryReader {
            path,
            options,
            warnings: Vec::new(),
        };
        reader.read().map_err(|problem| BoundaryError {
            path: path.to_owned(),
            problem,
        })
    }
}

struct BoundaryReader<'a> {
    path: &'a Path,
    options: &'a BoundaryOptions,
    warnings: Vec<String>,
}

impl BoundaryReader<'_> {
    fn read(mut self) -> Result<Zones, BoundaryProblem> {
        let (features, crs) = match self.plain_geojson()? {
            Some(plain) => plain,
            None => self.layer()?,
        };
        let extent = extent(&features);
        degrees::refuse_metres(&crs, extent)?;
        degrees::beyond_a_pole(&crs, extent)
            .into_iter()
            .for_each(|message| self.warn(message));
        self.refuse_repeated(&features)?;
        let zones = self.zones(features, &crs)?;
        self.warn_of_empty(&zones);
        Ok(Zones {
            zones,
            crs,
            warnings: self.warnings,
        })
    }

    /// What [`plain_geojson`] can read.
    fn plain_geojson(&self) -> Result<Option<(Vec<Feature>, Crs)>, BoundaryProblem> {
        let BoundaryOptions {
            id,
            name,
            crs,
            layer,
            ..
        } = self.options;
        let features = match layer {
            None => plain_geojson::read(self.path, id, name.as_deref()),
            Some(_) => None,
        };
        features
            .filter(|features| features.iter().any(|feature| feature.outline.is_some()))
            .map(|features| {
                let crs = match crs {
                    Some(crs) => crs.clone(),
                    None => Crs::from_definition(WGS84)?,
                };
                Ok((features, crs))
            })
            .transpose()
    }

    /// What GDAL reads.
    fn layer(&mut self) -> Result<(Vec<Feature>, Crs), BoundaryProblem> {
        let (mut dataset, said) = open(self.path, &[])?;
        self.refuse_if_damaged(&said)?;
        let shapefile = dataset.driver().short_name() == SHAPEFILE;
        if shapefile {
            shapefile_parts::verify(self.path)?;
            // Every byte of the attributes becomes the character of its number, so that none is lost.
            dataset = open(self.path, &["ENCODING=ISO-8859-1"])?.0;
        }
        let mut layer = pick_layer(&dataset, self.options.layer.as_deref())?;
        let encoding = if shapefile {
            let (encoding, doubt) = attribute_encoding::find(self.path, &mut layer)?;
            doubt.into_iter().for_each(|message| self.warn(message));
            Some(encoding)
        } else {
            None
        };
        if layer.feature_count() == 0 {
            return Err(BoundaryProblem::NoFeatures);
        }
        let features = self.features(&mut layer, encoding)?;
        if dataset.driver().short_name() == GEOJSON {
            self.refuse_lost_geometry(&features)?;
        }
        if features.iter().all(|feature| feature.outline.is_none()) {
            return Err(BoundaryProblem::NoGeometry);
        }
        let crs = self.crs(&layer, &features)?;
        Ok((features, crs))
    }

    fn refuse_if_damaged(&self, said: &Said) -> Result<(), BoundaryProblem> {
        let Some(failure) = said.failure() else {
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

    fn warn(&mut self, message: String) {
        self.warnings
            .push(format!("{}: {message}", self.path.display()));
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
        let mut features = Vec::new();
        let mut reading = layer.features();
        for number in 1.. {
            let (feature, said) = listen(|| reading.next());
            // GDAL hands over a feature that it cannot read as one without geometry, or none at all.
            self.refuse_if_damaged(&said)?;
            let Some(feature) = feature else { break };
            let value = |field: usize| -> Result<String, GdalError> {
                Ok(text(feature.field_as_string(field)?.unwrap_or_default()))
            };
            let geometry = feature.geometry().filter(|g| !g.is_empty());
            let outline = geometry.map(Outline::of_geometry);
            let name = name.map(value).transpose()?;
            let feature = Feature::new(value(id)?, name, outline);
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

    /// Refuses features of the same id, unless they are to be united.
    fn refuse_repeated(&mut self, features: &[Feature]) -> Result<(), BoundaryProblem> {
        let mut counts: HashMap<&str, u32> = HashMap::new();
        let repeated: Vec<String> = features
            .iter()
            .filter(|feature| {
                let count = counts.entry(&feature.id).or_default();
                *count += 1;
                *count == 2
            })
            .map(|feature| feature.id.clone())
            .collect();
        if repeated.is_empty() {
            return Ok(());
        }
        let ids = listed(&repeated);
        if !self.options.dissolve {
            return Err(BoundaryProblem::IdTwice { ids });
        }
        self.warn(format!("features of the same id are united: {ids}"));
        Ok(())
    }

    /// One zone for each id, in the order in which ids first appear.
    fn zones(&mut self, features: Vec<Feature>, crs: &Crs) -> Result<Vec<Zone>, BoundaryProblem> {
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut zones: Vec<(Zone, Vec<MultiPolygon<f64>>)> = Vec::new();
        for shape in shapes(features) {
            let (id, name) = (shape.id.clone(), shape.name.clone());
            let polygons = self.polygons(shape, crs)?;
            if let Some(&place) = places.get(&id) {
                zones[place].1.push(polygons);
                continue;
            }
            places.insert(id.clone(), zones.len());
            let id = ZoneId::from(id);
            zones.push((Zone { id, name, polygons }, Vec::new()));
        }
        zones
            .into_iter()
            .map(|(mut zone, mut others)| {
                if !others.is_empty() {
                    others.insert(0, zone.polygons);
                    zone.polygons = dissolve(&others).map_err(|e| geos(zone.id.as_str(), &e))?;
                }
                Ok(zone)
            })
            .collect()
    }

    fn polygons(&mut self, shape: Shape, crs: &Crs) -> Result<MultiPolygon<f64>, BoundaryProblem> {
        let Shape {
            id,
            rings,
            validity,
            ..
        } = shape;
        let Rings { polygons, unclosed } = rings.map_err(|source| BoundaryProblem::Geometry {
            zone: id.clone(),
            source,
        })?;
        if unclosed > 0 {
            self.warn(format!("zone {id}: {unclosed} unclosed ring(s) are closed"));
        }
        match validity.map_err(|e| geos(&id, &e))? {
            Validity::Valid => Ok(polygons),
            Validity::Touching { reason } => {
                self.warn(format!("zone {id}: a ring touches itself or another, or has a spike ({reason}); its area is not affected"));
                Ok(polygons)
            }
            Validity::Crossing { reason, repaired } => {
                let [before, after] = [&polygons, &repaired].map(|shape| hectares(crs, shape).0);
                // Nothing is left of a shell that its hole takes, and no minus of nothing.
                let (before, after) = (before + 0.0, after + 0.0);
                if !self.options.repair {
                    return Err(BoundaryProblem::Crossing {
                        zone: id,
                        ring: ring_at(&polygons, &reason),
                        reason,
                        of_rings: before,
                        of_repaired: after,
                    });
                }
                self.warn(format!(
                    "zone {id}: repaired ({reason}); its rings add up to {before:.4} ha and enclose {after:.4} ha now, a change of {:+.4} ha",
                    after - before
                ));
                Ok(repaired)
            }
        }
    }

    fn warn_of_empty(&mut self, zones: &[Zone]) {
        let ids = |wanted: fn(&Zone) -> bool| -> Vec<String> {
            zones
                .iter()
                .filter(|z| wanted(z))
                .map(|z| z.id.to_string())
                .collect()
        };
        let without = ids(|z| z.polygons.0.is_empty());
        let flat = ids(|z| !z.polygons.0.is_empty() && area(&z.polygons) == 0.0);
        for (ids, what) in [
            (without, "have no geometry"),
            (flat, "have polygons without area"),
        ] {
            if !ids.is_empty() {
                self.warn(format!(
                    "zones that {what} are kept with 0 ha: {}",
                    listed(&ids)
                ));
            }
        }
    }
}

/// The extent of all geometries.
fn extent(features: &[Feature]) -> ExtentGuess {
    features
        .iter()
        .filter_map(|feature| Some(feature.outline.as_ref()?.extent))
        .reduce(ExtentGuess::and)
        .unwrap_or_default()
}

fn geos(zone: &str, error: &GeosError) -> BoundaryProblem {
    BoundaryProblem::Geos {
        zone: zone.to_owned(),
        said: error.to_string(),
    }
}

fn listed(ids: &[String]) -> String {
    let more = ids.len().saturating_sub(LISTED);
    let shown = ids[..ids.len() - more].join(", ");
    if more == 0 {
        shown
    } else {
        format!("{shown} and {more} more")
    }
}

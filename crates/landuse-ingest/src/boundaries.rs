//! Reading boundary files.

use std::collections::HashMap;
use std::path::Path;

use carbon_core::ZoneId;
use encoding_rs::Encoding;
use gdal::errors::GdalError;
use gdal::vector::{Layer, LayerAccess, OGRFieldType};
use geo::MultiPolygon;

pub use crate::boundary_error::{BoundaryError, BoundaryProblem};
use crate::crs::Crs;
use crate::degrees;
use crate::extent_guess::ExtentGuess;
use crate::gdal_log::{Said, listen};
use crate::polygons::{Rings, area, hectares, ring_at};
use crate::shapefile_parts;
use crate::shapes::{Feature, Shape, shapes};
use crate::text_encoding::{Reason, field_name, find, latin1_bytes};
use crate::validity::{GeosError, Validity, dissolve};
use crate::vector_file::{open, pick_layer};
use crate::zones::{Zone, Zones};

/// The name of Esri's driver, whose attributes are in encodings of all kinds.
const SHAPEFILE: &str = "ESRI Shapefile";

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
    /// Further fields that are wanted of each zone, as text.
    pub attributes: Vec<String>,
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
            Some(self.encoding(&mut layer)?)
        } else {
            None
        };
        if layer.feature_count() == 0 {
            return Err(BoundaryProblem::NoFeatures);
        }
        let features = self.features(&mut layer, encoding)?;
        if features.iter().all(|feature| feature.geometry.is_none()) {
            return Err(BoundaryProblem::NoGeometry);
        }
        let crs = self.crs(&layer, &features)?;
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

    fn warn(&mut self, message: String) {
        self.warnings
            .push(format!("{}: {message}", self.path.display()));
    }

    /// The encoding of a Shapefile's attributes, opened as Latin-1.
    fn encoding(&mut self, layer: &mut Layer<'_>) -> Result<&'static Encoding, BoundaryProblem> {
        let names: Vec<String> = layer.defn().fields().map(|f| f.name()).collect();
        let strings: Vec<usize> = layer
            .defn()
            .fields()
            .enumerate()
            .filter(|(_, field)| field.field_type() == OGRFieldType::OFTString)
            .map(|(index, _)| index)
            .collect();
        let names: Vec<Vec<u8>> = names.iter().map(|name| latin1_bytes(name)).collect();
        let mut texts: Vec<Vec<u8>> = Vec::new();
        for feature in layer.features() {
            for &field in &strings {
                texts.extend(
                    feature
                        .field_as_string(field)?
                        .map(|text| latin1_bytes(&text)),
                );
            }
        }
        let cpg = std::fs::read_to_string(self.path.with_extension("cpg")).ok();
        let header = std::fs::read(self.path.with_extension("dbf")).unwrap_or_default();
        let ldid = header.get(29).copied().unwrap_or(0);
        let finding =
            find(cpg.as_deref(), ldid, &names, &texts).ok_or(BoundaryProblem::Encoding)?;
        if finding.reason == Reason::Fits && !names.iter().chain(&texts).all(|text| text.is_ascii())
        {
            let claim = match &cpg {
                Some(cpg) => format!("its .cpg claims {}, which does not fit", cpg.trim()),
                None => "nothing says in which encoding they are".to_owned(),
            };
            self.warn(format!(
                "attributes are read as {}: {claim}",
                finding.encoding.name()
            ));
        }
        Ok(finding.encoding)
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
            let (feature, said) = listen(|| reading.next());
            // GDAL hands over a feature that it cannot read as one without geometry, or none at all.
            self.refuse_if_damaged(&said)?;
            let Some(feature) = feature else { break };
            let value = |field: usize| -> Result<String, GdalError> {
                let raw = feature.field_as_string(field)?.unwrap_or_default();
                Ok(text(raw).trim().to_owned())
            };
            let id = value(id)?;
            if id.is_empty() {
                let field = self.options.id.clone();
                return Err(BoundaryProblem::NoId {
                    field,
                    feature: number,
                });
            }
            let name = name.map(value).transpose()?.filter(|name| !name.is_empty());
            let attributes = attributes.iter().map(|&field| value(field));
            let attributes = attributes.collect::<Result<_, _>>()?;
            let geometry = feature.geometry().filter(|g| !g.is_empty());
            features.push(Feature {
                name: name.unwrap_or_else(|| id.clone()),
                id,
                attributes,
                geometry: geometry.cloned(),
            });
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
            let attributes = shape.attributes.clone();
            let polygons = self.polygons(shape, crs)?;
            if let Some(&place) = places.get(&id) {
                self.refuse_other_attributes(&zones[place].0, &attributes)?;
                zones[place].1.push(polygons);
                continue;
            }
            places.insert(id.clone(), zones.len());
            let id = ZoneId::from(id);
            let zone = Zone {
                id,
                name,
                attributes,
                polygons,
            };
            zones.push((zone, Vec::new()));
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

    /// Refuses features of one id that are not of one kind.
    fn refuse_other_attributes(
        &self,
        zone: &Zone,
        others: &[String],
    ) -> Result<(), BoundaryProblem> {
        let fields = self.options.attributes.iter();
        let mut pairs = fields.zip(zone.attributes.iter().zip(others));
        match pairs.find(|(_, (first, second))| first != second) {
            Some((field, (first, second))) => Err(BoundaryProblem::TwoValues {
                zone: zone.id.to_string(),
                field: field.clone(),
                first: first.clone(),
                second: second.clone(),
            }),
            None => Ok(()),
        }
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
    let corners = features
        .iter()
        .filter_map(|f| f.geometry.as_ref())
        .map(|g| g.envelope())
        .map(|e| ((e.MinX, e.MinY), (e.MaxX, e.MaxY)))
        .reduce(|(a, b), (c, d)| ((a.0.min(c.0), a.1.min(c.1)), (b.0.max(d.0), b.1.max(d.1))))
        .unwrap_or_default();
    ExtentGuess::of(corners.0, corners.1)
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

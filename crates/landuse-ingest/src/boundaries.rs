//! Reading boundary files.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use carbon_core::ZoneId;
use encoding_rs::Encoding;
use gdal::errors::GdalError;
use gdal::vector::{Geometry, Layer, LayerAccess, OGRFieldType};
use gdal::{Dataset, DatasetOptions, GdalOpenFlags};
use geo::MultiPolygon;

use crate::crs::{Crs, CrsError};
use crate::gdal_log::listen;
use crate::polygons::{NotPolygons, Rings, rings};
use crate::raster::ExtentGuess;
use crate::text_encoding::{Reason, find};
use crate::validity::{Validity, judge, repair};
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

/// A feature as it was read.
struct Feature {
    id: String,
    name: String,
    geometry: Option<Geometry>,
}

struct BoundaryReader<'a> {
    path: &'a Path,
    options: &'a BoundaryOptions,
    warnings: Vec<String>,
}

impl BoundaryReader<'_> {
    fn read(mut self) -> Result<Zones, BoundaryProblem> {
        let mut dataset = open(self.path, &[])?;
        let shapefile = dataset.driver().short_name() == SHAPEFILE;
        if shapefile {
            // Every byte of the attributes becomes the character of its number, so that none is lost.
            dataset = open(self.path, &["ENCODING=ISO-8859-1"])?;
        }
        let mut layer = pick_layer(&dataset, self.options.layer.as_deref())?;
        let encoding = if shapefile {
            Some(self.encoding(&mut layer)?)
        } else {
            None
        };
        let features = self.features(&mut layer, encoding)?;
        if features.is_empty() {
            return Err(BoundaryProblem::NoFeatures);
        }
        let crs = self.crs(&layer, &features)?;
        let features = self.one_feature_per_id(features)?;
        let zones = features
            .into_iter()
            .map(|f| self.zone(f))
            .collect::<Result<Vec<_>, _>>()?;
        self.warn_of_empty(&zones);
        Ok(Zones {
            zones,
            crs,
            warnings: self.warnings,
        })
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
        let mut texts: Vec<Vec<u8>> = names.iter().map(|name| latin1_bytes(name)).collect();
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
        let finding = find(cpg.as_deref(), ldid, &texts).ok_or(BoundaryProblem::Encoding)?;
        if finding.reason == Reason::Fits && !texts.iter().all(|text| text.is_ascii()) {
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
        let fields: Vec<String> = layer.defn().fields().map(|f| text(f.name())).collect();
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
        for (number, feature) in layer.features().enumerate() {
            let value = |field: usize| -> Result<String, GdalError> {
                let raw = feature.field_as_string(field)?.unwrap_or_default();
                Ok(text(raw).trim().to_owned())
            };
            let id = value(id)?;
            if id.is_empty() {
                let field = self.options.id.clone();
                return Err(BoundaryProblem::NoId {
                    field,
                    feature: number + 1,
                });
            }
            let name = name.map(value).transpose()?.filter(|name| !name.is_empty());
            let geometry = feature.geometry().filter(|g| g.has_gdal_ptr()).cloned();
            features.push(Feature {
                name: name.unwrap_or_else(|| id.clone()),
                id,
                geometry,
            });
        }
        Ok(features)
    }

    fn crs(&self, layer: &Layer<'_>, features: &[Feature]) -> Result<Crs, BoundaryProblem> {
        match (&self.options.crs, layer.spatial_ref()) {
            (Some(crs), _) => Ok(crs.clone()),
            (None, Some(srs)) => Ok(Crs::from_spatial_ref(&srs)?),
            (None, None) => {
                let corners = features
                    .iter()
                    .filter_map(|f| f.geometry.as_ref())
                    .map(|g| g.envelope())
                    .map(|e| ((e.MinX, e.MinY), (e.MaxX, e.MaxY)))
                    .reduce(|(a, b), (c, d)| {
                        ((a.0.min(c.0), a.1.min(c.1)), (b.0.max(d.0), b.1.max(d.1)))
                    })
                    .unwrap_or_default();
                Err(BoundaryProblem::NoCrs(ExtentGuess::of(
                    corners.0, corners.1,
                )))
            }
        }
    }

    /// Unites features of the same id if asked to, or refuses them.
    fn one_feature_per_id(
        &mut self,
        features: Vec<Feature>,
    ) -> Result<Vec<Feature>, BoundaryProblem> {
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut unique: Vec<Feature> = Vec::new();
        let mut repeated: Vec<String> = Vec::new();
        for feature in features {
            let Some(&place) = places.get(&feature.id) else {
                places.insert(feature.id.clone(), unique.len());
                unique.push(feature);
                continue;
            };
            if !repeated.contains(&feature.id) {
                repeated.push(feature.id.clone());
            }
            let first = &mut unique[place].geometry;
            *first = match (first.take(), feature.geometry) {
                (Some(a), Some(b)) if self.options.dissolve => {
                    let (union, said) = listen(|| a.union(&b));
                    Some(union.ok_or_else(|| BoundaryProblem::Dissolve {
                        zone: feature.id.clone(),
                        said: said.last().cloned().unwrap_or_default(),
                    })?)
                }
                (a, b) => a.or(b),
            };
        }
        if repeated.is_empty() {
            return Ok(unique);
        }
        let listed = listed(&repeated);
        if !self.options.dissolve {
            return Err(BoundaryProblem::IdTwice { ids: listed });
        }
        self.warn(format!("features of the same id are united: {listed}"));
        Ok(unique)
    }

    fn zone(&mut self, feature: Feature) -> Result<Zone, BoundaryProblem> {
        let id = feature.id;
        let polygons = match feature.geometry {
            Some(geometry) if !geometry.is_empty() => self.polygons(&id, geometry)?,
            _ => MultiPolygon::new(vec![]),
        };
        Ok(Zone {
            id: ZoneId::from(id),
            name: feature.name,
            polygons,
        })
    }

    fn polygons(
        &mut self,
        id: &str,
        geometry: Geometry,
    ) -> Result<MultiPolygon<f64>, BoundaryProblem> {
        let read = |geometry: &Geometry| {
            rings(geometry).map_err(|source| BoundaryProblem::Geometry {
                zone: id.to_owned(),
                source,
            })
        };
        let Rings { polygons, unclosed } = read(&geometry)?;
        if unclosed > 0 {
            self.warn(format!("zone {id}: {unclosed} unclosed ring(s) are closed"));
        }
        let of_rings = crate::polygons::area(&polygons);
        match judge(&geometry, of_rings)? {
            Validity::Valid => Ok(polygons),
            Validity::Touching { reason } => {
                self.warn(format!("zone {id}: a ring touches itself or another, or has a spike ({reason}); its area is not affected"));
                Ok(polygons)
            }
            Validity::Crossing {
                of_repaired,
                reason,
                ..
            } if self.options.repair => {
                self.warn(format!(
                    "zone {id}: repaired ({reason}); its rings enclosed {of_rings:.6} squared units, and enclose {of_repaired:.6} now"
                ));
                Ok(read(&repair(&geometry)?)?.polygons)
            }
            Validity::Crossing {
                reason,
                of_rings,
                of_repaired,
            } => Err(BoundaryProblem::Crossing {
                zone: id.to_owned(),
                ring: crate::polygons::ring_at(&polygons, &reason),
                reason,
                of_rings,
                of_repaired,
            }),
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
        let flat = ids(|z| !z.polygons.0.is_empty() && crate::polygons::area(&z.polygons) == 0.0);
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

/// The bytes of a text that was read as Latin-1.
fn latin1_bytes(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
        .collect()
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

fn open(path: &Path, options: &[&str]) -> Result<Dataset, BoundaryProblem> {
    let options = DatasetOptions {
        open_flags: GdalOpenFlags::GDAL_OF_VECTOR
            | GdalOpenFlags::GDAL_OF_READONLY
            | GdalOpenFlags::GDAL_OF_VERBOSE_ERROR,
        open_options: Some(options),
        ..DatasetOptions::default()
    };
    let (opened, said) = listen(|| Dataset::open_ex(path, options));
    opened.map_err(|error| {
        if path.exists() {
            BoundaryProblem::Unreadable {
                said: said.last().cloned().unwrap_or_else(|| error.to_string()),
            }
        } else {
            BoundaryProblem::Missing
        }
    })
}

fn pick_layer<'d>(
    dataset: &'d Dataset,
    wanted: Option<&str>,
) -> Result<Layer<'d>, BoundaryProblem> {
    let available: Vec<String> = dataset.layers().map(|layer| layer.name()).collect();
    match (wanted, available.len()) {
        (Some(name), _) => dataset
            .layer_by_name(name)
            .map_err(|_| BoundaryProblem::NoSuchLayer {
                layer: name.to_owned(),
                available,
            }),
        (None, 1) => Ok(dataset.layer(0)?),
        (None, 0) => Err(BoundaryProblem::NoFeatures),
        (None, _) => Err(BoundaryProblem::WhichLayer { available }),
    }
}

/// The available name that is most like the wanted one.
fn nearest<'n>(wanted: &str, available: &'n [String]) -> Option<&'n String> {
    available.iter().min_by_key(|name| {
        strsim::damerau_levenshtein(&wanted.to_lowercase(), &name.to_lowercase())
    })
}

/// A boundary file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {problem}", path.display())]
pub struct BoundaryError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub problem: BoundaryProblem,
}

/// What is wrong with a boundary file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BoundaryProblem {
    /// No such file.
    #[error("no such file or directory")]
    Missing,
    /// GDAL does not read it.
    #[error("not a boundary file that GDAL reads: {said}")]
    Unreadable {
        /// What GDAL says.
        said: String,
    },
    /// Several layers and no choice.
    #[error("the file has several layers ({}); choose one with --layer", available.join(", "))]
    WhichLayer {
        /// Their names.
        available: Vec<String>,
    },
    /// No layer of that name.
    #[error("there is no layer \"{layer}\"; the file has {}", available.join(", "))]
    NoSuchLayer {
        /// What was asked for.
        layer: String,
        /// What there is.
        available: Vec<String>,
    },
    /// No features at all.
    #[error("the file has no features")]
    NoFeatures,
    /// No field of that name.
    #[error("there is no field \"{field}\"; the file has {}{}", available.join(", "), nearest(field, available).map(|n| format!(" (did you mean \"{n}\"?)")).unwrap_or_default())]
    NoSuchField {
        /// What was asked for.
        field: String,
        /// What there is.
        available: Vec<String>,
    },
    /// A feature without an id.
    #[error(
        "feature number {feature} has no id in the field \"{field}\"; fill it in, or choose another field with --zone-id"
    )]
    NoId {
        /// The id field.
        field: String,
        /// Its number in the file, from 1.
        feature: usize,
    },
    /// Several features of the same id.
    #[error(
        "several features have the same id: {ids}; choose a field that tells them apart with --zone-id, or unite them with --dissolve"
    )]
    IdTwice {
        /// The ids.
        ids: String,
    },
    /// GEOS cannot unite features.
    #[error("zone {zone}: its features cannot be united: {said}; try --repair")]
    Dissolve {
        /// The zone.
        zone: String,
        /// What GEOS says.
        said: String,
    },
    /// A geometry that is no polygon.
    #[error("zone {zone}: {source}")]
    Geometry {
        /// The zone.
        zone: String,
        /// What it is.
        source: NotPolygons,
    },
    /// Rings that cross or overlap.
    #[error("zone {zone}: {}rings cross or overlap ({reason}): they enclose {of_rings:.6} squared units, or {of_repaired:.6} when mended; mend the file, or use --repair", ring.as_ref().map(|r| format!("{r}: ")).unwrap_or_default())]
    Crossing {
        /// The zone.
        zone: String,
        /// Which ring, if it can be told.
        ring: Option<String>,
        /// What GEOS says, with the place.
        reason: String,
        /// Area as the rings give it.
        of_rings: f64,
        /// Area when repaired.
        of_repaired: f64,
    },
    /// No encoding fits the attributes.
    #[error(
        "its attributes are in no encoding that can be told (.cpg, the header, UTF-8 and GB18030 all fail); write the right one into a .cpg file beside it"
    )]
    Encoding,
    /// No CRS in the file.
    #[error(
        "the file names no coordinate reference system (no .prj?); its extent is {0}; give it with --zones-crs"
    )]
    NoCrs(ExtentGuess),
    /// A CRS that cannot be used.
    #[error(transparent)]
    Crs(#[from] CrsError),
    /// GDAL failed.
    #[error(transparent)]
    Gdal(#[from] GdalError),
}

//! Reading boundary files.

use std::collections::HashMap;
use std::path::Path;

use carbon_core::{Listed, ZoneId, counted};
use geo::{MapCoordsInPlace, MultiPolygon};

use super::choice::choose;
use super::datum::{self, Datum};
use super::degrees;
use super::error::{BoundaryError, BoundaryProblem};
use super::features::{Feature, Shape, extent, shapes};
use super::formats::plain_geojson;
use super::layer::BoundaryLayer;
use super::options::BoundaryOptions;
use super::zone_number;
use crate::crs::{Crs, Plane};
use crate::files;
use crate::polygons::{Rings, area, hectares, ring_at};
use crate::polygons::{Validity, dissolve};
use crate::raster::is_remote_name;
use crate::zones::{Zone, Zones, ZonesError};

/// The CRS of a GeoJSON that names none.
const WGS84: &str = "EPSG:4326";

impl Zones {
    /// Reads the zones of a boundary file: Shapefile, GeoPackage, GeoJSON, FlatGeobuf, File Geodatabase, or another
    /// of the documented formats.
    ///
    /// # Errors
    /// The file, the layer or a field is not there, an id is missing or stands twice, a geometry is no polygon or encloses no
    /// definite area. See [`BoundaryError`].
    pub fn read(path: &Path, options: &BoundaryOptions) -> Result<Self, BoundaryError> {
        BoundaryReader::zones_of(path, options, |reader| {
            if is_remote_name(path) {
                return Err(BoundaryProblem::NoFileName);
            }
            files::refuse_companions(path).map_err(|error| {
                let said = error.to_string();
                BoundaryProblem::Unreadable { said }
            })?;
            match reader.plain_geojson()? {
                Some(plain) => Ok(plain),
                None => reader.layer(),
            }
        })
    }
}

pub(crate) struct BoundaryReader<'a> {
    path: &'a Path,
    options: &'a BoundaryOptions,
    warnings: Vec<String>,
}

impl<'a> BoundaryReader<'a> {
    /// The zones of the features that `read` finds, in the CRS that it finds.
    ///
    /// # Errors
    /// Those of `read`, and what is wrong with the features.
    pub(crate) fn zones_of(
        path: &'a Path,
        options: &'a BoundaryOptions,
        read: impl FnOnce(&mut Self) -> Result<(Vec<Feature>, Crs), BoundaryProblem>,
    ) -> Result<Zones, BoundaryError> {
        let mut reader = Self {
            path,
            options,
            warnings: Vec::new(),
        };
        read(&mut reader)
            .and_then(|(features, crs)| reader.judged(features, crs))
            .map_err(|problem| BoundaryError {
                path: path.to_owned(),
                problem,
            })
    }

    fn judged(mut self, mut features: Vec<Feature>, crs: Crs) -> Result<Zones, BoundaryProblem> {
        let left_out = choose(&mut features, &self.options.only)?;
        left_out.into_iter().for_each(|message| self.warn(message));
        let extent = extent(&features);
        degrees::refuse_metres(&crs, extent)?;
        zone_number::verify(&crs, extent)?;
        let crs = self.bring_to_wgs84(&mut features, crs)?;
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
    fn plain_geojson(&mut self) -> Result<Option<(Vec<Feature>, Crs)>, BoundaryProblem> {
        let BoundaryOptions {
            id,
            name,
            attributes,
            crs,
            layer,
            filter,
            ..
        } = self.options;
        let read = match (layer, filter) {
            (None, None) => plain_geojson::read(self.path, id, name.as_deref(), attributes)?,
            _ => None,
        };
        let has_outline = |feature: &Feature| feature.outline.is_some();
        let Some(read) = read.filter(|read| read.features.iter().any(has_outline)) else {
            return Ok(None);
        };
        let crs = match crs {
            Some(crs) => crs.clone(),
            None => Crs::from_definition(WGS84)?,
        };
        self.warn_of_datum(&read.fields);
        Ok(Some((read.features, crs)))
    }

    /// What GDAL reads.
    fn layer(&mut self) -> Result<(Vec<Feature>, Crs), BoundaryProblem> {
        let BoundaryLayer {
            features,
            crs,
            fields,
            warnings,
        } = BoundaryLayer::read(self.path, self.options)?;
        self.warn_of_datum(&fields);
        warnings.into_iter().for_each(|message| self.warn(message));
        Ok((features, crs))
    }

    /// Brings longitudes and latitudes of another datum to WGS 84, if the user says that they are.
    fn bring_to_wgs84(&self, features: &mut [Feature], crs: Crs) -> Result<Crs, BoundaryProblem> {
        let Some(datum) = self.options.datum.filter(|datum| *datum != Datum::Wgs84) else {
            return Ok(crs);
        };
        if *crs.plane() != Plane::Geographic {
            return Err(BoundaryProblem::DatumOfDegrees {
                crs: crs.name().to_owned(),
            });
        }
        let outlines = features
            .iter_mut()
            .filter_map(|feature| feature.outline.as_mut());
        for rings in outlines.filter_map(|outline| outline.rings.as_mut().ok()) {
            rings
                .polygons
                .map_coords_in_place(|place| datum.to_wgs84(place));
        }
        Ok(Crs::from_definition(WGS84)?)
    }

    fn warn_of_datum(&mut self, fields: &[String]) {
        if self.options.datum.is_none() {
            datum::doubt(fields)
                .into_iter()
                .for_each(|message| self.warn(message));
        }
    }

    fn warn(&mut self, message: String) {
        self.warnings
            .push(format!("{}: {message}", self.path.display()));
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
        let ids = Listed(repeated).to_string();
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
                    zone.polygons =
                        dissolve(&others).map_err(|e| ZonesError::geos(zone.id.as_str(), &e))?;
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
        let Rings {
            polygons,
            unclosed,
            others,
        } = rings.map_err(|source| BoundaryProblem::Geometry {
            zone: id.clone(),
            source,
        })?;
        if unclosed > 0 {
            let rings = counted(unclosed, "unclosed ring");
            self.warn(format!("zone {id}: {rings} closed"));
        }
        if !others.is_empty() {
            self.warn(format!(
                "zone {id} is a collection; its polygons are taken, and the rest is left out ({})",
                others.join(", ")
            ));
        }
        match validity.map_err(|e| ZonesError::geos(&id, &e))? {
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
                    Listed(ids)
                ));
            }
        }
    }
}

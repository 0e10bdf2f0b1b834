//! Features of a boundary file, from GDAL's geometries to judged rings.

use gdal::vector::Geometry;
use rayon::prelude::*;

use crate::polygons::{NotPolygons, Rings, rings};
use crate::validity::{GeosError, Validity, judge};

/// A feature as it was read.
pub(crate) struct Feature {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) attributes: Vec<String>,
    pub(crate) geometry: Option<Geometry>,
}

/// The rings of a feature, judged.
pub(crate) struct Shape {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) attributes: Vec<String>,
    pub(crate) rings: Result<Rings, NotPolygons>,
    pub(crate) validity: Result<Validity, GeosError>,
}

/// Takes the rings of features from GDAL, and judges them in parallel.
pub(crate) fn shapes(features: Vec<Feature>) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = features
        .into_iter()
        .map(|feature| Shape {
            id: feature.id,
            name: feature.name,
            attributes: feature.attributes,
            rings: match feature.geometry {
                Some(geometry) if !geometry.is_empty() => rings(&geometry),
                _ => Ok(Rings::NONE),
            },
            validity: Ok(Validity::Valid),
        })
        .collect();
    shapes.par_iter_mut().for_each(|shape| {
        if let Ok(rings) = &shape.rings
            && !rings.polygons.0.is_empty()
        {
            shape.validity = judge(&rings.polygons);
        }
    });
    shapes
}

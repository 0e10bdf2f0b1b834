//! Features of a boundary file: their rings as they were read, and judged.

use gdal::vector::Geometry;
use geo::Coord;
use rayon::prelude::*;

use crate::crs::ExtentGuess;
use crate::polygons::{GeosError, Validity, judge};
use crate::polygons::{NotPolygons, Rings, rings, rings_of_parts};

/// A feature as it was read.
pub(crate) struct Feature {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) attributes: Vec<String>,
    /// None if it has no geometry.
    pub(crate) outline: Option<Outline>,
}

/// What a feature's geometry encloses.
pub(crate) struct Outline {
    pub(crate) extent: ExtentGuess,
    pub(crate) rings: Result<Rings, NotPolygons>,
}

/// The rings of a feature, judged.
pub(crate) struct Shape {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) attributes: Vec<String>,
    pub(crate) rings: Result<Rings, NotPolygons>,
    pub(crate) validity: Result<Validity, GeosError>,
}

impl Feature {
    /// A feature with its id and name as they are in the file; `None` if it has no id. Without a name it is called by its id.
    pub(crate) fn new(
        id: String,
        name: Option<String>,
        attributes: Vec<String>,
        outline: Option<Outline>,
    ) -> Option<Self> {
        let trimmed = |text: String| text.trim().to_owned();
        let there = |text: &String| !text.is_empty();
        let id = Some(trimmed(id)).filter(there)?;
        let name = name.map(trimmed).filter(there);
        Some(Self {
            name: name.unwrap_or_else(|| id.clone()),
            id,
            attributes: attributes.into_iter().map(trimmed).collect(),
            outline,
        })
    }
}

impl Outline {
    pub(crate) fn of_geometry(geometry: &Geometry) -> Self {
        let corners = geometry.envelope();
        Self {
            extent: ExtentGuess::new((corners.MinX, corners.MinY), (corners.MaxX, corners.MaxY)),
            rings: rings(geometry),
        }
    }

    /// Polygons as lists of rings, the shell first. No part is empty, nor is a ring.
    pub(crate) fn of_rings(parts: Vec<Vec<Vec<Coord<f64>>>>) -> Self {
        let mut places = parts.iter().flatten().flatten();
        let first = places.next().map_or((0.0, 0.0), |c| c.x_y());
        let extent = places.fold(ExtentGuess::new(first, first), |extent, c| {
            extent.with(c.x_y())
        });
        Self {
            extent,
            rings: rings_of_parts(parts),
        }
    }
}

/// The extent of all geometries.
pub(crate) fn extent(features: &[Feature]) -> ExtentGuess {
    features
        .iter()
        .filter_map(|feature| Some(feature.outline.as_ref()?.extent))
        .reduce(ExtentGuess::and)
        .unwrap_or_default()
}

/// Judges the rings of features in parallel.
pub(crate) fn shapes(features: Vec<Feature>) -> Vec<Shape> {
    features
        .into_par_iter()
        .map(|feature| {
            let rings = feature
                .outline
                .map_or(Ok(Rings::NONE), |outline| outline.rings);
            let validity = match &rings {
                Ok(rings) if !rings.polygons.0.is_empty() => judge(&rings.polygons),
                _ => Ok(Validity::Valid),
            };
            Shape {
                id: feature.id,
                name: feature.name,
                attributes: feature.attributes,
                rings,
                validity,
            }
        })
        .collect()
}

//! Features of a boundary file: their rings as they were read, and judged.

use gdal::vector::Geometry;
use geo::Coord;
use rayon::prelude::*;

use crate::extent_guess::ExtentGuess;
use crate::polygons::{NotPolygons, Rings, rings, rings_of_parts};
use crate::validity::{GeosError, Validity, judge};

/// A feature as it was read.
pub(crate) struct Feature {
    pub(crate) id: String,
    pub(crate) name: String,
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
    pub(crate) rings: Result<Rings, NotPolygons>,
    pub(crate) validity: Result<Validity, GeosError>,
}

impl Feature {
    /// A feature with its id and name as they are in the file; `None` if it has no id. Without a name it is called by its id.
    pub(crate) fn new(id: String, name: Option<String>, outline: Option<Outline>) -> Option<Self> {
        let trimmed = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let id = trimmed(id)?;
        Some(Self {
            name: name.and_then(trimmed).unwrap_or_else(|| id.clone()),
            id,
            outline,
        })
    }
}

impl Outline {
    pub(crate) fn of_geometry(geometry: &Geometry) -> Self {
        let corners = geometry.envelope();
        Self {
            extent: ExtentGuess::of((corners.MinX, corners.MinY), (corners.MaxX, corners.MaxY)),
            rings: rings(geometry),
        }
    }

    /// Polygons as lists of rings, the shell first. No part is empty, nor is a ring.
    pub(crate) fn of_rings(parts: Vec<Vec<Vec<Coord<f64>>>>) -> Self {
        let mut places = parts.iter().flatten().flatten();
        let first = places.next().map_or((0.0, 0.0), |c| c.x_y());
        let extent = places.fold(ExtentGuess::of(first, first), |extent, c| {
            extent.with(c.x_y())
        });
        Self {
            extent,
            rings: rings_of_parts(parts),
        }
    }
}

/// Judges the rings of features in parallel.
pub(crate) fn shapes(features: Vec<Feature>) -> Vec<Shape> {
    features
        .into_par_iter()
        .map(|Feature { id, name, outline }| {
            let rings = outline.map_or(Ok(Rings::NONE), |outline| outline.rings);
            let validity = match &rings {
                Ok(rings) if !rings.polygons.0.is_empty() => judge(&rings.polygons),
                _ => Ok(Validity::Valid),
            };
            Shape {
                id,
                name,
                rings,
                validity,
            }
        })
        .collect()
}

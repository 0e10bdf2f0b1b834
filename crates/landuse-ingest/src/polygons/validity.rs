//! Whether a polygon encloses what it seems to, and its repair.

use bilingual::Bilingual;
use gdal::cpl::CslStringList;
use gdal::errors::GdalError;
use gdal::vector::{Geometry, ToGdal};
use geo::{LineString, MultiPolygon, Polygon};

use super::crossings::refuse_many_crossings;
use super::polygons::{area, rings};
use crate::coverage::signed_area;
use crate::gdal::listen;
use crate::limits::Exceeded;

/// Areas that differ by less, relative, are the same.
const SAME_AREA: f64 = 1e-9;

/// What GEOS thinks of a geometry.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Validity {
    /// Simple rings, holes inside their shells, parts apart.
    Valid,
    /// Rings touch themselves or one another, or have spikes, but enclose the right area.
    Touching {
        /// What GEOS says, with the place.
        reason: String,
    },
    /// Rings cross or overlap, so that parts of the area count more than once or against another.
    Crossing {
        /// What GEOS says, with the place.
        reason: String,
        /// The polygons as they should be.
        repaired: MultiPolygon<f64>,
    },
}

/// A geometry that GEOS fails upon.
#[derive(Debug, thiserror::Error, Bilingual)]
pub(crate) enum GeosError {
    #[en("{0}")]
    #[zh("{0}")]
    Said(String),
    #[error(transparent)]
    Costly(#[from] Exceeded),
    #[error(transparent)]
    Gdal(#[from] GdalError),
}

/// Judges polygons.
pub(crate) fn judge(polygons: &MultiPolygon<f64>) -> Result<Validity, GeosError> {
    let geometry = polygons.to_gdal()?;
    let (valid, said) = listen(|| geometry.is_valid());
    if valid {
        return Ok(Validity::Valid);
    }
    let reason = said.reason().unwrap_or("invalid geometry").to_owned();
    refuse_many_crossings(std::slice::from_ref(polygons))?;
    let repaired = repair(polygons)?;
    let (of_rings, of_repaired) = (area(polygons), area(&repaired));
    let same = (of_repaired - of_rings).abs() <= SAME_AREA * of_repaired.abs().max(of_rings.abs());
    let flat = polygons.iter().all(|p| signed_area(p.exterior()) == 0.0);
    Ok(match (same, of_repaired > 0.0) {
        (true, true) => Validity::Touching { reason },
        (true, false) if flat => Validity::Valid,
        // Also where a hole takes all of its shell.
        _ => Validity::Crossing { reason, repaired },
    })
}

/// The union of all parts, each its shell less its holes; rings that cross themselves are split. A hole outside its shell takes nothing.
fn repair(polygons: &MultiPolygon<f64>) -> Result<MultiPolygon<f64>, GeosError> {
    let parts = polygons.iter().map(repair_part).collect::<Result<_, _>>()?;
    union(parts)
}

fn repair_part(polygon: &Polygon<f64>) -> Result<Geometry, GeosError> {
    polygon
        .interiors()
        .iter()
        .try_fold(made_valid(polygon.exterior())?, |shell, hole| {
            let hole = made_valid(hole)?;
            said(|| shell.difference(&hole))
        })
}

fn made_valid(ring: &LineString<f64>) -> Result<Geometry, GeosError> {
    let mut options = CslStringList::new();
    options.set_name_value("METHOD", "STRUCTURE")?;
    let geometry = Polygon::new(ring.clone(), vec![]).to_gdal()?;
    Ok(listen(|| geometry.make_valid(&options)).0?)
}

/// Unites valid polygons, by pairs, and the pairs by pairs.
fn union(mut parts: Vec<Geometry>) -> Result<MultiPolygon<f64>, GeosError> {
    while parts.len() > 1 {
        let mut united = Vec::with_capacity(parts.len().div_ceil(2));
        let mut rest = parts.into_iter();
        while let Some(first) = rest.next() {
            united.push(match rest.next() {
                Some(second) => said(|| first.union(&second))?,
                None => first,
            });
        }
        parts = united;
    }
    match parts.first() {
        Some(geometry) if !geometry.is_empty() => rings(geometry)
            .map(|rings| rings.polygons)
            .map_err(|error| GeosError::Said(error.to_string())),
        _ => Ok(MultiPolygon::new(vec![])),
    }
}

/// Unites the valid polygons of several features.
pub(crate) fn dissolve(features: &[MultiPolygon<f64>]) -> Result<MultiPolygon<f64>, GeosError> {
    refuse_many_crossings(features)?;
    let geometries = features
        .iter()
        .map(|polygons| Ok(polygons.to_gdal()?))
        .collect::<Result<_, GeosError>>()?;
    union(geometries)
}

fn said(work: impl FnOnce() -> Option<Geometry>) -> Result<Geometry, GeosError> {
    let (geometry, said) = listen(work);
    geometry.ok_or_else(|| GeosError::Said(said.reason().unwrap_or("GEOS fails").to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::polygon;

    fn square(x: f64, y: f64, side: f64) -> LineString<f64> {
        vec![
            (x, y),
            (x + side, y),
            (x + side, y + side),
            (x, y + side),
            (x, y),
        ]
        .into()
    }

    fn repaired(shell: LineString<f64>, holes: Vec<LineString<f64>>) -> f64 {
        match judge(&Polygon::new(shell, holes).into()).unwrap() {
            Validity::Crossing { repaired, .. } => area(&repaired),
            other => unreachable!("{other:?}"),
        }
    }

    #[test]
    fn holes_take_what_they_share_with_their_shell() {
        assert_eq!(
            repaired(square(0.0, 0.0, 4.0), vec![square(6.0, 0.0, 2.0)]),
            16.0
        );
        assert_eq!(
            repaired(square(0.0, 0.0, 4.0), vec![square(3.0, 0.0, 2.0)]),
            14.0
        );
        assert_eq!(
            repaired(square(0.0, 0.0, 4.0), vec![square(0.0, 0.0, 4.0)]),
            0.0
        );
        assert_eq!(
            repaired(
                square(0.0, 0.0, 6.0),
                vec![square(1.0, 1.0, 2.0), square(2.0, 2.0, 2.0)]
            ),
            36.0 - 7.0
        );
    }

    #[test]
    fn a_bow_tie_becomes_two_triangles() {
        let bow_tie =
            polygon![(x: 0.0, y: 0.0), (x: 4.0, y: 4.0), (x: 4.0, y: 0.0), (x: 0.0, y: 4.0)];
        assert_eq!(repaired(bow_tie.exterior().clone(), vec![]), 8.0);
    }

    #[test]
    fn features_are_united_whatever_their_number() {
        let features: Vec<MultiPolygon<f64>> = (0..7)
            .map(|i| Polygon::new(square(f64::from(i), 0.0, 2.0), vec![]).into())
            .collect();
        assert_eq!(area(&dissolve(&features).unwrap()), 16.0);
        assert!(dissolve(&[]).unwrap().0.is_empty());
    }
}

//! The shapes of zones, as outputs draw them.

use bilingual::Bilingual;
use std::collections::BTreeMap;

use carbon_core::{Assessment, Listed, ZoneId};
use geo::{Coord, CoordsIter, MultiPolygon};

/// Half of the seventh decimal: what rounding brings back to ±180° or ±90°.
const ROUNDED_AWAY: f64 = 0.5e-7;

/// The polygons of zones, in their own CRS and in WGS84.
///
/// A zone without geometry has a multipolygon without polygons.
#[derive(Debug, Clone, PartialEq)]
pub struct ZoneShapes {
    positions: BTreeMap<ZoneId, usize>,
    crs_wkt: String,
    native: Vec<MultiPolygon<f64>>,
    wgs84: Vec<MultiPolygon<f64>>,
}

/// Polygons that are no shapes of zones.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum ShapesError {
    /// Not as many shapes as zones.
    #[en(
        "there are {zones} zones, but {native} shapes in their own CRS and {wgs84} in WGS84; give \
         one of each a zone"
    )]
    #[zh(
        "共有 {zones} 个区域，但原坐标系的形状有 {native} 个，WGS84 的有 {wgs84} 个；请为每个区域各给出一个"
    )]
    Counts {
        /// The number of zones.
        zones: usize,
        /// The number of shapes in the boundaries' own CRS.
        native: usize,
        /// The number of shapes in WGS84.
        wgs84: usize,
    },
    /// One id for several zones.
    #[en("the shapes have more than one zone {0}; give each zone an id of its own")]
    #[zh("形状中有多个区域 {0}；每个区域的编码必须唯一")]
    DuplicateZone(ZoneId),
    /// Zones without an entry in the shapes.
    #[en(
        "the boundaries have no feature for zones of the assessment: {0}; add the features or \
         leave the zones out"
    )]
    #[zh("边界中缺少参与核算的区域的要素：{0}；请补充要素，或舍去这些区域")]
    Missing(Listed<ZoneId>),
    /// A coordinate that is not finite, or not on the globe.
    #[en(
        "zone {zone} has a vertex ({x}, {y}) in {crs}; coordinates must be finite, longitudes \
         within ±180° and latitudes within ±90°"
    )]
    #[zh(
        "区域 {zone} 有一个 {crs} 顶点 ({x}, {y})；坐标必须有限，经度在 ±180° 以内，纬度在 ±90° 以内"
    )]
    Vertex {
        /// The zone.
        zone: ZoneId,
        /// `its own CRS` or `WGS84`.
        crs: &'static str,
        /// Easting or longitude.
        x: f64,
        /// Northing or latitude.
        y: f64,
    },
}

impl ZoneShapes {
    /// Shapes of zones, listed in one order: `native` in the CRS `crs_wkt` with x before y,
    /// `wgs84` in degrees of longitude and latitude.
    ///
    /// # Errors
    ///
    /// [`ShapesError`] if the lists differ in length, an id occurs twice, or a coordinate is not
    /// finite or, in WGS84, not on the globe.
    pub fn new(
        ids: Vec<ZoneId>,
        crs_wkt: impl Into<String>,
        native: Vec<MultiPolygon<f64>>,
        wgs84: Vec<MultiPolygon<f64>>,
    ) -> Result<Self, ShapesError> {
        if native.len() != ids.len() || wgs84.len() != ids.len() {
            return Err(ShapesError::Counts {
                zones: ids.len(),
                native: native.len(),
                wgs84: wgs84.len(),
            });
        }
        for (zone, (native, wgs84)) in ids.iter().zip(native.iter().zip(&wgs84)) {
            let is_finite = |c: &Coord<f64>| c.x.is_finite() && c.y.is_finite();
            check(zone, native, "its own CRS", is_finite)?;
            check(zone, wgs84, "WGS84", |c| {
                c.x.abs() <= 180.0 + ROUNDED_AWAY && c.y.abs() <= 90.0 + ROUNDED_AWAY
            })?;
        }
        let mut positions = BTreeMap::new();
        for (position, id) in ids.into_iter().enumerate() {
            if positions.insert(id.clone(), position).is_some() {
                return Err(ShapesError::DuplicateZone(id));
            }
        }
        Ok(Self {
            positions,
            crs_wkt: crs_wkt.into(),
            native,
            wgs84,
        })
    }

    /// The CRS of the boundaries, as WKT.
    pub fn crs_wkt(&self) -> &str {
        &self.crs_wkt
    }

    /// The shape of a zone in the boundaries' own CRS.
    pub fn native(&self, zone: &ZoneId) -> Option<&MultiPolygon<f64>> {
        Some(&self.native[*self.positions.get(zone)?])
    }

    /// The shape of a zone in WGS84.
    pub fn wgs84(&self, zone: &ZoneId) -> Option<&MultiPolygon<f64>> {
        Some(&self.wgs84[*self.positions.get(zone)?])
    }

    /// All shapes in WGS84.
    pub(crate) fn all_wgs84(&self) -> impl Iterator<Item = &MultiPolygon<f64>> + Clone {
        self.wgs84.iter()
    }

    /// Fails if a zone of the assessment has no entry here.
    pub(crate) fn check_against(&self, assessment: &Assessment) -> Result<(), ShapesError> {
        let ids = assessment.zones.iter().map(|zone| &zone.id);
        let missing = ids.filter(|id| !self.positions.contains_key(id));
        Listed::refuse(missing.cloned(), ShapesError::Missing)
    }
}

fn check(
    zone: &ZoneId,
    shape: &MultiPolygon<f64>,
    crs: &'static str,
    is_legal: impl Fn(&Coord<f64>) -> bool,
) -> Result<(), ShapesError> {
    let Some(Coord { x, y }) = shape.coords_iter().find(|c| !is_legal(c)) else {
        return Ok(());
    };
    let zone = zone.clone();
    Err(ShapesError::Vertex { zone, crs, x, y })
}

#[cfg(test)]
mod tests {
    use geo::{Rect, coord};

    use super::*;

    fn square(x: f64, y: f64) -> MultiPolygon<f64> {
        let corner = coord! { x: x, y: y };
        MultiPolygon::new(vec![
            Rect::new(corner, corner + coord! { x: 1.0, y: 1.0 }).to_polygon(),
        ])
    }

    fn shapes(
        ids: &[&str],
        native: Vec<MultiPolygon<f64>>,
        wgs84: Vec<MultiPolygon<f64>>,
    ) -> Result<ZoneShapes, ShapesError> {
        let ids = ids.iter().map(|&id| id.into()).collect();
        ZoneShapes::new(ids, "WKT", native, wgs84)
    }

    #[test]
    fn shapes_are_found_by_id() {
        let (a, b) = (square(0.0, 0.0), square(1.0, 0.0));
        let (east, west) = (square(115.0, 28.0), square(116.0, 28.0));
        let shapes = shapes(&["b", "a"], vec![b, a.clone()], vec![east, west.clone()]).unwrap();
        assert_eq!(shapes.native(&"a".into()), Some(&a));
        assert_eq!(shapes.wgs84(&"a".into()), Some(&west));
        assert_eq!(shapes.native(&"c".into()), None);
    }

    #[test]
    fn lists_of_different_lengths_and_repeated_ids_are_errors() {
        let some = |n| vec![square(0.0, 0.0); n];
        let counts = shapes(&["a", "b"], some(2), some(1)).unwrap_err();
        assert!(matches!(
            counts,
            ShapesError::Counts {
                zones: 2,
                native: 2,
                wgs84: 1
            }
        ));
        let twice = shapes(&["a", "a"], some(2), some(2)).unwrap_err();
        assert_eq!(twice, ShapesError::DuplicateZone("a".into()));
    }

    #[test]
    fn a_vertex_off_the_globe_is_an_error_and_one_that_rounds_back_is_not() {
        let with_wgs84 = |wgs84| shapes(&["a"], vec![square(0.0, 0.0)], vec![wgs84]);
        let message = with_wgs84(square(28.0, 115.0)).unwrap_err().to_string();
        assert!(
            message.contains("zone a has a vertex (29, 115) in WGS84"),
            "{message}"
        );
        assert!(with_wgs84(square(179.000_000_01, 89.0)).is_ok());
        let infinite = square(f64::INFINITY, 0.0);
        assert!(shapes(&["a"], vec![infinite], vec![square(0.0, 0.0)]).is_err());
    }
}

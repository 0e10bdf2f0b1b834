//! Polygons from one CRS to another, long edges cut so that they stay where they were.

use bilingual::Bilingual;
use gdal::errors::GdalError;
use gdal::spatial_ref::CoordTransform;
use geo::{Coord, LineString, MultiPolygon, Polygon, coord};

/// Halvings of an edge at most.
const DEPTH: u32 = 20;

/// Vertices that a ring gets at most beside its own. The outline of China in edges of 45° has 600,000, over cells of 10 m.
const MOST_VERTICES: usize = 1 << 20;

/// Polygons that cannot be taken to another CRS.
#[derive(Debug, thiserror::Error, Bilingual)]
#[non_exhaustive]
pub enum ReprojectError {
    /// Edges that do not become straight, however often they are cut: so it is far beyond the Earth.
    #[en(
        "the edges near ({x:e}, {y:e}) would be cut into more than a million pieces, since they are too long or lie too far off"
    )]
    #[zh("({x:e}, {y:e}) 附近的边过长或过远，需要分成一百万段以上")]
    Endless {
        /// The first vertex of the ring, in the CRS of the polygons.
        x: f64,
        /// Its second coordinate.
        y: f64,
    },
    /// A place that the other CRS does not have.
    #[error(transparent)]
    Gdal(#[from] GdalError),
}

/// A middle that is off by at most this many tolerances has neighbours that need no look: to halve an edge brings its middle four
/// times nearer to the line, so that theirs are off by half a tolerance.
const NEXT_IS_WITHIN: f64 = 2.0;

/// Takes polygons to another CRS. An edge is halved until the middle of each piece lies within `tolerance` (units of the target) of
/// the straight line between its ends.
///
/// An edge is cut alike in whichever direction it runs, so that neighbours keep their common border.
///
/// # Errors
/// See [`ReprojectError`].
pub(crate) fn reproject(
    polygons: &MultiPolygon<f64>,
    transform: &CoordTransform,
    tolerance: f64,
) -> Result<MultiPolygon<f64>, ReprojectError> {
    let ring = |ring: &LineString<f64>| reproject_ring(ring, transform, tolerance);
    polygons
        .iter()
        .map(|polygon| {
            let holes = polygon
                .interiors()
                .iter()
                .map(ring)
                .collect::<Result<_, _>>()?;
            Ok(Polygon::new(ring(polygon.exterior())?, holes))
        })
        .collect()
}

/// Takes the vertices alone to another CRS: for drawing, where borders that zones share must stay shared.
///
/// # Errors
/// As [`reproject`].
pub(crate) fn reproject_vertices(
    polygons: &MultiPolygon<f64>,
    transform: &CoordTransform,
) -> Result<MultiPolygon<f64>, ReprojectError> {
    reproject(polygons, transform, f64::INFINITY)
}

fn reproject_ring(
    ring: &LineString<f64>,
    transform: &CoordTransform,
    tolerance: f64,
) -> Result<LineString<f64>, ReprojectError> {
    cut(ring, transform, tolerance).map(|[_, target]| LineString::new(target))
}

/// The vertices of a cut line, before and after.
fn cut(
    line: &LineString<f64>,
    transform: &CoordTransform,
    tolerance: f64,
) -> Result<[Vec<Coord<f64>>; 2], ReprojectError> {
    let mut source = line.0.clone();
    let mut target = transformed(transform, &source)?;
    // Only pieces that were cut in the last round can need another cut.
    let mut open: Vec<bool> = vec![tolerance.is_finite(); source.len().saturating_sub(1)];
    for _ in 0..DEPTH {
        let asked: Vec<usize> = (0..open.len()).filter(|&i| open[i]).collect();
        if asked.is_empty() {
            break;
        }
        let middles: Vec<Coord<f64>> = asked
            .iter()
            .map(|&i| (source[i] + source[i + 1]) / 2.0)
            .collect();
        let images = transformed(transform, &middles)?;
        let mut cuts = asked.iter().zip(middles.iter().zip(&images)).peekable();
        let capacity = source.len() + asked.len();
        let (mut next_source, mut next_target) =
            (Vec::with_capacity(capacity), Vec::with_capacity(capacity));
        let mut next_open = Vec::with_capacity(capacity);
        for piece in 0..open.len() {
            next_source.push(source[piece]);
            next_target.push(target[piece]);
            let mut again = false;
            if let Some((_, (middle, image))) = cuts.next_if(|(asked, _)| **asked == piece) {
                let off = *image - (target[piece] + target[piece + 1]) / 2.0;
                let off = off.x.hypot(off.y);
                if off > tolerance {
                    next_source.push(*middle);
                    next_target.push(*image);
                    again = off > NEXT_IS_WITHIN * tolerance;
                    next_open.push(again);
                }
            }
            next_open.push(again);
        }
        next_source.extend(source.last());
        next_target.extend(target.last());
        (source, target, open) = (next_source, next_target, next_open);
        if source.len() > line.0.len() + MOST_VERTICES {
            let Coord { x, y } = source[0];
            return Err(ReprojectError::Endless { x, y });
        }
    }
    Ok([source, target])
}

/// Points in another CRS.
///
/// # Errors
/// A point has no place in it.
pub(crate) fn transformed(
    transform: &CoordTransform,
    points: &[Coord<f64>],
) -> Result<Vec<Coord<f64>>, GdalError> {
    let (mut x, mut y): (Vec<f64>, Vec<f64>) = points.iter().map(|c| (c.x, c.y)).unzip();
    transform.transform_coords(&mut x, &mut y, &mut [])?;
    Ok(x.into_iter()
        .zip(y)
        .map(|(x, y)| coord! { x: x, y: y })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crs::Crs;
    use geo::{Area, polygon};

    fn albers() -> CoordTransform {
        let degrees = Crs::from_definition("EPSG:4326").unwrap();
        let albers =
            Crs::from_definition("+proj=aea +lat_1=25 +lat_2=47 +lon_0=105 +ellps=WGS84").unwrap();
        degrees.transform_to(&albers).unwrap()
    }

    #[test]
    fn a_box_with_long_edges_keeps_its_area() {
        let wide: MultiPolygon =
            polygon![(x: 80.0, y: 25.0), (x: 125.0, y: 25.0), (x: 125.0, y: 40.0), (x: 80.0, y: 40.0)].into();
        let exact = crate::crs::Ellipsoid::WGS84
            .band_area_per_radian(25_f64.to_radians(), 40_f64.to_radians())
            * 45_f64.to_radians();
        let ours = reproject(&wide, &albers(), 0.01).unwrap().unsigned_area();
        assert!((ours / exact - 1.0).abs() < 1e-8, "{ours} against {exact}");
        let corners = reproject_vertices(&wide, &albers()).unwrap();
        assert_eq!(corners.0[0].exterior().0.len(), 5);
        assert!((corners.unsigned_area() / exact - 1.0).abs() > 0.03);
    }

    #[test]
    fn an_edge_is_cut_alike_in_both_directions() {
        let there = LineString::from(vec![(110.0, 25.0), (118.3, 31.7)]);
        let back = LineString::new(there.0.iter().rev().copied().collect());
        let ours = reproject_ring(&there, &albers(), 1.0).unwrap();
        let mut theirs = reproject_ring(&back, &albers(), 1.0).unwrap();
        theirs.0.reverse();
        assert_eq!(ours, theirs);
        assert!(ours.0.len() > 10);
    }

    #[test]
    fn every_piece_stays_within_the_tolerance() {
        const TOLERANCE: f64 = 1e-3;
        let degrees = Crs::from_definition("EPSG:4326").unwrap();
        for target in [
            "+proj=aea +lat_1=25 +lat_2=47 +lon_0=105 +ellps=WGS84",
            "+proj=laea +lat_0=35 +lon_0=105 +ellps=WGS84",
            "EPSG:32650",
        ] {
            let target = Crs::from_definition(target).unwrap();
            let there = degrees.transform_to(&target).unwrap();
            for turn in 0..64 {
                let angle = f64::from(turn) * 0.1;
                let length = 1.35_f64.powi(turn % 32) * 1e-3;
                let from =
                    coord! { x: 104.0 + 0.3 * f64::from(turn), y: 20.0 + 0.4 * f64::from(turn) };
                let to = from + coord! { x: length * angle.cos(), y: length * angle.sin() };
                let edge = LineString::new(vec![from, to]);
                let [sources, pieces] = cut(&edge, &there, TOLERANCE).unwrap();
                let middles: Vec<_> = sources.windows(2).map(|s| (s[0] + s[1]) / 2.0).collect();
                let images = transformed(&there, &middles).unwrap();
                for (image, ends) in images.iter().zip(pieces.windows(2)) {
                    let off = *image - (ends[0] + ends[1]) / 2.0;
                    assert!(
                        off.x.hypot(off.y) <= TOLERANCE,
                        "{from:?} to {to:?}: {off:?}"
                    );
                }
            }
        }
    }
}

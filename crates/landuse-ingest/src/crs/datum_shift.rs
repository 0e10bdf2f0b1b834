//! Datum shifts that are missing: PROJ then takes longitudes and latitudes from one datum to another as they are.

use carbon_core::{Said, say};
use gdal::errors::GdalError;
use gdal::spatial_ref::{CoordTransform, CoordTransformOptions};
use geo::{Coord, Distance, Haversine, Point};

use super::crs::{Crs, CrsError};
use crate::gdal::listen;

/// Degrees by which a place may move that does not: 0.1 mm.
const UNMOVED: f64 = 1e-9;

/// Says what a user should know of places that are taken from one CRS to another, of which `place` is one: that no datum shift is
/// applied although the datums differ, or what stands for the latitudes of a sphere.
pub(crate) fn describe_missing_shift(from: &Crs, to: &Crs, place: Coord<f64>) -> Option<Said> {
    let [on_sphere, other] = [from, to].map(|crs| crs.ellipsoid().is_spherical_earth());
    if on_sphere != other {
        let sphere = if on_sphere { from } else { to };
        return Some(say!(
            "\"{}\" is on a sphere, whose latitudes are taken for those of the ellipsoid",
            "\"{}\" 以球体为基准，其纬度按椭球面纬度处理",
            sphere.name()
        ));
    }
    if from.datum_is_known() != to.datum_is_known() {
        let unknown = if to.datum_is_known() { from } else { to };
        return Some(say!(
            "the datum of \"{}\" is not a registered one, so no datum shift is applied",
            "\"{}\" 的大地基准未登记，因此不做基准转换",
            unknown.name()
        ));
    }
    if from.ellipsoid().is_geocentric() && to.ellipsoid().is_geocentric() {
        return None;
    }
    let (size, _) = listen(|| find_missing_shift(from, to, place));
    let size = match size.ok()?? {
        Some(metres) => {
            say!(
                "those that PROJ knows for other places move them by about {metres:.0} m",
                "PROJ 所知的其他地区的转换会使其移动约 {metres:.0} m"
            )
        }
        None => say!(
            "such shifts are usually 50 to 200 m",
            "这类转换通常移动 50 至 200 m"
        ),
    };
    Some(say!(
        "PROJ knows no shift between the datums of \"{}\" and \"{}\" for this place, so none is applied; {size}",
        "PROJ 没有该地区 \"{}\" 与 \"{}\" 之间的基准转换，因此不做转换；{size}",
        from.name(),
        to.name()
    ))
}

/// Whether a shift is missing, and how far one moves a place that is known elsewhere, in metres.
fn find_missing_shift(
    from: &Crs,
    to: &Crs,
    place: Coord<f64>,
) -> Result<Option<Option<f64>>, CrsError> {
    let [source, target] = [from.geographic()?, to.geographic()?];
    if source.is_same(&target) {
        return Ok(None);
    }
    let place = match from.is_same(&source) {
        true => place,
        false => transform(&from.transform_to(&source)?, place)?,
    };
    let has_moved = |image: Coord<f64>| {
        let moved = image - place;
        moved.x.abs().max(moved.y.abs()) > UNMOVED
    };
    if has_moved(transform(&source.transform_to(&target)?, place)?) {
        return Ok(None);
    }
    let mut options = CoordTransformOptions::new()?;
    options.set_ballpark_allowed(false)?;
    let [source, target] = [source.spatial_ref()?, target.spatial_ref()?];
    let shifted = CoordTransform::new_with_options(&source, &target, &options)
        .and_then(|shift| transform(&shift, place));
    Ok(match shifted {
        Ok(image) if has_moved(image) => Some(Some(Haversine.distance(Point(place), Point(image)))),
        // The shift between these datums is known, and is none.
        Ok(_) => None,
        Err(_) => Some(None),
    })
}

fn transform(transform: &CoordTransform, place: Coord<f64>) -> Result<Coord<f64>, GdalError> {
    let (mut x, mut y) = ([place.x], [place.y]);
    transform.transform_coords(&mut x, &mut y, &mut [])?;
    Ok(Coord { x: x[0], y: y[0] })
}

//! Whether coordinates can be longitudes and latitudes.

use std::f64::consts::{FRAC_PI_2, TAU};

use super::error::BoundaryProblem;
use crate::crs::ExtentGuess;
use crate::crs::{Crs, Plane};

/// Radians beyond which a coordinate is none of longitude or latitude, in whichever order they are.
const ROUND_AND_MORE: f64 = 1.25 * TAU;

/// How far beyond 90°, as a share, a latitude is rounded.
const AT_THE_POLE: f64 = 1e-6;

/// A GeoJSON that names no CRS is taken for longitude and latitude, whatever its numbers are.
///
/// # Errors
/// They cannot be.
pub(crate) fn refuse_metres(crs: &Crs, extent: ExtentGuess) -> Result<(), BoundaryProblem> {
    let far = ROUND_AND_MORE / crs.unit();
    if *crs.plane() == Plane::Geographic && extent.reaches_beyond(far) {
        return Err(BoundaryProblem::NotDegrees {
            crs: crs.name().to_owned(),
            extent,
        });
    }
    Ok(())
}

/// A warning of latitudes that there are not.
pub(crate) fn beyond_a_pole(crs: &Crs, extent: ExtentGuess) -> Option<String> {
    let pole = FRAC_PI_2 / crs.unit();
    let (south, north) = extent.y();
    let is_beyond = north.max(-south) > pole * (1.0 + AT_THE_POLE);
    (*crs.plane() == Plane::Geographic && is_beyond).then(|| {
        format!(
            "latitudes reach from {south} to {north}, beyond a pole, where there is no land (longitude and latitude in the wrong order?)"
        )
    })
}

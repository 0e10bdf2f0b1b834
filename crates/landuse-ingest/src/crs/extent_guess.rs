//! Extents of files that name no CRS.

use carbon_core::speaks_chinese;

/// What the numbers of an extent without a CRS look like. Shown, never acted upon.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ExtentGuess {
    corners: [(f64, f64); 2],
}

impl ExtentGuess {
    /// A guess from two opposite corners.
    pub fn new(corner: (f64, f64), other: (f64, f64)) -> Self {
        Self {
            corners: [corner, other],
        }
    }

    /// The extent that also holds a place.
    pub(crate) fn with(self, (x, y): (f64, f64)) -> Self {
        let [(x0, y0), (x1, y1)] = self.corners;
        Self {
            corners: [
                (x0.min(x1).min(x), y0.min(y1).min(y)),
                (x0.max(x1).max(x), y0.max(y1).max(y)),
            ],
        }
    }

    /// The least extent that holds both.
    pub(crate) fn and(self, other: Self) -> Self {
        let [a, b] = other.corners;
        self.with(a).with(b)
    }

    /// The least and the largest x.
    pub fn x(&self) -> (f64, f64) {
        let [(a, _), (b, _)] = self.corners;
        (a.min(b), a.max(b))
    }

    /// The least and the largest y.
    pub fn y(&self) -> (f64, f64) {
        let [(_, a), (_, b)] = self.corners;
        (a.min(b), a.max(b))
    }

    /// Whether the numbers may be longitudes and latitudes.
    #[must_use]
    pub fn may_be_degrees(&self) -> bool {
        let ((west, east), (south, north)) = (self.x(), self.y());
        west >= -180.5 && east <= 360.5 && south >= -90.5 && north <= 90.5
    }

    /// Whether a coordinate is farther from 0 than `limit`.
    pub(crate) fn reaches_beyond(&self, limit: f64) -> bool {
        let coordinates = self.corners.iter().flat_map(|(x, y)| [x, y]);
        coordinates.into_iter().any(|c| c.abs() > limit)
    }
}

impl std::fmt::Display for ExtentGuess {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ((west, east), (south, north)) = (self.x(), self.y());
        if speaks_chinese() {
            let looks_like = match self.may_be_degrees() {
                true => "看来是度（可能是 EPSG:4326）",
                false => "看来是投影坐标，单位为米",
            };
            return write!(
                f,
                "x 从 {west} 到 {east}，y 从 {south} 到 {north}，{looks_like}"
            );
        }
        write!(f, "x {west} to {east}, y {south} to {north}, ")?;
        if self.may_be_degrees() {
            write!(f, "which looks like degrees (perhaps EPSG:4326)")
        } else {
            write!(f, "which looks like metres of a projection")
        }
    }
}

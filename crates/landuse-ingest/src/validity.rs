//! Whether a polygon encloses what it seems to, and its repair.

use gdal::cpl::CslStringList;
use gdal::errors::GdalError;
use gdal::vector::Geometry;

use crate::gdal_log::listen;

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
        /// Area as the rings give it, shells less holes, in the plane's units.
        of_rings: f64,
        /// Area of the repaired geometry.
        of_repaired: f64,
    },
}

/// Judges a polygon or multipolygon whose rings enclose `of_rings` (shells less holes).
pub(crate) fn judge(geometry: &Geometry, of_rings: f64) -> Result<Validity, GdalError> {
    let (valid, said) = listen(|| geometry.is_valid());
    if valid {
        return Ok(Validity::Valid);
    }
    let reason = said
        .last()
        .cloned()
        .unwrap_or_else(|| "invalid geometry".to_owned());
    let of_repaired = repair(geometry)?.area();
    if (of_repaired - of_rings).abs() <= SAME_AREA * of_repaired.abs().max(of_rings.abs()) {
        Ok(Validity::Touching { reason })
    } else {
        Ok(Validity::Crossing {
            reason,
            of_rings,
            of_repaired,
        })
    }
}

/// Makes a geometry valid: rings that cross are split, overlapping parts united, holes outside their shell dropped.
pub(crate) fn repair(geometry: &Geometry) -> Result<Geometry, GdalError> {
    let mut options = CslStringList::new();
    options.set_name_value("METHOD", "STRUCTURE")?;
    listen(|| geometry.make_valid(&options)).0
}

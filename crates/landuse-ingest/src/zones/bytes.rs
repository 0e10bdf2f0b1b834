//! Zones as bytes, to send them to other machines: read back, they are the same to the last bit.
//!
//! Eight bytes with the length of a head in JSON, the head, then the vertices: x and y of each, as little-endian `f64`.

use geo::{Coord, CoordsIter, LineString, MultiPolygon, Polygon};
use serde::{Deserialize, Serialize};

use super::zones::{Zone, Zones};
use crate::crs::{Crs, CrsError};

/// The version of the format.
const FORMAT: u32 = 1;

/// Bytes of a vertex.
const VERTEX: usize = 16;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    landcarbon_zones: u32,
    crs: String,
    warnings: Vec<String>,
    zones: Vec<HeadZone>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadZone {
    id: String,
    name: String,
    attributes: Vec<String>,
    /// By polygon, then by ring: its number of vertices.
    rings: Vec<Vec<usize>>,
}

/// Bytes that are no zones.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ZoneBytesError {
    /// They end too soon, or go on behind the last vertex.
    #[error("these bytes of zones are not whole: {found} where {needed} are needed")]
    Length {
        /// Bytes there.
        found: usize,
        /// Bytes that there should be.
        needed: usize,
    },
    /// The head is not understood.
    #[error("these bytes are no zones: {0}")]
    Head(#[from] serde_json::Error),
    /// Another version of the program wrote them.
    #[error(
        "these zones are of format {0}, and this program reads format {FORMAT}; make them anew with it"
    )]
    Format(u32),
    /// The CRS is not understood.
    #[error(transparent)]
    Crs(#[from] CrsError),
}

impl Zones {
    /// The zones as bytes.
    ///
    /// # Errors
    /// None in practice: the head is made of texts and numbers.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ZoneBytesError> {
        let head = serde_json::to_vec(&Head {
            landcarbon_zones: FORMAT,
            crs: self.crs.wkt().to_owned(),
            warnings: self.warnings.clone(),
            zones: self.zones.iter().map(HeadZone::of).collect(),
        })?;
        let vertices: usize = self.zones.iter().map(|z| z.polygons.coords_count()).sum();
        let mut bytes = Vec::with_capacity(8 + head.len() + vertices * VERTEX);
        bytes.extend((head.len() as u64).to_le_bytes());
        bytes.extend(head);
        for vertex in self.zones.iter().flat_map(|z| z.polygons.coords_iter()) {
            bytes.extend(vertex.x.to_le_bytes());
            bytes.extend(vertex.y.to_le_bytes());
        }
        Ok(bytes)
    }

    /// The zones of bytes that [`Self::to_bytes`] made.
    ///
    /// # Errors
    /// They are no such bytes, or not whole.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ZoneBytesError> {
        let not_whole = |needed| ZoneBytesError::Length {
            found: bytes.len(),
            needed,
        };
        let (length, rest) = bytes.split_first_chunk::<8>().ok_or(not_whole(8))?;
        let length = usize::try_from(u64::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let needed = length.saturating_add(8);
        let (head, vertices) = rest.split_at_checked(length).ok_or(not_whole(needed))?;
        let head: Head = serde_json::from_slice(head)?;
        if head.landcarbon_zones != FORMAT {
            return Err(ZoneBytesError::Format(head.landcarbon_zones));
        }
        let count = head.zones.iter().flat_map(|z| z.rings.iter().flatten());
        let count = count.fold(0_usize, |sum, &ring| sum.saturating_add(ring));
        if vertices.len() != count.saturating_mul(VERTEX) {
            let needed = needed.saturating_add(count.saturating_mul(VERTEX));
            return Err(not_whole(needed));
        }
        let (vertices, _) = vertices.as_chunks::<VERTEX>();
        let mut vertices = vertices.iter().map(vertex);
        let zones = head.zones.into_iter();
        Ok(Self {
            zones: zones.map(|zone| zone.with(&mut vertices)).collect(),
            crs: Crs::from_definition(&head.crs)?,
            warnings: head.warnings,
        })
    }
}

impl HeadZone {
    fn of(zone: &Zone) -> Self {
        let rings = |polygon: &Polygon<f64>| {
            let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
            rings.map(|ring| ring.0.len()).collect()
        };
        Self {
            id: zone.id.to_string(),
            name: zone.name.clone(),
            attributes: zone.attributes.clone(),
            rings: zone.polygons.iter().map(rings).collect(),
        }
    }

    /// The zone with its vertices, which come next.
    fn with(self, vertices: &mut impl Iterator<Item = Coord<f64>>) -> Zone {
        let mut ring = |length: usize| LineString(vertices.by_ref().take(length).collect());
        let polygons = self.rings.into_iter().map(|rings| {
            let mut rings = rings.into_iter().map(&mut ring);
            let exterior = rings.next().unwrap_or_else(|| LineString(Vec::new()));
            Polygon::new(exterior, rings.collect())
        });
        let polygons = MultiPolygon(polygons.collect());
        Zone {
            id: self.id.as_str().into(),
            name: self.name,
            attributes: self.attributes,
            polygons,
        }
    }
}

fn vertex(bytes: &[u8; VERTEX]) -> Coord<f64> {
    let (x, y) = bytes.split_at(8);
    let number = |bytes: &[u8]| f64::from_le_bytes(std::array::from_fn(|i| bytes[i]));
    Coord {
        x: number(x),
        y: number(y),
    }
}

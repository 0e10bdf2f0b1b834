//! Zones as bytes, to send them to other machines: read back, they are the same to the last bit.
//!
//! Four bytes with the version of the format (little-endian), then the zones as postcard encodes them.

use bilingual::Bilingual;
use carbon_core::ZoneId;
use serde::{Deserialize, Serialize};

use super::zones::{Zone, Zones};
use crate::crs::{Crs, CrsError};
use crate::polygons::{self, NotPolygons};

/// The version of the format.
const FORMAT: u32 = 2;

/// Bytes that are no zones.
#[derive(Debug, thiserror::Error, Bilingual)]
pub enum ZoneBytesError {
    /// They end too soon, go on behind the last zone, or are something else.
    #[en("these bytes are no zones, or not all of them: {0}")]
    #[zh("这些字节不是区域数据，或不完整：{0}")]
    Encoding(#[from] postcard::Error),
    /// Another version of the program wrote them.
    #[en(
        "these zones are of format {0}, and this program reads format {FORMAT}; make them anew with it"
    )]
    #[zh("区域数据的格式版本为 {0}，本程序读取版本 {FORMAT}；请用本程序重新生成")]
    Format(u32),
    /// A zone that no boundary file gives.
    #[en("zone {zone}: {problem}")]
    #[zh("区域 {zone}：{problem}")]
    Polygons {
        /// The zone.
        zone: ZoneId,
        /// What is wrong with it.
        problem: NotPolygons,
    },
    /// The CRS is not understood.
    #[error(transparent)]
    Crs(#[from] CrsError),
}

#[derive(Serialize)]
struct ZonesToWrite<'a> {
    crs: &'a str,
    warnings: &'a [String],
    zones: &'a [Zone],
}

#[derive(Deserialize)]
struct ZonesRead {
    crs: String,
    warnings: Vec<String>,
    zones: Vec<Zone>,
}

impl Zones {
    /// The zones as bytes.
    ///
    /// # Errors
    /// None in practice: everything in zones can be encoded.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ZoneBytesError> {
        let zones = ZonesToWrite {
            crs: self.crs.wkt(),
            warnings: &self.warnings,
            zones: &self.zones,
        };
        Ok(postcard::to_extend(&zones, FORMAT.to_le_bytes().to_vec())?)
    }

    /// The zones of bytes that [`Self::to_bytes`] made.
    ///
    /// # Errors
    /// They are no such bytes, or not whole.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ZoneBytesError> {
        let not_whole = postcard::Error::DeserializeUnexpectedEnd;
        let (format, encoded) = bytes.split_first_chunk::<4>().ok_or(not_whole)?;
        let format = u32::from_le_bytes(*format);
        if format != FORMAT {
            return Err(ZoneBytesError::Format(format));
        }
        let (
            ZonesRead {
                crs,
                warnings,
                zones,
            },
            rest,
        ) = postcard::take_from_bytes(encoded)?;
        if !rest.is_empty() {
            return Err(postcard::Error::DeserializeBadEncoding.into());
        }
        for Zone { id, polygons, .. } in &zones {
            polygons::verify(polygons).map_err(|problem| ZoneBytesError::Polygons {
                zone: id.clone(),
                problem,
            })?;
        }
        Ok(Self {
            zones,
            crs: Crs::from_definition(&crs)?,
            warnings,
        })
    }
}

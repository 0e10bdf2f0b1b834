//! What can be wrong with a boundary file.

use std::path::PathBuf;

use gdal::errors::GdalError;

use crate::crs::CrsError;
use crate::crs::ExtentGuess;
use crate::polygons::NotPolygons;
use crate::remedy::Remedy;
use crate::zones::ZonesError;

/// The available name that is most like the wanted one.
pub(super) fn nearest<'n>(wanted: &str, available: &'n [String]) -> Option<&'n String> {
    available.iter().min_by_key(|name| {
        strsim::damerau_levenshtein(&wanted.to_lowercase(), &name.to_lowercase())
    })
}

/// A boundary file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {problem}", path.display())]
pub struct BoundaryError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub problem: BoundaryProblem,
}

/// What is wrong with a boundary file.
#[derive(Debug, thiserror::Error)]
pub enum BoundaryProblem {
    /// No such file.
    #[error("no such file or directory")]
    Missing,
    /// A URL, or one of GDAL's names for what is no file of this machine.
    #[error(
        "boundaries are read from files of this machine only; get the file, unpack it if it is packed, and name it"
    )]
    NoFileName,
    /// GDAL does not read it.
    #[error("not a boundary file that GDAL reads: {said}")]
    Unreadable {
        /// What GDAL says.
        said: String,
    },
    /// A GeoPackage of which a change is not complete.
    #[error(
        "a program is writing it, or has stopped while it wrote (there is a file `-journal` beside it); close that program, or open the file in QGIS once, and run again"
    )]
    Unfinished,
    /// Several layers and no choice.
    #[error("the file has several layers ({})", available.join(", "))]
    WhichLayer {
        /// Their names.
        available: Vec<String>,
    },
    /// No layer of that name.
    #[error("there is no layer \"{layer}\"; the file has {}", available.join(", "))]
    NoSuchLayer {
        /// What was asked for.
        layer: String,
        /// What there is.
        available: Vec<String>,
    },
    /// No features at all.
    #[error("the file has no features")]
    NoFeatures,
    /// A file that GDAL reads in part only.
    #[error("GDAL cannot read all of it: {said}; mend the file, or get it again")]
    Damaged {
        /// What GDAL says.
        said: String,
    },
    /// A feature whose coordinates are not all numbers.
    #[error(
        "the geometry of feature {feature} cannot be read; each of its places must be two numbers (is one null, or a text?)"
    )]
    LostGeometry {
        /// Its number in the file, from 1.
        feature: usize,
    },
    /// A Shapefile whose parts are of several files or versions.
    #[error(
        "its parts do not belong together: {how}; copy .shp, .shx and .dbf anew from one source, or save the layer anew (in QGIS: Export)"
    )]
    Parts {
        /// In what they differ.
        how: String,
    },
    /// A CRS that is none.
    #[error("it names a coordinate reference system that PROJ does not know ({said})")]
    UnknownCrs {
        /// What PROJ says.
        said: String,
    },
    /// Features, but none with a geometry.
    #[error(
        "none of its features has a geometry, so that there is nothing to lay over a raster; of a Shapefile, name the .shp and keep .shx, .dbf and .prj beside it"
    )]
    NoGeometry,
    /// No field of that name.
    #[error("there is no field \"{field}\"; the file has {}{}", if available.is_empty() { "none (those of a Shapefile are in the .dbf beside it)".to_owned() } else { available.join(", ") }, nearest(field, available).map(|n| format!(" (did you mean \"{n}\"?)")).unwrap_or_default())]
    NoSuchField {
        /// What was asked for.
        field: String,
        /// What there is.
        available: Vec<String>,
    },
    /// A condition that cannot be used.
    #[error("the condition `{condition}` on its fields: {said}")]
    Condition {
        /// The condition.
        condition: String,
        /// What is wrong with it.
        said: String,
    },
    /// Zones that are wanted, and are not there.
    #[error("it has no zones of these ids: {ids}{}", near.as_ref().map(|n| format!(" (did you mean \"{n}\"?)")).unwrap_or_default())]
    NoSuchZones {
        /// The ids.
        ids: String,
        /// The id that is most like the first of them.
        near: Option<String>,
    },
    /// Not one zone of the statistics.
    #[error("none of its {zones} zones has an id of the statistics; their ids are {ids}")]
    NoneOfStatistics {
        /// How many there are.
        zones: usize,
        /// The first of their ids.
        ids: String,
    },
    /// A feature without an id.
    #[error("feature number {feature} has no id in the field \"{field}\"")]
    NoId {
        /// The id field.
        field: String,
        /// Its number in the file, from 1.
        feature: usize,
    },
    /// Several features of the same id.
    #[error("several features have the same id: {ids}")]
    IdTwice {
        /// The ids.
        ids: String,
    },
    /// Features of one id that differ in a field of which a zone has one value.
    #[error(
        "zone {zone} has the {field} \"{first}\" in one feature and \"{second}\" in another; correct the field"
    )]
    TwoValues {
        /// The zone.
        zone: String,
        /// The field.
        field: String,
        /// Its first value.
        first: String,
        /// Another.
        second: String,
    },
    /// GEOS cannot repair or unite polygons.
    #[error(transparent)]
    Zones(#[from] ZonesError),
    /// A geometry that is no polygon.
    #[error("zone {zone}: {source}")]
    Geometry {
        /// The zone.
        zone: String,
        /// What it is.
        source: NotPolygons,
    },
    /// Rings that cross or overlap.
    #[error("zone {zone}: {}rings cross or overlap ({reason}): they add up to {of_rings:.4} ha, but would enclose {of_repaired:.4} ha when mended", ring.as_ref().map(|r| format!("{r}: ")).unwrap_or_default())]
    Crossing {
        /// The zone.
        zone: String,
        /// Which ring, if it can be told.
        ring: Option<String>,
        /// What GEOS says, with the place.
        reason: String,
        /// Hectares as the rings give them, shells less holes.
        of_rings: f64,
        /// Hectares when repaired.
        of_repaired: f64,
    },
    /// No encoding fits the attributes.
    #[error(
        "its attributes are in no encoding that can be told (.cpg, the header, UTF-8 and GB18030 all fail); write the right one into a .cpg file beside it"
    )]
    Encoding,
    /// Metres that are said to be degrees.
    #[error(
        "its coordinates ({extent}) are no longitudes and latitudes, but its coordinate reference system is \"{crs}\" (that of a GeoJSON which names none)"
    )]
    NotDegrees {
        /// The CRS.
        crs: String,
        /// Where the zones lie.
        extent: ExtentGuess,
    },
    /// Eastings with the number of a zone before them, and a CRS without, or the reverse.
    #[error(
        "its coordinates ({extent}) do not fit its coordinate reference system \"{crs}\", whose false easting is {easting} m: the one has the number of a Gauss-Kruger zone before the eastings, the other has not; the right one is {right}"
    )]
    ZoneNumber {
        /// The CRS.
        crs: String,
        /// Where the zones lie.
        extent: ExtentGuess,
        /// The false easting of the CRS, in metres.
        easting: f64,
        /// The CRS that fits.
        right: String,
    },
    /// A datum of longitudes and latitudes for other coordinates.
    #[error(
        "GCJ-02 and BD-09 are of longitudes and latitudes in degrees, but its coordinate reference system is \"{crs}\"; take the datum out, or give the file in degrees as it was published"
    )]
    DatumOfDegrees {
        /// The CRS.
        crs: String,
    },
    /// No CRS in the file.
    #[error("the file names no coordinate reference system (no .prj?); its extent is {0}")]
    NoCrs(ExtentGuess),
    /// A CRS that cannot be used.
    #[error(transparent)]
    Crs(#[from] CrsError),
    /// GDAL failed.
    #[error(transparent)]
    Gdal(#[from] GdalError),
}

impl BoundaryProblem {
    /// What mends it, by a choice of the user.
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::WhichLayer { .. } => Some(Remedy::ChooseLayer),
            Self::UnknownCrs { .. } | Self::NotDegrees { .. } | Self::ZoneNumber { .. } => {
                Some(Remedy::CorrectZonesCrs)
            }
            Self::NoId { .. } => Some(Remedy::FillInId),
            Self::IdTwice { .. } => Some(Remedy::ChooseIdOrDissolve),
            Self::Crossing { .. } => Some(Remedy::MendOrRepair),
            Self::NoCrs(_) => Some(Remedy::NameZonesCrs),
            Self::Crs(error) if error.is_mended_by_another_crs() => Some(Remedy::CorrectZonesCrs),
            Self::Zones(error) => error.remedy(),
            _ => None,
        }
    }
}

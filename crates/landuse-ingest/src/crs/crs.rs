//! Coordinate reference systems: what the overlay must know of one.

use bilingual::Bilingual;
use gdal::errors::GdalError;
use gdal::spatial_ref::{AxisMappingStrategy, CoordTransform, SpatialRef};

use super::definition::{self, named_file};
use super::ellipsoid::Ellipsoid;
use crate::gdal::listen;

/// What kind of plane a CRS spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plane {
    /// Longitude and latitude.
    Geographic,
    /// A projection.
    Projected,
}

/// A coordinate reference system, its axes in the order of GIS files: x or longitude first.
#[derive(Debug, Clone)]
pub struct Crs {
    wkt: String,
    name: String,
    plane: Plane,
    datum_is_known: bool,
    /// How the datum lies to WGS 84, in PROJ's words, if the CRS says so itself.
    shift: Option<String>,
    ellipsoid: Ellipsoid,
    /// Radians (geographic) or metres per unit of the axes.
    unit: f64,
}

impl Crs {
    /// A CRS from the texts that users write: a code (`EPSG:4326`), WKT, the text of a `.prj` file, PROJJSON, a PROJ string.
    /// No file and no URL is ever opened.
    ///
    /// # Errors
    /// The definition is not understood, names a file, or is neither geographic nor projected.
    pub fn from_definition(definition: &str) -> Result<Self, CrsError> {
        if let Some(file) = named_file(definition) {
            return Err(CrsError::names_file(definition, file));
        }
        let (srs, said) = listen(|| definition::read(definition));
        let srs = srs.and_then(Result::ok).ok_or_else(|| {
            CrsError::find_missing_database().unwrap_or_else(|| CrsError::Unreadable {
                definition: shorten(definition),
                said: said.reason().map(str::to_owned),
            })
        })?;
        Self::from_spatial_ref(&srs)
    }

    /// A CRS as GDAL holds it.
    ///
    /// # Errors
    /// It is neither geographic nor projected, or has no WKT.
    pub fn from_spatial_ref(srs: &SpatialRef) -> Result<Self, CrsError> {
        refuse_false_code(srs)?;
        let name = name(srs);
        let (plane, unit) = if srs.is_geographic() {
            (Plane::Geographic, srs.angular_units())
        } else if srs.is_projected() {
            (Plane::Projected, srs.linear_units())
        } else {
            let missing = CrsError::find_missing_database();
            return Err(missing.unwrap_or(CrsError::NotOfTheEarthsSurface { name }));
        };
        let wkt = srs.to_wkt()?;
        if let Some(file) = named_file(&wkt) {
            return Err(CrsError::names_file(&name, file));
        }
        if srs.authority().is_err() && srs.to_proj4().is_err() {
            return Err(CrsError::NotComputed { name });
        }
        let shift = shift(srs);
        Ok(Self {
            wkt,
            plane,
            datum_is_known: shift.is_some() || is_registered(srs)?,
            shift,
            ellipsoid: Ellipsoid::from_axes(srs.semi_major()?, srs.semi_minor()?),
            unit,
            name,
        })
    }

    /// Well-known text.
    pub fn wkt(&self) -> &str {
        &self.wkt
    }

    /// The name that people know it by.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it has longitudes and latitudes, or is a projection.
    pub fn plane(&self) -> &Plane {
        &self.plane
    }

    /// The ellipsoid of its datum.
    pub fn ellipsoid(&self) -> Ellipsoid {
        self.ellipsoid
    }

    /// The ellipsoid on which areas are measured: that of its datum, or of WGS 84 if the datum is a sphere of the Earth's size. A place
    /// has the same longitude and latitude on both.
    pub fn area_ellipsoid(&self) -> Ellipsoid {
        match self.ellipsoid.is_spherical_earth() {
            true => Ellipsoid::WGS84,
            false => self.ellipsoid,
        }
    }

    /// Radians per unit of the axes if geographic, metres per unit otherwise.
    pub fn unit(&self) -> f64 {
        self.unit
    }

    /// Whether its datum is one of EPSG's, or the CRS itself says how it lies to WGS 84. If not, no shift to another datum is applied.
    pub fn datum_is_known(&self) -> bool {
        self.datum_is_known
    }

    /// Whether both mean the same, however they spell it.
    pub fn is_same(&self, other: &Self) -> bool {
        if self.wkt == other.wkt {
            return true;
        }
        let geographic = |crs: &Self| crs.plane == Plane::Geographic;
        if geographic(self) != geographic(other) || self.shift != other.shift {
            return false;
        }
        let (Ok(a), Ok(b)) = (self.spatial_ref(), other.spatial_ref()) else {
            return false;
        };
        // Of a datum without a name only the ellipsoid is known, which PROJ's text names.
        let nameless = !self.datum_is_known && !other.datum_is_known;
        a == b
            || nameless
                && matches!((a.to_proj4(), b.to_proj4()), (Ok(a), Ok(b)) if !a.is_empty() && a == b)
    }

    /// The longitude and latitude (degrees) of this CRS' own datum.
    ///
    /// # Errors
    /// GDAL cannot derive it.
    pub fn geographic(&self) -> Result<Self, CrsError> {
        Self::from_spatial_ref(&self.spatial_ref()?.geog_cs()?)
    }

    /// A handle for GDAL, with x or longitude first.
    pub(crate) fn spatial_ref(&self) -> Result<SpatialRef, GdalError> {
        let mut srs = SpatialRef::from_wkt(&self.wkt)?;
        srs.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
        Ok(srs)
    }

    /// A transformation of coordinates from this CRS to another.
    pub(crate) fn transform_to(&self, target: &Self) -> Result<CoordTransform, GdalError> {
        CoordTransform::new(&self.spatial_ref()?, &target.spatial_ref()?)
    }
}

/// Refuses a definition that ends in the code of a CRS of another kind. PROJ 9.1 takes the code at its word and the process down.
fn refuse_false_code(srs: &SpatialRef) -> Result<(), CrsError> {
    let code = srs
        .auth_code()
        .ok()
        .and_then(|code| u32::try_from(code).ok());
    let (Some("EPSG"), Some(code)) = (srs.auth_name().as_deref(), code) else {
        return Ok(());
    };
    let kind = |srs: &SpatialRef| (srs.is_geographic(), srs.is_projected(), srs.axes_count());
    match SpatialRef::from_epsg(code) {
        Ok(claimed) if kind(&claimed) != kind(srs) => Err(CrsError::FalseCode {
            name: srs.name().unwrap_or_default(),
            code,
        }),
        _ => Ok(()),
    }
}

/// The CRS' name, or its PROJ string if it is nameless.
fn name(srs: &SpatialRef) -> String {
    let nameless = |name: &str| ["", "unknown", "unnamed"].contains(&name.to_lowercase().as_str());
    srs.name()
        .filter(|name| !nameless(name))
        .or_else(|| srs.to_proj4().ok().filter(|text| !text.is_empty()))
        .unwrap_or_else(|| "unnamed".to_owned())
}

/// The parameters in a PROJ string that shift a datum to WGS 84, if they shift it at all.
fn shift(srs: &SpatialRef) -> Option<String> {
    let text = srs.to_proj4().ok()?;
    let word = text
        .split_whitespace()
        .find(|word| word.starts_with("+towgs84=") || word.starts_with("+nadgrids="))?;
    let (_, values) = word.split_once('=')?;
    let nothing = values.split(',').all(|v| v.parse() == Ok(0.0));
    (!nothing).then(|| word.to_owned())
}

/// Whether EPSG knows the datum, by a code or by the name under which a CRS spells it.
fn is_registered(srs: &SpatialRef) -> Result<bool, GdalError> {
    // GDAL has WKT 2, with ensembles, where WKT 1 has no word for a projection.
    let ensemble = srs.get_attr_value("ENSEMBLE", 0)?;
    let datum = srs.get_attr_value("DATUM", 0)?.or(ensemble);
    let datum = datum.unwrap_or_default().to_lowercase();
    // EPSG has codes for datums of which only the ellipsoid is known.
    if datum.contains("unknown")
        || datum.contains("not specified")
        || datum.contains("not_specified")
    {
        return Ok(false);
    }
    if srs.get_attr_value("DATUM|AUTHORITY", 0)?.is_some()
        || srs.geog_cs().is_ok_and(|srs| srs.auth_name().is_some())
    {
        return Ok(true);
    }
    Ok([
        "wgs_1984",
        "world geodetic system 1984",
        "wgs84",
        "china_geodetic_coordinate_system_2000",
        "china_2000",
        "beijing_1954",
        "xian_1980",
    ]
    .iter()
    .any(|known| datum.trim_start_matches("d_").contains(known)))
}

/// A CRS that cannot be used.
#[derive(Debug, thiserror::Error, Bilingual)]
pub enum CrsError {
    /// The text is no CRS.
    #[en("\"{definition}\" is no coordinate reference system that PROJ knows{}; give {}, a PROJ string or WKT", said.as_ref().map(|said| format!(" ({said})")).unwrap_or_default(), if definition.parse::<u32>().is_ok() { format!("an EPSG code with its letters (EPSG:{definition})") } else { "an EPSG code (EPSG:4326)".to_owned() })]
    #[zh("\"{definition}\" 不是 PROJ 能识别的坐标系{}；请给出 {}、PROJ 字符串或 WKT", said.as_ref().map(|said| format!("（{said}）")).unwrap_or_default(), if definition.parse::<u32>().is_ok() { format!("带字母的 EPSG 代码（EPSG:{definition}）") } else { "EPSG 代码（EPSG:4326）".to_owned() })]
    Unreadable {
        /// What was given.
        definition: String,
        /// What PROJ says, if it says anything.
        said: Option<String>,
    },
    /// A definition that names a file, a grid or a URL.
    #[en(
        "\"{definition}\" {}, from which a coordinate reference system is never read; give an EPSG code (EPSG:4326), the text of the .prj file, or a PROJ string with its shift as +towgs84=…",
        match file == definition {
            true => "is the name of a file or a URL".to_owned(),
            false => format!("names a file, a grid or a URL ({file})"),
        }
    )]
    #[zh("\"{definition}\" {}，不会从中读取坐标系；请给出 EPSG 代码（EPSG:4326）、.prj 文件的内容，或用 +towgs84=… 写明转换参数的 PROJ 字符串", match file == definition { true => "是文件名或 URL".to_owned(), false => format!("引用了文件、格网或 URL（{file}）"), })]
    NamesFile {
        /// What was given.
        definition: String,
        /// What it names.
        file: String,
    },
    /// PROJ without its data.
    #[en(
        "PROJ, which knows the coordinate reference systems, lacks its database ({said}); install it (Debian: proj-data), or set the environment variable PROJ_LIB to the folder that holds proj.db"
    )]
    #[zh(
        "识别坐标系的 PROJ 缺少数据库（{said}）；请安装（Debian：proj-data），或把环境变量 PROJ_LIB 设为 proj.db 所在的文件夹"
    )]
    NoDatabase {
        /// What PROJ says.
        said: String,
    },
    /// The code of something else.
    #[en(
        "the definition of the coordinate reference system \"{name}\" ends in the code EPSG:{code}, which is one of another kind (for instance with heights); give the right code, or take the code out"
    )]
    #[zh(
        "坐标系 \"{name}\" 的定义末尾写的代码 EPSG:{code} 属于另一类坐标系（例如含高程的三维坐标系）；请改为正确的代码，或去掉该代码"
    )]
    FalseCode {
        /// Its name.
        name: String,
        /// The code that it claims.
        code: u32,
    },
    /// A projection that PROJ does not compute.
    #[en("PROJ cannot compute places in the coordinate reference system \"{name}\"")]
    #[zh("PROJ 无法在坐标系 \"{name}\" 中计算位置")]
    NotComputed {
        /// Its name.
        name: String,
    },
    /// A local, geocentric or vertical CRS.
    #[en(
        "the coordinate reference system \"{name}\" is neither geographic nor projected; areas cannot be measured in it"
    )]
    #[zh("坐标系 \"{name}\" 既不是地理坐标系也不是投影坐标系，无法量算面积")]
    NotOfTheEarthsSurface {
        /// Its name.
        name: String,
    },
    /// GDAL failed.
    #[error(transparent)]
    Gdal(#[from] GdalError),
}

impl CrsError {
    fn names_file(definition: &str, file: String) -> Self {
        Self::NamesFile {
            definition: shorten(definition),
            file: shorten(&file),
        }
    }

    /// The cause of every failure, if PROJ cannot find its database.
    fn find_missing_database() -> Option<Self> {
        let (srs, said) = listen(|| SpatialRef::from_epsg(4326));
        srs.is_err().then(|| Self::NoDatabase {
            said: said.reason().unwrap_or("EPSG:4326 is unknown").to_owned(),
        })
    }

    /// Whether another CRS in its place mends it.
    pub fn is_mended_by_another_crs(&self) -> bool {
        !matches!(self, Self::NoDatabase { .. } | Self::Gdal(_))
    }
}

/// A text that fits into a message.
fn shorten(text: &str) -> String {
    const LONGEST: usize = 120;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAS_ALBERS: &str =
        "+proj=aea +lat_0=0 +lon_0=105 +lat_1=25 +lat_2=47 +ellps=krass +units=m +no_defs";

    #[test]
    fn the_albers_of_cas_has_an_unregistered_datum() {
        let crs = Crs::from_definition(CAS_ALBERS).unwrap();
        assert_eq!(*crs.plane(), Plane::Projected);
        assert!(!crs.datum_is_known());
        assert_eq!(crs.unit(), 1.0);
    }

    #[test]
    fn a_code_of_another_kind_is_refused_before_proj_reads_it() {
        let found_by_fuzzing = include_str!("../../../../fuzz/seeds/crs_text/code-of-another-kind");
        let error = Crs::from_definition(found_by_fuzzing).unwrap_err();
        assert!(
            matches!(error, CrsError::FalseCode { code: 4980, .. }),
            "{error}"
        );
    }

    #[test]
    fn longitude_and_latitude_are_geographic_and_registered() {
        let crs = Crs::from_definition("EPSG:4326").unwrap();
        assert_eq!(*crs.plane(), Plane::Geographic);
        assert!(crs.datum_is_known());
        assert!((crs.unit() - 1_f64.to_radians()).abs() < 1e-16);
        let (whole, expected) = [crs.ellipsoid(), Ellipsoid::WGS84]
            .map(|e| e.band_area_per_radian(0.0, 1.0))
            .into();
        assert!((whole / expected - 1.0).abs() < 1e-14);
    }

    #[test]
    fn areas_on_a_sphere_of_the_earth_are_those_of_wgs84() {
        for (definition, expected) in [
            ("+proj=sinu +R=6371007.181", Ellipsoid::WGS84),
            ("+proj=longlat +a=6378137 +b=6378137", Ellipsoid::WGS84),
            (
                "+proj=longlat +R=1737400",
                Ellipsoid::from_axes(1_737_400.0, 1_737_400.0),
            ),
        ] {
            let crs = Crs::from_definition(definition).unwrap();
            assert_eq!(crs.area_ellipsoid(), expected, "{definition}");
        }
    }

    #[test]
    fn esri_and_epsg_spellings_mean_the_same() {
        let esri = Crs::from_definition(
            r#"PROJCS["WGS_1984_UTM_Zone_50N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",117.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#,
        )
        .unwrap();
        let epsg = Crs::from_definition("EPSG:32650").unwrap();
        assert!(esri.is_same(&epsg));
        assert!(!esri.is_same(&Crs::from_definition("EPSG:32649").unwrap()));
    }

    #[test]
    fn datums_on_one_ellipsoid_are_not_the_same() {
        let krasovsky = [
            "EPSG:4214", // Beijing 1954
            "EPSG:4284", // Pulkovo 1942
            "+proj=longlat +ellps=krass +no_defs",
            "+proj=longlat +ellps=krass +towgs84=15.8,-154.4,-82.3 +no_defs",
            "+proj=longlat +ellps=krass +towgs84=24,-123,-94 +no_defs",
        ]
        .map(|definition| Crs::from_definition(definition).unwrap());
        for (i, a) in krasovsky.iter().enumerate() {
            for (j, b) in krasovsky.iter().enumerate() {
                assert_eq!(a.is_same(b), i == j, "{} and {}", a.wkt(), b.wkt());
            }
        }
    }

    #[test]
    fn a_datum_that_only_names_its_ellipsoid_is_not_known() {
        for (definition, known) in [
            ("EPSG:4024", false),
            ("EPSG:4214", true),
            ("+proj=longlat +ellps=krass +towgs84=24,-123,-94", true),
            ("+proj=longlat +ellps=krass +towgs84=0,0,0", false),
            ("EPSG:8857", true),
            ("EPSG:4490", true),
            ("+proj=eqearth +ellps=krass", false),
        ] {
            let crs = Crs::from_definition(definition).unwrap();
            assert_eq!(crs.datum_is_known(), known, "{definition}");
        }
    }

    #[test]
    fn a_projection_that_proj_lacks_is_refused_by_its_name() {
        let wkt = r#"PROJCS["of another planet",GEOGCS["a",DATUM["b",SPHEROID["c",6378137,298.257]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Unheard_Of"],UNIT["metre",1]]"#;
        let error = Crs::from_definition(wkt).unwrap_err();
        assert!(matches!(error, CrsError::NotComputed { .. }), "{error}");
        assert!(error.to_string().contains("of another planet"), "{error}");
    }

    #[test]
    fn nonsense_is_refused_with_what_was_given() {
        let error = Crs::from_definition("EPSG:oops").unwrap_err();
        assert!(error.to_string().contains("EPSG:oops"), "{error}");
    }
}

//! Texts that define a CRS, told apart before GDAL sees them.
//!
//! GDAL and PROJ take a text that they do not know for the name of a file or for a URL, and open the grids that a definition names.
//! So only texts of known forms are handed on, and none that names a file.

use std::path::Path;

use gdal::errors::GdalError;
use gdal::spatial_ref::SpatialRef;

/// Parameters of PROJ, beside all that end in `grids`, whose value is a file.
const FILES: [&str; 4] = ["init", "file", "catalog", "shapefile"];

/// Authorities of which GDAL decides by the prefix alone, so that a text which begins so is never opened as a file.
const PREFIXES: [&str; 5] = ["EPSG", "EPSGA", "OGC", "CRS", "AUTO"];

/// Reads a definition. It must not [name a file](named_file).
pub(super) fn read(definition: &str) -> Option<Result<SpatialRef, GdalError>> {
    let text = definition.trim();
    if is_wkt(text) {
        return Some(SpatialRef::from_wkt(text));
    }
    if text.starts_with('{') {
        // Written anew, so that no escape hides a word.
        let json: serde_json::Value = serde_json::from_str(text).ok()?;
        return Some(SpatialRef::from_definition(&json.to_string()));
    }
    let code = code_of_init(text).or_else(|| code_of_url(text));
    let text = code.as_deref().unwrap_or(text);
    if text.starts_with('+') {
        return Some(SpatialRef::from_proj4(text));
    }
    match text.split_once(':') {
        Some((prefix, _)) if prefix.eq_ignore_ascii_case("urn") && is_plain(text) => {
            Some(SpatialRef::from_definition(text))
        }
        Some((authority, code)) if is_plain(authority) && is_plain(code) => {
            Some(read_code(authority, code))
        }
        None if is_plain(text) => Some(SpatialRef::from_definition(text)),
        _ => None,
    }
}

fn read_code(authority: &str, code: &str) -> Result<SpatialRef, GdalError> {
    let code = code.trim_start_matches(':');
    let decided = PREFIXES
        .iter()
        .any(|prefix| authority.eq_ignore_ascii_case(prefix));
    SpatialRef::from_definition(&match decided {
        true => format!("{authority}:{code}"),
        false => format!("urn:ogc:def:crs:{}::{code}", authority.to_uppercase()),
    })
}

/// The file, grid or URL that a definition names, if it names one.
pub(super) fn named_file(definition: &str) -> Option<String> {
    let text = definition.trim();
    if is_wkt(text) {
        return parameter_file(text).or_else(|| file_of_parameter(text));
    }
    if text.starts_with('{') {
        let json: serde_json::Value = serde_json::from_str(text).ok()?;
        return file_of_json(&json).or_else(|| file_of_parameter(&json.to_string()));
    }
    if code_of_init(text).is_some() || code_of_url(text).is_some() {
        return None;
    }
    let is_path = text.contains(['\\', '~'])
        || text.to_lowercase().contains("/vsi")
        || text.contains("://")
        || text.starts_with(['/', '.'])
        || text.to_lowercase().ends_with(".prj")
        || Path::new(text).is_file();
    is_path
        .then(|| text.to_owned())
        .or_else(|| file_of_parameter(text))
}

/// Whether a text is a CRS of WKT: `PROJCS[…`, `GEOGCRS[…`. A name such as `NAD83(2011)` is none.
fn is_wkt(text: &str) -> bool {
    let keyword = text.split(['[', '(']).next().unwrap_or_default();
    let rest = &text[keyword.len()..];
    let keyword = keyword.trim_end().to_ascii_uppercase();
    !rest.is_empty()
        && (keyword.ends_with("CS") || keyword.ends_with("CRS"))
        && keyword.chars().all(|c| c.is_ascii_uppercase() || c == '_')
}

/// `EPSG:4326` of `+init=epsg:4326`, as PROJ 4 had it.
fn code_of_init(text: &str) -> Option<String> {
    let (authority, code) = text.strip_prefix("+init=")?.split_once(':')?;
    let known = ["EPSG", "ESRI", "IGNF"];
    let authority = authority.to_uppercase();
    (known.contains(&authority.as_str()) && is_plain(code)).then(|| format!("{authority}:{code}"))
}

/// `EPSG:4326` of `http://www.opengis.net/def/crs/EPSG/0/4326`.
fn code_of_url(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let (host, path) = rest.split_once("/def/crs/")?;
    let mut steps = path.split('/');
    let (authority, _, code) = (steps.next()?, steps.next()?, steps.next()?);
    let is_ogc = ["http", "https"].contains(&scheme)
        && ["opengis.net", "www.opengis.net"].contains(&host)
        && steps.next().is_none();
    (is_ogc && is_plain(authority) && is_plain(code)).then(|| format!("{authority}:{code}"))
}

/// Whether a text has only what codes consist of.
fn is_plain(text: &str) -> bool {
    let known = |c: char| c.is_ascii_alphanumeric() || "_-+.,:@".contains(c);
    !text.is_empty() && text.chars().all(known)
}

/// What a parameter of PROJ names wherever it stands in a text, if this is a file.
fn file_of_parameter(text: &str) -> Option<String> {
    text.match_indices('=').find_map(|(at, _)| {
        let before = text[..at].trim_end();
        let mut words = before.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let key = words.next().unwrap_or_default();
        let value = text[at + 1..].trim_start();
        let length = value.find(|c: char| c.is_whitespace() || "\";]".contains(c));
        let (value, rest) = value.split_at(length.unwrap_or(value.len()));
        let is_file = FILES.contains(&key)
            || key.ends_with("grids") && (!is_null(value) || rest.trim_start().starts_with(','));
        is_file.then(|| format!("{key}={value}"))
    })
}

/// The file of a parameter in WKT.
fn parameter_file(wkt: &str) -> Option<String> {
    let small = wkt.to_ascii_lowercase();
    let starts = small
        .match_indices("parameterfile")
        .chain(small.match_indices("proj4_grids"));
    starts.map(|(at, _)| &wkt[at..]).find_map(|text| {
        let inner = text.split([']', ')']).next().unwrap_or(text);
        let value = inner.rsplit_once(',').map_or(inner, |(_, value)| value);
        let value = value.trim().trim_matches('"');
        (!is_null(value)).then(|| value.to_owned())
    })
}

/// The file of a parameter in PROJJSON: all other values are numbers.
fn file_of_json(json: &serde_json::Value) -> Option<String> {
    match json {
        serde_json::Value::Object(members) => {
            let file = members.get("value").and_then(|value| value.as_str());
            let file = file.filter(|value| !is_null(value)).map(str::to_owned);
            file.or_else(|| members.values().find_map(file_of_json))
        }
        serde_json::Value::Array(values) => values.iter().find_map(file_of_json),
        _ => None,
    }
}

/// Whether a grid is PROJ's name for none.
fn is_null(grid: &str) -> bool {
    grid == "@null" || grid == "null"
}

#[cfg(test)]
mod tests {
    use crate::crs::{Crs, CrsError};

    #[test]
    fn texts_of_all_known_forms_are_read() {
        let wkt = Crs::from_definition("EPSG:32650").unwrap().wkt().to_owned();
        let json = Crs::from_definition("EPSG:32650")
            .unwrap()
            .spatial_ref()
            .unwrap()
            .to_projjson()
            .unwrap();
        for text in [
            "EPSG:32650",
            "epsg:32650",
            " EPSG:32650\n",
            "EPSG:32650+5773",
            "+init=epsg:32650",
            "urn:ogc:def:crs:EPSG::32650",
            "http://www.opengis.net/def/crs/EPSG/0/32650",
            "https://opengis.net/def/crs/EPSG/9.9.1/32650",
            "+proj=utm +zone=50 +datum=WGS84 +type=crs",
            &wkt,
            &json,
        ] {
            let crs = Crs::from_definition(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert!((crs.unit() - 1.0).abs() < 1e-12, "{text}");
            assert!(
                crs.wkt().contains("Transverse_Mercator"),
                "{text}: {}",
                crs.name()
            );
        }
        for text in [
            "ESRI:54009",
            "IGNF:LAMB93",
            "OGC:CRS84",
            "CRS:84",
            "WGS84",
            "EPSG:8857",
            "+proj=merc +a=6378137 +b=6378137 +units=m +nadgrids=@null +wktext +no_defs",
            "+proj=longlat +ellps=krass +towgs84=15.8,-154.4,-82.3",
            "+proj=lcc +lat_1=30 +lat_2=60 +R=6370000",
        ] {
            Crs::from_definition(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        }
    }

    #[test]
    fn texts_that_name_a_file_a_grid_or_a_url_are_refused() {
        let file = tempfile::Builder::new().suffix(".wkt").tempfile().unwrap();
        std::fs::write(
            file.path(),
            Crs::from_definition("EPSG:4326").unwrap().wkt(),
        )
        .unwrap();
        let bound = |file: &str| {
            format!(
                r#"BOUNDCRS[SOURCECRS[GEOGCRS["a",DATUM["b",ELLIPSOID["c",6378245,298.3]],CS[ellipsoidal,2],AXIS["x",east],AXIS["y",north],UNIT["degree",0.0174532925199433]]],TARGETCRS[GEOGCRS["WGS 84",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,298.257223563]],CS[ellipsoidal,2],AXIS["x",east],AXIS["y",north],UNIT["degree",0.0174532925199433]]],ABRIDGEDTRANSFORMATION["d",METHOD["NTv2",ID["EPSG",9615]],PARAMETERFILE["Latitude and longitude difference file",{file}]]]"#
            )
        };
        let null = Crs::from_definition(&bound("\"@null\""));
        assert!(null.is_ok(), "{null:?}");
        let extension = r#"GEOGCS["a",DATUM["b",SPHEROID["c",6378245,298.3],EXTENSION["PROJ4_GRIDS","/etc/passwd"]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]"#;
        let json = r#"{"type":"BoundCRS","parameters":[{"name":"Latitude and longitude difference file","value":"\u002fetc\u002fpasswd"}]}"#;
        let json_proj =
            r#"{"type":"ProjectedCRS","method":{"name":"PROJ +proj=deformation +\u0067rids=x"}}"#;
        let path = file.path().to_str().unwrap();
        for text in [
            path,
            "mine.prj",
            "./mine",
            "..\\mine",
            "/etc/passwd",
            "/vsicurl/http://127.0.0.1/x.prj",
            "/vsicurl?header_file=/etc/passwd&url=http%3A%2F%2F127.0.0.1%2Fx.prj",
            "/VSICURL/http://127.0.0.1/x.prj",
            "//vsistdin/",
            "http://127.0.0.1/x.prj",
            "HTTPS://spatialreference.org/ref/epsg/4326/",
            "+init=/etc/passwd:x",
            "+init=myfile:x",
            "+init=epsg:4326 +nadgrids=x",
            "+proj=longlat +ellps=krass +nadgrids=/etc/passwd",
            "+proj=longlat +ellps=krass +nadgrids = http://127.0.0.1/x.gsb",
            "+proj=longlat +ellps=krass nadgrids=x",
            "+proj=longlat +ellps=krass +nadgrids=@null,x",
            "+proj=longlat +ellps=krass +nadgrids=@null , x",
            "+proj=longlat +datum=WGS84 +geoidgrids=egm96_15.gtx",
            "+proj=pipeline +step +proj=tinshift +file=x",
            "+proj=pipeline +step +proj=deformation +xy_grids=x +z_grids=y",
            &bound("\"x.gsb\""),
            &bound("\"http://127.0.0.1/x.gsb\""),
            extension,
            json,
            json_proj,
        ] {
            match Crs::from_definition(text) {
                Err(CrsError::NamesFile { .. }) => {}
                other => panic!("{text}: {other:?}"),
            }
        }
        for text in [
            "%2Fvsicurl%2Fhttp",
            "PG:host=127.0.0.1",
            "{",
            "ESRI::/etc/passwd",
            "DICT:/etc/passwd,x",
            "4326",
            "a/b",
            "北京x=1",
            "",
        ] {
            assert!(
                matches!(Crs::from_definition(text), Err(CrsError::Unreadable { .. })),
                "{text}"
            );
        }
    }
}

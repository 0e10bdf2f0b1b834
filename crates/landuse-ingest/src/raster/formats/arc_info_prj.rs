//! What the `prj.adf` of an Arc/Info grid says of its ellipsoid.
//!
//! GDAL takes a spheroid that it does not know, or none, for that of WGS 84, and does not say so. At Nanchang that moves a grid on the
//! Krasovsky ellipsoid by 57 m.

use std::path::{Path, PathBuf};

use crate::crs::Crs;
use crate::crs::Ellipsoid;
use crate::files;

/// A warning if the grid at `path` (its directory, or a file in it) does not name WGS 84, but `crs`, as GDAL reads it, is on it.
pub(crate) fn warning(path: &Path, crs: &Crs) -> Option<String> {
    if !crs.ellipsoid().is_like(Ellipsoid::WGS84) {
        return None;
    }
    let text = String::from_utf8_lossy(&files::read(&prj(path)).ok()?).into_owned();
    let found = match ellipsoid_words(&text) {
        words if words.is_empty() => "no spheroid".to_owned(),
        words if words.iter().any(|word| means_wgs84(word)) => return None,
        words => format!("\"{}\"", words.join("\", \"")),
    };
    Some(format!(
        "prj.adf names {found}, but GDAL takes the grid for one on WGS 84, which may be off by 100 m; if it is not on WGS 84, name its CRS"
    ))
}

fn prj(path: &Path) -> PathBuf {
    if path.is_dir() {
        path.join("prj.adf")
    } else {
        path.with_file_name("prj.adf")
    }
}

/// The values of the keywords `Spheroid` and `Datum`, and the axes that may follow `Parameters`.
fn ellipsoid_words(text: &str) -> Vec<String> {
    text.lines()
        .filter_map(|line| line.trim().split_once(char::is_whitespace))
        .map(|(key, value)| (key.to_ascii_lowercase(), value.trim()))
        .filter(|(key, value)| match key.as_str() {
            "spheroid" | "datum" => !value.eq_ignore_ascii_case("none"),
            "parameters" => true,
            _ => false,
        })
        .filter(|(_, value)| !value.is_empty())
        .map(|(_, value)| value.to_owned())
        .collect()
}

fn means_wgs84(word: &str) -> bool {
    let letters: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
    let letters = letters.to_ascii_uppercase();
    ["WGS84", "WGS1984", "63781370"]
        .iter()
        .any(|known| letters.contains(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_ellipsoids_are_found_in_any_case() {
        let text = "Projection    ALBERS\nDatum NONE\nspheroid  KRASOVSKY_1940\nParameters\n 25 0 0.0 /* parallel\n";
        assert_eq!(ellipsoid_words(text), ["KRASOVSKY_1940"]);
        assert!(ellipsoid_words("Projection GEOGRAPHIC\nUnits DD\nParameters\n").is_empty());
    }

    #[test]
    fn spellings_of_wgs84_are_known() {
        for word in [
            "WGS84",
            "WGS_1984",
            "D_WGS_1984",
            "wgs 84",
            "6378137.0 6356752.3",
        ] {
            assert!(means_wgs84(word), "{word}");
        }
        assert!(!means_wgs84("WGS72"));
        assert!(!means_wgs84("6378245.0 6356863.018773047"));
    }
}

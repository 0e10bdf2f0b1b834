//! Where a raster lies: decided once.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::cells::MemoryCells;
use super::companions;
use super::mosaic::Mosaic;
use super::stac::Asset;
use super::tiles::TileName;
use crate::http::Credentials;

/// What GDAL's names for other places than files have behind `/vsi`.
const HANDLERS: &str = "7z adls az az_streaming cached crypt curl curl_streaming gs gs_streaming gzip hdfs mem oss oss_streaming \
    rar s3 s3_streaming sparse stdin stdout stdout_redirect subfile swift swift_streaming tar webhdfs zip";

/// Where a raster lies.
#[derive(Debug, Clone)]
pub enum Location {
    /// A file, the directory of an Arc/Info grid, or another name that GDAL knows.
    File(PathBuf),
    /// A file on a server that is read by parts: `https://`, `http://` or `s3://`.
    Url(String),
    /// One of several rasters in a file: a page of a TIFF, a variable of a NetCDF.
    Part(Box<Part>),
    /// An asset of a STAC item.
    StacAsset(Box<StacAsset>),
    /// Tiles that a user names, not yet opened, under the name that messages call them.
    Tiles(PathBuf, Arc<[TileName]>),
    /// Files side by side, under the name that messages call them.
    Mosaic(PathBuf, Arc<Mosaic>),
    /// Cells that a program holds, under the name that messages call them.
    Memory(PathBuf, Arc<dyn MemoryCells>),
}

/// A raster that a STAC item leads to.
#[derive(Debug, Clone)]
pub struct StacAsset {
    /// The item: a file, or a URL.
    pub item: Location,
    /// What the item holds.
    pub text: Vec<u8>,
    /// The raster: a file, or a URL.
    pub raster: Location,
    pub(super) asset: Asset,
}

/// One of several rasters in a file.
#[derive(Debug, Clone)]
pub struct Part {
    /// The file.
    pub file: PathBuf,
    /// What tells it from the others, behind the `#` of its name.
    pub name: String,
    /// GDAL's name of it.
    pub(super) gdal_name: String,
}

impl Location {
    /// The path, URL or name.
    pub fn path(&self) -> &Path {
        match self {
            Self::File(path)
            | Self::Tiles(path, _)
            | Self::Mosaic(path, _)
            | Self::Memory(path, _) => path,
            Self::Url(url) => Path::new(url),
            Self::Part(part) => &part.file,
            Self::StacAsset(asset) => asset.raster.path(),
        }
    }

    /// The URL of the raster, if it lies behind one.
    pub fn url(&self) -> Option<&str> {
        match self {
            Self::Url(url) => Some(url),
            Self::StacAsset(asset) => asset.raster.url(),
            Self::File(_)
            | Self::Part(_)
            | Self::Tiles(..)
            | Self::Mosaic(..)
            | Self::Memory(..) => None,
        }
    }

    /// Whether the user has named the host of its URL, so that credentials of the environment are meant for it. An item may name any.
    pub(super) fn credentials(&self) -> Credentials {
        let Self::StacAsset(asset) = self else {
            return Credentials::Sent;
        };
        let host = |location: &Self| location.url().map(|url| host(url).to_owned());
        match host(&asset.item) == host(&asset.raster) {
            true => Credentials::Sent,
            false => Credentials::Withheld,
        }
    }

    /// The files of this machine that it consists of: an item, a raster, what is read beside it, and the sources of a VRT.
    pub fn files(&self) -> Vec<PathBuf> {
        companions::list(self)
    }

    /// The name by which GDAL, and QGIS with it, opens it.
    pub fn gdal_name(&self) -> PathBuf {
        let url = match (self, self.url()) {
            (Self::Part(part), _) => return PathBuf::from(&part.gdal_name),
            (_, None) => return plain_name(self.path()),
            (_, Some(url)) => url,
        };
        match url.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("s3") => {
                format!("/vsis3/{rest}").into()
            }
            _ => format!("/vsicurl/{url}").into(),
        }
    }

    /// Whether only the network leads to it: a URL, or one of GDAL's names for what lies behind one, in an archive or in a database.
    pub fn is_remote(&self) -> bool {
        match self {
            Self::File(path) => is_remote_name(path),
            Self::Url(_) => true,
            Self::StacAsset(asset) => asset.raster.is_remote(),
            Self::Tiles(_, tiles) => tiles.iter().any(|tile| tile.location.is_remote()),
            Self::Part(_) | Self::Mosaic(..) | Self::Memory(..) => false,
        }
    }
}

impl From<&Path> for Location {
    fn from(path: &Path) -> Self {
        match path.to_str().filter(|text| is_url(text)) {
            Some(url) => Self::Url(url.to_owned()),
            None => Self::File(path.to_owned()),
        }
    }
}

impl From<&PathBuf> for Location {
    fn from(path: &PathBuf) -> Self {
        Self::from(path.as_path())
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.path().display().fmt(f)?;
        match self {
            Self::Part(part) => write!(f, "#{}", part.name),
            _ => Ok(()),
        }
    }
}

/// The name of a file that GDAL cannot take for one of its own, such as `NETCDF:…`.
fn plain_name(path: &Path) -> PathBuf {
    match path.is_relative() && path.to_string_lossy().contains(':') && path.exists() {
        true => Path::new(".").join(path),
        false => path.to_owned(),
    }
}

/// Whether a text is a URL of a file that is read by parts.
pub(super) fn is_url(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| {
        let known = ["https", "http", "s3"];
        known.iter().any(|known| scheme.eq_ignore_ascii_case(known))
    })
}

/// The host of a URL, with its scheme and port.
fn host(url: &str) -> &str {
    let start = url.find("://").map_or(0, |at| at + 3);
    let length = url[start..].find(['/', '?', '#']);
    &url[..length.map_or(url.len(), |length| start + length)]
}

/// Whether a path is a URL, or one of GDAL's names for what lies on a server, in an archive or in memory (`/vsi…/`), wherever in the
/// text: GDAL goes by the name, also where there is a file of that name.
pub fn is_remote_name(path: &Path) -> bool {
    let mut text = path.to_string_lossy().to_ascii_lowercase();
    for (code, sign) in [("%25", "%"), ("%2f", "/"), ("%3a", ":"), ("\\", "/")] {
        text = text.replace(code, sign);
    }
    let names_handler = |(at, start): (usize, &str)| {
        let rest = &text[at + start.len()..];
        let name = rest.find(['/', '?']).map(|end| &rest[..end]);
        let is_first = text[..at].trim_start_matches('/').is_empty();
        name.is_some_and(|name| is_first || HANDLERS.split(' ').any(|known| known == name))
    };
    text.contains("://") || text.match_indices("/vsi").any(names_handler)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_what_precedes_the_path() {
        for (url, expected) in [
            ("https://a.b/c?d=https://e.f/", "https://a.b"),
            ("https://a.b:8443?c", "https://a.b:8443"),
            ("http://user@a.b#c/", "http://user@a.b"),
            ("https://a.b", "https://a.b"),
        ] {
            assert_eq!(host(url), expected);
        }
    }

    #[test]
    fn gdal_reads_urls_by_parts() {
        for (url, name) in [
            ("https://a.b/c.tif", "/vsicurl/https://a.b/c.tif"),
            ("http://a.b/c.tif?d=e", "/vsicurl/http://a.b/c.tif?d=e"),
            ("s3://bucket/a/c.tif", "/vsis3/bucket/a/c.tif"),
            ("data/c.tif", "data/c.tif"),
        ] {
            assert_eq!(Location::from(Path::new(url)).gdal_name(), Path::new(name));
        }
    }

    #[test]
    fn urls_and_what_gdal_calls_them_are_remote() {
        for path in [
            "/vsicurl/http://a.b/c.tif",
            "https://a.b/c.tif",
            "/vsis3/b/c.tif",
            "/vsizip/a.zip/c.tif",
            "//VSICURL?url=http%3A%2F%2Fa.b",
            "%252Fvsicurl%252Fa.b",
            "vrt:///data/c.tif",
            "NETCDF:\"/vsicurl_streaming/a.b\":c",
            "WMS:http://a.b",
        ] {
            assert!(Location::from(Path::new(path)).is_remote(), "{path}");
        }
        for path in [
            "c.tif",
            "/data/vsi/c.tif",
            "/home/vsi_user/c.tif",
            "C:\\data\\c.tif",
            "a:b.tif",
            "50%25.tif",
        ] {
            assert!(!Location::from(Path::new(path)).is_remote(), "{path}");
        }
    }
}

//! Where a raster lies: decided once, from the name that a user gives it.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::cells::MemoryCells;
use super::error::{RasterError, RasterProblem};
use super::stac::{Asset, Item, StacProblem};
use crate::files;
use crate::gdal::allow_network;
use crate::http::{self, Credentials};

/// What precedes the URL of an item that does not end in `.json`.
const ITEM: &str = "stac+";

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
    /// An asset of a STAC item.
    StacAsset(Box<StacAsset>),
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

/// A raster as users name it: a file, a URL, or an asset of a STAC item.
///
/// `item.json` is the asset of a STAC item that is in the role `data`, `item.json#NAME` the asset of that name, or else the only one
/// in that role; so are URLs that end so, and any other behind `stac+`.
#[derive(Debug, Clone)]
pub struct RasterName {
    /// The raster itself, or the STAC item that leads to it.
    pub place: Location,
    /// The asset that is asked for, if the place is a STAC item.
    asset: Option<Option<String>>,
}

impl Location {
    /// The path, URL or name.
    pub fn path(&self) -> &Path {
        match self {
            Self::File(path) | Self::Memory(path, _) => path,
            Self::Url(url) => Path::new(url),
            Self::StacAsset(asset) => asset.raster.path(),
        }
    }

    /// The URL of the raster, if it lies behind one.
    pub fn url(&self) -> Option<&str> {
        match self {
            Self::Url(url) => Some(url),
            Self::StacAsset(asset) => asset.raster.url(),
            Self::File(_) | Self::Memory(..) => None,
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

    /// The files of this machine among it: an item, a raster.
    pub fn files(&self) -> Vec<PathBuf> {
        match self {
            Self::File(path) => vec![path.clone()],
            Self::Url(_) | Self::Memory(..) => Vec::new(),
            Self::StacAsset(asset) => [asset.item.files(), asset.raster.files()].concat(),
        }
    }

    /// The name by which GDAL, and QGIS with it, opens it.
    pub fn gdal_name(&self) -> PathBuf {
        let Some(url) = self.url() else {
            return self.path().to_owned();
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
            Self::Memory(..) => false,
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
        self.path().display().fmt(f)
    }
}

impl RasterName {
    /// Reads a name. Nothing is opened or fetched yet.
    pub fn parse(named: &Path) -> Self {
        let plain = Self {
            place: named.into(),
            asset: None,
        };
        let Some(text) = named.to_str() else {
            return plain;
        };
        let (explicit, text) = match text.strip_prefix(ITEM) {
            Some(url) if is_url(url) => (true, url),
            _ => (false, text),
        };
        let (place, asset) = match text.rsplit_once('#') {
            Some((place, asset)) => (place, Some(asset)),
            None => (text, None),
        };
        let path = match is_url(place) {
            true => place.split('?').next().unwrap_or(place),
            false => place,
        };
        let is_json = [".json", ".geojson"]
            .iter()
            .any(|end| path.to_lowercase().ends_with(end));
        if !explicit && !is_json {
            return plain;
        }
        Self {
            place: Path::new(place).into(),
            asset: Some(asset.filter(|asset| !asset.is_empty()).map(str::to_owned)),
        }
    }

    /// Finds the raster: reads the STAC item, if the name means one. Where the name, or the item, leads to a server, the network is
    /// [allowed](allow_network).
    ///
    /// # Errors
    /// An item cannot be read, or it is not clear which of its assets is meant.
    pub fn find(self) -> Result<Location, RasterError> {
        if let Location::File(path) = &self.place
            && is_remote_name(path)
        {
            return Err(self.place.error(RasterProblem::NoFileName));
        }
        if self.place.url().is_some() {
            allow_network();
        }
        let Some(asked) = self.asset else {
            return Ok(self.place);
        };
        let asset = find_asset(&self.place, asked.as_deref());
        let asset = asset.map_err(|problem| self.place.error(problem))?;
        if asset.raster.url().is_some() {
            allow_network();
        }
        Ok(Location::StacAsset(Box::new(asset)))
    }
}

/// Whether a text is a URL of a file that is read by parts.
fn is_url(text: &str) -> bool {
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

fn find_asset(item: &Location, asked: Option<&str>) -> Result<StacAsset, RasterProblem> {
    let text = match item.url() {
        Some(url) if url.to_lowercase().starts_with("s3://") => {
            return Err(StacProblem::InS3.into());
        }
        Some(url) => http::fetch(url)
            .map_err(|(problem, tries)| RasterProblem::from(problem).tried(tries))?,
        None => files::read(item.path()).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => RasterProblem::Missing,
            _ => RasterProblem::Unreadable {
                said: error.to_string(),
            },
        })?,
    };
    let asset = Item::parse(&text)?.asset(asked)?;
    match resolve(item, &asset.href) {
        Some(raster) => Ok(StacAsset {
            item: item.clone(),
            text,
            raster,
            asset,
        }),
        None => Err(RasterProblem::from(StacProblem::NoHref {
            asset: asset.name,
            href: asset.href,
        })),
    }
}

/// Where a reference leads from an item; nowhere if it is empty, or of a scheme that is not read. An item on a server leads to no file
/// of this machine.
fn resolve(item: &Location, href: &str) -> Option<Location> {
    if is_url(href) {
        return Some(Location::Url(href.to_owned()));
    }
    if href.is_empty() || is_remote_name(Path::new(href)) {
        return None;
    }
    let Some(item_url) = item.url() else {
        let folder = item.path().parent().unwrap_or(Path::new(""));
        return Some(Location::File(folder.join(href)));
    };
    let (scheme, rest) = item_url.split_once("://")?;
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if let Some(other_host) = href.strip_prefix("//") {
        return Some(Location::Url(format!("{scheme}://{other_host}")));
    }
    let folder = match href.starts_with('/') {
        true => "",
        false => path.rsplit_once('/').map_or("", |(folder, _)| folder),
    };
    let (href, query) = match href.split_once('?') {
        Some((href, query)) => (href, format!("?{query}")),
        None => (href, String::new()),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(href.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    let path = steps.join("/");
    Some(Location::Url(format!("{scheme}://{host}/{path}{query}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_told_from_rasters_by_their_names() {
        let item = |named: &str| {
            let RasterName { place, asset } = RasterName::parse(Path::new(named));
            asset.map(|asset| (place.to_string(), asset))
        };
        let expected =
            |place: &str, asset: Option<&str>| Some((place.to_owned(), asset.map(str::to_owned)));
        assert_eq!(item("a/item.json"), expected("a/item.json", None));
        assert_eq!(
            item("a/item.json#map"),
            expected("a/item.json", Some("map"))
        );
        assert_eq!(
            item("https://a.b/Item.JSON?c=d#map"),
            expected("https://a.b/Item.JSON?c=d", Some("map"))
        );
        assert_eq!(
            item("stac+https://a.b/items/c#map"),
            expected("https://a.b/items/c", Some("map"))
        );
        for raster in [
            "a.tif",
            "a#b.tif",
            "https://a.b/c.tif",
            "s3://a/b.tif",
            "stac+a.tif",
        ] {
            assert_eq!(item(raster), None, "{raster}");
        }
    }

    #[test]
    fn references_lead_on_from_the_item() {
        let resolved = |item: &str, href: &str| {
            resolve(&Path::new(item).into(), href).map(|place| place.to_string())
        };
        let url = "https://a.b/c/d/item.json?e=f";
        for (item, href, place) in [
            ("x/item.json", "./y.tif", Some("x/./y.tif")),
            ("item.json", "y.tif", Some("y.tif")),
            ("item.json", "https://a.b/y.tif", Some("https://a.b/y.tif")),
            (url, "./y.tif?g=h", Some("https://a.b/c/d/y.tif?g=h")),
            (url, "../y.tif", Some("https://a.b/c/y.tif")),
            (url, "/y.tif", Some("https://a.b/y.tif")),
            (url, "//z.b/y.tif", Some("https://z.b/y.tif")),
            (url, "s3://bucket/y.tif", Some("s3://bucket/y.tif")),
            (url, "ftp://a.b/y.tif", None),
            (url, "file:///y.tif", None),
            (url, "/vsigzip//vsicurl/https://a.b/y.gz", None),
            (url, "", None),
        ] {
            assert_eq!(resolved(item, href).as_deref(), place, "{href}");
        }
    }

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

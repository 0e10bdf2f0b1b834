//! Rasters as users name them: a file, a URL, or an asset of a STAC item.

use std::path::{Path, PathBuf};

use super::error::{RasterError, RasterProblem};
use super::raster::{Raster, RasterOptions};
use super::stac::{Asset, Item, StacProblem};
use crate::gdal::{allow, is_remote, is_url};
use crate::http;

/// What precedes the URL of an item that does not end in `.json`.
const ITEM: &str = "stac+";

/// A raster, named and found.
#[derive(Debug, Clone)]
pub struct RasterSource {
    /// As the user names it.
    pub named: PathBuf,
    /// The file, or the URL of a GeoTIFF.
    pub raster: PathBuf,
    /// The STAC item that it was found by, if it was.
    pub item: Option<FoundItem>,
}

/// A STAC item that was read.
#[derive(Debug, Clone)]
pub struct FoundItem {
    /// Its file, or its URL.
    pub place: PathBuf,
    /// What it holds.
    pub text: Vec<u8>,
    asset: Asset,
}

impl RasterSource {
    /// Finds the raster that a user names. Where the name, or the item that it means, leads to a server, the network is [allowed](allow).
    ///
    /// `item.json` is the asset of a STAC item that is in the role `data`, `item.json#NAME` the asset of that name, or else the only
    /// one in that role; so are URLs that end so, and any other behind `stac+`.
    ///
    /// # Errors
    /// An item cannot be read, or it is not plain which of its assets is meant.
    pub fn of(named: &Path) -> Result<Self, RasterError> {
        if is_remote(named) {
            allow();
        }
        let Some((place, asked)) = item_named(named) else {
            return Ok(Self {
                named: named.to_owned(),
                raster: named.to_owned(),
                item: None,
            });
        };
        let found = found(&place, asked.as_deref()).map_err(|problem| RasterError {
            path: place,
            problem,
        })?;
        if is_url(&found.1) {
            allow();
        }
        Ok(Self {
            named: named.to_owned(),
            raster: found.1,
            item: Some(found.0),
        })
    }

    /// Opens it. An item that contradicts its file is a warning.
    ///
    /// # Errors
    /// As [`Raster::open`].
    pub fn open(&self, options: &RasterOptions) -> Result<Raster, RasterError> {
        let mut raster = Raster::open(&self.raster, options)?;
        if let Some(item) = &self.item {
            let contradictions = item.asset.contradictions(&raster.grid).into_iter();
            let place = item.place.display();
            let warnings = contradictions.map(|of| format!("{place}: {of}"));
            raster.warnings.extend(warnings);
        }
        Ok(raster)
    }

    /// The files of this machine among it: an item, a raster.
    #[must_use]
    pub fn files(&self) -> Vec<PathBuf> {
        let item = self.item.iter().map(|item| &item.place);
        let all = item.chain([&self.raster]);
        all.filter(|path| !is_url(path)).cloned().collect()
    }
}

/// The file or URL of the STAC item that a name means, if it means one.
#[must_use]
pub fn item_of(named: &Path) -> Option<PathBuf> {
    item_named(named).map(|(place, _)| place)
}

/// The place of an item, and the asset that is asked for.
fn item_named(named: &Path) -> Option<(PathBuf, Option<String>)> {
    let text = named.to_str()?;
    let (explicit, text) = match text.strip_prefix(ITEM) {
        Some(url) if is_url(Path::new(url)) => (true, url),
        _ => (false, text),
    };
    let (place, asset) = match text.rsplit_once('#') {
        Some((place, asset)) => (place, Some(asset)),
        None => (text, None),
    };
    let path = match is_url(Path::new(place)) {
        true => place.split('?').next().unwrap_or(place),
        false => place,
    };
    let json = [".json", ".geojson"];
    let is_json = json.iter().any(|end| path.to_lowercase().ends_with(end));
    let asset = asset.filter(|asset| !asset.is_empty()).map(str::to_owned);
    (explicit || is_json).then(|| (place.into(), asset))
}

fn found(place: &Path, asked: Option<&str>) -> Result<(FoundItem, PathBuf), RasterProblem> {
    if place.to_string_lossy().to_lowercase().starts_with("s3://") {
        return Err(StacProblem::InS3.into());
    }
    let text = match is_url(place) {
        true => http::fetch(&place.to_string_lossy())?,
        false => std::fs::read(place).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => RasterProblem::Missing,
            _ => RasterProblem::Unreadable {
                said: error.to_string(),
            },
        })?,
    };
    let asset = Item::parse(&text)?.asset(asked)?;
    let Some(raster) = resolved(place, &asset.href) else {
        return Err(StacProblem::NoHref {
            asset: asset.name,
            href: asset.href,
        }
        .into());
    };
    let place = place.to_owned();
    Ok((FoundItem { place, text, asset }, raster))
}

/// Where a reference leads from an item; nowhere if it is empty, or of a scheme that is not read. An item on a server leads to no file
/// of this machine.
fn resolved(item: &Path, href: &str) -> Option<PathBuf> {
    if is_url(Path::new(href)) {
        return Some(href.into());
    }
    if href.is_empty() || href.contains("://") || href.starts_with("/vsi") {
        return None;
    }
    if !is_url(item) {
        return Some(item.parent().unwrap_or(Path::new("")).join(href));
    }
    let item = item.to_string_lossy();
    let (scheme, rest) = item.split_once("://")?;
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if let Some(other_host) = href.strip_prefix("//") {
        return Some(format!("{scheme}://{other_host}").into());
    }
    let from = match href.starts_with('/') {
        true => String::new(),
        false => path
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder)
            .to_owned(),
    };
    let mut steps: Vec<&str> = from.split('/').filter(|step| !step.is_empty()).collect();
    let (href, query) = match href.split_once('?') {
        Some((href, query)) => (href, format!("?{query}")),
        None => (href, String::new()),
    };
    for step in href.split('/').filter(|step| !step.is_empty()) {
        match step {
            "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    Some(format!("{scheme}://{host}/{}{query}", steps.join("/")).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_told_from_rasters_by_their_names() {
        let item = |named: &str| {
            item_named(Path::new(named))
                .map(|(place, asset)| (place.to_str().unwrap().to_owned(), asset))
        };
        let of =
            |place: &str, asset: Option<&str>| Some((place.to_owned(), asset.map(str::to_owned)));
        assert_eq!(item("a/item.json"), of("a/item.json", None));
        assert_eq!(item("a/item.json#map"), of("a/item.json", Some("map")));
        assert_eq!(
            item("https://a.b/Item.JSON?c=d#map"),
            of("https://a.b/Item.JSON?c=d", Some("map"))
        );
        assert_eq!(
            item("stac+https://a.b/items/c#map"),
            of("https://a.b/items/c", Some("map"))
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
            resolved(Path::new(item), href).map(|path| path.to_str().unwrap().to_owned())
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
}

//! What a user calls a raster, and where the name leads.

use std::path::{Path, PathBuf};

use super::error::{RasterError, RasterProblem};
use super::location::{Location, StacAsset, is_remote_name, is_url};
use super::raster::RasterOptions;
use super::stac::{Item, StacProblem};
use super::tiles::{self, TileName};
use super::tiles_problem::TilesProblem;
use crate::files;
use crate::http;

/// What precedes the URL of an item that does not end in `.json`.
const ITEM: &str = "stac+";

/// A raster as users name it: a file, a URL, or an asset of a STAC item.
///
/// `stack.tif#2` is the second band of a file, or the second of its pages; `cci.nc#lccs_class` the raster of that name in it. `item.json`
/// is the asset of a STAC item that is in the role `data`, `item.json#NAME` the asset of that name, or else the only one in that role; so
/// are URLs that end so, and any other behind `stac+`.
///
/// A folder of tiles, a pattern (`tiles/*.tif`) and a list of names are one raster, whose tiles lie side by side.
#[derive(Debug, Clone)]
pub struct RasterName {
    /// The raster itself, or the STAC item that leads to it.
    pub place: Location,
    is_item: bool,
    /// What stands behind `#`: an asset, a band, a page, or the name of a raster in the file.
    choice: Option<String>,
    /// Its tiles, if the name means several.
    tiles: Option<Vec<RasterName>>,
}

impl RasterName {
    /// Reads the names of tiles of one raster, or of a whole raster.
    pub fn parse_list(named: &[PathBuf]) -> Self {
        let (first, more) = match named {
            [only] => return Self::parse(only),
            [first, more @ ..] => (first.clone(), more.len()),
            [] => (PathBuf::new(), 0),
        };
        let names = named.iter().map(|name| Self::parse(name));
        let tiles = names.flat_map(|name| match name.tiles {
            Some(tiles) if !tiles.is_empty() => tiles,
            _ => vec![name],
        });
        let mut name = first.into_os_string();
        name.push(format!(" and {more} more"));
        Self::tiled(name.into(), tiles.collect())
    }

    fn tiled(name: PathBuf, tiles: Vec<Self>) -> Self {
        Self {
            place: Location::File(name),
            is_item: false,
            choice: None,
            tiles: Some(tiles),
        }
    }

    fn tiles_at(name: &Path, paths: Vec<PathBuf>, choice: Option<&str>) -> Self {
        let tile = |path: PathBuf| Self {
            is_item: is_json(&path.to_string_lossy()),
            place: Location::File(path),
            choice: choice.map(str::to_owned),
            tiles: None,
        };
        Self::tiled(name.to_owned(), paths.into_iter().map(tile).collect())
    }

    /// Where the raster lies, or each of its tiles, or the STAC items that lead to them.
    pub fn places(&self) -> Vec<&Location> {
        match &self.tiles {
            Some(tiles) => tiles.iter().map(|tile| &tile.place).collect(),
            None => vec![&self.place],
        }
    }

    /// Whether it is a pattern of the names of tiles.
    pub fn is_pattern(&self) -> bool {
        let path = self.place.path();
        self.tiles.is_some() && !path.is_dir() && tiles::is_pattern(&path.to_string_lossy())
    }

    /// Reads a name. Nothing is opened or fetched yet.
    pub fn parse(named: &Path) -> Self {
        let plain = Self {
            place: named.into(),
            is_item: false,
            choice: None,
            tiles: None,
        };
        if let Some(paths) = tiles::in_folder(named) {
            return Self::tiles_at(named, paths, None);
        }
        let Some(text) = named.to_str().filter(|_| !named.exists()) else {
            return Self {
                is_item: is_json(&named.to_string_lossy()),
                ..plain
            };
        };
        let (explicit, text) = match text.strip_prefix(ITEM) {
            Some(url) if is_url(url) => (true, url),
            _ => (false, text),
        };
        let (place, choice) = match text.rsplit_once('#') {
            Some((place, choice)) => (place, Some(choice)),
            None => (text, None),
        };
        let path = match is_url(place) {
            true => place.split('?').next().unwrap_or(place),
            false => place,
        };
        if !is_url(place) && !is_remote_name(Path::new(place)) && tiles::is_pattern(place) {
            let paths = tiles::matching(Path::new(place));
            return Self::tiles_at(named, paths, choice);
        }
        let is_item = explicit || is_json(path);
        let is_number = choice.is_some_and(|choice| choice.parse::<usize>().is_ok());
        if !is_item && !is_number && !Path::new(place).is_file() {
            return plain;
        }
        Self {
            place: Path::new(place).into(),
            is_item,
            choice: choice.filter(|text| !text.is_empty()).map(str::to_owned),
            tiles: None,
        }
    }

    /// How to read the raster of this name: by its own band or part, otherwise as all others.
    pub fn options(&self, others: &RasterOptions) -> RasterOptions {
        let choice = self.choice.as_deref().filter(|_| !self.is_item);
        others.with_choice(choice)
    }

    /// Finds the raster: reads the STAC item, if the name means one.
    ///
    /// # Errors
    /// An item cannot be read, or it is not clear which of its assets is meant.
    pub fn find(self) -> Result<Location, RasterError> {
        if let Some(tiles) = self.tiles {
            let path = self.place.path().to_owned();
            if tiles.is_empty() {
                let problem = TilesProblem::NoneFound.into();
                return Err(RasterError { path, problem });
            }
            let tile = |name: Self| {
                let choice = name.choice.clone().filter(|_| !name.is_item);
                let location = name.find()?;
                Ok(TileName { location, choice })
            };
            let tiles = tiles.into_iter().map(tile).collect::<Result<_, _>>()?;
            return Ok(tiles::location(path, tiles));
        }
        if let Location::File(path) = &self.place
            && is_remote_name(path)
        {
            return Err(self.place.error(RasterProblem::NoFileName));
        }
        if !self.is_item {
            return Ok(self.place);
        }
        let asset =
            find_asset(&self.place, self.choice.as_deref()).map_err(|problem| RasterError {
                path: self.place.path().to_owned(),
                problem,
            })?;
        Ok(Location::StacAsset(Box::new(asset)))
    }
}

/// Whether a path ends as that of a STAC item.
fn is_json(path: &str) -> bool {
    let path = path.to_lowercase();
    [".json", ".geojson"].iter().any(|end| path.ends_with(end))
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
            let name = RasterName::parse(Path::new(named));
            name.is_item.then(|| (name.place.to_string(), name.choice))
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
    fn a_name_may_end_with_a_band_or_a_part() {
        let dir = tempfile::tempdir().unwrap();
        let existing = |name: &str| {
            let path = dir.path().join(name);
            std::fs::write(&path, "").unwrap();
            path.to_string_lossy().into_owned()
        };
        let (file, odd) = (existing("cci.nc"), existing("a.tif#1"));
        let parsed = |named: &str| {
            let name = RasterName::parse(Path::new(named));
            let options = name.options(&RasterOptions {
                band: Some(9),
                ..RasterOptions::default()
            });
            (name.place.to_string(), options.band, options.part)
        };
        let url = "https://a.b/c.tif";
        for (named, place, band, part) in [
            ("none/a.tif#2", "none/a.tif", Some(2), None),
            (&format!("{url}#3"), url, Some(3), None),
            (&format!("{file}#lccs"), &file, Some(9), Some("lccs")),
            (&odd, &odd, Some(9), None),
            (&format!("{odd}#4"), &odd, Some(4), None),
            ("a#b.tif", "a#b.tif", Some(9), None),
        ] {
            let expected = (place.to_owned(), band, part.map(str::to_owned));
            assert_eq!(parsed(named), expected, "{named}");
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
}

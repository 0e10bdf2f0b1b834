//! A GeoPackage of the fixture `jiangxi`.

use std::path::Path;

use zoning_export::{Language, Themes, ZoneShapes};

use crate::support::{self, jiangxi};

/// The shapes of the fixture's zones.
pub fn shapes() -> ZoneShapes {
    let (zones, polygons) = jiangxi::boundaries();
    let ids = zones.into_iter().map(|zone| zone.id).collect();
    ZoneShapes::new(ids, support::albers(), polygons.clone(), polygons).expect("shapes")
}

/// Writes a GeoPackage of them.
pub fn write(path: &Path, themes: &Themes<'_>, language: Language) {
    let caption = support::caption(language);
    support::write_layers(path, "x", themes, &shapes(), &caption).expect("a GeoPackage");
}

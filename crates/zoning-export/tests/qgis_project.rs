//! Projects for QGIS, without QGIS: `scripts/check-qgis` opens them in it.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zoning_export::qgis::{ProjectRaster, QgisProject};
use zoning_export::{Caption, Language, Topic};

#[path = "support/qml.rs"]
mod qml;
mod support;

use qml::{HOSTILE, all, assessment, attributes, parse, raster_style};

fn project(crs_wkt: Option<&str>) -> (Vec<u8>, String) {
    let rasters = support::YEARS.map(|year| ProjectRaster {
        year,
        path: format!("../a & b/{year}.tif"),
        crs_wkt: support::albers(),
    });
    let caption = Caption {
        title: HOSTILE.to_owned(),
        note: Some(HOSTILE.to_owned()),
        language: Language::Both,
    };
    let assessment = assessment();
    let project = QgisProject {
        name: "x",
        themes: &support::themes(&assessment),
        shapes: &support::shapes(),
        caption: &caption,
        rasters: &rasters,
        raster_style: &raster_style(),
        crs_wkt,
    };
    let mut archive = Cursor::new(Vec::new());
    project.write(&mut archive).expect("a project");
    (
        archive.into_inner(),
        project.document().expect("a document"),
    )
}

#[test]
fn a_project_is_one_document_in_an_archive() {
    let (bytes, document) = project(None);
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
    assert_eq!(archive.len(), 1);
    let mut read = String::new();
    let mut file = archive.by_name("x.qgs").expect("the document");
    file.read_to_string(&mut read).expect("UTF-8");
    assert_eq!(read, document);
    assert_eq!(bytes, project(None).0, "two runs differ");
}

#[test]
fn a_project_has_a_layer_a_topic_and_year_over_relative_paths() {
    let (_, text) = project(Some(&support::albers()));
    let document = parse(&text);
    let ids: Vec<_> = all(&document, "maplayer")
        .filter_map(|layer| layer.children().find(|node| node.has_tag_name("id")))
        .filter_map(|id| id.text())
        .collect();
    // Borders and a mask, 6 topics and a raster in 2010, a compensation more in 2020.
    assert_eq!(ids.len(), 2 + 7 + 8);
    assert!(
        ids.iter().all(|id| id.len() > 10),
        "QGIS replaces short ids"
    );
    let mut paths = all(&document, "datasource").filter_map(|node| node.text());
    assert!(
        paths.all(|path| path.starts_with("./layers/x.gpkg|layername=x_20")
            || path.starts_with("../a & b/20"))
    );
    assert!(!text.contains("/tmp/"));
    let in_tree: Vec<_> = all(&document, "projectlayers").collect();
    assert_eq!(in_tree.len(), 1);
    for group in ["2010", "2020"] {
        assert!(attributes(&document, "layer-tree-group", "name").contains(&group.to_owned()));
    }
    // What a layer, theme or map refers to is there.
    let referred = all(&document, "visibility-preset").flat_map(|node| node.children());
    let referred = referred.filter_map(|layer| layer.attribute("id"));
    assert!(
        referred
            .chain(all(&document, "layer-tree-layer").filter_map(|l| l.attribute("id")))
            .all(|id| ids.contains(&id))
    );
    let themes = attributes(&document, "visibility-preset", "name");
    let shown = all(&document, "LayoutItem").filter_map(|item| item.attribute("followPresetName"));
    let shown: Vec<_> = shown.collect();
    assert!(
        shown
            .iter()
            .all(|theme| themes.iter().any(|known| known == theme))
    );
    // 6 topics in two years, a compensation in one, land use in two, the atlas.
    assert_eq!(shown.len(), 6 * 2 + 1 + 2 + 1);
}

#[test]
fn hostile_titles_are_shown_as_they_are() {
    let (_, text) = project(None);
    let document = parse(&text);
    let title = all(&document, "title")
        .next()
        .and_then(|title| title.text());
    assert_eq!(title, Some(HOSTILE));
    let labels = attributes(&document, "LayoutItem", "labelText");
    let shown = HOSTILE.replace("[%", "[ %");
    assert!(
        labels
            .iter()
            .filter(|label| label.starts_with(&shown))
            .count()
            >= 8 * 2
    );
}

#[test]
fn a_project_without_a_plane_gets_one_fitted_to_its_zones() {
    let (_, text) = project(None);
    let document = parse(&text);
    let crs = all(&document, "projectCrs").next().expect("a CRS");
    let proj = crs.descendants().find(|node| node.has_tag_name("proj4"));
    let proj = proj.and_then(|node| node.text()).unwrap_or_default();
    assert!(
        proj.contains("+proj=laea +lat_0=28.5 +lon_0=116.3"),
        "{proj}"
    );
    let (_, text) = project(Some(&support::albers()));
    assert!(
        parse(&text)
            .descendants()
            .any(|node| node.text().is_some_and(|t| t.contains("+proj=aea")))
    );
}

#[test]
fn legends_of_layouts_count_the_zones_of_each_year() {
    let assessment = assessment();
    let (_, text) = project(None);
    let document = parse(&text);
    let layout = all(&document, "Layout")
        .find(|layout| {
            layout
                .attribute("name")
                .is_some_and(|name| name.starts_with("Functional zone"))
        })
        .expect("the layout");
    let options = layout
        .descendants()
        .filter(|node| node.has_tag_name("Option"));
    let labels: Vec<_> = options
        .filter(|node| {
            node.attribute("name")
                .is_some_and(|name| name.starts_with("legend/label-"))
        })
        .filter_map(|node| node.attribute("value"))
        .collect();
    let themes = support::YEARS.map(|year| {
        let theme =
            support::themes(&assessment).theme(Topic::FunctionalZones, year, Language::Both);
        let zones = &assessment.year(year).expect("a year").zones;
        let theme = theme.expect("a theme");
        (theme.counts(zones), theme)
    });
    let [(first, theme), (last, _)] = &themes;
    let expected: Vec<_> = theme
        .classes
        .iter()
        .zip(first.iter().zip(last))
        .map(|(class, (first, last))| format!("{} ({first}, {last})", class.label))
        .collect();
    assert_eq!(labels, expected);
}

//! Projects for QGIS, without QGIS: `scripts/check-qgis` opens them in it.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zoning_export::qgis::{LevelName, ProjectLevel, ProjectRaster, QgisLevels, QgisProject};
use zoning_export::{Caption, Language, Topic};

use crate::support;
use crate::support::qml::{HOSTILE, all, assessment, attributes, parse, raster_style};

fn project(crs_wkt: Option<&str>) -> (Vec<u8>, String) {
    let rasters = support::YEARS.map(|year| ProjectRaster {
        year,
        path: format!("../a & b/{year}.tif"),
        band: 1,
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
    // Borders and a mask, 7 topics and a raster in 2010, a compensation more in 2020.
    assert_eq!(ids.len(), 2 + 8 + 9);
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
    // 7 topics in two years, a compensation in one, land use in two, the atlas.
    assert_eq!(shown.len(), 7 * 2 + 1 + 2 + 1);
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

/// The names of groups and the ids of layers within a node of the layer tree.
fn tree(node: roxmltree::Node<'_, '_>) -> Vec<String> {
    let mut found = Vec::new();
    for child in node.children() {
        match child.tag_name().name() {
            "layer-tree-layer" => found.push(child.attribute("id").unwrap_or_default().to_owned()),
            "layer-tree-group" => {
                let name = child.attribute("name").unwrap_or_default();
                found.extend(tree(child).into_iter().map(|path| format!("{name}/{path}")));
            }
            _ => {}
        }
    }
    found
}

#[test]
fn a_project_of_levels_groups_layers_by_level_then_year() {
    let assessment = assessment();
    let (themes, shapes, style) = (
        support::themes(&assessment),
        support::shapes(),
        raster_style(),
    );
    let rasters = support::YEARS.map(|year| ProjectRaster {
        year,
        path: format!("../{year}.tif"),
        band: 1,
        crs_wkt: support::albers(),
    });
    let captions = ["X, counties", "X, cities"].map(|title| Caption {
        title: title.to_owned(),
        note: Some(format!("status of {title}")),
        language: Language::En,
    });
    let names = [("county", "counties"), ("city", "cities")];
    let levels = [0, 1].map(|place| ProjectLevel {
        level: LevelName {
            name: names[place].0,
            title: names[place].1,
        },
        project: QgisProject {
            name: "x",
            themes: &themes,
            shapes: &shapes,
            caption: &captions[place],
            rasters: &rasters,
            raster_style: &style,
            crs_wkt: None,
        },
    });
    let text = QgisLevels {
        title: "X",
        levels: &levels,
    }
    .document()
    .expect("a document");
    let document = parse(&text);
    let root = all(&document, "layer-tree-group").next().expect("a tree");
    let layers = tree(root);
    let count_below = |start: &str| {
        layers
            .iter()
            .filter(|layer| layer.starts_with(start))
            .count()
    };
    assert_eq!(layers[0], "counties/county_zones_boundaries");
    assert!(layers.contains(&"cities/2010/city_zones_budget_t_2010".to_owned()));
    assert_eq!(
        layers[layers.len() - 3..],
        [
            "Land use/county_zones_mask_outside",
            "Land use/2020/landuse_2020",
            "Land use/2010/landuse_2010"
        ]
    );
    // Borders; 7 topics in each year, a compensation in one.
    assert_eq!(
        (
            count_below("counties/"),
            count_below("cities/"),
            count_below("Land use/")
        ),
        (16, 16, 3)
    );
    let checked: Vec<_> = all(&document, "layer-tree-layer")
        .filter(|layer| layer.attribute("checked") == Some("Qt::Checked"))
        .filter_map(|layer| layer.attribute("id"))
        .filter(|id| layers.iter().any(|layer| layer.ends_with(id)))
        .collect();
    assert_eq!(checked[0], "county_zones_budget_t_2020");
    assert!(!checked.contains(&"city_zones_budget_t_2010"));
    let sources = attributes(&document, "layer-tree-layer", "source");
    for source in [
        "./layers/x.gpkg|layername=x_county_2020",
        "./layers/x.gpkg|layername=x_city_2010",
    ] {
        assert!(sources.iter().any(|known| known == source), "{source}");
    }
    // Layouts and map themes are told apart, and say the status of their level.
    for tag in ["Layout", "visibility-preset"] {
        let mut names = attributes(&document, tag, "name");
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count, "{tag}: a name twice");
    }
    for (title, status) in [
        ("cities, Carbon budget", "status of X, cities"),
        ("counties, Atlas of zones", "status of X, counties"),
    ] {
        let mut layouts = all(&document, "Layout");
        let layout = layouts.find(|layout| layout.attribute("name") == Some(title));
        let texts = layout.expect(title).descendants();
        let mut texts = texts.filter_map(|item| item.attribute("labelText"));
        assert!(texts.any(|text| text.contains(status)), "{title}");
    }
}

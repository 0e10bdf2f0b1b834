//! The layers of a project.

use carbon_core::Year;

use super::crs::Plane;
use super::raster_style::RasterStyle;
use super::symbol;
use super::vector_style::{mask_elements, outline_elements, theme_elements};
use super::xml::Element;
use crate::content::{Group, Themes};
use crate::error::ExportError;
use crate::geopackage::{layer_name, set_name};
use crate::style::Subject;
use crate::text::Caption;

/// What a layer shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Theme(Subject),
    LandUse,
    Boundaries,
    /// White outside of the zones.
    Mask,
    /// The centres of gravity of a quantity, by its place among those that have any.
    Centres(usize),
    /// Its ellipses.
    Ellipses(usize),
}

/// A layer with its place in the project.
pub(super) struct Layer {
    pub content: Content,
    pub year: Year,
    /// What it belongs to within its year; topics and land use to nothing.
    pub group: Option<Group>,
    /// What begins the names of its map themes and layouts: its level's title, if the project has levels.
    pub prefix: String,
    /// Its id. QGIS replaces ids of ten characters or fewer.
    pub id: String,
    pub name: String,
    pub source: String,
    pub provider: &'static str,
    pub element: Element,
}

/// A land-use raster of the project.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectRaster {
    /// The year of its land use.
    pub year: Year,
    /// The path from the folder of the project to the file, with `/` between folders.
    pub path: String,
    /// The band of the codes, from 1.
    pub band: usize,
    /// Its CRS, as WKT.
    pub crs_wkt: String,
}

/// What a level of zones is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelName<'a> {
    /// In files and ids, such as `city`.
    pub name: &'a str,
    /// For people, such as `cities`.
    pub title: &'a str,
}

/// Where the zones of a project are.
pub(super) struct ZoneSource<'a> {
    pub name: &'a str,
    pub level: Option<LevelName<'a>>,
    pub themes: &'a Themes<'a>,
    pub caption: &'a Caption,
    pub plane: Plane,
}

impl ZoneSource<'_> {
    /// The layer of a subject in a year.
    pub fn theme(&self, subject: Subject, year: Year) -> Result<Layer, ExportError> {
        let language = self.caption.language;
        let theme = self.themes.theme(subject, year, language)?;
        let elements = theme_elements(&theme, self.themes, year, language)?;
        let id = format!("zones_{}_{year}", theme.field);
        let layer = self.layer(Content::Theme(subject), year, id, theme.name, elements);
        Ok(Layer {
            group: match subject {
                Subject::Topic(_) => None,
                Subject::Field(place) => Some(self.themes.fields()[place].group),
            },
            ..layer
        })
    }

    /// The borders of a year's zones.
    pub fn boundaries(&self, year: Year) -> Layer {
        let language = self.caption.language;
        let name = language.choose("Boundaries", "区域边界");
        let elements = outline_elements(self.themes, language);
        self.layer(
            Content::Boundaries,
            year,
            "zones_boundaries".to_owned(),
            name,
            elements,
        )
    }

    /// What covers the land outside of a year's zones.
    pub fn mask(&self, year: Year) -> Layer {
        let language = self.caption.language;
        let name = language.choose("Mask outside of the zones", "区域外遮罩");
        let id = "zones_mask_outside".to_owned();
        self.layer(Content::Mask, year, id, name, mask_elements())
    }

    /// What the layers of the GeoPackage are called before their year.
    pub fn set(&self) -> String {
        match self.level {
            Some(level) => set_name(self.name, level.name),
            None => self.name.to_owned(),
        }
    }

    /// An id among those of all levels.
    pub fn id(&self, id: &str) -> String {
        match self.level {
            Some(level) => format!("{}_{id}", level.name),
            None => id.to_owned(),
        }
    }

    /// What the titles of a level's layers begin with.
    pub fn prefix(&self) -> String {
        let comma = self.caption.language.comma();
        let level = self.level.map(|level| format!("{}{comma}", level.title));
        level.unwrap_or_default()
    }

    fn layer(
        &self,
        content: Content,
        year: Year,
        id: String,
        name: String,
        style: Vec<Element>,
    ) -> Layer {
        let table = layer_name(&self.set(), year);
        let source = format!("./layers/{}.gpkg|layername={table}", self.name);
        let id = self.id(&id);
        let element = map_layer("vector", &id, &name, &source, &self.plane)
            .attrs("geometry='Polygon' readOnly='0'")
            .attr("labelsEnabled", u8::from(content != Content::Mask))
            .child(Element::of_text("provider", "ogr").attr("encoding", "UTF-8"))
            .children(style);
        Layer {
            content,
            year,
            group: None,
            prefix: self.prefix(),
            id,
            name,
            source,
            provider: "ogr",
            element,
        }
    }
}

impl Layer {
    /// The layer of a raster.
    pub fn land_use(
        raster: &ProjectRaster,
        style: &RasterStyle,
        caption: &Caption,
    ) -> Result<Self, ExportError> {
        let year = raster.year;
        let id = format!("landuse_{year}");
        let name = caption.language.choose("Land use", "土地利用");
        let plane = Plane::read(&raster.crs_wkt)?;
        let element = map_layer("raster", &id, &name, &raster.path, &plane)
            .child(Element::of_text("provider", "gdal"))
            .children(style.elements(raster.band));
        Ok(Self {
            content: Content::LandUse,
            year,
            group: None,
            prefix: String::new(),
            id,
            name,
            source: raster.path.clone(),
            provider: "gdal",
            element,
        })
    }

    /// Whether it lies over others and shows nothing by itself.
    pub fn is_cover(&self) -> bool {
        matches!(self.content, Content::Boundaries | Content::Mask) || self.is_of_centres()
    }

    /// Whether it shows centres of gravity or ellipses.
    pub fn is_of_centres(&self) -> bool {
        matches!(self.content, Content::Centres(_) | Content::Ellipses(_))
    }

    /// The layer as a project lists it.
    pub fn element(&self) -> Element {
        self.element.clone()
    }

    /// Whether it shows the land, which is that of all levels.
    pub fn is_of_land(&self) -> bool {
        matches!(self.content, Content::LandUse | Content::Mask)
    }

    /// A name among those of all levels.
    pub fn of_level(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// The name of the map theme that shows it.
    pub fn map_theme(&self) -> String {
        if self.is_of_centres() {
            return self.of_level(&self.name);
        }
        self.of_level(&format!("{} {}", self.year, self.name))
    }

    /// Its entry in the layer tree.
    pub fn tree_entry(&self, checked: bool) -> Element {
        self.entry(checked, Vec::new())
    }

    /// Its entry in a legend: the classes alone, with these labels, so many rows a column.
    pub fn legend_entry(&self, labels: &[String], rows: usize) -> Element {
        // The first node of a raster names its band.
        let first = usize::from(self.content == Content::LandUse);
        let nodes = first..first + labels.len();
        let order: Vec<_> = nodes.clone().map(|node| node.to_string()).collect();
        let mut properties = vec![
            ("legend/node-order".to_owned(), order.join(",")),
            ("legend/title-style".to_owned(), "hidden".to_owned()),
        ];
        for (node, label) in nodes.clone().zip(labels) {
            properties.push((format!("legend/label-{node}"), label.clone()));
        }
        for node in nodes.step_by(rows.max(1)).skip(1) {
            properties.push((format!("legend/column-break-{node}"), "1".to_owned()));
        }
        self.entry(true, properties)
    }

    fn entry(&self, checked: bool, properties: Vec<(String, String)>) -> Element {
        let state = if checked {
            "Qt::Checked"
        } else {
            "Qt::Unchecked"
        };
        Element::new("layer-tree-layer")
            .attr("id", &self.id)
            .attr("name", &self.name)
            .attr("source", &self.source)
            .attr("providerKey", self.provider)
            .attr("checked", state)
            .attr("expanded", u8::from(checked))
            .child(Element::new("customproperties").child(symbol::options(properties)))
    }

    /// Its entry in a map theme.
    pub fn preset_entry(&self) -> Element {
        Element::new("layer")
            .attr("id", &self.id)
            .attr("style", &self.name)
            .attrs("visible='1' expanded='1'")
    }
}

pub(super) fn map_layer(kind: &str, id: &str, name: &str, source: &str, plane: &Plane) -> Element {
    let style = Element::new("map-layer-style").attr("name", name);
    Element::new("maplayer")
        .attr("type", kind)
        .attrs("styleCategories='AllStyleCategories' hasScaleBasedVisibilityFlag='0'")
        .text("id", id)
        .text("datasource", source)
        .text("layername", name)
        .child(Element::new("srs").child(plane.element()))
        .child(
            Element::new("map-layer-style-manager")
                .attr("current", name)
                .child(style),
        )
}

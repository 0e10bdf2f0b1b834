//! The QGIS project file: layers grouped by year, map themes, print layouts.

use std::io::{Seek, Write};

use geo::{Rect, coord};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::crs::{Plane, bounded, corners};
use super::layer::{Content, Layer, LevelName, ProjectRaster, ZoneSource};
use super::legend::Legend;
use super::raster_style::RasterStyle;
use super::sheet::Sheet;
use super::vector_style::DEFAULT;
use super::xml::Element;
use super::{QGIS_VERSION, atlas, centres, symbol};
use crate::content::{Group, Themes};
use crate::error::ExportError;
use crate::geometry::ZoneShapes;
use crate::text::Caption;

/// A QGIS project over the GeoPackage of a run, which is `layers/NAME.gpkg` beside it.
///
/// Layers are grouped by year, latest first: a layer a theme, styled, those of a supplement in groups
/// within, and the land use under them; centres of gravity in a group over all. Map themes are called by year and layer. There is a print layout for each topic with a map a year, one for
/// land use, and an atlas with a page a zone. All paths are relative.
#[derive(Debug, Clone, Copy)]
pub struct QgisProject<'a> {
    /// The name of the project and its files.
    pub name: &'a str,
    /// What was found.
    pub themes: &'a Themes<'a>,
    /// The zones' shapes.
    pub shapes: &'a ZoneShapes,
    /// Title, status and language.
    pub caption: &'a Caption,
    /// The land-use rasters.
    pub rasters: &'a [ProjectRaster],
    /// How they are drawn.
    pub raster_style: &'a RasterStyle,
    /// The CRS to draw in, as WKT; if none, an equal-area one fitted to the zones.
    pub crs_wkt: Option<&'a str>,
}

/// Everything that layouts draw from.
pub(super) struct Context<'a> {
    pub project: QgisProject<'a>,
    pub layers: Vec<Layer>,
    /// What maps show, in the CRS of the project.
    pub extent: Rect<f64>,
}

impl<'a> QgisProject<'a> {
    /// Writes the project as a `.qgz` file.
    ///
    /// # Errors
    ///
    /// [`ExportError`] if a CRS is not understood or the stream takes no more bytes.
    pub fn write(&self, out: impl Write + Seek) -> Result<(), ExportError> {
        archive(self.name, &self.document()?, out)
    }

    /// The project as XML: the `.qgs` file inside the `.qgz`.
    ///
    /// # Errors
    ///
    /// [`ExportError`] if a CRS is not understood.
    pub fn document(&self) -> Result<String, ExportError> {
        let plane = self.plane()?;
        let context = self.context(&plane, None)?;
        let tree = tree(context.tree(true, |_| true));
        document(&self.caption.title, &plane, tree, &[context])
    }

    /// What the project draws in.
    pub(super) fn plane(&self) -> Result<Plane, ExportError> {
        match self.crs_wkt {
            Some(wkt) => Ok(Plane::read(wkt)?),
            None => Ok(Plane::fitted(self.shapes)?),
        }
    }

    /// What layouts draw from, of a level if the project has levels.
    pub(super) fn context(
        self,
        plane: &Plane,
        level: Option<LevelName<'_>>,
    ) -> Result<Context<'a>, ExportError> {
        Ok(Context {
            project: self,
            layers: self.layers(level)?,
            extent: with_margin(plane.extent(self.shapes)?),
        })
    }

    fn layers(&self, level: Option<LevelName<'_>>) -> Result<Vec<Layer>, ExportError> {
        let source = ZoneSource {
            name: self.name,
            level,
            themes: self.themes,
            caption: self.caption,
            plane: Plane::read(self.shapes.crs_wkt())?,
        };
        let years = self
            .themes
            .assessment
            .years
            .iter()
            .map(|annual| annual.year);
        let mut layers = Vec::new();
        let supplement = self.themes.supplement();
        if let Some(year) = years.clone().next_back() {
            if let Some(found) = supplement.and_then(|supplement| supplement.centres.as_ref()) {
                layers.extend(centres::layers(&source, found, year)?);
            }
            layers.push(source.boundaries(year));
            if !self.rasters.is_empty() {
                layers.push(source.mask(year));
            }
        }
        for year in years.rev() {
            for subject in self.themes.subjects(year) {
                layers.push(source.theme(subject, year)?);
            }
            for raster in self.rasters.iter().filter(|raster| raster.year == year) {
                layers.push(Layer::land_use(raster, self.raster_style, self.caption)?);
            }
        }
        Ok(layers)
    }
}

impl Context<'_> {
    /// The layer that is seen when the project opens.
    pub fn default_layer(&self) -> Option<&Layer> {
        self.layers
            .iter()
            .find(|layer| layer.content == Content::Theme(DEFAULT))
    }

    /// The name of the atlas and of the map theme that it shows.
    pub fn atlas_name(&self) -> String {
        let language = self.project.caption.language;
        let name = language.choose("Atlas of zones", "分区图集");
        match self.default_layer() {
            Some(layer) => layer.of_level(&name),
            None => name,
        }
    }

    /// Entries of the layers that are meant, by year; the one that is seen by default is switched on, if any is to be.
    pub(super) fn tree(&self, is_shown: bool, is_meant: impl Fn(&Layer) -> bool) -> Vec<Element> {
        let default = self.default_layer().filter(|_| is_shown);
        let entry =
            |layer: &Layer| layer.tree_entry(default.is_some_and(|first| first.id == layer.id));
        let meant = self.layers.iter().filter(|layer| is_meant(layer));
        let (covers, others): (Vec<_>, Vec<_>) = meant.partition(|layer| layer.is_cover());
        let years = others.chunk_by(|a, b| a.year == b.year).map(|of_year| {
            let latest = default.is_some_and(|layer| layer.year == of_year[0].year);
            let members = of_year.chunk_by(|a, b| a.group == b.group);
            let members = members.flat_map(|members| {
                let entries: Vec<_> = members.iter().map(|layer| entry(layer)).collect();
                match members[0].group {
                    None => entries,
                    Some(name) => vec![group(self.group_name(name), false).children(entries)],
                }
            });
            group(of_year[0].year, latest).children(members)
        });
        let (centres, covers): (Vec<&Layer>, Vec<&Layer>) =
            covers.into_iter().partition(|layer| layer.is_of_centres());
        let language = self.project.caption.language;
        let of_centres = (!centres.is_empty()).then(|| {
            let name = language.choose("Centres of gravity", "重心");
            group(name, false).children(centres.into_iter().map(entry))
        });
        let covers = covers.into_iter().map(entry);
        of_centres.into_iter().chain(covers).chain(years).collect()
    }

    fn group_name(&self, group: Group) -> String {
        let language = self.project.caption.language;
        group.label().in_language(language)
    }

    /// One a layer, and that of the atlas. Over land use there are borders and the mask, over
    /// ellipses borders and centres, in the atlas borders.
    fn map_themes(&self) -> Vec<Element> {
        let theme = |name: String, layer: &Layer, covers: &[Content]| {
            let covers = self
                .layers
                .iter()
                .filter(|cover| covers.contains(&cover.content));
            Element::new("visibility-preset")
                .attr("name", name)
                .attr("has-expanded-info", "0")
                .children(covers.chain([layer]).map(Layer::preset_entry))
        };
        let presets = self.layers.iter().filter_map(|layer| {
            let covers = match layer.content {
                Content::Boundaries | Content::Mask | Content::Centres(_) => return None,
                Content::LandUse => vec![Content::Boundaries, Content::Mask],
                Content::Ellipses(place) => vec![Content::Boundaries, Content::Centres(place)],
                Content::Theme(_) => Vec::new(),
            };
            Some(theme(layer.map_theme(), layer, &covers))
        });
        let atlas = self.default_layer();
        let atlas = atlas.map(|layer| theme(self.atlas_name(), layer, &[Content::Boundaries]));
        presets.chain(atlas).collect()
    }

    /// A layout a sheet, and the atlas.
    fn layouts(&self) -> Result<Vec<Element>, ExportError> {
        let sheets = self.sheets()?;
        let sheets = sheets.iter().map(|sheet| sheet.layout(self));
        Ok(sheets.chain(atlas::layout(self)).collect())
    }

    /// A sheet a topic, and one of land use.
    fn sheets(&self) -> Result<Vec<Sheet<'_>>, ExportError> {
        let mut contents: Vec<Content> = Vec::new();
        for layer in self.layers.iter().filter(|layer| !layer.is_cover()) {
            if !contents.contains(&layer.content) {
                contents.push(layer.content);
            }
        }
        let sheets = contents
            .into_iter()
            .map(|content| self.sheet(content).transpose());
        sheets.flatten().collect()
    }

    fn sheet(&self, content: Content) -> Result<Option<Sheet<'_>>, ExportError> {
        let project = &self.project;
        let language = project.caption.language;
        let panels = self
            .layers
            .iter()
            .rev()
            .filter(|layer| layer.content == content);
        let panels: Vec<_> = panels.collect();
        let years: Vec<_> = panels.iter().map(|layer| layer.year).collect();
        let legend = match (content, years.last()) {
            (Content::Theme(subject), _) => {
                Legend::for_subject(subject, project.themes, &years, language)?
            }
            (Content::LandUse, Some(&year)) => {
                Some(Legend::of_land_use(project.raster_style, year, language))
            }
            _ => None,
        };
        Ok(legend.map(|legend| Sheet { legend, panels }))
    }
}

/// The project of all contexts, drawn in the extent of the first.
pub(super) fn document(
    title: &str,
    plane: &Plane,
    tree: Element,
    contexts: &[Context<'_>],
) -> Result<String, ExportError> {
    let extent = contexts
        .first()
        .map_or(with_margin(None), |context| context.extent);
    let layers = contexts.iter().flat_map(|context| &context.layers);
    let layouts = contexts.iter().map(Context::layouts);
    let layouts: Vec<_> = layouts.collect::<Result<_, _>>()?;
    let map_themes = contexts.iter().flat_map(Context::map_themes);
    let root = Element::new("qgis")
        .attr("projectname", title)
        .attr("version", QGIS_VERSION)
        .text("title", title)
        .child(Element::new("projectCrs").child(plane.element()))
        .child(tree)
        .child(canvas(plane, extent))
        .child(Element::new("projectlayers").children(layers.map(Layer::element)))
        .child(properties())
        .child(Element::new("visibility-presets").children(map_themes))
        .child(Element::new("Layouts").children(layouts.into_iter().flatten()))
        .child(view(plane, extent));
    Ok(root.document())
}

/// A `.qgz` file of a document.
pub(super) fn archive(
    name: &str,
    document: &str,
    out: impl Write + Seek,
) -> Result<(), ExportError> {
    let mut archive = ZipWriter::new(out);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    archive.start_file(format!("{name}.qgs"), options)?;
    archive.write_all(document.as_bytes())?;
    archive.finish()?.flush()?;
    Ok(())
}

/// The layer tree.
pub(super) fn tree(entries: impl IntoIterator<Item = Element>) -> Element {
    Element::new("layer-tree-group").children(entries)
}

/// A group of layers.
pub(super) fn group(name: impl ToString, expanded: bool) -> Element {
    Element::new("layer-tree-group")
        .attr("name", name)
        .attr("checked", "Qt::Checked")
        .attr("expanded", u8::from(expanded))
        .child(Element::new("customproperties").child(symbol::options::<&str>([])))
}

/// A box with some room around it. A box around nothing has the size of a kilometre.
fn with_margin(extent: Option<Rect<f64>>) -> Rect<f64> {
    let extent = extent.unwrap_or(Rect::new((0.0, 0.0), (1e3, 1e3)));
    let margin = (extent.width().max(extent.height()) * 0.07).max(1.0);
    let margin = coord! { x: margin, y: margin };
    Rect::new(extent.min() - margin, extent.max() + margin)
}

fn canvas(plane: &Plane, extent: Rect<f64>) -> Element {
    let corners = corners(extent).map(|(name, place)| Element::of_text(name, place));
    Element::new("mapcanvas")
        .attrs("name='theMapCanvas' annotationsVisible='1'")
        .text("units", "meters")
        .child(Element::new("extent").children(corners))
        .text("rotation", 0)
        .child(Element::new("destinationsrs").child(plane.element()))
}

fn view(plane: &Plane, extent: Rect<f64>) -> Element {
    let extent = bounded(Element::new("DefaultViewExtent"), extent).child(plane.element());
    Element::new("ProjectViewSettings")
        .attrs("UseProjectScales='0' rotation='0'")
        .child(extent)
}

/// Relative paths, hectares, and that the project's CRS counts.
fn properties() -> Element {
    let absolute = Element::of_text("Absolute", "false").attr("type", "bool");
    let projected = Element::of_text("ProjectionsEnabled", 1).attr("type", "int");
    let units = Element::of_text("AreaUnits", "ha").attr("type", "QString");
    let lengths = Element::of_text("DistanceUnits", "km").attr("type", "QString");
    Element::new("properties")
        .child(Element::new("Measurement").child(units).child(lengths))
        .child(Element::new("Paths").child(absolute))
        .child(Element::new("SpatialRefSys").child(projected))
}

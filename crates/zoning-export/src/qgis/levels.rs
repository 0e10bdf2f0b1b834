//! A project over all levels of zones.

use std::io::{Seek, Write};

use super::layer::{Layer, LevelName};
use super::project::{Context, QgisProject, archive, document, group, tree};
use super::xml::Element;
use crate::error::ExportError;

/// One level of a project.
#[derive(Debug, Clone, Copy)]
pub struct ProjectLevel<'a> {
    /// What it is called.
    pub level: LevelName<'a>,
    /// Its zones, what was found of them, and their caption. The name, the CRS and the rasters are
    /// those of the first level.
    pub project: QgisProject<'a>,
}

/// A QGIS project of all levels over one GeoPackage, which is `layers/NAME.gpkg` beside it and has
/// the layers [`set_name`](crate::set_name) of each level.
///
/// A group a level holds what a [`QgisProject`] of that level would; map themes and layouts begin
/// with the level's title. The land use, which is that of all, stands in a group below. The first
/// level is seen when the project opens.
#[derive(Debug, Clone, Copy)]
pub struct QgisLevels<'a> {
    /// The title of the project.
    pub title: &'a str,
    /// The levels.
    pub levels: &'a [ProjectLevel<'a>],
}

impl QgisLevels<'_> {
    /// Writes the project as a `.qgz` file.
    ///
    /// # Errors
    ///
    /// [`ExportError`] if a CRS is not understood or the stream takes no more bytes.
    pub fn write(&self, out: impl Write + Seek) -> Result<(), ExportError> {
        let name = self.levels.first().map_or("", |level| level.project.name);
        archive(name, &self.document()?, out)
    }

    /// The project as XML: the `.qgs` file inside the `.qgz`.
    ///
    /// # Errors
    ///
    /// [`ExportError`] if a CRS is not understood.
    pub fn document(&self) -> Result<String, ExportError> {
        let Some(first) = self.levels.first() else {
            return Ok(tree([]).document());
        };
        let plane = first.project.plane()?;
        let contexts = self.levels.iter().zip(0..).map(|(level, place)| {
            let rasters = if place == 0 {
                first.project.rasters
            } else {
                &[]
            };
            let project = QgisProject {
                name: first.project.name,
                rasters,
                ..level.project
            };
            project.context(&plane, Some(level.level))
        });
        let contexts: Vec<_> = contexts.collect::<Result<_, _>>()?;
        document(self.title, &plane, self.tree(&contexts), &contexts)
    }

    fn tree(&self, contexts: &[Context<'_>]) -> Element {
        let levels = self.levels.iter().zip(contexts).zip(0..);
        let groups = levels.map(|((level, context), place)| {
            let is_first = place == 0;
            let entries = context.tree(is_first, |layer| !layer.is_of_land());
            group(level.level.title, is_first).children(entries)
        });
        let land = contexts
            .first()
            .filter(|context| !context.project.rasters.is_empty());
        let land = land.map(|context| {
            let language = context.project.caption.language;
            let name = language.choose("Land use", "土地利用");
            group(name, false).children(context.tree(false, Layer::is_of_land))
        });
        tree(groups.chain(land))
    }
}

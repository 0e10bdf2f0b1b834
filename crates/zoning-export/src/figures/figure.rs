//! A figure in all formats.

use std::sync::Arc;

use resvg::usvg;

use super::formats::{pdf, png};
use super::options::{Dpi, FigureFormat};
use crate::error::ExportError;

/// A figure, ready to be written in any format.
#[derive(Clone)]
pub struct Figure {
    pub(super) number: u8,
    /// What it shows, as file names have it.
    pub(super) name: String,
    /// Title, status of the data, notes.
    pub(super) caption: Vec<String>,
    pub(super) dpi: Dpi,
    pub(super) title: String,
    pub(super) svg: String,
    pub(super) fonts: Arc<usvg::fontdb::Database>,
}

impl Figure {
    /// The name of its files without extension, such as `figure-1-emissions`.
    pub fn file_stem(&self) -> String {
        format!("figure-{}-{}", self.number, self.name)
    }

    /// Its title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What a caption says: the title, the status of the data, the notes with the sources.
    pub fn caption(&self) -> String {
        self.caption.join("\n") + "\n"
    }

    /// The figure as SVG. Text stays text, in the first font of a list that the viewer has.
    pub fn svg(&self) -> &str {
        &self.svg
    }

    /// The figure as a tree of shapes, from which pictures are made.
    fn tree(&self) -> Result<usvg::Tree, ExportError> {
        let options = usvg::Options {
            fontdb: Arc::clone(&self.fonts),
            font_family: "Noto Sans CJK SC".to_owned(),
            ..usvg::Options::default()
        };
        let tree = usvg::Tree::from_str(&self.svg, &options);
        tree.map_err(|error| ExportError::figure("drawn", error))
    }

    /// The figure in these formats, with the extension of each file; the pictures are drawn from one tree.
    ///
    /// # Errors
    ///
    /// [`ExportError::Figure`] if it cannot be encoded.
    pub fn files(
        &self,
        formats: &[FigureFormat],
    ) -> Result<Vec<(&'static str, Vec<u8>)>, ExportError> {
        if formats == [FigureFormat::Svg] {
            return Ok(vec![("svg", self.svg.clone().into_bytes())]);
        }
        let tree = self.tree()?;
        let file = |format: &FigureFormat| {
            Ok::<_, ExportError>(match format {
                FigureFormat::Svg => ("svg", self.svg.clone().into_bytes()),
                FigureFormat::Png => ("png", png::encode(&tree, self.dpi.get())?),
                FigureFormat::Pdf => ("pdf", pdf::encode(&tree, &self.title)?),
            })
        };
        formats.iter().map(file).collect()
    }
}

impl std::fmt::Debug for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Figure")
            .field("number", &self.number)
            .field("title", &self.title)
            .finish_non_exhaustive()
    }
}

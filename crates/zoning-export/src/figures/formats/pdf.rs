//! Figures as PDF: vectors, text that can be selected, fonts embedded.

use krilla::Document;
use krilla::geom::Size;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};
use resvg::usvg::Tree;

use crate::error::ExportError;

/// Points in a pixel of CSS, in which trees are measured.
const POINTS_PER_CSS: f32 = 0.75;

pub(crate) fn encode(tree: &Tree, title: &str) -> Result<Vec<u8>, ExportError> {
    let [width, height] =
        [tree.size().width(), tree.size().height()].map(|length| length * POINTS_PER_CSS);
    let too_small = || failed(format!("{width} × {height} points are no page"));
    let size = Size::from_wh(width, height).ok_or_else(too_small)?;
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title(title.to_owned()));
    let settings = PageSettings::from_wh(width, height).ok_or_else(too_small)?;
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    surface
        .draw_svg(tree, size, SvgSettings::default())
        .ok_or_else(|| failed("its drawing was refused"))?;
    surface.finish();
    page.finish();
    document
        .finish()
        .map_err(|error| failed(format!("{error:?}")))
}

fn failed(reason: impl ToString) -> ExportError {
    ExportError::figure("written as PDF", reason)
}

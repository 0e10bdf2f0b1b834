//! Figures as PNG, at [`DPI`].

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::Tree;

use crate::error::ExportError;

/// Dots per inch of a figure.
pub(crate) const DPI: f64 = 300.0;

/// Pixels per inch of CSS, in which trees are measured.
const CSS_PER_INCH: f64 = 96.0;

/// Dots per metre, as PNG notes them.
const DOTS_PER_METRE: u32 = 11_811;

pub(crate) fn encode(tree: &Tree) -> Result<Vec<u8>, ExportError> {
    let scale = (DPI / CSS_PER_INCH) as f32;
    let [width, height] =
        [tree.size().width(), tree.size().height()].map(|length| (length * scale).round() as u32);
    let mut pixmap = Pixmap::new(width, height)
        .ok_or_else(|| failed(format!("{width} × {height} pixels are no picture")))?;
    // The page may end within the last row of dots.
    pixmap.fill(Color::WHITE);
    resvg::render(
        tree,
        Transform::from_scale(scale, scale),
        &mut pixmap.as_mut(),
    );
    // The page is opaque: no alpha is kept.
    let pixels = pixmap.data().chunks_exact(4);
    let rgb: Vec<u8> = pixels
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
        .collect();
    write(&rgb, [width, height], png::ColorType::Rgb, |encoder| {
        encoder.set_pixel_dims(Some(png::PixelDimensions {
            xppu: DOTS_PER_METRE,
            yppu: DOTS_PER_METRE,
            unit: png::Unit::Meter,
        }));
    })
}

/// A picture of eight-bit samples.
pub(crate) fn write(
    samples: &[u8],
    [width, height]: [u32; 2],
    color: png::ColorType,
    prepare: impl FnOnce(&mut png::Encoder<'_, &mut Vec<u8>>),
) -> Result<Vec<u8>, ExportError> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(color);
    encoder.set_depth(png::BitDepth::Eight);
    prepare(&mut encoder);
    let mut writer = encoder.write_header().map_err(failed)?;
    let written = writer.write_image_data(samples);
    written.and_then(|()| writer.finish()).map_err(failed)?;
    Ok(out)
}

fn failed(reason: impl ToString) -> ExportError {
    ExportError::figure("written as PNG", reason)
}

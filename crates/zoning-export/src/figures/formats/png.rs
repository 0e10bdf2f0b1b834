//! Figures as PNG.

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::Tree;

use crate::error::ExportError;

/// Pixels per inch of CSS, in which trees are measured.
const CSS_PER_INCH: f64 = 96.0;

/// Inches in a metre.
const INCHES_PER_METRE: f64 = 1.0 / 0.0254;

/// The figure with so many dots per inch.
pub(crate) fn encode(tree: &Tree, dpi: f64) -> Result<Vec<u8>, ExportError> {
    let scale = (dpi / CSS_PER_INCH) as f32;
    let dots_per_metre = (dpi * INCHES_PER_METRE).round() as u32;
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
    let mut rgb = vec![0; pixmap.data().len() / 4 * 3];
    for (to, pixel) in rgb.chunks_exact_mut(3).zip(pixmap.data().chunks_exact(4)) {
        to.copy_from_slice(&pixel[..3]);
    }
    write(&rgb, [width, height], png::ColorType::Rgb, |encoder| {
        encoder.set_pixel_dims(Some(png::PixelDimensions {
            xppu: dots_per_metre,
            yppu: dots_per_metre,
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
    // Pictures are drawn faster than they are compressed otherwise.
    encoder.set_compression(png::Compression::Fast);
    prepare(&mut encoder);
    let mut writer = encoder.write_header().map_err(failed)?;
    let written = writer.write_image_data(samples);
    written.and_then(|()| writer.finish()).map_err(failed)?;
    Ok(out)
}

fn failed(reason: impl ToString) -> ExportError {
    ExportError::figure("written as PNG", reason)
}

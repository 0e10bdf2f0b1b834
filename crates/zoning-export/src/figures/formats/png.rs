//! Figures as PNG, at [`DPI`].

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::Tree;

use crate::figures::error::FigureError;

/// Dots per inch of a figure.
pub(crate) const DPI: f64 = 300.0;

/// Pixels per inch of CSS, in which trees are measured.
const CSS_PER_INCH: f64 = 96.0;

/// Dots per metre, as PNG notes them.
const DOTS_PER_METRE: u32 = 11_811;

pub(crate) fn encode(tree: &Tree) -> Result<Vec<u8>, FigureError> {
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
    let rgb: Vec<u8> = pixmap
        .data()
        .chunks_exact(4)
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
) -> Result<Vec<u8>, FigureError> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(color);
    encoder.set_depth(png::BitDepth::Eight);
    prepare(&mut encoder);
    let mut writer = encoder
        .write_header()
        .map_err(|error| failed(error.to_string()))?;
    writer
        .write_image_data(samples)
        .and_then(|()| writer.finish())
        .map_err(|error| failed(error.to_string()))?;
    Ok(out)
}

fn failed(reason: String) -> FigureError {
    FigureError::Draw {
        step: "written as PNG",
        reason,
    }
}

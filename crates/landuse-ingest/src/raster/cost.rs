//! What reading a raster costs, reckoned from what its file claims.

use gdal::raster::RasterBand;
use gdal::{Dataset, Metadata};

use super::error::RasterProblem;
use crate::limits::Limit;

/// A TIFF of fewer blocks is opened whatever its size.
const FEW_BLOCKS: u64 = 1_000_000;

/// The place of a block takes at least as many bytes in a TIFF.
const BYTES_PER_PLACE: u64 = 4;

/// Refuses blocks that take too much memory, with all the bands that are stored in them.
///
/// # Errors
/// [`Limit::BlockBytes`] is exceeded.
pub(super) fn refuse_large_blocks(
    dataset: &Dataset,
    band: &RasterBand<'_>,
) -> Result<(), RasterProblem> {
    let (width, height) = band.block_size();
    let interleaved = dataset.metadata_item("INTERLEAVE", "IMAGE_STRUCTURE");
    let bands = match interleaved.as_deref() {
        Some("PIXEL") => dataset.raster_count(),
        _ => 1,
    };
    let factors = [width, height, bands, band.band_type().bytes() as usize];
    let bytes = factors.iter().map(|factor| *factor as u64);
    Ok(Limit::BlockBytes.refuse_above(bytes.fold(1, u64::saturating_mul))?)
}

/// Refuses a TIFF of so many bytes that claims more blocks than it can have.
///
/// # Errors
/// It does.
pub(super) fn refuse_claimed_blocks(
    band: &RasterBand<'_>,
    bytes: u64,
) -> Result<(), RasterProblem> {
    let ((width, height), (block_width, block_height)) = (band.size(), band.block_size());
    let across = width.div_ceil(block_width.max(1)) as u64;
    let blocks = across * height.div_ceil(block_height.max(1)) as u64;
    if blocks > FEW_BLOCKS && blocks * BYTES_PER_PLACE > bytes {
        return Err(RasterProblem::MoreBlocksThanBytes { blocks, bytes });
    }
    Ok(())
}

//! Thinned-out rasters for drawing.

use landuse_ingest::raster::{Raster, RasterOptions};

#[test]
fn an_overview_has_codes_of_the_raster_where_they_lie() {
    let path = testkit::fixtures::fixture("jiangxi/landuse-2020.tif");
    let raster = Raster::open(&path, &RasterOptions::default()).unwrap();
    let whole = raster.overview(10_000).unwrap();
    assert_eq!((whole.width, whole.height), (476, 652));
    assert_eq!(whole.transform, raster.grid.transform());
    let small = raster.overview(163).unwrap();
    assert_eq!((small.width, small.height), (119, 163));
    assert_eq!(small.transform[1], 4000.0);
    // Nearest neighbour takes the cell in the middle of four by four: at (2, 2) from their corner.
    for (row, col) in [(0, 0), (40, 60), (162, 118)] {
        let thinned = small.codes[row * 119 + col];
        assert_eq!(
            thinned,
            whole.codes[(row * 4 + 2) * 476 + col * 4 + 2],
            "row {row}, column {col}"
        );
    }
    assert!(whole.codes.contains(&None) && whole.codes.contains(&Some(11)));
    assert!(!whole.codes.contains(&Some(255)), "255 is no data");
}

//! A STAC item leads to a raster or is refused, whatever its bytes. Nothing is fetched: the raster is not opened.

#![no_main]

use landcarbon_fuzz::reading::file;
use landuse_ingest::raster::RasterName;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let item = file("item.json", bytes);
    if let Err(error) = RasterName::parse(&item).find() {
        assert!(!error.to_string().is_empty());
    }
});

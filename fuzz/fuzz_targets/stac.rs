//! A STAC item leads to a raster or is refused, whatever its bytes. Nothing is fetched: the raster is not opened.

#![no_main]

use landcarbon_fuzz::reading::find_in_stac_item;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| find_in_stac_item(bytes));

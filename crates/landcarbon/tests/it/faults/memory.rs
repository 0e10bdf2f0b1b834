//! Memory within limits.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use gdal::DriverManager;
use gdal::raster::{Buffer, RasterCreationOptions};
use gdal::spatial_ref::SpatialRef;

use crate::faults::study::{landcarbon, stderr};

const SIDE: usize = 20_000;

/// A raster of 400 million cells in wide bands of classes, which compress well.
fn write_raster(path: &Path) {
    let driver = DriverManager::get_driver_by_name("GTiff").unwrap();
    let options = RasterCreationOptions::from_iter([
        "COMPRESS=DEFLATE",
        "ZLEVEL=1",
        "TILED=YES",
        "BLOCKXSIZE=512",
        "BLOCKYSIZE=512",
    ]);
    let mut dataset = driver
        .create_with_band_type_with_options::<u8, _>(path, SIDE, SIDE, 1, &options)
        .unwrap();
    dataset
        .set_geo_transform(&[113.0, 0.0003, 0.0, 30.5, 0.0, -0.0003])
        .unwrap();
    dataset
        .set_spatial_ref(&SpatialRef::from_epsg(4326).unwrap())
        .unwrap();
    let mut band = dataset.rasterband(1).unwrap();
    for top in (0..SIDE).step_by(512) {
        let rows = 512.min(SIDE - top);
        let code = 1 + (top / 512 % 6) as u8;
        let mut cells = Buffer::new((SIDE, rows), vec![code; SIDE * rows]);
        band.write((0, top as isize), (SIDE, rows), &mut cells)
            .unwrap();
    }
}

/// The most memory of a process so far, in MiB.
fn peak(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kib / 1024.0)
}

#[test]
#[cfg(target_os = "linux")]
fn four_hundred_million_cells_take_less_than_300_mib() {
    let folder = tempfile::TempDir::new().unwrap();
    write_raster(&folder.path().join("large.tif"));
    let mut child = landcarbon(folder.path())
        .args([
            "tally",
            "--quiet",
            "--zone-id",
            "adcode",
            "--legend",
            "cnlucc-level1",
            "--zones",
        ])
        .arg(crate::faults::study::fixture("boundaries.geojson"))
        .args(["--raster", "large.tif", "--out", "t.csv"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut most: f64 = 0.0;
    while child.try_wait().unwrap().is_none() {
        most = most.max(peak(child.id()).unwrap_or_default());
        std::thread::sleep(Duration::from_millis(2));
    }
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    println!("peak: {most:.0} MiB");
    assert!(most > 10.0 && most < 300.0, "{most} MiB");
}

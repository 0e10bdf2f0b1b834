//! A small valid study in a temporary folder, to be spoilt in one place.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gdal::raster::GdalType;
use gdal::spatial_ref::SpatialRef;
use tempfile::TempDir;
use testkit::program::landcarbon;
use testkit::raster::{RasterSpec, write_raster};

/// The CRS of the frame and its zones: metres of equal area.
pub const EPSG: u32 = 6933;

/// Cells of the frame in a row and in a column.
pub const CELLS: usize = 20;

/// The six numbers of the geotransform of the frame: cells of 1 ha.
pub const TRANSFORM: [f64; 6] = testkit::raster::FRAME;

const STATISTICS: &str = "\
zone,name,year,variable,value,unit,status,source
a,Alpha,2010,population,1000,persons,census,made up
a,Alpha,2010,gdp_constant,5000,1e4 yuan,official,made up
a,Alpha,2010,energy,2000,tce,official,made up
a,Alpha,2020,population,1100,persons,census,made up
a,Alpha,2020,gdp_constant,9000,1e4 yuan,official,made up
a,Alpha,2020,energy,2500,tce,official,made up
b,Beta,2010,population,800,persons,census,made up
b,Beta,2010,gdp_constant,3000,1e4 yuan,official,made up
b,Beta,2010,energy,1500,tce,official,made up
b,Beta,2020,population,700,persons,census,made up
b,Beta,2020,gdp_constant,4000,1e4 yuan,official,made up
b,Beta,2020,energy,1750,tce,official,made up
";

const PROJECT: &str = r#"[project]
name = "small"
years = [2010, 2020]

[boundaries]
path = "zones.geojson"
id = "id"
name = "name"

[landuse]
legend = "cnlucc"
rasters = { 2010 = "frame.asc", 2020 = "later.asc" }

[statistics]
path = "statistics.csv"

[coefficients]
preset = "consistent-c"
without = ["cultivated", "unused"]

[compensation]
base_year = 2010
target_year = 2020
engel = { coefficient = 0.32 }
price = { yuan_per_usd = 6.8976, region_gdp_per_person_1e4_yuan = 5.6871, nation_gdp_per_person_1e4_yuan = 7.2 }

[export]
geopackage = false
geojson = false
tables = false
figures = false
report = false
"#;

/// A folder with two zones `a` and `b`, a raster of four codes, statistics and a project, and nothing wrong with any of them.
pub struct SmallStudy {
    folder: TempDir,
}

/// What a run of the program left.
pub struct Outcome {
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl SmallStudy {
    pub fn new() -> Self {
        let study = Self {
            folder: TempDir::new().unwrap(),
        };
        study.copy("edge/frame.asc", "frame.asc");
        study.write(
            "later.asc",
            // One cell, in no zone, is another.
            study.read("frame.asc").replacen("\n11 ", "\n21 ", 1),
        );
        study.place(EPSG);
        study.polygons(&[("a", &square(2, 2, 8)), ("b", &square(10, 2, 8))]);
        study.write("statistics.csv", STATISTICS);
        study.write("project.toml", PROJECT);
        study
    }

    /// Puts the frame into a CRS of EPSG.
    pub fn place(&self, epsg: u32) {
        let srs = SpatialRef::from_epsg(epsg).unwrap();
        srs.morph_to_esri().unwrap();
        let wkt = srs.to_wkt().unwrap();
        self.write("frame.prj", &wkt);
        self.write("later.prj", &wkt);
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    pub fn write(&self, file: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(file), bytes).unwrap();
    }

    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    pub fn remove(&self, file: &str) {
        fs::remove_file(self.path(file)).unwrap();
    }

    pub fn folder(&self, name: &str) {
        fs::create_dir_all(self.path(name)).unwrap();
    }

    /// A file of `fixtures/`.
    pub fn copy(&self, fixture: &str, to: &str) {
        fs::copy(testkit::fixtures::fixture(fixture), self.path(to)).unwrap();
    }

    /// Puts `to` in the place of `from`, which must be there.
    pub fn edit(&self, file: &str, from: &str, to: &str) {
        let text = self.read(file);
        assert!(text.contains(from), "{file} has no {from}");
        self.write(file, text.replace(from, to));
    }

    /// Zones by id with the coordinates of a polygon, in cells east and north of the frame's south-western corner.
    pub fn polygons(&self, zones: &[(&str, &str)]) {
        let features: Vec<_> = zones
            .iter()
            .map(|(id, cells)| feature(id, "Polygon", &placed(cells)))
            .collect();
        self.features(&features);
    }

    /// Zones by id and name, each a square of its own.
    pub fn names(&self, zones: &[(&str, &str)]) {
        let features: Vec<_> = zones
            .iter()
            .enumerate()
            .map(|(place, (id, name))| {
                let mut feature = feature(id, "Polygon", &placed(&square(4 * place, 0, 4)));
                feature["properties"]["name"] = (*name).into();
                feature
            })
            .collect();
        self.features(&features);
    }

    pub fn features(&self, features: &[serde_json::Value]) {
        let collection = serde_json::json!({
            "type": "FeatureCollection",
            "crs": { "type": "name", "properties": { "name": format!("urn:ogc:def:crs:EPSG::{EPSG}") } },
            "features": features,
        });
        self.write("zones.geojson", collection.to_string());
    }

    /// Zones of `fixtures/edge`, brought to the CRS of the frame.
    pub fn edge(&self, fixture: &str) {
        self.copy(&format!("edge/{fixture}.geojson"), "zones.geojson");
        self.edit("zones.geojson", "EPSG::32650", &format!("EPSG::{EPSG}"));
    }

    /// A GeoTIFF with the frame's place, changed before it is written.
    pub fn tiff(&self, file: &str, change: impl FnOnce(&mut Tiff<u8>)) {
        let columns = [11, 21, 43, 51];
        let mut tiff = Tiff::new((0..CELLS * CELLS).map(|i| columns[i % 4]).collect());
        change(&mut tiff);
        tiff.write(&self.path(file));
    }

    pub fn run(&self, arguments: &[&str]) -> Outcome {
        let output = landcarbon(self.folder.path())
            .args(arguments)
            .output()
            .unwrap();
        let text = |bytes: &[u8]| {
            String::from_utf8_lossy(bytes)
                .replace(&format!("{}/", self.folder.path().display()), "")
        };
        Outcome {
            status: output.status.code(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }

    /// Every file and folder with its size.
    pub fn contents(&self) -> BTreeMap<PathBuf, u64> {
        let mut found = BTreeMap::new();
        let mut open = vec![self.folder.path().to_owned()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let metadata = fs::symlink_metadata(&path).unwrap();
                if metadata.is_dir() {
                    open.push(path.clone());
                }
                let size = if metadata.is_dir() { 0 } else { metadata.len() };
                found.insert(path, size);
            }
        }
        found
    }
}

/// Takes bytes from the end of a file.
pub fn cut(study: &SmallStudy, file: &str, bytes: usize) {
    let whole = fs::read(study.path(file)).unwrap();
    study.write(file, &whole[..whole.len() - bytes]);
}

/// A text as Windows' Notepad saves it under "Unicode".
pub fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

/// A text as spreadsheets in China save it.
pub fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GBK.encode(text).0.into_owned()
}

/// A feature with the properties `id` and `name`.
pub fn feature(id: &str, kind: &str, coordinates: &str) -> serde_json::Value {
    let coordinates: serde_json::Value = serde_json::from_str(coordinates).unwrap();
    serde_json::json!({
        "type": "Feature",
        "properties": { "id": id, "name": id },
        "geometry": { "type": kind, "coordinates": coordinates },
    })
}

/// The ring of a square, in cells.
pub fn square(col: usize, row: usize, side: usize) -> String {
    let (east, north) = (col + side, row + side);
    format!("[[[{col},{row}],[{east},{row}],[{east},{north}],[{col},{north}],[{col},{row}]]]")
}

/// Coordinates in cells as coordinates in metres.
pub fn placed(cells: &str) -> String {
    fn place(value: &mut serde_json::Value) {
        let Some(items) = value.as_array_mut() else {
            return;
        };
        match items[..] {
            [ref mut x, ref mut y] if x.is_number() => {
                *x = (500_000.0 + 100.0 * x.as_f64().unwrap()).into();
                *y = (3_000_000.0 + 100.0 * y.as_f64().unwrap()).into();
            }
            _ => items.iter_mut().for_each(place),
        }
    }
    let mut value = serde_json::from_str(cells).unwrap();
    place(&mut value);
    value.to_string()
}

/// A GeoTIFF to be written.
pub struct Tiff<T> {
    pub cells: Vec<T>,
    pub size: (usize, usize),
    pub transform: Option<[f64; 6]>,
    pub crs: Option<String>,
    pub nodata: Option<f64>,
    pub options: Vec<&'static str>,
    pub bands: usize,
}

impl<T: GdalType + Copy> Tiff<T> {
    pub fn new(cells: Vec<T>) -> Self {
        Self {
            cells,
            size: (CELLS, CELLS),
            transform: Some(TRANSFORM),
            crs: Some(format!("EPSG:{EPSG}")),
            nodata: None,
            options: Vec::new(),
            bands: 1,
        }
    }

    pub fn write(self, path: &Path) {
        let spec = RasterSpec {
            driver: "GTiff",
            size: self.size,
            transform: self.transform,
            crs: self.crs.as_deref(),
            nodata: self.nodata,
            options: &self.options,
            bands: self.bands,
        };
        write_raster(path, &spec, &self.cells);
    }
}

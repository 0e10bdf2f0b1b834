//! Boundary files: formats, parts that are missing, encodings, reference systems.

use gdal::DriverManager;
use gdal::spatial_ref::SpatialRef;
use gdal::vector::{
    Feature, Geometry, LayerAccess, LayerOptions, OGRFieldType, OGRwkbGeometryType,
};

use crate::bad_inputs::cases::{Cases, TALLY};
use crate::bad_inputs::small_study::{EPSG, SmallStudy, cut, utf16};

const ZONES: &[&str] = &[
    "tally",
    "--zone-id",
    "id",
    "--raster",
    "frame.asc",
    "--zones",
];

/// Writes zones of another format, a layer for each name.
fn converted(study: &SmallStudy, driver: &str, file: &str, layers: &[&str]) {
    let driver = DriverManager::get_driver_by_name(driver).unwrap();
    let mut dataset = driver.create_vector_only(study.path(file)).unwrap();
    let srs = SpatialRef::from_epsg(EPSG).unwrap();
    for name in layers {
        let options = LayerOptions {
            name,
            srs: Some(&srs),
            ty: OGRwkbGeometryType::wkbPolygon,
            ..LayerOptions::default()
        };
        let layer = dataset.create_layer(options).unwrap();
        layer
            .create_defn_fields(&[("id", OGRFieldType::OFTString)])
            .unwrap();
        for (id, west, east) in [("a", 500_200, 501_000), ("b", 501_000, 501_800)] {
            let ring = format!(
                "{west} 3000200, {east} 3000200, {east} 3001000, {west} 3001000, {west} 3000200"
            );
            let mut feature = Feature::new(layer.defn()).unwrap();
            feature.set_field_string(0, id).unwrap();
            feature
                .set_geometry(Geometry::from_wkt(&format!("POLYGON (({ring}))")).unwrap())
                .unwrap();
            feature.create(&layer).unwrap();
        }
    }
}

fn shapefile(study: &SmallStudy) {
    converted(study, "ESRI Shapefile", "zones.shp", &["zones"]);
}

fn shapefile_without(parts: &[&str]) -> impl FnOnce(&SmallStudy) {
    move |b: &SmallStudy| {
        shapefile(b);
        parts
            .iter()
            .for_each(|extension| b.remove(&format!("zones.{extension}")));
    }
}

pub fn geopackage(study: &SmallStudy) {
    converted(study, "GPKG", "zones.gpkg", &["cities", "counties"]);
}

#[test]
fn files() {
    let mut tally = Cases::new(ZONES);
    tally.refuses("no such file", &["zonen.geojson"], |_| {});
    tally.refuses("a folder of other things", &["."], |_| {});
    tally.refuses("an empty file", &["zones.geojson"], |b| {
        b.write("zones.geojson", "")
    });
    tally.refuses("a file cut short", &["zones.geojson"], |b| {
        cut(b, "zones.geojson", 200)
    });
    tally.refuses("a text by the name of a GeoPackage", &["a.gpkg"], |b| {
        b.write("a.gpkg", "towns")
    });
    tally.refuses("no features", &["zones.geojson"], |b| b.features(&[]));
    tally.refuses("a table", &["statistics.csv"], |b| {
        b.edit("statistics.csv", "zone,", "id,")
    });
    tally.refuses("a raster", &["frame.asc"], |_| {});
    tally.refuses("a project", &["project.toml"], |_| {});
    tally.refuses("several layers", &["zones.gpkg"], geopackage);
    tally.accepts(
        "one of several layers",
        &["zones.gpkg", "--layer", "cities"],
        geopackage,
    );
    tally.refuses(
        "a layer that is not there",
        &["zones.gpkg", "--layer", "citys"],
        geopackage,
    );
    tally.refuses(
        "a GeoPackage cut short",
        &["zones.gpkg", "--layer", "cities"],
        |b| {
            geopackage(b);
            cut(b, "zones.gpkg", 50_000);
        },
    );
    tally.refuses("UTF-16", &["zones.geojson"], |b| {
        b.write("zones.geojson", utf16(&b.read("zones.geojson")));
    });
    tally.accepts("a byte order mark", &["zones.geojson"], |b| {
        let text = b.read("zones.geojson");
        b.write("zones.geojson", format!("\u{feff}{text}"));
    });
    tally.accepts(
        "a path in Chinese with blanks",
        &["数据 二/区 划.geojson"],
        |b| {
            b.folder("数据 二");
            b.write("数据 二/区 划.geojson", b.read("zones.geojson"));
        },
    );
    tally.accepts("a path with dots", &["a/../zones.geojson"], |b| {
        b.folder("a")
    });
    tally.refuses("a link to nowhere", &["link.geojson"], |b| {
        std::os::unix::fs::symlink("nowhere.geojson", b.path("link.geojson")).unwrap();
    });
    insta::assert_snapshot!(tally.told());
}

#[test]
fn shapefiles() {
    let mut tally = Cases::new(ZONES);
    tally.accepts("a Shapefile", &["zones.shp"], shapefile);
    tally.refuses("without .shx", &["zones.shp"], shapefile_without(&["shx"]));
    tally.refuses("without .dbf", &["zones.shp"], shapefile_without(&["dbf"]));
    tally.refuses("without .prj", &["zones.shp"], shapefile_without(&["prj"]));
    tally.accepts("the .dbf of a Shapefile", &["zones.dbf"], shapefile);
    tally.refuses(
        "a .dbf alone",
        &["zones.dbf"],
        shapefile_without(&["shp", "shx"]),
    );
    tally.refuses("a .shp cut short", &["zones.shp"], |b| {
        shapefile(b);
        cut(b, "zones.shp", 60);
    });
    tally.refuses("a .dbf cut short", &["zones.shp"], |b| {
        shapefile(b);
        cut(b, "zones.dbf", 100);
    });
    tally.refuses("a .dbf that says it has a row less", &["zones.shp"], |b| {
        shapefile(b);
        let mut table = std::fs::read(b.path("zones.dbf")).unwrap();
        table[4] -= 1;
        b.write("zones.dbf", table);
    });
    tally.refuses(
        "a .shx that leads to one shape twice",
        &["zones.shp"],
        |b| {
            shapefile(b);
            let mut index = std::fs::read(b.path("zones.shx")).unwrap();
            index.copy_within(100..108, 108);
            b.write("zones.shx", index);
        },
    );
    tally.refuses("a .shx of another file", &["zones.shp"], |b| {
        shapefile(b);
        b.copy("gbk-shapefile/ldid-00.shx", "zones.shx");
    });
    tally.refuses("an empty .shp", &["zones.shp"], |b| {
        shapefile(b);
        b.write("zones.shp", "");
    });
    tally.refuses("an empty .prj", &["zones.shp"], |b| {
        shapefile(b);
        b.write("zones.prj", "");
    });
    insta::assert_snapshot!(tally.told());
}

#[test]
fn encodings() {
    const GBK: &[&str] = &[
        "tally",
        "--zones",
        "zones.shp",
        "--zone-id",
        "ZONE_ID",
        "--zone-name",
        "NAME",
        "--raster",
        "frame.tif",
    ];
    fn fixture(stem: &str) -> impl FnOnce(&SmallStudy) {
        move |b: &SmallStudy| {
            b.tiff("frame.tif", |tiff| {
                tiff.crs = Some("EPSG:4326".to_owned());
                tiff.transform = Some([115.0, 0.1, 0.0, 29.0, 0.0, -0.1]);
            });
            ["shp", "shx", "dbf", "prj"].iter().for_each(|extension| {
                b.copy(
                    &format!("gbk-shapefile/{stem}.{extension}"),
                    &format!("zones.{extension}"),
                );
            });
        }
    }
    let mut tally = Cases::new(GBK);
    tally.warns("GBK, and nothing says so", &[], fixture("ldid-00"));
    tally.warns("GBK, and a .cpg that claims UTF-8", &[], |b| {
        fixture("cpg-utf8")(b);
        b.copy("gbk-shapefile/cpg-utf8.cpg", "zones.cpg");
    });
    tally.warns(
        "GBK, and a header that claims ANSI",
        &[],
        fixture("ldid-57"),
    );
    tally.accepts("GBK, as the header says", &[], fixture("ldid-4d"));
    tally.warns("GBK, and a .cpg that names nothing", &[], |b| {
        fixture("ldid-00")(b);
        b.write("zones.cpg", "none");
    });
    insta::assert_snapshot!(tally.told());
}

#[test]
fn reference_systems() {
    let mut tally = Cases::new(TALLY);
    for (case, crs) in [
        ("a code that does not exist", "EPSG:99999"),
        ("nothing", ""),
        ("a number alone", "4326"),
        ("a name", "Albers"),
        ("a typing error", "+proj=aae +lat_1=25"),
        ("coordinates of the Earth's body", "EPSG:4978"),
        ("heights", "EPSG:5773"),
        ("degrees for metres", "EPSG:4326"),
        ("another projection", "EPSG:32650"),
        ("a file that is not there", "zones.prj"),
    ] {
        tally.refuses(case, &["--zones-crs", crs], |_| {});
    }
    tally.refuses_edits(
        "zones.geojson",
        &[[
            "a code of the file that does not exist",
            "EPSG::6933",
            "EPSG::99999",
        ]],
    );
    insta::assert_snapshot!(tally.told());
}

//! GeoPackages as GDAL reads them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support;
use carbon_core::{Quantity, Value, ValueKind};
use gdal::vector::sql::Dialect;
use gdal::vector::{Feature, FieldValue, Layer, LayerAccess, OGRFieldType, OGRwkbGeometryType};
use gdal::version::VersionInfo;
use gdal::{Dataset, Metadata};
use geo::{Geometry, MultiPolygon};
use tempfile::TempDir;
use zoning_export::qgis::layer_styles;
use zoning_export::{
    Caption, CrsError, ExportError, Language, LayerSet, ZoneShapes, layer_name, set_name,
    write_geopackage,
};

fn written(name: &str, language: Language) -> (TempDir, PathBuf) {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("out.gpkg");
    write(&path, name, language).expect("a GeoPackage");
    (directory, path)
}

fn write(path: &Path, name: &str, language: Language) -> Result<(), ExportError> {
    let caption = support::caption(language);
    support::write_layers(
        path,
        name,
        &support::themes(&support::assessment()),
        &support::shapes(),
        &caption,
    )
}

/// The layers but for the table of styles, which GDAL lists too.
fn zone_layers(dataset: &Dataset) -> impl Iterator<Item = Layer<'_>> {
    dataset
        .layers()
        .filter(|layer| layer.name() != "layer_styles")
}

/// The texts that a query of one column gives.
fn texts(dataset: &Dataset, query: &str) -> Vec<String> {
    let rows = dataset
        .execute_sql(query, None, Dialect::DEFAULT)
        .expect("SQL");
    let text = |row: Feature<'_>| row.field_as_string(0).expect("a text").unwrap_or_default();
    rows.map_or(vec![], |mut rows| rows.features().map(text).collect())
}

#[test]
fn every_quantity_is_a_typed_field_with_its_value() {
    let (assessment, (_directory, path)) = (support::assessment(), written("x", Language::En));
    let dataset = Dataset::open(path).expect("a dataset");
    assert_eq!(zone_layers(&dataset).count(), 2);
    for annual in &assessment.years {
        let name = layer_name("x", annual.year);
        let mut layer = dataset.layer_by_name(&name).expect("a layer");
        let types: Vec<_> = layer
            .defn()
            .fields()
            .map(|f| (f.name(), f.field_type()))
            .collect();
        let quantities = Quantity::all(&assessment);
        let expected: Vec<_> = quantities
            .iter()
            .map(|quantity| {
                let kind = match quantity.kind() {
                    ValueKind::Text => OGRFieldType::OFTString,
                    ValueKind::Integer => OGRFieldType::OFTInteger64,
                    ValueKind::Number => OGRFieldType::OFTReal,
                };
                (quantity.field_name().into_owned(), kind)
            })
            .collect();
        assert_eq!(types, expected);
        let features: Vec<_> = layer.features().collect();
        assert_eq!(features.len(), annual.zones.len());
        for (feature, zone) in features.iter().zip(&annual.zones) {
            for (index, quantity) in quantities.iter().enumerate() {
                let read = feature.field(index).expect("a field").expect("a value");
                match (read, quantity.value(zone).expect("a value")) {
                    (FieldValue::StringValue(read), Value::Text(text)) => assert_eq!(read, text),
                    (FieldValue::Integer64Value(read), Value::Integer(x)) => assert_eq!(read, x),
                    (FieldValue::RealValue(read), Value::Number(x)) => {
                        assert_eq!(read.to_bits(), x.to_bits());
                    }
                    (read, value) => unreachable!("{read:?} is not {value:?}"),
                }
            }
        }
    }
}

#[test]
fn every_field_has_an_alias_with_its_unit() {
    let assessment = support::assessment();
    for (language, energy, esc) in [
        (
            Language::En,
            "Energy (tce)",
            "Ecological support coefficient",
        ),
        (Language::Zh, "能源消费（tce）", "生态承载系数"),
        (
            Language::Both,
            "Energy (tce) / 能源消费（tce）",
            "Ecological support coefficient / 生态承载系数",
        ),
    ] {
        let (_directory, path) = written("x", language);
        let dataset = Dataset::open(path).expect("a dataset");
        for layer in zone_layers(&dataset) {
            let columns = |column: &str| {
                let name = layer.name();
                texts(
                    &dataset,
                    &format!(
                        "SELECT {column} FROM gpkg_data_columns WHERE table_name = '{name}' ORDER BY rowid"
                    ),
                )
            };
            let fields: Vec<_> = layer.defn().fields().map(|f| f.name()).collect();
            assert_eq!(columns("column_name"), fields);
            let expected: Vec<_> = Quantity::all(&assessment)
                .iter()
                .map(|quantity| {
                    let (en, zh) = (
                        quantity.alias_en(&assessment),
                        quantity.alias_zh(&assessment),
                    );
                    match language {
                        Language::En => en,
                        Language::Zh => zh,
                        Language::Both if en == zh => en,
                        Language::Both => format!("{en} / {zh}"),
                    }
                })
                .collect();
            assert_eq!(columns("name"), expected);
            assert!(expected.iter().any(|alias| alias == energy));
            assert!(expected.iter().any(|alias| alias == esc));
            let gdal: u32 = VersionInfo::version_num().parse().expect("a number");
            if gdal >= 3_070_000 {
                // GDAL gives no alias that is the name itself but for its case.
                for (field, alias) in layer.defn().fields().zip(&expected) {
                    let given = field.alternative_name();
                    let name = given.is_empty() && field.name().eq_ignore_ascii_case(alias);
                    assert!(name || given == *alias, "{given:?} for {alias:?}");
                }
            }
        }
    }
}

#[test]
fn geometry_is_as_given_in_its_own_crs() {
    let (_directory, path) = written("x", Language::En);
    let dataset = Dataset::open(path).expect("a dataset");
    let shapes = support::shapes();
    for mut layer in zone_layers(&dataset) {
        let srs = layer.spatial_ref().expect("a CRS");
        assert_eq!(srs.auth_code().ok(), None);
        let proj = srs.to_proj4().expect("a PROJ string");
        for part in [
            "+proj=aea",
            "+lon_0=105",
            "+lat_1=25",
            "+lat_2=47",
            "+ellps=krass",
        ] {
            assert!(proj.contains(part), "{proj}");
        }
        let field = layer.defn().geom_fields().next().expect("a geometry field");
        assert_eq!(field.field_type(), OGRwkbGeometryType::wkbMultiPolygon);
        let read: Vec<_> = layer
            .features()
            .take(2)
            .map(|feature| {
                feature
                    .geometry()
                    .expect("a geometry")
                    .to_geo()
                    .expect("polygons")
            })
            .collect();
        let native = |id: &str| {
            let shape: MultiPolygon<f64> = shapes.native(&id.into()).expect("a shape").clone();
            Geometry::MultiPolygon(shape)
        };
        assert_eq!(read, [native("1"), native("2")]);
        let without = format!("SELECT zone FROM {} WHERE geom IS NULL", layer.name());
        assert_eq!(texts(&dataset, &without), ["3"]);
    }
}

#[test]
fn contents_carry_title_and_status() {
    let (_directory, path) = written("x", Language::En);
    let dataset = Dataset::open(path).expect("a dataset");
    let column = |name| {
        let query = format!(
            "SELECT {name} FROM gpkg_contents WHERE data_type = 'features' ORDER BY table_name"
        );
        texts(&dataset, &query)
    };
    assert_eq!(column("table_name"), ["x_2010", "x_2020"]);
    assert_eq!(
        column("identifier")[1],
        "Test'land: Carbon budget and functional zones, 2020 (SYNTHETIC example)"
    );
    assert_eq!(column("description")[0], "SYNTHETIC example");
    assert_eq!(column("last_change || ''"), ["1970-01-01T00:00:00.000Z"; 2]);
    let layer = dataset.layer(0).expect("a layer");
    let description = layer.metadata_item("DESCRIPTION", "");
    assert_eq!(description.as_deref(), Some("SYNTHETIC example"));
}

#[test]
fn the_schema_extension_is_registered_and_the_database_sound() {
    let (_directory, path) = written("x", Language::En);
    let dataset = Dataset::open(path).expect("a dataset");
    let registered = "SELECT table_name FROM gpkg_extensions WHERE extension_name = 'gpkg_schema' ORDER BY rowid";
    assert_eq!(
        texts(&dataset, registered),
        ["gpkg_data_columns", "gpkg_data_column_constraints"]
    );
    assert_eq!(texts(&dataset, "PRAGMA integrity_check"), ["ok"]);
    assert!(texts(&dataset, "PRAGMA foreign_key_check").is_empty());
}

#[test]
fn names_with_quotes_blanks_and_chinese_are_layer_names() {
    let name = "江西 'test\" 1";
    let (_directory, path) = written(name, Language::Zh);
    let dataset = Dataset::open(path).expect("a dataset");
    let names: Vec<_> = zone_layers(&dataset).map(|layer| layer.name()).collect();
    assert_eq!(names, support::YEARS.map(|year| layer_name(name, year)));
    assert!(
        texts(&dataset, "SELECT identifier FROM gpkg_contents")[0]
            .contains("碳收支与功能区，2010年")
    );
}

#[test]
fn two_runs_write_the_same_bytes() {
    let (_one, first) = written("x", Language::En);
    let (_other, second) = written("x", Language::En);
    assert_eq!(
        fs::read(first).expect("bytes"),
        fs::read(second).expect("bytes")
    );
}

#[test]
fn a_file_is_replaced() {
    let (_directory, path) = written("x", Language::En);
    let before = fs::read(&path).expect("bytes");
    fs::write(&path, "something else").expect("a file");
    write(&path, "x", Language::En).expect("a GeoPackage");
    assert_eq!(fs::read(&path).expect("bytes"), before);
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let error = write(Path::new("/nowhere/out.gpkg"), "x", Language::En).unwrap_err();
    assert!(matches!(error, ExportError::GeoPackage { .. }));
    assert!(error.to_string().contains("/nowhere/out.gpkg"), "{error}");
    let directory = tempfile::tempdir().expect("a directory");
    let error = write(directory.path(), "x", Language::En).unwrap_err();
    assert!(matches!(error, ExportError::Replace { .. }), "{error}");
}

#[test]
fn a_crs_that_gdal_does_not_understand_is_named() {
    let (ids, shapes) = (["1", "2", "3"].map(Into::into), support::wgs84());
    let shapes = ZoneShapes::new(ids.to_vec(), "EARTH", shapes.clone(), shapes).expect("shapes");
    let (assessment, caption) = (support::assessment(), support::caption(Language::En));
    let path = Path::new("/nowhere/out.gpkg");
    let error = support::write_layers(path, "x", &support::themes(&assessment), &shapes, &caption)
        .unwrap_err();
    assert!(
        matches!(&error, ExportError::Crs(CrsError { wkt, .. }) if wkt == "EARTH"),
        "{error}"
    );
}

#[test]
fn layers_of_several_levels_stand_in_one_file_each_with_its_status_and_styles() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("x.gpkg");
    let (assessment, shapes) = (support::assessment(), support::shapes());
    let themes = support::themes(&assessment);
    let levels = ["county", "city"];
    let names = levels.map(|level| set_name("x", level));
    let captions = levels.map(|level| Caption {
        note: Some(format!("status of {level}")),
        ..support::caption(Language::En)
    });
    let sets = [0, 1].map(|place| LayerSet {
        name: &names[place],
        themes: &themes,
        shapes: &shapes,
        caption: &captions[place],
        styles: layer_styles(&names[place], &themes, &captions[place]).expect("styles"),
    });
    write_geopackage(&path, &sets).expect("a GeoPackage");
    let dataset = Dataset::open(&path).expect("a dataset");
    let layers: Vec<_> = zone_layers(&dataset).map(|layer| layer.name()).collect();
    assert_eq!(
        layers,
        [
            "x_county_2010",
            "x_county_2020",
            "x_city_2010",
            "x_city_2020"
        ]
    );
    for (level, other) in [("county", "city"), ("city", "county")] {
        let descriptions = texts(
            &dataset,
            &format!("SELECT description FROM gpkg_contents WHERE table_name LIKE 'x_{level}_%'"),
        );
        assert_eq!(
            descriptions,
            [format!("status of {level}"), format!("status of {level}")]
        );
        let styles = |layer: &str| {
            let query =
                format!("SELECT styleName FROM layer_styles WHERE f_table_name = 'x_{layer}_2020'");
            texts(&dataset, &query)
        };
        assert!(!styles(level).is_empty());
        assert_eq!(styles(level), styles(other));
    }
}

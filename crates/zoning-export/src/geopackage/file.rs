//! Writes the file and reads it back.

use std::path::Path;
use std::{fs, io};

use carbon_core::{AnnualAssessment, Assessment, ValueKind};
use gdal::config::{clear_thread_local_config_option, set_thread_local_config_option};
use gdal::errors::GdalError;
use gdal::raster::RasterCreationOptions;
use gdal::spatial_ref::SpatialRef;
use gdal::vector::sql::Dialect;
use gdal::vector::{Defn, Feature, LayerAccess, OGRFieldType, OGRwkbGeometryType, ToGdal};
use gdal::{Dataset, DriverManager};

use super::centre_layers::CentreLayer;
use super::layer_styles::LayerStyle;
use super::names::layer_name;
use super::sql::{execute, quoted};
use super::{centre_layers, layer, layer_styles};
use crate::content::{Column, Themes};
use crate::error::ExportError;
use crate::geometry::{ZoneShapes, read_crs};
use crate::text::{Caption, Language};

/// The first version of GeoPackage in which columns of two layers may have the same alias.
const VERSION: &str = "VERSION=1.3";

/// The tables of the schema extension and their registration, by Annex F.9 of the standard.
const SCHEMA_EXTENSION: [&str; 4] = [
    "CREATE TABLE gpkg_data_columns (
        table_name TEXT NOT NULL,
        column_name TEXT NOT NULL,
        name TEXT,
        title TEXT,
        description TEXT,
        mime_type TEXT,
        constraint_name TEXT,
        CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
        CONSTRAINT gdc_tn UNIQUE (table_name, name))",
    "CREATE TABLE gpkg_data_column_constraints (
        constraint_name TEXT NOT NULL,
        constraint_type TEXT NOT NULL,
        value TEXT,
        min NUMERIC,
        min_is_inclusive BOOLEAN,
        max NUMERIC,
        max_is_inclusive BOOLEAN,
        description TEXT,
        CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))",
    "CREATE TABLE IF NOT EXISTS gpkg_extensions (
        table_name TEXT,
        column_name TEXT,
        extension_name TEXT NOT NULL,
        definition TEXT NOT NULL,
        scope TEXT NOT NULL,
        CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))",
    "INSERT INTO gpkg_extensions VALUES
        ('gpkg_data_columns', NULL, 'gpkg_schema',
         'http://www.geopackage.org/spec121/#extension_schema', 'read-write'),
        ('gpkg_data_column_constraints', NULL, 'gpkg_schema',
         'http://www.geopackage.org/spec121/#extension_schema', 'read-write')",
];

/// Layers of the same zones: one a year.
#[derive(Debug, Clone)]
pub struct LayerSet<'a> {
    /// What their names begin with: that of the project, with that of the level if it has levels.
    pub name: &'a str,
    /// What was found.
    pub themes: &'a Themes<'a>,
    /// The zones' shapes.
    pub shapes: &'a ZoneShapes,
    /// Title, status and language.
    pub caption: &'a Caption,
    /// The styles of the layers for QGIS; see [`layer_styles`](crate::qgis::layer_styles).
    pub styles: Vec<LayerStyle>,
}

/// Writes a GeoPackage with a layer a set and year and reads it back.
///
/// A file of that path is replaced. Not atomic: give a temporary path, which ends in `.gpkg` lest
/// GDAL warn, and rename it.
///
/// # Errors
///
/// [`ExportError`] if the shapes lack a zone of the assessment, GDAL does not understand their
/// CRS or cannot write the file, or the file does not hold what was written.
pub fn write_geopackage(path: &Path, sets: &[LayerSet<'_>]) -> Result<(), ExportError> {
    let columns: Vec<_> = sets.iter().map(|set| set.themes.columns()).collect();
    let sets = sets.iter().zip(&columns);
    let sets = sets.map(|(set, columns)| Prepared::new(set, columns));
    let sets: Vec<_> = sets.collect::<Result<_, _>>()?;
    match fs::remove_file(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            let path = path.to_owned();
            return Err(ExportError::Replace { path, source });
        }
        _ => {}
    }
    write_sets(path, &sets).map_err(failed(path))?;
    sets.iter().try_for_each(|set| set.read_back(path))
}

fn failed(path: &Path) -> impl FnOnce(GdalError) -> ExportError {
    let path = path.to_owned();
    |source| ExportError::GeoPackage { path, source }
}

fn write_sets(path: &Path, sets: &[Prepared<'_>]) -> Result<(), GdalError> {
    let _fixed = FixedTime::new()?;
    let driver = DriverManager::get_driver_by_name("GPKG")?;
    let options = RasterCreationOptions::from_iter([VERSION]);
    let mut dataset =
        driver.create_with_band_type_with_options::<u8, _>(path, 0, 0, 0, &options)?;
    for set in sets {
        for annual in &set.set.themes.assessment.years {
            write_layer(&mut dataset, set, annual)?;
        }
        for layer in &set.centres {
            layer.write(&mut dataset, set.set.caption)?;
        }
    }
    for statement in SCHEMA_EXTENSION {
        execute(&dataset, statement)?;
    }
    for set in sets {
        for annual in &set.set.themes.assessment.years {
            let named = set.fields.iter().map(|field| (&*field.name, &*field.alias));
            execute(&dataset, &aliases(&set.layer(annual), named))?;
        }
        let of_centres = centre_layers::aliases(set.set.caption.language);
        for layer in &set.centres {
            let named = of_centres.iter().map(|(name, alias)| (*name, &**alias));
            execute(&dataset, &aliases(&layer.name, named))?;
        }
    }
    let styles = sets.iter().flat_map(|set| &set.set.styles);
    layer_styles::write(&dataset, styles)?;
    dataset.close()
}

/// Layers with all that is needed to write them.
struct Prepared<'a> {
    set: &'a LayerSet<'a>,
    srs: SpatialRef,
    fields: Vec<Field<'a>>,
    centres: Vec<CentreLayer<'a>>,
}

impl<'a> Prepared<'a> {
    fn new(set: &'a LayerSet<'a>, columns: &'a [Column<'a>]) -> Result<Self, ExportError> {
        let assessment = set.themes.assessment;
        set.shapes.check_against(assessment)?;
        Ok(Self {
            set,
            srs: read_crs(set.shapes.crs_wkt())?,
            fields: fields(columns, assessment, set.caption.language),
            centres: CentreLayer::all(set.name, set.themes),
        })
    }

    fn layer(&self, annual: &AnnualAssessment) -> String {
        layer_name(self.set.name, annual.year)
    }

    /// Holds the file against what was written.
    fn read_back(&self, path: &Path) -> Result<(), ExportError> {
        for annual in &self.set.themes.assessment.years {
            let layer = self.layer(annual);
            let expected = [annual.zones.len(), self.fields.len(), self.fields.len()];
            verify(path, &layer, expected)?;
        }
        let mut centres = self.centres.iter();
        centres.try_for_each(|layer| verify(path, &layer.name, layer.expected()))
    }
}

/// Whether a layer holds so many features, fields and aliases.
fn verify(path: &Path, layer: &str, expected: [usize; 3]) -> Result<(), ExportError> {
    let found = read_back(path, layer).map_err(failed(path))?;
    let counted = ["features", "fields", "aliases"].iter();
    for (what, (expected, found)) in counted.zip(expected.into_iter().zip(found)) {
        if expected != found {
            return Err(ExportError::ReadBack {
                path: path.to_owned(),
                what: format!("the number of {what} of {layer}"),
                expected,
                found,
            });
        }
    }
    Ok(())
}

/// A column of every layer, with its names.
struct Field<'a> {
    column: &'a Column<'a>,
    name: String,
    alias: String,
}

fn fields<'a>(
    columns: &'a [Column<'a>],
    assessment: &Assessment,
    language: Language,
) -> Vec<Field<'a>> {
    let columns = columns.iter();
    columns
        .map(|column| Field {
            name: column.name().into_owned(),
            alias: column.alias(language, assessment),
            column,
        })
        .collect()
}

fn write_layer(
    dataset: &mut Dataset,
    set: &Prepared<'_>,
    annual: &AnnualAssessment,
) -> Result<(), GdalError> {
    let (shapes, caption) = (set.set.shapes, set.set.caption);
    let (en, zh) = ("Carbon budget and functional zones", "碳收支与功能区");
    let title = caption.heading(&caption.language.choose(en, zh), annual.year);
    let description = caption.note.as_deref().unwrap_or_default();
    let name = set.layer(annual);
    let fields = set.fields.iter().map(|field| {
        let kind = match field.column.kind() {
            ValueKind::Text => OGRFieldType::OFTString,
            ValueKind::Integer => OGRFieldType::OFTInteger64,
            ValueKind::Number => OGRFieldType::OFTReal,
        };
        (&*field.name, kind)
    });
    // One transaction a layer: without, SQLite syncs the disk for every feature.
    let mut transaction = dataset.start_transaction()?;
    let subject = (&*name, &set.srs, OGRwkbGeometryType::wkbMultiPolygon);
    let layer = layer::create(&mut transaction, subject, [&title, description], fields)?;
    let defn = Defn::from_layer(&layer);
    for (place, zone_year) in annual.zones.iter().enumerate() {
        let mut feature = Feature::new(&defn)?;
        for (index, field) in set.fields.iter().enumerate() {
            layer::set_field(&mut feature, index, field.column.value(place, zone_year))?;
        }
        let shape = shapes.native(&zone_year.zone.id);
        if let Some(shape) = shape.filter(|shape| !shape.0.is_empty()) {
            feature.set_geometry(shape.to_gdal()?)?;
        }
        feature.create(&layer)?;
    }
    transaction.commit()
}

/// The statement that gives the columns of a layer their aliases.
fn aliases<'a>(layer: &str, fields: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let rows = fields.map(|(name, alias)| {
        let [layer, name, alias] = [layer, name, alias].map(quoted);
        format!("({layer}, {name}, {alias}, NULL, NULL, NULL, NULL)")
    });
    let rows = rows.collect::<Vec<_>>().join(", ");
    format!("INSERT INTO gpkg_data_columns VALUES {rows}")
}

/// While it lives, GDAL takes the time on this thread to be 1970-01-01.
struct FixedTime;

impl FixedTime {
    const OPTION: &str = "OGR_CURRENT_DATE";

    fn new() -> Result<Self, GdalError> {
        set_thread_local_config_option(Self::OPTION, "1970-01-01T00:00:00.000Z")?;
        Ok(Self)
    }
}

impl Drop for FixedTime {
    fn drop(&mut self) {
        // Fails only for a name with a NUL.
        let _ = clear_thread_local_config_option(Self::OPTION);
    }
}

/// The numbers of features, fields and aliases of a layer as read from the file. Before GDAL 3.7
/// closing a file cannot report failure, so it is read back.
fn read_back(path: &Path, layer: &str) -> Result<[usize; 3], GdalError> {
    let dataset = Dataset::open(path)?;
    let (features, fields) = {
        let layer = dataset.layer_by_name(layer)?;
        (layer.feature_count(), layer.defn().fields().count())
    };
    let layer = quoted(layer);
    let query = format!("SELECT 1 FROM gpkg_data_columns WHERE table_name = {layer}");
    let aliases = dataset.execute_sql(query, None, Dialect::DEFAULT)?;
    let aliases = aliases.map_or(0, |mut rows| rows.features().count());
    Ok([features as usize, fields, aliases])
}

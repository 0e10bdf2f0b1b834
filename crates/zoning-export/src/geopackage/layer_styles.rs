//! The table `layer_styles`, in which QGIS finds the styles of a GeoPackage's layers.

use gdal::Dataset;
use gdal::errors::GdalError;

use super::names::layer_name;
use super::sql::{execute, quoted};
use crate::content::Themes;
use crate::error::ExportError;
use crate::qgis::geopackage_styles;
use crate::text::Caption;

/// The table as QGIS makes it, and its registration. QGIS asks for an empty catalog and schema.
const TABLE: [&str; 2] = [
    "CREATE TABLE layer_styles (
        id INTEGER PRIMARY KEY NOT NULL,
        f_table_catalog TEXT(256),
        f_table_schema TEXT(256),
        f_table_name TEXT(256),
        f_geometry_column TEXT(256),
        styleName TEXT(30),
        styleQML TEXT,
        styleSLD TEXT,
        useAsDefault BOOLEAN,
        description TEXT,
        owner TEXT(30),
        ui TEXT(30),
        update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')))",
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)
        VALUES ('layer_styles', 'attributes', 'layer_styles', '', '1970-01-01T00:00:00.000Z')",
];

/// The statements that insert the styles of all layers.
pub(crate) fn of(
    name: &str,
    themes: &Themes<'_>,
    caption: &Caption,
) -> Result<Vec<String>, ExportError> {
    let mut statements = Vec::new();
    for annual in &themes.assessment.years {
        let layer = layer_name(name, annual.year);
        for style in geopackage_styles(themes, annual.year, caption)? {
            let texts = [&layer, &style.name, &style.qml, &style.description];
            let [layer, name, qml, description] = texts.map(|text| quoted(text));
            let is_default = u8::from(style.is_default);
            statements.push(format!(
                "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name,
                    f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description,
                    owner, ui, update_time)
                 VALUES ('', '', {layer}, 'geom', {name}, {qml}, '', {is_default}, {description},
                    '', NULL, '1970-01-01T00:00:00.000Z')"
            ));
        }
    }
    Ok(statements)
}

/// Makes the table and fills it.
pub(crate) fn write<'a>(
    dataset: &Dataset,
    styles: impl Iterator<Item = &'a String>,
) -> Result<(), GdalError> {
    let statements = TABLE.into_iter().chain(styles.map(String::as_str));
    for statement in statements {
        execute(dataset, statement)?;
    }
    Ok(())
}

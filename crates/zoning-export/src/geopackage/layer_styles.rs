//! The table `layer_styles`, in which QGIS finds the styles of a GeoPackage's layers.

use gdal::Dataset;
use gdal::errors::GdalError;

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

use super::sql::{execute, quoted};

/// A style of a layer for QGIS.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerStyle {
    /// The layer.
    pub layer: String,
    /// The name of the style.
    pub name: String,
    /// What it shows.
    pub description: String,
    /// The style itself.
    pub qml: String,
    /// Whether QGIS takes it unless told otherwise.
    pub is_default: bool,
}

impl LayerStyle {
    fn insertion(&self) -> String {
        let texts = [&self.layer, &self.name, &self.qml, &self.description];
        let [layer, name, qml, description] = texts.map(|text| quoted(text));
        let is_default = u8::from(self.is_default);
        format!(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name,
                f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description,
                owner, ui, update_time)
             VALUES ('', '', {layer}, 'geom', {name}, {qml}, '', {is_default}, {description},
                '', NULL, '1970-01-01T00:00:00.000Z')"
        )
    }
}

/// Makes the table and fills it.
pub(super) fn write<'a>(
    dataset: &Dataset,
    styles: impl Iterator<Item = &'a LayerStyle>,
) -> Result<(), GdalError> {
    for statement in TABLE {
        execute(dataset, statement)?;
    }
    for style in styles {
        execute(dataset, &style.insertion())?;
    }
    Ok(())
}

//! What the layers of a GeoPackage share.

use carbon_core::Value;
use gdal::Dataset;
use gdal::errors::GdalError;
use gdal::spatial_ref::SpatialRef;
use gdal::vector::{Feature, FieldDefn, Layer, LayerOptions, OGRFieldType, OGRwkbGeometryType};

/// A layer without features. Its fields follow.
pub(super) fn create<'t, 'f>(
    dataset: &'t mut Dataset,
    (name, srs, kind): (&str, &SpatialRef, OGRwkbGeometryType::Type),
    [title, description]: [&str; 2],
    fields: impl IntoIterator<Item = (&'f str, OGRFieldType::Type)>,
) -> Result<Layer<'t>, GdalError> {
    let layer = dataset.create_layer(LayerOptions {
        name,
        srs: Some(srs),
        ty: kind,
        options: Some(&[
            "GEOMETRY_NAME=geom",
            &format!("IDENTIFIER={title}"),
            &format!("DESCRIPTION={description}"),
        ]),
    })?;
    for (name, kind) in fields {
        FieldDefn::new(name, kind)?.add_to_layer(&layer)?;
    }
    Ok(layer)
}

/// Gives a feature the value of a field.
pub(super) fn set_field(
    feature: &mut Feature<'_>,
    index: usize,
    value: Option<Value<'_>>,
) -> Result<(), GdalError> {
    match value {
        Some(Value::Text(text)) => feature.set_field_string(index, text),
        Some(Value::Integer(integer)) => feature.set_field_integer64(index, integer),
        Some(Value::Number(number)) => feature.set_field_double(index, number),
        None => feature.set_field_null(index),
    }
}

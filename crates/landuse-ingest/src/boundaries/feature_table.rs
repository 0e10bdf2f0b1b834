//! Tables of features that a program holds, rather than a file.

use std::path::Path;

use gdal::vector::Geometry;

use super::error::{BoundaryError, BoundaryProblem};
use super::features::{Feature, Outline, extent};
use super::options::BoundaryOptions;
use super::read::BoundaryReader;
use crate::crs::Crs;
use crate::gdal::listen;
use crate::zones::Zones;

/// Features with their ids and names as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeatureTable {
    /// What messages call the table.
    pub name: String,
    /// The features, in their order.
    pub features: Vec<TableFeature>,
}

/// A row of a [`FeatureTable`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableFeature {
    /// The id. No feature may lack it.
    pub id: String,
    /// The name; without one the feature is called by its id.
    pub name: Option<String>,
    /// The geometry as well-known binary; none if it is missing.
    pub wkb: Option<Vec<u8>>,
}

impl Zones {
    /// The zones of a table of features. Of `options`, `id` and `name` are what messages call the columns, `crs` is that of the
    /// geometries; there are no layers and no further attributes.
    ///
    /// # Errors
    /// There is no feature or no CRS, an id is missing or stands twice, a geometry is no polygon or encloses no definite area. See
    /// [`BoundaryError`].
    pub fn of_table(
        table: &FeatureTable,
        options: &BoundaryOptions,
    ) -> Result<Self, BoundaryError> {
        BoundaryReader::zones_of(Path::new(&table.name), options, |_| {
            read(&table.features, options)
        })
    }
}

fn read(
    rows: &[TableFeature],
    options: &BoundaryOptions,
) -> Result<(Vec<Feature>, Crs), BoundaryProblem> {
    if rows.is_empty() {
        return Err(BoundaryProblem::NoFeatures);
    }
    let features = rows.iter().zip(1..).map(|(row, number)| {
        let outline = row.wkb.as_deref().map(|wkb| outline(wkb, number));
        let outline = outline.transpose()?.flatten();
        Feature::new(row.id.clone(), row.name.clone(), Vec::new(), outline).ok_or_else(|| {
            BoundaryProblem::NoId {
                field: options.id.clone(),
                feature: number,
            }
        })
    });
    let features = features.collect::<Result<Vec<_>, _>>()?;
    if features.iter().all(|feature| feature.outline.is_none()) {
        return Err(BoundaryProblem::NoGeometry);
    }
    match &options.crs {
        Some(crs) => Ok((features, crs.clone())),
        None => Err(BoundaryProblem::NoCrs(extent(&features))),
    }
}

fn outline(wkb: &[u8], feature: usize) -> Result<Option<Outline>, BoundaryProblem> {
    let (geometry, _) = listen(|| Geometry::from_wkb(wkb));
    let geometry = geometry.map_err(|_| BoundaryProblem::LostGeometry { feature })?;
    Ok((!geometry.is_empty()).then(|| Outline::of_geometry(&geometry)))
}

//! How a project's boundaries and rasters are to be read.

use std::path::Path;

use anyhow::{Context, Result, bail};
use landuse_ingest::boundaries::BoundaryOptions;
use landuse_ingest::crs::Crs;
use landuse_ingest::legend::Legend;
use landuse_ingest::raster::RasterOptions;
use landuse_ingest::zones::OverlayOptions;

use super::Project;

impl Project {
    /// How to read the boundaries.
    ///
    /// # Errors
    /// The CRS is not understood.
    pub fn boundary_options(&self) -> Result<BoundaryOptions> {
        let boundaries = &self.boundaries;
        Ok(BoundaryOptions {
            layer: boundaries.layer.clone(),
            id: boundaries.id.clone(),
            name: boundaries.name.clone(),
            crs: crs(boundaries.crs.as_deref(), "[boundaries] crs")?,
            dissolve: boundaries.dissolve,
            repair: boundaries.repair,
            attributes: match boundaries.parents {
                Some(_) => Vec::new(),
                None => self.level_columns(),
            },
        })
    }

    /// How to read the rasters.
    ///
    /// # Errors
    /// The CRS is not understood.
    pub fn raster_options(&self) -> Result<RasterOptions> {
        Ok(RasterOptions {
            band: self.landuse.band,
            crs: crs(self.landuse.crs.as_deref(), "[landuse] crs")?,
        })
    }

    /// How to lay zones over rasters.
    #[must_use]
    pub fn overlay_options(&self) -> OverlayOptions {
        OverlayOptions {
            coverage: self.landuse.coverage,
            area: self.landuse.area,
        }
    }

    /// The legend: built in, or a file beside the project.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn legend(&self) -> Result<Legend> {
        let name = &self.landuse.legend;
        if Legend::built_in(name).is_some() {
            return Ok(Legend::find(name)?);
        }
        let path = self.resolve(Path::new(name));
        let path = if path.exists() {
            path.to_string_lossy().into_owned()
        } else {
            name.clone()
        };
        Ok(Legend::find(&path)?)
    }

    /// Refuses classes under `[coefficients]` that the legend lacks: a typing error there would go unnoticed.
    ///
    /// # Errors
    /// There is one.
    pub fn refuse_classes_unknown_to(&self, legend: &Legend) -> Result<()> {
        let known: Vec<&str> = legend.all_classes().map(|class| class.as_str()).collect();
        let choices = &self.coefficients;
        let named = choices.land.keys().chain(&choices.without);
        match named
            .into_iter()
            .find(|class| !known.contains(&class.as_str()))
        {
            Some(class) if !legend.is_raw() => bail!(
                "[coefficients] names the class `{class}`, which the legend \"{}\" lacks; it has {}",
                legend.name,
                known.join(", ")
            ),
            _ => Ok(()),
        }
    }
}

fn crs(definition: Option<&str>, place: &str) -> Result<Option<Crs>> {
    definition
        .map(Crs::from_definition)
        .transpose()
        .with_context(|| place.to_owned())
}

//! Zones from files and from tables of features.

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use anyhow::Context;
use landcarbon::files::InputStamps;
use landcarbon::landuse_ingest::boundaries::{AttributeFilter, BoundaryOptions, ZoneChoice};
use landcarbon::landuse_ingest::boundaries::{FeatureTable, TableFeature, boundary_files};
use landcarbon::landuse_ingest::zones::Zones;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::interpreter::{raised, read_crs, read_datum, work};

/// Polygons with ids and names.
#[pyclass(name = "Zones", module = "landcarbon._native", frozen)]
pub(crate) struct PyZones(pub(crate) Arc<Zones>);

#[pymethods]
impl PyZones {
    /// Reads the zones of a boundary file.
    #[staticmethod]
    #[pyo3(signature = (path, id, name, layer, filter, only, crs, datum, dissolve, repair))]
    #[allow(clippy::too_many_arguments)] // as many as the command line has
    fn read(
        py: Python<'_>,
        path: PathBuf,
        id: String,
        name: Option<String>,
        layer: Option<String>,
        filter: Option<&str>,
        only: Option<Vec<String>>,
        crs: Option<&Bound<'_, PyAny>>,
        datum: Option<&str>,
        dissolve: bool,
        repair: bool,
    ) -> PyResult<Self> {
        let filter = filter.map(AttributeFilter::from_str).transpose();
        let options = BoundaryOptions {
            layer,
            id,
            name,
            filter: filter.context("where").map_err(raised)?,
            only: only.map_or(ZoneChoice::All, ZoneChoice::Ids),
            crs: read_crs(crs, "zones_crs")?,
            datum: datum.map(read_datum).transpose()?,
            dissolve,
            repair,
            attributes: Vec::new(),
        };
        let zones = work(py, None, |_| {
            let stamps = InputStamps::take(&boundary_files(&path))?;
            let zones = Zones::read(&path, &options)?;
            stamps.refuse_changes()?;
            Ok(zones)
        })?;
        Ok(Self(Arc::new(zones)))
    }

    /// Reads the zones of a table: ids, names and geometries (well-known binary) by row.
    #[staticmethod]
    #[pyo3(signature = (ids, names, geometries, id, only, crs, datum, dissolve, repair))]
    #[allow(clippy::too_many_arguments)] // as many as the command line has
    fn from_table(
        py: Python<'_>,
        ids: Vec<String>,
        names: Option<Vec<Option<String>>>,
        geometries: Vec<Option<Vec<u8>>>,
        id: String,
        only: Option<Vec<String>>,
        crs: Option<&Bound<'_, PyAny>>,
        datum: Option<&str>,
        dissolve: bool,
        repair: bool,
    ) -> PyResult<Self> {
        let options = BoundaryOptions {
            id,
            only: only.map_or(ZoneChoice::All, ZoneChoice::Ids),
            crs: read_crs(crs, "zones_crs")?,
            datum: datum.map(read_datum).transpose()?,
            dissolve,
            repair,
            ..BoundaryOptions::default()
        };
        let names = names.unwrap_or_else(|| vec![None; ids.len()]);
        let rows = ids.into_iter().zip(names).zip(geometries);
        let features = rows.map(|((id, name), wkb)| TableFeature { id, name, wkb });
        let table = FeatureTable {
            name: "zones".to_owned(),
            features: features.collect(),
        };
        let zones = work(py, None, |_| Ok(Zones::of_table(&table, &options)?))?;
        Ok(Self(Arc::new(zones)))
    }

    /// The warnings about the zones.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.0.warnings.clone()
    }

    /// The ids, in the order of the zones.
    #[getter]
    fn ids(&self) -> Vec<&str> {
        let zones = self.0.zones.iter();
        zones.map(|zone| zone.id.as_str()).collect()
    }

    /// Packs the zones into bytes, from which `from_bytes` makes the same zones, to the last bit.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = self.0.to_bytes().map_err(raised)?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// Unpacks what `to_bytes` has packed.
    #[staticmethod]
    fn from_bytes(bytes: &[u8]) -> PyResult<Self> {
        let zones = Zones::from_bytes(bytes).map_err(raised)?;
        Ok(Self(Arc::new(zones)))
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        let from_bytes = py.get_type::<Self>().getattr("from_bytes")?;
        Ok((from_bytes, (self.to_bytes(py)?,)))
    }

    fn __len__(&self) -> usize {
        self.0.zones.len()
    }
}

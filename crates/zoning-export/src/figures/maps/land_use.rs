//! Land use of a year, drawn from the raster's cells in the projection of the figure.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use carbon_core::{LandClass, Year};
use gdal::errors::GdalError;
use gdal::spatial_ref::{AxisMappingStrategy, CoordTransform, SpatialRef};
use geo::Coord;

use crate::figures::error::FigureError;
use crate::figures::formats::{Number, Svg, png};
use crate::figures::page::Sheet;
use crate::geometry::CrsError;
use crate::geometry::Projection;
use crate::style::Color;

/// Dots between places that are projected exactly; between them positions are interpolated.
const LATTICE: usize = 16;

/// Land use to draw: classes with colours, and the cells of each year.
#[derive(Debug, Clone, PartialEq)]
pub struct LandUse {
    /// The classes in the order of the legend; at most 255.
    pub classes: Vec<(LandClass, Color)>,
    /// A picture a year.
    pub pictures: Vec<LandUsePicture>,
}

/// The cells of a land-use raster, thinned out for drawing. Nothing is counted from them.
#[derive(Debug, Clone, PartialEq)]
pub struct LandUsePicture {
    /// The year.
    pub year: Year,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The class of each cell, row by row, as a position in [`LandUse::classes`]; `None` without
    /// data.
    pub cells: Vec<Option<u8>>,
    /// GDAL's six numbers: from column and row to the CRS.
    pub transform: [f64; 6],
    /// The CRS as WKT.
    pub crs_wkt: String,
}

impl LandUsePicture {
    /// Draws the picture into a panel. Says whether cells within zones have no data.
    pub(crate) fn draw(
        &self,
        svg: &mut Svg,
        sheet: &Sheet,
        projection: &Projection,
        classes: &[(LandClass, Color)],
    ) -> Result<bool, FigureError> {
        let layout = &sheet.layout;
        let dots = png::DPI / 72.0;
        let [width, height] =
            [layout.width, layout.height].map(|points| (points * dots) as usize + 1);
        let cells = self.cells_at(width, height, |column, row| {
            let place = Coord {
                x: (column + 0.5) / dots,
                y: (row + 0.5) / dots,
            };
            projection.inverse(sheet.in_plane(place))
        })?;
        let mut gaps = false;
        // Index 0 of the picture is transparent.
        let mut samples = Vec::with_capacity(cells.len());
        for (at, cell) in cells.into_iter().enumerate() {
            let place = Coord {
                x: ((at % width) as f64 + 0.5) / dots,
                y: ((at / width) as f64 + 0.5) / dots,
            };
            gaps |= cell.is_none() && sheet.ground.is_well_inside(place);
            samples.push(cell.map_or(0, |class| class.saturating_add(1)));
        }
        let palette: Vec<u8> = [[255; 3]]
            .into_iter()
            .chain(classes.iter().map(|(_, c)| [c.red, c.green, c.blue]))
            .take(256)
            .flatten()
            .collect();
        let size = [width, height].map(|dots| u32::try_from(dots).unwrap_or(u32::MAX));
        let picture = png::write(&samples, size, ::png::ColorType::Indexed, |encoder| {
            encoder.set_palette(palette);
            encoder.set_trns(vec![0_u8]);
        })?;
        svg.raw(format_args!(
            "<g clip-path=\"url(#region)\"><image width=\"{}\" height=\"{}\" \
             image-rendering=\"optimizeSpeed\" xlink:href=\"data:image/png;base64,{}\"/></g>\n",
            Number(width as f64 / dots),
            Number(height as f64 / dots),
            BASE64_STANDARD.encode(picture)
        ));
        Ok(gaps)
    }

    /// The cell at each dot of a picture, given the place of dots in WGS84.
    fn cells_at(
        &self,
        width: usize,
        height: usize,
        place: impl Fn(f64, f64) -> Option<Coord<f64>>,
    ) -> Result<Vec<Option<u8>>, FigureError> {
        let [columns, rows] = [width, height].map(|dots| dots.div_ceil(LATTICE) + 1);
        let (mut xs, mut ys) = (Vec::new(), Vec::new());
        for node in 0..columns * rows {
            let [column, row] = [node % columns, node / columns].map(|at| (at * LATTICE) as f64);
            let at = place(column, row);
            xs.push(at.map_or(f64::NAN, |c| c.x));
            ys.push(at.map_or(f64::NAN, |c| c.y));
        }
        self.transform_places(&mut xs, &mut ys)
            .map_err(|source| CrsError::new(&*self.crs_wkt, source))?;
        let [x0, dx, rx, y0, ry, dy] = self.transform;
        let determinant = dx * dy - rx * ry;
        let nodes: Vec<[f64; 2]> = xs
            .iter()
            .zip(&ys)
            .map(|(x, y)| {
                let (x, y) = (x - x0, y - y0);
                [
                    (x * dy - y * rx) / determinant,
                    (y * dx - x * ry) / determinant,
                ]
            })
            .collect();
        let mut cells = Vec::with_capacity(width * height);
        for row in 0..height {
            let (above, down) = (row / LATTICE, (row % LATTICE) as f64 / LATTICE as f64);
            for column in 0..width {
                let (left, along) = (column / LATTICE, (column % LATTICE) as f64 / LATTICE as f64);
                let node = |row: usize, column: usize| nodes[row * columns + column];
                let corners = [
                    node(above, left),
                    node(above, left + 1),
                    node(above + 1, left),
                    node(above + 1, left + 1),
                ];
                let [u, v] = [0, 1].map(|axis| {
                    let upper = corners[0][axis] * (1.0 - along) + corners[1][axis] * along;
                    let lower = corners[2][axis] * (1.0 - along) + corners[3][axis] * along;
                    upper * (1.0 - down) + lower * down
                });
                cells.push(self.cell(u, v));
            }
        }
        Ok(cells)
    }

    /// The cell at a column and a row, with fractions.
    fn cell(&self, column: f64, row: f64) -> Option<u8> {
        let inside = column >= 0.0
            && row >= 0.0
            && column < f64::from(self.width)
            && row < f64::from(self.height);
        let at = inside.then_some(row as usize * self.width as usize + column as usize)?;
        self.cells.get(at).copied().flatten()
    }

    /// From WGS84 to the raster's CRS. What has no place there becomes infinite.
    fn transform_places(&self, xs: &mut [f64], ys: &mut [f64]) -> Result<(), GdalError> {
        let mut crs = SpatialRef::from_wkt(&self.crs_wkt)?;
        let mut wgs84 = SpatialRef::from_epsg(4326)?;
        for srs in [&mut crs, &mut wgs84] {
            srs.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
        }
        let transform = CoordTransform::new(&wgs84, &crs)?;
        // Fails where some places cannot be projected; these come back infinite.
        if transform.transform_coords(xs, ys, &mut []).is_err() && xs.iter().all(|x| !x.is_finite())
        {
            xs.fill(f64::NAN);
        }
        Ok(())
    }
}

//! Land use of a year, drawn from the raster's cells in the projection of the figure.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use carbon_core::{LandClass, Year};
use geo::{Coord, coord};
use ndarray::Array2;

use crate::error::ExportError;
use crate::figures::formats::{Number, Svg, png};
use crate::figures::page::{Region, Sheet};
use crate::geometry::Transform;
use crate::style::Color;

/// Dots per inch of pictures of land use.
const DPI: f64 = 300.0;

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
        region: &Region,
        classes: &[(LandClass, Color)],
    ) -> Result<bool, ExportError> {
        let layout = &sheet.layout;
        let dots = DPI / 72.0;
        let [width, height] =
            [layout.width, layout.height].map(|points| (points * dots) as usize + 1);
        let place =
            |[row, column]: [f64; 2]| coord! { x: (column + 0.5) / dots, y: (row + 0.5) / dots };
        let cells = self.cells_at([height, width], |dot| sheet.in_plane(place(dot)), region)?;
        let mut gaps = false;
        // Index 0 of the picture is transparent.
        let mut samples = Vec::with_capacity(cells.len());
        for ((row, column), cell) in cells.indexed_iter() {
            let dot = place([row as f64, column as f64]);
            gaps |= cell.is_none() && sheet.ground.is_well_inside(dot);
            samples.push(cell.map_or(0, |class| class.saturating_add(1)));
        }
        let colors = classes.iter().map(|(_, c)| [c.red, c.green, c.blue]);
        let palette = [[255; 3]].into_iter().chain(colors).take(256).flatten();
        let palette: Vec<u8> = palette.collect();
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

    /// The cell at each dot of a picture of so many rows and columns, given the place of a dot in
    /// the plane of the region.
    fn cells_at(
        &self,
        size: [usize; 2],
        place: impl Fn([f64; 2]) -> Coord<f64>,
        region: &Region,
    ) -> Result<Array2<Option<u8>>, ExportError> {
        let lattice = size.map(|dots| dots.div_ceil(LATTICE) + 1);
        let nodes = Array2::from_shape_fn(lattice, |(row, column)| {
            place([row, column].map(|node| (node * LATTICE) as f64))
        });
        let nowhere = coord! { x: f64::NAN, y: f64::NAN };
        let nodes: Vec<_> = nodes.into_iter().collect();
        let degrees = region.to_degrees.apply(&nodes);
        let degrees: Vec<_> = degrees.into_iter().map(|c| c.unwrap_or(nowhere)).collect();
        let places = Transform::from_degrees(&self.crs_wkt)?.apply(&degrees);
        let [x0, dx, rx, y0, ry, dy] = self.transform;
        let determinant = dx * dy - rx * ry;
        let mut places = places.into_iter().map(|place| {
            let (x, y) = place.map_or((f64::NAN, f64::NAN), |c| (c.x - x0, c.y - y0));
            [
                (x * dy - y * rx) / determinant,
                (y * dx - x * ry) / determinant,
            ]
        });
        let nodes =
            Array2::from_shape_simple_fn(lattice, || places.next().unwrap_or([f64::NAN; 2]));
        Ok(Array2::from_shape_fn(size, |(row, column)| {
            let (above, down) = (row / LATTICE, (row % LATTICE) as f64 / LATTICE as f64);
            let (left, along) = (column / LATTICE, (column % LATTICE) as f64 / LATTICE as f64);
            let [u, v] = [0, 1].map(|axis| {
                let between = |row: usize| {
                    nodes[[row, left]][axis] * (1.0 - along) + nodes[[row, left + 1]][axis] * along
                };
                between(above) * (1.0 - down) + between(above + 1) * down
            });
            self.cell(u, v)
        }))
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
}

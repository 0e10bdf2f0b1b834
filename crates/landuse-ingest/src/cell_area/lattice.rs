//! Areas of cells where each has its own: measured at the nodes of a lattice, and interpolated between.

use std::ops::Range;

use super::CellAreaError;
use super::measure::CellMeasure;
use crate::grid::Grid;

/// Interpolated areas differ from exact ones by at most this, relative.
const LATTICE_TOLERANCE: f64 = 1e-9;

/// Cells between lattice nodes to begin with; halved until the tolerance holds.
const LATTICE_STEP: u32 = 64;

/// Cell areas at the nodes of a lattice, interpolated by parabolas.
#[derive(Debug, Clone)]
pub(super) struct Lattice {
    first_col: u32,
    first_row: u32,
    step: u32,
    nodes_per_row: usize,
    areas: Vec<f64>,
}

impl Lattice {
    pub(super) fn new(
        grid: &Grid,
        cols: Range<u32>,
        rows: Range<u32>,
    ) -> Result<Self, CellAreaError> {
        let measure = CellMeasure::new(grid)?;
        let mut step = LATTICE_STEP;
        loop {
            let lattice = Self::with_step(&measure, &cols, &rows, step)?;
            if step == 1 || lattice.worst_error(&measure, &cols, &rows)? <= LATTICE_TOLERANCE {
                return Ok(lattice);
            }
            step /= 2;
        }
    }

    fn with_step(
        measure: &CellMeasure<'_>,
        cols: &Range<u32>,
        rows: &Range<u32>,
        step: u32,
    ) -> Result<Self, CellAreaError> {
        // Parabolas span two steps: an even number of steps, and so an odd number of nodes.
        let nodes = |length: usize| 2 * (length as u32).div_ceil(2 * step).max(1) + 1;
        let (across, down) = (nodes(cols.len()), nodes(rows.len()));
        let mut cells = Vec::with_capacity((across * down) as usize);
        for j in 0..down {
            for i in 0..across {
                cells.push((cols.start + i * step, rows.start + j * step));
            }
        }
        Ok(Self {
            first_col: cols.start,
            first_row: rows.start,
            step,
            nodes_per_row: across as usize,
            areas: measure.areas(&cells)?,
        })
    }

    pub(super) fn largest(&self) -> f64 {
        self.areas.iter().copied().fold(0.0, f64::max)
    }

    /// Areas in m² of the cells `cols` of `row`.
    pub(super) fn row(&self, row: u32, cols: Range<u32>) -> impl Iterator<Item = f64> {
        let (patch, weights) = self.parabola(row - self.first_row);
        let nodes: Vec<f64> = (0..self.nodes_per_row)
            .map(|i| {
                (0..3)
                    .map(|k| weights[k] * self.areas[(patch + k) * self.nodes_per_row + i])
                    .sum()
            })
            .collect();
        cols.map(move |col| {
            let (patch, weights) = self.parabola(col - self.first_col);
            (0..3).map(|k| weights[k] * nodes[patch + k]).sum()
        })
    }

    /// The first of the three nodes around an offset, and Lagrange's weights of the three.
    fn parabola(&self, offset: u32) -> (usize, [f64; 3]) {
        let patch = offset / (2 * self.step);
        let t = f64::from(offset - patch * 2 * self.step) / f64::from(self.step);
        let weights = [
            (t - 1.0) * (t - 2.0) / 2.0,
            t * (2.0 - t),
            t * (t - 1.0) / 2.0,
        ];
        ((2 * patch) as usize, weights)
    }

    /// The largest relative error in the middle between nodes, over a sample of patches.
    fn worst_error(
        &self,
        measure: &CellMeasure<'_>,
        cols: &Range<u32>,
        rows: &Range<u32>,
    ) -> Result<f64, CellAreaError> {
        const SAMPLES: usize = 16;
        let middles = |range: &Range<u32>| -> Vec<u32> {
            let stride = (range.len() / SAMPLES).max(self.step as usize);
            let stride = stride - stride % self.step as usize + self.step as usize;
            range
                .clone()
                .skip(self.step as usize / 2)
                .step_by(stride)
                .collect()
        };
        let mut worst = 0_f64;
        for row in middles(rows) {
            let cells: Vec<(u32, u32)> = middles(cols).into_iter().map(|col| (col, row)).collect();
            for ((col, _), exact) in cells.iter().zip(measure.areas(&cells)?) {
                let interpolated: f64 = self.row(row, *col..*col + 1).sum();
                worst = worst.max((interpolated / exact - 1.0).abs());
            }
        }
        Ok(worst)
    }
}

//! Areas of cells where each has its own: measured at the nodes of a lattice, and interpolated between.

use std::ops::Range;

use super::CellAreaError;
use super::measure::EarthMeasure;
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
    /// Whether some nodes are no place of the Earth, and have the area of another.
    pub(super) reaches_off_the_earth: bool,
    parabolas: Parabolas,
}

/// Lagrange's weights of three nodes, at each cell of the two steps that they span.
#[derive(Debug, Clone)]
struct Parabolas([Vec<f64>; 3]);

impl Parabolas {
    fn new(step: u32) -> Self {
        let weights = |weight: fn(f64) -> f64| {
            (0..2 * step)
                .map(|offset| weight(f64::from(offset) / f64::from(step)))
                .collect()
        };
        Self([
            weights(|t| (t - 1.0) * (t - 2.0) / 2.0),
            weights(|t| t * (2.0 - t)),
            weights(|t| t * (t - 1.0) / 2.0),
        ])
    }

    /// Cells that the three nodes span.
    fn len(&self) -> usize {
        self.0[0].len()
    }

    fn at(&self, place: usize) -> [f64; 3] {
        [0, 1, 2].map(|node| self.0[node][place])
    }

    fn range(&self, places: Range<usize>) -> impl Iterator<Item = [f64; 3]> {
        let [a, b, c] = [0, 1, 2].map(|node| &self.0[node][places.clone()]);
        a.iter().zip(b).zip(c).map(|((&a, &b), &c)| [a, b, c])
    }
}

fn interpolated(weights: [f64; 3], nodes: [f64; 3]) -> f64 {
    weights[0] * nodes[0] + weights[1] * nodes[1] + weights[2] * nodes[2]
}

/// The whole number nearest to `x` (0 to 2⁵¹), halves up. Vectorised, unlike [`f64::round`].
fn nearest(x: f64) -> u64 {
    // From here to twice as far the numbers of f64 are the whole ones: a sum is rounded, halves to even, and its last bits count.
    const WHOLE: f64 = (1_u64 << 52) as f64;
    let sum = x + WHOLE;
    sum.to_bits() - WHOLE.to_bits() + u64::from(x - (sum - WHOLE) == 0.5)
}

impl Lattice {
    pub(super) fn new(
        grid: &Grid,
        cols: Range<u32>,
        rows: Range<u32>,
    ) -> Result<Self, CellAreaError> {
        let measure = EarthMeasure::new(grid)?;
        let mut step = LATTICE_STEP;
        loop {
            let lattice = Self::with_step(&measure, &cols, &rows, step);
            if lattice.largest() == 0.0 {
                let (col, row) = (cols.start, rows.start);
                let crs = grid.crs.name().to_owned();
                return Err(CellAreaError::OffTheEarth { col, row, crs });
            }
            if step == 1 || lattice.worst_error(&measure, &cols, &rows) <= LATTICE_TOLERANCE {
                return Ok(lattice);
            }
            step /= 2;
        }
    }

    fn with_step(
        measure: &EarthMeasure<'_>,
        cols: &Range<u32>,
        rows: &Range<u32>,
        step: u32,
    ) -> Self {
        // Parabolas span two steps: an even number of steps, and so an odd number of nodes.
        let nodes = |length: usize| 2 * (length as u32).div_ceil(2 * step).max(1) + 1;
        let (across, down) = (nodes(cols.len()), nodes(rows.len()));
        let mut cells = Vec::with_capacity((across * down) as usize);
        for j in 0..down {
            for i in 0..across {
                cells.push((cols.start + i * step, rows.start + j * step));
            }
        }
        let mut areas = measure.areas(&cells);
        let reaches_off_the_earth = areas.iter().any(|area| area.is_nan());
        if reaches_off_the_earth {
            fill_gaps(&mut areas, across as usize);
        }
        Self {
            first_col: cols.start,
            first_row: rows.start,
            step,
            nodes_per_row: across as usize,
            areas,
            reaches_off_the_earth,
            parabolas: Parabolas::new(step),
        }
    }

    pub(super) fn largest(&self) -> f64 {
        self.areas.iter().copied().fold(0.0, f64::max)
    }

    /// Appends the areas of the cells `cols` of `row`, each as the nearest whole multiple of `unit` (m², a power of two).
    pub(super) fn append_weights(
        &self,
        row: u32,
        cols: Range<u32>,
        unit: f64,
        weights: &mut Vec<u64>,
    ) {
        let mut col = cols.start;
        while col < cols.end {
            let (patch, place) = self.place(col - self.first_col);
            let length = (self.parabolas.len() - place).min((cols.end - col) as usize);
            // To divide by a power of two is exact, and so is the same before or behind the interpolation.
            let nodes = self.nodes(patch, row).map(|area| area / unit);
            let parabolas = self.parabolas.range(place..place + length);
            weights.extend(parabolas.map(|at| nearest(interpolated(at, nodes))));
            col += length as u32;
        }
    }

    /// Area in m² of a cell.
    fn area(&self, col: u32, row: u32) -> f64 {
        let (patch, place) = self.place(col - self.first_col);
        interpolated(self.parabolas.at(place), self.nodes(patch, row))
    }

    /// The first of the three nodes around an offset, and the offset from it.
    fn place(&self, offset: u32) -> (usize, usize) {
        let (offset, span) = (offset as usize, self.parabolas.len());
        (2 * (offset / span), offset % span)
    }

    /// Areas in m², in `row`, at the columns of three nodes.
    fn nodes(&self, first: usize, row: u32) -> [f64; 3] {
        let (patch, place) = self.place(row - self.first_row);
        let at = self.parabolas.at(place);
        [0, 1, 2].map(|i| {
            let node = |k: usize| self.areas[(patch + k) * self.nodes_per_row + first + i];
            interpolated(at, [node(0), node(1), node(2)])
        })
    }

    /// The largest relative error in the middle between nodes, over a sample of patches.
    fn worst_error(&self, measure: &EarthMeasure<'_>, cols: &Range<u32>, rows: &Range<u32>) -> f64 {
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
            for ((col, _), exact) in cells.iter().zip(measure.areas(&cells)) {
                // Of a cell off the Earth the area is NaN, which `max` passes over.
                worst = worst.max((self.area(*col, row) / exact - 1.0).abs());
            }
        }
        worst
    }
}

/// Gives nodes off the Earth the area of the nearest of their row, and rows without any that of a row beside them. Zones on the Earth
/// cover a part of such cells only at its rim.
fn fill_gaps(areas: &mut [f64], nodes_per_row: usize) {
    let pass_on = |known: &mut f64, area: &mut f64| {
        if area.is_nan() {
            *area = *known;
        } else {
            *known = *area;
        }
    };
    for row in areas.chunks_exact_mut(nodes_per_row) {
        let mut known = f64::NAN;
        row.iter_mut().for_each(|area| pass_on(&mut known, area));
        row.iter_mut()
            .rev()
            .for_each(|area| pass_on(&mut known, area));
    }
    for col in 0..nodes_per_row {
        let mut known = f64::NAN;
        let mut column: Vec<_> = areas[col..].iter_mut().step_by(nodes_per_row).collect();
        column.iter_mut().for_each(|area| pass_on(&mut known, area));
        column
            .iter_mut()
            .rev()
            .for_each(|area| pass_on(&mut known, area));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crs::Crs;

    #[test]
    fn halves_go_up_and_all_else_to_the_nearest() {
        for x in [
            0.0,
            0.25,
            0.5,
            1.5,
            2.5,
            2.75,
            1e9 + 0.5,
            1e9 + 1.5,
            2_f64.powi(44) - 0.5,
            0.5_f64.next_down(),
            2.5_f64.next_down(),
            2.5_f64.next_up(),
        ] {
            assert_eq!(nearest(x), x.round() as u64, "{x}");
        }
    }

    #[test]
    fn weights_are_those_of_lagrange_in_every_cell() {
        let crs = Crs::from_definition("EPSG:32650").unwrap();
        let transform = [3e5, 30.0, 0.0, 3.2e6, 0.0, -30.0];
        let grid = Grid::new(900, 700, transform, crs).unwrap();
        let lattice = Lattice::new(&grid, 37..801, 11..655).unwrap();
        let unit = 2_f64.powi(-34);
        let step = f64::from(lattice.step);
        let along = |offset: u32, node: &dyn Fn(usize) -> f64| {
            let patch = offset / (2 * lattice.step);
            let t = f64::from(offset - patch * 2 * lattice.step) / step;
            let node = |k: u32| node((2 * patch + k) as usize);
            (t - 1.0) * (t - 2.0) / 2.0 * node(0)
                + t * (2.0 - t) * node(1)
                + t * (t - 1.0) / 2.0 * node(2)
        };
        for (row, cols) in [
            (11, 37..801),
            (300, 164..166),
            (654, 500..629),
            (17, 40..40),
        ] {
            let mut ours = Vec::new();
            lattice.append_weights(row, cols.clone(), unit, &mut ours);
            let theirs: Vec<u64> = cols
                .map(|col| {
                    let area = along(col - 37, &|i| {
                        along(row - 11, &|j| lattice.areas[j * lattice.nodes_per_row + i])
                    });
                    (area / unit).round() as u64
                })
                .collect();
            assert_eq!(ours, theirs, "row {row}");
        }
    }
}

//! What coverage costs by vertices, perimeter, zones and cells, and what another crate takes for the same.
//!
//! `cargo bench -p landuse-ingest --bench coverage` measures all; with `-- one_core` only what is held against `controlledburn`.
//! With `--sample-count 100` it takes longer and is surer.

#![allow(clippy::unwrap_used)]

mod shapes;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use geo::{CoordsIter, MultiPolygon};
use landuse_ingest::coverage::{Coverage, CoverageRule};

/// Columns and rows of a grid of 1 km over a nation.
const NATION: (u32, u32) = (5000, 4000);

fn main() {
    divan::Divan::from_args().sample_count(20).main();
}

fn build(zones: &[MultiPolygon<f64>], (width, height): (u32, u32)) -> Coverage {
    Coverage::build(black_box(zones), width, height, CoverageRule::Exact).unwrap()
}

/// Measures the coverage of zones, and counts their vertices.
fn measure(bencher: Bencher<'_, '_>, zones: &[MultiPolygon<f64>], grid: (u32, u32)) {
    let vertices: usize = zones.iter().map(CoordsIter::coords_count).sum();
    bencher
        .counter(ItemsCount::new(vertices))
        .bench(|| build(zones, grid));
}

/// A coast on 4096² cells, of ever more vertices that stray by up to 33 cells.
#[divan::bench(args = [2_000, 20_000, 200_000])]
fn vertices(bencher: Bencher<'_, '_>, vertices: usize) {
    measure(
        bencher,
        &[shapes::coast(vertices, 4096, 0.008)],
        (4096, 4096),
    );
}

/// A coast of 2000 vertices whose perimeter has ever more cells: about 4 times the side of the grid.
#[divan::bench(args = [256, 1024, 4096, 16_384, 65_536])]
fn perimeter(bencher: Bencher<'_, '_>, cells: u32) {
    measure(bencher, &[shapes::coast(2000, cells, 0.0)], (cells, cells));
}

/// A nation of a million vertices, divided among ever more zones.
#[divan::bench(args = [11, 100, 2875])]
fn zones(bencher: Bencher<'_, '_>, zones: usize) {
    let zones = shapes::subdivision(zones, 1_000_000, NATION.0, NATION.1);
    measure(bencher, &zones, NATION);
}

/// A province of 46,000 vertices on grids of ever more cells: from 1 km to 30 m.
#[divan::bench(args = [650, 5000, 20_000])]
fn cells(bencher: Bencher<'_, '_>, cells: u32) {
    measure(bencher, &shapes::prefectures(cells), (cells, cells));
}

/// How far a nation's zones overlap.
#[divan::bench(args = [11, 100, 2875])]
fn overlap(bencher: Bencher<'_, '_>, zones: usize) {
    let coverage = build(
        &shapes::subdivision(zones, 1_000_000, NATION.0, NATION.1),
        NATION,
    );
    bencher.bench(|| black_box(&coverage).overlap());
}

/// On one core, against the exact mode of `controlledburn`.
mod one_core {
    use super::*;
    use controlledburn::{BurnMode, BurnResult, Coord, Geometry, GridSpec, Polygon, burn};
    use geo::LineString;

    /// Zones and the side of their grid in cells.
    #[derive(Debug, Clone, Copy)]
    enum Subject {
        /// Of 200,000 vertices that stray by up to 33 cells.
        JitteredCoast4096,
        /// Of 200,000 vertices, some 20 to the cell.
        SmoothCoast4096,
        /// Of 46,000 vertices, 30 m.
        Prefectures20000,
        /// The same, 1 km.
        Prefectures650,
    }

    use Subject::{JitteredCoast4096, Prefectures650, Prefectures20000, SmoothCoast4096};

    const SUBJECTS: [Subject; 4] = [
        JitteredCoast4096,
        SmoothCoast4096,
        Prefectures20000,
        Prefectures650,
    ];

    impl Subject {
        fn cells(self) -> u32 {
            match self {
                JitteredCoast4096 | SmoothCoast4096 => 4096,
                Prefectures20000 => 20_000,
                Prefectures650 => 650,
            }
        }

        fn zones(self) -> Vec<MultiPolygon<f64>> {
            match self {
                JitteredCoast4096 => vec![shapes::coast(200_000, self.cells(), 0.008)],
                SmoothCoast4096 => vec![shapes::coast(200_000, self.cells(), 0.0)],
                Prefectures20000 | Prefectures650 => shapes::prefectures(self.cells()),
            }
        }
    }

    /// The same zones for `controlledburn`, whose rows run from south to north.
    fn geometries(zones: &[MultiPolygon<f64>], cells: u32) -> Vec<Geometry> {
        let ring = |ring: &LineString<f64>| {
            ring.coords()
                .map(|c| Coord::new(c.x, f64::from(cells) - c.y))
                .collect()
        };
        let polygon = |polygon: &geo::Polygon<f64>| {
            Polygon::new(
                std::iter::once(polygon.exterior())
                    .chain(polygon.interiors())
                    .map(ring)
                    .collect(),
            )
        };
        zones
            .iter()
            .map(|zone| Geometry::MultiPolygon(zone.iter().map(polygon).collect()))
            .collect()
    }

    #[divan::bench(args = SUBJECTS)]
    fn ours(bencher: Bencher<'_, '_>, subject: Subject) {
        let (zones, cells) = (subject.zones(), subject.cells());
        let core = rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .build()
            .unwrap();
        bencher.bench(|| core.install(|| build(&zones, (cells, cells))));
    }

    #[divan::bench(args = SUBJECTS)]
    fn theirs(bencher: Bencher<'_, '_>, subject: Subject) {
        let cells = subject.cells();
        let geometries = geometries(&subject.zones(), cells);
        let side = f64::from(cells);
        let grid = GridSpec::new(0.0, 0.0, side, side, cells as _, cells as _);
        bencher.bench(|| -> BurnResult {
            burn(black_box(&geometries), &grid, BurnMode::Coverage).unwrap()
        });
    }
}

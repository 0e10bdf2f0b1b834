//! Shares of cells agree with exact clipping, whatever the rings; borders add up; a shift by whole cells shifts the shares.

#![no_main]

use arbitrary::Arbitrary;
use geo::{Coord, LineString, MapCoords, MultiPolygon, Polygon, coord};
use landcarbon_fuzz::clipping::{Number, Vertex, area_in_cell};
use landuse_ingest::coverage::{Coverage, CoverageRule, FULL, ZoneCoverage};
use libfuzzer_sys::fuzz_target;

const WIDTH: u32 = 12;
const HEIGHT: u32 = 9;

/// Vertices lie from 8 cells north-west of the grid to 12 south-east of it.
const MARGIN: i32 = 8;

/// Vertices of a ring, and rings, at most: the oracle is slow.
const VERTICES: usize = 12;
const RINGS: usize = 4;

/// How far a share may be from the oracle's, in cells.
const TOLERANCE: f64 = 1e-12;

/// How far beyond 0 and 1 a share is taken for rounding: 2⁻³⁰ cell.
const ROUNDING: f64 = 1.0 / (1_u32 << 30) as f64;

#[derive(Arbitrary, Debug)]
struct Input {
    /// Vertices lie on a lattice of 2 to the power of this modulo 4 steps a cell.
    fineness: u8,
    rings: Vec<RingInput>,
    shift: (i8, i8),
    border: Vec<u8>,
}

#[derive(Arbitrary, Debug)]
struct RingInput {
    vertices: Vec<(u8, u8)>,
    hole: bool,
    /// Whether the vertices are put in order around their mean, so that the ring hardly crosses itself.
    star: bool,
}

/// A ring on a lattice of `steps` a cell; `hole` says which part it plays.
struct Ring {
    vertices: Vec<(i32, i32)>,
    steps: i32,
    hole: bool,
}

impl Ring {
    fn line(&self) -> LineString<f64> {
        let at = |place: i32| f64::from(place) / f64::from(self.steps);
        let places = self.vertices.iter();
        let mut line: LineString<f64> = places
            .map(|(x, y)| coord! { x: at(*x), y: at(*y) })
            .collect();
        line.close();
        line
    }

    fn exact(&self) -> Vec<Vertex> {
        let at = |place: i32| Number::new(place.into(), self.steps.into());
        self.vertices
            .iter()
            .map(|(x, y)| (at(*x), at(*y)))
            .collect()
    }

    /// Twice the shoelace area, in units of the lattice.
    fn double_area(&self) -> i32 {
        let next = self.vertices.iter().cycle().skip(1);
        let pairs = self.vertices.iter().zip(next);
        pairs.map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
    }

    /// What a signed area is to be multiplied with.
    fn sign(&self) -> f64 {
        let turn = if self.double_area() < 0 { -1.0 } else { 1.0 };
        if self.hole { -turn } else { turn }
    }

    /// The area in cells that the ring adds.
    fn area(&self) -> f64 {
        self.sign() * f64::from(self.double_area()) / f64::from(2 * self.steps * self.steps)
    }
}

fuzz_target!(|input: Input| {
    let rings = rings(&input);
    if !rings.is_empty() {
        check_against_clipping(&rings);
        check_shift(&polygons(&rings), input.shift);
    }
    check_border(&input.border);
});

fn rings(input: &Input) -> Vec<Ring> {
    let steps = 1 << (input.fineness % 4);
    let place = |byte: u8| i32::from(byte) % (20 * steps + 1) - MARGIN * steps;
    let ring = |of: &RingInput| {
        let vertices = of.vertices.iter().take(VERTICES);
        let mut vertices: Vec<_> = vertices.map(|(x, y)| (place(*x), place(*y))).collect();
        if of.star {
            order_around_mean(&mut vertices);
        }
        Ring {
            vertices,
            steps,
            hole: of.hole,
        }
    };
    let mut rings: Vec<Ring> = input.rings.iter().take(RINGS).map(ring).collect();
    rings.retain(|ring| ring.vertices.len() > 2);
    if let Some(first) = rings.first_mut() {
        first.hole = false;
    }
    rings
}

fn order_around_mean(vertices: &mut [(i32, i32)]) {
    let count = vertices.len() as f64;
    let sums = vertices
        .iter()
        .fold((0, 0), |sum, v| (sum.0 + v.0, sum.1 + v.1));
    let mean = (f64::from(sums.0) / count, f64::from(sums.1) / count);
    let angle = |v: &(i32, i32)| (f64::from(v.1) - mean.1).atan2(f64::from(v.0) - mean.0);
    vertices.sort_by(|a, b| angle(a).total_cmp(&angle(b)));
}

fn polygons(rings: &[Ring]) -> MultiPolygon<f64> {
    let parts = rings.chunk_by(|_, next| next.hole);
    let polygon = |part: &[Ring]| {
        let holes = part[1..].iter().map(Ring::line);
        Polygon::new(part[0].line(), holes.collect())
    };
    MultiPolygon::new(parts.map(polygon).collect())
}

fn check_against_clipping(rings: &[Ring]) {
    let zone = polygons(rings);
    let exact: Vec<_> = rings
        .iter()
        .map(|ring| (ring.exact(), ring.sign()))
        .collect();
    let clipped = |col: u32, row: u32| -> f64 {
        let parts = exact.iter();
        parts
            .map(|(ring, sign)| sign * area_in_cell(ring, col.into(), row.into()))
            .sum()
    };
    let cover = match build(&zone) {
        Ok(cover) => cover,
        Err(invalid) => {
            let share = clipped(invalid.cell.col, invalid.cell.row);
            assert!(
                (share - invalid.cell.share).abs() < TOLERANCE,
                "{share}: {invalid:?}"
            );
            assert!(!(0.0..=1.0).contains(&share), "{share}: {invalid:?}");
            return;
        }
    };
    let shares = shares(&cover);
    for (row, col) in cells() {
        let (ours, theirs) = (of_cell(&shares, col, row), clipped(col, row));
        let ours = ours as f64 / FULL as f64;
        assert!(
            (-ROUNDING..=1.0 + ROUNDING).contains(&theirs),
            "({col}, {row}): {theirs}"
        );
        assert!(
            (ours - theirs).abs() < TOLERANCE,
            "({col}, {row}): {ours}, clipped {theirs}"
        );
    }
    let area: f64 = rings.iter().map(Ring::area).sum();
    let inside: f64 = cells().map(|(row, col)| clipped(col, row)).sum();
    let tolerance = TOLERANCE
        * rings
            .iter()
            .map(|ring| ring.area().abs())
            .sum::<f64>()
            .max(1.0);
    assert!(
        (cover.balance.total - area).abs() <= tolerance,
        "{:?}: {area}",
        cover.balance
    );
    // Beyond the grid, rings that cross may enclose less than nothing.
    let outside = (area - inside).max(0.0);
    assert!(
        (cover.balance.outside - outside).abs() <= tolerance,
        "{:?}: {outside}",
        cover.balance
    );
    let found = cover.spans.total() as f64 / FULL as f64;
    assert!((found - inside).abs() <= tolerance, "{found}: {inside}");
}

fn check_shift(zone: &MultiPolygon<f64>, shift: (i8, i8)) {
    let (right, down) = (i64::from(shift.0 % 5), i64::from(shift.1 % 5));
    let by = coord! { x: right as f64, y: down as f64 };
    let (Ok(here), Ok(there)) = (build(zone), build(&zone.map_coords(|c| c + by))) else {
        return;
    };
    let (here, there) = (shares(&here), shares(&there));
    for (row, col) in cells() {
        let moved = (i64::from(col) + right, i64::from(row) + down);
        let (Ok(to_col), Ok(to_row)) = (u32::try_from(moved.0), u32::try_from(moved.1)) else {
            continue;
        };
        if to_col < WIDTH && to_row < HEIGHT {
            let (a, b) = (of_cell(&here, col, row), of_cell(&there, to_col, to_row));
            assert!(
                a.abs_diff(b) as f64 <= TOLERANCE * FULL as f64,
                "({col}, {row}): {a}, {b}"
            );
        }
    }
}

/// Two zones on both sides of a line from north to south share each cell out exactly.
fn check_border(border: &[u8]) {
    let (last, right) = (f64::from(HEIGHT), f64::from(WIDTH));
    let count = border.len().min(40);
    let line: Vec<Coord<f64>> = (0..count + 2)
        .map(|i| {
            let x = border.get(i).map_or(128.0, |byte| f64::from(*byte));
            coord! { x: x / 255.0 * right, y: i as f64 / (count + 1) as f64 * last }
        })
        .collect();
    let side = |x: f64| {
        let corners = [coord! { x: x, y: last }, coord! { x: x, y: 0.0 }];
        let ring = line.iter().copied().chain(corners).collect();
        MultiPolygon::from(Polygon::new(ring, vec![]))
    };
    let zones = [side(0.0), side(right)];
    let coverage = Coverage::build(&zones, WIDTH, HEIGHT, CoverageRule::Exact).expect("two sides");
    let (west, east) = (shares(&coverage.zones[0]), shares(&coverage.zones[1]));
    for (index, (west, east)) in west.iter().zip(&east).enumerate() {
        assert_eq!(west + east, FULL, "cell {index}");
    }
    assert_eq!(coverage.overlap(), 0.0);
}

fn build(zone: &MultiPolygon<f64>) -> Result<ZoneCoverage, landuse_ingest::coverage::InvalidZone> {
    let zones = std::slice::from_ref(zone);
    let coverage = Coverage::build(zones, WIDTH, HEIGHT, CoverageRule::Exact)?;
    Ok(coverage.zones.into_iter().next().expect("one zone"))
}

fn cells() -> impl Iterator<Item = (u32, u32)> {
    (0..HEIGHT).flat_map(|row| (0..WIDTH).map(move |col| (row, col)))
}

fn of_cell(shares: &[u64], col: u32, row: u32) -> u64 {
    shares[(row * WIDTH + col) as usize]
}

/// The shares row by row; each is in [0, FULL], and no two spans meet.
fn shares(cover: &ZoneCoverage) -> Vec<u64> {
    let mut shares = vec![0; (WIDTH * HEIGHT) as usize];
    for (row, span) in cover.spans.iter() {
        assert!(span.share <= FULL, "{span:?}");
        for col in span.start..span.end {
            let share = &mut shares[(row * WIDTH + col) as usize];
            assert_eq!(*share, 0, "spans overlap at ({col}, {row})");
            *share = span.share;
        }
    }
    shares
}

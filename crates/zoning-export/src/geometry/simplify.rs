//! Lines with fewer vertices, by the least area that leaving a vertex out changes.
//!
//! Visvalingam and Whyatt 1993, "Line generalisation by repeated elimination of points", The
//! Cartographic Journal 30 (1), doi 10.1179/000870493786962263. Lines end where they ended, so that
//! arcs of a topology still meet.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::topology::Point;

/// Twice the area in units of the grid below which a vertex is never worth its bytes.
const NOTHING: i64 = 1;

/// Leaves out the vertices that matter least, until all lines together have at most `budget`.
/// Ends stay, and as much as keeps a ring a ring.
pub(crate) fn simplify(lines: &mut [Vec<Point>], budget: usize) {
    let weights: Vec<_> = lines.iter().map(|line| weights(line)).collect();
    let mut all: Vec<_> = weights.iter().flatten().copied().collect();
    all.sort_unstable_by_key(|&weight| Reverse(weight));
    let least = all.get(budget).map_or(NOTHING, |&first_out| {
        first_out.saturating_add(1).max(NOTHING)
    });
    for (line, weights) in lines.iter_mut().zip(weights) {
        keep(line, weights, least);
    }
}

/// Leaves out the vertices of a line that change less than this: twice an area of the grid.
pub(crate) fn simplify_below(line: &mut Vec<Point>, least: i64) {
    let weights = weights(line);
    keep(line, weights, least);
}

fn keep(line: &mut Vec<Point>, weights: Vec<i64>, least: i64) {
    let mut weights = weights.into_iter();
    line.retain(|_| weights.next().is_some_and(|weight| weight >= least));
}

/// How much each vertex matters: twice the area of the triangle with its neighbours at the time it
/// is left out, and never less than those left out before it. `i64::MAX` for what must stay.
fn weights(line: &[Point]) -> Vec<i64> {
    let count = line.len();
    let closed = line.first() == line.last();
    // A ring needs three corners, of which one is its end; a line keeps its bend.
    let kept = if closed { 2 } else { 1 };
    let mut weights = vec![i64::MAX; count];
    if count < 3 {
        return weights;
    }
    let mut before: Vec<usize> = (0..count).map(|i| i.saturating_sub(1)).collect();
    let mut after: Vec<usize> = (1..=count).collect();
    let area = |a: usize, b: usize, c: usize| twice_area(line[a], line[b], line[c]);
    let mut current: Vec<i64> = (0..count)
        .map(|i| match i {
            0 => 0,
            i if i + 1 == count => 0,
            i => area(i - 1, i, i + 1),
        })
        .collect();
    let mut heap: BinaryHeap<_> = (1..count - 1).map(|i| Reverse((current[i], i))).collect();
    let (mut left, mut floor) = (count - 2, 0);
    while let Some(Reverse((size, i))) = heap.pop() {
        if left <= kept {
            break;
        }
        if weights[i] != i64::MAX || current[i] != size {
            continue;
        }
        floor = size.max(floor);
        weights[i] = floor;
        left -= 1;
        let (previous, next) = (before[i], after[i]);
        (after[previous], before[next]) = (next, previous);
        for beside in [previous, next] {
            if beside > 0 && beside + 1 < count {
                current[beside] = area(before[beside], beside, after[beside]);
                heap.push(Reverse((current[beside], beside)));
            }
        }
    }
    weights
}

fn twice_area(a: Point, b: Point, c: Point) -> i64 {
    let [a, b, c] = [a, b, c].map(|point| point.map(i64::from));
    ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])).abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn simplified(line: &[Point], budget: usize) -> Vec<Point> {
        let mut lines = [line.to_vec()];
        simplify(&mut lines, budget);
        let [line] = lines;
        line
    }

    #[test]
    fn a_small_bump_goes_before_a_large_one() {
        let line = [[0, 0], [10, 1], [20, 0], [30, 40], [40, 0]];
        assert_eq!(simplified(&line, 4), [[0, 0], [20, 0], [30, 40], [40, 0]]);
        assert_eq!(simplified(&line, 100), line);
    }

    #[test]
    fn vertices_on_a_straight_line_always_go_but_for_one() {
        let line: Vec<_> = (0..9).map(|x| [x, 0]).collect();
        let kept = simplified(&line, 100);
        assert_eq!((kept.len(), kept[0], kept[2]), (3, [0, 0], [8, 0]));
    }

    #[test]
    fn a_ring_stays_a_ring() {
        let ring = [[0, 0], [4, 0], [8, 0], [8, 8], [0, 8], [0, 0]];
        let kept = simplified(&ring, 0);
        assert_eq!(kept.len(), 4);
        assert_eq!(kept.first(), kept.last());
    }

    #[test]
    fn lines_of_two_vertices_are_left_alone() {
        let line = [[0, 0], [5, 5]];
        assert_eq!(simplified(&line, 0), line);
        assert!(simplified(&[], 0).is_empty());
    }
}

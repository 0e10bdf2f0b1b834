//! Rings cut into arcs, so that a border that two zones share is one line: stored once, simplified
//! once, and still shared afterwards.

use std::collections::{HashMap, HashSet};

/// A position on the grid of the drawing.
pub(crate) type Point = [i32; 2];

/// An arc by its number; `!number` (which is below zero) where it runs backwards.
pub(crate) type ArcRef = i32;

/// Zones as rings of arcs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Topology {
    /// Lines between junctions, each stored once; whole rings where there is no junction.
    pub(crate) arcs: Vec<Vec<Point>>,
    /// The rings of each zone. Inside is where a ray crosses an odd number of them.
    pub(crate) zones: Vec<Vec<Vec<ArcRef>>>,
}

impl Topology {
    /// The topology of rings without a repeated last position. Rings that enclose nothing are
    /// dropped.
    pub(crate) fn from_rings(zones: Vec<Vec<Vec<Point>>>) -> Self {
        let zones: Vec<Vec<_>> = zones
            .into_iter()
            .map(|rings| rings.into_iter().filter_map(without_repeats).collect())
            .collect();
        let junctions = junctions(zones.iter().flatten());
        let mut arcs = Arcs::default();
        let zones = zones
            .iter()
            .map(|rings| {
                let rings = rings.iter();
                rings.map(|ring| arcs.cut(ring, &junctions)).collect()
            })
            .collect();
        Self {
            arcs: arcs.list,
            zones,
        }
    }

    /// A ring put together from its arcs, without a repeated last position.
    pub(crate) fn ring(&self, refs: &[ArcRef]) -> Vec<Point> {
        let mut ring = Vec::new();
        for &arc in refs {
            let mut line = match usize::try_from(arc) {
                Ok(number) => self.arcs[number].clone(),
                Err(_) => self.arcs[!arc as usize].iter().rev().copied().collect(),
            };
            line.pop();
            ring.extend(line);
        }
        ring
    }
}

/// The ring with no two equal positions in a row; `None` if it encloses nothing.
fn without_repeats(mut ring: Vec<Point>) -> Option<Vec<Point>> {
    ring.dedup();
    while ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    let next = ring.iter().cycle().skip(1);
    let twice_area: i64 = ring
        .iter()
        .zip(next)
        .map(|(a, b)| i64::from(a[0]) * i64::from(b[1]) - i64::from(b[0]) * i64::from(a[1]))
        .sum();
    (ring.len() > 2 && twice_area != 0).then_some(ring)
}

/// Positions whose neighbours differ from ring to ring: where borders part.
fn junctions<'a>(rings: impl Iterator<Item = &'a Vec<Point>>) -> HashSet<Point> {
    let mut neighbours: HashMap<Point, [Point; 2]> = HashMap::new();
    let mut junctions = HashSet::new();
    for ring in rings {
        let count = ring.len();
        for (i, &point) in ring.iter().enumerate() {
            let mut beside = [ring[(i + count - 1) % count], ring[(i + 1) % count]];
            beside.sort_unstable();
            if *neighbours.entry(point).or_insert(beside) != beside {
                junctions.insert(point);
            }
        }
    }
    junctions
}

#[derive(Default)]
struct Arcs {
    list: Vec<Vec<Point>>,
    numbers: HashMap<Vec<Point>, ArcRef>,
}

impl Arcs {
    fn cut(&mut self, ring: &[Point], junctions: &HashSet<Point>) -> Vec<ArcRef> {
        let is_junction = |point: &Point| junctions.contains(point);
        // A ring without junctions starts at its least position, so that another zone's is equal.
        let start = ring.iter().position(is_junction).or_else(|| {
            let least = ring.iter().min()?;
            ring.iter().position(|point| point == least)
        });
        let mut ring = ring.to_vec();
        ring.rotate_left(start.unwrap_or_default());
        ring.extend(ring.first().copied());
        let (mut refs, mut from) = (Vec::new(), 0);
        for to in 1..ring.len() {
            if to + 1 == ring.len() || is_junction(&ring[to]) {
                refs.push(self.number(&ring[from..=to]));
                from = to;
            }
        }
        refs
    }

    fn number(&mut self, line: &[Point]) -> ArcRef {
        let backwards: Vec<_> = line.iter().rev().copied().collect();
        let reversed = backwards.as_slice() < line;
        let key = if reversed { backwards } else { line.to_vec() };
        let list = &mut self.list;
        let number = *self.numbers.entry(key).or_insert_with_key(|key| {
            list.push(key.clone());
            list.len() as ArcRef - 1
        });
        if reversed { !number } else { number }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: i32, y: i32) -> Vec<Point> {
        vec![[x, y], [x + 9, y], [x + 9, y + 9], [x, y + 9]]
    }

    #[test]
    fn a_shared_border_is_one_arc() {
        let mut west = square(0, 0);
        west.insert(2, [9, 4]);
        let mut east = square(9, 0);
        east.push([9, 4]);
        let topology = Topology::from_rings(vec![vec![west], vec![east]]);
        assert_eq!(topology.arcs.len(), 3);
        let refs = |zone: usize| &topology.zones[zone][0];
        let shared: Vec<_> = refs(0).iter().filter(|a| refs(1).contains(&!**a)).collect();
        assert_eq!(shared.len(), 1);
    }

    #[test]
    fn rings_come_back_from_their_arcs() {
        let zones = vec![vec![square(0, 0)], vec![square(9, 0), square(30, 30)]];
        let topology = Topology::from_rings(zones.clone());
        for (rings, given) in topology.zones.iter().zip(&zones) {
            for (refs, given) in rings.iter().zip(given) {
                let mut back = topology.ring(refs);
                let start = back.iter().position(|p| *p == given[0]).unwrap();
                back.rotate_left(start);
                assert_eq!(back, *given);
            }
        }
    }

    #[test]
    fn an_island_and_the_hole_that_it_fills_are_one_arc() {
        let mut hole = square(3, 3);
        hole.reverse();
        let topology = Topology::from_rings(vec![
            vec![
                square(0, 0)
                    .into_iter()
                    .map(|[x, y]| [2 * x, 2 * y])
                    .collect(),
                hole,
            ],
            vec![square(3, 3)],
        ]);
        assert_eq!(topology.arcs.len(), 2);
        assert_eq!(topology.zones[0][1][0], !topology.zones[1][0][0]);
    }

    #[test]
    fn rings_that_enclose_nothing_are_dropped() {
        let line = vec![[0, 0], [5, 5], [5, 5], [0, 0]];
        let topology = Topology::from_rings(vec![vec![line, vec![[1, 1]], vec![]]]);
        assert_eq!((topology.arcs.len(), topology.zones[0].len()), (0, 0));
    }
}

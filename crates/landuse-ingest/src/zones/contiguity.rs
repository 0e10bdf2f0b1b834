//! Which zones share a border: as the vertices of their polygons are.

use carbon_core::{Said, say};
use std::collections::{BTreeMap, BTreeSet};

use carbon_core::{Listed, ZoneId};
use geo::line_intersection::{LineIntersection, line_intersection};
use geo::{BoundingRect, Coord, CoordsIter, Intersects, Line, LinesIter, Rect};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::zones::{Zone, Zones};

/// What two zones have in common where they are neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contact {
    /// A vertex at least, as a queen moves.
    #[default]
    Queen,
    /// An edge at least, as a rook moves.
    Rook,
}

/// The neighbours among zones, by their places.
///
/// Two borders are one where both zones have the same vertices, to the last bit, as neighbours of one boundary file have. A border that
/// each zone draws with vertices of its own is none: such borders are [told](Self::warnings).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contiguity {
    /// What they have in common.
    pub contact: Contact,
    /// Pairs of neighbours, the smaller place first, ascending.
    pub pairs: Vec<(usize, usize)>,
    /// Pairs of zones whose borders meet, but that are no neighbours, since their vertices are not the same.
    pub unmatched: Vec<(usize, usize)>,
    /// Zones without a neighbour.
    pub islands: Vec<usize>,
}

/// A vertex by the bits of its coordinates.
type Vertex = [u64; 2];

impl Zones {
    /// The neighbours among the zones.
    pub fn contiguity(&self, contact: Contact) -> Contiguity {
        let at_a_vertex = shared(&self.zones, vertices);
        let matched: BTreeSet<_> = match contact {
            Contact::Queen => at_a_vertex.keys().copied().collect(),
            Contact::Rook => shared(&self.zones, edges).into_keys().collect(),
        };
        let bounds: Vec<_> = self
            .zones
            .iter()
            .map(|zone| zone.polygons.bounding_rect())
            .collect();
        let candidates = (0..bounds.len())
            .into_par_iter()
            .flat_map_iter(|one| (one + 1..bounds.len()).map(move |other| (one, other)));
        let meets = |&(one, other): &(usize, usize)| {
            let (Some(a), Some(b)) = (bounds[one], bounds[other]) else {
                return false;
            };
            if matched.contains(&(one, other)) || !a.intersects(&b) {
                return false;
            }
            // Corners of one drawn border that the other zone cuts short or drives round.
            let corners = at_a_vertex.get(&(one, other)).copied().unwrap_or(0);
            contact == Contact::Rook && corners > 1
                || meet(
                    &self.zones[one],
                    &self.zones[other],
                    &overlap(a, b),
                    contact,
                )
        };
        let unmatched = candidates.filter(meets).collect();
        let has_one: BTreeSet<usize> = matched.iter().flat_map(|&(a, b)| [a, b]).collect();
        Contiguity {
            contact,
            unmatched,
            islands: (0..self.zones.len())
                .filter(|place| !has_one.contains(place))
                .collect(),
            pairs: matched.into_iter().collect(),
        }
    }
}

impl Contiguity {
    /// What the user should know, with the ids of the zones.
    pub fn warnings(&self, zones: &Zones) -> Vec<Said> {
        let id = |place: &usize| zones.zones[*place].id.clone();
        let mut warnings = Vec::new();
        if !self.unmatched.is_empty() {
            let pairs = self.unmatched.iter();
            let pairs = pairs.map(|(one, other)| say!("{} and {}", "{} 与 {}", id(one), id(other)));
            let lacking = match self.contact {
                Contact::Queen => say!("a vertex", "顶点"),
                Contact::Rook => say!("an edge", "边"),
            };
            warnings.push(say!(
                "borders of zones meet without {lacking} in common, so that they do not count as neighbours: {}; draw both borders with the same vertices (GRASS v.clean, mapshaper -clean) if they are to",
                "以下区域的边界相接却没有共同的{lacking}，不算作邻域：{}；如应相邻，请使两侧边界的顶点一致（GRASS v.clean、mapshaper -clean）",
                Listed(pairs.clone().collect())
            ));
        }
        if !self.islands.is_empty() {
            let islands: Vec<ZoneId> = self.islands.iter().map(id).collect();
            warnings.push(say!(
                "zones without a neighbour, which have no local index and no part in the global one: {}",
                "没有邻域的区域，没有局部指数，也不参与全局指数：{}",
                Listed(islands.clone())
            ));
        }
        warnings
    }
}

/// How many keys each two zones have in common, if any.
fn shared<K: Ord + Copy + Send>(
    zones: &[Zone],
    keys: impl Fn(&Zone) -> Vec<K> + Sync,
) -> BTreeMap<(usize, usize), usize> {
    let of_zone = |(place, zone): (usize, &Zone)| {
        let keyed = keys(zone).into_iter();
        keyed.map(|key| (key, place)).collect::<Vec<_>>()
    };
    let mut all: Vec<(K, usize)> = zones
        .par_iter()
        .enumerate()
        .flat_map_iter(of_zone)
        .collect();
    all.par_sort_unstable();
    all.dedup();
    let mut shared = BTreeMap::new();
    for of_key in all.chunk_by(|(a, _), (b, _)| a == b) {
        for (place, (_, one)) in of_key.iter().enumerate() {
            for (_, other) in &of_key[place + 1..] {
                *shared.entry((*one, *other)).or_insert(0) += 1;
            }
        }
    }
    shared
}

fn vertices(zone: &Zone) -> Vec<Vertex> {
    zone.polygons.coords_iter().map(vertex).collect()
}

/// The edges, in whichever direction they run.
fn edges(zone: &Zone) -> Vec<[Vertex; 2]> {
    let lines = zone.polygons.lines_iter();
    let edges = lines.map(|line| [vertex(line.start), vertex(line.end)]);
    let mut edges: Vec<_> = edges.filter(|[start, end]| start != end).collect();
    edges.iter_mut().for_each(|edge| edge.sort_unstable());
    edges
}

/// Zero has one sign.
fn vertex(place: Coord<f64>) -> Vertex {
    [place.x + 0.0, place.y + 0.0].map(f64::to_bits)
}

fn overlap(a: Rect<f64>, b: Rect<f64>) -> Rect<f64> {
    let [low, high] = [(a.min(), b.min()), (a.max(), b.max())];
    Rect::new(
        (low.0.x.max(low.1.x), low.0.y.max(low.1.y)),
        (high.0.x.min(high.1.x), high.0.y.min(high.1.y)),
    )
}

/// Whether the borders of two zones meet within a window: anywhere, or (for the rook) along a line or across each other.
fn meet(one: &Zone, other: &Zone, window: &Rect<f64>, contact: Contact) -> bool {
    let within = |zone: &Zone| -> Vec<Line<f64>> {
        let lines = zone.polygons.lines_iter();
        let near = lines.filter(|line| line.bounding_rect().intersects(window));
        near.collect()
    };
    let (ours, mut theirs) = (within(one), within(other));
    let [from, to] =
        [f64::min, f64::max].map(|pick| move |line: &Line<f64>| pick(line.start.x, line.end.x));
    theirs.sort_by(|a, b| from(a).total_cmp(&from(b)));
    let widest = theirs
        .iter()
        .map(|line| to(line) - from(line))
        .fold(0.0, f64::max);
    let counts = |found| match (contact, found) {
        (_, None) => false,
        (Contact::Queen, Some(_)) => true,
        (Contact::Rook, Some(LineIntersection::SinglePoint { is_proper, .. })) => is_proper,
        (Contact::Rook, Some(LineIntersection::Collinear { intersection })) => {
            intersection.start != intersection.end
        }
    };
    ours.iter().any(|line| {
        let first = theirs.partition_point(|their| from(their) < from(line) - widest);
        let near = theirs[first..]
            .iter()
            .take_while(|their| from(their) <= to(line));
        near.into_iter()
            .any(|their| counts(line_intersection(*line, *their)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crs::Crs;
    use geo::{MultiPolygon, polygon};

    fn contiguity(polygons: &[MultiPolygon<f64>], contact: Contact) -> (Zones, Contiguity) {
        let zone = |(place, polygons): (usize, &MultiPolygon<f64>)| Zone {
            id: format!("z{place}").into(),
            name: String::new(),
            attributes: Vec::new(),
            polygons: polygons.clone(),
        };
        let zones = Zones {
            zones: polygons.iter().enumerate().map(zone).collect(),
            crs: Crs::from_definition("EPSG:32650").unwrap(),
            warnings: Vec::new(),
        };
        let contiguity = zones.contiguity(contact);
        (zones, contiguity)
    }

    /// A rectangle from (x, y), so wide and so high, with a vertex at each corner.
    fn square(x: f64, y: f64, wide: f64, high: f64) -> MultiPolygon<f64> {
        polygon![(x: x, y: y), (x: x + wide, y: y), (x: x + wide, y: y + high), (x: x, y: y + high)]
            .into()
    }

    #[test]
    fn of_four_squares_the_rook_sees_sides_and_the_queen_corners_too() {
        let board = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)];
        let board = board.map(|(x, y)| square(x, y, 1.0, 1.0));
        let (_, rook) = contiguity(&board, Contact::Rook);
        assert_eq!(rook.pairs, [(0, 1), (0, 2), (1, 3), (2, 3)]);
        let (zones, queen) = contiguity(&board, Contact::Queen);
        assert_eq!(
            queen.pairs,
            [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
        );
        for contiguity in [&rook, &queen] {
            assert!(contiguity.warnings(&zones).is_empty(), "{contiguity:?}");
        }
    }

    #[test]
    fn a_border_drawn_with_other_vertices_is_none_and_is_told() {
        // The right side of the tall one has no vertex where the two others meet.
        let three = [
            square(0.0, 0.0, 1.0, 2.0),
            square(1.0, 0.0, 1.0, 1.0),
            square(1.0, 1.0, 1.0, 1.0),
        ];
        let (zones, rook) = contiguity(&three, Contact::Rook);
        assert_eq!(rook.pairs, [(1, 2)]);
        assert_eq!(rook.unmatched, [(0, 1), (0, 2)]);
        assert_eq!(rook.islands, [0]);
        let [unmatched, island] = &rook.warnings(&zones)[..] else {
            unreachable!("two warnings")
        };
        assert!(
            unmatched.contains("without an edge in common"),
            "{unmatched}"
        );
        assert!(unmatched.contains("z0 and z1, z0 and z2;"), "{unmatched}");
        assert!(island.ends_with(": z0"), "{island}");
        // At the ends of the side the queen has vertices in common.
        let (_, queen) = contiguity(&three, Contact::Queen);
        assert_eq!(queen.pairs, [(0, 1), (0, 2), (1, 2)]);
        assert!(queen.unmatched.is_empty() && queen.islands.is_empty());
        // A square at the middle of a side has none.
        let apart = [square(0.0, 0.0, 1.0, 3.0), square(1.0, 1.0, 1.0, 1.0)];
        let (_, queen) = contiguity(&apart, Contact::Queen);
        assert_eq!(
            (queen.pairs.len(), &queen.unmatched[..]),
            (0, &[(0, 1)][..])
        );
    }

    #[test]
    fn the_rook_is_told_of_a_border_that_one_zone_draws_with_a_vertex_more() {
        let plain = square(0.0, 0.0, 1.0, 3.0);
        let bent: MultiPolygon<f64> = polygon![
            (x: 1.0, y: 0.0), (x: 2.0, y: 0.0), (x: 2.0, y: 3.0), (x: 1.0, y: 3.0), (x: 1.000_001, y: 1.1)
        ]
        .into();
        let (_, rook) = contiguity(&[plain, bent], Contact::Rook);
        assert_eq!((rook.pairs.len(), &rook.unmatched[..]), (0, &[(0, 1)][..]));
    }

    #[test]
    fn zones_that_cross_without_a_common_vertex_are_told_and_zones_apart_are_islands() {
        let zones = [
            square(0.0, 0.0, 2.0, 2.0),
            square(1.0, 1.0, 2.0, 2.0),
            square(9.0, 9.0, 1.0, 1.0),
            MultiPolygon::new(Vec::new()),
        ];
        for contact in [Contact::Queen, Contact::Rook] {
            let (_, found) = contiguity(&zones, contact);
            assert_eq!(found.unmatched, [(0, 1)], "{contact:?}");
            assert_eq!(found.islands, [0, 1, 2, 3]);
        }
    }

    #[test]
    fn a_zone_in_the_hole_of_another_is_its_neighbour() {
        let hole = vec![(1.0, 1.0), (1.0, 2.0), (2.0, 2.0), (2.0, 1.0), (1.0, 1.0)];
        let mut ring = square(0.0, 0.0, 3.0, 3.0);
        ring.0[0].interiors_push(hole);
        let (_, rook) = contiguity(&[ring, square(1.0, 1.0, 1.0, 1.0)], Contact::Rook);
        assert_eq!(rook.pairs, [(0, 1)]);
        assert!(rook.unmatched.is_empty());
    }
}

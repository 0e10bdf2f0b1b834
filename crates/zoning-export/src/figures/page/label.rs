//! Names of zones on a map.
//!
//! A label stands inside its zone, as near to the place farthest from the zone's border as it
//! fits, in the largest of three sizes that does. One that fits in none stands where there is room
//! beside it, with a leader line to the zone that passes over others as little as can be. No two
//! labels overlap, and no leader line crosses a label, nor another leader if that can be avoided. A name of several words, or of four Chinese
//! characters or more, may stand on two lines.
//!
//! Of more than [`MOST_LEADERS`] zones only those are labelled whose label fits inside, the largest
//! zones first: leader lines would cover the map.

use geo::{Coord, coord};

use super::ground::{Frame, Ground};
use crate::figures::formats::{Fonts, Weight};

/// Up to so many zones, each has a label.
pub(crate) const MOST_LEADERS: usize = 60;

/// Sizes in points, the preferred one first.
const SIZES: [f64; 3] = [6.5, 5.8, 5.0];

/// Sizes of labels beside their zone, the preferred one first.
const BESIDE_SIZES: [f64; 2] = [5.8, 5.0];

/// What a size less costs, in points of a leader line.
const SMALLER: f64 = 15.0;

/// The distance of lines as a multiple of the size.
pub(crate) const LINE: f64 = 1.2;

/// A label may leave its zone by this share if a leader line is the only other way.
const OVERHANG: f64 = 0.12;

/// Points between labels.
const GAP: f64 = 1.0;

/// What a point of a leader line over other zones costs, in points of one over its own or none.
const ELSEWHERE: f64 = 3.0;

/// How many places are tried inside a zone.
const TRIED_INSIDE: usize = 600;

/// A label in its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    /// The zone, by its position.
    pub(crate) zone: usize,
    pub(crate) lines: Vec<String>,
    /// In points.
    pub(crate) size: f64,
    pub(crate) frame: Frame,
    /// The leader line, from the zone to the label.
    pub(crate) leader: Option<[Coord<f64>; 2]>,
}

/// Places labels, given line by line; zones whose label has no lines get none. Of [`MOST_LEADERS`]
/// labels or fewer all may stand beside their zone.
pub(crate) fn place(ground: &Ground, labels: &[Vec<String>], fonts: &Fonts) -> Vec<Label> {
    let depths = ground.depths(labels.len());
    let mut order: Vec<usize> = (0..labels.len())
        .filter(|&zone| !labels[zone].iter().all(String::is_empty) && !depths[zone].is_empty())
        .collect();
    order.sort_by_key(|&zone| std::cmp::Reverse(depths[zone].len()));
    let all = order.len() <= MOST_LEADERS;
    let mut placed: Vec<Label> = Vec::new();
    let mut beside = Vec::new();
    for zone in order {
        let whole = labels[zone].clone();
        let folded = folded(&whole);
        let tries = SIZES
            .iter()
            .flat_map(|&size| {
                let whole = std::iter::once((&whole, size, 1.0));
                whole.chain(folded.as_ref().map(|folded| (folded, size, 1.0)))
            })
            .chain(all.then_some((&whole, SIZES[1], 1.0 - OVERHANG)));
        let inside = tries.into_iter().find_map(|(lines, size, share)| {
            let extent = extent(lines, size, fonts);
            let frame = inside(ground, zone, &depths[zone], extent, share, &placed)?;
            Some(Label {
                zone,
                lines: lines.clone(),
                size,
                frame,
                leader: None,
            })
        });
        match inside {
            Some(label) => placed.push(label),
            None => beside.push(zone),
        }
    }
    if all {
        for zone in beside {
            let beside = BESIDE_SIZES.map(|size| BesideZone {
                zone,
                pole: depths[zone][0].0,
                size,
                extent: extent(&labels[zone], size, fonts),
            });
            let free = BesideZone::best(&beside, ground, &placed, Leaders::Apart)
                .or_else(|| BesideZone::best(&beside, ground, &placed, Leaders::Crossing));
            placed.extend(free.map(|place| Label {
                zone,
                lines: labels[zone].clone(),
                size: place.size,
                frame: place.frame,
                leader: Some([depths[zone][0].0, place.end]),
            }));
        }
    }
    placed
}

/// A label with its first line in two: at a space, or in the middle of a Chinese name of four or
/// more characters.
fn folded(lines: &[String]) -> Option<Vec<String>> {
    let (first, rest) = lines.split_first()?;
    let chars: Vec<char> = first.chars().collect();
    let middle = chars.len() / 2;
    let spaces = (0..chars.len()).filter(|&at| chars[at] == ' ');
    let at = match spaces.min_by_key(|at| at.abs_diff(middle)) {
        Some(space) => space,
        None if chars.len() >= 4 && chars.iter().all(|c| is_chinese(*c)) => chars.len().div_ceil(2),
        None => return None,
    };
    let part = |chars: &[char]| chars.iter().collect::<String>().trim().to_owned();
    let (above, below) = chars.split_at(at);
    let mut folded = vec![part(above), part(below)];
    folded.extend(rest.iter().cloned());
    Some(folded)
}

fn is_chinese(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// Whether leader lines may cross each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leaders {
    Apart,
    Crossing,
}

/// The width and height of lines.
fn extent(lines: &[String], size: f64, fonts: &Fonts) -> [f64; 2] {
    let width = |line: &String| fonts.width(line, size, Weight::Regular);
    let width = lines.iter().map(width).fold(0.0, f64::max);
    [width + 1.0, (lines.len() as f64 - 1.0) * size * LINE + size]
}

/// The frame nearest to the zone's pole that lies in the zone, but for a share, and on no label.
fn inside(
    ground: &Ground,
    zone: usize,
    depths: &[(Coord<f64>, f64)],
    [width, height]: [f64; 2],
    share: f64,
    placed: &[Label],
) -> Option<Frame> {
    let number = u32::try_from(zone).ok()?;
    // A frame reaches half its height from its middle in every direction.
    let is_deep = |(_, depth): &&(Coord<f64>, f64)| *depth >= height / 2.0 * share;
    let every = (depths.iter().filter(is_deep).count() / TRIED_INSIDE).max(1);
    depths
        .iter()
        .filter(is_deep)
        .step_by(every)
        .map(|(middle, _)| Frame::around(*middle, width, height))
        .find(|frame| ground.share_of(number, frame) >= share - 1e-9 && is_free(frame, placed))
}

/// Whether a frame is on no label and no leader line.
fn is_free(frame: &Frame, placed: &[Label]) -> bool {
    placed.iter().all(|label| {
        let leader = label.leader;
        let beside = leader.is_some_and(|[from, to]| frame.is_crossed(from, to));
        !beside && !frame.touches(&label.frame, GAP)
    })
}

/// A label that needs a leader line.
struct BesideZone {
    zone: usize,
    /// Where the line begins.
    pole: Coord<f64>,
    size: f64,
    /// Width and height.
    extent: [f64; 2],
}

/// Where a label with a leader line stands.
struct Place {
    size: f64,
    frame: Frame,
    /// Where the line ends.
    end: Coord<f64>,
    cost: f64,
}

impl BesideZone {
    /// The best place of a label that may have several sizes.
    fn best(sizes: &[Self], ground: &Ground, placed: &[Label], leaders: Leaders) -> Option<Place> {
        let places = (0..)
            .map(f64::from)
            .zip(sizes)
            .filter_map(|(step, beside)| {
                let place = beside.place(ground, placed, leaders)?;
                Some((place.cost + step * SMALLER, place))
            });
        let best = places.min_by(|(a, _), (b, _)| a.total_cmp(b));
        best.map(|(_, place)| place)
    }

    /// The best place beside the zone, outside of all zones if there is room.
    fn place(&self, ground: &Ground, placed: &[Label], leaders: Leaders) -> Option<Place> {
        const STEP: f64 = 2.5;

        let [width, height] = self.extent;
        let [across, down] = ground.size();
        let columns = ((across - width) / STEP).max(0.0) as usize;
        let rows = ((down - height) / STEP).max(0.0) as usize;
        let mut best: Option<Place> = None;
        for place in 0..=rows * (columns + 1) + columns {
            let [left, top] =
                [place % (columns + 1), place / (columns + 1)].map(|n| n as f64 * STEP);
            let frame = Frame {
                left,
                top,
                right: left + width,
                bottom: top + height,
            };
            let end = coord! {
                x: self.pole.x.clamp(frame.left, frame.right),
                y: self.pole.y.clamp(frame.top, frame.bottom),
            };
            let least = best.as_ref().map_or(f64::INFINITY, |place| place.cost);
            let cost = self.cost(ground, &frame, end, least);
            if cost < least && is_free(&frame, placed) && is_clear(self.pole, end, placed, leaders)
            {
                best = Some(Place {
                    size: self.size,
                    frame,
                    end,
                    cost,
                });
            }
        }
        best
    }

    /// What a place costs, in points of a leader line; infinite if it is no less than `least`.
    fn cost(&self, ground: &Ground, frame: &Frame, end: Coord<f64>, least: f64) -> f64 {
        let length = (end.x - self.pole.x).hypot(end.y - self.pole.y);
        if length < 5.0 || length >= least {
            return f64::INFINITY;
        }
        // Off the zones by a margin, else the map is hidden and the label unclear.
        let middle = Coord {
            x: f64::midpoint(frame.left, frame.right),
            y: f64::midpoint(frame.top, frame.bottom),
        };
        let [width, height] = self.extent;
        let roomy = Frame::around(middle, width + 2.0, height + 2.0);
        let covered = ground.share_covered(&roomy);
        let Some(covered) = covered.or_else(|| ground.share_covered(frame)) else {
            return f64::INFINITY;
        };
        let hidden = [0.0, 60.0 + 200.0 * covered][usize::from(covered > 0.0)];
        if length + hidden >= least {
            return f64::INFINITY;
        }
        length + hidden + ELSEWHERE * ground.length_elsewhere(self.zone, self.pole, end)
    }
}

/// Whether a leader line crosses no label, and no leader line unless it may.
fn is_clear(from: Coord<f64>, to: Coord<f64>, placed: &[Label], leaders: Leaders) -> bool {
    placed.iter().all(|label| {
        let crosses =
            leaders == Leaders::Apart && label.leader.is_some_and(|[a, b]| cross(from, to, a, b));
        !crosses && !label.frame.is_crossed(from, to)
    })
}

fn cross(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>, d: Coord<f64>) -> bool {
    let side = |p: Coord<f64>, q: Coord<f64>, r: Coord<f64>| {
        (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
    };
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
}

#[cfg(test)]
mod tests {
    use super::super::ground::tests::square;
    use super::*;

    /// `columns` × `rows` squares of a side, with a margin around.
    fn chequer(columns: usize, rows: usize, side: f64, margin: f64) -> (Ground, usize) {
        let zones: Vec<_> = (0..columns * rows)
            .map(|zone| {
                let x = margin + (zone % columns) as f64 * side;
                let y = margin + (zone / columns) as f64 * side;
                square(x, y, side)
            })
            .collect();
        let [width, height] = [columns, rows].map(|n| n as f64 * side + 2.0 * margin);
        (Ground::new(&zones, width, height), zones.len())
    }

    fn names(count: usize, name: &str) -> Vec<Vec<String>> {
        (0..count)
            .map(|zone| vec![format!("{name}{zone}")])
            .collect()
    }

    fn assert_apart(labels: &[Label]) {
        for (index, a) in labels.iter().enumerate() {
            for b in &labels[index + 1..] {
                assert!(!a.frame.touches(&b.frame, 0.0), "{a:?} {b:?}");
                for (beside, other) in [(a, b), (b, a)] {
                    if let Some([from, to]) = beside.leader {
                        assert!(!other.frame.is_crossed(from, to), "{beside:?} {other:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn labels_that_fit_stand_in_the_middle() {
        let (ground, count) = chequer(3, 3, 60.0, 10.0);
        let fonts = Fonts::for_texts([]);
        let labels = place(&ground, &names(count, "Zone "), &fonts);
        assert_eq!(labels.len(), 9);
        assert_apart(&labels);
        for label in &labels {
            assert_eq!((label.size, label.leader), (6.5, None));
        }
    }

    #[test]
    fn small_zones_are_led_to_the_side() {
        let (ground, count) = chequer(4, 2, 14.0, 60.0);
        let fonts = Fonts::for_texts([]);
        let labels = place(&ground, &names(count, "Long name "), &fonts);
        assert_eq!(labels.len(), 8);
        assert_apart(&labels);
        for label in &labels {
            assert!(label.leader.is_some());
            assert_eq!(ground.share_covered(&label.frame), Some(0.0));
        }
    }

    #[test]
    fn names_are_folded_at_spaces_or_in_the_middle() {
        let fold = |name: &str| folded(&[name.to_owned(), "+1.0".to_owned()]);
        assert_eq!(fold("New York City").unwrap(), ["New York", "City", "+1.0"]);
        assert_eq!(fold("永阳安江县").unwrap(), ["永阳安", "江县", "+1.0"]);
        assert_eq!((fold("南昌市"), fold("Nanchang")), (None, None));
    }

    #[test]
    fn of_many_zones_those_are_labelled_whose_label_fits() {
        let (ground, count) = chequer(50, 60, 6.0, 4.0);
        let fonts = Fonts::for_texts([]);
        assert!(place(&ground, &names(count, "县"), &fonts).is_empty());
        let (ground, count) = chequer(10, 10, 30.0, 4.0);
        assert_eq!(place(&ground, &names(count, "县"), &fonts).len(), 100);
    }
}

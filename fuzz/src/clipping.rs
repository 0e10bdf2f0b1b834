//! A slow oracle of coverage: rings clipped to one cell in rational numbers.

use num_rational::Ratio;

/// A vertex in cell coordinates.
pub type Vertex = (Number, Number);

/// An exact number.
pub type Number = Ratio<i128>;

/// The signed area of the part of a closed ring that lies in the cell at (col, row), positive if its eastern side runs towards larger y. Where
/// the ring crosses itself, each part counts as often as the ring winds around it.
///
/// Vertices are exact; only the products of the shoelace formula are rounded, each to half a unit of 2⁻⁵³.
pub fn area_in_cell(ring: &[Vertex], col: i128, row: i128) -> f64 {
    let corner = (Number::from(col), Number::from(row));
    let mut points: Vec<Vertex> = ring
        .iter()
        .map(|(x, y)| (x - corner.0, y - corner.1))
        .collect();
    let one = Number::from(1);
    let depths: [&dyn Fn(&Vertex) -> Number; 4] =
        [&|p| p.0, &|p| one - p.0, &|p| p.1, &|p| one - p.1];
    for depth in depths {
        points = kept(&points, depth);
    }
    shoelace(&points)
}

/// The part of a ring in the half-plane where `depth` is not negative, by Sutherland and Hodgman (1974).
fn kept(ring: &[Vertex], depth: &dyn Fn(&Vertex) -> Number) -> Vec<Vertex> {
    let zero = Number::from(0);
    let mut points = Vec::with_capacity(ring.len() + 4);
    for (index, point) in ring.iter().enumerate() {
        let previous = &ring[(index + ring.len() - 1) % ring.len()];
        let (before, here) = (depth(previous), depth(point));
        if (before < zero) != (here < zero) {
            let part = before / (before - here);
            let at = |from: Number, to: Number| from + (to - from) * part;
            points.push((at(previous.0, point.0), at(previous.1, point.1)));
        }
        if here >= zero {
            points.push(*point);
        }
    }
    points
}

fn shoelace(ring: &[Vertex]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    let term = |(a, b): (&Vertex, &Vertex)| float(a.0 * b.1 - b.0 * a.1);
    ring.iter().zip(next).map(term).sum::<f64>() / 2.0
}

/// The nearest float, for numerators and denominators below 2⁵³.
fn float(number: Number) -> f64 {
    *number.numer() as f64 / *number.denom() as f64
}

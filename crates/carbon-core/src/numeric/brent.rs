//! The root of a function between two points where it has different signs.

/// A point of a function.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Point {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

/// How often the interval is narrowed at most: more than halving alone would need.
const LIMIT: usize = 200;

/// Brent's method: inverse quadratic interpolation or secant where they converge, halving where
/// they do not. The result are the ends of the last interval, that with the smaller value first;
/// unless it is a root, the function has the other sign at the other end, which is within `tolerance`
/// of it or of what rounding allows.
///
/// Source: Brent, "Algorithms for minimization without derivatives", Prentice-Hall 1973, chapter 4.
///
/// # Errors
///
/// The first error of the function.
pub(crate) fn root<E>(
    ends: [Point; 2],
    tolerance: f64,
    mut function: impl FnMut(f64) -> Result<f64, E>,
) -> Result<[Point; 2], E> {
    let [mut contra, mut best] = ends;
    let mut previous = contra;
    let mut step = best.x - contra.x;
    let mut before = step;
    for _ in 0..LIMIT {
        if contra.y.abs() < best.y.abs() {
            previous = best;
            best = contra;
            contra = previous;
        }
        let near = 2.0 * f64::EPSILON * best.x.abs() + tolerance / 2.0;
        let half = (contra.x - best.x) / 2.0;
        if half.abs() <= near || best.y == 0.0 {
            break;
        }
        let interpolated = interpolation(previous, contra, best);
        let is_good = before.abs() >= near
            && previous.y.abs() > best.y.abs()
            && interpolated * half > 0.0
            && interpolated.abs() < (1.5 * half.abs() - near / 2.0).min(before.abs() / 2.0);
        (before, step) = if is_good {
            (step, interpolated)
        } else {
            (half, half)
        };
        previous = best;
        let step = if step.abs() > near {
            step
        } else {
            near.copysign(half)
        };
        let x = best.x + step;
        best = Point { x, y: function(x)? };
        if best.y.signum() == contra.y.signum() {
            contra = previous;
            before = best.x - previous.x;
        }
    }
    Ok([best, contra])
}

/// The step from the best point to where a curve through the points is zero: a parabola in y where
/// all three differ, a line where two do; not a number where none does.
fn interpolation(previous: Point, contra: Point, best: Point) -> f64 {
    let half = (contra.x - best.x) / 2.0;
    let s = best.y / previous.y;
    let (above, below) = if previous.x == contra.x {
        (2.0 * half * s, 1.0 - s)
    } else {
        let (q, r) = (previous.y / contra.y, best.y / contra.y);
        (
            s * (2.0 * half * q * (q - r) - (best.x - previous.x) * (r - 1.0)),
            (q - 1.0) * (r - 1.0) * (s - 1.0),
        )
    };
    -above / below
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    const ORACLE: &str = include_str!("../../../../fixtures/oracle/uncertainty/roots.csv");

    /// Roots are those of scipy's brentq to 1e-12, and take at most three calls more.
    #[test]
    fn roots_are_those_of_scipy() {
        for line in ORACLE.lines().skip(1) {
            let fields: Vec<_> = line.split(',').collect();
            let function = match fields[0] {
                "cubic" => |x: f64| x.powi(3) - 2.0 * x - 5.0,
                "cosine" => |x: f64| x.cos() - x,
                "steep" => |x: f64| (20.0 * x).exp() - 100.0,
                _ => |x: f64| (x - 0.3).powi(3) + 1e-3 * (x - 0.3),
            };
            let [low, high, expected, theirs]: [f64; 4] =
                [1, 2, 3, 4].map(|field| fields[field].parse().unwrap());
            let ends = [low, high].map(|x| Point { x, y: function(x) });
            let mut calls = 2.0;
            let found = root(ends, 1e-13, |x| {
                calls += 1.0;
                Ok::<_, Infallible>(function(x))
            });
            let Ok([Point { x, .. }, _]) = found;
            assert!((x - expected).abs() <= 1e-12, "{line}: {x}");
            assert!(calls <= theirs + 3.0, "{line}: {calls}");
        }
    }

    #[test]
    fn a_jump_is_closed_in_on() {
        let step = |x: f64| if x < 0.625 { -1.0 } else { 2.0 };
        let ends = [0.0, 1.0].map(|x| Point { x, y: step(x) });
        let Ok([found, other]) = root(ends, 1e-9, |x| Ok::<_, Infallible>(step(x)));
        assert!((found.x - 0.625).abs() <= 1e-9 && (found.x - other.x).abs() <= 1e-9);
        assert_eq!((found.y, other.y), (-1.0, 2.0));
    }
}

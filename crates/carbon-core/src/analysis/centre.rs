//! Where the weight of a region lies and how it is spread: mean centre, standard deviational
//! ellipse, and how far the centre moves between years.
//!
//! Positions are in a projected plane that keeps areas or distances well enough, in metres; in
//! degrees the results mean nothing.

use bilingual::Bilingual;
use serde::{Deserialize, Serialize};

use crate::region::ZoneId;
use crate::text::Listed;
use crate::units::{Hectares, Year};

/// Axes whose squares differ by less than this share of their sum are a circle.
const CIRCLE: f64 = 1e-12;

/// A place in a projected plane.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Position {
    /// Metres to the east of the plane's origin.
    pub east_m: f64,
    /// Metres to the north of the plane's origin.
    pub north_m: f64,
}

/// The weight of a zone and its position.
#[derive(Debug, Clone, PartialEq)]
pub struct Mass {
    pub zone: ZoneId,
    /// Where its weight is taken to be: its centroid, or its seat.
    pub position: Position,
    /// The weight, such as emissions, in any unit that all zones share.
    pub weight: f64,
}

/// Which correction the axes of an ellipse have. The literature has all three and seldom says
/// which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EllipseAxes {
    /// The standard deviation along each axis, without correction (Yuill 1971).
    StandardDeviation,
    /// √2 times that, which holds 63 % of a normal spread: what ArcGIS (10.7 and Pro, by its
    /// documentation) calls one standard deviation.
    #[default]
    RootTwo,
    /// √2 · √(n / (n − 2)) times that, n the number of zones, as CrimeStat does.
    CrimeStat,
}

impl EllipseAxes {
    fn factor(self, zones: usize) -> f64 {
        match self {
            Self::StandardDeviation => 1.0,
            Self::RootTwo => 2f64.sqrt(),
            Self::CrimeStat => (2.0 * zones as f64 / (zones as f64 - 2.0)).sqrt(),
        }
    }
}

/// A standard deviational ellipse.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Ellipse {
    /// The mean centre.
    pub centre: Position,
    /// Half the long axis, in metres.
    pub major_m: f64,
    /// Half the short axis, in metres.
    pub minor_m: f64,
    /// Where the long axis points: degrees clockwise from grid north, from 0 up to 180; `None` for
    /// a circle.
    pub bearing: Option<f64>,
    /// The correction of the axes.
    pub axes: EllipseAxes,
}

impl Ellipse {
    /// The area in hectares.
    pub fn area(&self) -> Hectares {
        Hectares::from_square_metres(std::f64::consts::PI * self.major_m * self.minor_m)
    }
}

/// How a centre moved from one year to the next.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Movement {
    /// The earlier year.
    pub from: Year,
    /// The later year.
    pub to: Year,
    /// How far, in metres, in a straight line.
    pub distance_m: f64,
    /// Where to: degrees clockwise from grid north, from 0 up to 360; `None` if it stayed.
    pub bearing: Option<f64>,
}

/// Weights and places without a centre.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum CentreError {
    /// Weights below zero or not numbers.
    #[en(
        "the weight is below zero or not a number: {0}; a centre of gravity needs weights from 0 \
         up, so take emissions or absorption rather than their balance"
    )]
    #[zh("权重为负或不是数：{0}；重心的权重不能为负，请改用碳排放或碳吸收，而不是二者之差")]
    Weight(Listed<ZoneId>),
    /// Places that are not numbers.
    #[en("the position is not a number: {0}; give metres in a projected plane")]
    #[zh("位置不是数：{0}；请给出投影平面上以米为单位的坐标")]
    Position(Listed<ZoneId>),
    /// Nothing weighs anything.
    #[en("the weights add up to zero; nothing has no centre")]
    #[zh("权重之和为零，没有重心可言")]
    ZeroTotal,
    /// Too few zones for the correction.
    #[en("CrimeStat's correction needs more than 2 zones, there are {0}; take another")]
    #[zh("CrimeStat 的校正需要 2 个以上的区域，现有 {0} 个；请改用其他方法")]
    TooFewZones(usize),
}

/// The mean centre Σ w (x, y) / Σ w, the centre of gravity.
///
/// # Errors
///
/// [`CentreError`] if a weight is negative, a number is not finite, or all weights are zero.
///
/// ```
/// use carbon_core::centre::{Mass, Position, mean_centre};
///
/// let mass = |zone: &str, east_m, north_m, weight| Mass {
///     zone: zone.into(),
///     position: Position { east_m, north_m },
///     weight,
/// };
/// let centre = mean_centre(&[mass("a", 0.0, 0.0, 3.0), mass("b", 8_000.0, 4_000.0, 1.0)])?;
/// assert_eq!(centre, Position { east_m: 2_000.0, north_m: 1_000.0 });
/// # Ok::<(), carbon_core::centre::CentreError>(())
/// ```
pub fn mean_centre(masses: &[Mass]) -> Result<Position, CentreError> {
    let zones = |odd: fn(&Mass) -> bool| {
        let found = masses.iter().filter(move |mass| odd(mass));
        found.map(|mass| mass.zone.clone())
    };
    let weight = zones(|mass| !(mass.weight.is_finite() && mass.weight >= 0.0));
    Listed::refuse(weight, CentreError::Weight)?;
    let place =
        zones(|mass| !(mass.position.east_m.is_finite() && mass.position.north_m.is_finite()));
    Listed::refuse(place, CentreError::Position)?;
    let total: f64 = masses.iter().map(|mass| mass.weight).sum();
    if total == 0.0 {
        return Err(CentreError::ZeroTotal);
    }
    let mean = |coordinate: fn(&Position) -> f64| {
        let weighted = masses
            .iter()
            .map(|mass| mass.weight * coordinate(&mass.position));
        weighted.sum::<f64>() / total
    };
    Ok(Position {
        east_m: mean(|position| position.east_m),
        north_m: mean(|position| position.north_m),
    })
}

/// The weighted standard deviational ellipse: its axes are those of the weighted covariance
/// Σ w d dᵀ / Σ w of the distances d from the mean centre, its half-axes the square roots of the
/// eigenvalues times the factor of `axes`.
///
/// Sources: Lefever 1926, American Journal of Sociology 32, 88–94; Yuill 1971, Geografiska Annaler
/// B 53, 28–39; for the closed form Wang, Shi & Miao 2015, PLoS ONE 10 (3) e0118537.
///
/// # Errors
///
/// [`CentreError`] as for [`mean_centre`], and for CrimeStat's correction with 2 zones or fewer.
pub fn ellipse(masses: &[Mass], axes: EllipseAxes) -> Result<Ellipse, CentreError> {
    let centre = mean_centre(masses)?;
    if axes == EllipseAxes::CrimeStat && masses.len() <= 2 {
        return Err(CentreError::TooFewZones(masses.len()));
    }
    let (mut total, mut east, mut north, mut both) = (0.0, 0.0, 0.0, 0.0);
    for Mass {
        position, weight, ..
    } in masses
    {
        let (x, y) = (
            position.east_m - centre.east_m,
            position.north_m - centre.north_m,
        );
        total += weight;
        east += weight * x * x;
        north += weight * y * y;
        both += weight * x * y;
    }
    let (sum, difference) = (east + north, (east - north).hypot(2.0 * both));
    let factor = axes.factor(masses.len());
    let half_axis = |doubled: f64| factor * (doubled.max(0.0) / (2.0 * total)).sqrt();
    // The long axis is at half the angle of (east − north, 2 · both), counted from the east.
    let from_north = 90.0 - (2.0 * both).atan2(east - north).to_degrees() / 2.0;
    Ok(Ellipse {
        centre,
        major_m: half_axis(sum + difference),
        minor_m: half_axis(sum - difference),
        bearing: (difference > CIRCLE * sum).then(|| from_north.rem_euclid(180.0)),
        axes,
    })
}

/// How a centre moved from each year to the next one given.
///
/// ```
/// use carbon_core::Year;
/// use carbon_core::centre::{Position, movements};
///
/// let at = |east_m, north_m| Position { east_m, north_m };
/// let moved = movements(&[(Year(2010), at(0.0, 0.0)), (Year(2020), at(-3_000.0, -4_000.0))]);
/// assert_eq!(moved[0].distance_m, 5_000.0);
/// assert_eq!(moved[0].bearing.unwrap().round(), 217.0);
/// ```
pub fn movements(centres: &[(Year, Position)]) -> Vec<Movement> {
    let steps = centres.iter().zip(centres.iter().skip(1));
    let moved = steps.map(|(&(from, start), &(to, end))| {
        let (east, north) = (end.east_m - start.east_m, end.north_m - start.north_m);
        let distance_m = east.hypot(north);
        let bearing = east.atan2(north).to_degrees().rem_euclid(360.0);
        Movement {
            from,
            to,
            distance_m,
            bearing: (distance_m > 0.0).then_some(bearing),
        }
    });
    moved.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masses(triples: &[(f64, f64, f64)]) -> Vec<Mass> {
        let mass = |(index, &(east_m, north_m, weight)): (usize, &(f64, f64, f64))| Mass {
            zone: format!("z{index}").into(),
            position: Position { east_m, north_m },
            weight,
        };
        triples.iter().enumerate().map(mass).collect()
    }

    #[test]
    fn a_cross_has_its_arms_as_axes() {
        let cross = masses(&[
            (-3.0, 0.0, 1.0),
            (3.0, 0.0, 1.0),
            (0.0, 5.0, 1.0),
            (0.0, -5.0, 1.0),
        ]);
        let plain = ellipse(&cross, EllipseAxes::StandardDeviation).unwrap();
        assert_eq!(plain.bearing, Some(0.0));
        assert!((plain.major_m - 12.5f64.sqrt()).abs() < 1e-15);
        assert!((plain.minor_m - 4.5f64.sqrt()).abs() < 1e-15);
        let arcgis = ellipse(&cross, EllipseAxes::default()).unwrap();
        assert!((arcgis.major_m - 5.0).abs() < 1e-14 && (arcgis.minor_m - 3.0).abs() < 1e-14);
        let area = std::f64::consts::PI * 15.0 / 1e4;
        assert!((arcgis.area().0 - area).abs() < 1e-16);
        let crimestat = ellipse(&cross, EllipseAxes::CrimeStat).unwrap();
        assert!((crimestat.major_m - 50f64.sqrt()).abs() < 1e-14);
    }

    #[test]
    fn a_line_to_the_north_east_has_no_width() {
        let line = masses(&[(0.0, 0.0, 2.0), (1.0, 1.0, 1.0), (4.0, 4.0, 1.0)]);
        let ellipse = ellipse(&line, EllipseAxes::RootTwo).unwrap();
        assert_eq!(ellipse.bearing, Some(45.0));
        assert!(ellipse.minor_m < 1e-7);
    }

    #[test]
    fn a_circle_and_a_centre_that_stays_have_no_direction() {
        let square = masses(&[
            (0.0, 0.0, 1.0),
            (0.0, 2.0, 1.0),
            (2.0, 0.0, 1.0),
            (2.0, 2.0, 1.0),
        ]);
        let circle = ellipse(&square, EllipseAxes::StandardDeviation).unwrap();
        assert_eq!(
            (circle.major_m, circle.minor_m, circle.bearing),
            (1.0, 1.0, None)
        );
        let stays = movements(&[(Year(2010), circle.centre), (Year(2020), circle.centre)]);
        assert_eq!((stays[0].distance_m, stays[0].bearing), (0.0, None));
    }

    #[test]
    fn what_has_no_centre_is_an_error() {
        let error = |triples: &[_]| mean_centre(&masses(triples)).unwrap_err();
        let negative = error(&[(0.0, 0.0, 1.0), (1.0, 1.0, -1.0)]).to_string();
        assert!(negative.contains("below zero or not a number: z1;"));
        assert_eq!(error(&[(0.0, 0.0, 0.0)]), CentreError::ZeroTotal);
        assert!(matches!(
            error(&[(f64::NAN, 0.0, 1.0)]),
            CentreError::Position(_)
        ));
        let two = masses(&[(0.0, 0.0, 1.0), (1.0, 1.0, 1.0)]);
        let few = ellipse(&two, EllipseAxes::CrimeStat);
        assert_eq!(few, Err(CentreError::TooFewZones(2)));
    }
}

//! Where the weight of the region lies, and where it moves.

use anyhow::{Context as _, Result, bail};
use carbon_core::centre::{Ellipse, EllipseAxes, Mass, Movement, Position, ellipse, movements};
use carbon_core::{Assessment, Listed, Year, ZoneFields};
use landuse_ingest::crs::Crs;
use landuse_ingest::zones::Zones;
use zoning_export::{FittedPlane, Transform};

use super::csv::centre_rows;
use super::request::Centres;
use super::show::shown_centres;
use crate::analyses::context::values_by_year;
use crate::analyses::registry::{Computed, Shown};
use crate::analyses::{Context, Put};

/// Corners of an ellipse that is drawn.
const CORNERS: u32 = 72;

/// Centres of gravity and ellipses of some fields.
#[derive(Debug)]
pub struct Centrography {
    /// The plane that metres are in, as PROJ takes it.
    pub plane: String,
    /// The centroid of each zone, in the order of the assessment.
    pub positions: Vec<Position>,
    /// One entry a field.
    pub fields: Vec<CentresOf>,
}

/// The centres of a field.
#[derive(Debug)]
pub struct CentresOf {
    /// The field of the layers, or one that follows from them.
    pub field: String,
    /// One entry for each year that has the field, ascending.
    pub years: Vec<Centre>,
    /// How the centre moved from each of them to the next.
    pub movements: Vec<Movement>,
}

/// The centre and the ellipse of a year.
#[derive(Debug)]
pub struct Centre {
    pub year: Year,
    /// The ellipse about the centre, in the plane.
    pub ellipse: Ellipse,
    /// Longitude and latitude of the centre, in degrees of WGS 84.
    pub place: [f64; 2],
    /// The ellipse as a ring of longitudes and latitudes, anticlockwise and closed.
    pub outline: Vec<[f64; 2]>,
}

impl Computed for Centrography {
    fn put_tables(&self, _assessment: &Assessment, put: &mut Put<'_>) -> Result<()> {
        put("tables/centres", &|| centre_rows(self))
    }

    fn show(&self, assessment: &Assessment, shown: &mut Shown) -> Result<()> {
        shown.centres = Some(shown_centres(self, assessment));
        Ok(())
    }
}

pub(super) fn locate_centres(request: &Centres, context: &Context<'_>) -> Result<Centrography> {
    let plane = FittedPlane::around(context.zones.in_wgs84()?.iter());
    let positions = positions(context.zones, &plane)?;
    let to_degrees = plane.to_degrees()?;
    let fields = ZoneFields::new(context.assessment);
    let centres_of_field = |name: &String| {
        let mut years = Vec::new();
        for (annual, weights) in values_by_year(name, &fields, context.assessment)? {
            let masses = annual.zones.iter().zip(weights).zip(&positions);
            let masses: Vec<_> = masses
                .map(|((zone, weight), position)| Mass {
                    zone: zone.zone.id.clone(),
                    position: *position,
                    weight,
                })
                .collect();
            let failed = || format!("[analysis] centres \"{name}\" in {}", annual.year);
            let found = centre(annual.year, &masses, request.ellipse, &to_degrees);
            years.push(found.with_context(failed)?);
        }
        let centres = years.iter().map(|found| (found.year, found.ellipse.centre));
        let centres: Vec<_> = centres.collect();
        Ok(CentresOf {
            field: fields.full_name(name)?,
            movements: movements(&centres),
            years,
        })
    };
    let fields = request.fields.iter().map(centres_of_field);
    Ok(Centrography {
        fields: fields.collect::<Result<_>>()?,
        plane: plane.definition(),
        positions,
    })
}

fn positions(zones: &Zones, plane: &FittedPlane) -> Result<Vec<Position>> {
    let centroids = zones.centroids(&Crs::from_definition(&plane.definition())?)?;
    let placeless = zones.zones.iter().zip(&centroids);
    let placeless = placeless.filter(|(_, centroid)| centroid.is_none());
    let placeless: Vec<_> = placeless.map(|(zone, _)| zone.id.clone()).collect();
    if !placeless.is_empty() {
        bail!(
            "[analysis] centres: zones without a polygon have no place: {}; mend the boundaries, or take centres out",
            Listed(placeless)
        );
    }
    let position = |centroid: geo::Coord<f64>| Position {
        east_m: centroid.x,
        north_m: centroid.y,
    };
    Ok(centroids.into_iter().flatten().map(position).collect())
}

fn centre(
    year: Year,
    masses: &[Mass],
    axes: EllipseAxes,
    to_degrees: &Transform,
) -> Result<Centre> {
    let ellipse = ellipse(masses, axes)?;
    let middle = (ellipse.centre.east_m, ellipse.centre.north_m);
    let corners = (0..=CORNERS).map(|corner| corner_of(&ellipse, corner % CORNERS));
    let points: Vec<geo::Coord> = [middle]
        .into_iter()
        .chain(corners)
        .map(Into::into)
        .collect();
    let places = to_degrees.apply(&points).into_iter();
    let places: Option<Vec<_>> = places.map(|place| place.map(|c| [c.x, c.y])).collect();
    let degrees = places.context("the ellipse reaches beyond the Earth's disc in its plane")?;
    Ok(Centre {
        year,
        ellipse,
        place: degrees[0],
        outline: degrees[1..].to_vec(),
    })
}

/// A corner of the ellipse as a polygon, counted anticlockwise from the end of the long axis.
fn corner_of(ellipse: &Ellipse, corner: u32) -> (f64, f64) {
    let angle = std::f64::consts::TAU * f64::from(corner) / f64::from(CORNERS);
    let (along, across) = (ellipse.major_m * angle.cos(), ellipse.minor_m * angle.sin());
    // The bearing is counted clockwise from the north, the angle of the axis anticlockwise from the east.
    let axis = (90.0 - ellipse.bearing.unwrap_or(90.0)).to_radians();
    (
        ellipse.centre.east_m + along * axis.cos() - across * axis.sin(),
        ellipse.centre.north_m + along * axis.sin() + across * axis.cos(),
    )
}

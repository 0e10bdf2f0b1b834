//! Where the weight of the region lies, and where it moves.

use anyhow::{Context as _, Result, anyhow};
use carbon_core::centre::{Ellipse, EllipseAxes, Mass, Position, ellipse, movements};
use carbon_core::{Assessment, Listed, Year, ZoneFields};
use landuse_ingest::crs::Crs;
use landuse_ingest::zones::Zones;
use zoning_export::content::Centre;
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
            let masses = masses.map(|((zone, weight), position)| Mass {
                zone: zone.zone.id.clone(),
                position: *position,
                weight,
            });
            let masses: Vec<_> = masses.collect();
            let failed = || format!("[analysis] centres \"{name}\" in {}", annual.year);
            let found = centre(annual.year, &masses, request.ellipse, &to_degrees);
            years.push(found.with_context(failed)?);
        }
        let centres = years
            .iter()
            .map(|found: &Centre| (found.year, found.ellipse.centre));
        let moved = movements(&centres.collect::<Vec<_>>());
        for (centre, moved) in years.iter_mut().skip(1).zip(moved) {
            centre.moved = Some(moved);
        }
        let field = fields.full_name(name)?;
        Ok(CentresOf { field, years })
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
    let placeless = placeless.map(|(zone, _)| zone.id.clone());
    Listed::refuse(placeless, |zones| {
        anyhow!(
            "[analysis] centres: zones without a polygon have no place: {zones}; mend the boundaries, or take centres out"
        )
    })?;
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
    let points = [middle].into_iter().chain(corners).map(Into::into);
    let points: Vec<geo::Coord> = points.collect();
    let places = to_degrees.apply(&points).into_iter();
    let places: Option<Vec<_>> = places.map(|place| place.map(|c| [c.x, c.y])).collect();
    let degrees = places.context("the ellipse reaches beyond the Earth's disc in its plane")?;
    Ok(Centre {
        year,
        ellipse,
        moved: None,
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

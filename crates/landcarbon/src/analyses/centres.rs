//! Where the weight of the region lies, and where it moves.

use anyhow::{Context as _, Result, bail};
use carbon_core::centre::{Ellipse, EllipseAxes, Mass, Movement, Position, ellipse, movements};
use carbon_core::{Assessment, Listed, Year, ZoneFields};
use landuse_ingest::crs::Crs;
use landuse_ingest::zones::Zones;
use zoning_export::content;
use zoning_export::{Bilingual, FittedPlane, Transform};

use super::{Analysis, Context, columns, fields};

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
    /// The year.
    pub year: Year,
    /// The ellipse about the centre, in the plane.
    pub ellipse: Ellipse,
    /// Longitude and latitude of the centre, in degrees of WGS 84.
    pub place: [f64; 2],
    /// The ellipse as a ring of longitudes and latitudes, anticlockwise and closed.
    pub outline: Vec<[f64; 2]>,
}

impl Centrography {
    /// What figures, report and layers show of it.
    pub(super) fn shown(&self, assessment: &Assessment) -> content::Centres {
        let of_field = |of: &CentresOf| {
            let years = of.years.iter().map(|centre| content::Centre {
                year: centre.year,
                ellipse: centre.ellipse,
                moved: of
                    .movements
                    .iter()
                    .find(|step| step.to == centre.year)
                    .copied(),
                place: centre.place,
                outline: centre.outline.clone(),
            });
            content::CentresOf {
                field: of.field.clone(),
                title: fields::label(&of.field, assessment),
                years: years.collect(),
            }
        };
        let axes = self.fields.iter().flat_map(|of| &of.years).next();
        let axes = axes.map(|centre| centre.ellipse.axes).unwrap_or_default();
        content::Centres {
            title: Bilingual::new(
                "Centres of gravity and standard deviational ellipses",
                "重心与标准差椭圆",
            ),
            known: in_words(axes),
            quantities: self.fields.iter().map(of_field).collect(),
        }
    }
}

/// What the lengths of the axes are.
fn in_words(axes: EllipseAxes) -> Bilingual {
    let (factor, source_en, source_zh) = match axes {
        EllipseAxes::StandardDeviation => ("1", "Yuill 1971", "Yuill，1971"),
        EllipseAxes::RootTwo => ("√2", "as ArcGIS does", "同 ArcGIS"),
        EllipseAxes::CrimeStat => ("√2 · √(n / (n − 2))", "as CrimeStat does", "同 CrimeStat"),
    };
    Bilingual::new(
        format!(
            "each zone weighs at its centroid; half-axes of ellipses are {factor} standard deviations ({source_en})"
        ),
        format!("各区的权重置于其质心；椭圆半轴为 {factor} 倍标准差（{source_zh}）"),
    )
}

pub(super) fn of(
    asked: &Analysis,
    context: &Context<'_>,
    fields: &ZoneFields,
) -> Result<Option<Centrography>> {
    if asked.centres.is_empty() {
        return Ok(None);
    }
    let plane = FittedPlane::around(context.zones.in_wgs84()?.iter());
    let positions = positions(context.zones, &plane)?;
    let to_degrees = plane.to_degrees()?;
    let axes = asked.ellipse.unwrap_or_default();
    let of_field = |name: &String| {
        let mut years = Vec::new();
        for (annual, weights) in columns(name, fields, context.assessment)? {
            let masses = annual.zones.iter().zip(weights).zip(&positions);
            let masses: Vec<_> = masses
                .map(|((of, weight), position)| Mass {
                    zone: of.zone.id.clone(),
                    position: *position,
                    weight,
                })
                .collect();
            let failed = || format!("[analysis] centres \"{name}\" in {}", annual.year);
            years.push(centre(annual.year, &masses, axes, &to_degrees).with_context(failed)?);
        }
        let centres: Vec<_> = years
            .iter()
            .map(|of| (of.year, of.ellipse.centre))
            .collect();
        Ok(CentresOf {
            field: fields.full_name(name)?,
            movements: movements(&centres),
            years,
        })
    };
    Ok(Some(Centrography {
        fields: asked.centres.iter().map(of_field).collect::<Result<_>>()?,
        plane: plane.definition(),
        positions,
    }))
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
fn corner_of(of: &Ellipse, corner: u32) -> (f64, f64) {
    let angle = std::f64::consts::TAU * f64::from(corner) / f64::from(CORNERS);
    let (along, across) = (of.major_m * angle.cos(), of.minor_m * angle.sin());
    // The bearing is counted clockwise from the north, the angle of the axis anticlockwise from the east.
    let axis = (90.0 - of.bearing.unwrap_or(90.0)).to_radians();
    (
        of.centre.east_m + along * axis.cos() - across * axis.sin(),
        of.centre.north_m + along * axis.sin() + across * axis.cos(),
    )
}

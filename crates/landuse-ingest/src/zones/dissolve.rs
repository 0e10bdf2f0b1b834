//! Zones made up of others: their outlines.

use carbon_core::levels::Level;
use geo::{MultiPolygon, Polygon};
use rayon::prelude::*;

use super::error::ZonesError;
use super::zones::{Zone, Zones};
use crate::coverage::signed_area;
use crate::polygons::{area, dissolve};

/// Holes of a smaller part of a zone are where its parts do not quite meet.
const GAP: f64 = 1e-9;

impl Zones {
    /// The zones of a level, of which these are the leaves: each the union of its leaves, without the borders between them. Holes of less
    /// than 1e-9 of a zone, where leaves do not quite meet, are closed. No hectare is counted by these outlines.
    ///
    /// # Errors
    /// GEOS cannot unite the polygons of a zone.
    pub fn at(&self, level: &Level) -> Result<Self, ZonesError> {
        let zones = level.zones.par_iter().enumerate().map(|(position, zone)| {
            let leaves = self.zones.iter().zip(&level.of_leaf);
            let leaves: Vec<_> = leaves
                .filter(|(leaf, place)| **place == position && !leaf.polygons.0.is_empty())
                .map(|(leaf, _)| leaf.polygons.clone())
                .collect();
            let united =
                dissolve(&leaves).map_err(|error| ZonesError::geos(zone.id.as_str(), &error))?;
            Ok::<_, ZonesError>(Zone {
                id: zone.id.clone(),
                name: zone.name.clone(),
                attributes: Vec::new(),
                polygons: without_gaps(united),
            })
        });
        Ok(Self {
            zones: zones.collect::<Result<_, _>>()?,
            crs: self.crs.clone(),
            warnings: Vec::new(),
        })
    }
}

fn without_gaps(polygons: MultiPolygon<f64>) -> MultiPolygon<f64> {
    let least = GAP * area(&polygons);
    let closed = polygons.into_iter().map(|polygon| {
        let (shell, mut holes) = polygon.into_inner();
        holes.retain(|hole| signed_area(hole).abs() >= least);
        Polygon::new(shell, holes)
    });
    closed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crs::Crs;
    use geo::{LineString, Rect, coord};

    /// Four squares about a hole of a given half width, the first two of the left zone.
    fn zones(half: f64) -> Zones {
        let ring = |corners: &[(f64, f64)]| -> LineString<f64> { corners.to_vec().into() };
        let shapes = [
            ring(&[
                (0.0, 0.0),
                (1.0, 0.0),
                (1.0, 1.0 - half),
                (1.0 - half, 1.0),
                (0.0, 1.0),
                (0.0, 0.0),
            ]),
            ring(&[
                (0.0, 1.0),
                (1.0 - half, 1.0),
                (1.0, 1.0 + half),
                (1.0, 2.0),
                (0.0, 2.0),
                (0.0, 1.0),
            ]),
            ring(&[
                (1.0, 0.0),
                (2.0, 0.0),
                (2.0, 1.0),
                (1.0 + half, 1.0),
                (1.0, 1.0 - half),
                (1.0, 0.0),
            ]),
            ring(&[
                (1.0 + half, 1.0),
                (2.0, 1.0),
                (2.0, 2.0),
                (1.0, 2.0),
                (1.0, 1.0 + half),
                (1.0 + half, 1.0),
            ]),
        ];
        let zone = |(number, shell): (usize, LineString<f64>)| Zone {
            id: number.to_string().into(),
            name: String::new(),
            attributes: Vec::new(),
            polygons: Polygon::new(shell, vec![]).into(),
        };
        Zones {
            zones: shapes.into_iter().enumerate().map(zone).collect(),
            crs: Crs::from_definition("EPSG:32650").unwrap(),
            warnings: Vec::new(),
        }
    }

    fn level(of_leaf: &[usize]) -> Level {
        let count = of_leaf.iter().max().map_or(0, |last| last + 1);
        Level {
            name: "city".to_owned(),
            zones: (0..count)
                .map(|zone| carbon_core::Zone::new(format!("c{zone}"), ""))
                .collect(),
            of_leaf: of_leaf.to_vec(),
        }
    }

    #[test]
    fn borders_between_leaves_are_gone_and_those_around_stay() {
        let found = zones(0.0).at(&level(&[1, 1, 0, 0])).unwrap();
        let left = &found.zones[1].polygons;
        assert_eq!((found.zones[1].id.as_str(), left.0.len()), ("c1", 1));
        assert_eq!(area(left), 2.0);
        let outline = left.0[0].exterior();
        let frame = Rect::new(coord! { x: 0.0, y: 0.0 }, coord! { x: 1.0, y: 2.0 });
        let on_frame = |c: &geo::Coord<f64>| {
            c.x == frame.min().x
                || c.x == frame.max().x
                || c.y == frame.min().y
                || c.y == frame.max().y
        };
        assert!(outline.coords().all(on_frame), "{outline:?}");
    }

    #[test]
    fn a_hole_stays_and_a_gap_that_nobody_sees_is_closed() {
        let holes = |half: f64| {
            let found = zones(half).at(&level(&[0, 0, 0, 0])).unwrap();
            (
                found.zones[0].polygons.0[0].interiors().len(),
                area(&found.zones[0].polygons),
            )
        };
        // A square of diagonals of 0.2: 0.02 of the 4.
        let (open, left) = holes(0.1);
        assert!(open == 1 && (left - 3.98).abs() < 1e-12);
        // 2e-12 are less than 4e-9.
        assert_eq!(holes(1e-6).0, 0);
    }
}

//! Zones taken to the plane of a grid, and the zones that cannot be.

use carbon_core::{Said, say};
use gdal::spatial_ref::CoordTransform;
use geo::{BoundingRect, Coord, CoordsIter, Intersects, Rect, Translate, coord};
use rayon::prelude::*;

use super::error::OverlayError;
use crate::crs::{Plane, describe_missing_shift, reproject};
use crate::gdal::listen;
use crate::grid::Grid;
use crate::zones::{Zone, Zones, ZonesError};

/// Edges are cut until they stay within this part of a cell of where they were.
const TOLERANCE_CELLS: f64 = 1e-6;

/// The farthest coordinate, in metres, that is taken to another CRS: twice around the Earth, and room for the number of a zone of 3° or 6° before
/// the easting.
const FARTHEST_METRES: f64 = 1.5e8;

/// Zones are taken to another CRS in at most as many lots, so that a large one among them does not keep the other threads waiting.
const TASKS_PER_THREAD: usize = 4;

/// Fewer vertices than these are taken to another CRS sooner than another thread has opened PROJ's database and made a transformation.
const VERTICES_PER_TASK: usize = 1 << 16;

/// An edge of this part of the globe's circumference goes all the way round.
const ALL_ROUND: f64 = 1.0 - 1e-9;

/// The zones with their polygons in the plane of a grid.
///
/// # Errors
/// A zone crosses the 180th meridian, lies too far off, or has no place in the plane.
pub(super) fn place(
    zones: &Zones,
    grid: &Grid,
    warnings: &mut Vec<Said>,
) -> Result<Vec<Zone>, OverlayError> {
    refuse_antimeridian(zones)?;
    if zones.crs.is_same(&grid.crs) {
        return Ok(zones.zones.clone());
    }
    refuse_too_far_off(zones)?;
    warnings.push(how_reprojected(zones, grid));
    let tolerance = TOLERANCE_CELLS * grid.planar_cell_area().sqrt();
    let place = |zone: &Zone, transform: &CoordTransform| {
        let polygons = reproject(&zone.polygons, transform, tolerance);
        let polygons = polygons.map_err(|source| match swapped_inside(zones, grid) {
            true => axes_swapped(zones, grid),
            false => ZonesError::unplaceable(zone, source).into(),
        })?;
        Ok(Zone {
            polygons,
            ..zone.clone()
        })
    };
    // A transformation cannot be shared between threads.
    let place_all = |some: &[Zone]| -> Result<Vec<_>, OverlayError> {
        let transform = zones.crs.transform_to(&grid.crs)?;
        some.iter().map(|zone| place(zone, &transform)).collect()
    };
    let vertices: usize = zones.zones.iter().map(|z| z.polygons.coords_count()).sum();
    let most = TASKS_PER_THREAD * rayon::current_num_threads();
    match (vertices / VERTICES_PER_TASK).min(most) {
        0 | 1 => place_all(&zones.zones),
        tasks => {
            let chunk = zones.zones.len().div_ceil(tasks).max(1);
            let placed: Vec<_> = zones.zones.par_chunks(chunk).map(place_all).collect();
            Ok(placed.into_iter().collect::<Result<Vec<_>, _>>()?.concat())
        }
    }
}

fn how_reprojected(zones: &Zones, grid: &Grid) -> Said {
    let mut note = say!(
        "zones are reprojected from \"{}\" to the raster's \"{}\"",
        "区域由坐标系 \"{}\" 转换到栅格的 \"{}\"",
        zones.crs.name(),
        grid.crs.name()
    );
    let place = bounds(&zones.zones).next().map(|rect| rect.center());
    let missing = place.and_then(|place| describe_missing_shift(&zones.crs, &grid.crs, place));
    if let Some(missing) = missing {
        note = say!("{note}; {missing}", "{note}；{missing}");
    }
    note
}

/// An edge over half the globe is meant to go the other way round, unless it goes all the way.
fn refuse_antimeridian(zones: &Zones) -> Result<(), OverlayError> {
    if *zones.crs.plane() != Plane::Geographic {
        return Ok(());
    }
    let half = std::f64::consts::PI / zones.crs.unit();
    let crosses = |edge: geo::Line<f64>| (half..2.0 * half * ALL_ROUND).contains(&edge.dx().abs());
    let crossing = |zone: &&Zone| {
        zone.polygons
            .iter()
            .any(|p| p.exterior().lines().any(crosses))
    };
    match zones.zones.iter().find(crossing) {
        Some(zone) => Err(OverlayError::Antimeridian {
            zone: zone.id.clone(),
        }),
        None => Ok(()),
    }
}

/// Far beyond the Earth the images of near points lie anywhere, so that an edge would be cut without end.
fn refuse_too_far_off(zones: &Zones) -> Result<(), OverlayError> {
    if *zones.crs.plane() == Plane::Geographic {
        return Ok(());
    }
    let farthest = FARTHEST_METRES / zones.crs.unit();
    let is_beyond = |c: &Coord<f64>| c.x.abs().max(c.y.abs()) > farthest;
    for zone in &zones.zones {
        if let Some(Coord { x, y }) = zone.polygons.coords_iter().find(is_beyond) {
            let zone = zone.id.clone();
            return Err(OverlayError::TooFarOff { zone, x, y });
        }
    }
    Ok(())
}

/// # Errors
/// No zone touches the grid.
pub(super) fn refuse_if_all_outside(
    zones: &Zones,
    placed: &[Zone],
    grid: &Grid,
) -> Result<(), OverlayError> {
    let extent = grid.extent();
    let bounds: Vec<Rect<f64>> = bounds(placed).collect();
    if bounds.is_empty() || bounds.iter().any(|rect| overlap(*rect, extent)) {
        return Ok(());
    }
    if swapped_inside(zones, grid) {
        return Err(axes_swapped(zones, grid));
    }
    let moved = |by: f64| bounds.iter().any(|r| overlap(r.translate(by, 0.0), extent));
    let turn = std::f64::consts::TAU / grid.crs.unit();
    let a_turn_away = grid.is_geographic() && (moved(turn) || moved(-turn));
    Err(OverlayError::AllOutside {
        zones: describe(bounds),
        raster: describe([extent]),
        a_turn_away,
    })
}

/// Whether all zones would touch the grid with their coordinates swapped.
fn swapped_inside(zones: &Zones, grid: &Grid) -> bool {
    let Ok(transform) = zones.crs.transform_to(&grid.crs) else {
        return false;
    };
    let mut middles = bounds(&zones.zones).map(|rect| rect.center()).peekable();
    let extent = grid.extent();
    middles.peek().is_some()
        && middles.all(|middle| {
            let (mut x, mut y) = ([middle.y], [middle.x]);
            listen(|| transform.transform_coords(&mut x, &mut y, &mut []))
                .0
                .is_ok()
                && extent.intersects(&coord! { x: x[0], y: y[0] })
        })
}

fn axes_swapped(zones: &Zones, grid: &Grid) -> OverlayError {
    OverlayError::AxesSwapped {
        zones: describe(bounds(&zones.zones)),
        raster: describe([grid.extent()]),
    }
}

fn bounds(zones: &[Zone]) -> impl Iterator<Item = Rect<f64>> {
    let polygons = zones.iter().map(|zone| &zone.polygons);
    polygons.filter_map(BoundingRect::bounding_rect)
}

/// Whether both share more than an edge.
fn overlap(a: Rect<f64>, b: Rect<f64>) -> bool {
    a.min().x < b.max().x && a.max().x > b.min().x && a.min().y < b.max().y && a.max().y > b.min().y
}

/// The extent of all rectangles together.
fn describe(rects: impl IntoIterator<Item = Rect<f64>>) -> String {
    let whole = rects.into_iter().reduce(|a, b| {
        Rect::new(
            coord! { x: a.min().x.min(b.min().x), y: a.min().y.min(b.min().y) },
            coord! { x: a.max().x.max(b.max().x), y: a.max().y.max(b.max().y) },
        )
    });
    whole.map_or_else(String::new, |whole| {
        let (min, max) = (whole.min(), whole.max());
        format!(
            "x {:.6} to {:.6}, y {:.6} to {:.6}",
            min.x, max.x, min.y, max.y
        )
    })
}

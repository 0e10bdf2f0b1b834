//! Zones: the polygons that land use is tallied over.

use carbon_core::ZoneId;
use gdal::errors::GdalError;
use gdal::spatial_ref::CoordTransform;
use geo::{BoundingRect, Coord, CoordsIter, Intersects, MultiPolygon, Rect, Translate, coord};
use rayon::prelude::*;

use crate::cell_area::{AreaRule, in_cells};
use crate::coverage::{Coverage, CoverageRule, InvalidZone};
use crate::crs::{Crs, Plane};
use crate::crs::{reproject, reproject_vertices};
use crate::gdal::listen;
use crate::grid::Grid;
use crate::overlay::Overlay;
use crate::overlay::OverlayError;

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

/// A part of a zone outside the raster larger than this is worth a word.
const NOTABLE_OUTSIDE: f64 = 0.01;

/// Overlaps above this many hectares are worth a word.
const NOTABLE_OVERLAP: f64 = 1e-3;

/// One zone: a city, a county, a catchment.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone {
    /// Its id, by which statistics are joined.
    pub id: ZoneId,
    /// Its name for people.
    pub name: String,
    /// What it has in the further fields that were asked for.
    pub attributes: Vec<String>,
    /// Its polygons in the CRS of [`Zones`]; none if the feature has no geometry.
    pub polygons: MultiPolygon<f64>,
}

/// The zones of a boundary file, in its order.
#[derive(Debug, Clone)]
pub struct Zones {
    /// The zones.
    pub zones: Vec<Zone>,
    /// The CRS of their polygons.
    pub crs: Crs,
    /// What the user should know.
    pub warnings: Vec<String>,
}

/// Zones in the plane of a raster.
#[derive(Debug, Clone)]
pub(crate) struct PlacedZones {
    pub(crate) ids: Vec<(ZoneId, String)>,
    pub(crate) polygons: Vec<MultiPolygon<f64>>,
}

/// How zones are laid over a grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OverlayOptions {
    /// How border cells are shared out.
    pub coverage: CoverageRule,
    /// How areas are measured.
    pub area: AreaRule,
}

impl Zones {
    /// Lays the zones over a grid. Says with the result what the user should know.
    ///
    /// # Errors
    /// A zone's polygon crosses itself, no zone touches the grid, or a place cannot be projected. See [`OverlayError`].
    pub fn over(
        &self,
        grid: &Grid,
        options: OverlayOptions,
    ) -> Result<(Overlay, Vec<String>), OverlayError> {
        let mut warnings = Vec::new();
        let placed = self.placed(grid, &mut warnings)?;
        self.refuse_if_all_outside(&placed, grid)?;
        let cells: Vec<_> = placed
            .polygons
            .par_iter()
            .map(|polygons| in_cells(grid, polygons))
            .collect();
        let coverage = Coverage::build(&cells, grid.width, grid.height, options.coverage)
            .map_err(|invalid| self.crossing(grid, invalid))?;
        let overlay = Overlay::new(grid.clone(), placed, coverage, options.area)?;
        self.warn(&overlay, options, &mut warnings);
        Ok((overlay, warnings))
    }

    /// The zones' polygons in WGS 84, vertex by vertex: borders that zones share stay shared.
    ///
    /// # Errors
    /// A place has no longitude and latitude.
    pub fn in_wgs84(&self) -> Result<Vec<MultiPolygon<f64>>, OverlayError> {
        let wgs84 = Crs::from_definition("EPSG:4326")?;
        if self.crs.is_same(&wgs84) {
            return Ok(self.zones.iter().map(|z| z.polygons.clone()).collect());
        }
        let transform = self.crs.transform_to(&wgs84)?;
        self.zones
            .iter()
            .map(|zone| {
                reproject_vertices(&zone.polygons, &transform)
                    .map_err(|source| self.unplaceable(zone, source))
            })
            .collect()
    }

    fn placed(&self, grid: &Grid, warnings: &mut Vec<String>) -> Result<PlacedZones, OverlayError> {
        let ids = self
            .zones
            .iter()
            .map(|z| (z.id.clone(), z.name.clone()))
            .collect();
        self.refuse_antimeridian()?;
        if self.crs.is_same(&grid.crs) {
            let polygons = self.zones.iter().map(|z| z.polygons.clone()).collect();
            return Ok(PlacedZones { ids, polygons });
        }
        self.refuse_too_far_off()?;
        warnings.push(self.how_reprojected(grid));
        let tolerance = TOLERANCE_CELLS * grid.planar_cell_area().sqrt();
        let place = |zone: &Zone, transform: &CoordTransform| {
            reproject(&zone.polygons, transform, tolerance).map_err(|source| {
                match self.swapped_inside(grid) {
                    true => self.axes_swapped(grid),
                    false => self.unplaceable(zone, source),
                }
            })
        };
        // A transformation cannot be shared between threads.
        let place_all = |zones: &[Zone]| -> Result<Vec<_>, OverlayError> {
            let transform = self.crs.transform_to(&grid.crs)?;
            zones.iter().map(|zone| place(zone, &transform)).collect()
        };
        let vertices: usize = self.zones.iter().map(|z| z.polygons.coords_count()).sum();
        let most = TASKS_PER_THREAD * rayon::current_num_threads();
        let polygons = match (vertices / VERTICES_PER_TASK).min(most) {
            0 | 1 => place_all(&self.zones)?,
            tasks => {
                let chunk = self.zones.len().div_ceil(tasks).max(1);
                let placed: Vec<_> = self.zones.par_chunks(chunk).map(place_all).collect();
                placed.into_iter().collect::<Result<Vec<_>, _>>()?.concat()
            }
        };
        Ok(PlacedZones { ids, polygons })
    }

    fn how_reprojected(&self, grid: &Grid) -> String {
        let mut note = format!(
            "zones are reprojected from \"{}\" to the raster's \"{}\"",
            self.crs.name(),
            grid.crs.name()
        );
        if self.crs.datum_is_known() != grid.crs.datum_is_known() {
            let unknown = if grid.crs.datum_is_known() {
                &self.crs
            } else {
                &grid.crs
            };
            note += &format!(
                "; the datum of \"{}\" is not a registered one, so no datum shift is applied",
                unknown.name()
            );
        }
        note
    }

    /// An edge over half the globe is meant to go the other way round, unless it goes all the way.
    fn refuse_antimeridian(&self) -> Result<(), OverlayError> {
        if *self.crs.plane() != Plane::Geographic {
            return Ok(());
        }
        let half = std::f64::consts::PI / self.crs.unit();
        let crosses =
            |edge: geo::Line<f64>| (half..2.0 * half * ALL_ROUND).contains(&edge.dx().abs());
        let crossing = |zone: &&Zone| {
            zone.polygons
                .iter()
                .any(|p| p.exterior().lines().any(crosses))
        };
        match self.zones.iter().find(crossing) {
            Some(zone) => Err(OverlayError::Antimeridian {
                zone: zone.id.clone(),
            }),
            None => Ok(()),
        }
    }

    /// Far beyond the Earth the images of near points lie anywhere, so that an edge would be cut without end.
    fn refuse_too_far_off(&self) -> Result<(), OverlayError> {
        if *self.crs.plane() == Plane::Geographic {
            return Ok(());
        }
        let farthest = FARTHEST_METRES / self.crs.unit();
        let is_beyond = |c: &Coord<f64>| c.x.abs().max(c.y.abs()) > farthest;
        for zone in &self.zones {
            if let Some(Coord { x, y }) = zone.polygons.coords_iter().find(is_beyond) {
                let zone = zone.id.clone();
                return Err(OverlayError::TooFarOff { zone, x, y });
            }
        }
        Ok(())
    }

    fn refuse_if_all_outside(&self, placed: &PlacedZones, grid: &Grid) -> Result<(), OverlayError> {
        let extent = grid.extent();
        let bounds: Vec<Rect<f64>> = bounds(&placed.polygons).collect();
        if bounds.is_empty() || bounds.iter().any(|rect| overlap(*rect, extent)) {
            return Ok(());
        }
        if self.swapped_inside(grid) {
            return Err(self.axes_swapped(grid));
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
    fn swapped_inside(&self, grid: &Grid) -> bool {
        let Ok(transform) = self.crs.transform_to(&grid.crs) else {
            return false;
        };
        let zones: Vec<_> = self.zones.iter().map(|z| z.polygons.clone()).collect();
        let mut middles = bounds(&zones).map(|rect| rect.center()).peekable();
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

    fn axes_swapped(&self, grid: &Grid) -> OverlayError {
        let zones: Vec<_> = self.zones.iter().map(|z| z.polygons.clone()).collect();
        OverlayError::AxesSwapped {
            zones: describe(bounds(&zones)),
            raster: describe([grid.extent()]),
        }
    }

    fn crossing(&self, grid: &Grid, InvalidZone { zone, cell }: InvalidZone) -> OverlayError {
        let place =
            grid.to_plane(coord! { x: f64::from(cell.col) + 0.5, y: f64::from(cell.row) + 0.5 });
        OverlayError::Crossing {
            zone: self.zones[zone].id.clone(),
            x: place.x,
            y: place.y,
            share: cell.share,
        }
    }

    fn unplaceable(&self, zone: &Zone, source: GdalError) -> OverlayError {
        OverlayError::Unplaceable {
            zone: zone.id.clone(),
            source,
        }
    }

    fn warn(&self, overlay: &Overlay, options: OverlayOptions, warnings: &mut Vec<String>) {
        for (zone, cover) in self.zones.iter().zip(&overlay.coverage.zones) {
            let share = cover.balance.outside / cover.balance.total;
            if share > NOTABLE_OUTSIDE {
                warnings.push(format!(
                    "zone {} ({}): {:.2} % of its area lies outside the raster (row `outside`)",
                    zone.id,
                    zone.name,
                    share * 100.0
                ));
            }
        }
        let overlap = overlay.overlap();
        if overlap.0 > NOTABLE_OVERLAP && options.coverage != CoverageRule::Touched {
            warnings.push(format!(
                "zones overlap by at least {:.2} ha; that land counts for each of them",
                overlap.0
            ));
        }
        if options.coverage != CoverageRule::Exact {
            let worst = overlay
                .coverage
                .zones
                .iter()
                .map(|z| z.closure())
                .fold(0.0, f64::max);
            warnings.push(format!(
                "coverage is not exact: a zone's cells differ from its area by up to {:.3} %",
                worst * 100.0
            ));
        }
        if options.area == AreaRule::Planar && *overlay.grid.crs.plane() == Plane::OtherProjection {
            let scale = match overlay.true_scale() {
                Ok((least, most)) => format!("true areas are {least:.6} to {most:.6} times these"),
                Err(_) => "true areas are not known".to_owned(),
            };
            warnings.push(format!(
                "areas are planar, but the projection \"{}\" does not keep areas: {scale}",
                overlay.grid.crs.name()
            ));
        }
    }
}

fn bounds(zones: &[MultiPolygon<f64>]) -> impl Iterator<Item = Rect<f64>> {
    zones.iter().filter_map(BoundingRect::bounding_rect)
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

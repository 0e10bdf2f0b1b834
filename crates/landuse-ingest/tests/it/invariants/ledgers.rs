//! Invariants of hectares, from files to ledgers.

use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::support::TallyOne;
use geo::{Area, BoundingRect, Coord, MapCoords, MultiPolygon, coord};
use landuse_ingest::ledger::{Ledger, ZoneLedger};
use landuse_ingest::overlay::Overlay;
use landuse_ingest::overlay::OverlayOptions;
use landuse_ingest::raster::Raster;
use landuse_ingest::tally::PartialTally;
use landuse_ingest::tally::TallyRequest;
use landuse_ingest::zones::{Zone, Zones};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::invariants::shapes;
use crate::invariants::trial::Trial;
use crate::support::*;

const CAS_ALBERS: &str =
    "+proj=aea +lat_0=0 +lon_0=105 +lat_1=25 +lat_2=47 +ellps=krass +units=m +no_defs";
const DEGREES: &str = "EPSG:4326";

/// How areas are measured: all cells alike, one by one, row by row.
const MEASURES: [&str; 3] = [CAS_ALBERS, UTM_50N, DEGREES];

/// The northwestern corner of the rasters, and the size of their cells.
fn origin(definition: &str) -> (Coord<f64>, f64) {
    match definition {
        DEGREES => (coord! { x: 117.0, y: 28.5 }, 0.001),
        _ => (coord! { x: 500_000.0, y: 3_126_000.0 }, 100.0),
    }
}

fn geotransform(definition: &str) -> [f64; 6] {
    let (corner, cell) = origin(definition);
    [corner.x, cell, 0.0, corner.y, 0.0, -cell]
}

/// From zones over the grid of [`shapes::SIZE`] to some over a raster.
fn over(definition: &str, size: (usize, usize), shapes: &[MultiPolygon<f64>]) -> Zones {
    let (corner, cell) = origin(definition);
    let by = coord! { x: size.0 as f64 / f64::from(shapes::SIZE.0), y: size.1 as f64 / f64::from(shapes::SIZE.1) };
    let place =
        |c: Coord<f64>| coord! { x: corner.x + c.x * by.x * cell, y: corner.y - c.y * by.y * cell };
    let named = shapes.iter().enumerate();
    let all = named.map(|(i, shape)| zone(&i.to_string(), shape.map_coords(place)));
    zones(definition, all.collect())
}

/// A raster to be written: its CRS, and the size and compression of its blocks.
#[derive(Debug, Clone)]
struct Plan {
    definition: &'static str,
    layout: Vec<String>,
}

fn plan() -> impl Strategy<Value = Plan> {
    (prop::sample::select(&MEASURES[..]), layout())
        .prop_map(|(definition, layout)| Plan { definition, layout })
}

fn layout() -> impl Strategy<Value = Vec<String>> {
    let tiles = (1..20_usize, 1..20_usize).prop_map(|(w, h)| {
        let size = [
            format!("BLOCKXSIZE={}", w * 16),
            format!("BLOCKYSIZE={}", h * 16),
        ];
        [vec!["TILED=YES".to_owned()], size.to_vec()].concat()
    });
    let strips = (1..300_usize).prop_map(|rows| vec![format!("BLOCKYSIZE={rows}")]);
    let compression = prop::sample::select(&["NONE", "LZW", "DEFLATE", "PACKBITS", "ZSTD"][..]);
    (prop_oneof![tiles, strips], compression).prop_map(|(mut options, compression)| {
        options.push(format!("COMPRESS={compression}"));
        options
    })
}

/// Writes patches of codes: some have no data, and for one the legend has no class.
fn write(path: &Path, plan: &Plan, size: (usize, usize)) {
    let code = |col: usize, row: usize| match (col / 7 * 3 + row / 5 * 5) % 7 {
        0 => 255,
        other => [11, 21, 33, 43, 51, 99][other - 1],
    };
    let codes: Vec<u8> = (0..size.0 * size.1)
        .map(|i| code(i % size.0, i / size.0))
        .collect();
    let options: Vec<&str> = plan.layout.iter().map(String::as_str).collect();
    let spec = RasterSpec {
        size,
        transform: Some(geotransform(plan.definition)),
        crs: Some(plan.definition),
        nodata: Some(255.0),
        options: &options,
        ..RasterSpec::default()
    };
    write_raster(path, &spec, &codes);
}

/// Rasters of the default layout, one for each way to measure areas.
struct Defaults {
    folder: TempDir,
}

impl Defaults {
    fn new(size: (usize, usize)) -> Self {
        let defaults = Self {
            folder: TempDir::new().unwrap(),
        };
        for definition in MEASURES {
            write(
                &defaults.path(definition),
                &Plan {
                    definition,
                    layout: vec![],
                },
                size,
            );
        }
        defaults
    }

    fn path(&self, definition: &str) -> PathBuf {
        let number = MEASURES.iter().position(|d| *d == definition).unwrap();
        self.folder.path().join(format!("{number}.tif"))
    }

    fn ledger(&self, zones: &Zones) -> Ledger {
        let number = MEASURES
            .iter()
            .position(|d| crs(d).is_same(&zones.crs))
            .unwrap();
        ledger(&open(&self.path(MEASURES[number])), zones)
    }
}

fn laid(raster: &Raster, zones: &Zones) -> Overlay {
    zones
        .over(&raster.grid, OverlayOptions::default())
        .unwrap()
        .0
}

fn ledger(raster: &Raster, zones: &Zones) -> Ledger {
    let overlay = laid(raster, zones);
    overlay
        .tally_one(raster, "test", &legend("cnlucc"), true)
        .unwrap()
}

/// The largest difference of hectares, above 0 where any bit differs.
fn apart(a: &Ledger, b: &Ledger) -> f64 {
    assert_eq!((&a.classes, a.zones.len()), (&b.classes, b.zones.len()));
    let all = |ledger: &Ledger| -> Vec<f64> {
        ledger
            .zones
            .iter()
            .flat_map(|zone| zone.hectares.iter().map(|h| h.0))
            .collect()
    };
    let pairs = all(a).into_iter().zip(all(b));
    let differing = pairs.filter(|(a, b)| a.to_bits() != b.to_bits());
    differing
        .map(|(a, b)| (a - b).abs().max(f64::MIN_POSITIVE))
        .fold(0.0, f64::max)
}

const SMALL: (usize, usize) = (300, 260);

/// Enough cells for several workers.
const LARGE: (usize, usize) = (1200, 900);

/// A zone that covers much of the grid, so that not all zones lie outside.
fn middle() -> MultiPolygon<f64> {
    rectangle(3.3, 2.7, 14.9, 11.1).into()
}

fn zones_on_the_grid(most: usize) -> impl Strategy<Value = Vec<MultiPolygon<f64>>> {
    let zones = prop::collection::vec(shapes::zone(), 1..most);
    zones.prop_map(|zones| [vec![middle()], zones].concat())
}

pub fn the_order_of_zones_changes_nothing(trial: &mut Trial) {
    let rasters = Defaults::new(SMALL);
    let orders = zones_on_the_grid(7).prop_flat_map(|zones| {
        let order: Vec<usize> = (0..zones.len()).collect();
        (Just(zones), Just(order).prop_shuffle())
    });
    let measures = prop::sample::select(&MEASURES[..]);
    trial.on((orders, measures), |((shapes, order), definition)| {
        let zones = over(definition, SMALL, &shapes);
        let mut permuted = zones.clone();
        permuted.zones = order.iter().map(|&i| zones.zones[i].clone()).collect();
        let (mut expected, ours) = (rasters.ledger(&zones), rasters.ledger(&permuted));
        expected.zones = order.iter().map(|&i| expected.zones[i].clone()).collect();
        Ok(apart(&expected, &ours))
    });
}

pub fn blocks_change_nothing(trial: &mut Trial) {
    let rasters = Defaults::new(SMALL);
    trial.on((zones_on_the_grid(5), plan()), |(shapes, plan)| {
        let path = rasters.folder.path().join("other.tif");
        write(&path, &plan, SMALL);
        let zones = over(plan.definition, SMALL, &shapes);
        Ok(apart(
            &rasters.ledger(&zones),
            &ledger(&open(&path), &zones),
        ))
    });
}

/// Rasters of two layouts one by one and by one worker, against parts of both by some workers, added in any order as they come back from
/// files.
pub fn threads_and_parts_change_nothing(trial: &mut Trial) {
    let rasters = Defaults::new(LARGE);
    let rows = LARGE.1 as u32;
    let cuts = prop::collection::btree_set(1..rows, 0..4);
    let work = (cuts, 0_usize..4, 2_usize..9, plan());
    trial.on(
        (zones_on_the_grid(4), work),
        |(shapes, (cuts, turn, threads, plan))| {
            let path = rasters.folder.path().join("other.tif");
            write(&path, &plan, LARGE);
            let (raster, zones) = (open(&path), over(plan.definition, LARGE, &shapes));
            let whole = with_threads(1, || rasters.ledger(&zones));
            let by_some = with_threads(threads, || ledger(&raster, &zones));
            let default = open(&rasters.path(plan.definition));
            let labelled = [("default", &default), ("other", &raster)];
            let starts = std::iter::once(0).chain(cuts.iter().copied());
            let ranges = starts.zip(cuts.iter().copied().chain([rows]));
            let overlay = laid(&raster, &zones);
            let mut parts: Vec<_> = with_threads(threads, || {
                ranges
                    .map(|(a, b)| part(&overlay, &labelled, a..b))
                    .collect()
            });
            let turn = turn % parts.len();
            parts.rotate_left(turn);
            let merged = PartialTally::merge(&parts).unwrap();
            let others = merged.iter().chain([&by_some]);
            Ok(others.map(|other| apart(&whole, other)).fold(0.0, f64::max))
        },
    );
}

fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
    pool.build().unwrap().install(work)
}

/// A partial tally, with what it is called.
fn part(
    overlay: &Overlay,
    labelled: &[(&str, &Raster)],
    rows: Range<u32>,
) -> (String, PartialTally) {
    let name = format!("{rows:?}");
    let partial = overlay.tally_rows(
        &TallyRequest::new(labelled, &legend("cnlucc")).allow_unmapped(true),
        rows,
    );
    (name, from_file(&partial.unwrap()))
}

/// A partial tally as it comes back from a file.
fn from_file(partial: &PartialTally) -> PartialTally {
    PartialTally::from_json(&partial.to_json().unwrap()).unwrap()
}

/// Hectares in the raster of a star and of its parts. Sums are of integers; each is rounded at most three times on its way to hectares, and
/// the sum of the parts once more: 7 × 2⁻⁵³ in all.
pub fn parts_have_the_hectares_of_the_whole(trial: &mut Trial) {
    let rasters = Defaults::new(SMALL);
    let cuts = prop::collection::btree_set(0_usize..40, 2);
    let measures = prop::sample::select(&MEASURES[..]);
    let split = (shapes::star_and_centre(), cuts, measures);
    trial.on(split, |((star, centre), cuts, definition)| {
        let parts = shapes::split(&star, centre, &cuts);
        let all = [vec![middle(), star], parts].concat();
        let ledger = rasters.ledger(&over(definition, SMALL, &all));
        let inside = ledger.classes.len() - 1;
        let off = (0..inside).map(|class| {
            let hectares = |zone: &ZoneLedger| zone.hectares[class].0;
            let whole = hectares(&ledger.zones[1]);
            let parts: f64 = ledger.zones[2..].iter().map(hectares).sum();
            (parts - whole).abs() / whole.max(1e-300)
        });
        Ok(off.fold(0.0, f64::max))
    });
}

/// Rows of classes, without data, of unmapped codes and outside, against the polygon's area by its vertices: relative to the rectangle
/// around the zone, since a sliver has next to no area of its own, or to a hectare (about a cell) if that is smaller.
pub fn the_ledger_closes(trial: &mut Trial) {
    let rasters = Defaults::new(SMALL);
    let measures = prop::sample::select(&MEASURES[..]);
    trial.on((zones_on_the_grid(6), measures), |(shapes, definition)| {
        let zones = over(definition, SMALL, &shapes);
        let of_zone = |(ledger, zone): (&ZoneLedger, &Zone)| {
            let (rows, area) = (sum(ledger), ledger.area.0);
            let mut off = (ledger.closure * area).max((rows - area).abs());
            if definition == CAS_ALBERS {
                off = off.max((rows - zone.polygons.unsigned_area() / 10_000.0).abs());
            }
            let around = zone.polygons.bounding_rect().unwrap();
            let cell = origin(definition).1;
            off / (around.width() / cell * around.height() / cell).max(1.0)
        };
        let ledger = rasters.ledger(&zones);
        let pairs = ledger.zones.iter().zip(&zones.zones);
        Ok(pairs.map(of_zone).fold(0.0, f64::max))
    });
}

/// Boundaries by two formats, and partial tallies: to the bit.
pub fn what_is_written_reads_back(trial: &mut Trial) {
    let rasters = Defaults::new(SMALL);
    let (measures, formats) = (&MEASURES[..], &["GPKG", "FlatGeobuf"][..]);
    let formats = (
        prop::sample::select(measures),
        prop::sample::select(formats),
    );
    trial.on(
        (zones_on_the_grid(6), formats),
        |(shapes, (definition, format))| {
            let zones = over(definition, SMALL, &shapes);
            let dir = TempDir::new().unwrap();
            let path = dir.path().join(format!("zones.{}", format.to_lowercase()));
            write_zones(&path, format, &zones);
            let mut back = read(&path);
            back.zones
                .sort_by_key(|zone| zone.id.as_str().parse::<usize>().unwrap());
            prop_assert_eq!(&back.zones, &zones.zones);
            let raster = open(&rasters.path(definition));
            let overlay = laid(&raster, &zones);
            let rows = 0..SMALL.1 as u32;
            let partial = overlay.tally_rows(
                &TallyRequest::new(&[("test", &raster)], &legend("cnlucc")).allow_unmapped(true),
                rows,
            );
            let partial = partial.unwrap();
            prop_assert_eq!(&from_file(&partial), &partial);
            Ok(apart(&ledger(&raster, &back), &ledger(&raster, &zones)))
        },
    );
}

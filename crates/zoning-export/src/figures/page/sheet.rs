//! The zones in the plane of the page.

use geo::{Coord, MultiPolygon, Rect, coord};

use super::ground::Ground;
use super::layout::{Layout, PADDING};
use crate::figures::formats::{INK, NO_DATA, Number, Svg, straight};
use crate::geometry::{CrsError, FittedPlane, Point, Topology, Transform, bounds, simplify_below};
use crate::style::palette::BORDER;

/// Points to which vertices are rounded, below a tenth of a dot at 300 dpi. Borders that zones
/// share are rounded alike and stay shared.
const SNAP: f64 = 0.02;

/// Twice the area, in steps of the lattice, below which a vertex is not seen in print: that of a
/// square of 0.05 mm.
const UNSEEN: i64 = 100;

/// The width of borders of larger zones.
const LARGER: f64 = 0.9;

/// The width of the rim under borders, in widths of these.
const RIM: f64 = 3.0;

/// The zones in an equal-area projection, in metres.
#[derive(Debug)]
pub(crate) struct Region {
    pub(crate) plane: FittedPlane,
    from_degrees: Transform,
    pub(crate) to_degrees: Transform,
    zones: Vec<Vec<Vec<Coord<f64>>>>,
    bounds: Rect<f64>,
}

impl Region {
    /// Projects shapes in WGS84. `None` if they have no extent.
    ///
    /// # Errors
    ///
    /// [`CrsError`] if GDAL has no projection for them.
    pub(crate) fn new(shapes: &[&MultiPolygon<f64>]) -> Result<Option<Self>, CrsError> {
        let plane = FittedPlane::around(shapes.iter().copied());
        let (from_degrees, to_degrees) = (plane.from_degrees()?, plane.to_degrees()?);
        let rings = |shape: &&MultiPolygon<f64>| {
            let polygons = from_degrees.apply_to_shape(shape).into_iter();
            let rings = polygons.flat_map(|polygon| {
                let (exterior, interiors) = polygon.into_inner();
                std::iter::once(exterior).chain(interiors)
            });
            rings.map(|ring| ring.0).collect()
        };
        let zones: Vec<Vec<Vec<Coord<f64>>>> = shapes.iter().map(rings).collect();
        let bounds = bounds(zones.iter().flatten().flatten().copied());
        let bounds = bounds.filter(|bounds| bounds.width() > 0.0 && bounds.height() > 0.0);
        Ok(bounds.map(|bounds| Self {
            plane,
            from_degrees,
            to_degrees,
            zones,
            bounds,
        }))
    }

    /// Places in degrees, in the plane. One that has no place there is left out.
    pub(crate) fn project(&self, places: &[[f64; 2]]) -> Vec<Coord<f64>> {
        let places: Vec<_> = places.iter().map(|&place| Coord::from(place)).collect();
        self.from_degrees
            .apply(&places)
            .into_iter()
            .flatten()
            .collect()
    }

    fn size(&self) -> [f64; 2] {
        [self.bounds.width(), self.bounds.height()]
    }
}

/// The zones in the panels of a page.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub(crate) layout: Layout,
    pub(crate) points_per_metre: f64,
    pub(crate) ground: Ground,
    /// Where the region's south-west corner, in metres, lies in a panel, in points.
    origin: Coord<f64>,
    corner: Coord<f64>,
    paths: Vec<String>,
    border: f64,
    /// The larger zones above the zones.
    larger: Option<Larger>,
}

/// The larger zones in a panel.
#[derive(Debug, Clone)]
pub(crate) struct Larger {
    pub(crate) ground: Ground,
    /// Their borders.
    path: String,
}

impl Sheet {
    /// How so many panels stand on a page.
    pub(crate) fn layout(region: &Region, panels: usize, page: f64) -> Layout {
        let [across, up] = region.size();
        Layout::for_panels(panels, across / up, page)
    }

    /// So many panels; borders of the larger zones, in which each zone lies by number, are heavier.
    pub(crate) fn new(region: &Region, panels: usize, page: f64, larger: Option<&[usize]>) -> Self {
        let [across, up] = region.size();
        let layout = Self::layout(region, panels, page);
        let points_per_metre =
            ((layout.width - 2.0 * PADDING) / across).min((layout.height - 2.0 * PADDING) / up);
        let mut sheet = Self {
            layout,
            points_per_metre,
            ground: Ground::new(&[], 0.0, 0.0),
            origin: coord! {
                x: (layout.width - across * points_per_metre) / 2.0,
                y: (layout.height + up * points_per_metre) / 2.0,
            },
            corner: region.bounds.min(),
            paths: Vec::new(),
            border: match region.zones.len() {
                0..=60 => 0.4,
                61..=500 => 0.25,
                _ => 0.12,
            },
            larger: None,
        };
        let topology = sheet.topology(&region.zones);
        let zones = outlines(&topology);
        sheet.larger = larger.map(|of_zones| Larger {
            ground: Ground::of_larger(
                &zones,
                |zone| of_zones.get(zone).copied().unwrap_or(usize::MAX),
                layout.width,
                layout.height,
            ),
            path: larger_borders(&topology, of_zones),
        });
        sheet.ground = Ground::new(&zones, layout.width, layout.height);
        sheet.paths = zones.iter().map(|rings| path(rings)).collect();
        sheet
    }

    /// A place of the plane in a panel.
    pub(crate) fn on_panel(&self, place: Coord<f64>) -> Coord<f64> {
        Coord {
            x: self.origin.x + (place.x - self.corner.x) * self.points_per_metre,
            y: self.origin.y - (place.y - self.corner.y) * self.points_per_metre,
        }
    }

    /// A place of a panel in the plane.
    pub(crate) fn in_plane(&self, place: Coord<f64>) -> Coord<f64> {
        Coord {
            x: (place.x - self.origin.x) / self.points_per_metre + self.corner.x,
            y: (self.origin.y - place.y) / self.points_per_metre + self.corner.y,
        }
    }

    /// The zones on the page's lattice, without what nobody sees in print. A border that zones share
    /// is simplified once.
    fn topology(&self, zones: &[Vec<Vec<Coord<f64>>>]) -> Topology {
        let step = |x: f64| (x / SNAP).round() as i32;
        let on_lattice = |place: &Coord<f64>| {
            let place = self.on_panel(*place);
            [step(place.x), step(place.y)]
        };
        let ring = |ring: &Vec<Coord<f64>>| ring.iter().map(on_lattice).collect();
        let zone = |rings: &Vec<Vec<Coord<f64>>>| rings.iter().map(ring).collect();
        let mut topology = Topology::from_rings(zones.iter().map(zone).collect());
        for arc in &mut topology.arcs {
            simplify_below(arc, UNSEEN);
        }
        topology
    }

    /// The ground of the larger zones.
    pub(crate) fn larger_ground(&self) -> Option<&Ground> {
        self.larger.as_ref().map(|larger| &larger.ground)
    }

    /// Declares the shapes, which panels then use.
    pub(crate) fn definitions(&self) -> Svg {
        let mut svg = Svg::default();
        svg.raw(format_args!("<defs>\n"));
        for (zone, path) in self.paths.iter().enumerate() {
            svg.raw(format_args!(
                "<path id=\"zone-{zone}\" fill-rule=\"evenodd\" clip-rule=\"evenodd\" d=\"{path}\"/>\n"
            ));
        }
        svg.raw(format_args!("</defs>\n"));
        svg
    }

    /// Declares the clip path `region`.
    pub(crate) fn define_clip(&self, svg: &mut Svg) {
        svg.raw(format_args!("<defs><clipPath id=\"region\">\n"));
        for zone in 0..self.paths.len() {
            svg.raw(format_args!("<use xlink:href=\"#zone-{zone}\"/>\n"));
        }
        svg.raw(format_args!("</clipPath></defs>\n"));
    }

    /// Draws the zones, each in its fill. Borders have a white rim to be seen on any fill.
    pub(crate) fn draw(&self, svg: &mut Svg, fills: &[String]) {
        self.draw_bordered(svg, fills, "#ffffff", RIM * self.border);
        let none = vec!["none".to_owned(); self.paths.len()];
        self.draw_bordered(svg, &none, &BORDER.to_string(), self.border);
        if let Some(larger) = &self.larger {
            for (color, width) in [("#ffffff", LARGER + 0.8), (INK, LARGER)] {
                let width = Number(width);
                let line = format!("fill=\"none\" stroke=\"{color}\" stroke-width=\"{width}\"");
                svg.path(&larger.path, &format!("{line} stroke-linejoin=\"round\""));
            }
        }
    }

    /// Draws the zones' borders alone.
    pub(crate) fn draw_borders(&self, svg: &mut Svg) {
        self.draw(svg, &vec!["none".to_owned(); self.paths.len()]);
    }

    fn draw_bordered(&self, svg: &mut Svg, fills: &[String], color: &str, width: f64) {
        let line = format!("stroke=\"{color}\" stroke-width=\"{}\"", Number(width));
        svg.group(&format!("{line} stroke-linejoin=\"round\""), |svg| {
            for (zone, fill) in fills.iter().enumerate() {
                svg.raw(format_args!(
                    "<use xlink:href=\"#zone-{zone}\" fill=\"{fill}\"/>\n"
                ));
            }
        });
    }

    /// Draws the zones as having no data.
    pub(crate) fn draw_no_data(&self, svg: &mut Svg) {
        self.draw(svg, &vec![NO_DATA.to_owned(); self.paths.len()]);
    }
}

fn on_page([x, y]: Point) -> Coord<f64> {
    coord! { x: f64::from(x) * SNAP, y: f64::from(y) * SNAP }
}

/// The closed rings of zones.
fn outlines(topology: &Topology) -> Vec<Vec<Vec<Coord<f64>>>> {
    let closed = |refs: &Vec<_>| {
        let ring = topology.ring(refs).into_iter().map(on_page);
        let mut ring: Vec<Coord<f64>> = ring.collect();
        ring.extend(ring.first().copied());
        ring
    };
    let rings = topology.zones.iter();
    rings
        .map(|refs| refs.iter().map(closed).collect())
        .collect()
}

/// The arcs that not all lie in one of the larger zones, as SVG path data.
fn larger_borders(topology: &Topology, of_zones: &[usize]) -> String {
    // Of each arc the larger zone on either side.
    let mut sides: Vec<Vec<usize>> = vec![Vec::new(); topology.arcs.len()];
    for (rings, larger) in topology.zones.iter().zip(of_zones) {
        for &arc in rings.iter().flatten() {
            let number = usize::try_from(arc).unwrap_or(!arc as usize);
            sides[number].push(*larger);
        }
    }
    let is_border = |sides: &[usize]| !matches!(sides, [a, b] if a == b);
    let arcs = topology.arcs.iter().zip(&sides);
    let borders = arcs.filter(|(_, sides)| is_border(sides));
    borders
        .map(|(arc, _)| straight(arc.iter().copied().map(on_page)))
        .collect()
}

/// Rings as SVG path data; those without area are left out.
fn path(rings: &[Vec<Coord<f64>>]) -> String {
    let rings = rings.iter().filter(|ring| ring.len() > 3);
    let paths = rings.map(|ring| straight(ring[..ring.len() - 1].iter().copied()) + "Z");
    paths.collect()
}

#[cfg(test)]
mod tests {
    use geo::{LineString, Polygon};

    use super::*;

    #[test]
    fn borders_are_as_fine_as_print_and_stay_shared() {
        // A border of 20,001 vertices between two zones, with waves of 200 m and of 20 km.
        let bend = |y: f64| 115.0 + 0.001 * (y * 3000.0).sin() + 0.1 * (y * 30.0).sin();
        let border: Vec<_> = (0..=20_000)
            .map(|i| f64::from(i) * 1e-4)
            .map(|y| coord! { x: bend(y), y: 28.0 + y })
            .collect();
        let zone = |x: f64| {
            let ends = [coord! { x: x, y: 30.0 }, coord! { x: x, y: 28.0 }];
            let ring = border.iter().copied().chain(ends).collect();
            MultiPolygon::from(Polygon::new(LineString(ring), Vec::new()))
        };
        let zones = [zone(113.0), zone(117.0)];
        let region = Region::new(&zones.each_ref()).unwrap().unwrap();
        let sheet = Sheet::new(&region, 1, 510.0, None);
        let outlines = outlines(&sheet.topology(&region.zones));
        let [west, east] = [&outlines[0][0], &outlines[1][0]];
        let shared = west.iter().filter(|place| east.contains(place)).count();
        assert!((40..2_000).contains(&shared), "{shared} of 20001");
        assert!(west.len() <= shared + 4 && east.len() <= shared + 4);
    }
}

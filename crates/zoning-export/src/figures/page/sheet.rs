//! The zones in the plane of the page.

use geo::{Coord, CoordsIter, MultiPolygon};

use super::ground::Ground;
use super::layout::{Layout, PADDING};
use crate::figures::formats::{NO_DATA, Number, Svg};
use crate::geometry::Projection;

/// Points to which vertices are rounded, below a tenth of a dot at 300 dpi. Borders that zones
/// share are rounded alike and stay shared.
const SNAP: f64 = 0.02;

/// The width of the rim under borders, in widths of these.
const RIM: f64 = 3.0;

/// The zones in an equal-area projection, in metres.
#[derive(Debug, Clone)]
pub(crate) struct Region {
    pub(crate) projection: Projection,
    zones: Vec<Vec<Vec<Coord<f64>>>>,
    /// West, south, east, north.
    bounds: [f64; 4],
}

impl Region {
    /// Projects shapes in WGS84. `None` if they have no extent.
    pub(crate) fn new(shapes: &[&MultiPolygon<f64>]) -> Option<Self> {
        let projection = Projection::fitted(shapes);
        let mut bounds = [f64::INFINITY, f64::INFINITY, -f64::INFINITY, -f64::INFINITY];
        let zones: Vec<Vec<Vec<Coord<f64>>>> = shapes
            .iter()
            .map(|shape| {
                let rings = shape.iter().flat_map(|polygon| {
                    std::iter::once(polygon.exterior()).chain(polygon.interiors())
                });
                rings
                    .map(|ring| ring.coords_iter().map(|c| projection.forward(c)).collect())
                    .collect()
            })
            .collect();
        for c in zones.iter().flatten().flatten() {
            bounds = [
                bounds[0].min(c.x),
                bounds[1].min(c.y),
                bounds[2].max(c.x),
                bounds[3].max(c.y),
            ];
        }
        let has_extent = bounds[2] > bounds[0] && bounds[3] > bounds[1];
        has_extent.then_some(Self {
            projection,
            zones,
            bounds,
        })
    }

    fn size(&self) -> [f64; 2] {
        [
            self.bounds[2] - self.bounds[0],
            self.bounds[3] - self.bounds[1],
        ]
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
}

impl Sheet {
    /// How so many panels stand on a page.
    pub(crate) fn layout(region: &Region, panels: usize) -> Layout {
        let [across, up] = region.size();
        Layout::of(panels, across / up)
    }

    pub(crate) fn new(region: &Region, panels: usize) -> Self {
        let [across, up] = region.size();
        let layout = Self::layout(region, panels);
        let points_per_metre =
            ((layout.width - 2.0 * PADDING) / across).min((layout.height - 2.0 * PADDING) / up);
        let mut sheet = Self {
            layout,
            points_per_metre,
            ground: Ground::new(&[], 0.0, 0.0),
            origin: Coord {
                x: (layout.width - across * points_per_metre) / 2.0,
                y: (layout.height + up * points_per_metre) / 2.0,
            },
            corner: Coord {
                x: region.bounds[0],
                y: region.bounds[1],
            },
            paths: Vec::new(),
            border: match region.zones.len() {
                0..=60 => 0.4,
                61..=500 => 0.25,
                _ => 0.12,
            },
        };
        let zones: Vec<Vec<Vec<Coord<f64>>>> = region
            .zones
            .iter()
            .map(|rings| rings.iter().map(|ring| sheet.snapped(ring)).collect())
            .collect();
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

    /// A ring on the page's lattice, without what falls together there.
    fn snapped(&self, ring: &[Coord<f64>]) -> Vec<Coord<f64>> {
        let snap = |x: f64| (x / SNAP).round() * SNAP;
        let mut snapped: Vec<_> = ring
            .iter()
            .map(|&c| self.on_panel(c))
            .map(|c| Coord {
                x: snap(c.x),
                y: snap(c.y),
            })
            .collect();
        snapped.dedup();
        snapped
    }

    /// Declares the shapes, which panels then use.
    pub(crate) fn define(&self, svg: &mut Svg) {
        svg.raw(format_args!("<defs>\n"));
        for (zone, path) in self.paths.iter().enumerate() {
            svg.raw(format_args!(
                "<path id=\"zone-{zone}\" fill-rule=\"evenodd\" clip-rule=\"evenodd\" d=\"{path}\"/>\n"
            ));
        }
        svg.raw(format_args!("</defs>\n"));
    }

    /// Declares the clip path `region`.
    pub(crate) fn define_clip(&self, svg: &mut Svg) {
        svg.raw(format_args!("<defs><clipPath id=\"region\">\n"));
        for zone in 0..self.paths.len() {
            svg.raw(format_args!("<use xlink:href=\"#zone-{zone}\"/>\n"));
        }
        svg.raw(format_args!("</clipPath></defs>\n"));
    }

    /// Draws the zones, each in its fill.
    pub(crate) fn draw(&self, svg: &mut Svg, fills: &[String]) {
        self.draw_bordered(
            svg,
            fills,
            &crate::style::palette::BORDER.to_string(),
            self.border,
        );
    }

    /// Draws the zones' borders alone, with a white rim to be seen on any ground.
    pub(crate) fn draw_borders(&self, svg: &mut Svg) {
        let fills = vec!["none".to_owned(); self.paths.len()];
        self.draw_bordered(svg, &fills, "#ffffff", RIM * self.border);
        self.draw(svg, &fills);
    }

    fn draw_bordered(&self, svg: &mut Svg, fills: &[String], color: &str, width: f64) {
        svg.raw(format_args!(
            "<g stroke=\"{color}\" stroke-width=\"{}\" stroke-linejoin=\"round\">\n",
            Number(width)
        ));
        for (zone, fill) in fills.iter().enumerate() {
            svg.raw(format_args!(
                "<use xlink:href=\"#zone-{zone}\" fill=\"{fill}\"/>\n"
            ));
        }
        svg.raw(format_args!("</g>\n"));
    }

    /// Draws the zones as having no data.
    pub(crate) fn draw_no_data(&self, svg: &mut Svg) {
        self.draw(svg, &vec![NO_DATA.to_owned(); self.paths.len()]);
    }
}

/// Rings as SVG path data; those without area are left out.
fn path(rings: &[Vec<Coord<f64>>]) -> String {
    let mut path = String::new();
    for ring in rings.iter().filter(|ring| ring.len() > 3) {
        for (index, c) in ring[..ring.len() - 1].iter().enumerate() {
            let step = if index == 0 { 'M' } else { 'L' };
            path.push_str(&format!("{step}{} {}", Number(c.x), Number(c.y)));
        }
        path.push('Z');
    }
    path
}

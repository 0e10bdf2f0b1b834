//! Layers of centres of gravity and ellipses: two a quantity, in the colours of their years.

use carbon_core::Year;
use gdal::spatial_ref::SpatialRef;

use super::crs::Plane;
use super::layer::{Content, Layer, ZoneSource, map_layer};
use super::vector_style::{Shape, elements, number_expression};
use super::xml::{Element, quoted};
use super::{renderer, symbol};
use crate::content::Centres;
use crate::error::ExportError;
use crate::geometry::CrsError;
use crate::geopackage::{CentreShape, centre_layers};
use crate::style::palette::QUALITATIVE_8;

/// The layers of all quantities, points before their ellipses. `year` is that of the layers that
/// they lie over.
pub(super) fn layers(
    zones: &ZoneSource<'_>,
    centres: &Centres,
    year: Year,
) -> Result<Vec<Layer>, ExportError> {
    let wgs84 = SpatialRef::from_epsg(4326).and_then(|crs| crs.to_wkt());
    let wgs84 = wgs84.map_err(|source| CrsError::new("EPSG:4326", source))?;
    let plane = Plane::read(&wgs84)?;
    let language = zones.caption.language;
    let colors = QUALITATIVE_8.into_iter().cycle();
    let years: Vec<_> = centres.years().into_iter().zip(colors).collect();
    let mut layers = Vec::new();
    for (place, quantity) in centres.quantities.iter().enumerate() {
        for shape in CentreShape::ALL {
            let title = quantity.title.in_language(language);
            let (content, stem, kind, (en, zh)) = match shape {
                CentreShape::Point => (
                    Content::Centres(place),
                    "centres",
                    Shape::Point,
                    (format!("{title}: centres"), format!("{title}：重心")),
                ),
                CentreShape::Ellipse => (
                    Content::Ellipses(place),
                    "ellipses",
                    Shape::Polygon,
                    (format!("{title}: ellipses"), format!("{title}：标准差椭圆")),
                ),
            };
            let id = zones.id(&format!("{stem}_{}", quantity.field));
            let title = language.choose(&en, &zh);
            let source = format!(
                "./layers/{}.gpkg|layername={}|subset=\"quantity\" = {}",
                zones.name,
                shape.layer_name(&zones.set()),
                quoted(&quantity.field)
            );
            let renderer = renderer::by_year(&years, |color| match shape {
                CentreShape::Point => symbol::dot(color),
                CentreShape::Ellipse => symbol::ring(color),
            });
            let aliases = centre_layers::aliases(language);
            let aliases = aliases
                .into_iter()
                .map(|(name, alias)| (name.to_owned(), alias));
            let aliases: Vec<_> = aliases.collect();
            let element = map_layer("vector", &id, &title, &source, &plane)
                .attr("geometry", kind.name())
                .attrs("readOnly='0' labelsEnabled='0'")
                .child(Element::of_text("provider", "ogr").attr("encoding", "UTF-8"))
                .children(elements(renderer, None, &aliases, &map_tip(), kind));
            layers.push(Layer {
                content,
                year,
                group: None,
                prefix: zones.prefix(),
                id,
                name: title,
                source,
                provider: "ogr",
                element,
            });
        }
    }
    Ok(layers)
}

/// The quantity, the year, and how long the half-axes are in metres.
fn map_tip() -> String {
    let [long, short] = ["major_m", "minor_m"].map(|field| number_expression(field, 0));
    format!(
        "<b>[% replace(replace(\"name\", '&', '&amp;'), '<', '&lt;') %]</b>, [% \"year\" %]<br>[% {long} %] × [% {short} %] m"
    )
}

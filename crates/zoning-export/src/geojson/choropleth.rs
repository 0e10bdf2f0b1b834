//! GeoJSON choropleths (RFC 7946): one file a layer and year, which a web map can draw as it is.
//!
//! One feature a line, WGS84, geometry as [RFC 7946 wants it](https://www.rfc-editor.org/rfc/rfc7946):
//! at most seven decimals, exteriors anticlockwise. A ring that has no area left after rounding is
//! dropped; a zone without geometry, or whose rings were all dropped, has a null geometry. Nothing
//! is cut at the antimeridian.
//!
//! **Properties**: the [quantities](carbon_core::Quantity) of the layer under their field names,
//! rounded to their decimals; the class by each theme, decided before rounding: `class`,
//! `class_label` and `fill`, or, where the layer has several themes, `ecc_class`,
//! `ecc_class_label`, `ecc_fill` and so on, `fill` being that of the first. `fill`,
//! `fill-opacity`, `stroke` and `stroke-width` are those of simplestyle 1.1.
//!
//! **Foreign members** of the collection: `title`, `year`, `note` (the status of the data) and
//! `legend`, a list of themes, each with its classes and how many zones are in each.

use std::io::Write;

use carbon_core::{Assessment, Quantity, Value, Year, ZoneYear};
use geo::CoordsIter;
use geojson::{Bbox, Feature, Geometry, GeometryValue, JsonObject, JsonValue};
use serde::Serialize;

use super::outline::outline;
use crate::content::Themes;
use crate::error::ExportError;
use crate::geometry::{ZoneShapes, bounds};
use crate::style::{Subject, Theme, Topic, annual, palette};
use crate::text::{Caption, Language};

const FILL_OPACITY: f64 = 0.8;
const STROKE_WIDTH: f64 = 0.5;

/// A layer of choropleths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Choropleth {
    /// Emissions and what they come from.
    Emissions,
    /// Emissions, absorption and the carbon budget.
    Budget,
    /// ECC, ESC and carbon intensity.
    Coefficients,
    /// The functional zones and what decides them.
    FunctionalZones,
}

impl Choropleth {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Emissions,
        Self::Budget,
        Self::Coefficients,
        Self::FunctionalZones,
    ];

    /// The name of its file without extension, such as `budget-2020`.
    pub fn file_stem(self, year: Year) -> String {
        let layer = match self {
            Self::Emissions => "emissions",
            Self::Budget => "budget",
            Self::Coefficients => "coefficients",
            Self::FunctionalZones => "zones",
        };
        format!("{layer}-{year}")
    }

    /// The themes by which zones are classified; `fill` is by the first.
    pub const fn topics(self) -> &'static [Topic] {
        match self {
            Self::Emissions => &[Topic::Emissions],
            Self::Budget => &[Topic::Budget],
            Self::Coefficients => &[Topic::Ecc, Topic::Esc, Topic::Intensity],
            Self::FunctionalZones => &[Topic::FunctionalZones],
        }
    }

    /// Writes the layer of a year.
    ///
    /// # Errors
    ///
    /// [`ExportError`] if the year was not assessed, the shapes lack a zone of the assessment, or
    /// the stream takes no more bytes.
    pub fn write(
        self,
        themes: &Themes<'_>,
        year: Year,
        shapes: &ZoneShapes,
        caption: &Caption,
        mut out: impl Write,
    ) -> Result<(), ExportError> {
        let assessment = themes.assessment;
        shapes.check_against(assessment)?;
        let topics = self.topics().iter();
        let themes = topics.map(|&topic| themes.theme(topic, year, caption.language));
        let themes: Vec<_> = themes.collect::<Result<_, _>>()?;
        let zones = &annual(assessment, year)?.zones;
        let outlines = zones
            .iter()
            .map(|zone| shapes.wgs84(&zone.zone.id).and_then(outline));
        let outlines: Vec<_> = outlines.collect();
        let legend = themes
            .iter()
            .map(|theme| Legend::new(theme, &self.prefix(theme), zones));
        let quantities = self.quantities(assessment);
        let collection = Collection {
            kind: "FeatureCollection",
            title: caption.heading(&self.label(caption.language), year),
            year: year.0,
            note: caption.note.as_deref(),
            bbox: bounding_box(outlines.iter().flatten()),
            legend: legend.collect(),
        };
        let mut head = serde_json::to_string(&collection)?;
        head.pop();
        write!(out, "{head},\"features\":[")?;
        for (place, (zone_year, outline)) in zones.iter().zip(&outlines).enumerate() {
            let geometry = outline.as_ref().map(GeometryValue::from);
            let feature = Feature {
                bbox: bounding_box(outline.iter()),
                geometry: geometry.map(Geometry::new),
                properties: Some(self.properties(zone_year, &quantities, &themes)),
                ..Feature::default()
            };
            let comma = if place == 0 { "" } else { "," };
            write!(out, "{comma}\n{}", serde_json::to_string(&feature)?)?;
        }
        writeln!(out, "\n]}}")?;
        Ok(out.flush()?)
    }

    fn label(self, language: Language) -> String {
        let (en, zh) = match self {
            Self::Emissions => ("Carbon emissions", "碳排放"),
            Self::Budget => ("Carbon budget", "碳收支"),
            Self::Coefficients => ("Contribution coefficients", "碳贡献系数"),
            Self::FunctionalZones => ("Functional zones", "碳功能区"),
        };
        language.choose(en, zh)
    }

    /// The quantities among the layer's properties.
    pub(crate) fn quantities(self, assessment: &Assessment) -> Vec<Quantity> {
        let mut quantities = Quantity::all(assessment);
        quantities.retain(|quantity| self.shows(quantity));
        quantities
    }

    /// Whether the layer has this quantity among its properties.
    fn shows(self, quantity: &Quantity) -> bool {
        use Quantity as Q;

        match quantity {
            Q::Zone | Q::Name | Q::Year | Q::Emissions => true,
            Q::Coverage => self != Self::Emissions,
            Q::Area | Q::Absorption | Q::AbsorptionLand(_) | Q::Budget => self == Self::Budget,
            Q::Population | Q::Energy => self == Self::Emissions,
            Q::Gdp => matches!(self, Self::Emissions | Self::Coefficients),
            Q::EmissionsEnergy | Q::EmissionsRespiration | Q::EmissionsLand => {
                matches!(self, Self::Emissions | Self::Budget)
            }
            Q::Intensity => self == Self::Coefficients,
            Q::Ecc | Q::Esc => matches!(self, Self::Coefficients | Self::FunctionalZones),
            Q::FunctionalZone => self == Self::FunctionalZones,
            _ => false,
        }
    }

    /// What stands before `class` and `fill` of a theme: nothing if it is the only one.
    pub(crate) fn prefix(self, theme: &Theme) -> String {
        match (self.topics().len(), theme.subject) {
            (1, _) => String::new(),
            (_, Subject::Topic(Topic::Intensity)) => "intensity_".to_owned(),
            _ => format!("{}_", theme.field),
        }
    }

    fn properties(
        self,
        zone_year: &ZoneYear,
        quantities: &[Quantity],
        themes: &[Theme],
    ) -> JsonObject {
        let mut properties = JsonObject::new();
        for quantity in quantities {
            let value = match quantity.value(zone_year) {
                Some(Value::Text(text)) => text.into(),
                Some(Value::Integer(integer)) => integer.into(),
                Some(Value::Number(number)) => rounded(number, quantity.decimals()),
                None => JsonValue::Null,
            };
            properties.insert(quantity.field_name().into_owned(), value);
        }
        let mut insert = |key: String, value: JsonValue| properties.insert(key, value);
        if self == Self::FunctionalZones {
            let function = zone_year.function.as_ref();
            let reason = function.map(|function| function.reason.to_string());
            insert("reason".to_owned(), reason.into());
        }
        for theme in themes {
            let prefix = self.prefix(theme);
            let class = theme.class_of(zone_year);
            let (id, label) = class.map(|class| (&*class.id, &*class.label)).unzip();
            insert(format!("{prefix}class"), id.into());
            insert(format!("{prefix}class_label"), label.into());
            if !prefix.is_empty() {
                let color = theme.color_of(zone_year).to_string();
                insert(format!("{prefix}fill"), color.into());
            }
        }
        let fill = themes.first().map(|theme| theme.color_of(zone_year));
        let fill = fill.unwrap_or(palette::NO_DATA).to_string();
        insert("fill".to_owned(), fill.into());
        insert("fill-opacity".to_owned(), FILL_OPACITY.into());
        insert("stroke".to_owned(), palette::BORDER.to_string().into());
        insert("stroke-width".to_owned(), STROKE_WIDTH.into());
        properties
    }
}

/// The members of a collection but for its features, which follow a line each.
#[derive(Serialize)]
struct Collection<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    year: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bbox: Option<Bbox>,
    legend: Vec<Legend<'a>>,
}

#[derive(Serialize)]
struct Legend<'a> {
    quantity: &'a str,
    title: &'a str,
    unit: &'a str,
    breaks: &'a str,
    class_property: String,
    fill_property: String,
    classes: Vec<Class<'a>>,
    no_data_color: String,
}

#[derive(Serialize)]
struct Class<'a> {
    class: &'a str,
    label: &'a str,
    color: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<JsonValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<JsonValue>,
    count: usize,
}

impl<'a> Legend<'a> {
    fn new(theme: &'a Theme, prefix: &str, zones: &[ZoneYear]) -> Self {
        let decimals = theme.decimals.unwrap_or_default();
        let classes = theme.classes.iter().zip(theme.counts(zones));
        let classes = classes.map(|(class, count)| Class {
            class: &class.id,
            label: &class.label,
            color: class.color.to_string(),
            from: class.from.map(|end| rounded(end, decimals)),
            to: class.to.map(|end| rounded(end, decimals)),
            count,
        });
        Self {
            quantity: &theme.field,
            title: &theme.name,
            unit: &theme.unit,
            breaks: &theme.known,
            class_property: format!("{prefix}class"),
            fill_property: format!("{prefix}fill"),
            classes: classes.collect(),
            no_data_color: palette::NO_DATA.to_string(),
        }
    }
}

/// A number of at most so many decimals, a whole one without a point; null if it is not finite.
fn rounded(number: f64, decimals: usize) -> JsonValue {
    let digits = format!("{number:.decimals$}");
    match digits.parse::<f64>() {
        Ok(whole) if whole.fract() == 0.0 && whole.abs() < 1e15 => (whole as i64).into(),
        Ok(number) => number.into(),
        Err(_) => JsonValue::Null,
    }
}

fn bounding_box<'a>(outlines: impl Iterator<Item = &'a geo::MultiPolygon<f64>>) -> Option<Bbox> {
    let bounds = bounds(outlines.flat_map(CoordsIter::coords_iter))?;
    let (low, high) = (bounds.min(), bounds.max());
    Some(vec![low.x, low.y, high.x, high.y])
}

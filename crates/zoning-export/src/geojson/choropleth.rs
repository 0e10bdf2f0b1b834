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

use std::borrow::Cow;
use std::io::Write;

use carbon_core::{Assessment, Quantity, Value, Year, ZoneYear};

use super::error::GeoJsonError;
use crate::content::Themes;
use crate::geometry::{BoundingBox, Outline, ZoneShapes};
use crate::style::{Subject, Theme, Topic, annual, palette};
use crate::text::json::{self, Object};
use crate::text::{Caption, Language};

const FILL_OPACITY: &str = "0.8";
const STROKE_WIDTH: &str = "0.5";

/// A layer of choropleths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
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
    /// [`GeoJsonError`] if the year was not assessed, the shapes lack a zone of the assessment, or
    /// the stream takes no more bytes.
    pub fn write(
        self,
        themes: &Themes<'_>,
        year: Year,
        shapes: &ZoneShapes,
        caption: &Caption,
        mut out: impl Write,
    ) -> Result<(), GeoJsonError> {
        let assessment = themes.assessment;
        shapes.check_against(assessment)?;
        let topics = self.topics().iter();
        let themes: Vec<_> = topics
            .map(|&topic| themes.theme(topic, year, caption.language))
            .collect::<Result<_, _>>()?;
        let zones = &annual(assessment, year)?.zones;
        let outlines: Vec<_> = zones
            .iter()
            .map(|of| shapes.wgs84(&of.zone.id).and_then(Outline::of))
            .collect();
        let quantities = self.quantities(assessment);
        let features = zones.iter().zip(&outlines).map(|(of, outline)| {
            let properties = self.properties(of, &quantities, &themes);
            feature(properties, outline.as_ref())
        });
        let features: Vec<_> = features.collect();
        let legends = themes
            .iter()
            .map(|theme| legend(theme, &self.prefix(theme), zones));

        let title = caption.heading(&self.label(caption.language), year);
        let mut collection = Object::new()
            .text("type", "FeatureCollection")
            .text("title", &title)
            .member("year", year);
        if let Some(note) = &caption.note {
            collection = collection.text("note", note);
        }
        let boxes = outlines.iter().flatten().map(Outline::bounding_box);
        if let Some(bounds) = boxes.reduce(BoundingBox::joined) {
            collection = collection.member("bbox", bounds.json());
        }
        let collection = collection
            .member("legend", json::array(legends))
            .member("features", format!("[\n{}\n]", features.join(",\n")))
            .finish();
        writeln!(out, "{collection}")?;
        Ok(out.flush()?)
    }

    fn label(self, language: Language) -> Cow<'static, str> {
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

    fn properties(self, of: &ZoneYear, quantities: &[Quantity], themes: &[Theme]) -> String {
        let mut properties = Object::new();
        for quantity in quantities {
            let field = quantity.field_name();
            properties = match quantity.value(of) {
                Some(Value::Text(text)) => properties.text(&field, text),
                Some(Value::Integer(integer)) => properties.member(&field, integer),
                Some(Value::Number(x)) => properties.number(&field, x, quantity.decimals()),
                None => properties.member(&field, "null"),
            };
        }
        if self == Self::FunctionalZones {
            properties = properties.text("reason", &of.function.reason.to_string());
        }
        for theme in themes {
            let prefix = self.prefix(theme);
            let (id, label) = match theme.class_of(of) {
                Some(class) => (json::text(&class.id), json::text(&class.label)),
                None => ("null".to_owned(), "null".to_owned()),
            };
            properties = properties
                .member(&format!("{prefix}class"), id)
                .member(&format!("{prefix}class_label"), label);
            if !prefix.is_empty() {
                properties =
                    properties.text(&format!("{prefix}fill"), &theme.color_of(of).to_string());
            }
        }
        let fill = themes
            .first()
            .map_or(palette::NO_DATA, |theme| theme.color_of(of));
        properties
            .text("fill", &fill.to_string())
            .member("fill-opacity", FILL_OPACITY)
            .text("stroke", &palette::BORDER.to_string())
            .member("stroke-width", STROKE_WIDTH)
            .finish()
    }
}

fn feature(properties: String, outline: Option<&Outline>) -> String {
    let feature = Object::new().text("type", "Feature");
    match outline {
        Some(outline) => feature
            .member("bbox", outline.bounding_box().json())
            .member("properties", properties)
            .member("geometry", outline.geometry()),
        None => feature
            .member("properties", properties)
            .member("geometry", "null"),
    }
    .finish()
}

fn legend(theme: &Theme, prefix: &str, zones: &[ZoneYear]) -> String {
    let decimals = theme.decimals.unwrap_or_default();
    let classes = theme.classes.iter().zip(theme.counts(zones));
    let classes = classes.map(|(class, count)| {
        let mut object = Object::new()
            .text("class", &class.id)
            .text("label", &class.label)
            .text("color", &class.color.to_string());
        for (key, end) in [("from", class.from), ("to", class.to)] {
            if let Some(end) = end {
                object = object.number(key, end, decimals);
            }
        }
        object.member("count", count).finish()
    });
    Object::new()
        .text("quantity", &theme.field)
        .text("title", &theme.title)
        .text("unit", &theme.unit)
        .text("breaks", &theme.known)
        .text("class_property", &format!("{prefix}class"))
        .text("fill_property", &format!("{prefix}fill"))
        .member("classes", json::array(classes))
        .text("no_data_color", &palette::NO_DATA.to_string())
        .finish()
}

//! Styles of zones: colours, labels, aliases and map tips of a theme.

use carbon_core::Year;

use super::xml::{Element, html};
use super::zone_labels::ZoneLabels;
use super::{renderer, style_document};
use crate::content::Themes;
use crate::error::ExportError;
use crate::geojson::Choropleth;
use crate::geopackage::{LayerStyle, layer_name};
use crate::style::{Subject, Theme, Topic, annual};
use crate::text::{Caption, Language};

/// What a layer shows unless told otherwise.
pub(super) const DEFAULT: Subject = Subject::Topic(Topic::Budget);

/// The styles of the layers of a GeoPackage, whose names begin with `name`: of each year one for
/// each topic and mapped field.
///
/// # Errors
///
/// As [`Themes::theme`].
pub fn layer_styles(
    name: &str,
    themes: &Themes<'_>,
    caption: &Caption,
) -> Result<Vec<LayerStyle>, ExportError> {
    let mut styles = Vec::new();
    for annual in &themes.assessment.years {
        let year = annual.year;
        for subject in themes.subjects(year) {
            let theme = themes.theme(subject, year, caption.language)?;
            let elements = theme_elements(&theme, themes, year, caption.language)?;
            let heading = caption.heading(&theme.name, year);
            styles.push(LayerStyle {
                layer: layer_name(name, year),
                description: format!("{heading}; {}", theme.known),
                name: theme.name,
                qml: style_document().children(elements).document(),
                is_default: subject == DEFAULT,
            });
        }
    }
    Ok(styles)
}

/// The style of a GeoJSON choropleth as a QML file: by the class of each zone, which was decided
/// before rounding.
///
/// # Errors
///
/// As [`Themes::theme`].
pub fn choropleth_qml(
    choropleth: Choropleth,
    from: &Themes<'_>,
    year: Year,
    language: Language,
) -> Result<String, ExportError> {
    let assessment = from.assessment;
    let zones = &annual(assessment, year)?.zones;
    let fields = choropleth.quantities(assessment).into_iter();
    let topics = choropleth.topics().iter();
    let themes = topics.map(|&topic| from.theme(topic, year, language));
    let themes: Vec<_> = themes.collect::<Result<_, _>>()?;
    let aliases = fields.map(|quantity| {
        let alias = language.alias(&quantity, assessment);
        (quantity.field_name().into_owned(), alias)
    });
    let mut aliases: Vec<_> = aliases.collect();
    let class = language.choose("class", "分级");
    let mut lines = Vec::new();
    for theme in &themes {
        let label = format!("{}class_label", choropleth.prefix(theme));
        aliases.push((label.clone(), format!("{}: {class}", theme.title)));
        lines.push((
            theme.title.clone(),
            value_expression(theme),
            format!("coalesce(\"{label}\", '–')"),
        ));
    }
    let style = style_document();
    let Some(first) = themes.first() else {
        return Ok(style.document());
    };
    let field = format!("{}class", choropleth.prefix(first));
    let gaps = gaps(first, zones, language);
    let renderer = renderer::by_class(first, &field, gaps.as_deref());
    let labels = ZoneLabels::for_zones(assessment).element();
    let tip = map_tip(&lines);
    let elements = elements(renderer, Some(labels), &aliases, &tip, Shape::Polygon);
    Ok(style.children(elements).document())
}

/// What a style and a layer of a project have alike, for the GeoPackage layer of a year.
pub(super) fn theme_elements(
    theme: &Theme,
    themes: &Themes<'_>,
    year: Year,
    language: Language,
) -> Result<Vec<Element>, ExportError> {
    let assessment = themes.assessment;
    let gaps = gaps(theme, &annual(assessment, year)?.zones, language);
    let line = (
        theme.title.clone(),
        value_expression(theme),
        renderer::class_label(theme),
    );
    let renderer = renderer::of_theme(theme, gaps.as_deref());
    Ok(elements(
        renderer,
        Some(ZoneLabels::for_zones(assessment).element()),
        &aliases(themes, language),
        &map_tip(&[line]),
        Shape::Polygon,
    ))
}

/// The same for borders alone.
pub(super) fn outline_elements(themes: &Themes<'_>, language: Language) -> Vec<Element> {
    elements(
        renderer::outlines(),
        Some(ZoneLabels::for_zones(themes.assessment).of_borders()),
        &aliases(themes, language),
        &map_tip(&[]),
        Shape::Polygon,
    )
}

/// What covers the land outside of the zones.
pub(super) fn mask_elements() -> Vec<Element> {
    elements(renderer::mask(), None, &[], "", Shape::Polygon)
}

/// Of what shape the features of a layer are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Point,
    Polygon,
}

impl Shape {
    /// Its name in a project.
    pub fn name(self) -> &'static str {
        match self {
            Self::Point => "Point",
            Self::Polygon => "Polygon",
        }
    }

    /// Its number in a style.
    fn number(self) -> &'static str {
        match self {
            Self::Point => "0",
            Self::Polygon => "2",
        }
    }
}

/// What styles of all layers have.
pub(super) fn elements(
    renderer: Element,
    labels: Option<Element>,
    aliases: &[(String, String)],
    map_tip: &str,
    shape: Shape,
) -> Vec<Element> {
    let aliases = aliases.iter().enumerate().map(|(index, (field, alias))| {
        Element::new("alias")
            .attr("field", field)
            .attr("index", index)
            .attr("name", alias)
    });
    let rest = [
        Element::of_text("blendMode", "0"),
        Element::of_text("featureBlendMode", "0"),
        Element::new("aliases").children(aliases),
        Element::of_text("previewExpression", "\"name\""),
        Element::of_text("mapTip", map_tip),
        Element::of_text("layerGeometryType", shape.number()),
    ];
    [renderer].into_iter().chain(labels).chain(rest).collect()
}

/// Fields with their aliases.
fn aliases(themes: &Themes<'_>, language: Language) -> Vec<(String, String)> {
    let columns = themes.columns().into_iter();
    columns
        .map(|column| {
            let alias = column.alias(language, themes.assessment);
            (column.name().into_owned(), alias)
        })
        .collect()
}

/// What zones without a class are called, if there are any.
pub(super) fn gaps(
    theme: &Theme,
    zones: &[carbon_core::ZoneYear],
    language: Language,
) -> Option<String> {
    let has_gaps = zones.iter().any(|zone| theme.class_of(zone).is_none());
    has_gaps.then(|| theme.gap_label(language))
}

/// The expression that prints the theme's value; none where the class says all.
fn value_expression(theme: &Theme) -> Option<String> {
    let decimals = theme.decimals?;
    Some(number_expression(&theme.field, decimals))
}

/// The expression that prints a number.
pub(super) fn number_expression(field: &str, decimals: usize) -> String {
    format!("coalesce(replace(format_number(\"{field}\", {decimals}), '-', '−'), '–')")
}

/// A map tip: the zone, then each theme with the zone's value and class.
fn map_tip(lines: &[(String, Option<String>, String)]) -> String {
    let field =
        |name: &str| format!("[% replace(replace(\"{name}\", '&', '&amp;'), '<', '&lt;') %]");
    let mut tip = format!("<b>{}</b>, [% \"year\" %]", field("name"));
    for (title, value, class) in lines {
        let title = html(title);
        tip += &match value {
            Some(value) => {
                format!("<br>{title}: <b>[% {value} %]</b> ([% replace({class}, '<', '&lt;') %])")
            }
            None => format!("<br>{title}: <b>[% {class} %]</b>"),
        };
    }
    tip
}

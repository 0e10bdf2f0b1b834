//! The names of zones on a map.
//!
//! Up to [`MOST_LEADERS`] zones, a name that does not fit into its zone stands beside it, with a leader
//! line. Of more zones, those are named that have room for it: leader lines would cover the map.

use carbon_core::Assessment;

use super::xml::Element;
use super::{symbol, text};
use crate::figures::MOST_LEADERS;
use crate::style::Color;
use crate::style::palette::BORDER;

/// Sizes of names in points: on the screen and in an atlas, and on layouts of up to so many maps.
const SIZE: f64 = 8.0;
const SIZES_IN_LAYOUTS: [(usize, f64); 3] = [(1, 8.0), (4, 6.0), (usize::MAX, 5.0)];

/// Leader lines: dark over a white rim, with their widths in millimetres.
const LEADER: [(Color, &str); 2] = [(WHITE, "0.8"), (BORDER, "0.25")];

/// Where QGIS may put a name: beside the zone (1), inside of it (2). Without a leader line it may
/// stand inside of its zone only.
const INSIDE: u8 = 2;
const ANYWHERE: u8 = 3;

const WHITE: Color = Color {
    red: 255,
    green: 255,
    blue: 255,
};

/// How the zones of a project are named.
#[derive(Debug, Clone, Copy)]
pub(super) struct ZoneLabels {
    zones: usize,
    maps: usize,
}

impl ZoneLabels {
    /// Names for layouts with a map a year.
    pub fn for_zones(assessment: &Assessment) -> Self {
        Self {
            zones: assessment.zones.len(),
            maps: assessment.years.len(),
        }
    }

    /// Whether every zone is to have its name.
    pub fn name_all(self) -> bool {
        self.zones <= MOST_LEADERS
    }

    /// Labels of a layer.
    pub fn element(self) -> Element {
        self.labeling(None)
    }

    /// The same for borders, but none in an atlas, where the layer under them has them.
    pub fn of_borders(self) -> Element {
        self.labeling(Some(("Show", "@atlas_featureid IS NULL")))
    }

    fn labeling(self, shown: Option<(&str, &str)>) -> Element {
        let style = text::style(SIZE, "38,38,38,255", true)
            .attr("fieldName", "name")
            .attr("isExpression", "0");
        let size = self.size();
        let properties = [("Size", &*size)].into_iter().chain(shown);
        let places = if self.name_all() { ANYWHERE } else { INSIDE };
        let settings = Element::new("settings")
            .attr("calloutType", "simple")
            .child(style)
            .child(
                Element::new("text-format")
                    .attrs("wrapChar='' autoWrapLength='0' multilineAlign='1' formatNumbers='0'"),
            )
            .child(
                Element::new("placement")
                    // Horizontal.
                    .attrs("placement='4' priority='5'")
                    .attr("polygonPlacementFlags", places)
                    .attr("fitInPolygonOnly", u8::from(!self.name_all()))
                    .attrs("centroidInside='1' centroidWhole='0' dist='2' distUnits='MM'"),
            )
            .child(Element::new("rendering").attrs(
                "drawLabels='1' displayAll='0' labelPerPart='0' mergeLines='0' obstacle='1' \
                 obstacleFactor='1' obstacleType='1' scaleVisibility='0' minFeatureSize='0' \
                 limitNumLabels='0' upsidedownLabels='0'",
            ))
            .child(symbol::defined_by_expressions("dd_properties", properties))
            .children(self.name_all().then(leader));
        Element::new("labeling")
            .attr("type", "simple")
            .child(settings)
    }

    /// The expression of a name's size: smaller where a layout has many maps.
    fn size(self) -> String {
        let in_layouts = SIZES_IN_LAYOUTS
            .into_iter()
            .find_map(|(most, size)| (self.maps <= most).then_some(size))
            .unwrap_or(SIZE);
        format!("if(@layout_name IS NULL OR @atlas_featureid IS NOT NULL, {SIZE}, {in_layouts})")
    }
}

/// A line from deep inside the zone to a label that stands elsewhere.
fn leader() -> Element {
    let line = symbol::line(LEADER).attr("name", "symbol");
    let properties = [
        ("anchorPoint", "pole_of_inaccessibility"),
        ("enabled", "1"),
        ("labelAnchorPoint", "point_on_exterior"),
        ("lineSymbol", &*line.fragment()),
        ("minLength", "0"),
        ("offsetFromLabel", "0.3"),
        ("offsetFromLabelUnit", "MM"),
    ];
    Element::new("callout")
        .attr("type", "simple")
        .child(symbol::options(properties))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_leader_lines_stand_inside_of_their_zones() {
        for (zones, flags, has_lines) in [(MOST_LEADERS, "3", true), (MOST_LEADERS + 1, "2", false)]
        {
            let style = ZoneLabels { zones, maps: 1 }.element().fragment();
            assert!(style.contains(&format!("polygonPlacementFlags=\"{flags}\"")));
            assert_eq!(style.contains("<callout"), has_lines);
        }
    }
}

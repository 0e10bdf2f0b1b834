//! Which zones maps name, and what is said of it.

use std::collections::BTreeSet;

use super::thematic::MapRenderer;
use crate::figures::options::MapLabels;
use crate::figures::page::MOST_LEADERS;

/// Zones that are named where those of the largest amounts are.
const LARGEST: usize = 20;

impl MapRenderer<'_> {
    /// Which zones are named: as the project chose, else all of few zones, and of many the larger ones
    /// above them or those with the largest budgets.
    pub(crate) fn naming(&self) -> MapLabels {
        let has_parents = self.inputs.parents.is_some();
        match self.inputs.options.labels {
            MapLabels::Auto if self.inputs.themes.assessment.zones.len() <= MOST_LEADERS => {
                MapLabels::All
            }
            MapLabels::Auto | MapLabels::Parents if has_parents => MapLabels::Parents,
            MapLabels::Auto | MapLabels::Parents => MapLabels::Largest,
            chosen => chosen,
        }
    }

    /// The names to be placed, a zone or a larger zone each on one line; none of those without one.
    pub(crate) fn names(&self) -> Vec<Vec<String>> {
        let assessment = self.inputs.themes.assessment;
        if let (MapLabels::Parents, Some(parents)) = (self.naming(), self.inputs.parents) {
            return parents
                .names
                .iter()
                .map(|name| vec![name.clone()])
                .collect();
        }
        let named = match (self.naming(), assessment.years.last()) {
            (MapLabels::None, _) => BTreeSet::new(),
            (MapLabels::Largest, Some(last)) => {
                largest(last.zones.iter().map(|zone| zone.account.budget.amount))
            }
            _ => (0..assessment.zones.len()).collect(),
        };
        let zones = assessment.zones.iter().enumerate();
        let names = zones.map(|(place, zone)| match named.contains(&place) {
            true => vec![zone.name.clone()],
            false => Vec::new(),
        });
        names.collect()
    }

    /// What names on a map stand for, where they are not those of all zones.
    pub(crate) fn naming_note(&self, naming: MapLabels, labelled: usize) -> Option<String> {
        let zones = self.inputs.themes.assessment.zones.len();
        let parents = self.inputs.parents.map_or(0, |parents| parents.names.len());
        match naming {
            MapLabels::Parents if labelled == parents => Some(self.choose(
                "names and heavy borders are those of the larger zones",
                "名称与粗线为上级区域",
            )),
            MapLabels::Parents => Some(self.choose(
                &format!("names and heavy borders are those of the larger zones; {labelled} of {parents} have room for their name"),
                &format!("名称与粗线为上级区域；{parents} 个中标注 {labelled} 个：仅标注容得下名称者"),
            )),
            MapLabels::Largest => Some(self.choose(
                &format!("of {zones} zones the {labelled} with the largest amounts are named"),
                &format!("{zones} 个区域中标注数值最大的 {labelled} 个"),
            )),
            MapLabels::None => None,
            MapLabels::Auto | MapLabels::All => (labelled < zones).then(|| match labelled {
                0 => self.choose(
                    "no zone has room for its name",
                    "各区域均容不下名称，未作标注",
                ),
                _ => self.choose(
                    &format!("{labelled} of {zones} zones are labelled: those with room for their name"),
                    &format!("{zones} 个区域中标注 {labelled} 个：仅标注容得下名称者"),
                ),
            }),
        }
    }
}

/// The places of the amounts that are largest in magnitude.
pub(super) fn largest(amounts: impl Iterator<Item = f64>) -> BTreeSet<usize> {
    let mut order: Vec<(usize, f64)> = amounts.map(f64::abs).enumerate().collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    order.truncate(LARGEST);
    order.into_iter().map(|(place, _)| place).collect()
}

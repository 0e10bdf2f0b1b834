//! Land-use transitions between rasters on one grid: what each zone's land was, and what it became.

use carbon_core::Said;
use carbon_core::levels::Level;
use carbon_core::{
    Hectares, LandCoverage, LedgerClass, TransitionRow, UnclassifiedLand, Zone, ZoneId,
};

/// The transitions from one raster to another, closed: the hectares of a zone add up to its area, those of a class in the earlier
/// raster to what a tally of that raster gives, and those in the later likewise.
#[derive(Debug, Clone, PartialEq)]
pub struct Transitions {
    /// What the earlier raster is called.
    pub from_label: String,
    /// What the later raster is called.
    pub to_label: String,
    /// The columns of [`ZoneTransitions::hectares`]: all pairs of the legend's classes in its order, and others that occur (no data,
    /// codes that the legend lacks, what lies outside the raster).
    pub pairs: Vec<(LedgerClass, LedgerClass)>,
    /// One entry a zone, in the order of the boundary file.
    pub zones: Vec<ZoneTransitions>,
}

/// One zone's part of [`Transitions`].
#[derive(Debug, Clone, PartialEq)]
pub struct ZoneTransitions {
    /// The zone's id.
    pub zone: ZoneId,
    /// Its name.
    pub name: String,
    /// Hectares by pair of classes.
    pub hectares: Vec<Hectares>,
    /// Area of the zone's polygon: what the hectares must add up to.
    pub area: Hectares,
}

/// What the user should know of land without a class, in sentences. Pairs of rasters from the first on, each with the next.
pub fn crossed_coverage_warnings(crossed: &[Transitions]) -> Vec<Said> {
    let found = UnclassifiedLand::find(crossed.iter().flat_map(Transitions::coverage));
    found.iter().map(Said::by).collect()
}

impl Transitions {
    /// Hectares of a pair of classes over all zones.
    pub fn total(&self, from: &LedgerClass, to: &LedgerClass) -> Hectares {
        let column = self.pairs.iter().position(|(a, b)| (a, b) == (from, to));
        let hectares =
            |zone: &ZoneTransitions| column.map_or(0.0, |column| zone.hectares[column].0);
        Hectares(self.zones.iter().map(hectares).sum())
    }

    /// The transitions of the zones of a level, of which these are the leaves: hectares are added in the order of the leaves.
    pub fn at(&self, level: &Level) -> Self {
        let zones = level.zones.iter().enumerate().map(|(position, zone)| {
            let leaves = self.zones.iter().zip(&level.of_leaf);
            let leaves = leaves.filter(|(_, zone)| **zone == position);
            let leaves: Vec<&ZoneTransitions> = leaves.map(|(leaf, _)| leaf).collect();
            let sum = |pair: usize| leaves.iter().map(|leaf| leaf.hectares[pair]).sum();
            ZoneTransitions {
                zone: zone.id.clone(),
                name: zone.name.clone(),
                hectares: (0..self.pairs.len()).map(sum).collect(),
                area: leaves.iter().map(|leaf| leaf.area).sum(),
            }
        });
        Self {
            zones: zones.collect(),
            ..self.clone()
        }
    }

    /// How much of each zone has a land class in both rasters.
    fn coverage(&self) -> impl Iterator<Item = (Zone, &str, LandCoverage)> {
        let in_raster = |label, class: fn(&(LedgerClass, LedgerClass)) -> &LedgerClass| {
            self.zones.iter().map(move |zone| {
                let classes = self.pairs.iter().map(class);
                let land = classes.zip(zone.hectares.iter().copied());
                (
                    Zone::new(zone.zone.clone(), &*zone.name),
                    label,
                    land.collect(),
                )
            })
        };
        let from = in_raster(&*self.from_label, |(from, _)| from);
        from.chain(in_raster(&*self.to_label, |(_, to)| to))
    }

    /// The long table: every zone's pairs in the order of zones and pairs.
    pub fn rows(&self) -> impl Iterator<Item = TransitionRow> {
        self.zones.iter().flat_map(|zone| {
            let pairs = self.pairs.iter().zip(&zone.hectares);
            pairs.map(|((from, to), hectares)| TransitionRow {
                zone: zone.zone.clone(),
                name: zone.name.clone(),
                from_label: self.from_label.clone(),
                to_label: self.to_label.clone(),
                from: from.clone(),
                to: to.clone(),
                hectares: *hectares,
            })
        })
    }
}

//! What a study reads of its rasters: once, for all levels.

use anyhow::Result;
use landuse_ingest::ledger::Ledger;
use landuse_ingest::overlays::Overlays;
use landuse_ingest::raster::Raster;
use landuse_ingest::transition::Transitions;

use crate::console::Console;
use crate::study::Study;

/// What the cells of all rasters add up to.
#[derive(Debug)]
pub(crate) struct LandRead {
    /// The tally of each year, by level; of one level if the project has none.
    ledgers: Vec<Vec<Ledger>>,
    /// What became of what, of the zones of the boundary file; empty unless the project asks.
    transitions: Vec<Transitions>,
}

impl LandRead {
    /// The tally of each year at the level of a study.
    pub(crate) fn ledgers_of(&self, study: &Study) -> Vec<Ledger> {
        self.ledgers[study.level_number()].clone()
    }

    /// What became of what at the level of a study.
    pub(crate) fn transitions_of(&self, study: &Study) -> Vec<Transitions> {
        let transitions = self.transitions.iter();
        match &study.level {
            Some(view) => {
                let level = &view.levels.hierarchy.levels()[view.number];
                transitions.map(|of| of.at(level)).collect()
            }
            None => transitions.cloned().collect(),
        }
    }
}

impl Study {
    /// Lays the zones over the rasters' grids: once for each grid.
    ///
    /// # Errors
    /// A zone cannot be laid over a grid.
    pub fn overlays(&self) -> Result<Overlays<'_>> {
        let zones = self.level.as_ref();
        let zones = zones.map_or(&self.zones, |view| &view.levels.leaves);
        let mut overlays = Overlays::new(zones, self.project.overlay_options());
        for (_, raster) in &self.rasters {
            overlays.on(&raster.grid)?;
        }
        Ok(overlays)
    }

    /// Tallies all years.
    ///
    /// # Errors
    /// A raster cannot be read, or does not fit the legend.
    pub fn tally(&mut self, console: &Console) -> Result<Vec<Ledger>> {
        Ok(self.read_land(console)?.ledgers_of(self))
    }

    /// Tallies all years and, if the project asks for transitions, crosses them on the same overlay.
    pub(crate) fn read_land(&mut self, console: &Console) -> Result<LandRead> {
        let mut overlays = self.overlays()?;
        let heights = self.rasters.iter().map(|(_, of)| of.grid.height);
        let bar = console.rows_bar("tallying", heights.map(u64::from).sum());
        let labels: Vec<String> = self.rasters.iter().map(|(y, _)| y.to_string()).collect();
        let rasters: Vec<_> = labels
            .iter()
            .zip(&self.rasters)
            .map(|(label, (_, raster))| (label.as_str(), raster))
            .collect();
        let allow_unmapped = self.project.landuse.allow_unmapped;
        let progress = |rows: u32| bar.add(rows);
        let legend = &self.legend;
        let ledgers = match &self.level {
            Some(view) => {
                let levels = view.levels.hierarchy.levels();
                overlays.tally_levels(&rasters, legend, allow_unmapped, levels, &progress)
            }
            None => overlays
                .tally(&rasters, legend, allow_unmapped, &progress)
                .map(|ledgers| vec![ledgers]),
        };
        bar.clear();
        let ledgers = ledgers?;
        let asked = self.project.analysis.as_ref();
        let transitions = match asked.is_some_and(|asked| asked.transitions) {
            true => self.cross(&mut overlays, &rasters, console)?,
            false => Vec::new(),
        };
        let warnings = overlays.warnings().to_vec();
        self.warnings.extend(warnings);
        Ok(LandRead {
            ledgers,
            transitions,
        })
    }

    /// What became of what, from each raster to the next and from the first to the last.
    fn cross(
        &self,
        overlays: &mut Overlays<'_>,
        rasters: &[(&str, &Raster)],
        console: &Console,
    ) -> Result<Vec<Transitions>> {
        let Some((_, first)) = rasters.first() else {
            return Ok(Vec::new());
        };
        let bar = console.rows_bar("crossing", first.grid.height.into());
        let overlay = overlays.on(&first.grid)?;
        let allow_unmapped = self.project.landuse.allow_unmapped;
        let crossed = overlay.transitions(rasters, &self.legend, allow_unmapped, &|rows| {
            bar.add(rows);
        });
        bar.clear();
        Ok(crossed?)
    }
}

//! What of a project's questions a level can answer.

use anyhow::Result;
use carbon_core::zonings::Method;

use crate::analyses;
use crate::project::Project;
use crate::study::Study;

/// Of fewer zones clusters are not told apart.
const LEAST_OF_CLUSTERS: usize = 3;

/// What a payment has and a level without payments does not.
const OF_PAYMENTS: [&str; 3] = ["price", "engel", "choices"];

impl Study {
    /// Takes out what a level that is not the main one cannot answer, and says so: at the main level that is an error.
    pub(super) fn leave_out_unfit(&mut self) -> Result<()> {
        let name = self.level_choice().map_or("", |level| &level.name);
        let (start, zones) = (format!("level {name}"), self.zones.zones.len());
        if let Some(why) = uncertainty(&mut self.project)? {
            self.warnings.push(format!("{start}: {why}"));
        }
        let mut few = self.zonings_of_too_few()?;
        let contiguity = self.contiguity.as_ref();
        if let Some(asked) = &mut self.project.analysis {
            let is_bordered = contiguity.is_none_or(|of| !of.pairs.is_empty());
            if !asked.moran.is_empty() && zones < analyses::LEAST_OF_MORAN {
                few.push(format!("moran (at least {})", analyses::LEAST_OF_MORAN));
                asked.moran.clear();
            } else if !is_bordered {
                self.warnings.push(format!(
                    "{start}: no two zones have a border in common, so that moran is left out"
                ));
                asked.moran.clear();
            }
            if !asked.centres.is_empty() && zones < 2 {
                few.push("centres (at least 2)".to_owned());
                asked.centres.clear();
            }
            if asked.moran.is_empty() {
                self.contiguity = None;
            }
        }
        if !few.is_empty() {
            let noun = if zones == 1 { "zone" } else { "zones" };
            self.warnings.push(format!(
                "{start}: left out, since it has {zones} {noun}: {}",
                few.join(", ")
            ));
        }
        Ok(())
    }

    /// Takes out other zonings of more classes than there are zones for. Returns them with the zones that they need.
    fn zonings_of_too_few(&mut self) -> Result<Vec<String>> {
        let zones = self.zones.zones.len();
        if zones < 2 {
            let others = std::mem::take(&mut self.project.zoning.other);
            let some = (!others.is_empty()).then(|| "other zonings (at least 2)".to_owned());
            return Ok(some.into_iter().collect());
        }
        let case = self.case_of(self.unmeasured())?;
        let fields = case.fields();
        let zonings = self.project.other_zonings(&fields)?;
        let needed = zonings.iter().map(|zoning| match &zoning.method {
            Method::Clusters(of) if zoning.fits(&fields, zones).is_err() => {
                Some(of.number.map_or(LEAST_OF_CLUSTERS, |number| number + 1))
            }
            _ => None,
        });
        let needed: Vec<Option<usize>> = needed.collect();
        let mut kept = needed.iter().map(Option::is_none);
        self.project
            .zoning
            .other
            .retain(|_| kept.next().unwrap_or(true));
        let left_out = zonings.iter().zip(needed);
        Ok(left_out
            .filter_map(|(zoning, needed)| {
                Some(format!(
                    "the zoning \"{}\" (at least {})",
                    zoning.name, needed?
                ))
            })
            .collect())
    }
}

/// Takes out what of the uncertainty a level cannot have. Returns why, if that is all.
fn uncertainty(project: &mut Project) -> Result<Option<String>> {
    let Some(plan) = project.uncertainty_plan()? else {
        return Ok(None);
    };
    let alone = plan.uncertainty.of_single_zones();
    if !alone.is_empty() {
        project.uncertainty = None;
        return Ok(Some(format!(
            "uncertainty is drawn at the main level only, since {} errs in each zone there by itself or by an amount; with `zones = \"together\"` and a relative spread it is drawn at all levels",
            alone.join(", ")
        )));
    }
    if project.compensation.is_none()
        && let Some(table) = &mut project.uncertainty
    {
        table.retain(|key, _| OF_PAYMENTS.iter().all(|of| *of != key));
    }
    Ok(None)
}

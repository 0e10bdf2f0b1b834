//! `decoupling = true` in `[analysis]`: the elasticity of emissions to GDP, of each zone and of the region.

use anyhow::{Result, bail};
use carbon_core::decoupling::{Decoupling, decouple};
use carbon_core::{Account, AnnualAssessment, Assessment, Year};
use zoning_export::long_tables::{DecouplingRow, REGION};

use super::show::decoupling_fields;
use crate::analyses::context::periods;
use crate::analyses::registry::{Analysis, Computed, Request, Shown};
use crate::analyses::{Context, Expected, Put};

const KEY: &str = "decoupling";

pub(in crate::analyses) const ANALYSIS: Analysis = Analysis {
    keys: &[KEY],
    parse: |sections| sections.switched(KEY, DecouplingRequest),
};

#[derive(Debug)]
struct DecouplingRequest;

impl Request for DecouplingRequest {
    fn refuse_unfit(&self, level: &Expected<'_>) -> Result<()> {
        if level.years < 2 {
            bail!(
                "[analysis] decoupling compares years, and the project has one year; add another, or take decoupling out"
            );
        }
        Ok(())
    }

    fn compute(&self, context: &Context<'_>) -> Result<Box<dyn Computed>> {
        Ok(Box::new(FoundDecoupling::new(context.assessment)))
    }
}

/// What is found of a period; `None` where there is no elasticity.
#[derive(Debug)]
pub(super) struct Period {
    pub from: Year,
    pub to: Year,
    /// One a zone, in the order of the assessment.
    pub zones: Vec<Option<Decoupling>>,
    pub region: Option<Decoupling>,
}

/// The periods from each year to the next, and from the first year to the last.
#[derive(Debug)]
pub(super) struct FoundDecoupling(pub(super) Vec<Period>);

impl FoundDecoupling {
    pub(super) fn new(assessment: &Assessment) -> Self {
        let periods = periods(&assessment.years).into_iter();
        Self(periods.map(|[from, to]| compare(from, to)).collect())
    }

    fn rows<'a>(&'a self, assessment: &'a Assessment) -> impl Iterator<Item = DecouplingRow<'a>> {
        self.0.iter().flat_map(move |period| {
            let zones = assessment.zones.iter().zip(&period.zones);
            let zones = zones.map(|(zone, found)| (zone.id.as_str(), &*zone.name, found));
            let all = zones.chain([(REGION, REGION, &period.region)]);
            all.map(|(zone, name, found)| DecouplingRow {
                zone,
                name,
                from: period.from.0,
                to: period.to.0,
                emissions_change: found.map(|found| found.emissions_change),
                gdp_change: found.map(|found| found.gdp_change),
                elasticity: found.map(|found| found.elasticity),
                state: found.map(|found| found.state.id()),
            })
        })
    }
}

fn compare(from: &AnnualAssessment, to: &AnnualAssessment) -> Period {
    let found = |before: &Account, after: &Account| {
        decouple(
            [before.emissions.amount, after.emissions.amount],
            [before.gdp.amount, after.gdp.amount],
        )
    };
    let zones = from.zones.iter().zip(&to.zones);
    let zones = zones.map(|(before, after)| found(&before.account, &after.account));
    Period {
        from: from.year,
        to: to.year,
        zones: zones.collect(),
        region: found(&from.region, &to.region),
    }
}

impl Computed for FoundDecoupling {
    fn put_tables(&self, assessment: &Assessment, put: &mut Put<'_>) -> Result<()> {
        put("tables/decoupling", &|| self.rows(assessment))
    }

    fn show(&self, assessment: &Assessment, shown: &mut Shown) -> Result<()> {
        shown.fields.extend(decoupling_fields(&self.0, assessment));
        Ok(())
    }
}

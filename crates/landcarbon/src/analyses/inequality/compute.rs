//! How unequally emissions are spread.

use carbon_core::inequality::{
    Lorenz, Portion, TheilIndex, TheilSplit, lorenz, theil, theil_split,
};
use carbon_core::{Account, AnnualAssessment, Assessment, Year, ZoneId, ZoneYear};
use zoning_export::Bilingual;

use anyhow::Result;

use super::csv::{inequality_rows, lorenz_rows, theil_rows};
use super::show::{lorenz_curves, theil_bars};
use crate::analyses::Put;
use crate::analyses::registry::{Computed, Shown};

/// What emissions are held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// GDP: economic fairness.
    Gdp,
    /// Population: each person the same.
    Population,
    /// Absorption: ecological fairness.
    Absorption,
}

/// How unequally a year's emissions are spread against a weight. An index that does not exist, because nothing is there to divide by, is
/// `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct Inequality {
    pub year: Year,
    pub against: Against,
    /// The curve and its Gini coefficient.
    pub lorenz: Option<Lorenz>,
    pub theil_t: Option<f64>,
    pub theil_l: Option<f64>,
    /// Both indices between and within the zones' parents, as far as they exist; none without parents.
    pub splits: Vec<TheilSplit>,
}

impl Against {
    /// All three, in the order of tables.
    pub const ALL: [Self; 3] = [Self::Gdp, Self::Population, Self::Absorption];

    /// The name in tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Gdp => "gdp",
            Self::Population => "population",
            Self::Absorption => "absorption",
        }
    }

    /// What it is called.
    pub fn label(self) -> Bilingual {
        let (en, zh) = match self {
            Self::Gdp => ("GDP", "GDP"),
            Self::Population => ("population", "人口"),
            Self::Absorption => ("absorption", "碳吸收"),
        };
        Bilingual::new(en, zh)
    }

    fn weight(self, account: &Account) -> f64 {
        match self {
            Self::Gdp => account.gdp.amount,
            Self::Population => account.population.0,
            Self::Absorption => account.absorption.amount,
        }
    }
}

/// The inequality of each year against each weight.
#[derive(Debug)]
pub(super) struct FoundInequality(pub(super) Vec<Inequality>);

impl Computed for FoundInequality {
    fn put_tables(&self, assessment: &Assessment, put: &mut Put<'_>) -> Result<()> {
        put("tables/inequality", &|| inequality_rows(&self.0))?;
        put("tables/lorenz", &|| lorenz_rows(&self.0, assessment))?;
        if self.0.iter().any(|found| !found.splits.is_empty()) {
            put("tables/theil", &|| theil_rows(&self.0))?;
        }
        Ok(())
    }

    fn show(&self, _assessment: &Assessment, shown: &mut Shown) -> Result<()> {
        shown.curves = lorenz_curves(&self.0);
        shown.bars.extend(theil_bars(&self.0));
        Ok(())
    }
}

/// The inequality of emissions in each year, against each weight; `parents` has one entry a zone, if zones have parents.
pub(super) fn measure_inequality(
    assessment: &Assessment,
    parents: Option<&[ZoneId]>,
) -> Vec<Inequality> {
    let years = assessment.years.iter();
    let measured =
        years.flat_map(|annual| Against::ALL.map(|against| measure_year(annual, against, parents)));
    measured.collect()
}

fn measure_year(
    annual: &AnnualAssessment,
    against: Against,
    parents: Option<&[ZoneId]>,
) -> Inequality {
    let portion = |zone: &ZoneYear| Portion {
        zone: zone.zone.id.clone(),
        value: zone.account.emissions.amount,
        weight: against.weight(&zone.account),
    };
    // What a zone absorbs is not known where too little of it is classified.
    let is_known = |zone: &ZoneYear| against != Against::Absorption || zone.is_covered();
    let known = annual.zones.iter().filter(|zone| is_known(zone));
    let portions: Vec<_> = known.map(portion).collect();
    let split = |parents: &[ZoneId]| {
        let parents = parents.iter().zip(&annual.zones);
        let known = parents.filter(|(_, zone)| is_known(zone));
        let parents: Vec<_> = known.map(|(parent, _)| parent.clone()).collect();
        let indices = [TheilIndex::T, TheilIndex::L].into_iter();
        let splits = indices.filter_map(|index| theil_split(index, &portions, &parents).ok());
        splits.collect()
    };
    Inequality {
        year: annual.year,
        against,
        lorenz: lorenz(&portions).ok(),
        theil_t: theil(TheilIndex::T, &portions).ok(),
        theil_l: theil(TheilIndex::L, &portions).ok(),
        splits: parents.map(split).unwrap_or_default(),
    }
}

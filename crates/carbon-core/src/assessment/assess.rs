//! The assessment: the account of every zone and of the region in every year, the coefficients,
//! and the functional zones.

use super::annual::{AnnualAssessment, Assessment, ZoneYear};
use crate::accounts::Account;
use crate::coefficients::Coefficients;
use crate::formulas::kernel::Flows;
use crate::inputs::{AnnualStatistics, Inputs, Statistics, Variable, Warning, ZoneInYear, differ};
use crate::region::{LandClass, LandUseTable, UnclassifiedLand, Zone};
use crate::text::{Listed, phrase};
use crate::units::{CarbonBasis, Hectares, Tonnes, Year};
use crate::zoning::{FunctionRules, Indicators, ZoningRule};
use bilingual::Bilingual;

/// Inputs and coefficients from which no assessment follows.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum AssessError {
    /// Land classes that the coefficients do not know.
    #[en(
        "the land-use table has classes without a coefficient: {0}; give each a λ or say that it \
         has none"
    )]
    #[zh("土地利用表中有些地类没有系数：{0}；请为每个地类给出 λ，或注明该地类没有 λ")]
    UnknownClasses(Listed<LandClass>),
    /// Zones without fuels, of which emissions are to follow.
    #[en(
        "emissions are to be those of each fuel, and no amounts of fuels are given: {0}; give them, or take one σ for all \
         energy"
    )]
    #[zh("碳排放要按各燃料分别计算，却没有给出燃料消费量：{0}；请给出，或对全部能源采用同一个 σ")]
    NoFuels(Listed<ZoneInYear>),
    /// Zones without emissions, whose ECC and ESC would divide by zero.
    #[en(
        "emissions are zero: {0}; ECC and ESC divide by them, so energy or population must be \
         positive"
    )]
    #[zh("碳排放为零：{0}；ECC 和 ESC 以碳排放为除数，能源消费或人口必须为正")]
    ZeroEmissions(Listed<ZoneInYear>),
    /// A total of the region is zero.
    #[en("the region's {total} of {year} is zero; the zones' shares of it are undefined")]
    #[zh("{year} 年全区的{}为零，无法计算各区域所占份额", phrase(total))]
    ZeroTotal {
        /// `emissions` or `absorption`.
        total: &'static str,
        year: Year,
    },
    /// The region's given absorption cannot be compared with that of its zones.
    #[en(
        "the region's absorption of {year} is given in {}, that of its zones comes in {}; give it \
         on their basis, or coefficients λ on one basis",
        given.unit(), zones.unit()
    )]
    #[zh("{year} 年全区碳吸收的单位是 {}，各区域的却是 {}；请采用各区域的口径，或统一系数 λ 的口径", given.unit(), zones.unit())]
    AbsorptionBasis {
        year: Year,
        /// The basis of the given total.
        given: CarbonBasis,
        /// The basis of the zones' absorption.
        zones: CarbonBasis,
    },
    /// A threshold of the zoning rule that decides nothing.
    #[en("the zoning threshold {name} is {value}; it must be a finite number from 0 up")]
    #[zh("分区阈值 {name} 为 {value}；必须是不小于 0 的有限数")]
    Threshold { name: &'static str, value: f64 },
}

/// Computes everything: formulas 1–7, carbon intensity and functional zones, for each zone and
/// year, and the region's totals.
///
/// # Errors
///
/// [`AssessError`] if the coefficients lack a land class, a zone has no emissions, the region has
/// none or no absorption, its given absorption is on another basis than that of its zones, or a
/// threshold is not a number from 0 up.
pub fn assess(
    inputs: &Inputs,
    coefficients: &Coefficients,
    zoning: &ZoningRule,
) -> Result<Assessment, AssessError> {
    if let Some(&(name, value)) = zoning
        .thresholds()
        .iter()
        .find(|(_, value)| !(value.is_finite() && *value >= 0.0))
    {
        return Err(AssessError::Threshold { name, value });
    }
    let classes = inputs.land_use().classes();
    let unknown = classes.iter().filter(|class| !coefficients.knows(class));
    Listed::refuse(unknown.cloned(), AssessError::UnknownClasses)?;

    if coefficients.sigma().is_none() {
        refuse_no_fuels(inputs)?;
    }
    let rules = zoning.rules();
    let mut warnings = inputs.warnings().to_vec();
    warnings.extend(coverage_warnings(inputs));
    let years = inputs
        .annual()
        .iter()
        .map(|annual| assess_year(inputs, annual, coefficients, &rules, &mut warnings))
        .collect::<Result<Vec<_>, _>>()?;
    if let (Some(bases), Some(last)) =
        (coefficients.of_classes(classes).mixed_bases(), years.last())
        && let Some(restated) = last.region.budget_restated_as(CarbonBasis::CarbonDioxide)
    {
        let (year, budget) = (last.year, last.region.budget);
        warnings.push(Warning::MixedBases {
            bases,
            year,
            budget,
            restated,
        });
    }
    Ok(Assessment {
        zones: inputs.zones().to_vec(),
        classes: classes.to_vec(),
        price_year: inputs.price_year(),
        zoning: zoning.clone(),
        min_coverage: inputs.land_use().min_coverage(),
        years,
        compensation: None,
        warnings,
    })
}

fn refuse_no_fuels(inputs: &Inputs) -> Result<(), AssessError> {
    let without = inputs.annual().iter().flat_map(|annual| {
        let zones = inputs.zones().iter().zip(&annual.zones);
        let without = zones.filter(|(_, statistics)| statistics.fuel_carbon.is_none());
        without.map(|(zone, _)| ZoneInYear {
            zone: zone.id.clone(),
            year: annual.year,
        })
    });
    Listed::refuse(without, AssessError::NoFuels)
}

fn assess_year(
    inputs: &Inputs,
    annual: &AnnualStatistics,
    coefficients: &Coefficients,
    rules: &FunctionRules,
    warnings: &mut Vec<Warning>,
) -> Result<AnnualAssessment, AssessError> {
    let year = annual.year;
    let accounts: Vec<_> = inputs
        .zones()
        .iter()
        .zip(&annual.zones)
        .map(|(zone, statistics)| {
            zone_account(inputs.land_use(), zone, year, statistics, coefficients)
        })
        .collect();
    let region = region_account(&accounts, annual, coefficients, warnings)?;
    for (total, amount) in [
        ("emissions", region.emissions.amount),
        ("absorption", region.absorption.amount),
    ] {
        if amount == 0.0 {
            return Err(AssessError::ZeroTotal { total, year });
        }
    }

    let sum = accounts
        .iter()
        .map(|account| account.emissions.amount)
        .sum::<f64>();
    let mean_emissions = Tonnes::new(sum / accounts.len() as f64, region.emissions.basis);
    let mut zones = Vec::with_capacity(accounts.len());
    let mut without_emissions = Vec::new();
    let whole = Flows::from(&region);
    for (zone, account) in inputs.zones().iter().zip(accounts) {
        let [Some(ecc), Some(esc)] = Flows::from(&account).contributions(&whole) else {
            without_emissions.push(ZoneInYear {
                zone: zone.id.clone(),
                year,
            });
            continue;
        };
        let indicators = Indicators {
            emissions: account.emissions,
            mean_emissions,
            ecc,
            esc,
        };
        let is_covered = inputs.land_use().is_covered(&zone.id, year);
        let function = is_covered.then(|| rules.assign(&indicators));
        zones.push(ZoneYear {
            zone: zone.clone(),
            year,
            account,
            ecc,
            esc,
            function,
            compensation: None,
        });
    }
    Listed::refuse(without_emissions, AssessError::ZeroEmissions)?;
    Ok(AnnualAssessment {
        year,
        zones,
        region,
        mean_emissions,
    })
}

/// What the user should know of land without a class, and of zones that are left out because of it.
fn coverage_warnings(inputs: &Inputs) -> Vec<Warning> {
    let table = inputs.land_use();
    let labels: Vec<_> = inputs
        .years()
        .map(|year| (year, year.to_string()))
        .collect();
    let zones = inputs.zones();
    let entries = zones.iter().flat_map(|zone| {
        let years = labels.iter();
        years.map(move |(year, label)| (zone.clone(), &**label, table.coverage(&zone.id, *year)))
    });
    let unclassified = UnclassifiedLand::find(entries).into_iter();
    let mut warnings: Vec<_> = unclassified.map(Warning::UnclassifiedLand).collect();
    let left_out = zones.iter().filter_map(|zone| {
        let years = inputs.years();
        let years: Vec<_> = years
            .filter(|year| !table.is_covered(&zone.id, *year))
            .collect();
        (!years.is_empty()).then(|| (zone.clone(), years))
    });
    let left_out: Vec<_> = left_out.collect();
    if !left_out.is_empty() {
        warnings.push(Warning::LeftOut {
            zones: left_out,
            min_coverage: table.min_coverage(),
        });
    }
    warnings
}

fn zone_account(
    land_use: &LandUseTable,
    zone: &Zone,
    year: Year,
    statistics: &Statistics,
    coefficients: &Coefficients,
) -> Account {
    let hectares = |class: &LandClass| land_use.hectares(&zone.id, year, class);
    let classes = land_use.classes().iter();
    let land = classes
        .map(|class| (class.clone(), hectares(class)))
        .collect();
    let area = land_use.area(&zone.id, year).unwrap_or_default();
    let coverage = land_use.coverage(&zone.id, year);
    Account::new((area, coverage), land, statistics, coefficients)
}

/// The region's account: land is that of its zones, statistics and absorption are so unless given.
fn region_account(
    zones: &[Account],
    annual: &AnnualStatistics,
    coefficients: &Coefficients,
    warnings: &mut Vec<Warning>,
) -> Result<Account, AssessError> {
    let area = zones.iter().map(|zone| zone.area).sum();
    let coverage = zones.iter().map(|zone| zone.coverage).sum();
    let mut land: Vec<(LandClass, Hectares)> = Vec::new();
    for (class, _) in zones.first().map_or(&[][..], |zone| &zone.land) {
        land.push((
            class.clone(),
            zones.iter().map(|zone| zone.hectares(class)).sum(),
        ));
    }
    let account = Account::new((area, coverage), land, &annual.region, coefficients);
    let Some(given) = annual.region_absorption else {
        return Ok(account);
    };
    let (year, basis) = (annual.year, account.absorption.basis);
    let Some(absorption) = given.restated_as(basis) else {
        return Err(AssessError::AbsorptionBasis {
            year,
            given: given.basis,
            zones: basis,
        });
    };
    let (given, sum) = (absorption.amount, account.absorption.amount);
    if differ(given, sum) {
        let variable = Variable::Absorption;
        warnings.push(Warning::RegionTotal {
            year,
            variable,
            given,
            sum,
        });
    }
    Ok(account.with_absorption(absorption))
}

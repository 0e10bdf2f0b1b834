//! The model of landcarbon: from hectares per land class and a few statistics to carbon budgets,
//! contribution coefficients, functional zones and compensation. It reads no files and no clock, and
//! its random numbers follow from a seed that the caller gives.
//!
//! The method is that of a study of Jiangxi Province (Frontiers in Environmental Science 2024, doi
//! 10.3389/fenvs.2024.1404760), called *the paper*. Its formulas 1–7 are fixed by its text; the
//! zoning rules and most of formulas 8–14 are a *reconstruction* and labelled so.
//!
//! | step | where |
//! |---|---|
//! | inputs that fit together | [`RawInputs`] → [`Inputs`] |
//! | statistics that look wrong by a power of ten | [`find_slips`] |
//! | coefficients σ, θ, λ, each with unit, basis and source | [`Coefficients`] |
//! | formulas 1–3, emissions | [`emissions`] |
//! | formula 4, absorption | [`absorption`] |
//! | formula 5, budget; intensity | [`budget`] |
//! | formulas 6–7, ECC and ESC | [`contribution`] |
//! | functional zones | [`ZoningRule`] |
//! | formulas 1–7 and zoning, for every zone and year | [`assess`] → [`Assessment`] |
//! | formulas 8–14, compensation | [`formulas::compensation`], [`PriceOptions`], [`PearlCurve`] |
//! | formulas 8–14, for every zone of a year | [`compensate`] → [`Compensation`] |
//! | how much compensation depends on open choices | [`sensitivity()`] |
//! | how much all results depend on uncertain inputs | [`uncertainty`] |
//! | other inputs beside the base, and goals | [`scenario`] |
//! | energy and carbon of fuels | [`FuelTable`] |
//! | names, units and labels of results | [`Quantity`] |
//! | zonings by rules that users write, by clusters, by advantages | [`rule_list`], [`clustering`], [`nrca`](mod@nrca) |
//! | several zonings of one assessment, and how far they agree | [`zonings`], [`agreement`](mod@agreement) |
//! | inequality; neighbours; centres of gravity | [`inequality`], [`moran`], [`centre`] |
//! | zones within zones: sums, shares, coefficients within each | [`levels`] |
//! | drivers of emissions and of absorption | [`lmdi`], [`transition_absorption`] |
//!
//! The folders of the source, from bottom to top; each imports only from those above it here:
//!
//! | what | where |
//! |---|---|
//! | years, hectares, tonnes with their basis, money with its price year | `units/` |
//! | lists and counts in messages, English or Chinese | `text/` |
//! | random numbers, the normal distribution, roots, the median | `numeric/` |
//! | zones, land classes, the land-use table | `region/` |
//! | σ, θ, λ and their presets | `coefficients/` |
//! | statistics and fuels, reconciled | `inputs/` |
//! | statistics that look wrong by a power of ten | `plausibility/` |
//! | zones within zones | `levels/` |
//! | formulas 1–14 on plain numbers (`kernel`), and with types | `formulas/` |
//! | rules of the functional zones, rules that users write, reasons | `zoning/` |
//! | the carbon account of a zone | `accounts/` |
//! | payments, their options, their sensitivity | `compensation/` |
//! | all of it for every zone and year | `assessment/` |
//! | the table of quantities | `results/` |
//! | drivers, inequality, neighbours, clusters, zonings | `analysis/` |
//! | scenarios, goals, uncertainty | `what_if/` |
//!
//! Units are types: hectares, tce and persons cannot be mixed up, tonnes know whether they are of
//! carbon or of CO₂, money knows the year of its prices.
//!
//! # A region of two zones
//!
//! ```
//! use carbon_core::*;
//!
//! let year = Year(2020);
//! let row = |zone: &str, class: LandClass, hectares| HectaresRow {
//!     zone: zone.into(),
//!     name: zone.into(),
//!     label: year.to_string(),
//!     class: LedgerClass::Class(class),
//!     hectares: Hectares(hectares),
//! };
//! let statistics = |zone: &str, population, gdp, energy| {
//!     [
//!         Statistic::Population(Persons(population)),
//!         Statistic::GdpConstant(Yuan::from_ten_thousands(gdp, year)),
//!         Statistic::Energy(CoalEquivalent(energy)),
//!     ]
//!     .map(|statistic| Observation::of_zone(zone, year, statistic))
//! };
//! let inputs = Inputs::new(RawInputs {
//!     zones: vec![Zone::new("city", "City"), Zone::new("hills", "Hills")],
//!     years: vec![year],
//!     land_use: LandUseTable::new(vec![
//!         row("city", LandClass::forest(), 10_000.0),
//!         row("city", LandClass::construction(), 30_000.0),
//!         row("hills", LandClass::forest(), 90_000.0),
//!     ])?,
//!     observations: [
//!         statistics("city", 900_000.0, 3_000_000.0, 600_000.0),
//!         statistics("hills", 100_000.0, 1_000_000.0, 200_000.0),
//!     ]
//!     .concat(),
//!     deflator: None,
//!     price_year: None,
//! })?;
//! let paper = Coefficients::preset("paper-2024")?;
//! let assessment = assess(&inputs, &paper, &ZoningRule::default())?;
//!
//! let hills = assessment.zone_year(&"hills".into(), year).unwrap();
//! // 1.87 · 200,000 + 0.079 · 100,000 emitted, 5.77 · 90,000 absorbed.
//! assert_eq!(hills.account.emissions.amount.round(), 381_900.0);
//! assert_eq!(hills.account.budget.amount.round(), 381_900.0 - 519_300.0);
//! // 90 % of the absorption, 24.25 % of the emissions.
//! assert_eq!(format!("{:.3}", hills.esc), "3.712");
//! assert_eq!(hills.function.as_ref().unwrap().zone, FunctionalZone::CarbonSink);
//! // The paper adds tonnes of carbon to tonnes of CO₂.
//! assert!(matches!(assessment.warnings[..], [Warning::MixedBases { .. }]));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// The derive `Bilingual` names this crate from wherever it is used.
extern crate self as carbon_core;

// From bottom to top: a folder imports only from folders above it in this list.
mod units;

mod text;

mod numeric;

mod region;

mod coefficients;

mod inputs;

mod plausibility;

pub mod levels;

pub mod formulas;

mod zoning;

mod accounts;

mod compensation;

mod assessment;

mod results;

mod analysis;

mod what_if;

pub use analysis::absorption_change as transition_absorption;
pub use analysis::*;
pub use formulas::{absorption, budget, contribution, emissions};
pub use what_if::uncertainty;

pub use accounts::{Account, BudgetOnBasis};
pub use assessment::{
    AnnualAssessment, AssessError, Assessment, WithinAncestor, ZoneYear, assess, compensate,
    sensitivity, within,
};
pub use coefficients::{Coefficient, CoefficientError, Coefficients, MixedBases, Provenance};
pub use compensation::{
    Alternatives, Balance, BalancedSide, Compensation, CompensationClass, CompensationError,
    CompensationOptions, CompensationPreset, IntensityReference, MeanEmissionsFrom, PayerSplit,
    PresetDoubt, Runaway, RunawayTerm, Sensitivity, ZoneCompensation, ZoneSensitivity,
};
pub use formulas::{
    CorrectedForm, EngelOptions, EngelReading, OptionError, PearlCurve, PriceOptions, PriceRule,
};
pub use inputs::{
    AnnualStatistics, EnergyDisagreement, Fuel, FuelEntry, FuelError, FuelFactor, FuelQuantity,
    FuelTable, FuelTableError, InputError, Inputs, Observation, Place, RawInputs, Statistic,
    Statistics, Subject, ValueAt, Variable, Warning, ZoneInYear,
};
pub use plausibility::{Slip, SlipScope, find_slips};
pub use region::{
    HectaresRow, LandClass, LandClassError, LandCoverage, LandUseError, LandUseTable, LedgerClass,
    TransitionRow, UnclassifiedLand, UnclassifiedZone, Zone, ZoneId,
};
pub use results::{
    MissingField, Quantity, QuantityError, UnknownField, Value, ValueKind, ZoneFields,
};
pub use text::{Listed, Said, counted, in_chinese, phrase, plural, speaks_chinese, with_minus};
pub use units::{
    CarbonBasis, CarbonBasisError, CarbonIntensity, CarbonPrice, CoalEquivalent, Deflator,
    DeflatorError, EnergyIntensity, Hectares, IntensityPrices, Measure, Persons, Tonnes, Year,
    YearError, Yuan,
};
pub use what_if::{Case, CaseError, Scheme};
pub use zoning::{
    Assignment, FunctionRules, FunctionRulesError, FunctionalZone, FunctionalZoneError, Indicator,
    Indicators, PaperThresholds, QuadrantThresholds, Reason, ThresholdError, ZoningRule,
    ZoningRuleError,
};

pub mod scenario {
    //! Scenarios, the goals that they can reach, and both at every level.
    //!
    //! | what | where |
    //! |---|---|
    //! | changed inputs | [`Scenario`], [`Change`] |
    //! | what they change | [`Scenario::run`] → [`Comparison`] |
    //! | the same at every level of zones that lie in each other | [`LevelCases`] |
    //! | the amount of a change at which a result reaches a value | [`Goal::seek`] → [`Outcome`] |

    pub use crate::what_if::LevelCases;
    pub use crate::what_if::goal::*;
    pub use crate::what_if::scenario::*;
}

/// Rules that a user writes, as conditions on named fields.
pub mod rule_list {
    pub use crate::zoning::{
        Comparison, Condition, ConditionError, ConditionProblem, NoValue, Operand, Operator, Rule,
        RuleAssignment, RuleList, RuleListError,
    };
}

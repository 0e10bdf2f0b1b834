//! What a run found beyond its assessment, for all writers: how sure results are, what other inputs
//! would change, and fields of further analyses.
//!
//! | what | where |
//! |---|---|
//! | a propagation, with Sobol indices | [`Spread`] → fields `budget_t_p05`, `zone_certainty`, `probability_paying` … |
//! | scenarios beside the base | [`ScenarioRun`] → fields `scenario_1_difference_budget_t` … |
//! | any other value for each zone and year, such as another zoning | [`ZoneField`] |
//! | charts of the whole region | [`Bars`], [`Curves`], [`Centres`]: figures and the report, centres in layers too |
//!
//! [`Themes::with_supplement`](crate::Themes::with_supplement) adds its fields and their maps to all
//! outputs. An empty supplement changes no byte of them.

mod bars;
mod centres;
mod certainty;
mod changes;
mod column;
mod curves;
mod distributions;
mod field;
mod fields;
mod supplement;
mod themes;

pub use self::bars::{Bar, BarColumn, Bars, Part};
pub use self::centres::{Centre, Centres, CentresOf};
pub use self::certainty::functional_zone_classes;
pub(crate) use self::certainty::{class_certainty, draws_in_words};
pub(crate) use self::changes::{change_in_words, scenario_field};
pub(crate) use self::column::Column;
pub use self::curves::{Curve, CurvePanel, Curves};
pub(crate) use self::distributions::{Distributed, distributed, input_label};
pub use self::field::{FieldClass, FieldValues, Group, ZoneField};
pub(crate) use self::supplement::unit_of;
pub use self::supplement::{ScenarioRun, Spread, Supplement, SupplementError};
pub use self::themes::Themes;

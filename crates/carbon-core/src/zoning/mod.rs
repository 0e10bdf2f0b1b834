//! The rules that assign functional zones.

mod condition;
mod condition_error;
mod function_rules;
mod functional_zone;
mod parser;
mod presets;
mod rule;
mod rule_list;

pub use condition::{Comparison, Condition, NoValue, Operand, Operator};
pub use condition_error::{ConditionError, ConditionProblem};
pub use function_rules::{FunctionRules, FunctionRulesError};
pub use functional_zone::{FunctionalZone, FunctionalZoneError};
pub use presets::{PaperThresholds, QuadrantThresholds};
pub use rule::{Assignment, Indicators, ThresholdError, ZoningRule, ZoningRuleError};
pub use rule_list::{Rule, RuleAssignment, RuleList, RuleListError};

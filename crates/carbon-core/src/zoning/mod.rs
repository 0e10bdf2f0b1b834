//! The rules that assign functional zones, and rules that users write.

mod functional_zone;

mod indicators;

mod condition_error;

mod condition;

mod parser;

mod rule_list;

mod reason;

mod function_rules;

mod presets;

mod words;

mod rule;

pub use condition::{Comparison, Condition, NoValue, Operand, Operator};
pub use condition_error::{ConditionError, ConditionProblem};
pub use function_rules::{Assignment, FunctionRules, FunctionRulesError};
pub use functional_zone::{FunctionalZone, FunctionalZoneError};
pub use indicators::{Indicator, Indicators};
pub use presets::{PaperThresholds, QuadrantThresholds};
pub use reason::Reason;
pub use rule::{ThresholdError, ZoningRule, ZoningRuleError};
pub use rule_list::{Rule, RuleAssignment, RuleList, RuleListError};

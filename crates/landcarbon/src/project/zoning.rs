//! `[zoning]`: the rule of the functional zones.

use anyhow::{Context, Result, bail};
use carbon_core::{FunctionRules, ZoningRule};

use super::raw;
use crate::analyses::{built_in_rule, pairs};

/// The rule of the functional zones: a built-in one with the project's thresholds, or the project's own.
pub(super) fn parse_rule(section: &raw::Zoning) -> Result<ZoningRule> {
    let raw::Zoning {
        rule,
        thresholds,
        rules,
        otherwise,
        ..
    } = section;
    if rules.is_empty() && otherwise.is_none() {
        return built_in_rule(rule.as_deref(), thresholds, "[zoning.thresholds]");
    }
    if rule.is_some() || !thresholds.is_empty() {
        bail!(
            "[zoning] has `rules` of its own beside `rule` or `thresholds`; keep one of both, and write numbers into the conditions"
        );
    }
    let Some(otherwise) = otherwise else {
        bail!(
            "[zoning] rules lacks `otherwise`, the functional zone where no condition holds, such as \"carbon-intensity-control\""
        );
    };
    let own = FunctionRules::new(pairs(rules), otherwise).context("[zoning] rules")?;
    Ok(ZoningRule::Own(own))
}

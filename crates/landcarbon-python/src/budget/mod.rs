//! Carbon budgets: what hectares and statistics, or a project, add up to.

mod assessment;

pub(crate) use assessment::PyAssessment;

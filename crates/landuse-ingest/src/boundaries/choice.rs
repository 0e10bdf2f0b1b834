//! Which of a file's zones are wanted.

use std::collections::BTreeSet;

use carbon_core::Listed;

use super::error::{BoundaryProblem, nearest};
use super::features::Feature;

/// Which of the zones are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ZoneChoice {
    /// All.
    #[default]
    All,
    /// Those of these ids. Each must be there.
    Ids(Vec<String>),
    /// Those whose id, or one of whose [`BoundaryOptions::attributes`](super::BoundaryOptions::attributes), is among those of the statistics.
    OfStatistics(BTreeSet<String>),
}

/// Keeps the features that are wanted. Returns a warning if that follows from the statistics alone.
///
/// # Errors
/// One that is wanted is not there, or none is.
pub(super) fn choose(
    features: &mut Vec<Feature>,
    only: &ZoneChoice,
) -> Result<Option<String>, BoundaryProblem> {
    let ids = |features: &[Feature]| -> Vec<String> {
        features.iter().map(|feature| feature.id.clone()).collect()
    };
    match only {
        ZoneChoice::All => Ok(None),
        ZoneChoice::Ids(wanted) => {
            let all = ids(features);
            let lacking = wanted.iter().filter(|id| !all.contains(id));
            let lacking: Vec<String> = lacking.cloned().collect();
            if let Some(first) = lacking.first() {
                return Err(BoundaryProblem::NoSuchZones {
                    near: nearest(first, &all).cloned(),
                    ids: Listed(lacking).to_string(),
                });
            }
            features.retain(|feature| wanted.contains(&feature.id));
            Ok(None)
        }
        ZoneChoice::OfStatistics(known) => {
            let is_known = |feature: &Feature| {
                let mut values = feature.attributes.iter();
                known.contains(&feature.id) || values.any(|value| known.contains(value))
            };
            let all = features.len();
            if !features.iter().any(is_known) {
                return Err(BoundaryProblem::NoneOfStatistics {
                    zones: all,
                    ids: Listed(ids(features)).to_string(),
                });
            }
            features.retain(is_known);
            let kept = features.len();
            let message = format!("{kept} of its {all} zones are read, those of the statistics");
            Ok((kept < all).then_some(message))
        }
    }
}

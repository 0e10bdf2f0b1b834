//! `centres` in `[analysis]`, with the setting `ellipse`.

use std::sync::Arc;

use anyhow::Result;
use carbon_core::centre::EllipseAxes;
use serde::{Deserialize, Serialize};
use toml::Table;

use super::compute::locate_centres;
use crate::analyses::context::refuse_repeated;
use crate::analyses::registry::{Analysis, Asked, Computed, Needs, Reduced, Request};
use crate::analyses::settings::Sections;
use crate::analyses::{Context, Expected};

const KEYS: &[&str] = &["centres", "ellipse"];

pub(in crate::analyses) const ANALYSIS: Analysis = Analysis { keys: KEYS, parse };

/// What is asked, with defaults where nothing is given.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(super) struct Centres {
    /// The fields whose centres of gravity and ellipses are worked out.
    #[serde(rename = "centres")]
    pub fields: Vec<String>,
    /// The correction of the ellipses' axes.
    #[serde(default)]
    pub ellipse: EllipseAxes,
}

fn parse(sections: &Sections<'_>) -> Result<Asked> {
    let Some(request) = sections.settings::<Centres>(KEYS, "centres = [\"emissions\"]")? else {
        return Ok(None);
    };
    refuse_repeated("centres", &request.fields)?;
    Ok(Some(Arc::new(request)))
}

impl Request for Centres {
    fn needs(&self) -> Needs {
        Needs {
            places: true,
            ..Needs::default()
        }
    }

    fn settings(&self) -> Result<Table> {
        Ok(Table::try_from(self)?)
    }

    fn refuse_unfit(&self, level: &Expected<'_>) -> Result<()> {
        level.refuse_unknown_fields("centres", &self.fields)
    }

    fn reduce(&self, level: &Expected<'_>) -> Result<Option<Reduced>> {
        let reduced = Reduced {
            too_few_zones: vec!["centres (at least 2)".to_owned()],
            ..Reduced::default()
        };
        Ok((level.zones < 2).then_some(reduced))
    }

    fn compute(&self, context: &Context<'_>) -> Result<Box<dyn Computed>> {
        Ok(Box::new(locate_centres(self, context)?))
    }
}

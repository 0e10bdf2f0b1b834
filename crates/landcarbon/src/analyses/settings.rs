//! The settings of analyses, as a project gives them.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use anyhow::{Result, bail};
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize};
use toml::{Table, Value};

use super::registry::{ANALYSES, Asked, Request};
use crate::files::toml_text::parse_table;

/// `[analysis]` as it is written: the keys are those of the analyses that there are.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(transparent)]
pub struct Settings(pub(super) Table);

impl<'de> Deserialize<'de> for Settings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let given = BTreeMap::<Key, Value>::deserialize(deserializer)?.into_iter();
        Ok(Self(given.map(|(Key(key), value)| (key, value)).collect()))
    }
}

/// A known key of `[analysis]`.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        static KNOWN: LazyLock<Vec<&str>> = LazyLock::new(|| {
            let keys = ANALYSES.iter().flat_map(|analysis| analysis.keys);
            keys.copied().collect()
        });
        let key = String::deserialize(deserializer)?;
        match KNOWN.contains(&key.as_str()) {
            true => Ok(Self(key)),
            false => Err(D::Error::unknown_field(&key, &KNOWN)),
        }
    }
}

/// The sections of a project that ask for analyses.
#[derive(Debug, Clone, Copy)]
pub struct Sections<'a> {
    /// `[analysis]`
    pub analysis: Option<&'a Settings>,
    /// `[[zoning.other]]`
    pub zonings: &'a [Table],
    /// `[[goal]]`
    pub goals: &'a [Table],
}

impl Sections<'_> {
    /// The settings of an analysis, if its first key asks for it by `true` or by a list of fields; `example` is such a list.
    ///
    /// # Errors
    /// A setting has an impossible value, or is one of an analysis that is not asked for.
    pub(super) fn settings<T: DeserializeOwned>(
        &self,
        keys: &[&str],
        example: &str,
    ) -> Result<Option<T>> {
        let Some(Settings(given)) = self.analysis else {
            return Ok(None);
        };
        let own = given.iter().filter(|(key, _)| keys.contains(&key.as_str()));
        let own: Table = own
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        let is_asked = match own.get(keys[0]) {
            None | Some(Value::Boolean(false)) => false,
            Some(Value::Array(fields)) => !fields.is_empty(),
            Some(_) => true,
        };
        if is_asked {
            return parse_table(own).map(Some);
        }
        match keys[1..].iter().find(|key| own.contains_key(**key)) {
            Some(key) => bail!(
                "[analysis] {key} is a setting of `{}`, which is not asked for; add the fields, as in {example}, or take {key} out",
                keys[0]
            ),
            None => Ok(None),
        }
    }

    /// An analysis without settings, if it is asked for.
    ///
    /// # Errors
    /// The value is neither `true` nor `false`.
    pub(super) fn switched(&self, key: &str, request: impl Request + 'static) -> Result<Asked> {
        let flag = self.settings::<BTreeMap<String, bool>>(&[key], "")?;
        Ok(flag.map(|_| Arc::new(request) as _))
    }
}

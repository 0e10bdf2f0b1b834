//! Which fields of a boundary file are the zones' ids and names.

use std::collections::HashSet;

use anyhow::{Result, bail};
use landuse_ingest::boundaries::{BoundarySurvey, SurveyedField};

use super::asking::{Answer, Asker, Question, either};
use super::statistics::StatisticsSurvey;
use super::values::Values;

/// A choice with the reason for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chosen {
    pub(crate) value: String,
    pub(crate) why: String,
}

/// What zones a project has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ZoneChoices {
    pub(crate) id: Chosen,
    pub(crate) name: Option<Chosen>,
    /// Why only some of the features are zones: those of the statistics.
    pub(crate) only: Option<String>,
    /// Why features are united.
    pub(crate) dissolve: Option<String>,
    /// The zones by id and name, in the order of the file.
    pub(crate) zones: Vec<(String, String)>,
}

/// What a user has said.
#[derive(Debug, Clone, Default)]
pub(crate) struct ZoneOptions {
    pub(crate) id: Option<String>,
    pub(crate) name: Option<String>,
}

/// Chooses the fields, or asks.
///
/// # Errors
/// No field can be meant, the statistics have zones that the boundaries lack, or nobody can be asked.
pub(crate) fn choose_zones(
    survey: &BoundarySurvey,
    statistics: Option<&StatisticsSurvey>,
    options: &ZoneOptions,
    asker: Asker,
) -> Result<ZoneChoices> {
    let chooser = Chooser {
        survey,
        asker,
        is_chinese: asker.is_chinese,
    };
    let (id, name) = match statistics {
        Some(statistics) => chooser.fields_of_statistics(statistics, options)?,
        None => {
            let id = match &options.id {
                Some(field) => chooser.given(field)?,
                None => chooser.id_by_itself()?,
            };
            let name = chooser.name(chooser.field(&id.value)?, options)?;
            (id, name)
        }
    };
    let ids = chooser.field(&id.value)?;
    let zones = statistics.map(|statistics| {
        let names = name
            .as_ref()
            .map_or(Ok(ids), |name| chooser.field(&name.value))?;
        statistics.zones_among(&pairs(ids, names))
    });
    let zones = zones.transpose()?;
    let (only, wanted) = chooser.only(ids, zones.as_ref())?;
    let repeated = ids.values.len() - ids.distinct().len();
    let dissolve = (repeated > 0).then(|| {
        let (all, zones) = (ids.values.len(), ids.distinct().len());
        either!(
            chooser.is_chinese,
            "{all} features share {zones} ids",
            "{all} 个要素共有 {zones} 个代码"
        )
    });
    let names = match &name {
        Some(name) => &chooser.field(&name.value)?.values,
        None => &ids.values,
    };
    let mut seen = HashSet::new();
    let zones = ids.values.iter().zip(names);
    let zones = zones.filter(|(id, _)| wanted.is_none_or(|wanted| wanted.contains(*id)));
    let zones = zones.filter(|(id, _)| seen.insert(id.as_str()));
    let zones = zones.map(|(id, name)| (id.clone(), name.clone())).collect();
    Ok(ZoneChoices {
        id,
        name,
        only,
        dissolve,
        zones,
    })
}

/// The ids of features with their names.
pub(super) fn pairs(ids: &SurveyedField, names: &SurveyedField) -> Vec<(String, String)> {
    let pairs = ids.values.iter().zip(&names.values);
    pairs.map(|(id, name)| (id.clone(), name.clone())).collect()
}

/// Chooses fields of a boundary file.
pub(super) struct Chooser<'a> {
    pub(super) survey: &'a BoundarySurvey,
    asker: Asker,
    pub(super) is_chinese: bool,
}

impl<'a> Chooser<'a> {
    pub(super) fn field(&self, name: &str) -> Result<&'a SurveyedField> {
        let field = self.survey.fields.iter().find(|field| field.name == name);
        match field {
            Some(field) => Ok(field),
            None => {
                let names: Vec<_> = self.survey.fields.iter().map(|f| f.name.as_str()).collect();
                let names = names.join(", ");
                bail!(either!(
                    self.is_chinese,
                    "the boundaries have no field \"{name}\"; they have {names}",
                    "边界数据没有字段“{name}”；现有字段：{names}"
                ))
            }
        }
    }

    pub(super) fn given(&self, name: &str) -> Result<Chosen> {
        let field = self.field(name)?;
        let examples = field.examples();
        Ok(Chosen {
            value: name.to_owned(),
            why: either!(
                self.is_chinese,
                "as asked: {examples}",
                "按要求：{examples}"
            ),
        })
    }

    /// The field whose values tell the features apart.
    pub(super) fn id_by_itself(&self) -> Result<Chosen> {
        let keys: Vec<_> = self
            .survey
            .fields
            .iter()
            .filter(|field| field.is_key())
            .collect();
        let codes: Vec<_> = keys
            .iter()
            .filter(|field| field.is_code())
            .copied()
            .collect();
        if !codes.is_empty() {
            return self.choose(&codes, "ids", |field| {
                let digits = field.values[0].len();
                let examples = field.examples();
                either!(
                    self.is_chinese,
                    "a code of {digits} digits for each feature: {examples}",
                    "每个要素一个 {digits} 位代码：{examples}"
                )
            });
        }
        let texts: Vec<_> = keys
            .iter()
            .filter(|field| !field.is_number())
            .copied()
            .collect();
        let keys = if texts.is_empty() { keys } else { texts };
        if keys.is_empty() {
            let fields: Vec<_> = self.survey.fields.iter().map(SurveyedField::line).collect();
            let fields = fields.join("\n  ");
            bail!(either!(
                self.is_chinese,
                "no field of the boundaries tells its features apart; name one with --zone-id, whose features of the same value are united:\n  {fields}",
                "边界数据没有能区分各要素的字段；请用 --zone-id 指定一个字段，值相同的要素将合并：\n  {fields}"
            ));
        }
        self.choose(&keys, "ids", |field| {
            let examples = field.examples();
            either!(
                self.is_chinese,
                "a value of its own for each feature: {examples}",
                "每个要素的值各不相同：{examples}"
            )
        })
    }

    /// The field with the names, if there is one.
    pub(super) fn name(
        &self,
        ids: &SurveyedField,
        options: &ZoneOptions,
    ) -> Result<Option<Chosen>> {
        if let Some(field) = &options.name {
            return self.given(field).map(Some);
        }
        let fields = self.survey.fields.iter();
        let named: Vec<_> = fields
            .filter(|field| field.may_be_names() && field.name != ids.name)
            .collect();
        let spoken: Vec<_> = named
            .iter()
            .filter(|field| field.is_chinese() == self.is_chinese)
            .copied()
            .collect();
        let candidates = if spoken.is_empty() { named } else { spoken };
        let called: Vec<_> = candidates
            .iter()
            .filter(|field| field.is_called_name())
            .copied()
            .collect();
        let candidates = if called.is_empty() {
            candidates
        } else {
            called
        };
        if candidates.is_empty() {
            return Ok(None);
        }
        self.choose(&candidates, "names", |field| field.examples())
            .map(Some)
    }

    /// The only candidate, or the one that a person chooses. Fields with the same values are one.
    pub(super) fn choose(
        &self,
        candidates: &[&SurveyedField],
        what: &str,
        why: impl Fn(&SurveyedField) -> String,
    ) -> Result<Chosen> {
        let first = candidates[0];
        let chosen = match candidates.iter().all(|field| field.values == first.values) {
            true => first,
            false => {
                let (thing, option) = match what {
                    "ids" => (either!(self.is_chinese, "ids", "代码"), "--zone-id FIELD"),
                    _ => (
                        either!(self.is_chinese, "names", "名称"),
                        "--zone-name FIELD",
                    ),
                };
                let answers = candidates
                    .iter()
                    .map(|field| Answer::new(&field.name, field.examples()));
                let answer = self.asker.ask(&Question {
                    text: either!(
                        self.is_chinese,
                        "Which field of the boundaries has the {thing} of the zones?",
                        "边界数据的哪个字段是区域的{thing}？"
                    ),
                    answers: answers.collect(),
                    option: option.to_owned(),
                })?;
                self.field(&answer)?
            }
        };
        Ok(Chosen {
            value: chosen.name.clone(),
            why: why(chosen),
        })
    }
}

//! Which zones of a boundary file are those of the statistics.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use carbon_core::Listed;
use landuse_ingest::boundaries::SurveyedField;

use super::asking::either;
use super::boundaries::{Chooser, Chosen, ZoneOptions, pairs};
use super::statistics::StatisticsSurvey;
use super::values::Values;

impl Chooser<'_> {
    /// The fields with ids and names. Where no field of ids has the zones of the statistics as they are written there, they are found by
    /// names, also if these are written otherwise (南昌 for 南昌市), or by older ones.
    ///
    /// # Errors
    /// No field has the zones, or nobody can be asked.
    pub(super) fn fields_of_statistics(
        &self,
        statistics: &StatisticsSurvey,
        options: &ZoneOptions,
    ) -> Result<(Chosen, Option<Chosen>)> {
        let zones = &statistics.zones;
        let fields = &self.survey.fields;
        if options.id.is_none() && self.has_ids_of(zones) {
            let id = self.id_of_statistics(zones)?;
            let name = self.name(self.field(&id.value)?, options)?;
            return Ok((id, name));
        }
        let id = match &options.id {
            Some(field) => self.given(field)?,
            None if fields.iter().any(SurveyedField::is_key) => self.id_by_itself()?,
            None => self.id_of_statistics(zones)?,
        };
        if let Some(name) = self.name_of_statistics(self.field(&id.value)?, statistics, options)? {
            return Ok((id, Some(name)));
        }
        // Neither ids nor names: the message says which zones are not there.
        let id = match &options.id {
            Some(_) => id,
            None => self.id_of_statistics(zones)?,
        };
        let name = self.name(self.field(&id.value)?, options)?;
        Ok((id, name))
    }

    /// Whether a field has all zones as the statistics write them. Names in the language of the project are better names of codes than ids.
    fn has_ids_of(&self, zones: &BTreeSet<String>) -> bool {
        let mut fields = self.survey.fields.iter();
        let exact = fields.find(|field| {
            let known = field.distinct();
            zones.iter().all(|zone| known.contains(zone.as_str()))
        });
        let fields = self.survey.fields.iter();
        let codes = fields.filter(|field| field.is_key() && field.is_code());
        let has_codes = codes.count() == 1;
        exact.is_some_and(|field| {
            let is_name = !field.is_number() && field.is_chinese() == self.is_chinese;
            !(is_name && has_codes)
        })
    }

    /// The field with the names by which all zones of the statistics are found.
    fn name_of_statistics(
        &self,
        ids: &SurveyedField,
        statistics: &StatisticsSurvey,
        options: &ZoneOptions,
    ) -> Result<Option<Chosen>> {
        let known = ids.distinct();
        let is_wanted = |field: &SurveyedField| match &options.name {
            Some(name) => *name == field.name,
            None => field.may_be_names(),
        };
        let mut doubt = None;
        for field in self.survey.fields.iter().filter(|field| is_wanted(field)) {
            match statistics.zones_among(&pairs(ids, field)) {
                Ok(found) if found.iter().all(|zone| known.contains(zone.as_str())) => {
                    let examples = field.examples();
                    let why = either!(
                        self.is_chinese,
                        "the zones of the statistics are found by these: {examples}",
                        "统计表的区域按这些名称对应：{examples}"
                    );
                    let value = field.name.clone();
                    return Ok(Some(Chosen { value, why }));
                }
                Ok(_) => {}
                // Names in another field may leave no doubt.
                Err(error) => doubt = doubt.or(Some(error)),
            }
        }
        doubt.map_or(Ok(None), Err)
    }

    /// The field that has the zones of the statistics.
    fn id_of_statistics(&self, zones: &BTreeSet<String>) -> Result<Chosen> {
        let matching = |field: &SurveyedField| {
            field
                .distinct()
                .iter()
                .filter(|v| zones.contains(**v))
                .count()
        };
        let best = self.survey.fields.iter().map(matching).max().unwrap_or(0);
        if best == 0 {
            let ids = Listed(zones.iter().cloned().collect());
            let fields: Vec<_> = self.survey.fields.iter().map(SurveyedField::line).collect();
            let fields = fields.join("\n  ");
            bail!(either!(
                self.is_chinese,
                "the boundaries have no field with the zones of the statistics ({ids}); they have\n  {fields}\nWrite the codes or names of the boundaries into the statistics",
                "边界数据中没有任何字段与统计表的区域（{ids}）对应；现有字段：\n  {fields}\n请在统计表中使用边界数据的代码或名称"
            ));
        }
        let candidates: Vec<_> = self
            .survey
            .fields
            .iter()
            .filter(|field| matching(field) == best)
            .collect();
        let all = zones.len();
        let why = |field: &SurveyedField| {
            let examples = field.examples();
            either!(
                self.is_chinese,
                "has the {all} zones of the statistics: {examples}",
                "含统计表的 {all} 个区域：{examples}"
            )
        };
        let unique: Vec<_> = candidates
            .iter()
            .filter(|field| field.is_key())
            .copied()
            .collect();
        match unique.is_empty() {
            true => self.choose(&candidates, "ids", why),
            false => self.choose(&unique, "ids", why),
        }
    }

    /// Why only the zones of the statistics are taken, and which.
    pub(super) fn only<'s>(
        &self,
        ids: &SurveyedField,
        statistics: Option<&'s BTreeSet<String>>,
    ) -> Result<(Option<String>, Option<&'s BTreeSet<String>>)> {
        let Some(zones) = statistics else {
            return Ok((None, None));
        };
        let known = ids.distinct();
        let lacking: Vec<_> = zones
            .iter()
            .filter(|zone| !known.contains(zone.as_str()))
            .collect();
        if !lacking.is_empty() {
            let elsewhere = self.survey.fields.iter().find(|field| {
                field.name != ids.name && lacking.iter().all(|zone| field.values.contains(zone))
            });
            let zones = Listed(lacking.into_iter().cloned().collect());
            let field = &ids.name;
            let hint = match elsewhere {
                Some(other) => {
                    let other = &other.name;
                    either!(
                        self.is_chinese,
                        "; the field \"{other}\" has them: zones of two levels need [[level]] in a project of your own (docs/levels.md)",
                        "；字段“{other}”中有这些区域：两级区域需要在项目文件中写 [[level]]（见 docs/levels.md）"
                    )
                }
                None => either!(
                    self.is_chinese,
                    "; take them out of the statistics, or correct them",
                    "；请在统计表中删去或改正"
                ),
            };
            bail!(either!(
                self.is_chinese,
                "the field \"{field}\" of the boundaries lacks zones of the statistics: {zones}{hint}",
                "边界数据的字段“{field}”中没有统计表的这些区域：{zones}{hint}"
            ));
        }
        let (all, some) = (known.len(), zones.len());
        let why = (some < all).then(|| {
            either!(
                self.is_chinese,
                "of {all} zones in the file the {some} of the statistics",
                "文件中有 {all} 个区域，只取统计表中的 {some} 个"
            )
        });
        Ok((why, Some(zones)))
    }
}

//! A project made of data.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use landuse_ingest::boundaries::{BoundaryError, BoundaryProblem, BoundarySurvey};
use landuse_ingest::legend::{Legend, LegendFit};

use super::asking::{Answer, Asker, Question, either};
use super::boundaries::{Chosen, ZoneChoices, ZoneOptions, choose_zones};
use super::legends::Readings;
use super::project_file::ProjectFile;
use super::rasters::{Rasters, extent_in_words};
use super::statistics::StatisticsSurvey;
use crate::files::{file_name, relative_path};
use crate::project::Language;
use zoning_export::tables::blank_statistics;

/// The data of a new project, and what a user has said of them.
#[derive(Debug, Clone)]
pub struct DraftRequest {
    /// The folder of the new project.
    pub folder: PathBuf,
    /// The boundary file.
    pub boundaries: PathBuf,
    /// Folders of rasters, or `YEAR=FILE`.
    pub rasters: Vec<String>,
    /// The table of statistics; without one, a table to be filled in is made.
    pub statistics: Option<PathBuf>,
    /// Words of the table, each with the variable that it means, or `none`.
    pub read: BTreeMap<String, String>,
    /// Units of variables of which the table says none.
    pub units: BTreeMap<String, String>,
    /// The layer of the boundary file.
    pub layer: Option<String>,
    /// The field with the ids.
    pub zone_id: Option<String>,
    /// The field with the names.
    pub zone_name: Option<String>,
    /// The CRS of the boundaries.
    pub zones_crs: Option<String>,
    /// The legend.
    pub legend: Option<String>,
    /// The CRS of the rasters.
    pub raster_crs: Option<String>,
    /// The language of the project and of its comments.
    pub language: Language,
}

/// A project that is not yet written.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The text of the project file.
    pub project: String,
    /// A table of statistics to be filled in, with its name, if none was given.
    pub statistics: Option<(&'static str, Vec<u8>)>,
    /// What was found, in lines for people.
    pub findings: Vec<String>,
}

impl Draft {
    /// The name of the table to be filled in.
    pub const STATISTICS: &str = "statistics.xlsx";

    /// Finds out what the data are, and writes a project of it.
    ///
    /// # Errors
    /// A file cannot be used, they do not fit together, or nobody can be asked what the data do not say.
    pub fn make(request: &DraftRequest, asker: Asker) -> Result<Self> {
        let mut drafter = Drafter {
            request,
            asker,
            is_chinese: asker.is_chinese,
            findings: Vec::new(),
        };
        let (survey, zones_crs) = drafter.boundaries()?;
        let statistics = drafter.statistics()?;
        let zones = drafter.zones(&survey, statistics.as_ref())?;
        let rasters = Rasters::find(&request.rasters, request.raster_crs.as_deref(), asker)?;
        let years = drafter.years(&rasters, statistics.as_ref())?;
        let (legend, allow_unmapped) = drafter.legend(&rasters)?;
        let (path, why) = drafter.table(statistics.as_ref());
        let project = ProjectFile {
            folder: &request.folder,
            language: request.language,
            years: (&years.0, years.1),
            boundaries: &request.boundaries,
            layer: survey.layer.as_deref(),
            zones_crs: zones_crs.as_deref(),
            zones: &zones,
            without: &without(request.legend.as_deref().unwrap_or(&legend.value)),
            legend,
            allow_unmapped,
            raster_crs: rasters.crs.as_deref(),
            rasters: &rasters.years,
            statistics: (&path, why),
            price_year: statistics.as_ref().and_then(StatisticsSurvey::price_year),
            read: &request.read,
            units: &request.units,
            needs_deflator: years.0.len() > 1
                && statistics
                    .as_ref()
                    .is_none_or(StatisticsSurvey::has_current_gdp_alone),
        };
        let language = request.language.into();
        let blank = || blank_statistics(&zones.zones, &years.0, language);
        let blank = statistics.is_none().then(blank).transpose()?;
        Ok(Self {
            project: project.text()?,
            statistics: blank.map(|table| (Self::STATISTICS, table)),
            findings: drafter.findings,
        })
    }
}

/// Classes for which no source establishes a yearly absorption.
const WITHOUT: [&str; 2] = ["cultivated", "unused"];

/// Those of them that a legend has.
fn without(legend: &str) -> Vec<&'static str> {
    let classes = Legend::find(legend)
        .map(|legend| legend.classes)
        .unwrap_or_default();
    let has = |name: &&str| classes.iter().any(|class| class.as_str() == *name);
    WITHOUT.into_iter().filter(has).collect()
}

struct Drafter<'a> {
    request: &'a DraftRequest,
    asker: Asker,
    is_chinese: bool,
    findings: Vec<String>,
}

impl Drafter<'_> {
    /// The attributes of the boundary file, and the CRS that a person gave it.
    fn boundaries(&self) -> Result<(BoundarySurvey, Option<String>)> {
        let path = &self.request.boundaries;
        let layer = self.request.layer.clone();
        let survey = match BoundarySurvey::read(path, layer.as_deref()) {
            Err(BoundaryError {
                problem: BoundaryProblem::WhichLayer { available },
                ..
            }) => {
                let name = file_name(path);
                let layer = self.asker.ask(&Question {
                    text: either!(
                        self.is_chinese,
                        "Which layer of {name} has the zones?",
                        "{name} 的哪个图层是区域边界？"
                    ),
                    answers: available
                        .iter()
                        .map(|layer| Answer::new(layer, ""))
                        .collect(),
                    option: "--layer NAME".to_owned(),
                })?;
                BoundarySurvey::read(path, Some(&layer))?
            }
            read => read?,
        };
        let crs = match (&self.request.zones_crs, &survey.crs) {
            (Some(crs), _) => Some(crs.clone()),
            (None, Some(_)) => None,
            (None, None) => Some(self.ask_crs(&survey)?),
        };
        Ok((survey, crs))
    }

    fn ask_crs(&self, survey: &BoundarySurvey) -> Result<String> {
        let (name, extent) = (file_name(&self.request.boundaries), survey.extent);
        let place = extent_in_words(&extent, self.is_chinese);
        let option = match extent.may_be_degrees() {
            true => "--zones-crs EPSG:4490",
            false => "--zones-crs CRS",
        };
        self.asker.ask(&Question {
            text: either!(
                self.is_chinese,
                "In which coordinate reference system is {name}? The file names none that is known; its extent is {place}. Degrees in China are mostly EPSG:4490 (CGCS2000) or EPSG:4326 (WGS 84), which differ by less than a metre",
                "{name} 采用什么坐标系？文件没有说明；范围为 {place}。国内经纬度数据多为 EPSG:4490（CGCS2000）或 EPSG:4326（WGS 84），相差不到一米"
            ),
            answers: Vec::new(),
            option: option.to_owned(),
        })
    }

    fn statistics(&mut self) -> Result<Option<StatisticsSurvey>> {
        let Some(path) = &self.request.statistics else {
            return Ok(None);
        };
        let (read, units) = (&self.request.read, &self.request.units);
        let survey = StatisticsSurvey::read(path, read, units, self.is_chinese)?;
        let summary = survey.summary(self.is_chinese);
        self.findings
            .push(format!("{}: {summary}", file_name(path)));
        self.findings.extend(survey.parts(self.is_chinese));
        Ok(Some(survey))
    }

    fn zones(
        &mut self,
        survey: &BoundarySurvey,
        statistics: Option<&StatisticsSurvey>,
    ) -> Result<ZoneChoices> {
        let options = ZoneOptions {
            id: self.request.zone_id.clone(),
            name: self.request.zone_name.clone(),
        };
        let choices = choose_zones(survey, statistics, &options, self.asker)?;
        let (id, count) = (&choices.id.value, choices.zones.len());
        let named = choices.name.as_ref().map_or(id, |name| &name.value);
        let name = file_name(&self.request.boundaries);
        self.findings.push(either!(
            self.is_chinese,
            "{name}: {count} zones, ids in \"{id}\", names in \"{named}\"",
            "{name}：{count} 个区域，代码字段 {id}，名称字段 {named}"
        ));
        Ok(choices)
    }

    /// The years to assess, and why these.
    fn years(
        &mut self,
        rasters: &Rasters,
        statistics: Option<&StatisticsSurvey>,
    ) -> Result<(Vec<i32>, String)> {
        for found in &rasters.years {
            let (year, grid) = (found.year, &found.raster.grid);
            let (width, height, crs) = (grid.width, grid.height, grid.crs.name());
            let name = file_name(&found.paths[0]);
            self.findings.push(either!(
                self.is_chinese,
                "{name}: {year}, {width} × {height} cells, {crs}",
                "{name}：{year} 年，{width} × {height} 个像元，{crs}"
            ));
        }
        let all: Vec<i32> = rasters.years.iter().map(|raster| raster.year).collect();
        let Some(statistics) = statistics else {
            let why = either!(self.is_chinese, "the years of the rasters", "栅格的年份");
            return Ok((all, why));
        };
        let years: Vec<i32> = all
            .iter()
            .copied()
            .filter(|year| statistics.years.contains(year))
            .collect();
        if years.is_empty() {
            let known: Vec<i32> = statistics.years.iter().copied().collect();
            bail!(either!(
                self.is_chinese,
                "rasters and statistics have no year in common: {all:?} and {known:?}",
                "栅格与统计表没有共同的年份：{all:?} 和 {known:?}"
            ));
        }
        let why = either!(
            self.is_chinese,
            "the years that both rasters and statistics have",
            "栅格与统计表共有的年份"
        );
        Ok((years, why))
    }

    /// The legend, and why codes that it lacks are kept.
    fn legend(&mut self, rasters: &Rasters) -> Result<(Chosen, Option<String>)> {
        let found = rasters.count_codes()?;
        let codes = found.counts.len();
        let readings = Readings::new(found);
        if let Some(name) = &self.request.legend {
            return self.given_legend(name, &readings);
        }
        let fitting: Vec<_> = readings.fitting().collect();
        let (name, why) = match &fitting[..] {
            [] => bail!(self.no_legend(&readings)),
            [only] => {
                let why = either!(
                    self.is_chinese,
                    "the only built-in legend with all {codes} codes that occur",
                    "唯一包含全部 {codes} 个代码的内置分类体系"
                );
                (only.legend.name.clone(), why)
            }
            several => {
                let answers = several.iter().map(|fit| {
                    Answer::new(&fit.legend.name, readings.classes(fit, self.is_chinese))
                });
                let name = self.asker.ask(&Question {
                    text: either!(
                        self.is_chinese,
                        "What do the codes of the rasters mean? These legends have all {codes} of them; compare the shares of the classes with what you know of the region",
                        "栅格代码采用哪个分类体系？下列分类体系都包含全部 {codes} 个代码；请将各类占比与本地区实际情况对照"
                    ),
                    answers: answers.collect(),
                    option: "--legend NAME".to_owned(),
                })?;
                (name, either!(self.is_chinese, "as answered", "由用户选定"))
            }
        };
        let fit = fitting.into_iter().find(|fit| fit.legend.name == name);
        self.findings
            .extend(fit.map(|fit| readings.reading(fit, self.is_chinese)));
        Ok((Chosen { value: name, why }, None))
    }

    /// The legend as asked; codes that it lacks are kept, and said.
    fn given_legend(
        &mut self,
        name: &str,
        readings: &Readings,
    ) -> Result<(Chosen, Option<String>)> {
        let legend = Legend::find(name).context("--legend")?;
        let value = match Legend::built_in(name) {
            Some(_) => name.to_owned(),
            None => relative_path::between(&self.request.folder, Path::new(name))?
                .unwrap_or_else(|| name.to_owned()),
        };
        let chosen = Chosen {
            value,
            why: either!(self.is_chinese, "as asked", "按要求"),
        };
        if legend.is_raw() {
            return Ok((chosen, None));
        }
        let fit = LegendFit::new(legend, &readings.found.counts);
        if !fit.classes.is_empty() {
            self.findings.push(readings.reading(&fit, self.is_chinese));
        }
        let lack = (!fit.fits()).then(|| readings.lack(&fit, self.is_chinese));
        self.findings.extend(lack.clone());
        Ok((chosen, lack))
    }

    fn no_legend(&self, readings: &Readings) -> String {
        let nearest = readings.fits.iter().take(3);
        let nearest: Vec<_> = nearest
            .map(|fit| readings.lack(fit, self.is_chinese))
            .collect();
        let nearest = nearest.join("\n  ");
        either!(
            self.is_chinese,
            "no built-in legend has all codes of the rasters; nearest are\n  {nearest}\nIf a code marks cells without data, declare it (`gdal_edit.py -a_nodata CODE FILE`). Otherwise name a legend, or a file of your own, with --legend: codes that it lacks are then kept as rows of their own",
            "没有一个内置分类体系包含栅格的全部代码；最接近的是\n  {nearest}\n如果某个代码表示无数据，请声明它（`gdal_edit.py -a_nodata 代码 文件`）；否则请用 --legend 指定分类体系或自己的文件，其中没有的代码将单独成行"
        )
    }

    /// The table of statistics, and what it holds.
    fn table(&self, statistics: Option<&StatisticsSurvey>) -> (PathBuf, String) {
        match (&self.request.statistics, statistics) {
            (Some(path), Some(survey)) => (path.clone(), survey.summary(self.is_chinese)),
            _ => (
                self.request.folder.join(Draft::STATISTICS),
                either!(self.is_chinese, "to be filled in", "请填写"),
            ),
        }
    }
}

//! The text of a project file, each line with its reason.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use toml::Value;

use super::asking::either;
use super::boundaries::{Chosen, ZoneChoices};
use super::rasters::YearRaster;
use crate::files::relative_path;
use crate::project::Language;

/// The column at which reasons stand.
const REASONS: usize = 44;

/// All that a project file says.
pub(crate) struct ProjectFile<'a> {
    /// The folder of the project.
    pub(crate) folder: &'a Path,
    pub(crate) language: Language,
    /// The years to assess, ascending, and why these.
    pub(crate) years: (&'a [i32], String),
    pub(crate) boundaries: &'a Path,
    /// The layer and the CRS, where a person had to say.
    pub(crate) layer: Option<&'a str>,
    pub(crate) zones_crs: Option<&'a str>,
    pub(crate) zones: &'a ZoneChoices,
    pub(crate) legend: Chosen,
    /// The classes of the legend for which the coefficients have no value.
    pub(crate) without: &'a [&'static str],
    /// Why codes that the legend lacks are kept.
    pub(crate) allow_unmapped: Option<String>,
    pub(crate) raster_crs: Option<&'a str>,
    pub(crate) rasters: &'a [YearRaster],
    pub(crate) statistics: (&'a Path, String),
    /// The year at whose prices the statistics say that they count GDP.
    pub(crate) price_year: Option<i32>,
    /// What a person has said of words and units of the statistics.
    pub(crate) read: &'a BTreeMap<String, String>,
    pub(crate) units: &'a BTreeMap<String, String>,
    /// Whether GDP is at current prices alone.
    pub(crate) needs_deflator: bool,
}

impl ProjectFile<'_> {
    /// The text.
    ///
    /// # Errors
    /// No path leads to a file.
    pub(crate) fn text(&self) -> Result<String> {
        let mut page = Page {
            text: String::new(),
            is_chinese: self.language == Language::Zh,
        };
        self.heading(&mut page);
        self.boundaries(&mut page)?;
        self.land_use(&mut page)?;
        self.statistics(&mut page)?;
        let choices = match page.is_chinese {
            true => CHOICES_ZH,
            false => CHOICES_EN,
        };
        let without = format!("{:?}", self.without);
        page.text.push_str(&choices.replace("{without}", &without));
        Ok(page.text)
    }

    fn heading(&self, page: &mut Page) {
        page.text.push_str(match page.is_chinese {
            true => HEAD_ZH,
            false => HEAD_EN,
        });
        page.section("project");
        let folder = std::path::absolute(self.folder).unwrap_or_else(|_| self.folder.to_owned());
        let title = folder.file_name().unwrap_or_default().to_string_lossy();
        let why = either!(
            page.is_chinese,
            "names the result files",
            "用于结果文件名：字母、数字、- 和 _"
        );
        page.entry("name", &text(&name(&title)), &why);
        let why = either!(
            page.is_chinese,
            "shown with all results",
            "显示在所有结果中，请改为地区名称"
        );
        page.entry("title", &text(&title), &why);
        let (years, why) = &self.years;
        page.entry("years", &format!("{years:?}"), why);
        let (language, why) = match self.language {
            Language::En => ("en", "or zh, both: of figures, tables and the report"),
            Language::Zh => ("zh", "图表和报告的语言；也可以是 en、both"),
            Language::Both => ("both", "or en, zh: of figures, tables and the report"),
        };
        page.entry("language", &text(language), why);
    }

    fn boundaries(&self, page: &mut Page) -> Result<()> {
        page.section("boundaries");
        let zones = self.zones.zones.len();
        let why = either!(page.is_chinese, "{zones} zones", "{zones} 个区域");
        page.entry("path", &text(&self.path(self.boundaries)?), &why);
        if let Some(layer) = self.layer {
            let why = either!(page.is_chinese, "the layer, as asked", "图层，按要求");
            page.entry("layer", &text(layer), &why);
        }
        page.chosen("id", &self.zones.id);
        if let Some(name) = &self.zones.name {
            page.chosen("name", name);
        }
        if let Some(why) = &self.zones.only {
            page.entry("only", &text("statistics"), why);
        }
        if let Some(why) = &self.zones.dissolve {
            page.entry("dissolve", "true", why);
        }
        if let Some(crs) = self.zones_crs {
            let why = either!(
                page.is_chinese,
                "as asked: the file names none",
                "按要求：文件没有说明坐标系"
            );
            page.entry("crs", &text(crs), &why);
        }
        Ok(())
    }

    fn land_use(&self, page: &mut Page) -> Result<()> {
        page.section("landuse");
        page.chosen("legend", &self.legend);
        if let Some(why) = &self.allow_unmapped {
            page.entry("allow_unmapped", "true", why);
        }
        if let Some(crs) = self.raster_crs {
            let why = either!(page.is_chinese, "as asked", "按要求");
            page.entry("crs", &text(crs), &why);
        }
        page.section("landuse.rasters");
        for raster in self.rasters {
            let paths = raster.paths.iter().map(|path| self.path(path));
            let paths = paths.collect::<Result<Vec<_>>>()?;
            let value = match &paths[..] {
                [only] => text(only),
                tiles => {
                    let tiles: Vec<_> = tiles.iter().map(|tile| text(tile)).collect();
                    format!("[{}]", tiles.join(", "))
                }
            };
            let grid = &raster.raster.grid;
            let (year, why) = (raster.year, &raster.why);
            let (width, height) = (grid.width, grid.height);
            let is_used = self.years.0.contains(&year);
            let why = match is_used {
                true => either!(
                    page.is_chinese,
                    "{why}; {width} × {height} cells",
                    "{why}；{width} × {height} 个像元"
                ),
                false => either!(
                    page.is_chinese,
                    "left out: the statistics have nothing of this year",
                    "不用：统计表没有这一年的数据"
                ),
            };
            let key = match is_used {
                true => year.to_string(),
                false => format!("# {year}"),
            };
            page.entry(&key, &value, &why);
        }
        Ok(())
    }

    fn statistics(&self, page: &mut Page) -> Result<()> {
        page.section("statistics");
        let (path, why) = &self.statistics;
        page.entry("path", &text(&self.path(path)?), why);
        for (key, said) in [("read", self.read), ("units", self.units)] {
            if !said.is_empty() {
                let pairs = said
                    .iter()
                    .map(|(word, meaning)| format!("{} = {}", text(word), text(meaning)));
                let pairs = pairs.collect::<Vec<_>>().join(", ");
                let why = either!(page.is_chinese, "as asked", "按要求");
                page.entry(key, &format!("{{ {pairs} }}"), &why);
            }
        }
        let first = self.years.0.first().copied().unwrap_or_default();
        let why = match self.price_year {
            Some(_) => either!(
                page.is_chinese,
                "the statistics count GDP at the prices of this year",
                "统计表的 GDP 按这一年的价格计算"
            ),
            None => either!(
                page.is_chinese,
                "GDP is compared at the prices of this year, the first",
                "GDP 按这一年（第一年）的价格比较"
            ),
        };
        let price_year = self.price_year.unwrap_or(first);
        page.entry("price_year", &price_year.to_string(), &why);
        if self.needs_deflator {
            let levels = self.years.0.iter().map(|year| match *year == first {
                true => format!("{year} = 1.0"),
                false => format!("{year} = …"),
            });
            let levels = levels.collect::<Vec<_>>().join(", ");
            let why = either!(
                page.is_chinese,
                "to fill in: price levels of your region, since GDP is at current prices",
                "请填写：本地区价格水平（GDP 为当年价）"
            );
            page.entry("# deflator", &format!("{{ {levels} }}"), &why);
        }
        Ok(())
    }

    /// A path as the project file has it.
    fn path(&self, path: &Path) -> Result<String> {
        let shown = path.to_string_lossy();
        if shown.contains("://") {
            return Ok(shown.into_owned());
        }
        let relative = relative_path::between(self.folder, path)
            .with_context(|| format!("cannot find the way to {shown}"))?;
        Ok(match relative {
            Some(path) => path.strip_prefix("./").map_or(path.clone(), str::to_owned),
            None => absolute(path).to_string_lossy().replace('\\', "/"),
        })
    }
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

struct Page {
    text: String,
    is_chinese: bool,
}

impl Page {
    fn section(&mut self, name: &str) {
        let _ = writeln!(self.text, "\n[{name}]");
    }

    fn chosen(&mut self, key: &str, chosen: &Chosen) {
        self.entry(key, &text(&chosen.value), &chosen.why);
    }

    /// A line with its reason, or with the reason above it if both are too long for one.
    fn entry(&mut self, key: &str, value: &str, why: &str) {
        let line = format!("{key} = {value}");
        let why = why.replace(['\n', '\r'], " ");
        let width = line.chars().count();
        let _ = match width <= REASONS {
            true => writeln!(
                self.text,
                "{line}{}# {why}",
                " ".repeat(REASONS + 1 - width)
            ),
            false => writeln!(self.text, "# {why}\n{line}"),
        };
    }
}

/// A text as TOML has it.
fn text(value: &str) -> String {
    Value::String(value.to_owned()).to_string()
}

/// The letters, digits, `-` and `_` of a title, which files are named by.
fn name(title: &str) -> String {
    let legal = |c: &char| c.is_ascii_alphanumeric() || ['-', '_'].contains(c);
    let name: String = title.chars().filter(legal).collect();
    match name.is_empty() {
        true => "region".to_owned(),
        false => name,
    }
}

const HEAD_EN: &str = "\
# A landcarbon project, made of the files that it names. Each line says why it is so; change what is not right.
# landcarbon check project.toml   reads and verifies all inputs
# landcarbon run project.toml     computes everything into the folder `out`
# All other choices: docs/formats.md, or `landcarbon init` without options, which writes them out.
";

const HEAD_ZH: &str = "\
# landcarbon 项目文件，由下面列出的数据生成。每行都注明理由，不对的请改正。
# landcarbon check project.toml   读取并核对全部输入
# landcarbon run project.toml     计算全部结果，写入文件夹 out
# 其他选项见 docs/formats.md；不带数据运行 landcarbon init 会写出全部选项。
";

const CHOICES_EN: &str = r#"
[coefficients]
# Carbon alone, each value from a source of its own. No source was found for cultivated and unused land: they are left out.
preset = "consistent-c"
without = {without}
# The values as published add tonnes of C and of CO2; to repeat the paper, put this line instead of both above:
# preset = "paper-2024"

[zoning]
rule = "paper"                               # the functional zones; a reconstruction. Or quadrant

# What zones pay and receive needs numbers of your region and year, which have no default: docs/method.md
# [compensation]
# base_year = …
# target_year = …
# engel = { coefficient = … }                # households' share of spending on food
# price = { yuan_per_usd = …, nation_gdp_per_person_1e4_yuan = … }
"#;

const CHOICES_ZH: &str = r#"
[coefficients]
# 只计碳，每个系数各有出处。耕地和未利用地没有找到可靠来源，因此不计。
preset = "consistent-c"
without = {without}
# 论文原值把碳与二氧化碳的吨数相加；若要重复论文，用下面一行代替上面两行：
# preset = "paper-2024"

[zoning]
rule = "paper"                               # 功能区划分规则（根据论文推断）；也可以是 quadrant（四象限法）

# 生态补偿需要本地区、目标年份的数值，没有默认值：见 docs/method.md
# [compensation]
# base_year = …
# target_year = …
# engel = { coefficient = … }                # 恩格尔系数
# price = { yuan_per_usd = …, nation_gdp_per_person_1e4_yuan = … }
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_plain() {
        assert_eq!(name("my region_2"), "myregion_2");
        assert_eq!(name("江西"), "region");
    }
}

//! Rasters of which nothing is known but their files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use carbon_core::counted;
use geo::Rect;
use landuse_ingest::crs::{Crs, ExtentGuess};
use landuse_ingest::raster::{
    CodeCounts, Raster, RasterError, RasterName, RasterOptions, RasterProblem,
};

use super::asking::{Answer, Asker, Question, either};
use super::legends::LOOKED_AT;
use super::years::years_in;
use crate::files::file_name;

/// The Albers projection of the Chinese Academy of Sciences, which its grids often lose.
pub(crate) const CAS_ALBERS: &str =
    "+proj=aea +lat_0=0 +lon_0=105 +lat_1=25 +lat_2=47 +ellps=krass +units=m";

/// What the names of rasters in a folder end with.
const RASTERS: [&str; 5] = ["tif", "tiff", "img", "asc", "vrt"];

/// The file of an Arc/Info grid by which its folder is told.
const ARC_INFO: &str = "hdr.adf";

/// What leaves a raster out.
const NONE: &str = "-";

/// Opens a raster for its codes alone, wherever it lies: one that names no CRS is taken for one of the Albers projection of CAS.
///
/// # Errors
/// It cannot be opened.
pub fn open_anywhere(path: &Path, options: &RasterOptions) -> Result<Raster, RasterError> {
    match open(&[path.to_owned()], options) {
        Err(error) if matches!(error.problem, RasterProblem::NoCrs(_)) => {
            let crs = Crs::from_definition(CAS_ALBERS).ok();
            open(
                &[path.to_owned()],
                &RasterOptions {
                    crs,
                    ..options.clone()
                },
            )
        }
        opened => opened,
    }
}

fn open(paths: &[PathBuf], options: &RasterOptions) -> Result<Raster, RasterError> {
    let name = RasterName::parse_list(paths);
    let options = name.options(options);
    Raster::open(name.find()?, &options)
}

/// The raster of a year.
#[derive(Debug)]
pub(crate) struct YearRaster {
    pub(crate) year: i32,
    /// Its file, or those of its tiles.
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) raster: Raster,
    /// Why it is of this year.
    pub(crate) why: String,
}

/// All rasters, and the CRS that a person gave them.
#[derive(Debug)]
pub(crate) struct Rasters {
    /// By year, ascending.
    pub(crate) years: Vec<YearRaster>,
    pub(crate) crs: Option<String>,
}

impl Rasters {
    /// Finds the rasters that the arguments name: folders, or `YEAR=FILE`.
    ///
    /// # Errors
    /// There is none, one cannot be opened, or nobody can be asked of what year or in which CRS one is.
    pub(crate) fn find(named: &[String], crs: Option<&str>, asker: Asker) -> Result<Self> {
        let mut finder = Finder {
            asker,
            is_chinese: asker.is_chinese,
            crs: crs.map(str::to_owned),
        };
        let mut by_year: BTreeMap<i32, Vec<(PathBuf, String)>> = BTreeMap::new();
        for argument in named {
            for (year, path, why) in finder.years(argument)? {
                by_year.entry(year).or_default().push((path, why));
            }
        }
        if by_year.is_empty() {
            let named = named.join(" ");
            bail!(either!(
                finder.is_chinese,
                "no land-use raster in {named}: files that end with .tif, .img, .asc or .vrt, and folders of Arc/Info grids, are rasters; name others with --rasters YEAR=FILE",
                "{named} 中没有土地利用栅格：可识别 .tif、.img、.asc、.vrt 文件和 Arc/Info 格网文件夹；其他文件请用 --rasters 年份=文件 指定"
            ));
        }
        let years = by_year
            .into_iter()
            .map(|(year, found)| finder.open_year(year, found))
            .collect::<Result<_>>()?;
        Ok(Self {
            years,
            crs: finder.crs,
        })
    }

    /// The codes of all rasters.
    ///
    /// # Errors
    /// One cannot be read.
    pub(crate) fn count_codes(&self) -> Result<CodeCounts> {
        let none = CodeCounts {
            is_whole: true,
            ..CodeCounts::default()
        };
        self.years.iter().try_fold(none, |found, year| {
            Ok(found.and(year.raster.count_codes(LOOKED_AT)?))
        })
    }
}

struct Finder {
    asker: Asker,
    is_chinese: bool,
    crs: Option<String>,
}

impl Finder {
    /// The rasters of an argument with their years.
    fn years(&self, argument: &str) -> Result<Vec<(i32, PathBuf, String)>> {
        let given = argument
            .split_once('=')
            .filter(|_| !Path::new(argument).exists());
        if let Some((year, file)) = given {
            let number = year.parse().ok().with_context(|| {
                either!(
                    self.is_chinese,
                    "--rasters {argument}: \"{year}\" is no year; write --rasters 2010=FILE",
                    "--rasters {argument}：“{year}”不是年份；应写作 --rasters 2010=文件"
                )
            })?;
            let why = either!(self.is_chinese, "the year as asked", "年份按要求");
            return Ok(vec![(number, file.into(), why)]);
        }
        let place = Path::new(argument);
        if !place.exists() {
            bail!(either!(
                self.is_chinese,
                "{argument}: no such file or directory",
                "{argument}：没有这个文件或文件夹"
            ));
        }
        let mut found = Vec::new();
        for path in rasters_at(place)? {
            if let Some((year, why)) = self.year(&path)? {
                found.push((year, path, why));
            }
        }
        Ok(found)
    }

    /// The year of a raster by its name, or as a person says.
    fn year(&self, path: &Path) -> Result<Option<(i32, String)>> {
        let name = file_name(path);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let years = years_in(&stem);
        if let (Some(year), 1) = (years.first(), years.len()) {
            let why = either!(self.is_chinese, "the year in its name", "年份取自文件名");
            return Ok(Some((*year, why)));
        }
        let mut answers: Vec<_> = years
            .iter()
            .map(|year| Answer::new(&year.to_string(), ""))
            .collect();
        let text = match years.is_empty() {
            true => either!(
                self.is_chinese,
                "Of which year is {name}? Its name has no year (four digits); {NONE} leaves it out",
                "{name} 是哪一年的？文件名中没有年份（四位数字）；输入 {NONE} 表示不用"
            ),
            false => {
                let leaves = either!(self.is_chinese, "leave it out", "不用这个文件");
                answers.push(Answer::new(NONE, leaves));
                either!(
                    self.is_chinese,
                    "Of which year is {name}? Its name has several",
                    "{name} 是哪一年的？文件名中有多个年份"
                )
            }
        };
        let shown = path.display();
        let option = either!(
            self.is_chinese,
            "--rasters YEAR={shown}, and name the other rasters so too",
            "--rasters 年份={shown}（其他栅格也用同样写法列出）"
        );
        let question = Question {
            text,
            answers,
            option,
        };
        loop {
            let said = self.asker.ask(&question)?;
            if said == NONE {
                return Ok(None);
            }
            if let Ok(year) = said.parse() {
                let why = either!(self.is_chinese, "the year as answered", "年份由用户回答");
                return Ok(Some((year, why)));
            }
        }
    }

    /// The raster of a year; several are its tiles if they lie side by side.
    fn open_year(&mut self, year: i32, found: Vec<(PathBuf, String)>) -> Result<YearRaster> {
        let (mut paths, mut whys): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        let mut rasters = Vec::new();
        for path in &paths {
            rasters.push(self.open(path)?);
        }
        let mut why = whys.remove(0);
        if paths.len() > 1 && overlap(&rasters) {
            let chosen = self.choose(year, &paths)?;
            paths = vec![paths.remove(chosen)];
            rasters = vec![rasters.remove(chosen)];
        }
        let raster = match paths.len() {
            1 => rasters.remove(0),
            count => {
                let tiles = counted(count, "tile");
                why = either!(self.is_chinese, "{why}; {tiles}", "{why}；{count} 个分幅");
                open(&paths, &self.options()?)?
            }
        };
        Ok(YearRaster {
            year,
            paths,
            raster,
            why,
        })
    }

    fn choose(&self, year: i32, paths: &[PathBuf]) -> Result<usize> {
        let names: Vec<_> = paths
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        let answer = self.asker.ask(&Question {
            text: either!(
                self.is_chinese,
                "Which raster is the land use of {year}? Several have this year in their names, and they cover the same places",
                "哪个栅格是 {year} 年的土地利用？有多个文件名含这一年份，且覆盖范围重叠"
            ),
            answers: names.iter().map(|name| Answer::new(name, "")).collect(),
            option: format!("--rasters {year}=FILE"),
        })?;
        Ok(names.iter().position(|name| *name == answer).unwrap_or(0))
    }

    fn options(&self) -> Result<RasterOptions> {
        let crs = self.crs.as_deref().map(Crs::from_definition).transpose();
        Ok(RasterOptions {
            crs: crs.context("--raster-crs")?,
            ..RasterOptions::default()
        })
    }

    /// Opens a raster; if it names no CRS, a person does.
    fn open(&mut self, path: &Path) -> Result<Raster> {
        let paths = [path.to_owned()];
        match open(&paths, &self.options()?) {
            Err(RasterError {
                problem: RasterProblem::NoCrs(extent),
                ..
            }) => {
                self.crs = Some(self.ask_crs(path, extent)?);
                Ok(open(&paths, &self.options()?)?)
            }
            opened => Ok(opened?),
        }
    }

    fn ask_crs(&self, path: &Path, extent: ExtentGuess) -> Result<String> {
        let (name, place) = (file_name(path), extent_in_words(&extent, self.is_chinese));
        let (likely, meaning) = match extent.may_be_degrees() {
            true => (
                "EPSG:4326",
                either!(
                    self.is_chinese,
                    "longitudes and latitudes of WGS 84",
                    "WGS 84 经纬度"
                ),
            ),
            false => (
                CAS_ALBERS,
                either!(
                    self.is_chinese,
                    "the Albers projection of grids of the Chinese Academy of Sciences (CNLUCC)",
                    "中国科学院数据（CNLUCC）常用的 Albers 投影"
                ),
            ),
        };
        self.asker.ask(&Question {
            text: either!(
                self.is_chinese,
                "In which coordinate reference system is {name}? The file names none; its extent is {place}. Likely, but to be verified with whoever made it, is\n  {likely}: {meaning}",
                "{name} 采用什么坐标系？文件没有说明；范围为 {place}。可能是（请向数据提供者核实）\n  {likely}：{meaning}"
            ),
            answers: Vec::new(),
            option: format!("--raster-crs \"{likely}\""),
        })
    }
}

/// An extent of a file that names no CRS.
pub(super) fn extent_in_words(extent: &ExtentGuess, is_chinese: bool) -> String {
    let ((west, east), (south, north)) = (extent.x(), extent.y());
    let unit = match extent.may_be_degrees() {
        true => "经纬度",
        false => "以米为单位的投影坐标",
    };
    either!(
        is_chinese,
        "{extent}",
        "x {west} 至 {east}，y {south} 至 {north}，像是{unit}"
    )
}

/// The rasters at a place: a file, the folder of a grid, or whatever is a raster in a folder.
fn rasters_at(place: &Path) -> Result<Vec<PathBuf>> {
    if place.is_file() || place.join(ARC_INFO).exists() {
        return Ok(vec![place.to_owned()]);
    }
    let entries = place
        .read_dir()
        .with_context(|| format!("cannot read the folder {}", place.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let is_hidden = file_name(&path).starts_with('.');
        if !is_hidden && (is_raster(&path) || is_folder_of_rasters(&path)) {
            paths.push(path);
        }
    }
    paths.sort_unstable();
    Ok(paths)
}

fn is_raster(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    path.is_file()
        && RASTERS
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
}

/// Whether a folder is a grid, or holds tiles.
fn is_folder_of_rasters(path: &Path) -> bool {
    let mut entries = path.read_dir().into_iter().flatten().flatten();
    path.is_dir() && (path.join(ARC_INFO).exists() || entries.any(|entry| is_raster(&entry.path())))
}

/// Whether two rasters have more than the halves of cells at their borders in common.
fn overlap(rasters: &[Raster]) -> bool {
    let extents: Vec<Rect<f64>> = rasters.iter().map(|raster| raster.grid.extent()).collect();
    let margin = rasters[0].grid.planar_cell_area().sqrt() / 2.0;
    let meet = |one: &Rect<f64>, other: &Rect<f64>| {
        let common = |(a, b): (f64, f64), (c, d): (f64, f64)| b.min(d) - a.max(c) > margin;
        common((one.min().x, one.max().x), (other.min().x, other.max().x))
            && common((one.min().y, one.max().y), (other.min().y, other.max().y))
    };
    (1..)
        .zip(&extents)
        .any(|(next, one)| extents[next..].iter().any(|other| meet(one, other)))
}

//! Virtual rasters (VRT), as `gdalbuildvrt` and `gdal_translate` write them: which cells of which files they put where.
//!
//! A VRT can also have GDAL resample, compute, run code, or read any file or server, whatever its name is. So GDAL never opens one: its
//! text is parsed here, and it is read if all that it does is to put cells of raster files of this machine side by side. Everything else
//! is refused, and so is every element that is not known, since it might change what the cells mean.

use bilingual::Bilingual;
use carbon_core::phrase;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use roxmltree::{Document, Node, ParsingOptions};

/// The longest text that is read, in bytes, and the most elements in it: room for 20,000 files.
const LONGEST: u64 = 32 << 20;
const MOST_NODES: u32 = 4_000_000;

/// A rectangle that ends this part of a cell from a border of cells ends there: programs that write VRTs round.
const ROUNDING: f64 = 1e-3;

/// A VRT that is not read.
#[derive(Debug, thiserror::Error, Bilingual)]
#[non_exhaustive]
pub enum VrtError {
    /// No XML, or not of a VRT.
    #[en("the VRT cannot be parsed: {said}; make it again with `gdalbuildvrt`")]
    #[zh("VRT 无法解析：{said}；请用 `gdalbuildvrt` 重新生成")]
    Text {
        /// What is wrong.
        said: String,
    },
    /// Something other than files side by side.
    #[en(
        "the VRT {what}; only VRTs that put cells of files side by side are read: write what it shows to a file (`gdal_translate FILE.vrt copy.tif`), and name that"
    )]
    #[zh(
        "VRT {what}；只读取把各文件的像元并排拼接的 VRT：请把它所显示的内容写入文件（`gdal_translate FILE.vrt copy.tif`），再写该文件名"
    )]
    Computes {
        /// What it does.
        what: String,
    },
    /// A source that is no file of this machine.
    #[en(
        "the VRT leads to \"{name}\", which {why}; its sources must be raster files of this machine: copy them beside it, and make it again with `gdalbuildvrt`"
    )]
    #[zh(
        "VRT 指向 \"{name}\"，{}；其数据源必须是本机的栅格文件：请复制到旁边，再用 `gdalbuildvrt` 重新生成",
        phrase(why)
    )]
    Source {
        /// The name, as it is written.
        name: String,
        /// Why it is not read.
        why: &'static str,
    },
    /// It averages or interpolates, or its cells are not those of the source.
    #[en(
        "the VRT resamples {name}{}: nothing is resampled here, since it makes cells and classes that are in no data set; bring the files to one grid (`gdalwarp -te … -tr … -r near`), or give them as tiles of a raster (docs/tally.md)",
        match method.as_str() { "" => String::new(), method => format!(" (\"{method}\")") }
    )]
    #[zh("VRT 对 {name} 做了重采样{}：本程序不做重采样，因为重采样会产生数据中没有的像元和地类；请把各文件统一到同一格网（`gdalwarp -te … -tr … -r near`），或作为同一栅格的分幅给出（docs/tally.md）", match method.as_str() { "" => String::new(), method => format!("（\"{method}\"）") })]
    Resamples {
        /// The source.
        name: String,
        /// The method, if it names one.
        method: String,
    },
    /// The file cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// What a VRT says.
#[derive(Debug)]
pub(crate) struct Vrt {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) transform: Option<[f64; 6]>,
    pub(crate) has_control_points: bool,
    /// The definition of its CRS.
    pub(crate) crs: Option<String>,
    pub(crate) bands: Vec<VrtBand>,
    /// Whether the sources' own masks say which cells have data.
    pub(crate) masked: bool,
}

/// A band of a VRT.
#[derive(Debug)]
pub(crate) struct VrtBand {
    /// GDAL's name of the type of its cells.
    pub(crate) data_type: String,
    pub(crate) description: String,
    /// GDAL's name of what it shows, such as `Alpha`.
    pub(crate) color: String,
    pub(crate) nodata: Option<String>,
    pub(crate) is_scaled: bool,
    pub(crate) sources: Vec<VrtSource>,
}

/// Cells of a file, and where they lie in the VRT.
#[derive(Debug)]
pub(crate) struct VrtSource {
    pub(crate) file: PathBuf,
    pub(crate) band: usize,
    /// Column, row, columns, rows of the file; without it, all.
    pub(crate) from: Option<[i64; 4]>,
    /// The same of the VRT.
    pub(crate) to: Option<[i64; 4]>,
    /// Cells that hold it leave those beneath as they are.
    pub(crate) transparent: Option<String>,
    /// Whether the file's own mask says which of its cells there are.
    pub(crate) masked: bool,
}

/// Whether a file is a VRT, by what it holds.
pub(crate) fn is_vrt(path: &Path) -> bool {
    let mut head = Vec::new();
    let is_read = path.is_file()
        && File::open(path).is_ok_and(|file| file.take(4096).read_to_end(&mut head).is_ok());
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
    let mut tags = head.windows(11);
    is_read
        && head.trim_ascii_start().starts_with(b"<")
        && tags.any(|tag| tag.eq_ignore_ascii_case(b"<VRTDataset"))
}

impl Vrt {
    /// Reads a VRT.
    ///
    /// # Errors
    /// It is not read; see [`VrtError`].
    pub(crate) fn read(path: &Path) -> Result<Self, VrtError> {
        let mut text = String::new();
        File::open(path)?.take(LONGEST).read_to_string(&mut text)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        Self::parse(text.trim_start_matches('\u{feff}'), folder)
    }

    fn parse(text: &str, folder: &Path) -> Result<Self, VrtError> {
        let options = ParsingOptions {
            nodes_limit: MOST_NODES,
            ..ParsingOptions::default()
        };
        let document = Document::parse_with_options(text, options).map_err(|error| {
            let said = error.to_string();
            VrtError::Text { said }
        })?;
        let root = document.root_element();
        expect(root.has_tag_name("VRTDataset"), || {
            format!("its root is {}", root.tag_name().name())
        })?;
        if let Some(kind) = root.attribute("subClass") {
            return Err(computes(format!("is a {kind}, which computes its cells")));
        }
        let mut vrt = Self {
            width: size(root, "rasterXSize")?,
            height: size(root, "rasterYSize")?,
            transform: None,
            has_control_points: false,
            crs: None,
            bands: Vec::new(),
            masked: false,
        };
        for element in root.children().filter(Node::is_element) {
            match element.tag_name().name() {
                "SRS" => vrt.crs = Some(words(element)).filter(|text| !text.is_empty()),
                "GeoTransform" => vrt.transform = Some(transform(element)?),
                "GCPList" => vrt.has_control_points = true,
                "VRTRasterBand" => vrt.bands.push(VrtBand::parse(element, folder)?),
                "MaskBand" => {
                    refuse_other_masks(element)?;
                    vrt.masked = true;
                }
                "Metadata" | "OverviewList" | "BlockXSize" | "BlockYSize" => {}
                other => return Err(unknown(other)),
            }
        }
        Ok(vrt)
    }
}

impl VrtBand {
    fn parse(band: Node<'_, '_>, folder: &Path) -> Result<Self, VrtError> {
        match band.attribute("subClass") {
            None | Some("VRTSourcedRasterBand") => {}
            Some(kind) => {
                return Err(computes(format!(
                    "has a {kind}, which is no cells of files"
                )));
            }
        }
        let mut parsed = Self {
            data_type: band.attribute("dataType").unwrap_or("Byte").to_owned(),
            description: String::new(),
            color: String::new(),
            nodata: None,
            is_scaled: false,
            sources: Vec::new(),
        };
        let mut hides_nodata = false;
        for element in band.children().filter(Node::is_element) {
            match element.tag_name().name() {
                "Description" => parsed.description = words(element),
                "ColorInterp" => parsed.color = words(element),
                "NoDataValue" => parsed.nodata = Some(words(element)),
                "HideNoDataValue" => hides_nodata = words(element) != "0",
                "Scale" => parsed.is_scaled |= number(element)? != 1.0,
                "Offset" => parsed.is_scaled |= number(element)? != 0.0,
                "SimpleSource" | "ComplexSource" => {
                    parsed.sources.push(VrtSource::parse(element, folder)?);
                }
                "UnitType"
                | "ColorTable"
                | "CategoryNames"
                | "GDALRasterAttributeTable"
                | "Metadata"
                | "Histograms"
                | "Overview" => {}
                "KernelFilteredSource" => return Err(computes("filters its cells".to_owned())),
                other => return Err(unknown(other)),
            }
        }
        if hides_nodata {
            parsed.nodata = None;
        }
        Ok(parsed)
    }
}

impl VrtSource {
    fn parse(source: Node<'_, '_>, folder: &Path) -> Result<Self, VrtError> {
        let mut name = None;
        let mut parsed = Self {
            file: PathBuf::new(),
            band: 1,
            from: None,
            to: None,
            transparent: None,
            masked: false,
        };
        for element in source.children().filter(Node::is_element) {
            let text = words(element);
            match element.tag_name().name() {
                "SourceFilename" => {
                    parsed.file = file(&text, element, folder)?;
                    name = Some(text);
                }
                "SourceBand" => {
                    let band = text.parse().ok().filter(|&band| band > 0);
                    let other = || computes(format!("reads the band \"{text}\" of a file"));
                    parsed.band = band.ok_or_else(other)?;
                }
                "SrcRect" => parsed.from = rectangle(element)?,
                "DstRect" => parsed.to = rectangle(element)?,
                "NODATA" => parsed.transparent = Some(text),
                "UseMaskBand" => parsed.masked = text == "true" || text == "1",
                "SourceProperties" => {}
                other => {
                    return Err(computes(format!(
                        "changes codes or how a file is opened ({other})"
                    )));
                }
            }
        }
        let name = name.unwrap_or_default();
        expect(!name.is_empty(), || "a source names no file".to_owned())?;
        let method = source.attribute("resampling").unwrap_or_default();
        let resamples = |rect: &Option<[i64; 4]>| rect.is_some_and(|rect| rect[2] < 0);
        let has_other_size = parsed
            .from
            .zip(parsed.to)
            .is_some_and(|(from, to)| from[2..] != to[2..]);
        if has_other_size || resamples(&parsed.from) || resamples(&parsed.to) {
            let method = method.to_owned();
            return Err(VrtError::Resamples { name, method });
        }
        Ok(parsed)
    }
}

/// The file of a source: one of this machine, wherever it lies. A VRT leads to no more than a project could name itself, and all that it
/// leads to is listed and digested like the VRT.
fn file(name: &str, element: Node<'_, '_>, folder: &Path) -> Result<PathBuf, VrtError> {
    let path = match element.attribute("relativeToVRT") {
        Some("1") => folder.join(name),
        _ => PathBuf::from(name),
    };
    let is_name_of_gdal = |path: &Path| path.to_string_lossy().starts_with("/vsi");
    let why = if is_name_of_gdal(Path::new(name)) || is_name_of_gdal(&path) {
        "is no file but one of GDAL's names"
    } else if path.is_file() || path.join("hdr.adf").is_file() {
        return Ok(path);
    } else if path.exists() {
        "is no regular file"
    } else {
        "is not there"
    };
    let name = name.to_owned();
    Err(VrtError::Source { name, why })
}

/// A mask may only be that of the sources.
fn refuse_other_masks(mask: Node<'_, '_>) -> Result<(), VrtError> {
    let mut bands = mask
        .descendants()
        .filter(|node| node.has_tag_name("SourceBand"));
    match bands.all(|band| words(band).starts_with("mask")) {
        true => Ok(()),
        false => Err(computes(
            "has a mask that is not that of its files".to_owned(),
        )),
    }
}

/// Column, row, columns and rows; the last two below 0 if they are no whole cells.
fn rectangle(element: Node<'_, '_>) -> Result<Option<[i64; 4]>, VrtError> {
    let mut whole = [0; 4];
    let mut are_whole = true;
    for (side, key) in whole.iter_mut().zip(["xOff", "yOff", "xSize", "ySize"]) {
        let text = element.attribute(key).unwrap_or_default();
        let value: f64 = text.trim().parse().unwrap_or(f64::NAN);
        expect(value.abs() < 1e9, || {
            format!("{key}=\"{text}\" is no number of cells")
        })?;
        are_whole &= (value - value.round()).abs() < ROUNDING;
        *side = value.round() as i64;
    }
    if whole[..2] == [-1, -1] && whole[2..] == [-1, -1] {
        return Ok(None);
    }
    if !are_whole {
        whole[2] = -1;
    }
    Ok(Some(whole))
}

fn size(root: Node<'_, '_>, key: &str) -> Result<u32, VrtError> {
    let text = root.attribute(key).unwrap_or_default();
    let size = text.trim().parse::<u32>().ok();
    size.filter(|size| (1..=i32::MAX as u32).contains(size))
        .ok_or_else(|| VrtError::Text {
            said: format!("{key} is \"{text}\", and must be a number of cells"),
        })
}

fn transform(element: Node<'_, '_>) -> Result<[f64; 6], VrtError> {
    let text = words(element);
    let numbers: Result<Vec<f64>, _> = text.split(',').map(|word| word.trim().parse()).collect();
    let six = numbers.ok().and_then(|numbers| numbers.try_into().ok());
    six.ok_or_else(|| VrtError::Text {
        said: format!("its geotransform \"{text}\" is not six numbers"),
    })
}

fn number(element: Node<'_, '_>) -> Result<f64, VrtError> {
    let text = words(element);
    text.parse().map_err(|_| VrtError::Text {
        said: format!(
            "{} is \"{text}\", and must be a number",
            element.tag_name().name()
        ),
    })
}

fn words(element: Node<'_, '_>) -> String {
    element.text().unwrap_or_default().trim().to_owned()
}

fn expect(holds: bool, said: impl FnOnce() -> String) -> Result<(), VrtError> {
    match holds {
        true => Ok(()),
        false => Err(VrtError::Text { said: said() }),
    }
}

fn computes(what: String) -> VrtError {
    VrtError::Computes { what }
}

fn unknown(element: &str) -> VrtError {
    computes(format!("has a part that is not read (<{element}>)"))
}

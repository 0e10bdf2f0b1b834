//! Figures for print: maps of the themes, one panel a year, as SVG, PNG and PDF.
//!
//! | figure | shows | panels |
//! |---|---|---|
//! | 1 | emissions | one a year |
//! | 2 | carbon intensity | one a year |
//! | 3 | ECC | one a year |
//! | 4 | ESC | one a year |
//! | 5 | budget | one a year |
//! | 6 | functional zones | one a year |
//! | 7 | compensation classes and amounts | the target year, if there is a compensation |
//! | 8 | land use | one a year, if pictures of it are given |
//! | 9 and on | of a [supplement](crate::supplement), as far as it has them: intervals of budget and payment by zone; how sure the zoning is; what each scenario changes of the budget; other zonings and analyses; Lorenz curves; bars of what drove changes and of what an index is made of; centres and ellipses | one a year; of scenarios one each; of what is of the whole region one a weight, a pair of years or a quantity |
//!
//! Figures 1–4 are those of the paper (doi 10.3389/fenvs.2024.1404760). Pages are 180 mm wide. Of
//! more than twelve years, twelve are shown: the first, the last, and others spread evenly.
//!
//! Maps are in an equal-area projection fitted to the region, which is named below them. Classes
//! and colours are those of the [`Theme`](crate::Theme); zones without a value are hatched grey. Text is set in
//! a font that ships with the crate; characters that it lacks are taken from the system's fonts.
//!
//! The same input gives the same bytes, unless characters had to be taken from the system.

mod axis;
mod bar_chart;
mod centre_map;
mod fonts;
mod ground;
mod interval_chart;
mod label;
mod land_use;
mod land_use_key;
mod layout;
mod legend;
mod lorenz_chart;
mod north_arrow;
mod page;
mod pdf;
mod png;
mod scale_bar;
mod sheet;
mod supplement;
mod svg;
mod thematic;

use std::sync::Arc;

use carbon_core::{Assessment, Year};
use resvg::usvg;

use crate::supplement::{Supplement, ZoneField};
use crate::theme::{Subject, Topic};
use crate::{Caption, ExportError, Themes, ZoneShapes};

pub use crate::projection::Projection;
use fonts::Fonts;
pub(crate) use label::MOST_LED;
pub use land_use::{LandUse, LandUsePicture};
use sheet::Region;
use thematic::Draughtsman;

/// The most panels of a figure.
const MOST_PANELS: usize = 12;

/// What the first figures show, in their order.
const TOPICS: [Topic; 6] = [
    Topic::Emissions,
    Topic::Intensity,
    Topic::Ecc,
    Topic::Esc,
    Topic::Budget,
    Topic::FunctionalZones,
];

/// The number of the first figure of a supplement.
const FIRST_OF_SUPPLEMENT: u8 = 9;

/// What figures are drawn from.
#[derive(Debug, Clone, Copy)]
pub struct FigureInputs<'a> {
    /// The results.
    pub themes: &'a Themes<'a>,
    /// The shapes of the zones.
    pub shapes: &'a ZoneShapes,
    /// Title, status and language.
    pub caption: &'a Caption,
    /// Where the data come from, a line for below each figure.
    pub source: &'a str,
    /// Land use, for figure 8.
    pub land_use: Option<&'a LandUse>,
}

/// Figures, and what the user should know of them.
#[derive(Debug, Clone)]
pub struct Figures {
    /// The figures in ascending order.
    pub figures: Vec<Figure>,
    /// Characters that no font has, zones that are not drawn, and the like.
    pub warnings: Vec<String>,
}

/// A figure, ready to be written in any format.
#[derive(Clone)]
pub struct Figure {
    number: u8,
    title: String,
    svg: String,
    fonts: Arc<usvg::fontdb::Database>,
}

impl Figures {
    /// Draws all figures for which there are data.
    ///
    /// # Errors
    ///
    /// [`ExportError`] if the shapes lack a zone of the assessment or have no extent, or if the CRS
    /// of a picture of land use is none.
    pub fn draw(inputs: &FigureInputs<'_>) -> Result<Self, ExportError> {
        let FigureInputs { themes, shapes, .. } = inputs;
        let assessment = themes.assessment;
        shapes.check_against(assessment)?;
        let ids = assessment.zones.iter().map(|zone| &zone.id);
        let shapes: Vec<_> = ids.filter_map(|id| shapes.wgs84(id)).collect();
        let region = Region::new(&shapes).ok_or_else(|| ExportError::Figure {
            step: "drawn",
            reason: "the zones have no extent".to_owned(),
        })?;
        let mut warnings = Vec::new();
        let empty: Vec<&str> = assessment
            .zones
            .iter()
            .zip(&shapes)
            .filter(|(_, shape)| shape.0.is_empty())
            .map(|(zone, _)| &*zone.name)
            .collect();
        if !empty.is_empty() {
            warnings.push(format!(
                "figures lack {} zones that have no geometry: {}",
                empty.len(),
                empty.join(", ")
            ));
        }
        let names = assessment.zones.iter().map(|zone| &*zone.name);
        let words = [&*inputs.caption.title, inputs.source];
        let note = inputs.caption.note.as_deref();
        let further = themes.fields().iter().flat_map(ZoneField::texts);
        let of_region = themes.supplement().into_iter().flat_map(Supplement::texts);
        let texts = names.chain(words).chain(note).chain(further);
        let fonts = Fonts::for_texts(texts.chain(of_region));
        if !fonts.missing().is_empty() {
            let missing: String = fonts.missing().iter().collect();
            warnings.push(format!(
                "no font on this system has the characters {missing}; figures show boxes in their \
                 place: install a font that has them"
            ));
        }
        let draughtsman = Draughtsman::new(inputs, &region, &fonts);
        let mut figures = Vec::new();
        for (number, topic) in (1..).zip(TOPICS) {
            figures.push(draughtsman.theme(number, Subject::Topic(topic))?);
        }
        if let Some(compensation) = &assessment.compensation {
            figures.push(draughtsman.compensation(7, compensation)?);
        }
        if let Some(land_use) = inputs.land_use {
            figures.push(draughtsman.land_use(8, land_use)?);
        }
        if let Some(supplement) = themes.supplement() {
            figures.extend(draughtsman.supplement(FIRST_OF_SUPPLEMENT, supplement)?);
        }
        Ok(Self { figures, warnings })
    }
}

impl Figure {
    /// The name of its files without extension, such as `figure-1`.
    pub fn file_stem(&self) -> String {
        format!("figure-{}", self.number)
    }

    /// Its title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The figure as SVG. Text stays text, in the first font of a list that the viewer has.
    pub fn svg(&self) -> &str {
        &self.svg
    }

    /// The figure as a tree of shapes, from which pictures are made.
    fn tree(&self) -> Result<usvg::Tree, ExportError> {
        let options = usvg::Options {
            fontdb: Arc::clone(&self.fonts),
            font_family: "Noto Sans CJK SC".to_owned(),
            ..usvg::Options::default()
        };
        usvg::Tree::from_str(&self.svg, &options).map_err(|error| ExportError::Figure {
            step: "drawn",
            reason: error.to_string(),
        })
    }

    /// The figure as PNG and as PDF, drawn from one tree: 300 dots per inch; vectors with text
    /// that can be selected and embedded fonts.
    ///
    /// # Errors
    ///
    /// [`ExportError::Figure`] if it cannot be encoded.
    pub fn png_and_pdf(&self) -> Result<(Vec<u8>, Vec<u8>), ExportError> {
        let tree = self.tree()?;
        Ok((png::encode(&tree)?, pdf::encode(&tree, &self.title)?))
    }
}

impl std::fmt::Debug for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Figure")
            .field("number", &self.number)
            .field("title", &self.title)
            .finish_non_exhaustive()
    }
}

/// The years that have panels.
fn shown_years(assessment: &Assessment) -> Vec<Year> {
    spread(assessment.years.iter().map(|annual| annual.year).collect())
}

/// As many years as there are panels: the first, the last, and others spread evenly.
fn spread(years: Vec<Year>) -> Vec<Year> {
    chosen(years, MOST_PANELS)
}

/// So many of a list at most: the first, the last, and others spread evenly.
fn chosen<T: Copy>(all: Vec<T>, most: usize) -> Vec<T> {
    if all.len() <= most {
        return all;
    }
    let last = all.len() - 1;
    let place = |panel| (panel * last + (most - 1) / 2) / (most - 1);
    (0..most).map(|panel| all[place(panel)]).collect()
}

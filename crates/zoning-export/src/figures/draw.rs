//! Draws all figures.

use super::figure::Figure;
use super::formats::Fonts;
use super::inputs::FigureInputs;
use super::maps::MapRenderer;
use super::page::Region;
use crate::content::{Supplement, ZoneField};
use crate::error::ExportError;
use crate::style::{Subject, Topic};

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
const FIRST_OF_SUPPLEMENT: u8 = 13;

/// Figures, and what the user should know of them.
#[derive(Debug, Clone)]
pub struct Figures {
    /// The figures in ascending order.
    pub figures: Vec<Figure>,
    /// Characters that no font has, zones that are not drawn, and the like.
    pub warnings: Vec<String>,
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
        let extentless = || ExportError::figure("drawn", "the zones have no extent");
        let region = Region::new(&shapes)?.ok_or_else(extentless)?;
        let mut warnings = Vec::new();
        let zones = assessment.zones.iter().zip(&shapes);
        let empty = zones.filter(|(_, shape)| shape.0.is_empty());
        let empty: Vec<&str> = empty.map(|(zone, _)| &*zone.name).collect();
        if !empty.is_empty() {
            let (count, names) = (empty.len(), empty.join(", "));
            warnings.push(format!(
                "figures lack {count} zones that have no geometry: {names}"
            ));
        }
        let names = assessment.zones.iter().map(|zone| &*zone.name);
        let approval = inputs.options.approval.as_deref().unwrap_or_default();
        let words = [&*inputs.caption.title, inputs.source, approval];
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
        let renderer = MapRenderer::new(inputs, &region, &fonts);
        let mut figures = Vec::new();
        for (number, topic) in (1..).zip(TOPICS) {
            figures.push(renderer.theme(number, Subject::Topic(topic))?);
        }
        if let Some(compensation) = &assessment.compensation {
            figures.push(renderer.compensation(7, compensation)?);
        }
        if let Some(land_use) = inputs.land_use {
            figures.push(renderer.land_use(8, land_use)?);
        }
        figures.push(renderer.theme(9, Subject::Topic(Topic::Absorption))?);
        figures.extend(renderer.changes(10)?);
        figures.extend(renderer.scatter(11)?);
        figures.extend(renderer.time_lines(12));
        if let Some(supplement) = themes.supplement() {
            figures.extend(renderer.supplement(FIRST_OF_SUPPLEMENT, supplement)?);
        }
        Ok(Self { figures, warnings })
    }
}

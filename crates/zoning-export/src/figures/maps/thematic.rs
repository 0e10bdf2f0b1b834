//! The figures themselves: which theme, which headings, which notes.

use carbon_core::{Compensation, Quantity, Year, Zone, ZoneYear};

use super::land_use::LandUse;
use super::land_use_key::LandUseKey;
use crate::figures::error::FigureError;
use crate::figures::figure::Figure;
use crate::figures::formats::{Fonts, NO_DATA, Svg};
use crate::figures::inputs::FigureInputs;
use crate::figures::page::{Entry, Label, Legend, Page, Region, Sheet, draw_labels, label};
use crate::figures::panels::{shown_years, spread};
use crate::style::{Subject, Theme, Topic, annual};
use crate::text::{Language, letter, signed};

/// Maps of one figure, whose classes are the same.
pub(crate) struct Maps<'a> {
    /// What they show.
    pub(crate) title: String,
    /// The title of the legend, unless it is that of the theme.
    pub(crate) legend: Option<String>,
    pub(crate) panels: &'a [(Theme, &'a [ZoneYear])],
    /// One a panel: the year or what else it is of, and a detail.
    pub(crate) headings: Vec<[String; 2]>,
    /// What stands below them before all else.
    pub(crate) notes: Vec<String>,
}

/// Draws figures of one assessment.
pub(crate) struct MapRenderer<'a> {
    pub(crate) inputs: &'a FigureInputs<'a>,
    region: &'a Region,
    pub(crate) fonts: &'a Fonts,
    years: Vec<Year>,
    /// The sheet of figures with a panel a year, and its labels.
    sheet: Sheet,
    labels: Vec<Label>,
}

impl<'a> MapRenderer<'a> {
    pub(crate) fn new(inputs: &'a FigureInputs<'a>, region: &'a Region, fonts: &'a Fonts) -> Self {
        let years = shown_years(inputs.themes.assessment);
        let sheet = Sheet::new(region, years.len());
        let names = names(&inputs.themes.assessment.zones);
        let labels = label::place(&sheet.ground, &names, fonts);
        Self {
            inputs,
            region,
            fonts,
            years,
            sheet,
            labels,
        }
    }

    pub(crate) fn choose(&self, en: &str, zh: &str) -> String {
        self.language().choose(en, zh).into_owned()
    }

    pub(crate) fn region(&self) -> &Region {
        self.region
    }

    pub(crate) fn language(&self) -> Language {
        self.inputs.caption.language
    }

    /// A figure with a panel a year in which the subject has a map.
    pub(crate) fn theme(&self, number: u8, subject: Subject) -> Result<Figure, FigureError> {
        let years: Vec<Year> = match subject {
            Subject::Topic(_) => self.years.clone(),
            Subject::Field(place) => {
                let maps = &self.inputs.themes.fields()[place].maps;
                spread(maps.clone())
            }
        };
        let panels: Vec<(Theme, &[ZoneYear])> = years
            .iter()
            .map(|year| self.panel(subject, *year))
            .collect::<Result<_, _>>()?;
        let mut headings = Vec::new();
        for (year, (theme, _)) in years.iter().zip(&panels) {
            let detail = theme.mean().map_or_else(String::new, |mean| {
                let unit = &theme.unit;
                let mean = match subject {
                    Subject::Topic(Topic::Emissions) => format!("{:.2} M{unit}", mean / 1e6),
                    _ => format!("{mean:.2} {unit}"),
                };
                self.choose(&format!("mean {mean}"), &format!("均值 {mean}"))
            });
            headings.push([year.to_string(), detail]);
        }
        let title = panels.first().map_or("", |(theme, _)| &theme.title);
        let maps = Maps {
            title: title.to_owned(),
            legend: None,
            panels: &panels,
            headings,
            notes: Vec::new(),
        };
        Ok(self.on_own_sheet(number, maps))
    }

    /// What a subject shows in a year.
    pub(crate) fn panel(
        &self,
        subject: Subject,
        year: Year,
    ) -> Result<(Theme, &'a [ZoneYear]), FigureError> {
        let themes = self.inputs.themes;
        let theme = themes.theme(subject, year, self.language())?;
        Ok((theme, &*annual(themes.assessment, year)?.zones))
    }

    /// The width of a panel where there are so many.
    pub(crate) fn panel_width(&self, panels: usize) -> f64 {
        Sheet::layout(self.region, panels).width
    }

    /// A figure on the sheet of all years, or on one of its own where it has other panels.
    pub(crate) fn on_own_sheet(&self, number: u8, maps: Maps<'_>) -> Figure {
        if maps.panels.len() == self.years.len() {
            return self.themed(number, &self.sheet, &self.labels, maps);
        }
        let sheet = Sheet::new(self.region, maps.panels.len());
        let names = names(&self.inputs.themes.assessment.zones);
        let labels = label::place(&sheet.ground, &names, self.fonts);
        self.themed(number, &sheet, &labels, maps)
    }

    /// The figure of who pays and who receives, with the amounts.
    pub(crate) fn compensation(
        &self,
        number: u8,
        compensation: &Compensation,
    ) -> Result<Figure, FigureError> {
        let (assessment, year) = (self.inputs.themes.assessment, compensation.target);
        let theme = self
            .inputs
            .themes
            .theme(Topic::Compensation, year, self.language())?;
        let zones = &*annual(assessment, year)?.zones;
        let amounts = zones
            .iter()
            .map(|zone_year| match Quantity::Compensation.value(zone_year) {
                Some(carbon_core::Value::Number(yuan)) => {
                    vec![zone_year.zone.name.clone(), millions(yuan)]
                }
                _ => vec![zone_year.zone.name.clone()],
            });
        let sheet = Sheet::new(self.region, 1);
        let labels = label::place(&sheet.ground, &amounts.collect::<Vec<_>>(), self.fonts);
        let detail = self.choose(
            &format!("million yuan of {year}; + pays, − receives"),
            &format!("百万元（{year}年价）；+ 支付，− 受偿"),
        );
        let maps = Maps {
            title: self.choose("Classes and amounts of compensation", "补偿类型与金额"),
            legend: None,
            panels: &[(theme, zones)],
            headings: vec![[year.to_string(), detail]],
            notes: Vec::new(),
        };
        Ok(self.themed(number, &sheet, &labels, maps))
    }

    fn themed(&self, number: u8, sheet: &Sheet, labels: &[Label], maps: Maps<'_>) -> Figure {
        let panels = maps.panels;
        let known = panels.first().map(|(theme, _)| theme.known.clone());
        let known = known.filter(|known| !known.is_empty());
        let of_figure = self.notes(known, labels.len());
        let legend = self.legend(panels);
        let page = Page {
            sheet,
            fonts: self.fonts,
            title: self.title(number, &maps.title),
            status: self.status(),
            headings: maps.headings,
            legend: Legend {
                title: maps.legend.unwrap_or(legend.title),
                ..legend
            },
            notes: maps.notes.into_iter().chain(of_figure).collect(),
            north: "N",
        };
        let mut svg = Svg::default();
        sheet.define(&mut svg);
        let svg = page.svg(svg, |svg, panel| {
            let (theme, zones) = &panels[panel];
            let fill = |zone_year: &ZoneYear| match theme.class_of(zone_year) {
                Some(class) => class.color.to_string(),
                None => NO_DATA.to_owned(),
            };
            let fills: Vec<_> = zones.iter().map(fill).collect();
            sheet.draw(svg, &fills);
            draw_labels(svg, labels);
        });
        self.figure(number, page.title, svg)
    }

    pub(crate) fn figure(&self, number: u8, title: String, svg: String) -> Figure {
        Figure {
            number,
            title,
            svg,
            fonts: self.fonts.database(),
        }
    }

    pub(crate) fn title(&self, number: u8, what: &str) -> String {
        let region = self.inputs.caption.region();
        match self.language() {
            Language::En | Language::Both => format!("Figure {number}. {region}{what}"),
            Language::Zh => format!("图{number}　{region}{what}"),
        }
    }

    pub(crate) fn status(&self) -> Option<String> {
        let note = self.inputs.caption.note.as_ref();
        note.filter(|note| !note.is_empty()).cloned()
    }

    /// Classes with the number of zones in each, by panel.
    fn legend(&self, panels: &[(Theme, &[ZoneYear])]) -> Legend {
        let Some((first, _)) = panels.first() else {
            return Legend {
                title: String::new(),
                counted: String::new(),
                heads: Vec::new(),
                entries: Vec::new(),
            };
        };
        let counts: Vec<Vec<usize>> = panels
            .iter()
            .map(|(theme, zones)| theme.counts(zones))
            .collect();
        let mut entries: Vec<Entry> = first
            .classes
            .iter()
            .enumerate()
            .map(|(class, found)| Entry {
                fill: found.color.to_string(),
                label: found.label.clone(),
                cells: counts
                    .iter()
                    .map(|counts| counts[class].to_string())
                    .collect(),
            })
            .collect();
        let without: Vec<usize> = panels
            .iter()
            .zip(&counts)
            .map(|((_, zones), counts)| zones.len() - counts.iter().sum::<usize>())
            .collect();
        if without.iter().any(|&count| count > 0) {
            entries.push(Entry {
                fill: NO_DATA.to_owned(),
                label: self.choose("no data", "无数据"),
                cells: without.iter().map(usize::to_string).collect(),
            });
        }
        Legend {
            title: first.title.clone(),
            counted: self.choose("zones in each class", "各级区域数"),
            heads: self.heads(panels.len()),
            entries,
        }
    }

    fn heads(&self, panels: usize) -> Vec<String> {
        if panels == 1 {
            Vec::new()
        } else {
            (0..panels).map(letter).collect()
        }
    }

    /// What stands below a figure.
    pub(crate) fn notes(&self, known: Option<String>, labelled: usize) -> Vec<String> {
        let zones = self.inputs.themes.assessment.zones.len();
        let (en, zh) = self.region.plane.names();
        let projection = self.choose(&en, &zh);
        let selected = (labelled < zones).then(|| match labelled {
            0 => self.choose(
                "no zone has room for its name",
                "各区域均容不下名称，未作标注",
            ),
            _ => self.choose(
                &format!(
                    "{labelled} of {zones} zones are labelled: those with room for their name"
                ),
                &format!("{zones} 个区域中标注 {labelled} 个：仅标注容得下名称者"),
            ),
        });
        self.sentences(known.into_iter().chain([projection]).chain(selected))
    }

    /// Notes: these, each as a sentence, and where the data come from.
    pub(crate) fn sentences(&self, words: impl IntoIterator<Item = String>) -> Vec<String> {
        let words: Vec<_> = words.into_iter().map(capitalised).collect();
        let (period, end) = match self.language() {
            Language::Zh => ("。", "。"),
            Language::En | Language::Both => (". ", "."),
        };
        let mut notes = vec![format!("{}{end}", words.join(period))];
        if !self.inputs.source.is_empty() {
            let source = self.inputs.source;
            notes.push(match self.language() {
                Language::Zh => format!("资料来源：{source}"),
                Language::En | Language::Both => format!("Source: {source}"),
            });
        }
        notes
    }

    /// Land use of each year that has a picture.
    pub(crate) fn land_use(&self, number: u8, land_use: &LandUse) -> Result<Figure, FigureError> {
        let pictures: Vec<_> = land_use
            .pictures
            .iter()
            .filter(|picture| self.years.contains(&picture.year))
            .collect();
        let sheet = Sheet::new(self.region, pictures.len());
        let zones = &self.inputs.themes.assessment.zones;
        let labels = label::place(&sheet.ground, &names(zones), self.fonts);
        let mut gaps = false;
        let mut maps = Vec::new();
        for picture in &pictures {
            let mut map = Svg::default();
            gaps |= picture.draw(&mut map, &sheet, self.region, &land_use.classes)?;
            maps.push(map);
        }
        let years: Vec<_> = pictures.iter().map(|picture| picture.year).collect();
        let page = Page {
            sheet: &sheet,
            fonts: self.fonts,
            title: self.title(number, &self.choose("Land use", "土地利用")),
            status: self.status(),
            headings: years
                .iter()
                .map(|year| [year.to_string(), String::new()])
                .collect(),
            legend: LandUseKey {
                land_use,
                assessment: self.inputs.themes.assessment,
                language: self.language(),
                fonts: self.fonts,
            }
            .legend(&years, &self.heads(years.len()), gaps)?,
            notes: self.notes(None, labels.len()),
            north: "N",
        };
        let mut svg = Svg::default();
        sheet.define(&mut svg);
        sheet.define_clip(&mut svg);
        let svg = page.svg(svg, |svg, panel| {
            sheet.draw_no_data(svg);
            svg.append(&maps[panel]);
            sheet.draw_borders(svg);
            draw_labels(svg, &labels);
        });
        Ok(self.figure(number, page.title, svg))
    }
}

/// The names of zones, each on one line.
pub(crate) fn names(zones: &[Zone]) -> Vec<Vec<String>> {
    let names = zones.iter().map(|zone| vec![zone.name.clone()]);
    names.collect()
}

/// Yuan in millions with their sign, as labels show them.
fn millions(yuan: f64) -> String {
    let text = signed(yuan / 1e6, 1);
    let plus = if text.starts_with('−') { "" } else { "+" };
    format!("{plus}{text}")
}

pub(crate) fn capitalised(text: String) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_short() {
        assert_eq!(millions(114.31e6), "+114.3");
        assert_eq!(millions(-34.04e6), "−34.0");
        assert_eq!(millions(-4.0), "+0.0");
    }
}

//! The figures themselves: which theme, which headings, which notes.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::slice;

use carbon_core::{Compensation, Year, ZoneYear};

use super::land_use::LandUse;
use super::land_use_key::LandUseKey;
use super::naming::largest;
use crate::error::ExportError;
use crate::figures::figure::Figure;
use crate::figures::formats::{Fonts, NO_DATA, Svg};
use crate::figures::inputs::FigureInputs;
use crate::figures::options::{CaptionPlace, MapLabels};
use crate::figures::page::{
    Amounts, Entry, Label, Legend, Page, Region, Sheet, draw_heading, draw_labels, draw_notes,
    label,
};
use crate::figures::panels::{chosen_years, shown_years, spread};
use crate::style::{Subject, Theme, Topic, annual};
use crate::text::{Bilingual, Language, MoneyUnit, letter, with_sign};

/// Maps of one figure, whose classes are the same.
pub(crate) struct Maps<'a> {
    /// What they show, in file names.
    pub(crate) name: &'a str,
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
    /// The width of the page.
    pub(crate) page: f64,
    pub(crate) fonts: &'a Fonts,
    years: Vec<Year>,
    /// The sheets by their number of panels.
    sheets: RefCell<BTreeMap<usize, Rc<NamedSheet>>>,
}

/// A sheet with the names of the zones.
pub(crate) struct NamedSheet {
    pub(crate) sheet: Sheet,
    pub(crate) labels: Vec<Label>,
}

impl<'a> MapRenderer<'a> {
    pub(crate) fn new(inputs: &'a FigureInputs<'a>, region: &'a Region, fonts: &'a Fonts) -> Self {
        let years = chosen_years(inputs.options, shown_years(inputs.themes.assessment));
        let page = inputs.options.width.points();
        Self {
            inputs,
            region,
            page,
            fonts,
            years,
            sheets: RefCell::default(),
        }
    }

    pub(crate) fn choose(&self, en: &str, zh: &str) -> String {
        self.language().choose(en, zh)
    }

    pub(crate) fn region(&self) -> &Region {
        self.region
    }

    pub(crate) fn language(&self) -> Language {
        self.inputs.caption.language
    }

    /// A figure with a panel a year in which the subject has a map.
    pub(crate) fn theme(&self, number: u8, subject: Subject) -> Result<Figure, ExportError> {
        let years: Vec<Year> = match subject {
            Subject::Topic(_) => self.years.clone(),
            Subject::Field(place) => {
                let maps = &self.inputs.themes.fields()[place].maps;
                spread(chosen_years(self.inputs.options, maps.clone()))
            }
        };
        let panels = years.iter().map(|year| self.panel(subject, *year));
        let panels: Vec<(Theme, &[ZoneYear])> = panels.collect::<Result<_, _>>()?;
        let mut headings = Vec::new();
        for (year, (theme, _)) in years.iter().zip(&panels) {
            let detail = theme.mean().map_or_else(String::new, |mean| {
                let mean = theme.shown.amount(mean);
                self.choose(&format!("mean {mean}"), &format!("均值 {mean}"))
            });
            headings.push([year.to_string(), detail]);
        }
        let title = panels.first().map_or("", |(theme, _)| &theme.title);
        let name = match subject {
            Subject::Topic(topic) => topic.key(),
            Subject::Field(place) => &*self.inputs.themes.fields()[place].name,
        };
        let maps = Maps {
            name,
            title: title.to_owned(),
            legend: None,
            panels: &panels,
            headings,
            notes: self.basis_note(subject, panels.first().map(|(theme, _)| &*theme.shown.name)),
        };
        Ok(self.on_sheet(number, maps))
    }

    /// What a subject shows in a year.
    pub(crate) fn panel(
        &self,
        subject: Subject,
        year: Year,
    ) -> Result<(Theme, &'a [ZoneYear]), ExportError> {
        let themes = self.inputs.themes;
        let theme = themes.theme(subject, year, self.language())?;
        Ok((theme, &*annual(themes.assessment, year)?.zones))
    }

    /// The width of a panel where there are so many.
    pub(crate) fn panel_width(&self, panels: usize) -> f64 {
        Sheet::layout(self.region, panels, self.page).width
    }

    /// The sheet of so many panels, which is made once.
    pub(crate) fn sheet(&self, panels: usize) -> Rc<NamedSheet> {
        let mut sheets = self.sheets.borrow_mut();
        let sheet = sheets.entry(panels).or_insert_with(|| {
            let sheet = self.unnamed_sheet(panels);
            let ground = match self.naming() {
                MapLabels::Parents => sheet.larger_ground().unwrap_or(&sheet.ground),
                _ => &sheet.ground,
            };
            let labels = label::place(ground, &self.names(), self.fonts);
            Rc::new(NamedSheet { sheet, labels })
        });
        Rc::clone(sheet)
    }

    fn unnamed_sheet(&self, panels: usize) -> Sheet {
        let parents = self.inputs.parents.map(|parents| &*parents.of_zones);
        Sheet::new(self.region, panels, self.page, parents)
    }

    /// A figure on the sheet of so many panels.
    pub(crate) fn on_sheet(&self, number: u8, maps: Maps<'_>) -> Figure {
        let named = self.sheet(maps.panels.len());
        self.themed(number, (&named.sheet, &named.labels, self.naming()), maps)
    }

    /// The figure of who pays and who receives, with the amounts.
    pub(crate) fn compensation(
        &self,
        number: u8,
        compensation: &Compensation,
    ) -> Result<Figure, ExportError> {
        let year = compensation.target;
        let (theme, zones) = self.panel(Subject::Topic(Topic::Compensation), year)?;
        let paid =
            |zone_year: &ZoneYear| Some(zone_year.compensation.as_ref()?.compensation.amount);
        let unit = MoneyUnit::fitting(zones.iter().filter_map(paid));
        let named = match self.naming() {
            MapLabels::Auto | MapLabels::All => (0..zones.len()).collect(),
            MapLabels::None => BTreeSet::new(),
            MapLabels::Largest | MapLabels::Parents => largest(
                zones
                    .iter()
                    .map(|zone_year| paid(zone_year).unwrap_or_default()),
            ),
        };
        let amounts = zones.iter().enumerate().map(|(zone, zone_year)| {
            let amount = paid(zone_year).map(|yuan| with_sign(&unit.digits(yuan, 1)));
            let name = named.contains(&zone).then(|| zone_year.zone.name.clone());
            name.into_iter()
                .chain(amount.filter(|_| named.contains(&zone)))
                .collect::<Vec<_>>()
        });
        let sheet = self.unnamed_sheet(1);
        let labels = label::place(&sheet.ground, &amounts.collect::<Vec<_>>(), self.fonts);
        let detail = self.choose(
            &format!("{} of {year}; + pays, − receives", unit.en),
            &format!("{}（{year}年价）；+ 支付，− 受偿", unit.zh),
        );
        let maps = Maps {
            name: Topic::Compensation.key(),
            title: self.choose("Classes and amounts of compensation", "补偿类型与金额"),
            legend: None,
            panels: &[(theme, zones)],
            headings: vec![[year.to_string(), detail]],
            notes: self.basis_note(Subject::Topic(Topic::Compensation), None),
        };
        let is_larger = self.naming() == MapLabels::Parents;
        let naming = if is_larger {
            MapLabels::Largest
        } else {
            self.naming()
        };
        Ok(self.themed(number, (&sheet, &labels, naming), maps))
    }

    fn themed(
        &self,
        number: u8,
        (sheet, labels, naming): (&Sheet, &[Label], MapLabels),
        maps: Maps<'_>,
    ) -> Figure {
        let panels = maps.panels;
        let known = panels.first().map(|(theme, _)| theme.known.clone());
        let known = known.filter(|known| !known.is_empty());
        let mut notes = maps.notes;
        notes.extend(self.notes(known, labels.len(), naming));
        let same = |(theme, _): &(Theme, &[ZoneYear])| theme.name == panels[0].0.name;
        let legends = match maps.legend {
            None if !panels.iter().all(same) => {
                let singly = panels.iter().zip(self.heads(panels.len()));
                let legends = singly.map(|(panel, head)| {
                    let legend = self.legend(slice::from_ref(panel));
                    let title = format!("{head} {}", legend.title);
                    Legend { title, ..legend }
                });
                legends.collect()
            }
            title => {
                let legend = self.legend(panels);
                let title = title.unwrap_or_else(|| legend.title.clone());
                vec![Legend { title, ..legend }]
            }
        };
        let page = Page {
            sheet,
            fonts: self.fonts,
            headings: maps.headings,
            legends,
        };
        let draw = |svg: &mut Svg, panel: usize| {
            let (theme, zones) = &panels[panel];
            let fill = |zone_year: &ZoneYear| match theme.class_of(zone_year) {
                Some(class) => class.color.to_string(),
                None => NO_DATA.to_owned(),
            };
            let fills: Vec<_> = zones.iter().map(fill).collect();
            sheet.draw(svg, &fills);
            draw_labels(svg, labels);
        };
        let svg = sheet.definitions();
        let name: [&str; 2] = [maps.name, &maps.title];
        self.figure(number, name, &notes, svg, |svg, top| {
            page.draw(svg, top, draw)
        })
    }

    /// A figure with its heading and notes, by its name in files and its title. What stands between
    /// them, `draw` draws below a height; it returns where the notes begin.
    pub(crate) fn figure(
        &self,
        number: u8,
        [name, what]: [&str; 2],
        notes: &[String],
        mut svg: Svg,
        draw: impl FnOnce(&mut Svg, f64) -> f64,
    ) -> Figure {
        let FigureInputs {
            caption, options, ..
        } = self.inputs;
        let region = caption.region();
        let title = match self.language() {
            Language::En | Language::Both => format!("Figure {number}. {region}{what}"),
            Language::Zh => format!("图{number}　{region}{what}"),
        };
        let status = caption.note.as_deref().filter(|note| !note.is_empty());
        let drawn_title = options.title.then_some(&*title);
        let top = draw_heading(&mut svg, self.fonts, drawn_title, status, self.page);
        let below = draw(&mut svg, top);
        let mut drawn = match options.caption {
            CaptionPlace::Inside => notes.to_vec(),
            CaptionPlace::File | CaptionPlace::None => Vec::new(),
        };
        drawn.extend(options.approval.as_ref().map(|approval| {
            self.choose(
                &format!("Map approval number: {approval}"),
                &format!("审图号：{approval}"),
            )
        }));
        let bottom = draw_notes(&mut svg, self.fonts, &drawn, below, self.page);
        let caption = [title.clone()].into_iter().chain(status.map(str::to_owned));
        Figure {
            number,
            name: name.replace('_', "-"),
            caption: caption.chain(notes.iter().cloned()).collect(),
            svg: svg.document(self.page, bottom + 6.0, &title),
            title,
            fonts: self.fonts.database(),
            dpi: options.dpi,
        }
    }

    /// Classes with the number of zones in each, by panel.
    fn legend(&self, panels: &[(Theme, &[ZoneYear])]) -> Legend {
        let Some((first, _)) = panels.first() else {
            return Legend::plain(String::new(), std::iter::empty(), self.page);
        };
        let counts = panels.iter().map(|(theme, zones)| theme.counts(zones));
        let counts: Vec<Vec<usize>> = counts.collect();
        let classes = first.classes.iter().enumerate();
        let entries = classes.map(|(class, found)| Entry {
            cells: counts
                .iter()
                .map(|counts| counts[class].to_string())
                .collect(),
            ..Entry::new(found.color, found.label.clone())
        });
        let mut entries: Vec<Entry> = entries.collect();
        let counted = panels.iter().zip(&counts);
        let without =
            counted.map(|((_, zones), counts)| zones.len() - counts.iter().sum::<usize>());
        let without: Vec<usize> = without.collect();
        if without.iter().any(|&count| count > 0) {
            let mut themes = panels.iter().map(|(theme, _)| theme);
            let gaps = themes.find(|theme| theme.min_coverage.is_some());
            let gaps = gaps.unwrap_or(first);
            entries.push(Entry {
                cells: without.iter().map(usize::to_string).collect(),
                ..Entry::new(NO_DATA, gaps.gap_label(self.language()))
            });
        }
        let legend = Legend {
            title: first.title.clone(),
            counted: self.choose("zones in each class", "各级区域数"),
            heads: self.heads(panels.len()),
            entries,
            amounts: None,
            page: self.page,
        };
        match first.mean() {
            Some(_) => legend.with_amounts(self.amounts(panels), self.fonts),
            None => legend,
        }
    }

    /// Between which amounts the classes lie that are shares of a mean: a column a panel.
    fn amounts(&self, panels: &[(Theme, &[ZoneYear])]) -> Amounts {
        let unit = panels.first().map_or("", |(theme, _)| &theme.shown.name);
        let title = Bilingual::new("amounts", "数值").with_unit(&Bilingual::same(unit));
        let column = |(theme, _): &(Theme, &[ZoneYear])| {
            let classes = theme.classes.iter();
            let amounts = classes.map(|class| theme.amounts_of(class, self.language()));
            amounts.collect()
        };
        Amounts {
            title: title.in_language(self.language()),
            heads: self.heads(panels.len()),
            columns: panels.iter().map(column).collect(),
        }
    }

    fn heads(&self, panels: usize) -> Vec<String> {
        let lettered = if panels == 1 { 0 } else { panels };
        (0..lettered).map(letter).collect()
    }

    /// Land use of each year that has a picture.
    pub(crate) fn land_use(&self, number: u8, land_use: &LandUse) -> Result<Figure, ExportError> {
        let pictures = land_use.pictures.iter();
        let pictures = pictures.filter(|picture| self.years.contains(&picture.year));
        let pictures: Vec<_> = pictures.collect();
        let named = self.sheet(pictures.len());
        let NamedSheet { sheet, labels } = &*named;
        let mut gaps = false;
        let mut maps = Vec::new();
        for picture in &pictures {
            let mut map = Svg::default();
            gaps |= picture.draw(&mut map, sheet, self.region, &land_use.classes)?;
            maps.push(map);
        }
        let years: Vec<_> = pictures.iter().map(|picture| picture.year).collect();
        let key = LandUseKey {
            land_use,
            assessment: self.inputs.themes.assessment,
            language: self.language(),
            fonts: self.fonts,
            years: &years,
            heads: self.heads(years.len()),
            gaps,
            page: self.page,
        };
        let headings = years.iter().map(|year| [year.to_string(), String::new()]);
        let page = Page {
            sheet,
            fonts: self.fonts,
            headings: headings.collect(),
            legends: vec![key.legend()?],
        };
        let notes = self.notes(None, labels.len(), self.naming());
        let mut svg = sheet.definitions();
        sheet.define_clip(&mut svg);
        let draw = |svg: &mut Svg, panel: usize| {
            sheet.draw_no_data(svg);
            svg.append(&maps[panel]);
            sheet.draw_borders(svg);
            draw_labels(svg, labels);
        };
        let title = self.choose("Land use", "土地利用");
        Ok(
            self.figure(number, ["land-use", &title], &notes, svg, |svg, top| {
                page.draw(svg, top, draw)
            }),
        )
    }
}

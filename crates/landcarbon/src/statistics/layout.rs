//! From a grid of cells to values with zone, year, variable and unit, whatever stands in rows and what in columns.
//!
//! No layout is known by name. Each row is a title, a heading or a row of values; each value takes what is said of it from the
//! headings above, the labels beside, the titles before and the name of the sheet, in this order.

use anyhow::Result;

use super::grid::{Grid, Place};
use super::heading::{Heading, Named, Role, plain, role, year};
use super::problem::TableProblem;
use super::words::{Question, Words};
use crate::files::half_width;

/// What stands for a value that is not known.
const MISSING: [&str; 14] = [
    "", "-", "--", "–", "—", "——", "－", "…", "……", "...", "..", "/", "na", "n.a.",
];

/// Beginnings of notes below a table.
const NOTES: [&str; 8] = [
    "注:",
    "注：",
    "资料来源",
    "数据来源",
    "来源:",
    "说明",
    "note",
    "source:",
];

/// A value with what is said of it. Unit and year may be known from elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// Names and codes of its zone, the code first.
    pub(super) zone: String,
    pub(super) name: String,
    pub(super) year: Option<i32>,
    pub(super) variable: Named,
    /// The units that are said to be its own or those of its table.
    pub(super) units: Vec<String>,
    /// The year at whose prices it counts GDP.
    pub(super) price_year: Option<i32>,
    /// None if it is missing.
    pub(super) value: Option<String>,
    pub(super) status: Option<String>,
    pub(super) place: Place,
}

/// What a grid has.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) found: Vec<Found>,
    /// Headings of columns with values that are no known variable.
    pub(super) unread: Vec<String>,
    /// Words with two meanings, with their questions and places.
    pub(super) questions: Vec<(String, Question, Place)>,
}

/// What holds for the rows below.
#[derive(Debug, Clone, Default)]
struct Around {
    heading: Heading,
    zone: String,
}

/// What the headings above a column say.
#[derive(Debug, Clone, Default)]
struct Column {
    role: Option<Role>,
    heading: Heading,
    /// A heading that is neither year nor variable nor unit.
    other: String,
}

/// What the cells beside the values of a row say.
#[derive(Debug, Default)]
struct Labels {
    zone: String,
    /// Of a table with a column for the ids and one for the names of zones.
    name: String,
    code: String,
    heading: Heading,
    status: Option<String>,
}

struct Reader<'a> {
    grid: &'a Grid,
    words: &'a Words,
    sheet: Heading,
    context: Around,
    headings: Vec<usize>,
    columns: Vec<Column>,
    reading: Reading,
    /// The labels of the row above, which merged cells leave blank.
    above: [String; 3],
}

/// Reads a grid.
///
/// # Errors
/// A value has two years, variables or units that differ, or none that could be told, or is no number.
pub(super) fn read(grid: &Grid, words: &Words) -> Result<Reading> {
    let sheet = Heading::parse(grid.name.as_deref().unwrap_or_default(), words)?;
    let mut reader = Reader {
        grid,
        words,
        sheet,
        context: Around::default(),
        headings: Vec::new(),
        columns: Vec::new(),
        reading: Reading::default(),
        above: Default::default(),
    };
    for row in 0..grid.rows.len() {
        reader.read_row(row)?;
    }
    Ok(reader.reading)
}

impl<'a> Reader<'a> {
    fn read_row(&mut self, row: usize) -> Result<()> {
        let cells = self.filled(row);
        let Some(&(_, first)) = cells.first() else {
            return Ok(());
        };
        if NOTES
            .iter()
            .any(|note| first.to_lowercase().starts_with(note))
        {
            return Ok(());
        }
        let numbers = cells
            .iter()
            .filter(|(_, text)| is_number(text) && year(text).is_none());
        let has_numbers = numbers.count() > 0;
        let is_said = cells
            .iter()
            .all(|(_, text)| plain(text).starts_with("单位:"));
        if !has_numbers && (cells.len() == 1 || is_said) {
            return self.read_title(&cells);
        }
        if !has_numbers && self.is_heading(&cells)? {
            if self.columns_are_done() {
                self.headings.clear();
                self.columns.clear();
            }
            self.headings.push(row);
            return Ok(());
        }
        if self.headings.is_empty() {
            return match has_numbers {
                true => Ok(()),
                false => self.read_title(&cells),
            };
        }
        if self.columns.is_empty() {
            self.columns = self.columns_of_headings()?;
        }
        self.read_values(row)
    }

    /// Cells that are not blank.
    fn filled(&self, row: usize) -> Vec<(usize, &'a str)> {
        let cells = self.grid.rows[row].iter().enumerate();
        let filled = cells.filter(|(_, text)| !text.trim().is_empty());
        filled
            .map(|(column, text)| (column, text.as_str()))
            .collect()
    }

    /// Whether the headings that were read have got rows of values.
    fn columns_are_done(&self) -> bool {
        !self.columns.is_empty()
    }

    /// Texts above a table, or between blocks of it.
    fn read_title(&mut self, cells: &[(usize, &str)]) -> Result<()> {
        for (_, text) in cells {
            let found = Heading::parse(text, self.words)?;
            let heading = &mut self.context.heading;
            if found.variable.is_some() || found.question.is_some() {
                *heading = Heading {
                    year: found.year.or(heading.year),
                    ..found
                };
            } else if found.is_empty() {
                self.context.zone = (*text).to_owned();
            } else {
                heading.year = found.year.or(heading.year);
                if !found.units.is_empty() {
                    heading.units = found.units;
                }
            }
        }
        Ok(())
    }

    /// Whether a row without numbers is one of headings: it has a year, a variable, a unit or the name of a column.
    fn is_heading(&self, cells: &[(usize, &str)]) -> Result<bool> {
        let says = |text: &str| {
            let found = Heading::parse(text, self.words)?;
            anyhow::Ok(role(text).is_some() || !found.is_empty())
        };
        // Below the first headings a row that begins with a zone is one of values, though they may look like years.
        if let ([(0, first), ..], false) = (cells, self.headings.is_empty())
            && !says(first)?
        {
            return Ok(false);
        }
        for (place, (_, text)) in cells.iter().enumerate() {
            if says(text)? && (place > 0 || role(text).is_some()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn columns_of_headings(&self) -> Result<Vec<Column>> {
        let mut columns = vec![Column::default(); self.grid.width()];
        let last = self.headings.len() - 1;
        let has_role = |column: usize| {
            let cells = self.headings.iter().map(|&row| self.grid.cell(row, column));
            cells.filter_map(role).next()
        };
        for (place, &row) in self.headings.iter().enumerate() {
            let mut before = "";
            for (number, column) in columns.iter_mut().enumerate() {
                column.role = has_role(number);
                let text = self.grid.cell(row, number);
                if column.role.is_some() {
                    before = "";
                    continue;
                }
                // A heading over several columns stands in the first of them.
                let text = if text.is_empty() && place < last {
                    before
                } else {
                    text
                };
                before = text;
                self.add_heading(column, text, row, number)?;
            }
        }
        Ok(columns)
    }

    fn add_heading(
        &self,
        column: &mut Column,
        text: &str,
        row: usize,
        number: usize,
    ) -> Result<()> {
        let found = Heading::parse(text, self.words)?;
        let two = || TableProblem::TwoReadings {
            place: self.grid.place(row, number),
        };
        let heading = &mut column.heading;
        if found.is_empty() {
            column.other.push_str(text);
        }
        heading.year = one(heading.year, found.year).ok_or_else(two)?;
        heading.variable = one(heading.variable.take(), found.variable).ok_or_else(two)?;
        heading.question = heading.question.take().or(found.question);
        heading.price_year = heading.price_year.or(found.price_year);
        heading.units.extend(found.units);
        Ok(())
    }

    fn read_values(&mut self, row: usize) -> Result<()> {
        let labels = self.labels(row)?;
        let roles: Vec<Option<Role>> = self.columns.iter().map(|column| column.role).collect();
        let label = self.label_column();
        for (number, role) in roles.iter().enumerate() {
            let column = &self.columns[number];
            let is_headed = !column.heading.is_empty() || !column.other.is_empty();
            let is_value = *role == Some(Role::Value) || (role.is_none() && is_headed);
            let text = self.grid.cell(row, number).trim().to_owned();
            if is_value && Some(number) != label && (!text.is_empty() || self.expects_value(number))
            {
                self.read_value(row, number, &labels, &text)?;
            }
        }
        Ok(())
    }

    /// Whether a blank cell of a column is a missing value.
    fn expects_value(&self, number: usize) -> bool {
        let column = &self.columns[number];
        column.role == Some(Role::Value)
            || column.heading.year.is_some()
            || column.heading.variable.is_some()
    }

    /// The column of labels without a heading: the first, if no other is that of the zones.
    fn label_column(&self) -> Option<usize> {
        let has = |wanted: Role| {
            self.columns
                .iter()
                .any(|column| column.role == Some(wanted))
        };
        let first = self.columns.first()?;
        let is_blank = first.role.is_none() && first.heading.is_empty();
        (is_blank && !has(Role::Zone) && !has(Role::Code)).then_some(0)
    }

    fn labels(&mut self, row: usize) -> Result<Labels> {
        let mut labels = Labels::default();
        let (grid, words) = (self.grid, self.words);
        let cell = |above: &mut String, number: usize| {
            let text = grid.cell(row, number).trim();
            if !text.is_empty() {
                text.clone_into(above);
            }
            above.clone()
        };
        let label = self.label_column();
        let mut above = std::mem::take(&mut self.above);
        for (number, column) in self.columns.iter().enumerate() {
            let text = grid.cell(row, number).trim();
            match column.role {
                Some(Role::Zone) if labels.zone.is_empty() => {
                    labels.zone = cell(&mut above[0], number);
                }
                Some(Role::Zone) => text.clone_into(&mut labels.name),
                Some(Role::Code) => labels.code = cell(&mut above[1], number),
                Some(Role::Year) => {
                    let text = cell(&mut above[2], number);
                    labels.heading.year = year(&text);
                    if labels.heading.year.is_none() && !text.is_empty() {
                        return Err(TableProblem::NoYearThere {
                            place: grid.place(row, number),
                            text,
                        }
                        .into());
                    }
                }
                Some(Role::Variable) => {
                    let found = Heading::parse(text, words)?;
                    if found.variable.is_none() && found.question.is_none() {
                        labels.heading.question = Some((text.to_owned(), None));
                    }
                    merge(&mut labels.heading, found);
                }
                Some(Role::Unit) => {
                    let found = Heading::parse(text, words)?;
                    labels.heading.units = match found.units.is_empty() {
                        true => vec![text.to_owned()],
                        false => found.units,
                    };
                }
                Some(Role::Status) => labels.status = Some(text.to_owned()),
                Some(Role::Value | Role::Source) => {}
                None if Some(number) == label => {
                    let text = cell(&mut above[0], number);
                    let found = Heading::parse(&text, words)?;
                    match found.is_empty() {
                        true => labels.zone = text,
                        false => merge(&mut labels.heading, found),
                    }
                }
                None => {}
            }
        }
        self.above = above;
        Ok(labels)
    }

    fn read_value(&mut self, row: usize, number: usize, labels: &Labels, text: &str) -> Result<()> {
        let (grid, column) = (self.grid, &self.columns[number]);
        let place = grid.place(row, number);
        let two = || TableProblem::TwoReadings {
            place: place.clone(),
        };
        let said = [
            &column.heading,
            &labels.heading,
            &self.context.heading,
            &self.sheet,
        ];
        let variable = one(
            column.heading.variable.clone(),
            labels.heading.variable.clone(),
        );
        let variable = variable.ok_or_else(two)?;
        let variable =
            variable.or_else(|| said.iter().find_map(|heading| heading.variable.clone()));
        // What stands nearest decides: a title says what the name of its sheet leaves open.
        let mut nearest = said.iter();
        let nearest =
            nearest.find(|heading| heading.variable.is_some() || heading.question.is_some());
        let question = nearest.and_then(|heading| heading.question.clone());
        let unknown = column.other.clone();
        let Some(variable) =
            variable.filter(|_| question.is_none() || column.heading.variable.is_some())
        else {
            match question {
                Some((word, Some(question))) => {
                    self.reading.questions.push((word, question, place));
                }
                Some((word, _)) => self.note_unread(&word),
                None => self.note_unread(&unknown),
            }
            return Ok(());
        };
        let own_zone = first_of(&[&labels.code, &labels.zone]);
        if !unknown.is_empty() && !own_zone.is_empty() && column.role != Some(Role::Value) {
            // A column of a zone's row that says something else than what is read, such as a rate of growth.
            self.note_unread(&unknown);
            return Ok(());
        }
        let zone = first_of(&[own_zone, &unknown, &self.context.zone]).to_owned();
        let named = first_of(&[&labels.name, &labels.zone, &unknown, &zone]).to_owned();
        let value = half_width(text).trim().to_owned();
        let is_missing = MISSING.contains(&value.to_lowercase().as_str());
        let years = one(column.heading.year, labels.heading.year);
        let years = years.ok_or_else(two)?;
        self.reading.found.push(Found {
            zone,
            name: named,
            year: years.or_else(|| said.iter().find_map(|heading| heading.year)),
            variable,
            units: said
                .iter()
                .map(|heading| &heading.units)
                .find(|units| !units.is_empty())
                .cloned()
                .unwrap_or_default(),
            price_year: said.iter().find_map(|heading| heading.price_year),
            value: (!is_missing)
                .then(|| self.without_separators(&value, (row, number)))
                .transpose()?,
            status: labels.status.clone(),
            place,
        });
        Ok(())
    }

    fn note_unread(&mut self, heading: &str) {
        let unread = &mut self.reading.unread;
        if !heading.is_empty() && !unread.iter().any(|known| known == heading) {
            unread.push(heading.to_owned());
        }
    }

    /// The number without separators of thousands, where its column leaves no doubt that they are that.
    fn without_separators(
        &self,
        value: &str,
        (row, column): (usize, usize),
    ) -> Result<String, TableProblem> {
        if !value.contains(',') {
            return Ok(value.to_owned());
        }
        let first = self.headings.last().map_or(0, |row| row + 1);
        let rows = (first..self.grid.rows.len()).take_while(|&row| !self.filled(row).is_empty());
        let cells = rows.map(|row| half_width(self.grid.cell(row, column).trim()));
        let numbers: Vec<String> = cells.filter(|text| is_number(text)).collect();
        let (grouped, plain): (Vec<_>, Vec<_>) =
            numbers.iter().partition(|text| text.contains(','));
        let is_sure = |text: &&&String| text.contains('.') || text.matches(',').count() > 1;
        let below_thousand = |text: &&String| {
            text.parse::<f64>()
                .is_ok_and(|number| number.abs() < 1000.0)
        };
        let is_plain = !plain.is_empty() && plain.iter().all(below_thousand);
        if grouped.iter().all(|text| is_grouped(text))
            && (grouped.iter().any(|text| is_sure(&text)) || is_plain)
        {
            return Ok(value.replace(',', ""));
        }
        Err(TableProblem::Comma {
            place: self.grid.place(row, column),
            value: value.to_owned(),
        })
    }
}

/// The one that is there of two; `None` if they differ.
fn one<T: PartialEq>(a: Option<T>, b: Option<T>) -> Option<Option<T>> {
    match (a, b) {
        (Some(a), Some(b)) if a != b => None,
        (a, b) => Some(a.or(b)),
    }
}

fn merge(heading: &mut Heading, found: Heading) {
    heading.year = found.year.or(heading.year);
    heading.variable = found.variable.or(heading.variable.take());
    heading.question = found.question.or(heading.question.take());
    heading.price_year = found.price_year.or(heading.price_year);
    if !found.units.is_empty() {
        heading.units = found.units;
    }
}

fn first_of<'a>(texts: &[&'a str]) -> &'a str {
    texts
        .iter()
        .copied()
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

fn is_number(text: &str) -> bool {
    let narrow = half_width(text.trim());
    narrow
        .replace(',', "")
        .parse::<f64>()
        .is_ok_and(f64::is_finite)
}

/// Whether commas stand before each three digits.
fn is_grouped(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or_default();
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

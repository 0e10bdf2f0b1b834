//! Legends of layouts: what they list, and in how many columns of which size.

use carbon_core::Year;
use unicode_width::UnicodeWidthStr;

use super::raster_style::RasterStyle;
use super::vector_style::gaps;
use crate::content::Themes;
use crate::error::ExportError;
use crate::style::{Subject, annual};
use crate::text::{Language, letter};

/// The height of a row at full size, in millimetres.
pub(super) const ROW: f64 = 4.9;

/// The width of half a Chinese character at full size.
const LETTER: f64 = 1.5;

/// What a column needs beside its labels at full size.
const BESIDE: f64 = 13.0;

/// Sizes to try, the preferred one first.
const SCALES: [f64; 5] = [1.0, 0.85, 0.7, 0.6, 0.5];

/// The classes that maps share.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Legend {
    pub title: String,
    /// What the numbers behind the labels are.
    pub counted: Option<String>,
    pub labels: Vec<String>,
    /// How well the class breaks are known.
    pub remark: String,
    /// The year whose layer has all the entries.
    pub year: Year,
}

/// How a legend fills its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Columns {
    pub count: usize,
    pub rows: usize,
    /// Of its full size.
    pub scale: f64,
}

impl Legend {
    /// The classes of a subject, with the number of zones in each of them in each year. Zones without a value
    /// have an entry if there are any.
    ///
    /// # Errors
    ///
    /// As [`Themes::theme`].
    pub fn for_subject(
        subject: Subject,
        themes: &Themes<'_>,
        years: &[Year],
        language: Language,
    ) -> Result<Option<Self>, ExportError> {
        let mut counts = Vec::new();
        let mut legend: Option<Self> = None;
        for &year in years {
            let theme = themes.theme(subject, year, language)?;
            let zones = &annual(themes.assessment, year)?.zones;
            let mut of_year = theme.counts(zones);
            of_year.push(zones.len() - of_year.iter().sum::<usize>());
            counts.push(of_year);
            let labels = theme.classes.iter().map(|class| class.label.clone());
            let labels: Vec<_> = labels.chain(gaps(&theme, zones, language)).collect();
            if legend
                .as_ref()
                .is_none_or(|known| known.labels.len() <= labels.len())
            {
                legend = Some(Self {
                    title: theme.title,
                    counted: Some(counted(years.len(), language)),
                    labels,
                    remark: theme.known,
                    year,
                });
            }
        }
        let labels = legend
            .iter_mut()
            .flat_map(|legend| legend.labels.iter_mut().enumerate());
        for (class, label) in labels {
            let of_class: Vec<_> = counts
                .iter()
                .map(|of_year| of_year[class].to_string())
                .collect();
            *label = match language {
                Language::Zh => format!("{label}（{}）", of_class.join("，")),
                Language::En | Language::Both => format!("{label} ({})", of_class.join(", ")),
            };
        }
        Ok(legend)
    }

    /// The codes of land-use rasters.
    pub fn of_land_use(style: &RasterStyle, year: Year, language: Language) -> Self {
        Self {
            title: language.choose("Land use", "土地利用"),
            counted: None,
            labels: style.codes.iter().map(|code| code.label.clone()).collect(),
            remark: String::new(),
            year,
        }
    }

    /// The largest columns that fit into a place, in millimetres; the smallest if none do.
    pub fn columns(&self, width: f64, height: f64) -> Columns {
        let sized = SCALES.map(|scale| self.scaled(width, scale));
        let fits = |columns: &&Columns| columns.height() <= height;
        *sized.iter().find(fits).unwrap_or(&sized[SCALES.len() - 1])
    }

    fn scaled(&self, width: f64, scale: f64) -> Columns {
        let longest = self.labels.iter().map(|label| label.width()).max();
        let column = (longest.unwrap_or(1) as f64 * LETTER + BESIDE) * scale;
        let fitting = (width / column).floor().max(1.0) as usize;
        let entries = self.labels.len().max(1);
        let rows = entries.div_ceil(fitting);
        Columns {
            // No column is nearly empty.
            count: entries.div_ceil(rows),
            rows,
            scale,
        }
    }
}

impl Columns {
    /// In millimetres.
    pub fn height(&self) -> f64 {
        self.rows as f64 * ROW * self.scale
    }
}

fn counted(years: usize, language: Language) -> String {
    let comma = language.comma();
    let panels = match years {
        1 => String::new(),
        2 | 3 => {
            let letters: Vec<_> = (0..years).map(letter).collect();
            format!("{comma}{}", letters.join(comma))
        }
        _ => format!("{comma}{}–{}", letter(0), letter(years - 1)),
    };
    let (en, zh) = ("in brackets: zones in each class", "括号内为各级区域数");
    format!("{}{panels}", language.choose(en, zh))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn legend(entries: usize, label: &str) -> Legend {
        Legend {
            title: String::new(),
            counted: None,
            labels: vec![label.to_owned(); entries],
            remark: String::new(),
            year: Year(2020),
        }
    }

    #[test]
    fn many_short_entries_stand_in_many_columns() {
        let columns = legend(255, "254").columns(215.0, 60.0);
        assert!(columns.height() <= 60.0, "{columns:?}");
        assert!(columns.count * columns.rows >= 255);
        assert_eq!(legend(4, "0.6–1.2 (8, 7, 8)").columns(215.0, 60.0).rows, 1);
    }

    #[test]
    fn long_entries_grow_smaller() {
        let label = "Mosaic natural vegetation (> 50 %), cropland (< 50 %)";
        let columns = legend(38, label).columns(215.0, 60.0);
        assert!(
            columns.scale < 1.0 && columns.height() <= 60.0,
            "{columns:?}"
        );
    }

    #[test]
    fn counts_name_their_panels() {
        assert_eq!(counted(1, Language::En), "in brackets: zones in each class");
        assert_eq!(
            counted(3, Language::Zh),
            "括号内为各级区域数，(a)，(b)，(c)"
        );
        assert!(counted(12, Language::En).ends_with(", (a)–(l)"));
    }
}

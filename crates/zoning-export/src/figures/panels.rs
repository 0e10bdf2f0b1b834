//! Which years and things have a panel.

use carbon_core::{Assessment, Year};

use super::options::FigureOptions;

/// The most panels of a figure.
pub(crate) const MOST_PANELS: usize = 12;

/// The years that have panels.
pub(crate) fn shown_years(assessment: &Assessment) -> Vec<Year> {
    spread(assessment.years.iter().map(|annual| annual.year).collect())
}

/// As many years as there are panels: the first, the last, and others spread evenly.
pub(crate) fn spread(years: Vec<Year>) -> Vec<Year> {
    chosen(years, MOST_PANELS)
}

/// So many of a list at most: the first, the last, and others spread evenly.
pub(crate) fn chosen<T: Copy>(all: Vec<T>, most: usize) -> Vec<T> {
    if all.len() <= most {
        return all;
    }
    let last = all.len() - 1;
    let place = |panel| (panel * last + (most - 1) / 2) / (most - 1);
    (0..most).map(|panel| all[place(panel)]).collect()
}

/// The years among these that the project chose for panels; all if it chose none of them.
pub(crate) fn chosen_years(options: &FigureOptions, years: Vec<Year>) -> Vec<Year> {
    let is_chosen = |year: &Year| options.panels.contains(&year.0);
    match years.iter().any(is_chosen) {
        true => years.into_iter().filter(is_chosen).collect(),
        false => years,
    }
}

//! What stands on a page: maps with their labels, legend, scale bar, north arrow, notes.

mod ground;
pub(crate) mod label;
mod layout;
mod legend;
mod map_page;
mod north_arrow;
mod scale_bar;
mod sheet;

pub(crate) use self::ground::Ground;
pub(crate) use self::label::{Label, MOST_LEADERS};
pub(crate) use self::layout::MARGIN;
pub(crate) use self::legend::{Amounts, Entry, Legend};
pub(crate) use self::map_page::{Page, draw_heading, draw_labels, draw_notes};
pub(crate) use self::scale_bar::ScaleBar;
pub(crate) use self::sheet::{Region, Sheet};

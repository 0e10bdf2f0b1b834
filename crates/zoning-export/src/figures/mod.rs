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
//! | 9 | absorption | one a year |
//! | 10 | changes of emissions, absorption and budget from the first year to the last, if there are two | one a quantity |
//! | 11 | ECC against ESC, with the ways of the zones from the first year and the thresholds of the zoning | one |
//! | 12 | emissions, absorption and budget over the years, if there are two | one a zone |
//! | 13 and on | of a [supplement](crate::content), as far as it has them: intervals of budget and payment by zone; how sure the zoning is; what each scenario changes of the budget; other zonings and analyses; Lorenz curves; bars of what drove changes and of what an index is made of; centres and ellipses | one a year; of scenarios one each; of what is of the whole region one a weight, a pair of years or a quantity |
//!
//! Figures 1–4 are those of the paper (doi 10.3389/fenvs.2024.1404760). Pages are as wide as the
//! [options](FigureOptions) say. Of
//! more than twelve years, twelve are shown: the first, the last, and others spread evenly.
//!
//! Maps are in an equal-area projection fitted to the region, which is named below them. Classes
//! and colours are those of the [`Theme`](crate::Theme); zones without a value are hatched grey. Text is set in
//! a font that ships with the crate; characters that it lacks are taken from the system's fonts.
//!
//! The same input gives the same bytes, unless characters had to be taken from the system.

mod charts;
mod content;
mod draw;
mod figure;
mod formats;
mod inputs;
mod maps;
mod options;
mod page;
mod panels;

pub use self::draw::Figures;
pub use self::figure::Figure;
pub use self::inputs::{FigureInputs, ParentZones};
pub use self::maps::{LandUse, LandUsePicture};
pub use self::options::{CaptionPlace, Dpi, FigureFormat, FigureOptions, MapLabels, PageWidth};
pub(crate) use self::page::MOST_LEADERS;

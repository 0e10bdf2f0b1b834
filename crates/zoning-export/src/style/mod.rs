//! How maps look: themes with their classes, colours and labels.

mod breaks;
mod classification;
pub(crate) mod computed_breaks;
mod error;
pub(crate) mod hatching;
pub mod palette;
mod theme;
mod topics;
mod units;

pub(crate) use self::breaks::plain;
pub use self::breaks::{Breaks, BreaksError, Scheme, range_label};
pub use self::classification::{Classification, ClassificationError, Classifications};
pub use self::error::ThemeError;
pub use self::palette::Color;
pub(crate) use self::theme::{ShownUnit, ThemeValues, annual, functional_zones};
pub use self::theme::{Subject, Theme, ThemeClass, Topic};
pub(crate) use self::topics::{TopicThemes, thirds};
pub(crate) use self::units::{round_step, scaled_tonnes, tonnes_scale};

//! Maps: themes, land use, centres.

mod centres;
mod changes;
mod land_use;
mod land_use_key;
mod naming;
mod notes;
mod thematic;

pub use self::land_use::{LandUse, LandUsePicture};
pub(crate) use self::notes::capitalised;
pub(crate) use self::thematic::{MapRenderer, Maps};

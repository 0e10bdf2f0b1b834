//! Files that are read, and files that are written whole or not at all.

pub mod digest;
mod file_name;
mod input_stamps;
mod output;
mod output_file;
mod output_folder;
mod placement;
pub mod raster_labels;
pub(crate) mod relative_path;
mod staging;
mod sync;
mod table;
pub(crate) mod toml_text;

pub use file_name::file_name;
pub use input_stamps::InputStamps;
pub use output::{MANIFEST, Output};
pub use output_file::{OutputFile, write_file};
pub use output_folder::OutputFolder;
pub(crate) use table::{OtherColumns, decoded, first_cell, half_width};
pub use table::{Row, Table, number};

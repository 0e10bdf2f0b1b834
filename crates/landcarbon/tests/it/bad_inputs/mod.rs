//! Bad and odd inputs, given to the built program: each is refused with a sentence that helps, goes on with a warning, or is simply
//! right. A snapshot holds what the program says of each case of a table; `# ` begins a case.

pub mod cases;
pub mod small_study;

mod boundary_files;
mod codes;
mod drafts;
mod expectations;
mod grids;
mod legends;
mod names;
mod options;
mod outputs;
mod polygons;
mod project;
mod raster_files;
mod sizes;
mod statistics;
mod yearbooks;

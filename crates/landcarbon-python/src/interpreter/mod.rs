//! What crosses between Python and Rust: arguments, exceptions, threads and interrupts.

mod arguments;
mod errors;
mod limits;
mod work;

pub(crate) use arguments::{overlay_options, read_crs, read_datum, read_transform, wkt};
pub(crate) use errors::{RasterError, add_errors, raised};
pub(crate) use limits::set_limit;
pub(crate) use work::work;

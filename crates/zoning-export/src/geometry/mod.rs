//! The shapes of zones, and how they come onto a plane.

mod crs;
mod plane;
mod shapes;
mod simplify;
mod topology;

pub use self::crs::CrsError;
pub use self::plane::{FittedPlane, Transform};
pub(crate) use self::plane::{bounds, read as read_crs};
pub use self::shapes::{ShapesError, ZoneShapes};
pub(crate) use self::simplify::{simplify, simplify_below};
pub(crate) use self::topology::{Point, Topology};

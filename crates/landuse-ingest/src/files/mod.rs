//! Files of this machine.

mod regular;

pub use regular::{open, read, read_text, refuse_companions};

//! Encodings of the attributes of a Shapefile.

pub(super) mod attributes;
pub(super) mod text;

//! Transitions between rasters: which class of one meets which class of another.

mod closing;
mod crossing;
mod side;

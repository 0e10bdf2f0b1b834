//! Files from strangers: what small files may cost, and what a folder of inputs may not do.

mod companions;
mod cost;
#[cfg(unix)]
mod folders;
mod names;
#[cfg(unix)]
mod old_names;

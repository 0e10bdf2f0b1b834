//! The built program on rasters that lie behind URLs: what it fetches, what it does when a server fails, and what it says of it.

mod bytes;
mod faults;
mod land;
mod project;
mod s3;
mod server;
mod stac;

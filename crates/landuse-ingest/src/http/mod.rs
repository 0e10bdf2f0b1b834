//! Files that lie behind a URL: how GDAL reads them, what a server does, and when to try again.

mod error;
mod fetch;
mod remote;
mod trace;

pub use error::ServerProblem;
pub(crate) use fetch::fetch;
pub use remote::{Served, gdal_name};
pub(crate) use remote::{blame, culprit, forget, listen_to, patiently, settle, verify};
pub(crate) use trace::Conversation;

//! Files behind a URL: how GDAL reads them, what a server does, and when to try again.

mod error;
mod fetch;
mod listen;
mod retry;
mod trace;
mod version;

pub use error::ServerProblem;
pub(crate) use fetch::fetch;
pub(crate) use listen::{
    Credentials, forget, listen, note_refused_head, server_failure, verify, verify_opened,
};
pub(crate) use retry::{Failure, retry};
pub use version::Served;

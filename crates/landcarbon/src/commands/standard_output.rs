//! What commands print for others to read.

use std::io::{ErrorKind, Write, stdout};

use anyhow::{Context, Result};

/// Prints a text.
///
/// # Errors
/// It cannot be written.
pub(super) fn print(text: &[u8]) -> Result<()> {
    match stdout().write_all(text) {
        // A reader that has seen enough, such as `head`, closes the pipe.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.context("cannot write to standard output"),
    }
}

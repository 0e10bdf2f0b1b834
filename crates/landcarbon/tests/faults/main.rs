//! The built program under faults: interrupts, kills, full disks, inputs that change, hostile folders. Whatever happens, results are whole or
//! not there.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr
)]

mod disks;
mod inputs;
mod interrupts;
mod memory;
mod network;
mod outputs;
mod study;

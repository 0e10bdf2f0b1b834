//! The built program under faults: interrupts, kills, full disks, inputs that change, hostile folders. Whatever happens, results are whole or
//! not there.

mod disks;
mod inputs;
mod interrupts;
mod memory;
mod network;
mod outputs;
mod power;
mod strangers;
mod study;

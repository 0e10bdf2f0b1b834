//! What people see in a terminal while the program works, and how they stop it.

mod console;
pub mod interrupt;
mod rows_bar;

pub use console::{Common, Console, causes};
pub use rows_bar::RowsBar;

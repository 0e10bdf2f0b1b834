//! What people see in a terminal while the program works, and how they stop it.

mod console;
pub mod interrupt;
mod language;
mod messages;
mod repeated;
mod rows_bar;

pub use console::{Common, Console};
pub use language::{chinese_is_wanted, in_language};
pub use messages::{Vocabulary, causes, in_words_of_a_project};
pub use rows_bar::RowsBar;

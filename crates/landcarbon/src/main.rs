//! The program: arguments in, exit status out.

use std::process::ExitCode;

use clap::Parser;
use landcarbon::cli::{
    Cli,
    crash_report::{self, Bug},
};
use landcarbon::commands;
use landcarbon::terminal::Console;
use landcarbon::terminal::interrupt;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let console = Console::new(&cli.common);
    let vocabulary = commands::vocabulary(&cli.command);
    let done = interrupt::watch(&console)
        .and_then(|()| crash_report::caught(|| commands::dispatch(cli, &console)))
        .and_then(|()| console.finish());
    // An interrupt that is being carried out has the last word.
    let _hold = interrupt::hold();
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            console.error(&error, vocabulary);
            let is_bug = error.is::<Bug>();
            ExitCode::from(if is_bug { Bug::STATUS } else { 1 })
        }
    }
}

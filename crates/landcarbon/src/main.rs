//! The program: arguments in, exit status out.

use std::process::ExitCode;

use clap::Parser;
use landcarbon::cli::Cli;
use landcarbon::console::Console;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let console = Console::new(&cli.common);
    match landcarbon::commands::dispatch(cli, &console) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            console.error(&error);
            ExitCode::FAILURE
        }
    }
}

//! What shells and readers of manuals are given.

use std::path::Path;
use std::process::Command;

use clap::CommandFactory;
use landcarbon::cli::Cli;
use testkit::program::landcarbon;

fn script(shell: &str) -> String {
    let output = landcarbon(Path::new("."))
        .args(["completions", shell])
        .output()
        .unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_shell_gets_every_command_and_option() {
    let cli = Cli::command();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = script(shell);
        for command in cli.get_subcommands() {
            assert!(script.contains(command.get_name()), "{shell}");
            for option in command
                .get_arguments()
                .filter_map(|argument| argument.get_long())
            {
                assert!(script.contains(option), "{shell} lacks --{option}");
            }
        }
    }
}

/// Needs bash, which is where cargo is on Linux and macOS.
#[cfg(unix)]
#[test]
fn bash_completes_commands_and_values() {
    let completed = |words: &str| {
        let script = script("bash");
        let ask = format!(
            "{script}\nCOMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); last=${{COMP_WORDS[-1]}}\n_landcarbon landcarbon \"$last\" \"${{COMP_WORDS[-2]}}\"; echo \"${{COMPREPLY[@]}}\""
        );
        let output = Command::new("bash").args(["-c", &ask]).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(completed("landcarbon ta"), "tally");
    assert_eq!(completed("landcarbon tally --coverage ce"), "center");
    assert_eq!(completed("landcarbon transition --zone-i"), "--zone-id");
}

#[test]
fn an_unknown_shell_is_refused_with_those_that_are_known() {
    let output = landcarbon(Path::new("."))
        .args(["completions", "tcsh"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("bash, elvish, fish, powershell, zsh"),
        "{said}"
    );
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = tempfile::tempdir().unwrap();
    let written = landcarbon(Path::new("."))
        .arg("manual")
        .arg(folder.path().join("man1"))
        .output()
        .unwrap();
    assert!(written.status.success(), "{written:?}");
    for command in Cli::command().get_subcommands() {
        let page = folder
            .path()
            .join("man1")
            .join(format!("landcarbon-{}.1", command.get_name()));
        let page = std::fs::read_to_string(page).unwrap();
        for option in command
            .get_arguments()
            .filter_map(|argument| argument.get_long())
        {
            assert!(
                page.contains(&option.replace('-', "\\-")),
                "{option}: {page}"
            );
        }
    }
}

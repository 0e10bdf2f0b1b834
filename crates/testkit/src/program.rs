//! The built program `landcarbon`, and what it said.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program, to be started in a folder. Only the tests of the crate `landcarbon` build it.
pub fn landcarbon(folder: &Path) -> Command {
    let mut command = Command::new(path());
    command.current_dir(folder);
    command
}

/// The program stands in the folder above that of the test's own executable.
fn path() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.ancestors().nth(2).unwrap();
    folder.join(format!("landcarbon{}", std::env::consts::EXE_SUFFIX))
}

/// Standard output as text.
pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Standard error as text.
pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Runs a command that must succeed.
pub fn succeed(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", stderr(&output));
    output
}

/// The message of a program that refuses, with status 1.
pub fn refusal(output: &Output) -> String {
    let said = stderr(output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.starts_with("error: "), "{said}");
    said
}

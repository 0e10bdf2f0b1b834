//! The built program `landcarbon`, and what it said.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

/// Names a folder for the traces of all that the program does (`scripts/trace-bad-inputs`).
const TRACES: &str = "LANDCARBON_TRACES";

/// The calls of the system that are traced: what starts programs, opens connections, and opens, makes, moves and removes files.
const CALLS: &str = "trace=execve,execveat,connect,sendto,open,openat,openat2,creat,mkdir,mkdirat,mknod,mknodat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,truncate,chmod,fchmodat,utimensat";

/// The program, to be started in a folder. Only the tests of the crate `landcarbon` build it.
pub fn landcarbon(folder: &Path) -> Command {
    let mut command = match std::env::var_os(TRACES) {
        Some(traces) => traced(Path::new(&traces)),
        None => Command::new(path()),
    };
    command.current_dir(folder);
    command
}

/// The program under strace, with a folder of its own for temporary files.
fn traced(traces: &Path) -> Command {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-qq", "-s", "4096", "-e", CALLS, "-o"]);
    command.arg(traces.join(format!("{}-{number}.trace", std::process::id())));
    command.arg(path()).env("TMPDIR", traces.join("temporary"));
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

//! Interrupts and kills at any moment.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::faults::study::{
    assert_whole, contents, example, landcarbon, leftovers, refusal, run, short_example, stderr,
    tally,
};

const SIGINT: &str = "INT";
const SIGTERM: &str = "TERM";
const SIGKILL: &str = "KILL";

fn send(signal: &str, child: &Child) {
    // The shell has a `kill` of its own; the program of this name is missing on small machines.
    let sent = Command::new("sh")
        .args(["-c", &format!("kill -s {signal} {}", child.id())])
        .stderr(Stdio::null())
        .status()
        .unwrap();
    // It may have ended just now.
    let _ = sent;
}

/// Status and standard error of a command to which a signal is sent after some time.
fn interrupted(command: &mut Command, signal: &str, after: Duration) -> (ExitStatus, String) {
    let child = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    sleep(after);
    send(signal, &child);
    let output = child.wait_with_output().unwrap();
    (output.status, stderr(&output))
}

/// How long a command takes that nothing disturbs.
fn duration(command: &mut Command) -> Duration {
    let begin = Instant::now();
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    begin.elapsed()
}

/// Moments from the start of a command to a little after its end.
fn moments(whole: Duration, count: u32) -> impl Iterator<Item = Duration> {
    (0..count).map(move |moment| whole * moment * 11 / (count * 10))
}

/// Makes sure of the status and of the sentence. Whether the signal came in time.
fn was_interrupted(status: ExitStatus, said: &str, number: i32) -> bool {
    if status.success() {
        return false;
    }
    if status.signal() == Some(number) {
        // Before the program listened, when it had begun nothing.
        assert_eq!(said, "");
    } else {
        assert_eq!(status.code(), Some(128 + number), "{said}");
        assert!(said.starts_with("error: interrupted"), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
    true
}

#[test]
fn an_interrupted_run_leaves_the_results_as_they_were_or_whole() {
    let folder = example();
    let out = folder.path().join("out");
    let mut command = landcarbon(folder.path());
    command.args(["run", "project.toml", "--quiet"]);
    let whole = duration(&mut command);
    let expected = contents(&out);
    let mut in_time = 0;
    for (number, moment) in moments(whole, 12).enumerate() {
        fs::remove_dir_all(&out).unwrap_or_default();
        let (signal, value) = [(SIGINT, 2), (SIGTERM, 15)][number % 2];
        let (status, said) = interrupted(&mut command, signal, moment);
        in_time += u32::from(was_interrupted(status, &said, value));
        // Nothing, or all of it if the last of it was being put into its place.
        assert!(
            !status.success() && !out.exists() || contents(&out) == expected,
            "{moment:?}"
        );
        assert_eq!(leftovers(folder.path()), [] as [&Path; 0]);
    }
    assert!(in_time >= 4, "{in_time}");
    fs::remove_dir_all(&out).unwrap_or_default();
    duration(&mut command);
    assert_eq!(contents(&out), expected);
}

#[test]
fn an_interrupted_run_over_earlier_results_leaves_either() {
    let folder = short_example();
    let out = folder.path().join("out");
    let mut command = landcarbon(folder.path());
    command.args(["run", "project.toml", "--quiet", "--overwrite"]);
    let whole = duration(&mut command);
    fs::write(out.join("notes.txt"), "mine").unwrap();
    let expected = contents(&out);
    for moment in moments(whole, 12) {
        let (status, said) = interrupted(&mut command, SIGTERM, moment);
        was_interrupted(status, &said, 15);
        assert_eq!(contents(&out), expected);
    }
    assert_eq!(leftovers(folder.path()), [] as [&Path; 0]);
}

#[test]
fn a_killed_run_is_finished_or_removed_by_the_next() {
    let folder = short_example();
    let out = folder.path().join("out");
    let mut command = landcarbon(folder.path());
    command.args(["run", "project.toml", "--quiet", "--overwrite"]);
    let whole = duration(&mut command);
    let expected = contents(&out);
    let mut killed = 0;
    for moment in moments(whole, 20) {
        let (status, _) = interrupted(&mut command, SIGKILL, moment);
        killed += u32::from(status.signal() == Some(9));
        if !out.join(".landcarbon-moving").exists() {
            let visible = contents(&out).into_iter();
            let is_hidden = |path: &Path| path.to_string_lossy().starts_with(".landcarbon-");
            assert!(
                visible
                    .filter(|(path, _)| !is_hidden(path))
                    .eq(expected.clone())
            );
        }
        // Without --overwrite nothing is replaced, but what was begun is brought to an end.
        let message = refusal(&run(folder.path(), &[]));
        assert!(message.contains("--overwrite"), "{message}");
        assert_eq!(leftovers(folder.path()), [] as [&Path; 0]);
        assert_eq!(contents(&out), expected);
    }
    assert!(killed >= 6, "{killed}");
}

#[test]
fn a_move_that_was_killed_anywhere_is_finished_by_the_next_run() {
    let folder = short_example();
    let out = folder.path().join("out");
    let done = run(folder.path(), &[]);
    assert!(done.status.success(), "{}", stderr(&done));
    let expected = contents(&out);
    let names: Vec<_> = expected
        .keys()
        .filter(|n| *n != Path::new("manifest.json"))
        .collect();
    let moving = out.join(".landcarbon-moving");
    for moved in [0, 1, names.len() / 2, names.len()] {
        // The folder as a kill leaves it: old results that are to go, some new ones in place, others not yet, no manifest.
        fs::create_dir(&moving).unwrap();
        fs::write(out.join("old.csv"), "old").unwrap();
        fs::write(out.join("mine.txt"), "mine").unwrap();
        let owner = serde_json::json!({
            "program": "landcarbon",
            "folder": fs::metadata(&out).unwrap().ino().to_string(),
            "earlier": ["old.csv", "gone.csv"],
        });
        fs::write(moving.join(".owner"), owner.to_string()).unwrap();
        let manifest = Path::new("manifest.json").to_owned();
        for name in names[moved..].iter().chain([&&manifest]) {
            fs::create_dir_all(moving.join(name).parent().unwrap()).unwrap();
            fs::rename(out.join(name), moving.join(name)).unwrap();
        }
        let message = refusal(&run(folder.path(), &[]));
        assert!(
            message.contains("the results of an earlier run"),
            "{message}"
        );
        assert_eq!(fs::read(out.join("mine.txt")).unwrap(), b"mine");
        fs::remove_file(out.join("mine.txt")).unwrap();
        assert_eq!(contents(&out), expected);
        assert!(!moving.exists());
    }
}

#[test]
fn two_runs_do_not_work_in_one_folder() {
    let folder = example();
    let first = landcarbon(folder.path())
        .args(["run", "project.toml", "--quiet"])
        .spawn()
        .unwrap();
    let begin = Instant::now();
    while leftovers(folder.path()).is_empty() && begin.elapsed() < Duration::from_secs(20) {
        sleep(Duration::from_millis(1));
    }
    let second = run(folder.path(), &["--overwrite"]);
    if !second.status.success() {
        let message = refusal(&second);
        assert!(message.contains("another run is writing into"), "{message}");
    }
    assert!(first.wait_with_output().unwrap().status.success());
    assert_whole(&folder.path().join("out"));
}

#[test]
fn an_interrupted_or_killed_tally_leaves_the_file_as_it_was_or_whole() {
    let folder = example();
    let table = folder.path().join("hectares.csv");
    let mut command = tally(folder.path(), "hectares.csv");
    let whole = duration(&mut command);
    let expected = fs::read(&table).unwrap();
    for (number, moment) in moments(whole, 18).enumerate() {
        let (signal, value) = [(SIGINT, 2), (SIGTERM, 15), (SIGKILL, 9)][number % 3];
        fs::remove_file(&table).unwrap();
        let (status, said) = interrupted(&mut command, signal, moment);
        if signal == SIGKILL {
            assert!(status.signal() == Some(value) || status.success());
        } else {
            was_interrupted(status, &said, value);
            assert_eq!(leftovers(folder.path()), [] as [&Path; 0]);
        }
        if table.exists() {
            assert!(fs::read(&table).unwrap() == expected, "{moment:?}");
            fs::remove_file(&table).unwrap();
        }
        duration(&mut command);
        assert_eq!(leftovers(folder.path()), [] as [&Path; 0]);
    }
}

#[test]
fn an_interrupted_demo_can_be_started_again() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut command = landcarbon(folder.path());
    command.args(["demo", "--quiet", "--out", "demo"]);
    for after in [2, 10, 20, 40, 80, 150, 300] {
        let (status, said) = interrupted(&mut command, SIGINT, Duration::from_millis(after));
        if !was_interrupted(status, &said, 2) {
            break;
        }
        assert_eq!(leftovers(folder.path()), [] as [&Path; 0]);
        for (name, bytes) in contents(&folder.path().join("demo")) {
            assert!(
                bytes == fs::read(crate::faults::study::fixture(name.to_str().unwrap())).unwrap()
            );
        }
    }
    let again = command.output().unwrap();
    let done = again.status.success() || refusal(&again).contains("of an earlier run");
    assert!(done);
    assert_whole(&folder.path().join("demo/out"));
}

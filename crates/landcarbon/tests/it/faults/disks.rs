//! Disks that are full, read-only, elsewhere or gone.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::faults::study::{
    assert_whole, contents, example, landcarbon, leftovers, refusal, run, short_example, stderr,
    tally,
};

/// A command of the shell in which `$0` is the program.
fn shell(folder: &Path, script: &str) -> Output {
    Command::new("sh")
        .current_dir(folder)
        .args(["-c", script, env!("CARGO_BIN_EXE_landcarbon")])
        .output()
        .unwrap()
}

/// A shell whose mounts nobody else sees; none where the system does not allow that.
fn shell_with_mounts(folder: &Path, script: &str) -> Option<Output> {
    let unshare = |script: &str| {
        Command::new("unshare")
            .current_dir(folder)
            .args(["-rm", "sh", "-c", script, env!("CARGO_BIN_EXE_landcarbon")])
            .output()
    };
    let trial = unshare("mkdir -p disk && mount -t tmpfs tmpfs disk");
    if !trial.is_ok_and(|trial| trial.status.success()) {
        eprintln!("no mounts without privileges here: not tried");
        return None;
    }
    Some(unshare(script).unwrap())
}

#[test]
fn a_run_on_a_full_disk_leaves_nothing_whatever_the_size() {
    let folder = example();
    let mut refused = 0;
    for kib in [16, 200, 700, 1_500, 3_000, 6_000, 12_000, 20_000, 64_000] {
        let script = format!(
            "mount -t tmpfs -o size={kib}k tmpfs disk && {{ $0 run project.toml --quiet --out disk/out; status=$?; find disk -type f; exit $status; }}"
        );
        let Some(output) = shell_with_mounts(folder.path(), &script) else {
            return;
        };
        let files = String::from_utf8_lossy(&output.stdout).lines().count();
        if output.status.success() {
            assert!(files > 60, "{files}");
        } else {
            refused += 1;
            let said = refusal(&output);
            assert!(
                said.contains("o space left") || said.contains("have room"),
                "{kib} KiB: {said}"
            );
            assert_eq!(files, 0, "{kib} KiB");
        }
    }
    assert!((6..9).contains(&refused), "{refused}");
}

#[test]
fn a_disk_without_room_for_a_folder_has_no_result_half_moved() {
    let folder = short_example();
    let (mut refused, mut done) = (0, 0);
    for inodes in (24..80).step_by(4) {
        let script = format!(
            "mount -t tmpfs -o size=40m,nr_inodes={inodes} tmpfs disk && {{ $0 run project.toml --quiet --out disk/out; status=$?; find disk -mindepth 1 | grep -c .; exit $status; }}"
        );
        let Some(output) = shell_with_mounts(folder.path(), &script) else {
            return;
        };
        if output.status.success() {
            done += 1;
        } else {
            refused += 1;
            refusal(&output);
            let left = String::from_utf8_lossy(&output.stdout).trim().to_owned();
            assert_eq!(left, "0", "{inodes} inodes");
        }
    }
    assert!(refused > 1 && done > 1, "{refused}, {done}");
}

#[test]
fn a_run_over_earlier_results_on_a_full_disk_leaves_them() {
    let folder = short_example();
    let script = "mount -t tmpfs -o size=40m tmpfs disk && $0 run project.toml --quiet --out disk/out \
        && (cd disk/out && find . -type f | sort | xargs sha256sum) > before \
        && { dd if=/dev/zero of=disk/filler bs=64k 2>/dev/null; $0 run project.toml --quiet --out disk/out --overwrite; status=$?; } \
        ; (cd disk/out && find . -type f | sort | xargs sha256sum) > after; exit $status";
    if let Some(output) = shell_with_mounts(folder.path(), script) {
        refusal(&output);
        let listed = |file| fs::read_to_string(folder.path().join(file)).unwrap();
        assert!(listed("before").lines().count() > 20);
        assert_eq!(listed("before"), listed("after"));
    }
}

#[test]
fn a_limit_on_the_size_of_files_is_an_error_whatever_the_size() {
    let folder = example();
    let mut refused = 0;
    for blocks in [0, 1, 8, 40, 100, 300, 600, 1_000, 2_000, 5_000, 40_000] {
        let output = shell(
            folder.path(),
            &format!("ulimit -f {blocks}; exec $0 run project.toml --quiet --out out-{blocks}"),
        );
        let out = folder.path().join(format!("out-{blocks}"));
        if output.status.success() {
            assert_whole(&out);
        } else {
            refused += 1;
            refusal(&output);
            assert!(!out.exists(), "{blocks}: {:?}", contents(&out).keys());
        }
    }
    assert!((4..11).contains(&refused), "{refused}");
    for (blocks, table) in [(0, "t.csv"), (1, "t.json"), (1, "t.parquet")] {
        let command = tally(folder.path(), table);
        let arguments: Vec<_> = command.get_args().map(|a| a.to_str().unwrap()).collect();
        let limited = format!("ulimit -f {blocks}; exec $0 {}", arguments.join(" "));
        refusal(&shell(folder.path(), &limited));
        assert!(!folder.path().join(table).exists());
    }
    assert_eq!(leftovers(folder.path()), [] as [&Path; 0]);
}

#[test]
fn a_full_standard_output_is_an_error_of_commands_that_print_their_result() {
    let folder = example();
    let full = || Stdio::from(fs::File::options().write(true).open("/dev/full").unwrap());
    let mut tally = tally(folder.path(), "-");
    let mut legend = landcarbon(folder.path());
    legend.args(["legend", "cnlucc"]);
    let mut check = landcarbon(folder.path());
    check.args(["check", "project.toml"]);
    for command in [&mut tally, &mut legend, &mut check] {
        command.stdout(full()).stderr(Stdio::piped());
        let output = command.output().unwrap();
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(
            said.contains("cannot write to standard output") && said.contains("No space left"),
            "{said}"
        );
    }
}

#[test]
fn a_closed_standard_output_does_no_harm() {
    let folder = short_example();
    let closed = "exec \"$0\" \"$@\" <&- >&- 2>&-";
    let whole = tally(folder.path(), "whole.csv").output().unwrap();
    assert!(whole.status.success(), "{}", stderr(&whole));
    let before = contents(folder.path());
    for (arguments, out) in [
        (tally(folder.path(), "t.csv"), "t.csv"),
        (tally(folder.path(), "-"), "-"),
    ] {
        let output = Command::new("sh")
            .current_dir(folder.path())
            .args(["-c", closed])
            .arg(arguments.get_program())
            .args(arguments.get_args())
            .output()
            .unwrap();
        assert!(output.status.success(), "{out}");
    }
    let mut after = contents(folder.path());
    let table = after.remove(Path::new("t.csv"));
    assert!(table.as_ref() == before.get(Path::new("whole.csv")));
    assert!(after == before, "{:?}", after.keys());
}

#[test]
fn a_read_only_disk_is_refused_and_results_upon_it_stay() {
    let folder = short_example();
    let script = "mount -t tmpfs tmpfs disk && $0 run project.toml --quiet --out disk/out && mount -o remount,ro disk \
        && { $0 run project.toml --quiet --out disk/out --overwrite; status=$?; find disk -type f | wc -l; exit $status; }";
    if let Some(output) = shell_with_mounts(folder.path(), script) {
        let said = refusal(&output);
        assert!(
            said.contains("cannot write to the folder disk/out") && said.contains("Read-only"),
            "{said}"
        );
        let files: u32 = String::from_utf8_lossy(&output.stdout)
            .trim()
            .parse()
            .unwrap();
        assert!(files > 20, "{files}");
    }
}

#[test]
fn the_folder_of_results_may_be_on_another_disk_than_the_temporary_folder() {
    let elsewhere = Path::new("/dev/shm");
    if !elsewhere.is_dir() {
        return;
    }
    let (folder, shm) = (short_example(), TempDir::new_in(elsewhere).unwrap());
    let out = shm.path().join("out");
    let done = run(folder.path(), &["--out", out.to_str().unwrap()]);
    assert!(done.status.success(), "{}", stderr(&done));
    assert_whole(&out);
    let table = shm.path().join("t.csv");
    let mut command = tally(folder.path(), table.to_str().unwrap());
    assert!(command.output().unwrap().status.success());
    assert!(table.is_file());
}

#[test]
fn a_folder_that_is_removed_while_a_run_works_in_it_is_an_error() {
    let folder = example();
    let out = folder.path().join("out");
    let child = landcarbon(folder.path())
        .args(["run", "project.toml", "--quiet"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let begin = std::time::Instant::now();
    while leftovers(folder.path()).is_empty() && begin.elapsed().as_secs() < 20 {
        std::thread::yield_now();
    }
    fs::remove_dir_all(&out).unwrap();
    let output = child.wait_with_output().unwrap();
    // The program makes folders as it needs them, but the results before are missing then.
    refusal(&output);
    assert!(!out.join("manifest.json").exists());
}

#[test]
fn nobody_writes_without_permission() {
    let folder = short_example();
    let script = "mkdir locked && chmod 555 locked && chown nobody locked 2>/dev/null; \
        if [ \"$(id -u)\" = 0 ]; then drop='setpriv --reuid 65534 --clear-groups'; fi; chmod -R a+rX . ; chmod a+rx . ; \
        $drop test -w locked && exit 77; $drop test -x $0 || exit 77; $drop $0 run project.toml --quiet --out locked/out";
    let output = shell(folder.path(), script);
    if output.status.code() == Some(77) {
        return eprintln!("no way to be another user here: not tried");
    }
    let said = refusal(&output);
    assert!(
        said.contains("locked/out") && said.contains("Permission denied"),
        "{said}"
    );
    assert_eq!(contents(&folder.path().join("locked")).len(), 0);
}

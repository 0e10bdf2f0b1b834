//! The seeds of the fuzz targets, among them whatever fuzzing has found: each is read, or refused with words, and soon.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use testkit::fixtures::repository;

#[path = "../../../../fuzz/src/reading.rs"]
#[allow(dead_code, unreachable_pub, clippy::expect_used)]
mod reading;

/// Much more than any of them takes, also on a busy machine and by a program that is not optimized.
const SOON: Duration = Duration::from_secs(20);

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn seeds_of_fuzzing_are_read_or_refused() {
    let mut seeds = 0;
    for (target, read) in reading::READERS {
        for seed in files(&repository().join("fuzz/seeds").join(target)) {
            let begin = Instant::now();
            read(&fs::read(&seed).unwrap());
            assert!(begin.elapsed() < SOON, "{seed:?}: {:?}", begin.elapsed());
            seeds += 1;
        }
    }
    assert!(seeds > 30, "{seeds}");
}

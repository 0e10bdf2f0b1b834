//! Small files that ask for much: refused with numbers before the work, by `check` as by `run`.

use std::fmt::Write;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::bad_inputs::cases::{TALLY, TALLY_TIFF};
use crate::bad_inputs::small_study::{Outcome, SmallStudy};

/// What is refused is refused within this time, also on a busy machine and by a program that is not optimized.
const SOON: Duration = Duration::from_secs(20);

/// A tag of a TIFF with one value: of type LONG.
fn tag(number: u16, value: u32) -> Vec<u8> {
    let long = 4_u16;
    [
        &number.to_le_bytes()[..],
        &long.to_le_bytes(),
        &1_u32.to_le_bytes(),
        &value.to_le_bytes(),
    ]
    .concat()
}

/// A TIFF of a few hundred bytes that claims this size, these blocks and these bands, with the place of the frame and no cells.
fn tiny_tiff(size: (u32, u32), block: (u32, u32), bands: u32) -> Vec<u8> {
    let mut tags = vec![
        tag(256, size.0),
        tag(257, size.1),
        tag(258, 8),
        tag(259, 1),
        tag(262, 1),
        tag(277, bands),
        tag(284, 1),
        tag(322, block.0),
        tag(323, block.1),
        tag(324, 8),
        tag(325, 0),
    ];
    let doubles = |number: u16, values: &[f64], at: u32| {
        let count = values.len() as u32;
        [
            &number.to_le_bytes()[..],
            &12_u16.to_le_bytes(),
            &count.to_le_bytes(),
            &at.to_le_bytes(),
        ]
        .concat()
    };
    let shorts = |number: u16, count: u32, at: u32| {
        [
            &number.to_le_bytes()[..],
            &3_u16.to_le_bytes(),
            &count.to_le_bytes(),
            &at.to_le_bytes(),
        ]
        .concat()
    };
    let scale = [100.0, 100.0, 0.0];
    let tie = [0.0, 0.0, 0.0, 500_000.0, 3_002_000.0, 0.0];
    let keys: [u16; 16] = [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 6933];
    let data = 8 + 2 + 15 * 12 + 4;
    tags.push(doubles(33550, &scale, data));
    tags.push(doubles(33922, &tie, data + 24));
    tags.push(shorts(34735, 16, data + 72));
    // No data: the text "0".
    tags.push(
        [
            &42113_u16.to_le_bytes()[..],
            &2_u16.to_le_bytes(),
            &2_u32.to_le_bytes(),
            b"0\0\0\0",
        ]
        .concat(),
    );
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend((tags.len() as u16).to_le_bytes());
    tags.iter().for_each(|tag| tiff.extend(tag));
    tiff.extend([0; 4]);
    scale
        .iter()
        .chain(&tie)
        .for_each(|number| tiff.extend(number.to_le_bytes()));
    keys.iter().for_each(|key| tiff.extend(key.to_le_bytes()));
    tiff
}

/// What is said of a refusal that comes soon and leaves nothing.
fn refused(study: &SmallStudy, arguments: &[&str]) -> String {
    let (before, begin) = (study.contents(), Instant::now());
    let Outcome { status, stderr, .. } = study.run(arguments);
    assert!(begin.elapsed() < SOON, "{:?}: {stderr}", begin.elapsed());
    assert_eq!(status, Some(1), "{stderr}");
    assert_eq!(study.contents(), before, "{stderr}");
    stderr
}

#[test]
fn a_tiny_raster_that_claims_much_is_refused() {
    let study = SmallStudy::new();
    for (tiff, said) in [
        (
            tiny_tiff((16, 174_000_000), (16, 16), 1),
            "it claims to have 10875000 blocks, whose places alone take more than the",
        ),
        (
            tiny_tiff((92_672, 92_672), (92_672, 92_672), 1),
            "the bytes that a block takes when it is decoded are 8588099584",
        ),
        (
            tiny_tiff((256, 256), (256, 256), 30_000),
            "the bytes that a block takes when it is decoded are 1966080000",
        ),
    ] {
        study.write("frame.tif", &tiff);
        assert!(tiff.len() < 500);
        let stderr = refused(&study, &[TALLY_TIFF, &["--band", "1"]].concat());
        assert!(stderr.contains(said), "{stderr}");
    }
}

/// A ring whose edges cross each other in `half`² places, in cells of the frame.
fn zigzag(half: u32) -> String {
    let mut ring = "[[".to_owned();
    for number in 0..2 * half {
        let along = 1.0 + f64::from(number % half) * 18.0 / f64::from(half);
        let side = f64::from(number % 2) * 20.0;
        match number < half {
            true => write!(ring, "[{along},{side}],").unwrap(),
            false => write!(ring, "[{side},{along}],").unwrap(),
        }
    }
    ring + "[1,0]]]"
}

#[test]
fn an_outline_that_crosses_itself_everywhere_is_refused_unless_the_user_raises_the_limit() {
    let study = SmallStudy::new();
    study.polygons(&[("a", &zigzag(1_000))]);
    for arguments in [
        TALLY,
        &[TALLY, &["--repair"]].concat(),
        &["check", "project.toml"],
        &["run", "project.toml"],
    ] {
        let stderr = refused(&study, arguments);
        assert!(
            stderr.contains("zone a") && stderr.contains("crosses itself are at least 100"),
            "{stderr}"
        );
        assert!(stderr.contains("raise the limit `crossings`"), "{stderr}");
    }
    study.polygons(&[("a", &zigzag(40))]);
    let lower = [TALLY, &["--limit", "crossings=100", "--repair"]].concat();
    assert!(refused(&study, &lower).contains("more than the 100 that"));
    let raised = [TALLY, &["--limit", "crossings=1e4", "--repair"]].concat();
    let Outcome { status, stderr, .. } = study.run(&raised);
    assert_eq!(status, Some(0), "{stderr}");
}

#[test]
fn draws_without_end_are_refused_before_the_rasters_are_read() {
    for key in ["draws", "sobol_samples"] {
        let study = SmallStudy::new();
        let uncertainty = format!(
            "[uncertainty]\n{key} = 1000000000000\n[uncertainty.statistics]\nenergy = {{ distribution = \"normal\", relative_sd = 0.1, source = \"made up\" }}\n"
        );
        study.write("project.toml", study.read("project.toml") + &uncertainty);
        for command in ["check", "run"] {
            let stderr = refused(&study, &[command, "project.toml"]);
            assert!(
                stderr.contains("the draws times zones and years are"),
                "{stderr}"
            );
            assert!(stderr.contains("raise the limit `draws`"), "{stderr}");
        }
    }
}

#[test]
fn a_limit_that_is_none_is_told_the_legal_ones() {
    let study = SmallStudy::new();
    for (limit, said) in [
        (
            "memory=1",
            "there is no limit \"memory\"; limits are crossings, border-cells, blocks, block-bytes, draws",
        ),
        ("blocks", "a limit is NAME=NUMBER"),
        ("blocks=-1", "a limit is NAME=NUMBER"),
    ] {
        let Outcome { status, stderr, .. } =
            study.run(&["check", "project.toml", "--limit", limit]);
        assert_eq!(status, Some(2), "{stderr}");
        assert!(stderr.contains(said), "{stderr}");
    }
}

/// A block within the limits, and an address space that has no room for it.
#[test]
#[cfg(target_os = "linux")]
fn a_block_that_there_is_no_memory_for_is_a_sentence() {
    let study = SmallStudy::new();
    study.write(
        "frame.tif",
        tiny_tiff((32_000, 32_000), (32_000, 32_000), 1),
    );
    let before = study.contents();
    let script = "ulimit -v 1500000; exec \"$0\" \"$@\"";
    let output = Command::new("sh")
        .current_dir(study.path(""))
        .args(["-c", script, env!("CARGO_BIN_EXE_landcarbon")])
        .args(TALLY_TIFF)
        .args(["--out", "t.csv", "--threads", "1"])
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(
        stderr.contains("there is no memory for 2048000000 bytes"),
        "{stderr}"
    );
    assert_eq!(study.contents(), before, "{stderr}");
}

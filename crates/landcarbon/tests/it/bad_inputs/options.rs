//! The command line.

use crate::bad_inputs::cases::{Cases, TALLY};

#[test]
fn usage() {
    let mut program = Cases::new(&[]);
    for (case, arguments) in [
        ("a command that there is not", "tallly"),
        ("no project", "run"),
        ("two projects", "run project.toml project.toml"),
        ("no folder", "init"),
        ("an option that there is not", "run project.toml --force"),
        ("an option of another command", "run project.toml --repair"),
        ("quiet and verbose", "run project.toml --quiet --verbose"),
        ("a colour for a time", "check project.toml --color green"),
        ("an option twice", "run project.toml --out a --out b"),
        ("an option without its value", "run project.toml --out"),
        (
            "a language that there is not",
            "legend cnlucc --language fr",
        ),
        ("no zones", "tally --zone-id id --raster frame.asc"),
        ("no id", "tally --zones zones.geojson --raster frame.asc"),
        ("no raster", "tally --zones zones.geojson --zone-id id"),
    ] {
        program.rejects(case, &arguments.split(' ').collect::<Vec<_>>());
    }
    insta::assert_snapshot!(program.told());
}

#[test]
fn values() {
    let mut tally = Cases::new(TALLY);
    for (case, option, value) in [
        ("no threads", "--threads", "0"),
        ("threads by word", "--threads", "two"),
        ("threads below zero", "--threads", "-1"),
        ("too many threads", "--threads", "99999"),
        ("a coverage that there is not", "--coverage", "centre"),
        ("an area that there is not", "--area", "geodesic"),
        ("a band by word", "--band", "red"),
        ("a band below zero", "--band", "-1"),
    ] {
        tally.rejects(case, &[option, value]);
    }
    tally.refuses(
        "an error as JSON",
        &["--json-errors", "--zone-name", "nom"],
        |_| {},
    );
    tally.warns("cells by their centres", &["--coverage", "center"], |b| {
        b.edge("adjacent-zones")
    });
    tally.warns("cells that are touched", &["--coverage", "touched"], |b| {
        b.edge("adjacent-zones")
    });
    tally.accepts("more threads than processors", &["--threads", "64"], |_| {});
    insta::assert_snapshot!(tally.told());
}

#[test]
fn legends() {
    let mut legend = Cases::new(&["legend"]);
    legend.refuses("a typing error", &["cnluc"], |_| {});
    legend.refuses("nothing", &[""], |_| {});
    legend.refuses("the legend without codes", &["raw", "--qml"], |_| {});
    insta::assert_snapshot!(legend.told());
}

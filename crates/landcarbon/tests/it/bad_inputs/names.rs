//! Ids and names of zones.

use crate::bad_inputs::cases::{Cases, RUN, TALLY};
use crate::bad_inputs::small_study::SmallStudy;

#[test]
fn ids() {
    let mut tally = Cases::new(TALLY);
    tally.refuses("an id twice", &[], |b| b.edge("duplicate-ids"));
    tally.warns("an id twice, united", &["--dissolve"], |b| {
        b.edge("duplicate-ids")
    });
    tally.refuses("an id that is null", &[], |b| b.edge("null-id"));
    tally.refuses("an id of blanks", &[], |b| {
        b.names(&[("a", "Alpha"), ("  ", "Beta")])
    });
    tally.refuses("ids that differ by blanks only", &[], |b| {
        b.names(&[("a", "Alpha"), (" a\u{a0}", "Beta")]);
    });
    tally.refuses("a field that is not there", &["--zone-name", "nom"], |_| {});
    tally.refuses("an empty field", &["--zone-name", ""], |_| {});
    tally.accepts("ids with leading noughts", &[], |b| {
        b.names(&[("01", "Alpha"), ("1", "Beta")])
    });
    tally.accepts_edits(
        "zones.geojson",
        &[
            ["an id that is a number", "\"id\":\"a\"", "\"id\":360100"],
            [
                "an id of twelve digits",
                "\"id\":\"a\"",
                "\"id\":360100000000",
            ],
            [
                "a number with a fraction of nought",
                "\"id\":\"a\"",
                "\"id\":360100000000.0",
            ],
            ["an id that is a list", "\"id\":\"a\"", "\"id\":[1]"],
        ],
    );
    insta::assert_snapshot!(tally.told());
}

#[test]
fn messages_do_not_command_a_terminal() {
    let mut tally = Cases::new(TALLY);
    tally.refuses("an id that clears the screen", &[], |b| {
        b.names(&[("\u{1b}[2J", "Alpha"), ("\u{1b}[2J", "Beta")]);
    });
    insta::assert_snapshot!(tally.told());
}

#[test]
fn results_hold_odd_names_as_text() {
    let study = SmallStudy::new();
    let names = ["=cmd|'/C calc'!A0", "<script>alert(1)</script>"];
    study.names(&[("a", names[0]), ("b", names[1])]);
    let text = study.read("project.toml");
    let (choices, _) = text.split_once("[export]").unwrap();
    study.write(
        "project.toml",
        choices.replace(
            "name = \"small\"",
            "name = \"small\"\ntitle = \"</title>]]>\"",
        ),
    );
    let left = study.run(RUN);
    assert_eq!(left.status, Some(0), "{}", left.stderr);
    assert!(!study.read("out/report.html").contains("<script>alert"));
    assert!(!study.read("out/report.html").contains("</title>]]>"));
    assert!(
        study
            .read("out/figures/figure-1-emissions.svg")
            .contains("&lt;script")
    );
    assert!(
        !study
            .read("out/figures/figure-1-emissions.svg")
            .contains("<script")
    );
    let table = study.read("out/tables/table-3.csv");
    assert!(table.contains("'=cmd"), "{table}");
    for file in study.contents().keys() {
        let name = file.file_name().unwrap().to_string_lossy();
        assert!(!name.contains("cmd") && !name.contains("script"), "{name}");
    }
}

#[test]
fn odd_names() {
    let mut tally = Cases::new(TALLY);
    let long = "万".repeat(10_000);
    for (case, names) in [
        (
            "formulas of a spreadsheet",
            [("a", "=cmd|'/C calc'!A0"), ("b", "@SUM(1)")],
        ),
        (
            "quotes, commas and line breaks",
            [("a", "Al\"pha, the first"), ("b", "Be\nta")],
        ),
        (
            "paths",
            [("../../etc", "../../etc/passwd"), ("a/b", "C:\\con")],
        ),
        (
            "marks of direction",
            [("a", "\u{202e}ahplA"), ("b", "B\u{200b}eta")],
        ),
        ("one name for two zones", [("a", "Alpha"), ("b", "Alpha")]),
        (
            "Chinese within and beyond 16 bits",
            [("南昌", "南昌市"), ("𠮷", "𠮷野")],
        ),
        ("the character NUL", [("a", "Al\u{0}pha"), ("b", "Beta")]),
        ("10,000 characters", [("a", &long), ("b", "Beta")]),
        ("no letters", [("a", ""), ("b", " ")]),
    ] {
        tally.accepts(case, &["--zone-name", "name"], |b| b.names(&names));
    }
    tally.accepts("null", &["--zone-name", "name"], |b| {
        b.edit("zones.geojson", "\"name\":\"a\"", "\"name\":null");
    });
    insta::assert_snapshot!(tally.told().replace(&long, "(10,000 times 万)"));
}

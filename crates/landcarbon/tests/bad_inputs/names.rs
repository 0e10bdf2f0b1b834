//! Ids and names of zones.

use crate::transcript::{TALLY, Transcript};

#[test]
fn ids() {
    let mut tally = Transcript::of(TALLY);
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
fn odd_names() {
    let mut tally = Transcript::of(TALLY);
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

//! Where results go.

use crate::bad_inputs::cases::{Cases, RUN, TALLY};
use crate::bad_inputs::expectations::expecting;

#[test]
fn folders() {
    let mut run = Cases::new(RUN);
    for (case, out) in [
        ("an existing file", "statistics.csv"),
        ("a folder below a file", "statistics.csv/out"),
        ("the folder of the inputs", "."),
        ("a folder where nobody may write", "/proc/results"),
        ("a name that is too long", &"n".repeat(300)),
    ] {
        run.refuses(case, &["--out", out, "--overwrite"], |_| {});
    }
    for (case, file, text) in [
        ("files of others", "notes.txt", "mine"),
        (
            "a manifest of another program",
            "manifest.json",
            "{\"name\": \"a web page\"}",
        ),
        ("a manifest that is no JSON", "manifest.json", "{"),
    ] {
        run.refuses(case, &["--out", "mine", "--overwrite"], |b| {
            b.folder("mine");
            b.write(&format!("mine/{file}"), text);
        });
    }
    run.refuses("results of an earlier run", &[], |b| drop(b.run(RUN)));
    run.accepts(
        "results of an earlier run, replaced",
        &["--overwrite"],
        |b| drop(b.run(RUN)),
    );
    run.refuses(
        "a file of the user's in the place of a result",
        &["--overwrite"],
        |b| {
            b.run(RUN);
            b.write("out/expect.csv", "mine");
            expecting(b, "id,value,tolerance\nregion.emissions.2010,0,1\n");
        },
    );
    run.accepts("a folder deep down", &["--out", "结果/一 二/out"], |_| {});
    run.refuses("an input that fails in the end", &["--out", "a/b/c"], |b| {
        b.edit("frame.asc", "11 ", "77 ")
    });
    run.refuses("the same, into an empty folder", &[], |b| {
        b.folder("out");
        b.edit("frame.asc", "11 ", "77 ");
    });
    run.refuses("the same, over an earlier run", &["--overwrite"], |b| {
        b.run(RUN);
        b.edit("frame.asc", "11 ", "77 ");
    });
    insta::assert_snapshot!(run.told().replace(&"n".repeat(300), "(300 times n)"));
}

#[test]
fn files() {
    let mut tally = Cases::new(TALLY);
    for (case, out) in [
        ("an existing file", "statistics.csv"),
        ("no extension", "hectares"),
        ("a workbook", "hectares.xlsx"),
        ("a folder that is not there", "no/such/hectares.csv"),
        (
            "a name that is too long",
            &format!("{}.csv", "n".repeat(300)),
        ),
    ] {
        tally.refuses(case, &["--out", out], |_| {});
    }
    tally.refuses("a folder", &["--out", "a.csv"], |b| b.folder("a.csv"));
    tally.refuses(
        "a folder, to be replaced",
        &["--out", "a.csv", "--overwrite"],
        |b| b.folder("a.csv"),
    );
    tally.refuses(
        "a run that fails over an existing file",
        &["--out", "old.csv", "--overwrite", "--zone-name", "nom"],
        |b| {
            b.write("old.csv", "old");
        },
    );
    tally.accepts(
        "an extension in capitals",
        &["--out", "HECTARES.CSV"],
        |_| {},
    );
    insta::assert_snapshot!(tally.told().replace(&"n".repeat(300), "(300 times n)"));
}

#[test]
fn inputs_are_never_replaced() {
    let mut tally = Cases::new(&[
        "tally",
        "--zones",
        "zones.json",
        "--zone-id",
        "id",
        "--raster",
        "frame.asc",
        "--overwrite",
        "--out",
    ]);
    tally.refuses("the zones", &["zones.json"], |b| {
        b.write("zones.json", b.read("zones.geojson"))
    });
    let mut run = Cases::new(RUN);
    run.refuses(
        "zones that are a result of an earlier run",
        &["--overwrite"],
        |b| {
            b.edit("project.toml", "geojson = false", "geojson = true");
            b.run(RUN);
            b.edit(
                "project.toml",
                "\"zones.geojson\"",
                "\"out/layers/budget-2010.geojson\"",
            );
            b.edit("project.toml", "id = \"id\"", "id = \"zone\"");
        },
    );
    tally.refuses("the zones by another path", &["a/../zones.json"], |b| {
        b.folder("a");
        b.write("zones.json", b.read("zones.geojson"));
    });
    insta::assert_snapshot!(tally.told() + &run.told());
}

#[test]
fn new_projects() {
    let mut init = Cases::new(&["init"]);
    init.refuses("a file", &["statistics.csv"], |_| {});
    init.refuses("a folder with a project", &["."], |_| {});
    init.refuses("a folder with statistics", &["mine"], |b| {
        b.folder("mine");
        b.write("mine/statistics.csv", "mine");
    });
    init.refuses("a folder where nobody may write", &["/proc/mine"], |_| {});
    insta::assert_snapshot!(init.told());
}
